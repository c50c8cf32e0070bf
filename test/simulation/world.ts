import type { Vault } from '../../runtime/topology.ts'
import { Watch } from './audit/watch.ts'
import { Broker } from './broker/broker.ts'
import { Faults } from './faults.ts'
import { Nemesis } from './nemesis.ts'
import { Instance } from './process/instance.ts'
import { simulatedVault } from './process/vault.ts'
import { Random } from './random.ts'
import type { Sabotage } from './sabotage.ts'
import { Scheduler } from './scheduler.ts'
import type { Trace } from './trace.ts'
import { Client } from './workload/client.ts'
import { deploymentOf, namesOf, type Deployment } from './workload/deployment.ts'
import type { Invoice } from './workload/invoice.ts'
import { Journal } from './workload/journal.ts'
import { Operator } from './workload/operator.ts'
import { Providers } from './workload/provider.ts'
import { Supervisor } from './workload/supervisor.ts'
import { Verifiers } from './workload/verifier.ts'

const START_MS = 1_700_000_000_000
const INSTANCES_MIN = 2
const INSTANCES_MAX = 3
const PARTITIONS_MIN = 2
const PARTITIONS_MAX = 3
/** How many of the runs have each processor in processes of its own. */
const APART = 0.25
/** How long a step takes at most, in one run or another: often nothing to speak of, now and then ages. */
const STEP_MS = [0.5, 2, 10, 40] as const
const PAUSE_MS_MAX = 8_000

/** Something that must never be. */
export interface Violation {
  readonly invariant: string
  readonly detail: string
  /** Seen while the run was under way, or in what it left behind. */
  readonly seen: 'under way' | 'afterwards'
}

/** Everything there is in one run. */
export class World {
  readonly trace: Trace
  readonly sabotage: Sabotage
  readonly random: Random
  readonly faults: Faults
  readonly scheduler: Scheduler
  readonly broker: Broker
  readonly deployment: Deployment
  readonly journal = new Journal()
  readonly instances: readonly Instance[]
  readonly watch: Watch
  readonly vault: Vault
  readonly violations: Violation[] = []
  /** Whether everything came to rest, with nothing left to do. */
  hasSettled = false
  readonly #client: Client
  readonly #providers: Providers
  readonly #verifiers: Verifiers
  readonly #supervisor: Supervisor
  readonly #operator: Operator
  readonly #nemesis: Nemesis

  constructor(seed: number, sabotage: Sabotage, trace: Trace) {
    this.trace = trace
    this.sabotage = sabotage
    this.random = new Random(seed, 'world')
    this.faults = new Faults(seed)
    const stepMs = this.random.pick(STEP_MS)
    this.scheduler = new Scheduler({ random: new Random(seed, 'scheduler'), trace, startMs: START_MS, stepMs })
    this.broker = new Broker(this.scheduler)
    this.deployment = deploymentOf(this.random.between(PARTITIONS_MIN, PARTITIONS_MAX), sabotage.deciders)

    const { broker, deployment, faults, journal, scheduler } = this
    this.#client = new Client({ broker, deployment, journal, scheduler, random: new Random(seed, 'client') })
    this.#providers = new Providers({ broker, deployment, journal, scheduler, random: new Random(seed, 'providers') })
    this.#verifiers = new Verifiers({
      broker, deployment, journal, scheduler, faults, random: new Random(seed, 'verifiers')
    })
    this.#operator = new Operator({ broker, deployment, scheduler, random: new Random(seed, 'operator') })
    this.#supervisor = new Supervisor({ broker, deployment, scheduler, random: new Random(seed, 'supervisor') })
    this.instances = this.#deploy()
    this.#nemesis = new Nemesis(this)
    this.watch = new Watch(this)
    this.vault = simulatedVault(new Random(seed, 'vault'))
  }

  /** All processors in each process, as is usual; or each in processes of its own. */
  #deploy(): readonly Instance[] {
    const processors = Object.keys(this.deployment.topology.processors)
    if (this.random.chance(APART)) {
      return processors.flatMap(name => [1, 2].map(number => new Instance(`${name}-${number}`, [name], this)))
    }
    const count = this.random.between(INSTANCES_MIN, INSTANCES_MAX)
    return Array.from({ length: count }, (_, index) => new Instance(`instance-${index + 1}`, processors, this))
  }

  /** Everybody begins. */
  begin(): void {
    this.#operator.prepare()
    void this.#client.run()
    void this.#providers.run()
    void this.#verifiers.run()
    void this.#operator.run()
    void this.#supervisor.run()
    for (const instance of this.instances) instance.startIn(this.random.between(0, 1_000))
  }

  /** @returns false when nobody has anything to wait for. */
  turn(): Promise<boolean> {
    return this.scheduler.turn(step => this.#nemesis.before(step))
  }

  /** Whether nothing more comes from outside but what providers still have to say. */
  get isAllSent(): boolean {
    return this.#client.isDone && this.#operator.isDone
  }

  /** What providers really did, by our references. */
  get invoices(): ReadonlyMap<string, Invoice> {
    return this.#providers.invoices
  }

  /** Since when a provider or a verifier can be found. */
  since(id: string): number {
    return this.#operator.since(id)
  }

  /**
   * What there is still to do; undefined when every input is consumed, by one task each, nothing is under way, and no
   * row waits for its time.
   */
  get unrest(): string | undefined {
    if (!this.isAllSent || !this.#providers.isIdle || !this.#verifiers.isIdle) return 'not everything is said'
    if (!this.#supervisor.isIdle) return 'not everything is decided'
    if (this.broker.transactions.isBusy) return 'a transaction is open'
    if (this.scheduler.hasStrayRequests) return 'requests are under way'
    const down = this.instances.find(({ isStarted }) => !isStarted)
    return down === undefined ? this.#unconsumedInput() : `${down.name} is down`
  }

  fail(invariant: string, detail: string): void {
    this.violations.push({ invariant, detail, seen: 'under way' })
  }

  /** Some time, most often short. */
  pauseMs(): number {
    return PAUSE_MS_MAX * this.random.next() ** 3
  }

  #unconsumedInput(): string | undefined {
    const { topology } = this.deployment
    for (const [name, { commands, routes = [] }] of Object.entries(topology.processors)) {
      for (const topic of [commands.name, ...routes.flatMap(({ from }) => namesOf(from))]) {
        for (const { number, stableEnd } of this.broker.partitions(topic)) {
          const fault = this.#consumptionFault(name, topic, number, stableEnd)
          if (fault !== undefined) return fault
        }
      }
    }
    return undefined
  }

  #consumptionFault(name: string, topic: string, number: number, end: number): string | undefined {
    const tasks = this.instances.flatMap(instance => instance.tasks)
      .filter(({ processor, partition }) => processor === name && partition === number)
    const [task] = tasks
    if (task?.state !== 'running' || tasks.length > 1) {
      return `${name}-${number} is ${tasks.map(({ state }) => state).join(' and ') || 'nowhere'}`
    }
    if (task.dueAt < Infinity) return `${name}-${number} has a row that is due at ${task.dueAt}`
    const position = task.positions.get(topic)
    if (position !== undefined && position >= end) return undefined
    return `${topic}/${number} is read to ${position ?? 'nowhere'}, not to ${end}`
  }
}
