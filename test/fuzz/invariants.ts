import type { Payout, Plain, Posting, Wallet, Withdrawal } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { isFinished, isUnderWay, isUnresolved } from '../../processors/withdrawals/rows.ts'
import { CURRENCY } from './configuration.ts'
import { textOf, type Machine } from './machine.ts'
import { returnedOf, type Truth } from './provider.ts'
import type { FuzzWorld } from './world.ts'

/** What must hold after each event, and what must hold when all is at rest. It shares no rule with the deciders. */
export class Invariants {
  readonly #world: FuzzWorld
  /** Net credit of each account. */
  readonly #accounts = new Map<string, bigint>()
  /** How each withdrawal's hold ended, by wallet and withdrawal. */
  readonly #ended = new Map<string, string>()
  /** References about which an event says that the provider's word and our books differ, or an operator decided. */
  readonly #explained = new Set<string>()

  constructor(world: FuzzWorld) {
    this.#world = world
  }

  check({ name }: Machine, event: Flat): void {
    if (name === 'wallets') this.#checkWallet(event)
    if (name === 'withdrawals') this.#checkPayout(event)
    if (name === 'terminals') this.#checkTurnover(event)
  }

  #checkWallet(event: Flat): void {
    const { postings = [], type, wallet, withdrawal } = event as unknown as WalletEventFields
    for (const { debit, credit, amount } of postings) {
      if (amount <= 0n) this.#world.fail('postings move money', textOf(postings))
      this.#accounts.set(debit, (this.#accounts.get(debit) ?? 0n) - amount)
      this.#accounts.set(credit, (this.#accounts.get(credit) ?? 0n) + amount)
    }
    if (type === 'WithdrawalCompleted' || type === 'WithdrawalFailed') {
      const key = `${wallet}/${withdrawal}`
      if (this.#ended.has(key)) this.#world.fail('a hold is released or posted exactly once', `${key}: ${type}`)
      this.#ended.set(key, type)
    }
    this.#checkBalance(wallet)
  }

  #checkBalance(wallet: string): void {
    const machine = this.#world.machines.get('wallets')!
    const row = machine.row('wallets', 'acme', wallet) as Wallet | undefined
    if (row === undefined) return
    const posted = this.#accounts.get(`wallet/${wallet}`) ?? 0n
    if (row.posted !== posted) this.#world.fail('a balance is the sum of its postings', `${row.posted}, not ${posted}`)
    let held = 0n
    for (const [key, { hold, status }] of machine.rows('withdrawals') as ReadonlyMap<string, Plain<Withdrawal>>) {
      if (!key.startsWith(`acme/${wallet}/`)) continue
      held += hold?.hold ?? 0n
      if ((hold === null) === (status === 'pending')) this.#world.fail('a pending withdrawal has its hold', key)
    }
    if (row.held !== held) this.#world.fail('what is held is the holds', `${wallet}: ${row.held}, not ${held}`)
    if (row.held < 0n || row.posted < row.held) this.#world.fail('no wallet is overdrawn', wallet)
  }

  #checkPayout(event: Flat): void {
    const { wallet, withdrawal, type } = event as Flat & { wallet: string, withdrawal?: string }
    this.#explain(event)
    if (withdrawal === undefined) return
    const row = this.#world.machines.get('withdrawals')!.row('payouts', 'acme', wallet, withdrawal) as
      Plain<Payout> | undefined
    if (row === undefined) return
    const under = row.attempts.filter(isUnderWay).length
    if (under > 1) this.#world.fail('at most one attempt is not definitely finished', `${withdrawal}: ${type}`)
    if ((row.status === 'failed' || row.status === 'cancelled') && row.attempts.some(isUnresolved)) {
      this.#world.fail('nothing fails while an attempt may be paid', `${withdrawal}: ${type}`)
    }
    if (row.attempts.some(isUnresolved) && row.dueAt === 0) {
      this.#world.fail('what is unresolved is asked about', `${withdrawal}: ${type}`)
    }
    if (isFinished(row) && (row.order !== null || row.attempts.some(({ postings }) => postings.length > 0))) {
      this.#world.fail('a finished payout shrinks', `${withdrawal}: ${type}`)
    }
  }

  #explain(event: Flat): void {
    const { type, reference, notification, by } = event as Flat & {
      reference?: string, notification?: { reference: string }, by?: string
    }
    const isDecided = by !== undefined && by !== ''
    if (type === 'PayoutContradicted' || type === 'PayoutMismatched' || isDecided) {
      this.#explained.add(notification?.reference ?? reference ?? '')
    }
  }

  #checkTurnover(event: Flat): void {
    const { provider, terminal, currency, type, at } = event as unknown as TurnoverEventFields
    if (type !== 'TurnoverHeld') return
    const machine = this.#world.machines.get('terminals')!
    const row = machine.row('turnovers', 'acme', provider, terminal, currency)
    const configured = this.#world.configuration.providers.find(each => each.provider === provider)
    const { limits = [] } = configured?.terminals.find(each => each.terminal === terminal) ?? {}
    for (const { measure, period, max } of limits) {
      const usage = row[`${period}s`]
      const used = measure === 'count' ? BigInt(usage.count) : usage.amount
      if (used > max) this.#world.fail('no turnover limit is passed', `${terminal}: ${used} of ${max} at ${at}`)
    }
  }

  /** Nothing is under way any more: our books are the providers', and what differs is explained. */
  checkAtRest(): void {
    const payouts = this.#world.machines.get('withdrawals')!.rows('payouts') as ReadonlyMap<string, Plain<Payout>>
    const paidOut = new Map<string, bigint>()
    const open = new Set<string>()
    for (const [key, payout] of payouts) {
      this.#checkEnd(key, payout)
      for (const [index, { provider, paid, returned, status, hasTurnover }] of payout.attempts.entries()) {
        const reference = `${key}/${index + 1}`
        if (status === 'paid') paidOut.set(provider, (paidOut.get(provider) ?? 0n) + paid - returned)
        if (hasTurnover) open.add(reference)
        this.#checkTruth(reference, { paid, returned }, this.#world.providers.get(provider)!.truths.get(reference))
      }
    }
    for (const provider of this.#world.providers.keys()) {
      const booked = this.#accounts.get(`provider/${provider}`) ?? 0n
      const expected = paidOut.get(provider) ?? 0n
      if (booked !== expected) this.#world.fail('postings are what was paid and returned', `${booked}, not ${expected}`)
    }
    this.#checkReservations(open)
    const sum = [...this.#accounts.values()].reduce((total, each) => total + each, 0n)
    if (sum !== 0n) this.#world.fail('all accounts sum to zero', `${sum}`)
  }

  #checkEnd(key: string, payout: Plain<Payout>): void {
    if (payout.status === 'unmatched') return
    const hold = this.#world.machines.get('wallets')!.row('withdrawals', ...key.split('/'))?.hold ?? null
    const is = `${key}: ${payout.status}`
    if (isFinished(payout) !== (hold === null)) this.#world.fail('a hold ends with its payout', is)
    const isDisputed = payout.attempts.some(({ status }) => status === 'mismatched')
    if (!isFinished(payout) && !isDisputed) this.#world.fail('every payout comes to its end', is)
    const open = payout.attempts.findIndex(isUnderWay)
    if (open !== -1) this.#world.fail('every attempt comes to its end', `${key}/${open + 1}`)
  }

  #checkTruth(reference: string, ours: { paid: bigint, returned: bigint }, truth: Truth | undefined): void {
    const paid = truth?.paid.reduce((sum, { amount, currency }) => currency === CURRENCY ? sum + amount : sum, 0n) ?? 0n
    const returned = truth === undefined ? 0n : returnedOf(truth)
    if (ours.paid === paid && ours.returned === returned || this.#explained.has(reference)) return
    const books = `we have ${ours.paid} paid and ${ours.returned} back, the provider ${paid} and ${returned}`
    this.#world.fail('our books are the provider\'s, or an event says why not', `${reference}: ${books}`)
  }

  #checkReservations(open: ReadonlySet<string>): void {
    const held = this.#world.machines.get('terminals')!.rows('reservations')
    const left = [...held.keys()].map(key => key.split('/').slice(3).join('/'))
    const stray = left.find(reference => !open.has(reference))
    if (stray !== undefined) this.#world.fail('turnover is held for open attempts alone', stray)
  }
}

interface WalletEventFields {
  readonly type: string
  readonly wallet: string
  readonly withdrawal?: string
  readonly postings?: readonly Plain<Posting>[]
}

interface TurnoverEventFields {
  readonly type: string
  readonly provider: string
  readonly terminal: string
  readonly currency: string
  readonly at: number
}
