import type { GroupOffset, Journal, JournalContents, JournalRecord } from '../runtime/log/embedded/journal.ts'
import type { LogRecord, TopicDescription } from '../runtime/log/log.ts'

/** Told of every write of the embedded log once it is on disk, in the order in which transactions were committed. */
export class ObservedJournal implements Journal {
  readonly #journal: Journal
  readonly #onWritten: (records: readonly JournalRecord[]) => void

  constructor(journal: Journal, onWritten: (records: readonly JournalRecord[]) => void) {
    this.#journal = journal
    this.#onWritten = onWritten
  }

  load(): Promise<JournalContents> {
    return this.#journal.load()
  }

  create(topic: string, description: TopicDescription): Promise<void> {
    return this.#journal.create(topic, description)
  }

  async append(records: readonly JournalRecord[], offsets: readonly GroupOffset[]): Promise<void> {
    await this.#journal.append(records, offsets)
    this.#onWritten(records)
  }

  read(topic: string, partition: number, offset: number, max: number): Promise<readonly LogRecord[]> {
    return this.#journal.read(topic, partition, offset, max)
  }

  close(): Promise<void> {
    return this.#journal.close()
  }
}
