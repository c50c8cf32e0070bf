/**
 * How far each partition of the requests is answered. Requests are answered in any order, and a position must not pass
 * one that is not: it is that of the first request still open, or where reading goes on.
 */
export class Progress {
  readonly #partitions: ReadonlyMap<number, { next: number, readonly open: Set<number> }>

  /** @param positions by partition: where reading begins */
  constructor(positions: ReadonlyMap<number, number>) {
    this.#partitions = new Map([...positions].map(([partition, next]) => [partition, { next, open: new Set() }]))
  }

  /** A request was read. */
  begin(partition: number, offset: number): void {
    const found = this.#partitions.get(partition)!
    found.open.add(offset)
    found.next = offset + 1
  }

  /** It is answered, or will never be. */
  end(partition: number, offset: number): void {
    this.#partitions.get(partition)!.open.delete(offset)
  }

  /** Reading goes on here: what is before are requests that were begun, or no requests. */
  readTo(partition: number, next: number): void {
    this.#partitions.get(partition)!.next = next
  }

  position(partition: number): number {
    const { open, next } = this.#partitions.get(partition)!
    // A set keeps the order in which it was filled, which is that of the offsets.
    for (const offset of open) return offset
    return next
  }
}
