import { ownDeployment } from '../../runtime/own-topics.ts'
import type { Log, LogRecord } from '../../runtime/log/log.ts'
import { wantedOwnTopics } from '../../runtime/topics.ts'
import type { OwnTopics, Topic, Topology } from '../../runtime/topology.ts'
import type { Flat } from '../../schemas/record.ts'
import { outgoing } from '../support/outgoing.ts'
import { World, type WorldOptions } from '../support/world.ts'
import { opened, until } from './counter-world.ts'
import { PARTITIONS, schemas, topology } from './shops.ts'

export const asOthers = { replication: 0, commandRetentionMs: 0 }

/** Shops on a log in memory, with one bank. `corner` shares the topics of all. */
export class ShopWorld {
  readonly world: World

  static async create(options: WorldOptions = {}): Promise<ShopWorld> {
    const world = opened(await World.create({
      topology, schemas, partitions: PARTITIONS, ids: { banks: ['first'] }, ...options
    }))
    const shops = new ShopWorld(world)
    await world.send('banks', { type: 'Bank', bank: 'first' })
    await shops.put('corner', null)
    return shops
  }

  static async started(options: WorldOptions = {}): Promise<ShopWorld> {
    const shops = await ShopWorld.create(options)
    await shops.world.start()
    return shops
  }

  private constructor(world: World) {
    this.world = world
  }

  get log(): Log {
    return this.world.log
  }

  async put(shop: string, own: OwnTopics | null): Promise<void> {
    await this.world.send('shops', { type: 'Shop', shop, own })
  }

  /** Puts a shop that has topics of its own, and waits until they are at work. */
  async open(shop: string, own: OwnTopics = { partitions: 3, ...asOthers }): Promise<Topology> {
    await this.put(shop, own)
    const home = this.home(shop, own)
    await until(() => this.world.service.tasks.some(({ processor }) => processor === `shop-${shop}-vaults`), 'it opens')
    await this.world.quiet()
    return home
  }

  /** The deployment of a shop, whose topics can be read and written here once they are there. */
  home(shop: string, own: OwnTopics): Topology {
    return ownDeployment(this.world.topology, { type: 'Shop', shop, own })
  }

  async send(topic: Topic, ...records: readonly object[]): Promise<void> {
    await this.#learn()
    await this.log.append(records.map(record => outgoing(topic, this.world.codec, record)))
  }

  /** To a topic of a bank, under any key. */
  async say(topic: string, ...records: readonly { readonly type: string }[]): Promise<void> {
    await this.#learn()
    await this.log.append(records.map((record, index) =>
      ({ topic, partition: index % PARTITIONS, key: null, value: this.world.codec.encode(topic, record) })))
  }

  async read({ name }: Topic): Promise<Flat[]> {
    await this.#learn()
    return await this.world.read(name)
  }

  raw({ name }: Topic): Promise<LogRecord[]> {
    return this.world.raw(name)
  }

  /** What was paid, and where it stands: `till operation total`. */
  async paid(home: Topology): Promise<readonly string[]> {
    return (await this.read(home.topics['tillChangelog']!)).filter(({ type }) => type === 'Paid')
      .map(({ shop, till, operationId, total }) => `${shop}/${till} ${operationId} ${total}`).sort()
  }

  async reasons(topic: Topic): Promise<readonly string[]> {
    return (await this.raw(topic)).map(({ headers }) => String(headers['x-reason-code']))
  }

  /** What it takes to read and write the topics of these shops. */
  async #learn(): Promise<void> {
    const { codec } = this.world
    const records = new Map(['big', 'other'].flatMap(shop => {
      const wanted = wantedOwnTopics(this.home(shop, { partitions: 1, ...asOthers }))
      return wanted.map(({ name, value }) => [name, value] as const)
    }))
    for (const { value } of await this.world.raw('schemas')) {
      const { topic, id, schema } = JSON.parse(value!.toString()) as { topic: string, id: number, schema: unknown }
      const name = records.get(topic)
      if (name === undefined) continue
      codec.add(topic, name)
      codec.learn(topic, id, schema)
    }
  }
}
