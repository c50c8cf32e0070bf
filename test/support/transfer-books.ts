import type { Plain, Posting } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'

/** What one transfer has come to, by its events. */
export interface TransferTrail {
  readonly from: string
  readonly to: string
  readonly amount: bigint
  readonly steps: readonly string[]
}

const transit = 'transit/transfers'
const steps = ['TransferCreated', 'TransferCredited', 'TransferDeclined', 'TransferCompleted', 'TransferFailed']
/** What a step follows from. */
const causes: Readonly<Record<string, string>> = {
  TransferCredited: 'TransferCreated', TransferDeclined: 'TransferCreated', TransferCompleted: 'TransferCredited',
  TransferFailed: 'TransferDeclined'
}

/**
 * The books of wallets that pay each other, kept from their events alone and beside the engine: what wallets have is
 * what their events say that they have, and what other accounts have is what the postings say. After each event the two
 * have to agree.
 */
export class TransferBooks {
  readonly #wallets = new Map<string, { readonly posted: bigint, readonly held: bigint }>()
  readonly #accounts = new Map<string, bigint>()
  readonly #revisions = new Map<string, number>()
  readonly #operations = new Set<string>()
  readonly #transfers = new Map<string, TransferTrail>()
  #posted = 0n
  #others = 0n

  /** @throws Error naming the first thing that is wrong */
  take(event: Flat): void {
    const wallet = event['wallet'] as string
    this.#count(wallet, event)
    const before = this.#wallets.get(wallet) ?? { posted: 0n, held: 0n }
    const after = (event['balance'] ?? before) as { readonly posted: bigint, readonly held: bigint }
    if (event.type === 'OperationRefused') {
      check(after.posted === before.posted && after.held === before.held, `${wallet}: a refusal changes money`)
      return
    }
    this.#wallets.set(wallet, after)
    this.#posted += after.posted - before.posted
    check(after.held >= 0n && after.posted >= after.held, `${wallet}: ${after.posted} posted, ${after.held} held`)
    check(after.held - before.held === heldBy(event), `${wallet}: ${event.type} holds ${after.held - before.held}`)
    const gained = after.posted - before.posted
    check(gained === this.#post(wallet, event), `${wallet}: ${event.type} and its postings differ`)
    if (steps.includes(event.type)) this.#step(event)
    this.#balance(`after ${event.type} of ${wallet}`)
  }

  /** What has come of each transfer that was created. */
  get transfers(): ReadonlyMap<string, TransferTrail> {
    return this.#transfers
  }

  get wallets(): ReadonlyMap<string, { readonly posted: bigint, readonly held: bigint }> {
    return this.#wallets
  }

  account(name: string): bigint {
    return this.#accounts.get(name) ?? 0n
  }

  /** Whether the event's cause has been taken: an event of an order in which somebody could have seen them. */
  mayTake(event: Flat): boolean {
    const cause = causes[event.type]
    return cause === undefined || this.#transfers.get(transferOf(event))?.steps.includes(cause) === true
  }

  #count(wallet: string, { revision, operationId }: Flat): void {
    const next = (this.#revisions.get(wallet) ?? 0) + 1
    check(revision === next, `${wallet}: revision ${revision} comes where ${next} should`)
    this.#revisions.set(wallet, next)
    const operation = `${wallet}/${operationId}`
    check(!this.#operations.has(operation), `${operation} has two events`)
    this.#operations.add(operation)
  }

  /** @returns what the wallet gains by the event's postings. */
  #post(wallet: string, event: Flat): bigint {
    let gained = 0n
    const postings = event['postings'] as Plain<Posting>[] | undefined ?? []
    for (const { debit, credit, amount } of postings) {
      for (const [account, moved] of [[debit, -amount], [credit, amount]] as const) {
        if (account === `wallet/${wallet}`) gained += moved
        else this.#accounts.set(account, this.account(account) + moved)
        if (!account.startsWith('wallet/')) this.#others += moved
      }
    }
    return gained
  }

  /** Each step comes once, and none beside another that excludes it. */
  #step(event: Flat): void {
    const id = transferOf(event)
    const known = this.#transfers.get(id) ?? { from: id.split('/')[0]!, to: '', amount: 0n, steps: [] }
    const { type } = event
    check(!known.steps.includes(type), `${id} has ${type} twice`)
    const all = [...known.steps, type]
    const isTaken = all.includes('TransferCredited') || all.includes('TransferCompleted')
    const isLeft = all.includes('TransferDeclined') || all.includes('TransferFailed')
    check(!(isTaken && isLeft), `${id} was taken and was not: ${all}`)
    const amount = event['amount'] as bigint | undefined ?? known.amount
    check(known.amount === 0n || amount === known.amount, `${id} is ${amount}, and was ${known.amount}`)
    this.#transfers.set(id, { ...known, to: event['to'] as string ?? known.to, amount, steps: all })
  }

  /** To the unit: all accounts together have nothing, and what came in is in wallets or between them. */
  #balance(when: string): void {
    check(this.#posted + this.#others === 0n, `${when}: all accounts sum to ${this.#posted + this.#others}`)
    const inside = this.#posted + this.account(transit)
    const deposited = -this.account('source/bank')
    check(inside === deposited, `${when}: ${inside} in wallets and on its way, of ${deposited}`)
  }
}

/** The wallet that pays, and the transfer's id there. */
function transferOf(event: Flat): string {
  return `${event['from'] ?? event['wallet']}/${event['transfer']}`
}

function heldBy(event: Flat): bigint {
  switch (event.type) {
    case 'TransferCreated': return event['hold'] as bigint
    case 'TransferCompleted':
    case 'TransferFailed': return -(event['amount'] as bigint)
    default: return 0n
  }
}

function check(isRight: boolean, message: string): void {
  if (!isRight) throw new Error(message)
}
