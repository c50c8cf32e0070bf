import { defaultTenant } from '../processors/tenant.ts'
import type { Plain, Provider, Source, Tenant, Verifier } from '../schemas/generated.ts'
import { messageKey } from '../state/key.ts'
import type { Log } from '../runtime/log/log.ts'
import type { Schemas } from '../runtime/schemas.ts'
import type { Topic, Topology } from '../runtime/topology.ts'
import { readPartition } from './read-partition.ts'

/** The record that is a row, by the name of its table. */
export interface TableRows {
  readonly tenants: Plain<Tenant>
  readonly providers: Plain<Provider>
  readonly verifiers: Plain<Verifier>
  readonly sources: Plain<Source>
}

export type TableName = keyof TableRows

export interface TableSource { readonly log: Log, readonly topology: Topology, readonly schemas: Schemas }

/** The rows that a table has now, by key. */
export async function readTable<Name extends TableName>(
  source: TableSource, table: Name
): Promise<ReadonlyMap<string, TableRows[Name]>> {
  const topic = source.topology.tables[table]!.topic
  source.schemas.add(topic.name, topic.value!)
  const rows = new Map<string, TableRows[Name]>()
  for await (const { key, value } of readPartition(source.log, topic.name, 0)) {
    const read = await source.schemas.decode(topic.name, value)
    if ('record' in read) rows.set(rowName(topic, read.record), read.record as unknown as TableRows[Name])
    else if (value === null && key !== null) rows.delete(key.toString())
  }
  return rows
}

/** What a tenant is like: its own row, or the default one. */
export async function readTenant(source: TableSource, tenant: string): Promise<Plain<Tenant> | undefined> {
  const rows = await readTable(source, 'tenants')
  return rows.get(tenant) ?? rows.get(defaultTenant)
}

/** The message key of a row: `demo/paywell`. */
export function rowName(topic: Topic, row: object): string {
  return messageKey(topic.key!.map(field => (row as Readonly<Record<string, string>>)[field]!))
}
