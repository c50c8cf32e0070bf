import type { Checkpoint } from '../../../state/store.ts'

interface Undo { readonly rows: ReadonlyMap<string, Buffer | undefined>, readonly checkpoint: Checkpoint | undefined }

/** What a store has on its machine. Batches are whole, and the last ones are lost with the power, in their order. */
export class Disk {
  readonly format: string
  readonly rows = new Map<string, Buffer>()
  checkpoint: Checkpoint | undefined
  inUse = false
  /** A row cannot be read any more. Whoever opens it next and looks at every row finds it out. */
  damaged = false
  /** Closed in order: the next open trusts it and looks at nothing. */
  sealed = false
  #unsynced: Undo[] = []

  constructor(format: string) {
    this.format = format
  }

  get unsyncedBatches(): number {
    return this.#unsynced.length
  }

  apply(rows: ReadonlyMap<string, Buffer | undefined>, checkpoint: Checkpoint): void {
    const before = new Map([...rows.keys()].map(key => [key, this.rows.get(key)]))
    this.#unsynced.push({ rows: before, checkpoint: this.checkpoint })
    this.#write(rows, checkpoint)
  }

  sync(): void {
    this.#unsynced = []
  }

  loseTail(batches: number): void {
    for (let lost = 0; lost < batches; lost++) {
      const { rows, checkpoint } = this.#unsynced.pop()!
      this.#write(rows, checkpoint)
    }
  }

  #write(rows: ReadonlyMap<string, Buffer | undefined>, checkpoint: Checkpoint | undefined): void {
    for (const [key, value] of rows) {
      if (value === undefined) this.rows.delete(key)
      else this.rows.set(key, value)
    }
    this.checkpoint = checkpoint
  }
}
