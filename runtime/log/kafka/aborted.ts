/** A transaction that was aborted: its producer and the offset of its first record in the partition. */
export interface AbortedTransaction {
  readonly producerId: bigint
  readonly firstOffset: bigint
}

/**
 * Tells which batches of one fetched partition belong to aborted transactions. Batches must be shown in order.
 *
 * The broker lists the aborted transactions that overlap what it sent, in no order, possibly several that are open
 * where the fetch begins. A producer is aborted from its entry's first offset up to its abort marker, and may begin
 * again after it.
 */
export class AbortedFilter {
  readonly #entries: readonly AbortedTransaction[]
  readonly #open = new Set<bigint>()
  #next = 0

  constructor(entries: readonly AbortedTransaction[]) {
    this.#entries = entries.toSorted((left, right) => left.firstOffset < right.firstOffset ? -1 : 1)
  }

  /** A data batch of a transaction, up to its last offset. */
  hides(producerId: bigint, lastOffset: bigint): boolean {
    this.#openUpTo(lastOffset)
    return this.#open.has(producerId)
  }

  /** An abort marker of the producer. */
  end(producerId: bigint, offset: bigint): void {
    this.#openUpTo(offset)
    this.#open.delete(producerId)
  }

  #openUpTo(offset: bigint): void {
    while (this.#next < this.#entries.length && this.#entries[this.#next]!.firstOffset <= offset) {
      this.#open.add(this.#entries[this.#next++]!.producerId)
    }
  }
}
