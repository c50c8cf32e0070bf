import type { DeadLetterDecision } from '../schemas/generated.ts'
import { originOf, type Origin } from '../runtime/dead-letter.ts'
import type { LogRecord } from '../runtime/log/log.ts'
import type { Processor, Topology } from '../runtime/topology.ts'
import type { Connection } from './connection.ts'
import { CommandFailure } from './exit-codes.ts'
import { homesOf } from './home.ts'
import { readPartition } from './read-partition.ts'

/** A dead letter where it lies. */
export interface Letter {
  /** `wallet-commands-dead-letters/3/17`. */
  readonly place: string
  readonly record: LogRecord
  /** Undefined where somebody else wrote it. */
  readonly origin: Origin | undefined
  /** The processor that put it aside. */
  readonly processor: Processor
  readonly decided: Decided | undefined
}

/** What an operator decided last of a dead letter. */
export interface Decided {
  readonly at: number
  readonly decision: DeadLetterDecision
}

/** Which dead letters are meant. */
export interface Selection {
  /** By place; nothing else is asked for then. */
  readonly places?: readonly string[]
  /** Where they came from, or the topic of dead letters that they are in; with or without its prefix. */
  readonly topic?: string | undefined
  readonly code?: string | undefined
  /** Put aside at that time or later, in milliseconds since 1970. */
  readonly since?: number | undefined
  /** Also those that were decided. */
  readonly withDecided?: boolean | undefined
}

interface LetterTopic { readonly name: string, readonly partitions: number, readonly processor: Processor }

/** All dead letters of all deployments, with what was decided of them when this was opened. */
export class DeadLetters {
  readonly homes: readonly Topology[]
  readonly #connection: Connection
  readonly #topics: ReadonlyMap<string, LetterTopic>
  readonly #decided: ReadonlyMap<string, Decided>

  static async open(connection: Connection): Promise<DeadLetters> {
    const homes = await homesOf(connection)
    const topics = new Map(homes.flatMap(({ processors }) => Object.values(processors)).map(processor => {
      const { name, partitions } = processor.deadLetters
      return [name, { name, partitions, processor }] as const
    }))
    // A tenant's own topics are made by the service, which may not have come to it yet.
    for (const name of topics.keys()) if (await connection.log.describe(name) === undefined) topics.delete(name)
    return new DeadLetters(connection, homes, topics, await readDecided(connection))
  }

  constructor(
    connection: Connection, homes: readonly Topology[], topics: ReadonlyMap<string, LetterTopic>,
    decided: ReadonlyMap<string, Decided>
  ) {
    this.#connection = connection
    this.homes = homes
    this.#topics = topics
    this.#decided = decided
  }

  /**
   * Those that are meant, each partition in its order. `onProgress` counts records.
   * @throws CommandFailure for a place where there is none
   */
  async* select(
    selection: Selection, onProgress?: (done: number, total: number) => void
  ): AsyncGenerator<Letter> {
    const { places = [] } = selection
    if (places.length === 0) return yield* this.#all(selection, onProgress)
    // All of them first: nothing is to be done for one half of a list that is wrong in the other.
    const letters: Letter[] = []
    for (const place of new Set(places)) letters.push(await this.at(place))
    for (const [index, letter] of letters.entries()) {
      yield letter
      onProgress?.(index + 1, letters.length)
    }
  }

  /** @throws CommandFailure when there is none */
  async at(text: string): Promise<Letter> {
    const [, given = '', partition = '', offset = ''] = /^([^/]+)\/(\d{1,9})\/(\d{1,15})$/.exec(text) ?? []
    if (given === '') throw new CommandFailure(2, `topic/partition/offset is expected, and not ${text}`)
    const topic = this.#topics.get(given) ?? this.#topics.get(this.#connection.prefix + given)
    if (topic === undefined) {
      const names = [...this.#topics.keys()].join(', ')
      throw new CommandFailure(1, `${given} is no topic of dead letters\nthere are ${names}`)
    }
    const [number, from] = [Number(partition), Number(offset)]
    if (number < topic.partitions) {
      for await (const record of readPartition(this.#connection.log, topic.name, number, { from })) {
        if (record.offset === from) return this.#letter(topic, number, record)
        break
      }
    }
    throw new CommandFailure(1, `there is no dead letter at ${text}`)
  }

  async* #all(selection: Selection, onProgress?: (done: number, total: number) => void): AsyncGenerator<Letter> {
    const { log } = this.#connection
    const all = [...this.#topics.values()].flatMap(topic =>
      Array.from({ length: topic.partitions }, (_, partition) => ({ topic, partition })))
    const bounds = await Promise.all(all.map(({ topic, partition }) => log.bounds(topic.name, partition)))
    const parts = new Map(all.map(({ topic, partition }, index) =>
      [`${topic.name}/${partition}`, { topic, partition, next: bounds[index]!.start, end: bounds[index]!.end }]))
    const left = (): number => [...parts.values()].reduce((sum, { next, end }) => sum + Math.max(0, end - next), 0)
    const total = left()
    if (total === 0) return
    const unread = [...parts.values()].filter(({ next, end }) => next < end)
    const reader = log.reader(unread.map(({ topic, partition, next }) =>
      ({ topic: topic.name, partition, offset: next })))
    try {
      while (left() > 0) {
        for (const batch of await reader.read()) {
          const part = parts.get(`${batch.topic}/${batch.partition}`)!
          for (const record of batch.records) {
            if (record.offset >= part.end) break
            const letter = this.#letter(part.topic, part.partition, record)
            if (this.#isMeant(letter, part.topic.name, selection)) yield letter
          }
          part.next = batch.next
          onProgress?.(total - left(), total)
        }
      }
    } finally {
      await reader.close()
    }
  }

  #letter({ name, processor }: LetterTopic, partition: number, record: LogRecord): Letter {
    const place = `${name}/${partition}/${record.offset}`
    return { place, record, origin: originOf(record.headers), processor, decided: this.#decided.get(place) }
  }

  #isMeant({ origin, record, decided }: Letter, own: string, selection: Selection): boolean {
    const { topic, code, since = 0, withDecided = false } = selection
    if (decided !== undefined && !withDecided || record.timestamp < since) return false
    if (code !== undefined && (origin?.reason ?? 'unknown') !== code) return false
    const names = topic === undefined ? [] : [topic, this.#connection.prefix + topic]
    return topic === undefined || names.includes(own) || origin !== undefined && names.includes(origin.topic)
  }
}

async function readDecided({ log, schemas, topology }: Connection): Promise<ReadonlyMap<string, Decided>> {
  const { name, value } = topology.topics['deadLetterDecisions']!
  schemas.add(name, value!)
  const decided = new Map<string, Decided>()
  for await (const record of readPartition(log, name, 0)) {
    const read = await schemas.decode(name, record.value)
    if (!('record' in read)) throw new Error(`${name}/0 at ${record.offset}: ${read.unreadable}`)
    const decision = read.record as unknown as DeadLetterDecision
    decided.set(decision.letter, { at: record.timestamp, decision })
  }
  return decided
}
