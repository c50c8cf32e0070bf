import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { deserialize, serialize } from 'node:v8'

import { ClassicLevel } from 'classic-level'

import { LogError, type LogRecord, type TopicDescription } from '../log.ts'
import type { GroupOffset, Journal, JournalContents, JournalRecord } from './journal.ts'

const ID = 'id'
const OFFSET_DIGITS = 16

/** The embedded log on disk: one LevelDB, which one process at a time can open. Every append is synced. */
export class LevelJournal implements Journal {
  readonly #rows: ClassicLevel<string, Buffer>

  /** @throws LogError REJECTED when another process has the folder */
  static async open(folder: string): Promise<LevelJournal> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const rows = new ClassicLevel<string, Buffer>(folder, { keyEncoding: 'utf8', valueEncoding: 'buffer' })
    try {
      await rows.open()
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } }
      const why = cause?.code === 'LEVEL_LOCKED' ? 'another process uses it' : (error as Error).message
      throw new LogError('REJECTED', `the embedded log in ${folder} cannot be opened: ${why}`, { cause: error })
    }
    return new LevelJournal(rows)
  }

  constructor(rows: ClassicLevel<string, Buffer>) {
    this.#rows = rows
  }

  async load(): Promise<JournalContents> {
    const topics = new Map<string, TopicDescription>()
    for await (const [key, value] of this.#rows.iterator({ gt: 'topic/', lt: 'topic/\uffff' })) {
      topics.set(key.slice('topic/'.length), JSON.parse(value.toString()) as TopicDescription)
    }
    const offsets: GroupOffset[] = []
    for await (const value of this.#rows.values({ gt: 'offset/', lt: 'offset/\uffff' })) {
      offsets.push(JSON.parse(value.toString()) as GroupOffset)
    }
    return { id: await this.#id(), topics, ends: await this.#ends(topics), offsets }
  }

  create(topic: string, description: TopicDescription): Promise<void> {
    return this.#rows.put(`topic/${topic}`, Buffer.from(JSON.stringify(description)), { sync: true })
  }

  append(records: readonly JournalRecord[], offsets: readonly GroupOffset[]): Promise<void> {
    const batch = [
      ...records.map(({ topic, partition, ...record }) =>
        ({ type: 'put' as const, key: recordKey(topic, partition, record.offset), value: serialize(record) })),
      ...offsets.map(offset => ({
        type: 'put' as const,
        key: `offset/${offset.group}/${offset.topic}/${offset.partition}`,
        value: Buffer.from(JSON.stringify(offset))
      }))
    ]
    return this.#rows.batch(batch, { sync: true })
  }

  async read(topic: string, partition: number, offset: number, max: number): Promise<readonly LogRecord[]> {
    const range = { gte: recordKey(topic, partition, offset), lt: recordKey(topic, partition, Infinity), limit: max }
    const values = await this.#rows.values(range).all()
    return values.map(value => {
      const record = deserialize(value) as LogRecord
      return { ...record, key: buffer(record.key), value: buffer(record.value) }
    })
  }

  close(): Promise<void> {
    return this.#rows.close()
  }

  async #id(): Promise<string> {
    const found = await this.#rows.get(ID)
    if (found !== undefined) return found.toString()
    const id = `embedded-${randomUUID()}`
    await this.#rows.put(ID, Buffer.from(id), { sync: true })
    return id
  }

  async #ends(topics: ReadonlyMap<string, TopicDescription>): Promise<ReadonlyMap<string, number>> {
    const ends = new Map<string, number>()
    for (const [topic, { partitions }] of topics) {
      for (let partition = 0; partition < partitions; partition++) {
        const range = { gte: recordKey(topic, partition, 0), lt: recordKey(topic, partition, Infinity) }
        const [last] = await this.#rows.keys({ ...range, reverse: true, limit: 1 }).all()
        if (last !== undefined) ends.set(`${topic}/${partition}`, Number(last.slice(-OFFSET_DIGITS)) + 1)
      }
    }
    return ends
  }
}

function recordKey(topic: string, partition: number, offset: number): string {
  const digits = offset === Infinity ? '\uffff' : String(offset).padStart(OFFSET_DIGITS, '0')
  return `record/${topic}/${partition}/${digits}`
}

/** Structured clones come back as plain byte arrays. */
function buffer(bytes: Uint8Array | null): Buffer | null {
  return bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
