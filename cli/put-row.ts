import { completeRow } from './complete-row.ts'
import type { Connection } from './connection.ts'
import { InputRefused } from './input-refused.ts'
import { toJson } from './json.ts'
import { Sender } from './sender.ts'
import { readTable, rowName, type TableName, type TableRows } from './tables.ts'

export interface PutRow<Row> {
  readonly row: Row
  readonly change: 'new' | 'changed' | 'unchanged'
}

/** The fields of a row that are given; its id is. */
export type RowContent<Row> = Partial<Omit<Row, 'revision'>>

export interface PutRowOptions {
  /** The revision to write, instead of the next one. */
  readonly revision?: number | undefined
  /** The revision that the content was made from: another one in the table is refused. */
  readonly madeFrom?: number | undefined
}

/**
 * Writes a row under the next revision, unless it is as it should be. What is not given stays as it is in the table,
 * and has the schema's default in a new row.
 *
 * @throws InputRefused
 */
export async function putRow<Name extends TableName>(
  connection: Connection, table: Name, content: RowContent<TableRows[Name]>, options: PutRowOptions = {}
): Promise<PutRow<TableRows[Name]>> {
  const { revision, madeFrom } = options
  const { topic } = connection.topology.tables[table]!
  const found = (await readTable(connection, table)).get(rowName(topic, content))
  if (found !== undefined && madeFrom !== undefined && madeFrom !== found.revision) {
    throw new InputRefused(`revision: this was made from ${madeFrom}, and the row is at ${found.revision} by now`)
  }
  const changed = completeRow(connection.codec, topic.value!, { ...found, ...content })
  const same = found !== undefined && toJson(found) === toJson({ ...found, ...changed })
  const next = revision ?? (found?.revision ?? 0) + (same ? 0 : 1)
  const row = { ...changed, revision: next } as unknown as TableRows[Name]
  // What is there already is put again too: its topics may be missing.
  const put = await new Sender(connection).put(table, row)
  return { row, change: put === 'unchanged' ? 'unchanged' : found === undefined ? 'new' : 'changed' }
}
