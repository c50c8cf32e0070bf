import { ownDeployment, ownTopicKeys, ownTopicsOf } from '../runtime/own-topics.ts'
import type { Topic, Topology } from '../runtime/topology.ts'
import type { Plain, Tenant } from '../schemas/generated.ts'
import { readTable, type TableSource } from './tables.ts'

/** The deployment that has a tenant's records: its own, or the one that all share. */
export async function homeOf(source: TableSource, tenant: string): Promise<Topology> {
  return homeIn(source.topology, (await readTable(source, 'tenants')).get(tenant))
}

/** All deployments that have records: the one that tenants share, and those of tenants with topics of their own. */
export async function homesOf(source: TableSource): Promise<readonly Topology[]> {
  const rows = [...(await readTable(source, 'tenants')).values()]
  return [...new Set([source.topology, ...rows.map(row => homeIn(source.topology, row))])]
}

function homeIn(topology: Topology, row: Plain<Tenant> | undefined): Topology {
  return row === undefined || row.ownTopics === null ? topology : ownDeployment(topology, { ...row, type: 'Tenant' })
}

/** A topic of one tenant alone, by its name; undefined when no tenant has one of this name. */
export async function findOwnTopic(source: TableSource, prefix: string, text: string): Promise<Topic | undefined> {
  const [, ...own] = await homesOf(source)
  const topics = own.flatMap(ownTopicsOf)
  return topics.find(({ name }) => name === text || name === prefix + text)
}

/** What the topic of one tenant alone stands in for, by its name, whether the tenant is known or not. */
export function sharedTopicOf(topology: Topology, name: string): Topic | undefined {
  const { topics, own, prefix = '' } = topology
  const begin = `${prefix}${own!.key}-`
  if (!name.startsWith(begin)) return undefined
  return [...ownTopicKeys(topology)].map(key => topics[key]!)
    .find(topic => name.slice(begin.length).endsWith(`-${topic.name.slice(prefix.length)}`))
}

/** Where records of many tenants go. Who lives where does not change, so it is found out once. */
export class Homes {
  readonly #source: TableSource
  readonly #keys: ReadonlyMap<Topic, string>
  readonly #homes = new Map<string, Topology>()
  #rows: ReadonlyMap<string, Plain<Tenant>> | undefined

  constructor(source: TableSource) {
    const { topology } = source
    this.#source = source
    this.#keys = new Map([...ownTopicKeys(topology)].map(key => [topology.topics[key]!, key]))
  }

  /** The topic itself, or the tenant's own in its place. */
  async topicFor(topic: Topic, tenant: unknown): Promise<Topic> {
    const key = this.#keys.get(topic)
    return key === undefined ? topic : (await this.#homeOf(tenant as string)).topics[key]!
  }

  /** Tenants without a row may have one by now. */
  lookAgain(): void {
    this.#rows = undefined
  }

  async #homeOf(tenant: string): Promise<Topology> {
    const known = this.#homes.get(tenant)
    if (known !== undefined) return known
    this.#rows ??= await readTable(this.#source, 'tenants')
    const row = this.#rows.get(tenant)
    const home = homeIn(this.#source.topology, row)
    if (row !== undefined) this.#homes.set(tenant, home)
    return home
  }
}
