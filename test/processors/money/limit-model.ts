import type {
  Bound, GuardedOperation, LimitPeriod, LimitPolicy, Plain, Wallet, WalletCommand
} from '../../../schemas/generated.ts'
import type { Flat, Happened } from '../domain.ts'

/**
 * Limits as anybody would keep them with a calendar and a list of all operations: it knows no usages, no days since
 * 1970, and nothing of what a wallet keeps. What it says is allowed has to be accepted, and nothing else.
 */
export class LimitModel {
  readonly #policies: readonly Plain<LimitPolicy>[]
  readonly #calendar: Calendar
  readonly #counted = new Map<string, Operation[]>()

  constructor(policies: readonly Plain<LimitPolicy>[], timeZone: string) {
    this.#policies = policies
    this.#calendar = new Calendar(timeZone)
  }

  /**
   * The name of the first limit that one of the demands breaks, each after those before it.
   *
   * @param wallet as it was before all of them
   */
  broken(key: string, wallet: Plain<Wallet>, demands: readonly Demand[], at: number): string | undefined {
    let [free, expected] = [wallet.posted - wallet.held, wallet.posted + wallet.incoming]
    const before = [...this.#counted.get(key) ?? []]
    for (const demand of demands) {
      const { operation, amount, out = 0n, into = 0n } = demand
      for (const policy of this.#policies) {
        if (!isFor(policy, key, wallet, operation)) continue
        const { measure, lower, upper, period, operations } = policy
        // A revert is none of the operations: what has to stay in the wallet has to stay, and that is all.
        if (operation === 'unknown' && measure !== 'balance') continue
        const alike = before.filter(each => (operations.length === 0 || operations.includes(each.operation)) &&
          this.#calendar.isSame(period, each.at, at))
        const isKept = measure === 'balance'
          ? (out === 0n || isAbove(free - out, lower)) && (into === 0n || isBelow(expected + into, upper))
          : measure === 'amount' ? isAbove(amount, lower) && isBelow(amount, upper)
            : measure === 'turnover' ? isBelow(alike.reduce((sum, each) => sum + each.amount, amount), upper)
              : isBelow(BigInt(alike.filter(({ isCounted }) => isCounted).length + 1), upper)
        if (!isKept) return policy.limit
      }
      before.push({ id: '', operation, amount, at, isCounted: true, isUsed: false })
      free -= out
      expected += into
    }
    return undefined
  }

  /** What an event adds to what was used, or gives back. */
  count(key: string, { event }: Happened): void {
    const list = this.#counted.get(key) ?? []
    this.#counted.set(key, list)
    const at = event['at'] as number
    const add = (operation: GuardedOperation, id: string, amount: unknown): void => void list.push({
      id: `${operation} ${id}`, operation, amount: amount as bigint, at, isCounted: true, isUsed: false
    })
    const { from, transfer, holdId, deposit, withdrawal, batch, amount, released } = event as Record<string, any>
    switch (event.type) {
      case 'DepositCompleted':
        if (isOfClient(event)) add('deposit', deposit || event.operationId, amount)
        return
      case 'DepositCreated': return add('deposit', deposit, amount)
      case 'DepositFailed': return giveBack(list, `deposit ${deposit}`)
      case 'WithdrawalCreated': return add('withdrawal', withdrawal, amount)
      case 'WithdrawalFailed': return giveBack(list, `withdrawal ${withdrawal}`)
      case 'TransferCreated': return add('transfer_out', transfer, amount)
      case 'TransferFailed': return giveBack(list, `transfer_out ${transfer}`)
      case 'BatchCreated': {
        for (const leg of event['transfers'] as readonly Flat[]) add('transfer_out', `in ${batch}`, leg['amount'])
        return
      }
      case 'BatchFailed': return giveBack(list, `transfer_out in ${batch}`)
      case 'DepositRepaired': return failed(event, list, `deposit ${deposit}`)
      case 'WithdrawalRepaired': return failed(event, list, `withdrawal ${withdrawal}`)
      case 'TransferRepaired': return failed(event, list, `transfer_out ${transfer}`)
      case 'BatchRepaired': return failed(event, list, `transfer_out in ${batch}`)
      case 'CreditReserved': return add('transfer_in', `${from}/${transfer}`, amount)
      case 'CreditCancelled': return giveBack(list, `transfer_in ${from}/${transfer}`)
      case 'TransferCredited': {
        const isReserved = list.some(({ id }) => id === `transfer_in ${from}/${transfer}`)
        return isReserved ? undefined : add('transfer_in', `${from}/${transfer}`, amount)
      }
      case 'HoldPlaced': return add('hold', holdId, amount)
      case 'HoldPosted': return this.#lessen(list, `hold ${holdId}`, released, true)
      case 'HoldReleased':
      case 'HoldExpired': return this.#lessen(list, `hold ${holdId}`, amount, false)
    }
  }

  /** What was posted of a hold stays used. One of which nothing was is as if it had not been. */
  #lessen(list: Operation[], id: string, amount: bigint, isUsed: boolean): void {
    const index = list.findIndex(each => each.id === id)
    const { amount: before, isUsed: wasUsed } = list[index]!
    const now = { ...list[index]!, amount: before - amount, isUsed: wasUsed || isUsed }
    list.splice(index, 1, { ...now, isCounted: now.isUsed || now.amount > 0n })
  }
}

/** What was ended by hand is as if it had not been, if it has failed. */
function failed(event: Flat, list: Operation[], id: string): void {
  if (event['status'] === 'failed') giveBack(list, id)
}

/** What an operation asks for. Minor units. */
export interface Demand {
  readonly operation: GuardedOperation
  readonly amount: bigint
  /** What leaves what may be spent, with fees. */
  readonly out?: bigint
  /** What arrives, or is to arrive. */
  readonly into?: bigint
}

interface Operation {
  readonly id: string
  readonly operation: GuardedOperation
  readonly amount: bigint
  readonly at: number
  readonly isCounted: boolean
  /** Whether something of it was posted. */
  readonly isUsed: boolean
}

/** What a command to a wallet of acme asks for. Of a transfer that arrives: what the other wallet sends. */
export function demandsOf(command: WalletCommand): readonly Demand[] | undefined {
  switch (command.type) {
    case 'CreateDeposit': return [deposited(command.amount)]
    case 'CreateWithdrawal': return [{ operation: 'withdrawal', amount: command.amount, out: command.amount + 1_00n }]
    case 'CreateTransfer': return [sent(command.amount)]
    case 'CreateBatch': return command.transfers.map(({ amount }) => sent(amount))
    case 'PlaceHold': return [{ operation: 'hold', amount: command.amount, out: command.amount }]
    case 'RevertDeposit': return [{ operation: 'unknown', amount: command.amount, out: command.amount }]
    case 'CreditTransfer':
    case 'ReserveCredit': return [{ operation: 'transfer_in', amount: command.amount, into: command.amount }]
    default: return undefined
  }
}

function deposited(amount: bigint): Demand {
  return { operation: 'deposit', amount, into: amount - hundredth(amount) }
}

function sent(amount: bigint): Demand {
  return { operation: 'transfer_out', amount, out: amount + hundredth(amount) }
}

function hundredth(amount: bigint): bigint {
  return (amount + 50n) / 100n
}

function isFor(
  policy: Plain<LimitPolicy>, key: string, { currency, owner }: Plain<Wallet>, operation: GuardedOperation
): boolean {
  const { wallets, identities, parties, operations } = policy
  const has = (names: readonly string[], name = ''): boolean => names.length === 0 || names.includes(name)
  return policy.currency === currency && has(wallets, key.split('/')[1]) && has(identities, owner?.identity) &&
    has(parties, owner?.party) && has(operations, operation)
}

function isAbove(value: bigint, bound: Plain<Bound> | null): boolean {
  return bound === null || value > bound.value || bound.isInclusive && value === bound.value
}

function isBelow(value: bigint, bound: Plain<Bound> | null): boolean {
  return bound === null || value < bound.value || bound.isInclusive && value === bound.value
}

function giveBack(list: Operation[], id: string): void {
  for (let index = list.length - 1; index >= 0; index--) if (list[index]!.id === id) list.splice(index, 1)
}

function isOfClient({ operationId }: Flat): boolean {
  return !operationId.includes('/')
}

/** Of a place on earth. Weeks begin on Monday. */
class Calendar {
  readonly #format: Intl.DateTimeFormat

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  }

  isSame(period: LimitPeriod, left: number, right: number): boolean {
    return this.#nameOf(period, left) === this.#nameOf(period, right)
  }

  #nameOf(period: LimitPeriod, at: number): string {
    const date = this.#format.format(at)
    switch (period) {
      case 'day': return date
      case 'week': {
        const day = new Date(`${date}T00:00:00Z`)
        return String(day.getTime() - (day.getUTCDay() + 6) % 7 * 86_400_000)
      }
      case 'month': return date.slice(0, 7)
      case 'year': return date.slice(0, 4)
    }
  }
}
