import './shims.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { LogError } from '../log.ts'
import { BrokerError, check, code, isConnectionTrouble } from './errors.ts'
import { Broker, connectionPoolBuilder, type WireCall } from './kafkajs.ts'
import { kafkajsLogger } from './logging.ts'
import type { KafkaSettings } from './settings.ts'
import { openSocket } from './socket.ts'
import { callOf, type MetadataAnswer, type Wire } from './wire.ts'

const metadataMaxAgeMs = 60_000
const connectionTimeoutMs = 3_000
const authenticationTimeoutMs = 10_000
const requestTimeoutMs = 10_000
const closeTimeoutMs = 1_000

interface Node { readonly nodeId: number, readonly host: string, readonly port: number }
interface Leaders { readonly readAt: number, readonly byPartition: ReadonlyMap<number, Node | undefined> }

/**
 * Connections of one user to the brokers, and where things are: leaders of partitions, coordinators of groups and
 * transactional ids. What it remembers is a guess; `forget` it when a broker disagrees.
 *
 * Nothing is repeated here. Brokers answer the requests of one connection one after the other, so users that wait
 * for each other's answers (a long poll, a transaction) each have a cluster of their own.
 */
export class Cluster {
  readonly #settings: KafkaSettings
  readonly #pools
  readonly #logger
  readonly #brokers = new Map<string, Promise<Broker>>()
  readonly #leaders = new Map<string, Leaders>()
  readonly #coordinators = new Map<string, Node>()
  readonly #dropped = new WeakSet<Broker>()
  #nextSeed = 0
  #closed = false

  constructor(settings: KafkaSettings) {
    this.#settings = settings
    this.#logger = kafkajsLogger(settings.logger)
    this.#pools = connectionPoolBuilder({
      brokers: [...settings.brokers], ssl: settings.ssl, sasl: settings.sasl, clientId: settings.clientId,
      socketFactory: openSocket, connectionTimeout: connectionTimeoutMs, requestTimeout: requestTimeoutMs,
      enforceRequestTimeout: true, logger: this.#logger
    })
  }

  /**
   * Asks a broker. The answer is given as it came: error numbers are the caller's to judge. A connection that fails is
   * dropped, with all that was known of where things are.
   */
  async ask<Name extends keyof Wire>(
    broker: Broker, name: Name, args: Wire[Name]['args']
  ): Promise<Wire[Name]['answer']> {
    return await this.send(broker, callOf(broker, name, args)) as Wire[Name]['answer']
  }

  /** As `ask`, for requests that we encode and decode ourselves. */
  async send(broker: Broker, call: WireCall): Promise<unknown> {
    // kafkajs would connect again, and nobody would close that connection.
    if (this.#closed) throw closedError()
    if (this.#dropped.has(broker)) throw new Error('the connection was dropped')
    try {
      return await broker.connectionPool.send(call)
    } catch (error) {
      if (this.#closed) throw closedError()
      if (isConnectionTrouble(error)) this.#drop(broker)
      throw error
    }
  }

  /** Any broker: one that is connected, or the next of the configured ones. */
  async any(): Promise<Broker> {
    const [first] = this.#brokers.values()
    if (first !== undefined) return await first
    const { brokers } = this.#settings
    return await this.#connected(brokers[this.#nextSeed++ % brokers.length]!)
  }

  async controller(): Promise<Broker> {
    const { brokers, controllerId } = await this.metadata([])
    const node = brokers.find(({ nodeId }) => nodeId === controllerId)
    if (node === undefined) throw new BrokerError(code.notController, 'find the controller')
    return await this.#connected(addressOf(node))
  }

  async metadata(topics: readonly string[]): Promise<MetadataAnswer> {
    return await this.ask(await this.any(), 'Metadata', { topics })
  }

  /** How many partitions the topic has. Always asks. */
  async partitionCount(topic: string): Promise<number> {
    const { topicMetadata } = await this.metadata([topic])
    const described = topicMetadata[0]
    check(described?.topicErrorCode ?? code.unknownTopic, `topic ${topic}`)
    return described!.partitionMetadata.length
  }

  async leader(topic: string, partition: number): Promise<Broker> {
    let leaders = this.#leaders.get(topic)
    if (leaders === undefined || Date.now() - leaders.readAt > metadataMaxAgeMs) {
      leaders = await this.#readLeaders(topic)
    }
    const node = leaders.byPartition.get(partition)
    if (node === undefined) {
      this.#leaders.delete(topic)
      const known = leaders.byPartition.has(partition)
      throw new BrokerError(known ? code.leaderNotAvailable : code.unknownTopic, `leader of ${topic}/${partition}`)
    }
    return await this.#connected(addressOf(node))
  }

  async coordinator(kind: 'group' | 'transaction', id: string): Promise<Broker> {
    const key = `${kind} ${id}`
    let node = this.#coordinators.get(key)
    if (node === undefined) {
      const coordinatorType = kind === 'group' ? 0 : 1
      const answer = await this.ask(await this.any(), 'GroupCoordinator', { groupId: id, coordinatorType })
      check(answer.errorCode, `coordinator of ${key}`)
      node = answer.coordinator
      this.#coordinators.set(key, node)
    }
    return await this.#connected(addressOf(node))
  }

  /** Where things are is asked again. Connections stay. */
  forget(): void {
    this.#leaders.clear()
    this.#coordinators.clear()
  }

  /** Ends every connection and every request under way, at once. */
  async close(): Promise<void> {
    this.#closed = true
    const brokers = [...this.#brokers.values()]
    this.#brokers.clear()
    // One that is still connecting disconnects by itself when it has done so.
    await Promise.race([sleep(closeTimeoutMs, undefined, { ref: false }), Promise.all(brokers.map(async connecting => {
      const broker = await connecting.catch(() => undefined)
      if (broker !== undefined) await disconnect(broker, closedError())
    }))])
  }

  async #readLeaders(topic: string): Promise<Leaders> {
    const { brokers, topicMetadata } = await this.metadata([topic])
    const found = topicMetadata.find(described => described.topic === topic)
    check(found?.topicErrorCode ?? code.unknownTopic, `topic ${topic}`)
    const nodes = new Map(brokers.map(node => [node.nodeId, node]))
    const byPartition = new Map(found!.partitionMetadata.map(({ partitionId, leader }) =>
      [partitionId, nodes.get(leader)]))
    const leaders = { readAt: Date.now(), byPartition }
    this.#leaders.set(topic, leaders)
    return leaders
  }

  async #connected(address: string): Promise<Broker> {
    if (this.#closed) throw closedError()
    const known = this.#brokers.get(address)
    if (known !== undefined) return await known
    const connecting = this.#connect(address)
    this.#brokers.set(address, connecting)
    try {
      const broker = await connecting
      if (this.#closed) await disconnect(broker, closedError())
      return broker
    } catch (error) {
      if (this.#brokers.get(address) === connecting) this.#brokers.delete(address)
      this.forget()
      throw error
    }
  }

  async #connect(address: string): Promise<Broker> {
    const separator = address.lastIndexOf(':')
    const destination = { host: address.slice(0, separator), port: Number(address.slice(separator + 1)) }
    const connectionPool = await this.#pools.build(destination)
    const broker = new Broker({
      connectionPool, logger: this.#logger, authenticationTimeout: authenticationTimeoutMs,
      allowAutoTopicCreation: false
    })
    try {
      await broker.connect()
    } catch (error) {
      await disconnect(broker, error as Error)
      throw error
    }
    return broker
  }

  #drop(broker: Broker): void {
    if (this.#dropped.has(broker)) return
    this.#dropped.add(broker)
    const { host, port } = broker.connectionPool
    this.#brokers.delete(`${host}:${port}`)
    this.forget()
    void disconnect(broker, new Error('Connection dropped'))
  }
}

function addressOf({ host, port }: Node): string {
  return `${host}:${port}`
}

function closedError(): LogError {
  return new LogError('CLOSED', 'the connection to Kafka was closed')
}

/** kafkajs waits for the answers under way before it disconnects. A dead broker never gives them: they are rejected. */
async function disconnect(broker: Broker, because: Error): Promise<void> {
  await Promise.all(broker.connectionPool.pool.map(async connection => {
    connection.requestQueue.rejectAll(because)
    await connection.disconnect()
    connection.socket?.destroy()
  }))
}
