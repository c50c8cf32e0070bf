import type { Flat } from '../../../schemas/record.ts'
import type { Broker } from '../broker/broker.ts'
import type { Random } from '../random.ts'
import { Actor, type Scheduler } from '../scheduler.ts'
import { providerRow, tenantRow, type Limits } from './configuration.ts'
import { firstProvider, lateProvider, tenants, type Deployment } from './deployment.ts'
import { keyed } from './outgoing.ts'

const PAUSE_MS_MAX = 12_000

/**
 * Configures tenants and providers. The second provider comes while the service runs, and its row now and then before
 * its topics; the first one changes what it pays out.
 */
export class Operator {
  readonly #actor = new Actor('operator')
  readonly #broker: Broker
  readonly #scheduler: Scheduler
  readonly #deployment: Deployment
  readonly #random: Random
  readonly #limits: Limits
  /** When the late provider got its row, and its topics. */
  #rowAt = Infinity
  #topicsAt = Infinity
  #done = false

  constructor(options: { broker: Broker, scheduler: Scheduler, deployment: Deployment, random: Random }) {
    this.#broker = options.broker
    this.#scheduler = options.scheduler
    this.#deployment = options.deployment
    this.#random = options.random
    const { random } = options
    this.#limits = { count: BigInt(random.between(0, 6)), amount: BigInt(random.between(50, 400)) }
  }

  get isDone(): boolean {
    return this.#done
  }

  /** Since when a provider can be found: its row and its topics are there. */
  providerSince(provider: string): number {
    if (provider === firstProvider) return -Infinity
    return provider === lateProvider ? Math.max(this.#rowAt, this.#topicsAt) : Infinity
  }

  /** What is there before anything starts. */
  prepare(): void {
    for (const name of this.#deployment.topics.keys()) if (!isLate(name)) this.#create(name)
    for (const tenant of tenants) this.#row('tenants', tenantRow(tenant))
    this.#provider(firstProvider, 1, ['EUR'])
  }

  async run(): Promise<void> {
    for (const [what, act] of this.#plan()) {
      await this.#scheduler.later(this.#actor, what, PAUSE_MS_MAX * this.#random.next() ** 2, act).promise
    }
    this.#done = true
  }

  #plan(): readonly Action[] {
    const topics: Action = ['creates topics', () => {
      for (const name of this.#deployment.topics.keys()) if (isLate(name)) this.#create(name)
      this.#topicsAt = this.#scheduler.now
    }]
    const row: Action = ['adds a provider', () => {
      this.#provider(lateProvider, 1, ['EUR'])
      this.#rowAt = this.#scheduler.now
    }]
    const change: Action = ['changes it', () => this.#provider(lateProvider, 2, ['EUR', 'JPY'])]
    return [
      ...this.#random.pick([
        [topics, row], [row, topics], [topics, row, change], [row, topics, change], [row, change, topics]
      ]),
      ['takes EUR from a provider', () => this.#provider(firstProvider, 2, ['JPY'])],
      ['gives EUR back', () => this.#provider(firstProvider, 3, ['EUR'])]
    ]
  }

  #provider(provider: string, revision: number, supported: readonly string[]): void {
    for (const tenant of tenants) {
      this.#row('providers', providerRow(tenant, provider, revision, supported, this.#limits))
    }
  }

  #row(table: string, row: Flat): void {
    this.#broker.append([keyed(this.#deployment.topology.topics[table]!, row)])
  }

  #create(name: string): void {
    this.#broker.create(name, this.#deployment.topics.get(name)!)
  }
}

type Action = readonly [what: string, act: () => void]

function isLate(topic: string): boolean {
  return topic.includes(`-${lateProvider}-`)
}
