import { encodeBare } from '../schemas/codec.ts'
import type { DeadLetterReason } from '../schemas/generated.ts'
import type { Flat, RecordShape } from '../schemas/record.ts'
import { messageKey } from '../state/key.ts'
import { MemoryStores } from '../state/memory-store.ts'
import { Overlay } from '../state/overlay.ts'
import { emptyCheckpoint, type Store } from '../state/store.ts'
import { chainText, readChain, type Chain } from './chain.ts'
import type { Clock } from './clock.ts'
import { Contradiction } from './contradiction.ts'
import { Decisions, LOCALS_MAX } from './decide.ts'
import { decideSlice } from './decide-slice.ts'
import { Expiry } from './expiry.ts'
import { readInput } from './input.ts'
import type { Log, LogRecord, OutgoingRecord } from './log/log.ts'
import { partitionOf } from './partition.ts'
import { restore } from './restore.ts'
import { operationKey, rowsOf } from './rows.ts'
import type { Schemas } from './schemas.ts'
import type { Decision } from './slice.ts'
import type { GlobalTables } from './tables.ts'
import { topicName, type Processor, type Topic, type Topology, type Vault } from './topology.ts'

/** What a dry run reads. It writes nowhere. */
export interface DryRunContext {
  readonly log: Pick<Log, 'bounds' | 'reader'>
  /** Deployed. */
  readonly topology: Topology
  readonly schemas: Schemas
  /** Started. */
  readonly tables: GlobalTables
  /** In the broker's place: it says when a command comes. */
  readonly clock: Clock
  readonly vault?: Vault | undefined
  /** Told how many records of a changelog are read, one changelog after the other. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** A record for a topic that a processor reads: a command, or what becomes one. */
export interface Asked {
  /** In the topology that all share, wherever its owner lives. */
  readonly topic: Topic
  /** Values of the placeholders in the topic's name. */
  readonly params?: Readonly<Record<string, string>>
  readonly record: Flat
}

/** What would come of it. */
export interface Foreseen {
  readonly processor: string
  readonly key: string
  /** The command's type, and the id of its operation. */
  readonly command: string
  readonly operationId: string
  readonly outcome: 'event' | 'repeat' | 'unchanged' | 'dead_letter' | 'waits'
  /** Of a repeat, the one that has answered it. */
  readonly event?: Flat
  /** Why nobody could read it. */
  readonly reason?: DeadLetterReason
  /** What it would wait for: a topic that is not there, or that nobody can write to yet. */
  readonly missing?: string
  /** Events that followed in the same transaction. */
  readonly further: readonly FollowingRecord[]
  readonly followUps: readonly FollowingRecord[]
}

type Told = Pick<Foreseen, 'outcome' | 'event' | 'further' | 'followUps'>

export interface FollowingRecord { readonly topic: string, readonly key: string, readonly record: Flat }

/** Records of one dry run. Their events are kept in memory, and so are the rows of their partitions. */
export const ASKED_MAX = 10_000

/**
 * The event that each of these records would have now, one after the other, and what would follow from it: each decided
 * on what those before it would have left. What follows in the same transaction is decided, other follow-ups are told.
 *
 * It is what a task does, as far as it can be done without a trace: the partition of the changelog is folded into a
 * store in memory, and each command is decided there as if in a transaction of its own. Commands that are in the log
 * and not decided yet are not counted.
 *
 * @throws Error for a record that no processor reads, Contradiction as a restore does
 */
export async function dryRun(context: DryRunContext, asked: readonly Asked[]): Promise<readonly Foreseen[]> {
  if (asked.length > ASKED_MAX) throw new Error(`${asked.length} records are too many: ${ASKED_MAX} at most`)
  const commands: Command[] = []
  for (const each of asked) commands.push(await commandOf(context, each))
  const desks = new Map<string, Desk>()
  const foreseen: Foreseen[] = []
  for (const command of commands) {
    const { place, at } = command
    const desk = desks.get(place) ?? await Desk.open(context, at, commands.filter(other => other.place === place))
    desks.set(place, desk)
    foreseen.push(await desk.decide(command))
  }
  return foreseen
}

/** Whether records of a topic are decided: commands, or what becomes one. */
export function isDecided(topology: Topology, topic: Topic): boolean {
  return Object.values(topology.processors).some(({ commands, routes = [] }) =>
    commands === topic || routes.some(({ from }) => from === topic))
}

/** One partition of one processor, in one deployment. */
interface Place {
  readonly topology: Topology
  readonly name: string
  readonly processor: Processor
  readonly partition: number
}

interface Command {
  readonly record: Flat
  readonly key: readonly string[]
  readonly at: Place
  /** The place's name. */
  readonly place: string
  /** The topic by which it would have to come, if it is not there. */
  readonly missing?: string
}

async function commandOf(context: DryRunContext, { topic, params = {}, record: given }: Asked): Promise<Command> {
  const { topology, topology: { processors, topics, own }, schemas, tables } = context
  const read = asRead(schemas.codec.shape(topic.value!), given)
  const routes = Object.values(processors).flatMap(each => each.routes ?? [])
  const followUp = routes.find(({ from }) => from === topic)?.map(read, params)
  const [commands, record] = followUp === undefined ? [topic, read] : [topics[followUp.to]!, followUp.record as Flat]
  const name = Object.keys(processors).find(each => processors[each]!.commands === commands)
  if (name === undefined) throw new Error(`no processor reads ${topic.name}`)
  const home = own?.processors.includes(name) === true ? tables.home(record[own.key] as string) : topology
  const processor = home.processors[name]!
  const key = processor.key.map(field => record[field] as string)
  const partition = partitionOf(messageKey(key), processor.commands.partitions)
  const source = topicName(topic, params)
  const isMissing = topic.per !== undefined && !await schemas.canWrite(topic, source)
  return {
    record, key, at: { topology: home, name, processor, partition }, place: `${processor.commands.name}/${partition}`,
    ...isMissing && { missing: source }
  }
}

/** A record as whoever reads it has it: what was left out has its default. */
function asRead({ type, nest, flatten }: RecordShape, record: Flat): Flat {
  return flatten(type.fromBuffer(encodeBare(type, nest(record))))
}

const nothingMore = { further: [], followUps: [] } as const

/** A task's rows and what decides on them, without a producer. */
class Desk {
  readonly #context: DryRunContext
  readonly #at: Place
  readonly #store: Store
  readonly #decisions: Decisions
  readonly #expiry = new Expiry()
  /** Events of the operations that are asked for, by their key and revision. */
  readonly #answers = new Map<string, Flat>()
  #checkpoint = emptyCheckpoint
  #nextOffset = 0
  /** A topic without which nothing is decided here any more. */
  #missing: string | undefined

  static async open(context: DryRunContext, at: Place, commands: readonly Command[]): Promise<Desk> {
    const desk = new Desk(context, at, await new MemoryStores().open({
      cluster: '', processor: at.name, partition: at.partition, partitions: at.processor.commands.partitions,
      version: 0, format: ''
    }))
    await desk.#find(at.processor.commands)
    await desk.#find(at.processor.changelog)
    if (desk.#missing === undefined) await desk.#restore(commands)
    return desk
  }

  private constructor(context: DryRunContext, at: Place, store: Store) {
    const { topology, processor, partition } = at
    const { schemas: { codec }, tables, vault } = context
    const rows = rowsOf(topology, processor, codec)
    this.#context = context
    this.#at = at
    this.#store = store
    this.#decisions = new Decisions({ topology, processor, rows, codec, tables, homes: tables, partition, vault })
  }

  async decide({ record, key, missing = this.#missing }: Command): Promise<Foreseen> {
    const { name, processor, partition } = this.#at
    const { clock, schemas: { codec }, tables } = this.#context
    const head = { processor: name, key: messageKey(key), command: record.type, operationId: record['operationId'] }
    if (missing !== undefined) return { ...head, outcome: 'waits', missing, ...nothingMore }
    const source = { name: processor.commands.name, kind: 'commands' } as const
    const input = readInput({ codec, processor, partition }, source, {
      offset: this.#nextOffset, key: Buffer.from(head.key), value: codec.encode(source.name, record), headers: {},
      timestamp: Math.floor(clock.now())
    })
    if ('unknownId' in input) throw new Error(`${source.name}: what was just written cannot be read`)

    const overlay = new Overlay(this.#store)
    await overlay.fetch(this.#decisions.keys([input]))
    await this.#expiry.fetch(overlay, 1 + LOCALS_MAX, () => [input.record.timestamp])
    const decision = await decideSlice({
      decisions: this.#decisions, tables, topic: source.name, inputs: [input], overlay,
      chain: readChain(this.#checkpoint.chain),
      isFound: ({ topic, topicName }) => this.#find(topic, topicName)
    })
    if (decision === undefined) return { ...head, outcome: 'waits', missing: this.#missing!, ...nothingMore }
    await this.#keep(overlay, input.record, decision.chain)
    if (decision.counts.deadLetters === 0) return { ...head, ...this.#told(head.key, decision) }
    const reason = input.kind === 'unreadable' ? input.reason : 'wrong_topic'
    return { ...head, outcome: 'dead_letter', reason, ...nothingMore }
  }

  #told(key: string, { outgoing, answeredAt: [revision] }: Decision): Told {
    const { name } = this.#at.processor.changelog
    const records = outgoing.map(each => this.#read(each))
    const followUps = records.filter(({ topic }) => topic !== name)
    const events = records.filter(({ topic }) => topic === name)
    for (const { key: of, record } of events) this.#answers.set(answerKey(of, record['revision']), record)
    const [first, ...further] = events
    if (first !== undefined) return { outcome: 'event', event: first.record, further, followUps }
    if (revision === undefined) return { outcome: 'unchanged', further, followUps }
    return { outcome: 'repeat', event: this.#answers.get(answerKey(key, revision))!, further, followUps }
  }

  #read({ topic, key, value }: OutgoingRecord): FollowingRecord {
    const decoded = this.#context.schemas.codec.decode(topic, value as Buffer)
    if (!('record' in decoded)) throw new Error(`${topic}: what was just written cannot be read`)
    return { topic, key: String(key), record: decoded.record }
  }

  async #keep(overlay: Overlay, { offset }: LogRecord, chain: Chain): Promise<void> {
    const { rows, digest } = overlay.changes(this.#checkpoint.digest)
    this.#checkpoint = { ...this.#checkpoint, digest, chain: chainText(chain) }
    await this.#store.apply(rows, this.#checkpoint)
    this.#expiry.follow(overlay)
    this.#nextOffset = offset + 1
  }

  /** What the changelog has at this moment; the next command would come where the topic of commands ends. */
  async #restore(commands: readonly Command[]): Promise<void> {
    const { log, schemas: { codec }, onProgress } = this.#context
    const { processor, partition } = this.#at
    const changelog = { topic: processor.changelog.name, partition }
    const { start, end } = await log.bounds(changelog.topic, partition)
    if (start > 0) throw new Contradiction(`the changelog begins at ${start}: history before it is lost`)
    const asked = new Set(commands.map(({ key, record }) => operationKey(key, record['operationId'] as string)))
    this.#checkpoint = await restore({
      log, store: this.#store, codec, decisions: this.#decisions, changelog, from: emptyCheckpoint, end,
      onFolded: (events, next) => {
        for (const event of events) this.#remember(event, asked)
        onProgress?.(next, end)
      }
    })
    this.#nextOffset = (await log.bounds(processor.commands.name, partition)).end
  }

  #remember(event: Flat, asked: ReadonlySet<string>): void {
    const key = this.#at.processor.key.map(field => event[field] as string)
    if (!asked.has(operationKey(key, event['operationId'] as string))) return
    this.#answers.set(answerKey(messageKey(key), event['revision']), event)
  }

  async #find(topic: Topic, name = topic.name): Promise<boolean> {
    if (await this.#context.schemas.canWrite(topic, name)) return true
    this.#missing = name
    return false
  }
}

function answerKey(key: string, revision: number): string {
  return `${revision} ${key}`
}
