import { randomUUID } from 'node:crypto'
import { suite, type Test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  LogError, type Batch, type Bounds, type Log, type LogErrorCode, type LogRecord, type OutgoingRecord, type Reader,
  type Transaction, type TransactionalProducer
} from '../../../runtime/log/log.ts'
import type { OpenedLog } from '../log-contract.ts'

export type Part = (name: string, createLog: () => Promise<OpenedLog>) => void

/** How long something that comes about by itself may take. */
const patienceMs = 20_000

/** The log of a part, with the shortcuts that its tests share. Closes what it opened. */
export class Trial {
  readonly log: Log
  readonly #opened: { close(): Promise<void> }[] = []

  constructor(log: Log) {
    this.log = log
  }

  async topic(partitions = 1, config: Record<string, string> = {}): Promise<string> {
    const topic = unique('contract')
    await this.log.create(topic, { partitions, config })
    return topic
  }

  reader(...positions: Parameters<Log['reader']>[0]): Reader {
    return this.closeLater(this.log.reader(positions))
  }

  async fenced(transactionalId = unique('task')): Promise<TransactionalProducer> {
    const producer = this.closeLater(this.log.producer(transactionalId))
    await producer.fence()
    return producer
  }

  async transaction(): Promise<Transaction> {
    return await (await this.fenced()).begin()
  }

  /** Commits the records in one transaction. */
  async commit(...records: readonly OutgoingRecord[]): Promise<void> {
    const transaction = await this.transaction()
    await transaction.send(records)
    await transaction.commit()
  }

  /**
   * Reads the partition from the offset on until as many records were seen as are expected, and a little more: there
   * must not be others. (A commit is durable before it is seen: its marks follow.)
   */
  async read(topic: string, count: number, partition = 0, offset = 0): Promise<readonly LogRecord[]> {
    const reader = this.reader({ topic, partition, offset })
    const batches = await readUntil(reader, seen => recordsOf(seen).length >= count)
    return recordsOf([...batches, ...await reader.read()])
  }

  /** The partition holds these values from the offset on, and no others. */
  async holds(expected: readonly string[], topic: string, partition = 0, offset = 0): Promise<void> {
    const values = (await this.read(topic, expected.length, partition, offset)).map(({ value }) => String(value))
    if (expected.length < 10) return assert.equal(values, expected)
    const wrong = values.findIndex((value, index) => value !== expected[index])
    assert.is(wrong, -1, `at ${wrong}: ${values[wrong]?.slice(0, 80)} for ${expected[wrong]?.slice(0, 80)}`)
    assert.is(values.length, expected.length)
  }

  /** The bounds, once the end has reached the offset. */
  async boundsPast(offset: number, topic: string, partition = 0): Promise<Bounds> {
    for (const until = Date.now() + patienceMs; ;) {
      const bounds = await this.log.bounds(topic, partition)
      if (bounds.end >= offset) return bounds
      assert.ok(Date.now() < until, `the end is ${bounds.end}, not ${offset}`)
    }
  }

  /** The group comes to have committed this offset. */
  async committed(offset: number, group: string, topic: string, partition: number): Promise<void> {
    let last: number | undefined
    for (const until = Date.now() + patienceMs; last !== offset;) {
      assert.ok(Date.now() < until, `committed ${last}, not ${offset}`)
      last = await this.log.committed(group, topic, partition)
    }
  }

  closeLater<T extends { close(): Promise<void> }>(opened: T): T {
    this.#opened.push(opened)
    return opened
  }

  async close(): Promise<void> {
    for (const opened of this.#opened.splice(0).reverse()) await opened.close()
  }
}

/** A suite of the contract: a log before, everything closed after each test. The caller runs it. */
export function part(
  title: string, createLog: () => Promise<OpenedLog>,
  define: (test: Test, trial: () => Trial) => void
): { run(): void } {
  const test = suite(title)
  let opened: OpenedLog
  let trial: Trial
  test.before(async () => {
    opened = await createLog()
    trial = new Trial(opened.log)
  })
  test.after.each(() => trial.close())
  test.after(() => opened.close())
  define(test, () => trial)
  return test
}

export function unique(kind: string): string {
  return `${kind}-${randomUUID()}`
}

export function record(topic: string, value: string, partition = 0): OutgoingRecord {
  return { topic, partition, key: 'key', value: Buffer.from(value) }
}

const readsMax = 400

/** Reads until the batches satisfy. */
export async function readUntil(
  reader: Reader, enough: (batches: readonly Batch[]) => boolean
): Promise<readonly Batch[]> {
  const batches: Batch[] = []
  for (let reads = 0; !enough(batches); reads++) {
    assert.ok(reads < readsMax, `not seen in ${readsMax} reads`)
    batches.push(...await reader.read())
  }
  return batches
}

export function recordsOf(batches: readonly Batch[]): readonly LogRecord[] {
  return batches.flatMap(({ records }) => records)
}

export function nextOf(batches: readonly Batch[]): number {
  return batches.at(-1)?.next ?? 0
}

export async function failsWith(code: LogErrorCode, promise: Promise<unknown>): Promise<void> {
  const outcome = await promise.then(() => 'no error', (error: unknown) => error)
  assert.instance(outcome, LogError)
  assert.is((outcome as LogError).code, code)
}

/** Waits for what others bring about. */
export async function eventually(what: string, holds: () => boolean, withinMs = patienceMs): Promise<void> {
  for (const until = Date.now() + withinMs; !holds();) {
    assert.ok(Date.now() < until, `not in time: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
