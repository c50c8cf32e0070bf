import { RegistryUnavailable } from '../schemas/registry.ts'
import type { Flat } from '../schemas/record.ts'
import { topicParams } from '../runtime/deployment.ts'
import type { Topology } from '../runtime/topology.ts'
import type { Connection } from './connection.ts'
import type { Letter } from './dead-letters.ts'
import { findInput } from './input-topic.ts'
import { readUpTo, type PartialRecord } from './partial-record.ts'

/** What can be told of a dead letter's value. Nothing that may be personal is in it: docs/personal-data.md. */
export type Content =
  | { readonly kind: 'record', readonly record: Flat }
  | {
    readonly kind: 'bytes'
    /** Why it cannot be read now, in the words of `DeadLetterReason`. */
    readonly unreadable: string
    /** Whether the registry would know more, and does not answer. */
    readonly isUnanswered: boolean
    readonly schema: SchemaOf | undefined
    /** What can be read of it; undefined where no schema is known, or it may be personal. */
    readonly partial: PartialRecord | undefined
    /** Undefined where it may be personal. */
    readonly bytes: Buffer | undefined
  }

/** Of a value with a wire header: the schema that it names, and whose that is. */
export interface SchemaOf {
  readonly id: number
  /** The record's full name, where the schema is known. */
  readonly name: string | undefined
  /** The topics whose records are written by it. */
  readonly topics: readonly string[]
}

/** Reads what is in dead letters, as far as it can be read and may be shown. */
export class LetterReader {
  readonly #connection: Connection
  readonly #homes: readonly Topology[]

  constructor(connection: Connection, homes: readonly Topology[]) {
    this.#connection = connection
    this.#homes = homes
  }

  async read({ record: { value }, origin, processor: { personal = [] } }: Letter): Promise<Content> {
    const { schemas, codec } = this.#connection
    const input = origin && findInput(this.#homes, origin.topic)
    const schema = this.#schemaOf(value, input?.name)
    const mayBePersonal = personal.length > 0 || schema?.topics.some(name => this.#isPersonal(name)) === true
    const bytes = mayBePersonal ? undefined : value ?? Buffer.alloc(0)
    const unread = { kind: 'bytes', isUnanswered: false, schema, partial: undefined, bytes } as const
    if (input === undefined) return { ...unread, unreadable: 'topic_not_found' }

    schemas.add(input.name, input.topic.value!)
    try {
      const read = await schemas.decode(input.name, value)
      if ('record' in read) return { kind: 'record', record: without(read.record, personal) }
      const writer = schema && codec.writer(input.name, schema.id)
      const partial = writer && bytes && readUpTo(writer, bytes, HEADER_BYTES)
      return { ...unread, unreadable: read.unreadable, partial }
    } catch (error) {
      if (!(error instanceof RegistryUnavailable)) throw error
      return { ...unread, unreadable: 'the registry does not answer', isUnanswered: true }
    }
  }

  #schemaOf(value: Buffer | null, topic: string | undefined): SchemaOf | undefined {
    if (value === null || value.length < HEADER_BYTES || value[0] !== 0) return undefined
    const { codec } = this.#connection
    const id = value.readInt32BE(1)
    const topics = codec.topicsOf(id)
    const owner = topic !== undefined && topics.includes(topic) ? topic : topics[0]
    return { id, topics, name: owner === undefined ? undefined : codec.writer(owner, id)?.name }
  }

  #isPersonal(name: string): boolean {
    return this.#homes.some(({ processors }) => Object.values(processors).some(({ personal = [], commands }) =>
      personal.length > 0 && topicParams(commands, name) !== undefined))
  }
}

const HEADER_BYTES = 5

function without(record: Flat, fields: readonly string[]): Flat {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !fields.includes(name))) as Flat
}
