import type { Connection } from './connection.ts'
import { toJson } from './json.ts'
import { Sender } from './sender.ts'
import { readTable, rowName, type TableName, type TableRows } from './tables.ts'

export interface PutRow<Row> {
  readonly row: Row
  readonly change: 'new' | 'changed' | 'unchanged'
}

/** Writes a row under the next revision, unless it is as it should be. @throws InputRefused */
export async function putRow<Name extends TableName>(
  connection: Connection, table: Name, content: Omit<TableRows[Name], 'revision'>, revision?: number
): Promise<PutRow<TableRows[Name]>> {
  const { topic } = connection.topology.tables[table]!
  const found = (await readTable(connection, table)).get(rowName(topic, content))
  const same = found !== undefined && toJson(found) === toJson({ ...found, ...content })
  const next = revision ?? (found?.revision ?? 0) + (same ? 0 : 1)
  const row = { type: topic.value!, ...content, revision: next } as unknown as TableRows[Name]
  // What is there already is put again too: its topics may be missing.
  const put = await new Sender(connection).put(table, row)
  return { row, change: put === 'unchanged' ? 'unchanged' : found === undefined ? 'new' : 'changed' }
}
