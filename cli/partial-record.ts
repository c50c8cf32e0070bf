import { avroType, type AvroType, type RecordType, type UnionType } from '../schemas/avro.ts'

/** What can be read of Avro bytes that are no whole record. */
export interface PartialRecord {
  /** Fields in their order, by their path; of a union the name of its branch. */
  readonly fields: readonly (readonly [path: string, value: unknown])[]
  /** The field that cannot be read; undefined when all could. */
  readonly stuckAt: string | undefined
  /** Where reading ended, in bytes. */
  readonly end: number
}

/** Reads fields one after the other, until one cannot be read. @param start where the record begins, in bytes */
export function readUpTo(type: AvroType, bytes: Buffer, start: number): PartialRecord {
  const walk = new Walk(bytes, start)
  const stuckAt = walk.read(type, '')
  return { fields: walk.fields, stuckAt, end: walk.at }
}

const long = avroType('long')

class Walk {
  readonly fields: [string, unknown][] = []
  readonly #bytes: Buffer
  at: number

  constructor(bytes: Buffer, start: number) {
    this.#bytes = bytes
    this.at = start
  }

  /** @returns the path of what cannot be read */
  read(type: AvroType, path: string): string | undefined {
    if (type.typeName === 'record') {
      for (const field of (type as RecordType).fields) {
        const stuckAt = this.read(field.type, path === '' ? field.name : `${path}.${field.name}`)
        if (stuckAt !== undefined) return stuckAt
      }
      return undefined
    }
    const { types } = type as UnionType
    if (types !== undefined) return this.#readBranch(types, path)
    const value = this.#take(type)
    if (value === undefined) return path
    this.fields.push([path, value])
    return undefined
  }

  #readBranch(types: readonly AvroType[], path: string): string | undefined {
    const from = this.at
    const branch = types[this.#take(long) as number]
    if (branch === undefined) {
      this.at = from
      return path
    }
    this.fields.push([path, branch.name?.replace(/^.*\./, '') ?? branch.typeName])
    return branch.typeName === 'null' ? undefined : this.read(branch, path)
  }

  #take(type: AvroType): unknown {
    try {
      const { value, offset } = type.decode(this.#bytes, this.at)
      if (offset < 0 || offset > this.#bytes.length) return undefined
      this.at = offset
      return value
    } catch {
      return undefined
    }
  }
}
