import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'

import type { Codec } from '../schemas/codec.ts'
import { checkRow } from './check-row.ts'
import { CommandFailure } from './exit-codes.ts'
import { InputRefused } from './input-refused.ts'
import { fieldsFromJson, parseJson, type JsonField } from './json.ts'
import type { RowContent } from './put-row.ts'
import type { TableName, TableRows } from './tables.ts'

/** A whole row, and the revision that it was made from if it says so. */
export interface RowInput<Row> {
  readonly content: RowContent<Row>
  readonly madeFrom: number | undefined
}

/** Rows of a file, or of standard input as `-`. All of them are checked. @throws InputRefused */
export async function readRowFile<Name extends TableName>(
  codec: Codec, table: Name, path: string
): Promise<readonly RowInput<TableRows[Name]>[]> {
  return parseRows(codec, table, path === '-' ? await text(process.stdin) : await readFileOf(path))
}

/** One JSON object, or one on each line, as `list --json` prints them. @throws InputRefused */
export function parseRows<Name extends TableName>(
  codec: Codec, table: Name, json: string
): readonly RowInput<TableRows[Name]>[] {
  const lines = json.split('\n').filter(line => line.trim() !== '')
  if (lines.length < 2 || !lines.every(isObject)) return [parseRow(codec, table, parseJson(json))]
  return lines.map((line, index) => {
    try {
      return parseRow(codec, table, parseJson(line))
    } catch (error) {
      throw error instanceof InputRefused ? new InputRefused(`row ${index + 1}: ${error.message}`) : error
    }
  })
}

const records = { tenants: 'Tenant', providers: 'Provider', verifiers: 'Verifier', sources: 'Source' } as const

function parseRow<Name extends TableName>(codec: Codec, table: Name, value: unknown): RowInput<TableRows[Name]> {
  const record = records[table]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputRefused('a JSON object is expected')
  }
  const { type = record, ...given } = value as Readonly<Record<string, unknown>>
  if (type !== record) throw new InputRefused(`type: ${record} is expected`)
  const { fields } = codec.shape(record).variants.get(record)!
  const { revision, ...content } = fieldsFromJson(fields.map(withoutDuty), given, '')
  const madeFrom = revision as number | null
  checkRow(table, { ...content, revision: madeFrom ?? 1 } as unknown as TableRows[Name])
  // Not to be stopped is no wish: whoever is stopped stays so.
  if (content['stopped'] === '') delete content['stopped']
  return { content: content as RowContent<TableRows[Name]>, madeFrom: madeFrom ?? undefined }
}

/** The next revision follows from the table, so it need not be given. */
function withoutDuty(field: JsonField): JsonField {
  return field.name === 'revision' ? { name: field.name, type: field.type, defaultValue: () => null } : field
}

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}

async function readFileOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new CommandFailure(2, `${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
}
