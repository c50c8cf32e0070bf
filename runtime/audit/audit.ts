import { Addresses } from '../addresses.ts'
import { ownName } from '../own-topics.ts'
import type { Processor, Topic, Topology } from '../topology.ts'
import type { AuditContext, Rest } from './context.ts'
import type { Cursor } from './cursor.ts'
import { Findings, type Finding, type Place } from './finding.ts'
import { deadLettersAudit, originOf, requestsAudit } from './found-audit.ts'
import { FollowUps, type Judged } from './follow-ups.ts'
import { isCompared, LedgerAudit } from './ledger-audit.ts'
import { RouteAudit } from './route-audit.ts'
import { Sources } from './sources.ts'

export interface AuditResult {
  /** Partition by partition; `FINDINGS_MAX` at most. */
  readonly findings: readonly Finding[]
  /** By kind; those too that are not listed one by one. */
  readonly counts: ReadonlyMap<string, number>
  readonly events: number
  readonly keys: number
}

/** One partition that is read in the order of its records. */
interface Stream {
  readonly time: number
  readonly cursor: Cursor
  advance(recordsMax: number): Promise<void>
}

/** One processor in one deployment. */
interface Seat {
  readonly topology: Topology
  readonly name: string
  readonly group: string
  readonly processor: Processor
  /** Names of the topics that it reads. */
  readonly inputs: readonly string[]
}

/** Records that are taken from one partition before it is asked again which one is the furthest behind. */
const BATCH_RECORDS = 2_000
const PRUNE_EVERY = 64
/** What is caused and what is found are written in one transaction, and times of brokers may differ. */
const PRUNE_AFTER_MS = 5 * 60_000

/** How often, and after which pause, to look whether a transaction has come to an end in all its topics. */
const SETTLE_ROUNDS = 5
const SETTLE_MS = 1_000

/**
 * Proves from the topics alone that this service could have written them. It reads what is committed, up to ends that
 * it takes first, and writes nothing: so it is safe while the service runs.
 *
 * All partitions are read side by side, by the times of their records. In memory are the rows of all keys, their
 * operations in some 64 bytes each, and what has been caused and not been found yet, or the other way round.
 */
export async function audit(context: AuditContext): Promise<AuditResult> {
  return new Audit(context).run()
}

class Audit implements Judged, Rest {
  readonly #context: AuditContext
  readonly #findings = new Findings()
  readonly #followUps = new FollowUps()
  readonly #sources: Sources
  readonly #ledgers: LedgerAudit[] = []
  /** Ledgers and routes: what they tell of causes something. */
  readonly #causes: Cursor[] = []
  readonly #streams: Stream[] = []
  /** Next offset that each group has committed, by its name, topic and partition. */
  readonly #committed = new Map<string, number>()
  /** Ends up to which it is judged, by topic and partition: of what is found, and of what causes. */
  readonly #foundEnds = new Map<string, number>()
  readonly #causeEnds = new Map<string, number>()
  #turns = 0

  constructor(context: AuditContext) {
    this.#context = context
    this.#sources = new Sources(context)
  }

  isJudged(place: Place): boolean {
    return this.isCauseJudged(place)
  }

  undecidedSince(processor: string): number {
    return Math.min(...this.#ledgers.filter(({ name }) => name === processor).map(each => each.undecidedSince))
  }

  isCauseJudged({ topic, partition, offset }: Place): boolean {
    return offset < (this.#causeEnds.get(`${topic}/${partition}`) ?? 0)
  }

  isFoundJudged({ topic, partition, offset }: Place): boolean {
    return offset < (this.#foundEnds.get(`${topic}/${partition}`) ?? 0)
  }

  async run(): Promise<AuditResult> {
    try {
      await this.#open()
      await this.#readAll()
      for (let round = 0; round < SETTLE_ROUNDS && this.#isWaiting(); round++) {
        await this.#context.sleep(SETTLE_MS)
        await this.#sources.extend(this.#causes)
        await this.#readAll()
      }
      for (const ledger of this.#ledgers) await ledger.finish(this.#committedOf(ledger))
    } finally {
      await this.#sources.close()
    }
    this.#followUps.judge(this, this.#findings)
    this.#context.inspector?.end(this, (kind, place, key, detail) => this.#findings.add(kind, place, key, detail))
    return {
      findings: this.#findings.list(), counts: this.#findings.counts,
      events: this.#ledgers.reduce((sum, { events }) => sum + events, 0),
      keys: this.#ledgers.reduce((sum, { keys }) => sum + keys, 0)
    }
  }

  /** Whether something may be under way: in one topic already, and not yet in another. */
  #isWaiting(): boolean {
    return this.#followUps.hasFindings(this) || this.#context.inspector?.isWaiting(this) === true
  }

  /** First what was committed, then what may be found, then what causes it, and last what is there by then. */
  async #open(): Promise<void> {
    const seats = await this.#seats()
    const targets = await this.#targets(seats)
    await Promise.all(seats.flatMap(({ group, processor, inputs }) => inputs.flatMap(topic =>
      partitionsOf(processor.commands).map(partition => this.#commit(group, topic, partition)))))
    await Promise.all(targets.flatMap(({ name, topic }) => partitionsOf(topic).map(async partition => {
      this.#foundEnds.set(`${name}/${partition}`, (await this.#context.log.bounds(name, partition)).end)
    })))
    const changelogs = new Map<string, Cursor>()
    for (const { processor: { changelog } } of seats) {
      for (const partition of partitionsOf(changelog)) {
        changelogs.set(`${changelog.name}/${partition}`, await this.#cause(changelog.name, partition, changelog.value))
      }
    }
    const routes = await this.#routes(seats)
    for (const target of targets) await this.#openTarget(target, seats, changelogs)
    this.#streams.push(...routes)
  }

  async #seats(): Promise<readonly Seat[]> {
    const { topology, tables, prefix, log } = this.#context
    const seats: Seat[] = []
    const add = (its: Topology, name: string, groupName: string) => {
      const processor = its.processors[name]!
      const routes = (processor.routes ?? []).flatMap(({ from }) => tables.topicsOf(from).map(each => each.name))
      const inputs = [processor.commands.name, ...routes]
      seats.push({ topology: its, name, group: `${prefix}${groupName}`, processor, inputs })
    }
    for (const name of Object.keys(topology.processors)) add(topology, name, name)
    const homes: [string, Topology][] = []
    tables.followHomes((id, its) => homes.push([id, its]))
    for (const [id, its] of homes) {
      for (const name of topology.own!.processors) {
        const isThere = await log.describe(its.processors[name]!.changelog.name) !== undefined
        if (isThere) add(its, name, ownName(topology, id, name))
      }
    }
    return seats
  }

  /** Where follow-ups and dead letters are found. */
  async #targets(seats: readonly Seat[]): Promise<readonly Target[]> {
    const { tables } = this.#context
    const targets = new Map<string, Target>()
    for (const { processor: { commands, deadLetters } } of seats) {
      targets.set(commands.name, { kind: 'commands', name: commands.name, topic: commands })
      targets.set(deadLetters.name, { kind: 'dead letters', name: deadLetters.name, topic: deadLetters })
    }
    for (const topic of new Set(seats.flatMap(({ processor }) => processor.sends))) {
      if (!isCompared(this.#context.topology, topic)) continue
      for (const { name } of tables.topicsOf(topic)) {
        if (!targets.has(name)) targets.set(name, { kind: 'requests', name, topic })
      }
    }
    return [...targets.values()]
  }

  async #cause(topic: string, partition: number, value: string | undefined): Promise<Cursor> {
    const cursor = await this.#sources.open(topic, partition, value)
    this.#causeEnds.set(`${topic}/${partition}`, cursor.end)
    this.#causes.push(cursor)
    return cursor
  }

  async #routes(seats: readonly Seat[]): Promise<readonly Stream[]> {
    const { schemas: { codec }, tables } = this.#context
    const streams: Stream[] = []
    for (const { topology, processor, group } of seats) {
      if ((processor.routes ?? []).length === 0) continue
      const dead = await this.#deadPlaces(processor)
      const addresses = new Addresses({ topology, processor, homes: tables })
      for (const route of processor.routes ?? []) {
        for (const { name, params } of tables.topicsOf(route.from)) {
          for (const partition of partitionsOf(route.from)) {
            const cursor = await this.#cause(name, partition, route.from.value)
            const committed = this.#committed.get(`${group} ${name}/${partition}`) ?? 0
            streams.push(new RouteAudit({
              codec, addresses, route, params, cursor, committed, dead: dead.get(`${name}/${partition}`) ?? none,
              sources: this.#sources, followUps: this.#followUps
            }))
          }
        }
      }
    }
    return streams
  }

  /** The records of others that became dead letters, by topic and partition. Those live longer than the records. */
  async #deadPlaces({ deadLetters, commands }: Processor): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
    const places = new Map<string, Set<number>>()
    for (const partition of partitionsOf(deadLetters)) {
      for await (const { headers } of this.#sources.read(deadLetters.name, partition)) {
        const { topic, offset } = originOf(headers)
        if (topic === commands.name) continue
        const name = `${topic}/${partition}`
        places.set(name, (places.get(name) ?? new Set()).add(offset))
      }
    }
    return places
  }

  async #openTarget(
    { kind, name, topic }: Target, seats: readonly Seat[], changelogs: ReadonlyMap<string, Cursor>
  ): Promise<void> {
    const { schemas: { codec } } = this.#context
    const lenient = new Set(seats.flatMap(({ processor: { decider } }) => decider.noNews?.followUps ?? []))
    for (const partition of partitionsOf(topic)) {
      const cursor = await this.#sources.open(name, partition, topic.value)
      if (kind === 'commands') {
        const seat = seats.find(({ processor }) => processor.commands === topic)!
        this.#openLedger(seat, cursor, changelogs.get(`${seat.processor.changelog.name}/${partition}`)!, seats)
      } else if (kind === 'requests') {
        this.#streams.push(requestsAudit(cursor, topic, codec, this.#followUps, type => lenient.has(type)))
      } else {
        this.#streams.push(deadLettersAudit(cursor, this.#followUps))
      }
    }
  }

  #openLedger(
    { topology, name, group, processor }: Seat, commands: Cursor, changelog: Cursor, seats: readonly Seat[]
  ): void {
    const sums = new Set(seats.flatMap(({ processor: each }) =>
      each.decider.summarize === undefined ? [] : [each.commands.name]))
    const ledger = new LedgerAudit({
      context: this.#context, topology, name, processor, group, changelog, commands,
      sources: this.#sources, findings: this.#findings, followUps: this.#followUps,
      isSummary: operationId => sums.has(/^(.+)\/\d+\/\d+$/.exec(operationId)?.[1] ?? '')
    })
    this.#ledgers.push(ledger)
    this.#streams.push(ledger)
  }

  async #commit(group: string, topic: string, partition: number): Promise<void> {
    const offset = await this.#context.log.committed(group, topic, partition)
    if (offset !== undefined) this.#committed.set(`${group} ${topic}/${partition}`, offset)
  }

  #committedOf({ commands: { topic, partition }, group }: LedgerAudit): number {
    return this.#committed.get(`${group} ${topic}/${partition}`) ?? 0
  }

  /** Always what is the furthest behind. */
  async #readAll(): Promise<void> {
    for (;;) {
      for (const { cursor } of this.#streams) if (cursor.first === undefined) await cursor.fill()
      const [next] = [...this.#streams].sort((left, right) => left.time - right.time)
      if (next === undefined || next.time === Infinity) return
      await next.advance(BATCH_RECORDS)
      if (++this.#turns % PRUNE_EVERY === 0) this.#followUps.prune(next.time - PRUNE_AFTER_MS)
      const { done, total } = this.#sources.progress
      this.#context.onProgress?.(done, total)
    }
  }
}

interface Target {
  readonly kind: 'commands' | 'dead letters' | 'requests'
  readonly name: string
  readonly topic: Topic
}

const none: ReadonlySet<number> = new Set()

function partitionsOf({ partitions }: Topic): readonly number[] {
  return Array.from({ length: partitions }, (_, partition) => partition)
}
