import { messageKey } from '../state/key.ts'
import { readPartition } from './read-partition.ts'
import { rowName, type TableName, type TableRows, type TableSource } from './tables.ts'

/** A row of a table as it was from then on. */
export interface TableRevision<Name extends TableName = TableName> {
  readonly offset: number
  /** When the broker got it, in milliseconds since 1970; never less than that of the one before. */
  readonly at: number
  readonly row: TableRows[Name]
}

/** Every revision of a row that its topic has, those of one that was removed since too. */
export async function readRevisions<Name extends TableName>(
  source: TableSource, table: Name, key: readonly string[]
): Promise<readonly TableRevision<Name>[]> {
  const topic = source.topology.tables[table]!.topic
  source.schemas.add(topic.name, topic.value!)
  const name = messageKey(key)
  const revisions: TableRevision<Name>[] = []
  for await (const { value, offset, timestamp } of readPartition(source.log, topic.name, 0)) {
    if (value === null) continue
    const read = await source.schemas.decode(topic.name, value)
    if (!('record' in read) || rowName(topic, read.record) !== name) continue
    const at = Math.max(timestamp, revisions.at(-1)?.at ?? 0)
    revisions.push({ offset, at, row: read.record as unknown as TableRows[Name] })
  }
  return revisions
}
