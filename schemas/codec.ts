import type { AvroType } from './avro.ts'
import { avroType } from './avro.ts'
import type { DeadLetterReason } from './generated.ts'
import { additionOf } from './newer.ts'
import { recordShape, type Flat, type RecordShape } from './record.ts'

/** Confluent's wire format: a zero byte, the schema's id as int32, then the Avro bytes. */
const HEADER_BYTES = 5
const MAGIC_BYTE = 0

export type Decoded =
  | { readonly record: Flat }
  /** No reader of this topic can make sense of it. */
  | { readonly unreadable: DeadLetterReason }
  /** Nobody told us of this id yet: ask, `learn`, and decode again. */
  | { readonly unknownId: number }

/**
 * Values of topics ⇄ records. It holds the ids it was taught and asks nobody: what may be asked and when is for
 * the caller to decide. Every record is read with our own schema, by a resolver made once per writer.
 */
export class Codec {
  readonly #topics = new Map<string, TopicCodec>()
  readonly #shapes = new Map<string, RecordShape>()
  readonly #schemas: Readonly<Record<string, unknown>>
  readonly #owners = new Map<number, Set<string>>()

  /** @param schemas by record name; `generated.ts` has ours. */
  constructor(schemas: Readonly<Record<string, unknown>>) {
    this.#schemas = schemas
  }

  /** The shape of a record that we know. */
  shape(record: string): RecordShape {
    const known = this.#shapes.get(record)
    if (known !== undefined) return known
    const schema = this.#schemas[record]
    if (schema === undefined) throw new Error(`no schema named ${record}`)
    const shape = recordShape(schema)
    this.#shapes.set(record, shape)
    return shape
  }

  /** Tells which record a topic carries. */
  add(topic: string, record: string): void {
    if (this.#topics.has(topic)) return
    const shape = this.shape(record)
    this.#topics.set(topic, { shape, writeId: undefined, readers: new Map(), writers: new Map(), newer: new Map() })
  }

  has(topic: string): boolean {
    return this.#topics.has(topic)
  }

  /** The full name of the record that a topic carries. */
  nameOf(topic: string): string {
    return this.#topic(topic).shape.type.name!
  }

  /** Teaches that a topic's records may be written under `id`, by this schema. */
  learn(topic: string, id: number, schema: unknown): void {
    const codec = this.#topic(topic)
    const writer = avroType(schema)
    const same = sameSchema(writer, codec.shape.type)
    codec.writers.set(id, writer)
    codec.readers.set(id, same ? null : codec.shape.type.createResolver(writer) as Resolver)
    if (same) codec.writeId = id
    const addition = same ? undefined : additionOf(writer, codec.shape.type)
    if (addition !== undefined) codec.newer.set(id, addition)
    const owners = this.#owners.get(id) ?? new Set()
    this.#owners.set(id, owners.add(topic))
  }

  knows(topic: string, id: number): boolean {
    return this.#topic(topic).readers.has(id)
  }

  /**
   * What a value says that our schema does not know, and that `decode` leaves out; undefined where that is nothing.
   * Clients may say more than we listen to. Whoever has to know all of it asks.
   *
   * @param value one that was decoded
   */
  leftOut(topic: string, value: Buffer): string | undefined {
    const { newer } = this.#topic(topic)
    return newer.size === 0 ? undefined : newer.get(value.readInt32BE(1))
  }

  /** The type that a topic's records are written by under an id, for who looks at one that cannot be read. */
  writer(topic: string, id: number): AvroType | undefined {
    return this.#topic(topic).writers.get(id)
  }

  /** The topics whose records are known to be written under an id. */
  topicsOf(id: number): readonly string[] {
    return [...this.#owners.get(id) ?? []]
  }

  /** Whether our own schema has an id, so that we can write. */
  canEncode(topic: string): boolean {
    return this.#topic(topic).writeId !== undefined
  }

  /** @throws TypeError when the record does not fit its schema: our fault, or a client's to be told. */
  encode(topic: string, record: Flat): Buffer {
    const { shape, writeId } = this.#topic(topic)
    if (writeId === undefined) throw new Error(`no schema id for ${topic}: run \`wallets topology apply\``)
    const end = encodeAt(shape.type, shape.nest(record), HEADER_BYTES)
    slab[0] = MAGIC_BYTE
    slab.writeInt32BE(writeId, 1)
    return slabCopy(end)
  }

  decode(topic: string, value: Buffer | null): Decoded {
    const { shape, readers } = this.#topic(topic)
    if (value === null || value.length === 0) return { unreadable: 'empty' }
    if (value.length < HEADER_BYTES) return { unreadable: 'too_short' }
    if (value[0] !== MAGIC_BYTE) return { unreadable: 'wrong_magic_byte' }
    const id = value.readInt32BE(1)
    const resolver = readers.get(id)
    if (resolver === undefined) return this.#owners.has(id) ? { unreadable: 'foreign_schema' } : { unknownId: id }
    try {
      const result = shape.type.decode(value, HEADER_BYTES, (resolver ?? undefined) as never)
      if (result.offset < 0 || result.offset > value.length) return { unreadable: 'undecodable' }
      if (result.offset < value.length) return { unreadable: 'trailing_bytes' }
      return { record: shape.flatten(result.value) }
    } catch {
      return { unreadable: 'undecodable' }
    }
  }

  #topic(topic: string): TopicCodec {
    const codec = this.#topics.get(topic)
    if (codec === undefined) throw new Error(`unknown topic ${topic}`)
    return codec
  }
}

interface TopicCodec {
  readonly shape: RecordShape
  writeId: number | undefined
  /** By schema id; null where the writer's schema is our own. */
  readonly readers: Map<number, Resolver | null>
  readonly writers: Map<number, AvroType>
  /** By schema id, what it has and ours has not. */
  readonly newer: Map<number, string>
}

/** avsc's resolvers are opaque. */
type Resolver = object

let slab = Buffer.alloc(64 * 1024)

/**
 * Encodes into the shared slab, growing it as needed. @returns where the value ends.
 * @throws TypeError when the value does not fit
 */
export function encodeAt(type: AvroType, value: unknown, start: number): number {
  try {
    let end = type.encode(value, slab, start)
    while (end < 0) {
      slab = Buffer.alloc(Math.max(slab.length * 2, start - end))
      end = type.encode(value, slab, start)
    }
    return end
  } catch (error) {
    // It says `invalid "bytes": ` and the value, which may be personal. What is thrown is logged.
    const [what] = (error as Error).message.split(': ')
    throw new TypeError(`${type.name ?? type.typeName}: ${what}`)
  }
}

/** Avro bytes without a header: rows, which never leave the machine. */
export function encodeBare(type: AvroType, value: unknown): Buffer {
  return slabCopy(encodeAt(type, value, 0))
}

function slabCopy(end: number): Buffer {
  const bytes = Buffer.allocUnsafe(end)
  slab.copy(bytes, 0, 0, end)
  return bytes
}

function sameSchema(left: AvroType, right: AvroType): boolean {
  return JSON.stringify(left.schema({ exportAttrs: true })) === JSON.stringify(right.schema({ exportAttrs: true }))
}
