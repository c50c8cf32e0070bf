import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import type { InvoicePaid, ProviderNotification, ProviderRequest } from '../schemas/generated.ts'
import { errorFields } from '../runtime/logger.ts'
import {
  LogError, type Batch, type OutgoingRecord, type Reader, type TransactionalProducer
} from '../runtime/log/log.ts'
import { partitionOf } from '../runtime/partition.ts'
import { topicName, type Topic } from '../runtime/topology.ts'
import type { Connection } from './connection.ts'
import { decode } from './decode.ts'

export interface SimulatedProviderOptions {
  readonly connection: Connection
  /** Its id: `provider-<id>-…` are its topics. */
  readonly id: string
  /** How long it takes to pay. */
  readonly delayMs?: number
  /** How often it says that an invoice was paid: real ones repeat themselves. */
  readonly notifications?: number
  /** Told when another process took its place. */
  readonly onReplaced?: () => void
}

const retryMs = 1_000

/** Answers in one write: below what the topic takes in one batch. */
const answersMax = 100

/**
 * A provider's connector that pays whatever it is asked to. It speaks through its two topics only and keeps its
 * position as a careful one does: what it says and how far it has read are one transaction. The invoice's id comes from
 * the reference, so even a request that is read again gets the same answer.
 */
export class SimulatedProvider {
  readonly #options: SimulatedProviderOptions
  readonly #requests: Topic
  readonly #notifications: Topic
  readonly #requestsName: string
  readonly #notificationsName: string
  readonly #group: string
  readonly #positions = new Map<number, number>()
  #reader: Reader | undefined
  readonly #closing = new AbortController()
  readonly #finished: Promise<void>

  constructor(options: SimulatedProviderOptions) {
    const { connection: { topology, prefix, schemas }, id } = options
    this.#options = options
    this.#requests = topology.topics['providerInvoiceRequests']!
    this.#notifications = topology.topics['providerInvoicePaid']!
    this.#requestsName = topicName(this.#requests, { provider: id })
    this.#notificationsName = topicName(this.#notifications, { provider: id })
    this.#group = `${prefix}simulated-provider-${id}`
    schemas.add(this.#requestsName, this.#requests.value!)
    schemas.add(this.#notificationsName, this.#notifications.value!)
    this.#finished = this.#live()
  }

  /** Whether it has answered all that it was asked so far. */
  async isIdle(): Promise<boolean> {
    const { log } = this.#options.connection
    if (await log.describe(this.#requestsName) === undefined) return true
    for (let partition = 0; partition < this.#requests.partitions; partition++) {
      const { end } = await log.bounds(this.#requestsName, partition)
      if ((this.#positions.get(partition) ?? -1) < end) return false
    }
    return true
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#reader?.close()
    await this.#finished
  }

  async #live(): Promise<void> {
    const { connection: { logger }, id } = this.#options
    while (!this.#closing.signal.aborted) {
      try {
        await this.#work()
      } catch (error) {
        if (this.#closing.signal.aborted) return
        logger.warn({ provider: id, ...errorFields(error) }, 'simulated_provider.failed')
        if (error instanceof LogError && error.code === 'FENCED') return this.#options.onReplaced?.()
        await this.#pause(retryMs).catch(() => {})
      }
    }
  }

  async #work(): Promise<void> {
    const { log } = this.#options.connection
    const producer = log.producer(this.#group)
    try {
      await producer.fence()
      this.#reader = log.reader(await this.#startPositions())
      while (!this.#closing.signal.aborted) {
        for (const batch of await this.#reader.read()) await this.#answer(producer, batch)
      }
    } finally {
      await this.#reader?.close()
      await producer.close()
    }
  }

  async #startPositions() {
    const { log } = this.#options.connection
    const topic = this.#requestsName
    const positions = []
    for (let partition = 0; partition < this.#requests.partitions; partition++) {
      const { start } = await log.bounds(topic, partition)
      const offset = Math.max(start, await log.committed(this.#group, topic, partition) ?? 0)
      this.#positions.set(partition, offset)
      positions.push({ topic, partition, offset })
    }
    return positions
  }

  async #answer(producer: TransactionalProducer, { topic, partition, records, next }: Batch): Promise<void> {
    const { delayMs = 0, connection: { schemas, logger }, id } = this.#options
    const answers: OutgoingRecord[] = []
    for (const { offset, value } of records) {
      const read = await decode(schemas, topic, value)
      if ('record' in read) answers.push(...this.#notificationsOf(read.record as unknown as ProviderRequest))
      else logger.warn({ topic, partition, offset, reason: read.unreadable }, 'simulated_provider.unreadable')
    }
    if (delayMs > 0) await this.#pause(delayMs)
    if (!schemas.codec.canEncode(this.#notificationsName)) await schemas.caughtUp()
    const transaction = await producer.begin()
    for (let start = 0; start < answers.length; start += answersMax) {
      await transaction.send(answers.slice(start, start + answersMax))
    }
    await transaction.sendOffsets(this.#group, [{ topic, partition, offset: next }])
    await transaction.commit()
    this.#positions.set(partition, next)
    if (answers.length > 0) logger.info({ provider: id, paid: records.length }, 'simulated_provider.paid')
  }

  /** Rejects when it closes. */
  #pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.#closing.signal })
  }

  #notificationsOf(request: ProviderRequest): OutgoingRecord[] {
    const { codec } = this.#options.connection.schemas
    const notification = paid(request)
    const { reference: key } = notification
    const record = {
      topic: this.#notificationsName, key, partition: partitionOf(key, this.#notifications.partitions),
      value: codec.encode(this.#notificationsName, notification)
    }
    return Array.from({ length: this.#options.notifications ?? 1 }, () => record)
  }
}

/** What a provider says when it has paid what it was asked to. */
export function paid({ tenant, reference, amount, currency }: ProviderRequest): ProviderNotification & InvoicePaid {
  const invoice = `inv-${createHash('sha256').update(reference).digest('hex').slice(0, 12)}`
  return { type: 'InvoicePaid', tenant, reference, invoice, amount, currency }
}
