import type { LogRecord, Position, TopicDescription } from '../log.ts'

/** Where the embedded log keeps what was committed. One atomic write for each transaction. */
export interface Journal {
  /** What was written before: at the first call after opening. */
  load(): Promise<JournalContents>
  create(topic: string, description: TopicDescription): Promise<void>
  append(records: readonly JournalRecord[], offsets: readonly GroupOffset[]): Promise<void>
  /** Records from an offset on, at most `max`. */
  read(topic: string, partition: number, offset: number, max: number): Promise<readonly LogRecord[]>
  close(): Promise<void>
}

export interface JournalContents {
  readonly id: string
  readonly topics: ReadonlyMap<string, TopicDescription>
  /** Next offset by `topic/partition`; 0 where there is none. */
  readonly ends: ReadonlyMap<string, number>
  readonly offsets: readonly GroupOffset[]
}

export interface JournalRecord extends LogRecord { readonly topic: string, readonly partition: number }

export interface GroupOffset extends Position { readonly group: string }

/** Forgets everything with the process; for tests and for the simulation. */
export class MemoryJournal implements Journal {
  readonly #partitions = new Map<string, LogRecord[]>()
  readonly #id: string

  constructor(id: string) {
    this.#id = id
  }

  load(): Promise<JournalContents> {
    return Promise.resolve({ id: this.#id, topics: new Map(), ends: new Map(), offsets: [] })
  }

  create(): Promise<void> {
    return Promise.resolve()
  }

  append(records: readonly JournalRecord[]): Promise<void> {
    for (const record of records) {
      const name = `${record.topic}/${record.partition}`
      const partition = this.#partitions.get(name)
      if (partition === undefined) this.#partitions.set(name, [record])
      else partition.push(record)
    }
    return Promise.resolve()
  }

  /** Offsets have no gaps here: a record's offset is its index. */
  read(topic: string, partition: number, offset: number, max: number): Promise<readonly LogRecord[]> {
    return Promise.resolve(this.#partitions.get(`${topic}/${partition}`)?.slice(offset, offset + max) ?? [])
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
