import type { Flat } from '../../../schemas/record.ts'
import type { Broker } from '../broker/broker.ts'
import type { Random } from '../random.ts'
import { Actor, type Scheduler } from '../scheduler.ts'
import { providerRow, tenantRow, verifierRow, type Limits } from './configuration.ts'
import {
  firstProvider, firstVerifier, isLate, lateProvider, lateVerifier, tenants, type Deployment
} from './deployment.ts'
import { keyed } from './outgoing.ts'

const PAUSE_MS_MAX = 12_000

/**
 * Configures tenants, providers and verifiers. The second provider and verifier come while the service runs, and their
 * rows now and then before their topics; the first provider changes what it pays out. A tenant announces itself beside
 * the row that it has.
 */
export class Operator {
  readonly #actor = new Actor('operator')
  readonly #broker: Broker
  readonly #scheduler: Scheduler
  readonly #deployment: Deployment
  readonly #random: Random
  readonly #limits: Limits
  /** When those who come late got their rows, and their topics. */
  #rowAt = Infinity
  #topicsAt = Infinity
  #announced = 0
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

  /** Since when a provider or a verifier can be found: its row and its topics are there. */
  since(id: string): number {
    if (id === firstProvider || id === firstVerifier) return -Infinity
    return id === lateProvider || id === lateVerifier ? Math.max(this.#rowAt, this.#topicsAt) : Infinity
  }

  /** What is there before anything starts. */
  prepare(): void {
    for (const name of this.#deployment.topics.keys()) if (!isLate(name)) this.#create(name)
    for (const tenant of tenants) this.#row('tenants', tenantRow(tenant))
    this.#provider(firstProvider, 1, ['EUR'])
    this.#verifier(firstVerifier)
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
    const row: Action = ['adds a provider and a verifier', () => {
      this.#provider(lateProvider, 1, ['EUR'])
      this.#verifier(lateVerifier)
      this.#rowAt = this.#scheduler.now
    }]
    const change: Action = ['changes it', () => this.#provider(lateProvider, 2, ['EUR', 'JPY'])]
    return [
      ...this.#random.pick([
        [topics, row], [row, topics], [topics, row, change], [row, topics, change], [row, change, topics]
      ]),
      ['announces a tenant', () => this.#announce(tenants[0])],
      ['takes EUR from a provider', () => this.#provider(firstProvider, 2, ['JPY'])],
      ['gives EUR back', () => this.#provider(firstProvider, 3, ['EUR'])],
      ['announces it again', () => this.#announce(tenants[0])]
    ]
  }

  #provider(provider: string, revision: number, supported: readonly string[]): void {
    for (const tenant of tenants) {
      this.#row('providers', providerRow(tenant, provider, revision, supported, this.#limits))
    }
  }

  #verifier(verifier: string): void {
    for (const tenant of tenants) this.#row('verifiers', verifierRow(tenant, verifier))
  }

  /** As it is, or with another name for a level. */
  #announce(tenant: string): void {
    const { type, revision, classes, ...characteristics } = tenantRow(tenant)
    const name = this.#random.pick(['stranger', 'unknown'])
    const [first, ...others] = classes
    const levels = first!.levels.map(level => level.level === 0 ? { ...level, name } : level)
    const operationId = `a-${++this.#announced}`
    const expectedRevision = this.#random.chance(0.1) ? 9 : 0
    this.#row('tenantCommands', {
      type: 'AnnounceTenant', ...characteristics, operationId, classes: [{ ...first!, levels }, ...others],
      expectedRevision
    })
  }

  #row(table: string, row: Flat): void {
    this.#broker.append([keyed(this.#deployment.topology.topics[table]!, row)])
  }

  #create(name: string): void {
    this.#broker.create(name, this.#deployment.topics.get(name)!)
  }
}

type Action = readonly [what: string, act: () => void]
