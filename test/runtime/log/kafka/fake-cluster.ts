import type { Cluster } from '../../../../runtime/log/kafka/cluster.ts'
import type { Broker, WireCall } from '../../../../runtime/log/kafka/kafkajs.ts'
import type { KafkaSettings } from '../../../../runtime/log/kafka/settings.ts'
import { LogError } from '../../../../runtime/log/log.ts'

/** A request as a fake broker sees it: by `ask` with arguments, by `send` with the encoded bytes. */
export interface Request {
  readonly name: string
  readonly broker: number
  readonly args: any
  readonly bytes: Buffer
}

/** Answers, or throws what the connection would. */
export type Script = (request: Request) => unknown

/** The brokers as our code sees them, played by a script. Where things are is looked up anew after `forget`. */
export class FakeCluster {
  readonly requests: Request[] = []
  /** The broker that leads each partition, by `topic/partition`, and coordinates all. */
  readonly leaders: Map<string, number>
  coordinates = 1
  closed = false
  readonly #script: Script
  #known = new Map<string, number>()

  constructor(leaders: Readonly<Record<string, number>>, script: Script) {
    this.leaders = new Map(Object.entries(leaders))
    this.#script = script
  }

  get names(): readonly string[] {
    return this.requests.map(({ name }) => name)
  }

  asCluster(): Cluster {
    return this as unknown as Cluster
  }

  /** What was learned of leaders so far is what will be believed. */
  learn(): void {
    this.#known = new Map(this.leaders)
  }

  async leader(topic: string, partition: number): Promise<Broker> {
    const place = `${topic}/${partition}`
    const leader = this.#known.get(place) ?? this.leaders.get(place)!
    this.#known.set(place, leader)
    return brokerOf(leader)
  }

  async coordinator(): Promise<Broker> {
    return brokerOf(this.coordinates)
  }

  async any(): Promise<Broker> {
    return brokerOf(1)
  }

  async partitionCount(): Promise<number> {
    return this.leaders.size
  }

  forget(): void {
    this.#known.clear()
  }

  async ask(broker: Broker, name: string, args: unknown): Promise<unknown> {
    return await this.#play({ name, broker: numberOf(broker), args, bytes: Buffer.alloc(0) })
  }

  async send(broker: Broker, { request }: WireCall): Promise<unknown> {
    const { buffer } = await request.encode()
    return await this.#play({ name: request.apiName, broker: numberOf(broker), args: undefined, bytes: buffer })
  }

  async close(): Promise<void> {
    this.closed = true
  }

  async #play(request: Request): Promise<unknown> {
    await undefined
    if (this.closed) throw new LogError('CLOSED', 'closed')
    this.requests.push(request)
    return await this.#script(request)
  }
}

const brokers = new Map<number, Broker>()
const allVersions = Object.fromEntries(Array.from({ length: 60 }, (_, key) => [key, { minVersion: 0, maxVersion: 11 }]))

function brokerOf(number: number): Broker {
  const known = brokers.get(number)
  if (known !== undefined) return known
  const broker = { versions: allVersions, connectionPool: { host: `broker-${number}`, port: number } }
  brokers.set(number, broker as unknown as Broker)
  return brokerOf(number)
}

function numberOf({ connectionPool }: Broker): number {
  return connectionPool.port
}

export function settings(more: Partial<KafkaSettings> = {}): KafkaSettings {
  const logger = { debug() {}, info() {}, warn() {}, error() {} }
  return { brokers: ['broker-1:1'], clientId: 'test', logger, stepTimeoutMs: 500, fetchWaitMs: 20, ...more }
}

export class ConnectionLost extends Error {
  override readonly name = 'KafkaJSConnectionClosedError'
}
