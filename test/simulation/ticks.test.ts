import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { deploy } from '../../runtime/deployment.ts'
import { silent, type Logger } from '../../runtime/logger.ts'
import { Member } from '../../runtime/member.ts'
import { Schemas } from '../../runtime/schemas.ts'
import { GlobalTables } from '../../runtime/tables.ts'
import type { Task } from '../../runtime/task.ts'
import { wantedTopics } from '../../runtime/topics.ts'
import { Codec } from '../../schemas/codec.ts'
import type { Flat } from '../../schemas/record.ts'
import { boil, eggTimer, salt, schemas, take } from '../runtime/egg-timer.ts'
import { outgoing } from '../support/outgoing.ts'
import { Broker } from './broker/broker.ts'
import { Faults } from './faults.ts'
import { simulatedClock, skewed } from './process/clock.ts'
import { SimulatedLog } from './process/log.ts'
import { isConsistent, Machine } from './process/machine.ts'
import { SimulatedStores } from './process/stores.ts'
import { Wire } from './process/wire.ts'
import { Random } from './random.ts'
import { Actor, Scheduler } from './scheduler.ts'
import { Trace } from './trace.ts'

const SEEDS = 60
const STEPS_MAX = 40_000
const PARTITIONS = 2
const COMMANDS = 60
/** Commands come, and eggs are done, within so long; and as long is everything as bad as it can be. */
const SPAN_MS = 60_000
const CRASH = 0.004
/** How wrong the clocks of processes are, by the broker's. */
const SKEW_MS_MAX = 3_000

const topology = deploy(eggTimer(), { partitions: PARTITIONS })
const commands = topology.topics['commands']!
const codec = new Codec(schemas)
const topics = wantedTopics(topology, '')
for (const [id, { name, value }] of topics.entries()) {
  if (value === undefined) continue
  codec.add(name, value)
  codec.learn(name, id, schemas[value as keyof typeof schemas])
}

const test = suite('ticks in the simulation')

test(`every egg rings once for each time that it was put on, in time by the broker, in ${SEEDS} runs`, async () => {
  let rang = 0
  for (let seed = 1; seed <= SEEDS; seed++) {
    try {
      rang += await new Kitchens(seed).run()
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error })
    }
  }
  assert.ok(rang > 20 * SEEDS, `${rang} rings`)
})

test.run()

/** Two machines, on which processes die and come back, and eggs in kitchens. */
class Kitchens {
  readonly #random: Random
  readonly #faults: Faults
  readonly #scheduler: Scheduler
  readonly #broker: Broker
  readonly #machines = [new Machine(), new Machine()]
  readonly #processes: (Process | undefined)[] = []
  readonly #errors: string[] = []

  constructor(seed: number) {
    this.#random = new Random(seed, 'kitchens')
    this.#faults = new Faults(seed)
    const stepMs = this.#random.pick([0.5, 2, 10])
    const random = new Random(seed, 'scheduler')
    this.#scheduler = new Scheduler({ random, trace: Trace.hashed(), startMs: 1_700_000_000_000, stepMs })
    this.#broker = new Broker(this.#scheduler)
    for (const { name, ...description } of topics) this.#broker.create(name, description)
  }

  /** @returns how many eggs rang */
  async run(): Promise<number> {
    const { now } = this.#scheduler
    for (let nth = 0; nth < COMMANDS; nth++) this.#sendLater(nth, now)
    for (const index of this.#machines.keys()) this.#startLater(index)
    await this.#turnUntil(() => this.#scheduler.now > now + SPAN_MS, () => this.#maybeCrash())
    this.#faults.heal()
    await this.#turnUntil(() => this.#scheduler.now > now + 2 * SPAN_MS && this.#isQuiet(), () => {})
    assert.equal(this.#errors, [])
    for (const { disks } of this.#machines) for (const disk of disks.values()) assert.ok(isConsistent(disk))
    return this.#audit()
  }

  #sendLater(nth: number, start: number): void {
    const [kitchen, egg] = [`kitchen-${this.#random.between(1, 4)}`, `egg-${this.#random.between(1, 5)}`]
    const doneAt = start + this.#random.between(1, SPAN_MS)
    const command = this.#random.pick([
      boil(kitchen, egg, doneAt), boil(kitchen, egg, doneAt), salt(kitchen, egg, nth), take(kitchen, egg)
    ])
    const record = outgoing(commands, codec, { ...command, operationId: `o-${nth}` })
    this.#scheduler.post(`send ${nth}`, this.#random.between(0, SPAN_MS), () => this.#broker.append([record]))
  }

  #startLater(index: number): void {
    this.#scheduler.post('start', this.#random.between(0, 3_000), () => {
      const [machine, name] = [this.#machines[index]!, `process-${index}`]
      this.#processes[index] = new Process(name, machine, this.#scheduler, this.#broker, this.#faults, this.#random,
        error => this.#errors.push(error), () => this.#crash(index))
    })
  }

  #maybeCrash(): void {
    for (const [index, process] of this.#processes.entries()) {
      if (process !== undefined && this.#random.chance(CRASH)) this.#crash(index)
    }
  }

  #crash(index: number): void {
    this.#scheduler.kill(this.#processes[index]!.actor, () => this.#random.chance(0.5))
    this.#processes[index] = undefined
    if (this.#random.chance(0.5)) this.#machines[index]!.losePower(this.#random)
    this.#machines[index]!.endProcess()
    this.#startLater(index)
  }

  async #turnUntil(isOver: () => boolean, before: () => void): Promise<void> {
    const last = this.#scheduler.steps + STEPS_MAX
    while (!isOver()) {
      if (this.#scheduler.steps > last) throw new Error('it never comes to rest')
      await this.#scheduler.turn(before)
    }
  }

  #isQuiet(): boolean {
    const tasks = this.#processes.flatMap(process => process?.tasks ?? [])
    return tasks.length === PARTITIONS && tasks.every(({ state, positions, partition, dueAt }) =>
      state === 'running' && dueAt === Infinity
      && positions.get(commands.name)! >= this.#broker.partition(commands.name, partition).stableEnd)
  }

  #audit(): number {
    const rings = new Set<string>()
    const boiling = new Map<string, number>()
    for (const event of this.#events()) {
      const egg = `${event['kitchen']}/${event['egg']}`
      if (event.type === 'Boiled') boiling.set(egg, event['doneAt'] as number)
      if (event.type === 'Taken') boiling.delete(egg)
      if (event.type !== 'Rang') continue
      assert.ok(boiling.has(egg), `${egg} rings and does not boil`)
      assert.ok(boiling.get(egg)! <= (event['at'] as number), `${egg} rings too early`)
      rings.add(`${egg} of ${boiling.get(egg)}`)
      boiling.delete(egg)
    }
    assert.equal([...boiling], [], 'some never rang')
    return rings.size
  }

  #events(): Flat[] {
    return this.#broker.partitions('egg-changelog').flatMap(partition => [...partition.committed(partition.stableEnd)])
      .map(({ value }) => (codec.decode('egg-changelog', value) as { record: Flat }).record)
  }
}

/** As the service puts it together: tables, schemas and the member of one processor. */
class Process {
  readonly actor: Actor
  readonly #member: Member

  constructor(
    name: string, machine: Machine, scheduler: Scheduler, broker: Broker, faults: Faults, random: Random,
    onError: (error: string) => void, onEnded: () => void
  ) {
    this.actor = new Actor(name)
    const wire = new Wire(this.actor, scheduler, faults, random)
    const log = new SimulatedLog(broker, wire)
    const clock = skewed(simulatedClock(this.actor, scheduler), random.between(-SKEW_MS_MAX, SKEW_MS_MAX))
    const ignore = (): void => {}
    const logger: Logger = { ...silent, error: fields => onError(JSON.stringify(fields)) }
    const ownSchemas = new Schemas({ log, codec, registry: undefined, prefix: '', clock, logger })
    const tables = new GlobalTables({ topology, log, schemas: ownSchemas, clock, logger })
    const stores = new SimulatedStores(wire, machine, { onOpen: ignore, onApply: ignore })
    this.#member = new Member({
      log, cluster: 'simulation', topology, name: 'eggs', processor: topology.processors['eggs']!, group: 'eggs',
      stores, schemas: ownSchemas, tables, clock, logger
    }, error => onError(error.message))
    // A start that fails ends the process, and there will be another.
    ownSchemas.start().then(() => tables.start()).then(() => this.#member.start()).catch(onEnded)
  }

  get tasks(): readonly Task[] {
    return this.#member.tasks
  }
}
