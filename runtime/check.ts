import type { Codec } from '../schemas/codec.ts'
import { ownTopicKeys, topicsOf } from './own-topics.ts'
import type { Processor, Store, Topic, Topology } from './topology.ts'

/**
 * Checks what the types cannot: that every record has the fields its topic's and stores' keys name, that topics of
 * one task are split alike, that a changelog is kept for ever.
 * @throws Error naming every fault
 */
export function checkTopology(topology: Topology, codec: Codec): void {
  const faults = [
    ...Object.values(topology.topics).flatMap(topic => topicFaults(topology, topic, codec)),
    ...Object.entries(topology.tables).flatMap(([name, { topic }]) => tableFaults(topology, name, topic)),
    ...Object.keys(topology.processors).flatMap(name => processorFaults(topology, name, codec)),
    ...ownFaults(topology, codec),
    ...duplicates(Object.values(topology.topics).map(({ name }) => name)).map(name => `two topics are called ${name}`),
    ...duplicates(Object.values(topology.processors).flatMap(soleTopics)).map(name => `two processors own ${name}`)
  ]
  if (faults.length > 0) throw new Error(`the topology is wrong:\n${faults.join('\n')}`)
}

/** Those that a processor shares with no other: one changelog has one writer. */
function soleTopics({ commands, changelog }: Processor): string[] {
  return [commands.name, changelog.name]
}

function topicFaults(topology: Topology, topic: Topic, codec: Codec): string[] {
  const faults: string[] = []
  if (/[._]/.test(topic.name)) faults.push(`${topic.name}: dots and underscores collide in metric names, use dashes`)
  if (topic.name.includes('{') !== (topic.per !== undefined))
    faults.push(`${topic.name}: a placeholder and \`per\` go together`)
  if (topic.per !== undefined && topology.tables[topic.per.table] === undefined) {
    faults.push(`${topic.name}: there is no table ${topic.per.table}`)
  }
  if (topic.value === undefined) return faults
  for (const variant of codec.shape(topic.value).variants.values()) {
    const names = variant.fields.map(({ name }) => name)
    const missing = (topic.key ?? []).filter(field => !names.includes(field))
    if (missing.length > 0) faults.push(`${topic.name}: ${variant.name} has no ${missing.join(', ')} for the key`)
  }
  return faults
}

function tableFaults(topology: Topology, name: string, topic: Topic): string[] {
  const faults: string[] = []
  if (!Object.values(topology.topics).includes(topic)) faults.push(`table ${name}: its topic is not in topics`)
  if (topic.partitions !== 1) faults.push(`table ${name}: ${topic.name} is read whole and must have one partition`)
  const { 'cleanup.policy': policy, 'retention.ms': retentionMs } = topic.config
  if (policy !== 'compact' && (policy !== 'delete' || retentionMs !== '-1')) {
    faults.push(`table ${name}: ${topic.name} must be compacted, or kept for ever`)
  }
  return faults
}

/** What the engine writes into every event. */
const EVENT_FIELDS = ['operationId', 'revision', 'at', 'sourceTopic', 'sourceOffset', 'fingerprint']
const ENGINE_EVENTS = ['OperationRefused', 'RecordDeadLettered']

function processorFaults(topology: Topology, name: string, codec: Codec): string[] {
  const processor = topology.processors[name]!
  const { commands, changelog, deadLetters, key } = processor
  const faults: string[] = []
  const say = (fault: string) => void faults.push(`processor ${name}: ${fault}`)
  const known = Object.values(topology.topics)
  const sources = [commands, changelog, deadLetters, ...(processor.routes ?? []).map(({ from }) => from)]

  for (const topic of [...sources, ...processor.sends]) {
    if (!known.includes(topic)) say(`${topic.name} is not in topics`)
  }
  for (const topic of sources) {
    if (topic.partitions !== commands.partitions) say(`${topic.name} must have as many partitions as ${commands.name}`)
  }
  for (const topic of [commands, changelog]) {
    if (topic.key?.join() !== key.join()) say(`the key of ${topic.name} is not ${key.join('/')}`)
  }
  if (changelog.config['cleanup.policy'] !== 'delete' || changelog.config['retention.ms'] !== '-1') {
    say(`${changelog.name} is the ledger: never compacted, never expired`)
  }
  for (const store of processor.stores) {
    if (topology.stores[store] === undefined) say(`there is no store ${store}`)
    else for (const fault of dueFaults(topology.stores[store], processor, codec)) say(`store ${store} ${fault}`)
  }
  for (const table of processor.tables) if (topology.tables[table] === undefined) say(`there is no table ${table}`)

  const wanted = processor.decider.keptUntil === undefined ? EVENT_FIELDS : [...EVENT_FIELDS, 'keptUntil']
  const events = codec.shape(changelog.value!).variants
  for (const event of ENGINE_EVENTS) if (!events.has(event)) say(`${changelog.name} lacks ${event}`)
  for (const variant of events.values()) {
    const fields = variant.fields.map(field => field.name)
    const missing = wanted.filter(field => !fields.includes(field))
    if (missing.length > 0) say(`${variant.name} lacks ${missing.join(', ')}`)
  }
  for (const fault of personalFaults(processor, codec)) say(fault)
  for (const variant of codec.shape(commands.value!).variants.values()) {
    if (!variant.fields.some(field => field.name === 'operationId')) say(`${variant.name} lacks operationId`)
  }
  return faults
}

/** What would let a field that is personal into the changelog as it came. */
function personalFaults({ personal = [], commands, changelog, decider }: Processor, codec: Codec): string[] {
  const faults: string[] = []
  const asked = [...codec.shape(commands.value!).variants.values()].flatMap(({ bodyFields }) => bodyFields)
  for (const name of personal) {
    if (!asked.some(field => field.name === name)) faults.push(`${name} is personal, and no command has it`)
    for (const variant of codec.shape(changelog.value!).variants.values()) {
      const field = variant.fields.find(each => each.name === name)
      if (field !== undefined && field.type.typeName !== 'bytes') {
        faults.push(`${name} is personal, and in ${variant.name} it is not of type bytes`)
      }
    }
  }
  if (personal.length > 0 && decider.seal === undefined) faults.push('has personal fields, and the decider has no seal')
  return faults
}

/** What keeps the rows of a store from being due at some time. */
function dueFaults({ due, key, row }: Store, processor: Processor, codec: Codec): string[] {
  if (due === undefined) return []
  const faults: string[] = []
  const field = codec.shape(row).variants.get(row)!.fields.find(({ name }) => name === due)
  if (field === undefined) faults.push(`is due by ${due}, which ${row} does not have`)
  else if (field.type.typeName !== 'long') faults.push(`is due by ${due}, which is no number of type long`)
  if (processor.decider.tick === undefined) faults.push('has rows that are due, and the decider has no tick')
  const missing = processor.key.filter(name => !key.includes(name))
  if (missing.length > 0) faults.push(`has rows that are due, and no ${missing.join(', ')} in its key`)
  if (key.join() === processor.key.join()) faults.push(`has the processor's own key, so its rows cannot be due`)
  return faults
}

/** What keeps rows from having topics of their own. */
function ownFaults({ own, ...topology }: Topology, codec: Codec): string[] {
  if (own === undefined) return []
  const { table, key, field, processors } = own
  const topic = topology.tables[table]?.topic
  if (topic === undefined) return [`own topics: there is no table ${table}`]
  const unknown = processors.filter(name => topology.processors[name] === undefined)
  if (unknown.length > 0) return [`own topics: there is no processor ${unknown.join(', ')}`]
  const faults: string[] = []
  const say = (fault: string) => void faults.push(`own topics: ${fault}`)
  if (topic.key?.join() !== key) say(`the key of ${topic.name} is not ${key}`)
  if (!codec.shape(topic.value!).variants.get(topic.value!)!.fields.some(({ name }) => name === field)) {
    say(`${topic.value} has no ${field}`)
  }
  const keys = ownTopicKeys({ ...topology, own })
  const others = Object.entries(topology.processors).filter(([name]) => !processors.includes(name))
  const shared = new Set(others.flatMap(([, processor]) => topicsOf(processor)))
  const names = [...keys].map(each => topology.topics[each]!.name)
  for (const each of keys) {
    const { name, value, key: fields = [] } = topology.topics[each]!
    if (shared.has(topology.topics[each]!)) say(`${name} is also of a processor that all share`)
    if (value !== undefined && !fields.includes(key)) say(`the key of ${name} has no ${key}`)
    // `a-b` in one name would be `a` and `b-…` in another.
    const suffix = names.find(other => name.endsWith(`-${other}`))
    if (suffix !== undefined) say(`${name} ends like ${suffix}, so two owners could have one topic`)
  }
  return faults
}

function duplicates(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index)
}
