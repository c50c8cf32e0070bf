import { systemClock } from '../runtime/clock.ts'
import { Follower } from '../runtime/follower.ts'
import type { LogRecord } from '../runtime/log/log.ts'
import { SimulatedProvider, type SimulatedProviderOptions } from './simulated-provider.ts'

export type SimulatedProvidersOptions = Omit<SimulatedProviderOptions, 'id'> & {
  /** Which to stand in for; every one in the table by default, those included that are yet to come. */
  readonly only?: readonly string[]
}

/** Stands in for providers as their rows appear. */
export class SimulatedProviders {
  readonly #options: SimulatedProvidersOptions
  readonly #providers = new Map<string, SimulatedProvider>()
  readonly #topic: string
  readonly #follower: Follower

  constructor(options: SimulatedProvidersOptions) {
    const { connection: { log, topology, logger } } = options
    this.#options = options
    this.#topic = topology.tables['providers']!.topic.name
    const apply = (record: LogRecord): Promise<void> => this.#apply(record)
    this.#follower = new Follower({ log, topic: this.#topic, apply, clock: systemClock, logger })
  }

  async start(): Promise<void> {
    await this.#follower.start()
  }

  get ids(): readonly string[] {
    return [...this.#providers.keys()]
  }

  /** Whether all that was asked so far is answered. */
  async isIdle(): Promise<boolean> {
    await this.#follower.caughtUp()
    for (const provider of this.#providers.values()) if (!await provider.isIdle()) return false
    return true
  }

  async close(): Promise<void> {
    await this.#follower.close()
    await Promise.all([...this.#providers.values()].map(provider => provider.close()))
  }

  async #apply({ value }: LogRecord): Promise<void> {
    const { connection: { schemas }, only } = this.#options
    const read = await schemas.decode(this.#topic, value)
    if (!('record' in read)) return
    const { provider: id } = read.record as unknown as { provider: string }
    if (this.#providers.has(id) || only?.includes(id) === false) return
    this.#providers.set(id, new SimulatedProvider({ ...this.#options, id }))
  }
}
