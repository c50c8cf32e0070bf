import { Codec } from '../schemas/codec.ts'
import { schemas as avroSchemas, type Plain, type Tenant } from '../schemas/generated.ts'
import type { SchemaRegistry } from '../schemas/registry.ts'
import type { Log } from '../runtime/log/log.ts'
import { ownDeployment, ownTopicsFault, ownTopicsIn } from '../runtime/own-topics.ts'
import { SCHEMAS_TOPIC } from '../runtime/schemas.ts'
import {
  alterationOf, applyTopics, checkTopic, isAlterable, localRegistry, wantedOwnTopics, wantedTopics, type Applied,
  type WantedTopic
} from '../runtime/topics.ts'
import type { Topology } from '../runtime/topology.ts'
import { startSchemas, type Connection } from './connection.ts'
import { InputRefused } from './input-refused.ts'
import type { OpenedLog } from './open-log.ts'
import { readPartition } from './read-partition.ts'
import { readTable } from './tables.ts'

/** The topics that a deployment should have, those of its providers, verifiers and tenants included. */
export async function wantedOf(opened: OpenedLog, topology: Topology): Promise<WantedTopic[]> {
  const { log, prefix } = opened
  const tables = ['providers', 'verifiers', 'tenants'].map(name => topology.tables[name]!.topic.name)
  const needed = [prefix + SCHEMAS_TOPIC, ...tables]
  const found = await Promise.all(needed.map(name => log.describe(name)))
  if (found.includes(undefined)) return wantedTopics(topology, prefix)
  const schemas = await startSchemas(opened)
  try {
    const source = { log, topology, schemas }
    const providers = idsIn(await readTable(source, 'providers'), ({ provider }) => provider)
    const verifiers = idsIn(await readTable(source, 'verifiers'), ({ verifier }) => verifier)
    const tenants = await readTable(source, 'tenants')
    const own = [...tenants.values()].flatMap(row => ownOf(topology, row))
    return [...wantedTopics(topology, prefix, { providers, verifiers }), ...own]
  } finally {
    await schemas.close()
  }
}

/** Several tenants may have the same one. */
function idsIn<Row>(rows: ReadonlyMap<string, Row>, idOf: (row: Row) => string): readonly string[] {
  return [...new Set([...rows.values()].map(idOf))].sort()
}

/** The topics of a tenant that has its own. @throws InputRefused when it cannot have what its row says */
function ownOf(topology: Topology, row: Plain<Tenant>): WantedTopic[] {
  const given = { ...row, type: 'Tenant' }
  if (ownTopicsIn(topology, given) === null) return []
  const fault = ownTopicsFault(topology, given)
  if (fault !== undefined) throw new InputRefused(`the row of tenant ${row.tenant} does not count: ${fault}`)
  return wantedOwnTopics(ownDeployment(topology, given))
}

/** Creates what is missing and registers what is not registered. @throws TopologyMismatch when a topic differs */
export async function applyWanted(opened: OpenedLog, wanted: readonly WantedTopic[]): Promise<Applied> {
  const { log, prefix, alter } = opened
  if (alter !== undefined) await alterSettings(log, wanted, alter)
  const schemas = await log.describe(prefix + SCHEMAS_TOPIC) && await startSchemas(opened)
  try {
    const codec = schemas?.codec ?? new Codec(avroSchemas)
    for (const { name, value } of wanted) if (value !== undefined) (schemas ?? codec).add(name, value)
    return await applyTopics(log, await registryOf(opened), codec, wanted, avroSchemas, prefix)
  } finally {
    await schemas?.close()
  }
}

/** Of topics that an older version has made; nothing at all, if more than settings is different. */
async function alterSettings(
  log: Log, wanted: readonly WantedTopic[], alter: NonNullable<OpenedLog['alter']>
): Promise<void> {
  const checks = await Promise.all(wanted.map(topic => checkTopic(log, topic)))
  const different = checks.filter(({ status }) => status === 'different')
  if (!different.every(isAlterable)) return
  for (const { topic, settings } of different.filter(isAlterable).map(alterationOf)) await alter(topic, settings)
}

/**
 * Makes sure that the topics of one row (a provider's, a verifier's) are there and can be written. Returns those it
 * created.
 */
export async function applyTopicsOf(connection: Connection, table: string, id: string): Promise<readonly string[]> {
  const { topology, prefix, schemas, log } = connection
  const common = new Set(wantedTopics(topology, prefix).map(({ name }) => name))
  const wanted = wantedTopics(topology, prefix, { [table]: [id] }).filter(({ name }) => !common.has(name))
  for (const { name, value } of wanted) schemas.add(name, value!)
  const registry = await registryOf(connection)
  const applied = await applyTopics(log, registry, schemas.codec, wanted, avroSchemas, prefix)
  await schemas.caughtUp()
  return applied.created
}

async function registryOf({ log, registry, prefix }: OpenedLog): Promise<SchemaRegistry> {
  return registry ?? localRegistry(await schemaIds(log, prefix))
}

/** The ids given out so far on the embedded log. */
async function schemaIds(log: Log, prefix: string): Promise<number[]> {
  const topic = prefix + SCHEMAS_TOPIC
  if (await log.describe(topic) === undefined) return []
  const ids: number[] = []
  for await (const { value } of readPartition(log, topic, 0)) {
    if (value !== null) ids.push((JSON.parse(value.toString()) as { id: number }).id)
  }
  return ids
}
