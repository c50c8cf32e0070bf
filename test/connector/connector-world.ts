import { randomUUID } from 'node:crypto'

import { readPartition } from '../../cli/read-partition.ts'
import { Connector, topicNames, type ConnectorOptions, type Handlers, type TopicNames } from '../../connector/index.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas as avroSchemas } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import type { SchemaRegistry } from '../../schemas/registry.ts'
import { systemClock } from '../../runtime/clock.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import type { Log } from '../../runtime/log/log.ts'
import { silent } from '../../runtime/logger.ts'
import { partitionOf } from '../../runtime/partition.ts'
import { Schemas, SCHEMAS_TOPIC, schemasTopic } from '../../runtime/schemas.ts'
import { applyTopics, localRegistry } from '../../runtime/topics.ts'

const partitions = 3
const names = (prefix: string): TopicNames => topicNames('acme', prefix)

/** The two topics of one provider on a log, with nobody behind them: tests ask, and read what the connector says. */
export class ConnectorWorld {
  readonly log: Log
  readonly schemas: Schemas
  readonly topics: ConnectorOptions['topics']
  readonly group: string
  readonly #connectors: Connector[] = []

  static async create(log?: Log, registry?: SchemaRegistry, prefix = ''): Promise<ConnectorWorld> {
    const opened = log ?? await EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
    const { requests, notifications } = names(prefix)
    const config = { 'message.timestamp.type': 'LogAppendTime' }
    const wanted = [
      { name: prefix + SCHEMAS_TOPIC, value: undefined, ...schemasTopic },
      { name: requests, value: 'ProviderRequest', partitions, config },
      { name: notifications, value: 'ProviderNotification', partitions, config }
    ]
    const codec = new Codec(avroSchemas)
    for (const { name, value } of wanted) if (value !== undefined) codec.add(name, value)
    await applyTopics(opened, registry ?? localRegistry(), codec, wanted, avroSchemas, prefix)
    const schemas = new Schemas({ log: opened, codec, registry, prefix, clock: systemClock, logger: silent })
    await schemas.start()
    return new ConnectorWorld(opened, schemas, prefix)
  }

  private constructor(log: Log, schemas: Schemas, prefix: string) {
    const { requests, notifications } = names(prefix)
    this.log = log
    this.schemas = schemas
    this.topics = { requests: { name: requests, partitions }, notifications: { name: notifications, partitions } }
    this.group = `${prefix}connector-acme`
  }

  /** All that a connector needs beside its handlers. */
  get options(): Omit<ConnectorOptions, 'handlers'> {
    return {
      log: this.log, schemas: this.schemas, topics: this.topics, group: this.group, logger: silent,
      patience: { pauseMs: 1, pauseMsMax: 20 }
    }
  }

  /** A connector that is closed with the world. Without the handlers that a test does not need. */
  connect(handlers: Partial<Handlers>, options: Partial<ConnectorOptions> = {}): Connector {
    const nothing = (): Promise<[]> => Promise.resolve([])
    const all = { requestInvoice: nothing, requestStatus: nothing, cancelInvoice: nothing, ...handlers }
    const connector = new Connector({ ...this.options, ...options, handlers: all })
    this.#connectors.push(connector)
    return connector
  }

  /** Writes requests as the service does: under their reference. */
  async ask(...requests: readonly (Partial<Flat> & { readonly reference: string })[]): Promise<void> {
    const { name } = this.topics.requests
    await this.log.append(requests.map(request => this.#record(name, request.reference, {
      type: 'RequestInvoice', tenant: 'demo', amount: 500n, currency: 'EUR', destination: 'tok', method: 'card',
      terminal: 't1', dueAt: 1, ...request
    })))
  }

  /** What the connector said, partition by partition; of one reference, in its order. */
  async said(reference?: string): Promise<Flat[]> {
    const { name } = this.topics.notifications
    const said: Flat[] = []
    for (let partition = 0; partition < partitions; partition++) {
      for await (const { value } of readPartition(this.log, name, partition)) {
        const read = await this.schemas.decode(name, value)
        if (!('record' in read)) throw new Error(read.unreadable)
        said.push(read.record)
      }
    }
    return reference === undefined ? said : said.filter(each => each['reference'] === reference)
  }

  async close(): Promise<void> {
    for (const connector of this.#connectors) await connector.close()
    await this.schemas.close()
    await this.log.close()
  }

  #record(topic: string, key: string, record: Flat): Parameters<Log['append']>[0][number] {
    const value = this.schemas.codec.encode(topic, record)
    return { topic, key, partition: partitionOf(key, partitions), value }
  }
}

/** References of different wallets. */
export function references(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `demo/wallet-${index}/w-1/1`)
}
