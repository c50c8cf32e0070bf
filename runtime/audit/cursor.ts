import type { Log, LogRecord, Reader } from '../log/log.ts'

export interface CursorOptions {
  readonly log: Pick<Log, 'reader'>
  readonly topic: string
  readonly partition: number
  readonly start: number
  readonly end: number
  readonly onRead: (records: readonly LogRecord[]) => Promise<void>
}

/** Reads one partition from its beginning up to an end that is known, one answer of the log ahead of whoever asks. */
export class Cursor {
  readonly topic: string
  readonly partition: number
  /** The first offset that the topic still has. */
  readonly start: number
  readonly #log: Pick<Log, 'reader'>
  readonly #onRead: (records: readonly LogRecord[]) => Promise<void>
  #end: number
  #reader: Reader | undefined
  /** What was read and not taken. */
  #records: LogRecord[] = []
  #index = 0
  /** Where reading goes on. */
  #next: number

  /** @param options.onRead is waited for before records are given out */
  constructor({ log, topic, partition, start, end, onRead }: CursorOptions) {
    this.topic = topic
    this.partition = partition
    this.start = start
    this.#log = log
    this.#onRead = onRead
    this.#next = start
    this.#end = end
  }

  get end(): number {
    return this.#end
  }

  /** Everything before it was taken. */
  get position(): number {
    return this.first?.offset ?? Math.min(this.#next, this.#end)
  }

  /** Reads on, to a later end. */
  extend(end: number): void {
    this.#end = Math.max(this.#end, end)
  }

  /** The record that is taken next, if it was read. */
  get first(): LogRecord | undefined {
    const record = this.#records[this.#index]
    return record === undefined || record.offset >= this.#end ? undefined : record
  }

  /** Takes the first record. */
  shift(): LogRecord | undefined {
    const record = this.first
    if (record !== undefined) this.#index++
    return record
  }

  /** Whether every record up to this offset was read, as far as there are any. */
  has(offset: number): boolean {
    return offset < this.#next || this.#next >= this.#end
  }

  /** Reads up to an offset, or to the end, and at least so that there is a first record. */
  async fill(offset = this.position): Promise<void> {
    while (!this.has(offset) || this.first === undefined && this.#next < this.#end) await this.#read()
  }

  /** Frees what it reads with. It may be asked again. */
  async close(): Promise<void> {
    const reader = this.#reader
    this.#reader = undefined
    await reader?.close()
  }

  async #read(): Promise<void> {
    const { topic, partition } = this
    this.#reader ??= this.#log.reader([{ topic, partition, offset: this.#next }])
    for (const { records, next } of await this.#reader.read()) {
      await this.#onRead(records)
      const rest = this.#records.length - this.#index
      this.#records = rest === 0 ? [...records] : [...this.#records.slice(this.#index), ...records]
      this.#index = 0
      this.#next = next
    }
    if (this.#next >= this.#end) await this.close()
  }
}
