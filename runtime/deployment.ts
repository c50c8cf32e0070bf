import { topicName, type Processor, type Topic, type Topology } from './topology.ts'

/** Where and how large: what may differ between two clusters that run the same topology. */
export interface DeploymentOptions {
  /** Before every topic and group name and every transactional id: several deployments on one cluster. */
  readonly prefix?: string
  /** Of every keyed topic. Chosen once: a key's partition must never change. */
  readonly partitions?: number
}

/** The same topology under the names of one deployment. */
export function deploy(topology: Topology, { prefix = '', partitions }: DeploymentOptions): Topology {
  const renamed = new Map(Object.values(topology.topics).map(topic => [topic, {
    ...topic,
    name: prefix + topic.name,
    partitions: topic.partitions > 1 && partitions !== undefined ? partitions : topic.partitions
  }]))
  const of = (topic: Topic): Topic => {
    const found = renamed.get(topic)
    if (found === undefined) throw new Error(`${topic.name} is not in topology.topics`)
    return found
  }
  return {
    ...topology,
    prefix,
    topics: mapValues(topology.topics, of),
    stores: topology.stores,
    tables: mapValues(topology.tables, ({ topic }) => ({ topic: of(topic) })),
    processors: mapValues(topology.processors, processor => rename(processor, of))
  }
}

/** A processor on topics of other names. */
export function rename(processor: Processor, of: (topic: Topic) => Topic): Processor {
  return {
    ...processor,
    commands: of(processor.commands),
    changelog: of(processor.changelog),
    deadLetters: of(processor.deadLetters),
    routes: (processor.routes ?? []).map(route => ({ ...route, from: of(route.from) })),
    sends: processor.sends.map(of)
  }
}

export function mapValues<In, Out>(object: Readonly<Record<string, In>>, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]))
}

/** The ids that stand in a name like `provider-acme-invoice-paid`, or undefined when it is no name of this topic. */
export function topicParams(topic: Topic, name: string): Readonly<Record<string, string>> | undefined {
  const [before, after] = topic.name.split(/\{\w+\}/)
  if (after === undefined || topic.per === undefined) return name === topic.name ? {} : undefined
  if (!name.startsWith(before!) || !name.endsWith(after) || name.length <= before!.length + after.length)
    return undefined
  const params = { [topic.per.field]: name.slice(before!.length, name.length - after.length) }
  return topicName(topic, params) === name ? params : undefined
}
