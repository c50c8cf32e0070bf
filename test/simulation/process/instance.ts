import { errorFields, type Logger } from '../../../runtime/logger.ts'
import { Member } from '../../../runtime/member.ts'
import { Schemas } from '../../../runtime/schemas.ts'
import { GlobalTables } from '../../../runtime/tables.ts'
import type { Task } from '../../../runtime/task.ts'
import { Actor } from '../scheduler.ts'
import type { World } from '../world.ts'
import { codec } from '../workload/deployment.ts'
import { simulatedClock, skewed } from './clock.ts'
import { SimulatedLog } from './log.ts'
import { Machine } from './machine.ts'
import { SimulatedStores } from './stores.ts'
import { Wire } from './wire.ts'

/** How wrong the clock of a machine is, by the broker's. */
const SKEW_MS_MAX = 1_500

/**
 * One process of the service, put together as `Service` does it: the production members, tasks, tables and schemas on
 * simulated ports. A dead one is forgotten, whatever it was waiting for.
 */
class Process {
  readonly actor: Actor
  readonly tables: GlobalTables
  readonly #schemas: Schemas
  readonly #members: readonly Member[]

  constructor(name: string, processors: readonly string[], world: World, machine: Machine, skewMs: number) {
    this.actor = new Actor(name)
    const { scheduler, deployment: { topology }, sabotage } = world
    const wire = new Wire(this.actor, scheduler, world.faults, world.random)
    const log = new SimulatedLog(world.broker, wire, { fencing: sabotage.fencing })
    const clock = skewed(simulatedClock(this.actor, scheduler), skewMs)
    const logger = this.#logger(world)
    this.#schemas = new Schemas({ log, codec, registry: undefined, prefix: '', clock, logger })
    this.tables = new GlobalTables({ topology, log, schemas: this.#schemas, clock, logger })
    this.#members = processors.map(processor => new Member({
      log, cluster: 'simulation', topology, name: processor, processor: topology.processors[processor]!,
      group: processor, stores: new SimulatedStores(wire, machine, world.watch, sabotage.timers),
      schemas: this.#schemas, tables: this.tables, clock, logger, vault: world.vault,
      ...(sabotage.commit && { commit: sabotage.commit })
    }, error => world.fail('members never give up', error.message)))
  }

  get tasks(): readonly Task[] {
    return this.#members.flatMap(member => member.tasks)
  }

  async start(): Promise<void> {
    await this.#schemas.start()
    await this.tables.start()
    await Promise.all(this.#members.map(member => member.start()))
  }

  async stop(): Promise<void> {
    await Promise.all(this.#members.map(member => member.close()))
    await this.tables.close()
    await this.#schemas.close()
  }

  #logger(world: World): Logger {
    const note = (fields: object, fact: string) => {
      world.trace.note(world.scheduler.now, this.actor.name, () => `${fact} ${JSON.stringify(fields)}`)
    }
    return {
      debug: note, info: note, warn: note,
      error: (fields, fact) => {
        note(fields, fact)
        if (fact === 'task.failed') world.fail('no task stops', JSON.stringify(fields))
      }
    }
  }
}

/** A machine of the service and the process on it, if any. A supervisor starts another one after each end. */
export class Instance {
  readonly name: string
  readonly machine = new Machine()
  readonly #processors: readonly string[]
  readonly #world: World
  readonly #skewMs: number
  #process: Process | undefined
  #state: 'starting' | 'started' | 'stopping' | 'down' = 'down'

  constructor(name: string, processors: readonly string[], world: World) {
    this.name = name
    this.#processors = processors
    this.#world = world
    this.#skewMs = world.random.between(-SKEW_MS_MAX, SKEW_MS_MAX)
  }

  get actor(): Actor | undefined {
    return this.#process?.actor
  }

  get tasks(): readonly Task[] {
    return this.#process?.tasks ?? []
  }

  get tables(): GlobalTables | undefined {
    return this.#process?.tables
  }

  get isStarted(): boolean {
    return this.#state === 'started' && this.actor?.frozen !== true
  }

  /** Starts a process after a while. */
  startIn(delayMs: number): void {
    this.#world.scheduler.post(`start ${this.name}`, delayMs, () => this.#start())
  }

  /** The process dies at once. Some of its requests have left. */
  crash(): void {
    const { random } = this.#world
    this.#end()
    if (random.chance(0.5)) this.machine.losePower(random)
    this.startIn(this.#world.pauseMs())
  }

  /** It stands still, and goes on as if nothing had been. */
  freeze(): void {
    const { random, scheduler } = this.#world
    const actor = this.actor!
    scheduler.freeze(actor, () => random.chance(0.5))
    scheduler.post(`thaw ${this.name}`, 1_000 + 2 * this.#world.pauseMs(), () => scheduler.thaw(actor))
  }

  /** It finishes what it does and ends; then comes back. */
  stop(): void {
    if (this.#state !== 'started') return
    const process = this.#process!
    this.#state = 'stopping'
    process.stop().then(() => this.#ended(process), error => this.#ended(process, error))
  }

  #start(): void {
    if (this.#process !== undefined) return
    const process = new Process(this.name, this.#processors, this.#world, this.machine, this.#skewMs)
    this.#process = process
    this.#state = 'starting'
    process.start().then(
      () => { if (this.#process === process && this.#state === 'starting') this.#state = 'started' },
      error => this.#ended(process, error)
    )
  }

  /** The process ended by itself: told to, or as it could not start. */
  #ended(process: Process, error?: unknown): void {
    if (this.#process !== process) return
    const { scheduler, trace } = this.#world
    trace.note(scheduler.now, this.name, () => `ended ${JSON.stringify(error === undefined ? {} : errorFields(error))}`)
    this.#end()
    this.startIn(this.#world.pauseMs())
  }

  #end(): void {
    const { random, scheduler } = this.#world
    if (this.actor !== undefined) scheduler.kill(this.actor, () => random.chance(0.5))
    this.#process = undefined
    this.#state = 'down'
    this.machine.endProcess()
  }
}
