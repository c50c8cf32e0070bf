import type { SchemaRegistry } from '../schemas/registry.ts'
import type { Codec } from '../schemas/codec.ts'
import type { Log, TopicDescription } from './log/log.ts'
import { ownTopicsOf } from './own-topics.ts'
import { murmur2 } from './partition.ts'
import { schemaRow, SCHEMAS_TOPIC, schemasTopic } from './schemas.ts'
import { topicName, type Topic, type Topology } from './topology.ts'

/** What a topic is called, and what it has to be. */
export interface WantedTopic extends TopicDescription { readonly name: string, readonly value: string | undefined }

export type TopicCheck =
  | { readonly name: string, readonly status: 'missing' }
  | { readonly name: string, readonly status: 'right' }
  | { readonly name: string, readonly status: 'different', readonly differences: readonly Difference[] }

/** Ids by table: of the rows that topics are per. */
export type RowIds = Readonly<Record<string, readonly string[]>>

export interface Difference { readonly setting: string, readonly wanted: string, readonly found: string }

/** Topics that stand for themselves; those that are per row of a table are added for each of `ids`. */
export function wantedTopics(topology: Topology, prefix: string, ids: RowIds = {}): WantedTopic[] {
  const schemas = { name: prefix + SCHEMAS_TOPIC, value: undefined, ...schemasTopic }
  return [schemas, ...Object.values(topology.topics).flatMap(topic => namesOf(topic, ids).map(name => ({
    name, value: topic.value, ...descriptionOf(topic)
  })))]
}

/** The topics of one row that has its own. */
export function wantedOwnTopics(home: Topology): WantedTopic[] {
  return ownTopicsOf(home).map(topic => ({ name: topic.name, value: topic.value, ...descriptionOf(topic) }))
}

function descriptionOf({ partitions, replication, config }: Topic): TopicDescription {
  return { partitions, config, ...replication !== undefined && { replication } }
}

function namesOf(topic: Topic, ids: RowIds): string[] {
  if (topic.per === undefined) return [topic.name]
  const { table, field } = topic.per
  return (ids[table] ?? []).map(id => topicName(topic, { [field]: id }))
}

/** Compares what is there with what is wanted. Settings that we say nothing about are the cluster's own. */
export async function checkTopic(log: Log, wanted: WantedTopic): Promise<TopicCheck> {
  const found = await log.describe(wanted.name)
  if (found === undefined) return { name: wanted.name, status: 'missing' }
  const differences: Difference[] = []
  if (found.partitions !== wanted.partitions) {
    differences.push({ setting: 'partitions', wanted: String(wanted.partitions), found: String(found.partitions) })
  }
  for (const [setting, value] of Object.entries(wanted.config)) {
    if (found.config[setting] !== value) {
      differences.push({ setting, wanted: value, found: found.config[setting] ?? 'the default' })
    }
  }
  return differences.length === 0
    ? { name: wanted.name, status: 'right' }
    : { name: wanted.name, status: 'different', differences }
}

/** A topic is not what the topology says; `message` shows how. */
export class TopologyMismatch extends Error {
  readonly #checks: readonly TopicCheck[]

  constructor(checks: readonly TopicCheck[]) {
    super(checks.flatMap(describeProblem).join('\n'))
    this.name = 'TopologyMismatch'
    this.#checks = checks
  }

  /** Topics that would be right with other settings, and these settings. The number of partitions is none. */
  get alterations(): readonly Alteration[] {
    return this.#checks.flatMap(check => isAlterable(check) ? [alterationOf(check)] : [])
  }
}

export interface Alteration { readonly topic: string, readonly settings: Readonly<Record<string, string>> }

type DifferentTopic = Extract<TopicCheck, { readonly status: 'different' }>

/** Whether nothing but settings is wrong with it, which can be altered while it is in use. */
export function isAlterable(check: TopicCheck): check is DifferentTopic {
  return check.status === 'different' && check.differences.every(({ setting }) => setting !== 'partitions')
}

export function alterationOf({ name, differences }: DifferentTopic): Alteration {
  return { topic: name, settings: Object.fromEntries(differences.map(({ setting, wanted }) => [setting, wanted])) }
}

function describeProblem(check: TopicCheck): string[] {
  if (check.status === 'missing') return [`topic ${check.name} does not exist: run \`wallets topology apply\``]
  if (check.status === 'right') return []
  return check.differences.map(({ setting, wanted, found }) =>
    `topic ${check.name}: ${setting} is ${found}, the topology says ${wanted}`)
}

/** @throws TopologyMismatch naming every topic that is missing or different */
export async function checkTopics(log: Log, wanted: readonly WantedTopic[]): Promise<void> {
  const problems = (await Promise.all(wanted.map(topic => checkTopic(log,
    topic)))).filter(({ status }) => status !== 'right')
  if (problems.length > 0) throw new TopologyMismatch(problems)
}

export interface Applied { readonly created: readonly string[], readonly registered: readonly string[] }

/**
 * Creates missing topics and registers schemas; running it again changes nothing. It never deletes and never
 * alters: with a topic that differs it does nothing at all.
 *
 * @throws TopologyMismatch, RegistryUnavailable, RegistryRejected
 */
export async function applyTopics(
  log: Log, registry: SchemaRegistry, codec: Codec, wanted: readonly WantedTopic[],
  schemas: Readonly<Record<string, unknown>>, prefix: string
): Promise<Applied> {
  const checks = await Promise.all(wanted.map(topic => checkTopic(log, topic)))
  const different = checks.filter(({ status }) => status === 'different')
  if (different.length > 0) throw new TopologyMismatch(different)

  const missing = new Set(checks.filter(({ status }) => status === 'missing').map(({ name }) => name))
  for (const topic of wanted) if (missing.has(topic.name)) await create(log, topic)

  const registered: string[] = []
  for (const { name, value } of wanted) {
    if (value === undefined || (codec.has(name) && codec.canEncode(name))) continue
    const id = await registry.register(`${name}-value`, schemas[value])
    await log.append([{ topic: prefix + SCHEMAS_TOPIC, partition: 0, ...schemaRow(name, id, schemas[value]) }])
    registered.push(`${name}-value`)
  }
  return { created: [...missing], registered }
}

/** Another process may do the same: what is there afterwards counts. */
async function create(log: Log, wanted: WantedTopic): Promise<void> {
  const { name, value: _, ...description } = wanted
  try {
    await log.create(name, description)
  } catch (error) {
    const check = await checkTopic(log, wanted)
    if (check.status === 'missing') throw error
    if (check.status === 'different') throw new TopologyMismatch([check])
  }
}

/** The embedded log needs no registry: ids are given out here, one for each registration. */
export function localRegistry(known: Iterable<number> = []): SchemaRegistry {
  let last = Math.max(0, ...known)
  return {
    register: () => Promise.resolve(++last),
    find: () => Promise.resolve(undefined)
  }
}

/**
 * The same for services that register side by side: none can know what the others gave out, so an id is made of what
 * is registered. Above all ids that were counted.
 */
export function contentRegistry(): SchemaRegistry {
  return {
    register: (subject, schema) =>
      Promise.resolve(2 ** 30 + (murmur2(Buffer.from(`${subject} ${JSON.stringify(schema)}`)) >>> 2)),
    find: () => Promise.resolve(undefined)
  }
}
