import type { Codec } from '../schemas/codec.ts'
import type { Processor, Topic, Topology } from '../runtime/topology.ts'
import { formatDuration, formatTable } from './format.ts'

/** The topology as a text: what carries what, who reads and writes it, and how long it is kept. */
export function topologyText(topology: Topology, codec: Codec): string {
  const topics = Object.values(topology.topics)
  const values = new Set(topics.flatMap(({ value }) => value ?? []))
  const processors = Object.entries(topology.processors)
  return [
    'TOPICS',
    ...formatTable([
      ['  name', 'key', 'partitions', 'kept', 'value'],
      ...topics.map(topic => {
        const { name, key, partitions, value } = topic
        return [`  ${name}`, key?.join('/') ?? 'any', String(partitions), kept(topic), value ?? 'any bytes']
      })
    ]),
    '',
    'RECORDS',
    ...[...values].flatMap(value => recordLines(value, codec)),
    ...processors.flatMap(([name, processor]) => ['', ...processorLines(topology, name, processor)])
  ].join('\n')
}

/** The same as a Mermaid flowchart: topics are cylinders, processors boxes. */
export function topologyMermaid(topology: Topology): string {
  const ids = new Map(Object.entries(topology.topics).map(([key, topic]) => [topic, key]))
  const id = (topic: Topic): string => ids.get(topic)!
  const processors = Object.entries(topology.processors)
  return [
    'flowchart LR',
    ...Object.entries(topology.topics).map(([key, { name }]) => `  ${key}[("${name.replace(/\{(\w+)\}/g, '‹$1›')}")]`),
    ...processors.map(([name]) => `  ${processorId(name)}["<b>${name}</b>"]`),
    ...processors.flatMap(([name, processor]) => edges(topology, processorId(name), processor, id))
  ].join('\n')
}

function processorId(name: string): string {
  return `processor_${name}`
}

function edges(topology: Topology, name: string, processor: Processor, id: (topic: Topic) => string): string[] {
  const { commands, changelog, deadLetters, routes = [], sends, tables } = processor
  return [
    `  ${id(commands)} --> ${name}`,
    ...routes.map(({ from }) => `  ${id(from)} -->|re-keyed| ${name}`),
    `  ${name} ==>|one event per operation| ${id(changelog)}`,
    ...sends.map(topic => `  ${name} --> ${id(topic)}`),
    `  ${name} -.->|unreadable| ${id(deadLetters)}`,
    ...tables.map(table => `  ${id(topology.tables[table]!.topic)} -.->|read whole| ${name}`)
  ]
}

function processorLines(topology: Topology, name: string, processor: Processor): string[] {
  const { key, commands, changelog, deadLetters, routes = [], sends, stores, tables } = processor
  const rows = stores.map(store => topology.stores[store]!)
  return [
    `PROCESSOR ${name}, one task per partition of ${key.join('/')}`,
    ...formatTable([
      ['  consumes', [commands.name, ...routes.map(({ from }) => `${from.name} (re-keyed)`)].join(', ')],
      ['  emits', `${changelog.name}, exactly one event per operation`],
      ['  sends to', sends.map(topic => topic.name).join(', ') || 'nobody'],
      ['  puts aside', `unreadable records, to ${deadLetters.name}`],
      ['  keeps', rows.map(({ row, key }) => `${row} by ${key.join('/')}`).join(', ') || 'nothing'],
      ['  looks up', tables.map(table => topology.tables[table]!.topic.name).join(', ') || 'nothing']
    ])
  ]
}

function recordLines(value: string, codec: Codec): string[] {
  const names = [...codec.shape(value).variants.keys()]
  if (names.length === 1 && names[0] === value) return [`  ${value}`]
  return [`  ${value}`, ...names.map(name => `    ${name}`)]
}

function kept({ config }: Topic): string {
  if (config['cleanup.policy'] === 'compact') return 'the latest of each key'
  const ms = Number(config['retention.ms'])
  return ms < 0 ? 'for ever' : formatDuration(ms)
}
