import type { Codec } from '../schemas/codec.ts'
import type { Flat } from '../schemas/record.ts'

/** A row as the topic will carry it: in the schema's order, with its defaults where nothing is given. */
export function completeRow(codec: Codec, record: string, row: object): Flat {
  const { fields } = codec.shape(record).variants.get(record)!
  const given = row as Readonly<Record<string, unknown>>
  return {
    type: record,
    ...Object.fromEntries(fields.map(field => [field.name, given[field.name] ?? field.defaultValue()]))
  }
}
