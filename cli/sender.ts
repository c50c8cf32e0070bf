import { checkTopicId } from '../processors/checks.ts'
import { messageKey } from '../state/key.ts'
import type { OutgoingRecord } from '../runtime/log/log.ts'
import { partitionOf } from '../runtime/partition.ts'
import { topicName, type Topic } from '../runtime/topology.ts'
import { applyTopicsOf } from './apply.ts'
import { checkChange, checkRow } from './check-row.ts'
import { completeRow } from './complete-row.ts'
import type { Connection } from './connection.ts'
import { Homes } from './home.ts'
import { InputRefused, refuseAt } from './input-refused.ts'
import { toJson } from './json.ts'
import type { ClientRecord } from './ndjson.ts'
import { readTable, rowName, type TableName, type TableRows } from './tables.ts'

/** Records in one append, and their bytes: below what any of our topics takes in one batch. */
const batchRecordsMax = 2_000
const batchBytesMax = 512 * 1024

/** What a record costs beside its key and value, at most. */
const overheadBytes = 128

/**
 * Sends records of clients, in order, each to where its tenant lives. Rows of tables only go forward, and the topics
 * that a row brings along are made before it: a row counts once they are there.
 */
export class Sender {
  readonly #connection: Connection
  readonly #onRow: () => Promise<void>
  readonly #tables = new Map<TableName, Map<string, { readonly revision: number }>>()
  readonly #known = new Set<string>()
  readonly #homes: Homes
  #batch: OutgoingRecord[] = []
  #batchBytes = 0

  /** @param onRow awaited after each row, and after what becomes one: for a sender that knows who reads them */
  constructor(connection: Connection, onRow: () => Promise<void> = () => Promise.resolve()) {
    this.#connection = connection
    this.#onRow = onRow
    this.#homes = new Homes(connection)
  }

  /** Takes a record; what is taken is sent with `flush`, or before. @throws InputRefused when it can never be sent */
  async add(client: ClientRecord): Promise<void> {
    const table = this.#tableOf(client.topic)
    if (table !== undefined) return void await this.put(table, client.record)
    const topic = await this.#homes.topicFor(client.topic, client.record['tenant'])
    await this.#push(this.#outgoing(topic, await this.#nameOf(topic, client), client.record))
    if (!this.#makesRows(client.topic)) return
    await this.flush()
    await this.#onRow()
    this.#tables.clear()
  }

  /** Sends a row, after all that was taken before it. @throws InputRefused */
  async put(table: TableName, given: object): Promise<'sent' | 'unchanged'> {
    const { topic } = this.#connection.topology.tables[table]!
    const row = completeRow(this.#connection.codec, topic.value!, given)
    checkRow(table, row as unknown as TableRows[TableName])
    const rows = await this.#rows(table)
    const found = rows.get(rowName(topic, row))
    const revision = row['revision'] as number
    const unchanged = found !== undefined && toJson(found) === toJson({ ...found, ...row })
    if (found !== undefined && !unchanged && revision <= found.revision) {
      throw new InputRefused(`revision: the row is at ${found.revision}, a change needs a higher one than ${revision}`)
    }
    if (found !== undefined) checkChange(table, found as TableRows[TableName], row as unknown as TableRows[TableName])
    await this.flush()
    for (const field of this.#namedFields(table)) {
      await applyTopicsOf(this.#connection, table, row[field] as string)
    }
    if (unchanged) return 'unchanged'
    await this.#connection.log.append([this.#outgoing(topic, topic.name, row)])
    rows.set(rowName(topic, row), { ...row, revision })
    this.#homes.lookAgain()
    await this.#onRow()
    return 'sent'
  }

  /** Resolves when all that was taken is in the log. */
  async flush(): Promise<void> {
    const batch = this.#batch
    this.#batch = []
    this.#batchBytes = 0
    this.#homes.lookAgain()
    if (batch.length > 0) await this.#connection.log.append(batch)
  }

  async #push(record: OutgoingRecord): Promise<void> {
    const bytes = bytesOf(record)
    if (this.#batch.length >= batchRecordsMax || this.#batchBytes + bytes > batchBytesMax) await this.flush()
    this.#batch.push(record)
    this.#batchBytes += bytes
  }

  #outgoing(topic: Topic, name: string, record: ClientRecord['record']): OutgoingRecord {
    // A topic without a key of its own takes any; what all records about one thing share keeps them in order.
    const key = messageKey((topic.key ?? ['reference']).map(field => record[field] as string))
    const value = this.#connection.codec.encode(name, record)
    const outgoing = { topic: name, partition: partitionOf(key, topic.partitions), key, value }
    const [bytes, bytesMax] = [bytesOf(outgoing), Number(topic.config['max.message.bytes'])]
    if (bytes > bytesMax) throw new InputRefused(`too large: ${bytes} bytes, and ${name} takes ${bytesMax}`)
    return outgoing
  }

  async #rows(table: TableName): Promise<Map<string, { readonly revision: number }>> {
    const known = this.#tables.get(table) ?? new Map(await readTable(this.#connection, table))
    this.#tables.set(table, known)
    return known
  }

  /** The name of its topic, which exists and can be written. */
  async #nameOf(topic: Topic, { topic: shared, params }: ClientRecord): Promise<string> {
    const name = topicName(topic, params)
    if (topic === shared && topic.per === undefined || this.#known.has(name)) return name
    if (topic.per !== undefined) for (const id of Object.values(params)) checkTopicId(topic.per.field, id, refuseAt)
    const { log, schemas } = this.#connection
    schemas.add(name, topic.value!)
    await schemas.caughtUp()
    if (await log.describe(name) === undefined || !schemas.codec.canEncode(name)) {
      const maker = topic.per === undefined
        ? 'a running service makes it, and so does `wallets topology apply`'
        : `\`wallets ${topic.per.table} put\` makes it with its row`
      throw new InputRefused(`there is no topic ${name}: ${maker}`)
    }
    this.#known.add(name)
    return name
  }

  /** Whether a command of this topic may become a row of a table. */
  #makesRows(topic: Topic): boolean {
    const { processors, tables } = this.#connection.topology
    const rows = Object.values(tables).map(table => table.topic)
    return Object.values(processors).some(({ commands, sends }) =>
      commands === topic && sends.some(each => rows.includes(each)))
  }

  #tableOf(topic: Topic): TableName | undefined {
    const { tables } = this.#connection.topology
    return Object.keys(tables).find(name => tables[name]!.topic.name === topic.name) as TableName | undefined
  }

  /** The fields of a table's rows that stand in names of topics. */
  #namedFields(table: TableName): ReadonlySet<string> {
    const topics = Object.values(this.#connection.topology.topics)
    return new Set(topics.flatMap(({ per }) => per?.table === table ? [per.field] : []))
  }
}

function bytesOf({ key, value }: OutgoingRecord): number {
  return Buffer.byteLength(key as string) + value!.length + overheadBytes
}
