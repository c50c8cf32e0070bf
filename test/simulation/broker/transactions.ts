import { LogError } from '../../../runtime/log/log.ts'
import type { Scheduler } from '../scheduler.ts'
import { BrokerTransaction } from './transaction.ts'

/** After this time the transaction of a silent producer is aborted. */
const TRANSACTION_TIMEOUT_MS = 8_000

/** What the coordinator knows of one transactional id. */
interface Owner {
  epoch: number
  open: BrokerTransaction | undefined
  /** Decided, with marks outstanding. */
  completing: Set<() => void>
  callOffTimeout: () => void
}

/** The coordinator of transactions: one epoch for each id, and whoever comes with an older one is refused. */
export class Transactions {
  readonly #scheduler: Scheduler
  readonly #owners = new Map<string, Owner>()
  readonly #complete: (transaction: BrokerTransaction) => void
  /** Told when a transaction is decided, before its marks. */
  onCommitted: (transaction: BrokerTransaction) => void = () => {}

  /** @param complete what comes with the mark of the group offsets. */
  constructor(scheduler: Scheduler, complete: (transaction: BrokerTransaction) => void) {
    this.#scheduler = scheduler
    this.#complete = complete
  }

  /** Whether any transaction is open or lacks marks. */
  get isBusy(): boolean {
    return [...this.#owners.values()].some(({ open, completing }) => open !== undefined || completing.size > 0)
  }

  /** Ends what the earlier owner left behind. @returns the new epoch */
  fence(id: string): number {
    const owner = this.#owner(id)
    complete(owner)
    this.#abort(owner)
    return ++owner.epoch
  }

  /** What a fence must not be: the epoch of whoever is the owner now, and nothing ended. */
  share(id: string): number {
    return this.#owner(id).epoch
  }

  /** The open transaction of this epoch, begun if there is none. */
  current(id: string, epoch: number): BrokerTransaction {
    const owner = this.#check(id, epoch)
    complete(owner)
    if (owner.open === undefined) {
      owner.open = new BrokerTransaction()
      owner.callOffTimeout = this.#scheduler.post(`timeout of ${id}`, TRANSACTION_TIMEOUT_MS, () => {
        this.#abort(owner)
        owner.epoch++
      })
    }
    return owner.open
  }

  /** @param markDelayMs how much later each of its partitions learns of it: not together, and in any order. */
  commit(id: string, epoch: number, markDelayMs: () => number): void {
    const owner = this.#check(id, epoch)
    const transaction = owner.open
    if (transaction === undefined) throw new LogError('UNAVAILABLE', `${id} has no transaction`)
    owner.open = undefined
    owner.callOffTimeout()
    transaction.status = 'committed'
    this.onCommitted(transaction)
    for (const partition of transaction.partitions) {
      this.#mark(owner, `mark of ${id} in ${partition.topic}`, markDelayMs(), () => partition.mark(transaction))
    }
    this.#mark(owner, `offsets of ${id}`, markDelayMs(), () => this.#complete(transaction))
  }

  #mark(owner: Owner, label: string, delayMs: number, mark: () => void): void {
    if (delayMs === 0) return mark()
    const finish = () => {
      if (owner.completing.delete(finish)) mark()
    }
    owner.completing.add(finish)
    this.#scheduler.post(label, delayMs, finish)
  }

  #abort(owner: Owner): void {
    const transaction = owner.open
    if (transaction === undefined) return
    owner.open = undefined
    owner.callOffTimeout()
    transaction.status = 'aborted'
    for (const partition of transaction.partitions) partition.mark(transaction)
  }

  #check(id: string, epoch: number): Owner {
    const owner = this.#owner(id)
    if (owner.epoch !== epoch) throw new LogError('FENCED', `${id} has epoch ${owner.epoch}, not ${epoch}`)
    return owner
  }

  #owner(id: string): Owner {
    let owner = this.#owners.get(id)
    if (owner === undefined) {
      owner = { epoch: 0, open: undefined, completing: new Set(), callOffTimeout: () => {} }
      this.#owners.set(id, owner)
    }
    return owner
  }
}

/** A new transaction, or a new owner, waits until the marks of the last one are written. */
function complete({ completing }: Owner): void {
  for (const finish of [...completing]) finish()
}
