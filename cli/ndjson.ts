import type { Codec } from '../schemas/codec.ts'
import type { Flat, Variant } from '../schemas/record.ts'
import type { Topic, Topology } from '../runtime/topology.ts'
import { InputRefused } from './input-refused.ts'
import { fieldsFromJson, parseJson, type JsonField } from './json.ts'
import { didYouMean } from './nearest.ts'

/** A record that a client may send, and where it goes. */
export interface ClientRecord {
  readonly topic: Topic
  /** Values of the placeholders in the topic's name. */
  readonly params: Readonly<Record<string, string>>
  readonly record: Flat
}

/**
 * Reads records written as flat JSON objects: `{"type":"OpenWallet","tenant":"demo", …}`. The type decides the topic.
 * Fields are checked against the topic's schema; what they mean is for the processors to judge.
 */
export class RecordReader {
  readonly #topics: ReadonlyMap<string, { readonly topic: Topic, readonly variant: Variant }>

  constructor(topology: Topology, codec: Codec) {
    this.#topics = new Map(clientTopics(topology).flatMap(topic =>
      [...codec.shape(topic.value!).variants].map(([type, variant]) => [type, { topic, variant }] as const)))
  }

  /** The types that can be sent. */
  get types(): readonly string[] {
    return [...this.#topics.keys()]
  }

  /** One line. @throws InputRefused */
  parse(line: string): ClientRecord {
    const value = parseJson(line)
    if (typeof value !== 'object' || value === null) throw new InputRefused('a JSON object is expected')
    const { type, ...fields } = value as Readonly<Record<string, unknown>>
    if (typeof type !== 'string') throw new InputRefused(`missing field type: one of ${this.types.join(', ')}`)
    return this.#read(type, fields)
  }

  /** From the arguments of a command line: `amount=12500`. @throws InputRefused */
  fromArguments(type: string, pairs: readonly string[]): ClientRecord {
    const types = new Map(this.#find(type).fields.map(field => [field.name, field.type.typeName as string]))
    return this.#read(type, Object.fromEntries(pairs.map(pair => {
      const middle = pair.indexOf('=')
      if (middle <= 0) throw new InputRefused(`field=value is expected, not ${pair}`)
      const [name, text] = [pair.slice(0, middle), pair.slice(middle + 1)]
      return [name, argumentValue(types.get(name) ?? 'string', text)]
    })))
  }

  #read(type: string, fields: Readonly<Record<string, unknown>>): ClientRecord {
    const { topic, fields: known, extra } = this.#find(type)
    const read = fieldsFromJson(known, fields, '')
    const params = Object.fromEntries(extra.map(({ name }) => [name, read[name] as string]))
    for (const name of Object.keys(params)) delete read[name]
    return { topic, params, record: { type, ...read } }
  }

  /** `extra` are the fields that only name the topic. */
  #find(type: string): { topic: Topic, fields: readonly JsonField[], extra: readonly JsonField[] } {
    const found = this.#topics.get(type)
    if (found === undefined) {
      throw new InputRefused(`unknown type ${type}${didYouMean(type, this.types)} (there are ${this.types.join(', ')})`)
    }
    const { topic, variant } = found
    const extra = topic.per === undefined ? [] : [placeholder(topic.per.field)]
    return { topic, fields: [...variant.fields, ...extra], extra }
  }
}

/**
 * Commands, rows of tables, and what others tell us: not what only processors write. What others tell us comes to a
 * processor as a command, maybe under the same name: it is found by the last topic that carries it, which is theirs.
 */
function clientTopics(topology: Topology): readonly Topic[] {
  const processors = Object.values(topology.processors)
  return [...new Set([
    ...processors.map(({ commands }) => commands),
    ...Object.values(topology.tables).map(({ topic }) => topic),
    ...processors.flatMap(({ routes }) => (routes ?? []).map(({ from }) => from))
  ])]
}

/** A field that is not in the record but in the name of its topic. */
function placeholder(name: string): JsonField {
  return { name, type: textType, defaultValue: () => undefined }
}

const textType = { typeName: 'string' } as JsonField['type']

function argumentValue(typeName: string, text: string): unknown {
  if (typeName === 'string' || typeName === 'enum' || typeName === 'bytes' || typeName === 'abstract:long') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
