import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Tables } from '../../../processors/decider.ts'
import type { LevelPolicy, Plain, Reason, WalletCommand } from '../../../schemas/generated.ts'
import { tablesOf } from '../../support/given.ts'
import { limitOf, providerOf, tenantOf, terminalOf } from '../../support/plans.ts'
import { checkBooks } from '../books.ts'
import { Domain } from '../domain.ts'
import type { Flat, Name } from '../domain.ts'
import { replay } from '../replay.ts'
import { counting, FakeParty } from './fake-party.ts'
import type { Told } from './fake-party.ts'

/**
 * Random lives of a wallet whose owner is approved, expires, is blocked, while policies change, time passes, and every
 * command waits in some queue for as long as it likes. What is accepted is compared with a model that knows approvals
 * and policies, and nothing of what a wallet keeps.
 */
type Action =
  | { readonly do: 'deposit' | 'quote', readonly amount: bigint }
  | { readonly do: 'withdraw', readonly amount: bigint, readonly minutes: number }
  | { readonly do: 'cancel', readonly pick: number }
  | { readonly do: 'approve', readonly minutes: number }
  | { readonly do: 'block' | 'unblock' | 'expire' | 'answer' | 'settle' }
  | { readonly do: 'step', readonly name: Name }
  | { readonly do: 'say', readonly pick: number, readonly type: 'InvoicePaid' | 'InvoiceDeclined' }
  | { readonly do: 'pass', readonly minutes: number }
  | { readonly do: 'require', readonly policies: readonly Plain<LevelPolicy>[] }

const few = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)
const does = <Do extends string>(...names: readonly Do[]): { readonly do: fc.Arbitrary<Do> } => ({ do: few(...names) })
const amount = fc.bigInt({ min: 1n, max: 9_00n })

const policy: fc.Arbitrary<Plain<LevelPolicy>> = fc.record({
  operation: few('deposit', 'withdrawal', 'withdrawal'), currency: few('EUR', 'EUR', 'JPY'),
  above: few(0n, 2_00n, 5_00n), level: few(0, 1, 2, 3)
})

const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ...does('deposit'), amount: fc.bigInt({ min: 1n, max: 99_00n }) }) },
  fc.record({ ...does('quote'), amount }),
  { weight: 6, arbitrary: fc.record({ ...does('withdraw'), amount, minutes: few(0, 30, 30) }) },
  { weight: 3, arbitrary: fc.record({ ...does('cancel'), pick: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.record({ ...does('approve'), minutes: few(0, 10, 10, 20) }) },
  { weight: 3, arbitrary: fc.record(does('block', 'unblock', 'unblock', 'expire', 'expire', 'expire')) },
  { weight: 5, arbitrary: fc.record(does('answer')) },
  { weight: 3, arbitrary: fc.record(does('settle')) },
  { weight: 12, arbitrary: fc.record({ ...does('step'), name: few('wallets', 'withdrawals', 'terminals') }) },
  { weight: 4, arbitrary: fc.record({ ...does('say'), pick: fc.nat(9), type: few('InvoicePaid', 'InvoiceDeclined') }) },
  { weight: 4, arbitrary: fc.record({ ...does('pass'), minutes: few(1, 10, 20) }) },
  { weight: 2, arbitrary: fc.record({ ...does('require'), policies: fc.array(policy, { maxLength: 3 }) }) }
) as fc.Arbitrary<Action>

/** Most begin with an owner who is known for a while, with money and a policy, or there would be little to show. */
const beginning: readonly Action[] = [
  { do: 'settle' }, { do: 'deposit', amount: 200_00n }, { do: 'approve', minutes: 20 }, { do: 'settle' },
  { do: 'require', policies: [{ operation: 'withdrawal', currency: 'EUR', above: 1_00n, level: 1 }] }
]
const lives = fc.tuple(few([], beginning, beginning), fc.array(action, { minLength: 20, maxLength: 80, size: 'max' }))
  .map(parts => parts.flat())

const test = suite('the policy of levels')

test('lets a wallet do exactly what its owner may, and lets nothing leave that no longer may', () => {
  const seen = new Map<string, number>()
  fc.assert(fc.property(lives, actions => {
    const life = new Life()
    for (const each of actions) life.act(each)
    life.end()
    for (const word of life.seen) seen.set(word, (seen.get(word) ?? 0) + 1)
  }), { seed: 51, numRuns: 600, includeErrorInReport: true })

  const least = [
    'wallet_opening', 'owner_blocked', 'identification_required', 'identification_expired',
    'identification_level_too_low', 'DepositCompleted', 'WithdrawalQuoted', 'WithdrawalCreated', 'WithdrawalConfirmed',
    'WithdrawalReviewed', 'stopped', 'not stopped', 'fell before it was confirmed', 'paid', 'cancelled unconfirmed'
  ]
  assert.equal(least.filter(word => (seen.get(word) ?? 0) < 10), [], 'the sequences reach all of it, and often')
})

test('is rebuilt from the events of wallets with owners alone', () => {
  fc.assert(fc.property(lives, actions => {
    const { domain } = new Life(actions)
    replay(domain.history, (step, rows) => assert.equal(rows, domain.history[step]!.rows, `after ${step + 1} events`))
  }), { seed: 52, numRuns: 100, includeErrorInReport: true })
})

test.run()

const minute = 60_000

class Life {
  readonly seen = new Set<string>()
  readonly domain: Domain
  readonly #party: FakeParty
  #policies: readonly Plain<LevelPolicy>[] = []
  #tables = configured([])
  #known: Told | undefined
  #operations = 0
  #checked = 0

  constructor(actions: readonly Action[] = []) {
    this.domain = new Domain({
      get: ((...key: ['tenants', string]) => this.#tables.get(...key)) as never,
      list: (...key) => this.#tables.list(...key)
    }, ['parties'])
    this.#party = new FakeParty(this.domain)
    this.#send({ type: 'OpenWallet', currency: 'EUR', party: 'p-1', identity: 'ada' })
    for (const each of actions) this.act(each)
  }

  act(action: Action): void {
    const { domain } = this
    switch (action.do) {
      case 'deposit': {
        this.#send({ type: 'CreateDeposit', source: 'bank', amount: action.amount, currency: 'EUR', deposit: '' })
        break
      }
      case 'quote': this.#send({ type: 'QuoteWithdrawal', quote: `q-${this.#operations}`, ...termsOf(action) }); break
      case 'withdraw': {
        const scheduledAt = action.minutes === 0 ? 0 : domain.now + action.minutes * minute
        const withdrawal = `w-${this.#operations}`
        this.#send({ type: 'CreateWithdrawal', withdrawal, ...termsOf(action), scheduledAt, quote: '' })
        break
      }
      case 'cancel': this.#cancel(action.pick); break
      case 'approve': this.#party.approve(action.minutes * minute); break
      case 'block': this.#party.block(true); break
      case 'unblock': this.#party.block(false); break
      case 'expire': this.#party.tick(); break
      case 'answer': this.#party.answer(); break
      case 'settle': this.#settle(); break
      case 'step': domain.step(action.name); break
      case 'say': this.#say(action.pick, action.type); break
      case 'pass': domain.now += action.minutes * minute; domain.tick(); break
      case 'require': {
        this.#policies = action.policies
        this.#tables = configured(this.#policies)
        break
      }
    }
    this.#check()
  }

  /** Everything that waits is done, and every provider has its last word. Then all that is stopped has ended so. */
  end(): void {
    this.act({ do: 'unblock' })
    this.act({ do: 'settle' })
    this.act({ do: 'pass', minutes: 40 })
    this.act({ do: 'settle' })
    for (let pick = 0; pick < this.domain.requests.length; pick++) {
      this.act({ do: 'say', pick, type: pick % 2 === 0 ? 'InvoiceDeclined' : 'InvoicePaid' })
      this.act({ do: 'settle' })
    }
    for (const withdrawal of this.domain.rows.withdrawals.keys()) this.#checkEnd(withdrawal.split('/')[2]!)
    assert.is(this.#party.open.size, 0, 'the party has no open withdrawal on its list')
  }

  /** New events, and how each was decided: no policy changes between two of them. */
  #check(): void {
    checkBooks(this.domain)
    for (const { event } of this.domain.history.slice(this.#checked)) {
      this.#checked++
      const { reason } = event as { readonly reason?: string }
      this.seen.add(event.type === 'OperationRefused' ? reason! : event.type)
      if (event.type === 'WalletOpened' || event.type === 'OwnerUpdated') {
        this.#known = this.#party.told.get((event['owner'] as { readonly revision: number }).revision)!
      }
      const operation = operations[(event['command'] ?? event.type) as string]
      // Whether there is enough money is none of the policy's business: it is asked last.
      const isPoor = reason === 'insufficient_funds'
      if (operation !== undefined) assert.is(isPoor ? undefined : reason, this.#expected(operation, event), show(event))
      if (event.type === 'WithdrawalReviewed') {
        const { amount: asked } = this.#createdAs(event)
        assert.is(reason, this.#fault('withdrawal', asked as bigint, event['at'] as number) ?? '', show(event))
      }
    }
  }

  #expected(operation: Operation, event: Flat): Reason | undefined {
    if (this.#known === undefined) return 'wallet_opening'
    if (this.#known.isBlocked) return 'owner_blocked'
    if (operation === 'quote') return undefined
    const asked = this.#amounts.get(event.operationId)!
    return this.#fault(operation, asked, event['at'] as number)
  }

  /** By the approvals that the wallet was told of last, less those that it was told will be over first. */
  #fault(operation: 'deposit' | 'withdrawal', asked: bigint, at: number): Reason | undefined {
    const needs = [...this.#policies].filter(each => each.operation === operation && each.currency === 'EUR')
      .filter(({ above }) => asked > above).sort((a, b) => b.level - a.level)
    const { approvals, hasExpired } = this.#known!
    const ends = counting(approvals).map(({ validUntil }) => validUntil).filter(end => end > 0)
    const [first] = ends.sort((a, b) => a - b)
    const isOver = first !== undefined && first <= at
    const left = counting(isOver ? approvals.filter(({ validUntil }) => validUntil !== first) : approvals)
    if (needs.length === 0 || left.length >= needs[0]!.level) return undefined
    if (isOver) return 'identification_expired'
    if (left.length > 0) return 'identification_level_too_low'
    return hasExpired ? 'identification_expired' : 'identification_required'
  }

  /** What must not leave has not left, and what had left was not followed by another attempt. */
  #checkEnd(withdrawal: string): void {
    const events = this.domain.history.map(({ event }) => event).filter(event => event['withdrawal'] === withdrawal)
    const types = events.map(({ type }) => type)
    const end = events.find(({ type }) => type === 'WithdrawalFailed' || type === 'WithdrawalCompleted')
    assert.ok(end, `${withdrawal} never ended: ${types.join(' ')}`)
    const isPaid = types.includes('WithdrawalCompleted')
    if (isPaid) this.seen.add('paid')
    const isConfirmed = types.includes('WithdrawalConfirmed')
    if (!isConfirmed) {
      assert.not(types.some(type => type.startsWith('Payout')), `${withdrawal}: nothing leaves unconfirmed`)
      this.seen.add(end!['reason'] === 'cancelled' ? 'cancelled unconfirmed' : 'fell before it was confirmed')
    }

    const fell = events.findIndex(event => event.type === 'WithdrawalReviewed' && event['reason'] !== '')
    if (fell === -1) return
    // The answer to StopPayout: of what was reviewed after the payout had ended, it finds it ended.
    const answered = events.findIndex((event, index) => index > fell && isAnswer(event))
    assert.ok(answered > fell, `${withdrawal}: the payout is told to stop`)
    const hasLeft = types.slice(0, answered).includes('PayoutStarted')
    const follows = types.slice(answered + 1).filter(type => type === 'PayoutStarted' || type === 'PayoutRouted')
    assert.equal(follows, [], `${withdrawal}: nothing leaves any more`)
    if (!hasLeft) assert.not(isPaid, `${withdrawal} had not left, and is paid`)
    this.seen.add(hasLeft ? 'not stopped' : 'stopped')
  }

  #createdAs({ withdrawal }: Flat): Flat {
    return this.domain.history.map(({ event }) => event)
      .find(event => event.type === 'WithdrawalCreated' && event['withdrawal'] === withdrawal)!
  }

  #settle(): void {
    do this.domain.settle()
    while (this.#party.answer())
  }

  #cancel(pick: number): void {
    const [, , withdrawal] = [...this.domain.rows.withdrawals.keys()].at(-1 - pick)?.split('/') ?? []
    if (withdrawal !== undefined) this.#send({ type: 'CancelWithdrawal', withdrawal })
  }

  #say(pick: number, type: 'InvoicePaid' | 'InvoiceDeclined'): void {
    const { request } = this.domain.requests[pick] ?? {}
    if (request?.type !== 'RequestInvoice') return
    const { reference, amount: asked, currency } = request
    const common = { tenant: 'acme', reference, invoice: 'inv-1', details: '' }
    this.domain.notify(this.domain.requests[pick]!.provider, type === 'InvoicePaid'
      ? { type, ...common, amount: asked, currency }
      : { type, ...common, reason: 'authorization_failed:temporarily_unavailable' })
  }

  readonly #amounts = new Map<string, bigint>()

  #send(body: Readonly<Record<string, unknown>>): void {
    const operationId = `op-${++this.#operations}`
    this.#amounts.set(operationId, body['amount'] as bigint)
    this.domain.send({ ...body, tenant: 'acme', wallet: 'alice', operationId } as unknown as WalletCommand)
  }
}

const tenant = tenantOf({ attemptsMax: 2 })
const scarce = terminalOf('t-1', { priority: 2, limits: [limitOf('count', 'day', 3n)] })
const swift = providerOf('swift', { answerMs: 100 * minute, terminals: [scarce, terminalOf('t-2')] })

function configured(levelPolicies: readonly Plain<LevelPolicy>[]): Tables {
  return tablesOf({ tenants: [{ ...tenant, levelPolicies }], providers: [swift] })
}

type Operation = 'deposit' | 'withdrawal' | 'quote'

const operations: Readonly<Record<string, Operation>> = {
  CreateDeposit: 'deposit', DepositCompleted: 'deposit', CreateWithdrawal: 'withdrawal',
  WithdrawalCreated: 'withdrawal', QuoteWithdrawal: 'quote', WithdrawalQuoted: 'quote'
}

function termsOf({ amount: asked }: { readonly amount: bigint }): object {
  return {
    provider: '', destination: '', method: '', party: '', amount: asked, currency: 'EUR', destinationId: 'd-1'
  }
}

function isAnswer({ type, operationId }: Flat): boolean {
  const isOfPayout = type === 'PayoutFailed' || type === 'PayoutNotStopped' || type === 'OperationRefused'
  return isOfPayout && operationId.endsWith('/stop')
}

function show({ type, operationId, at }: Flat): string {
  return `${type} ${operationId} at ${String(at)}`
}
