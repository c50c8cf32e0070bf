import type { Flat } from '../schemas/record.ts'
import { mapValues, rename } from './deployment.ts'
import type { OwnTopics, Processor, Topic, Topology } from './topology.ts'

/** Where the records of somebody are: on the shared topics, or on topics of their own. */
export interface Homes { home(id: string): Topology }

const PARTITIONS_MAX = 10_000
const REPLICATION_MAX = 32_767
/** The longest name that Kafka takes. */
const NAME_MAX = 249
const ID = /^[a-z0-9][a-z0-9-]*$/

/** A processor as it is called for one row: the name of its group, its transactional ids and its folders. */
export function ownName({ own }: Topology, id: string, name: string): string {
  return `${own!.key}-${id}-${name}`
}

/**
 * Which topics a row may have of its own, by their keys in `topology.topics`: all that its processors read and write,
 * but for tables, for topics that are per row of a table, and for what processors read that work for all. Those are
 * shared.
 */
export function ownTopicKeys({ own, topics, tables, processors }: Topology): ReadonlySet<string> {
  if (own === undefined) return none
  const ofTables = Object.values(tables).map(({ topic }) => topic)
  const used = new Set(own.processors.flatMap(name => topicsOf(processors[name]!)))
  const others = Object.keys(processors).filter(name => !own.processors.includes(name))
  const ofOthers = others.flatMap(name => inputsOf(processors[name]!))
  const isOwn = (topic: Topic) => used.has(topic) && topic.per === undefined && !ofTables.includes(topic) &&
    !ofOthers.includes(topic)
  return new Set(Object.keys(topics).filter(key => isOwn(topics[key]!)))
}

/** Every topic that a processor reads or writes. */
export function topicsOf(processor: Processor): readonly Topic[] {
  const { changelog, deadLetters, sends } = processor
  return [...inputsOf(processor), changelog, deadLetters, ...sends]
}

/** Those topics of a row's own deployment that no other has. */
export function ownTopicsOf(home: Topology): readonly Topic[] {
  return [...ownTopicKeys(home)].map(key => home.topics[key]!)
}

/** What a row says of its own topics; null when it shares those of all. */
export function ownTopicsIn({ own }: Topology, row: Flat): OwnTopics | null {
  return row[own!.field] as OwnTopics | null
}

/** Why a row cannot have the topics that it asks for, in a sentence; undefined when it can. */
export function ownTopicsFault(topology: Topology, row: Flat): string | undefined {
  const asked = ownTopicsIn(topology, row)
  if (asked === null) return undefined
  const { partitions, replication, commandRetentionMs } = asked
  if (!ID.test(idOf(topology, row))) return 'its id cannot be part of a name: lower-case letters, digits, dashes'
  if (partitions < 1 || partitions > PARTITIONS_MAX) return `partitions: 1 to ${PARTITIONS_MAX} are expected`
  if (replication < 0 || replication > REPLICATION_MAX) return `replication: 0 to ${REPLICATION_MAX} is expected`
  if (commandRetentionMs < 0) return 'commandRetentionMs: it is negative'
  const names = ownTopicsOf(ownDeployment(topology, row)).map(({ name }) => name)
  if (names.some(({ length }) => length > NAME_MAX)) return `its id makes names longer than ${NAME_MAX} characters`
  return undefined
}

/**
 * A row's own deployment: the processors again, with the same deciders, stores and tables, on topics of its own. What
 * is shared is the same object in both.
 *
 * @param topology deployed
 * @param row one that asks for topics of its own, without fault
 */
export function ownDeployment(topology: Topology, row: Flat): Topology {
  const id = idOf(topology, row)
  const { partitions, replication, commandRetentionMs } = ownTopicsIn(topology, row)!
  const { prefix = '', topics, processors, own } = topology
  const names = own!.processors
  const inputs = new Set(names.flatMap(name => inputsOf(processors[name]!)))
  const renamed = new Map([...ownTopicKeys(topology)].map(key => [topics[key]!, {
    ...topics[key]!,
    name: prefix + ownName(topology, id, topics[key]!.name.slice(prefix.length)),
    partitions,
    ...replication > 0 && { replication },
    ...commandRetentionMs > 0 && inputs.has(topics[key]!) && {
      config: { ...topics[key]!.config, 'retention.ms': String(commandRetentionMs) }
    }
  }]))
  const of = (topic: Topic): Topic => renamed.get(topic) ?? topic
  const itsOwn = names.map(name => {
    const { routes = [], ...processor } = processors[name]!
    // What comes by a shared topic is re-keyed by those who share it.
    return [name, rename({ ...processor, routes: routes.filter(({ from }) => renamed.has(from)) }, of)] as const
  })
  return { ...topology, topics: mapValues(topics, of), processors: Object.fromEntries(itsOwn) }
}

/** Every topic that it may read from. */
export function inputsOf({ commands, routes = [] }: Processor): readonly Topic[] {
  return [commands, ...routes.map(({ from }) => from)]
}

function idOf({ own }: Topology, row: Flat): string {
  return row[own!.key] as string
}

const none: ReadonlySet<string> = new Set()
