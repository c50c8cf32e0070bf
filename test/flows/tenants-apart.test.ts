import { randomUUID } from 'node:crypto'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import { DUE, dueMarkParts } from '../../runtime/rows.ts'
import type { Flat } from '../../schemas/record.ts'
import { rowKeyParts } from '../../state/key.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { opened } from '../runtime/counter-world.ts'
import { HandClock } from '../runtime/egg-world.ts'
import { Random } from '../simulation/random.ts'
import type { Sent } from '../support/sagas.ts'
import { World } from '../support/world.ts'
import { AnyClient, answerTo, configure } from './any-client.ts'
import { closeWorlds } from './wallets-world.ts'

const tenants = ['one', 'two', 'three']
const changelogs = ['wallet-changelog', 'party-changelog', 'withdrawal-changelog', 'terminal-changelog']
const ROUNDS = 60

const test = suite('three tenants with the same ids')
test.after.each(closeWorlds)

for (const seed of [1, 2, 3]) {
  test(`are three services that know nothing of each other: seed ${seed}`, async () => {
    const together = await Run.of(tenants, seed)
    for (const tenant of tenants) {
      const alone = await Run.of([tenant], seed)
      const events = await alone.events(tenant)
      assert.ok(events.length > ROUNDS, 'a lot happens')
      assert.equal(await together.events(tenant), events, `events of ${tenant}`)
      assert.equal(together.rows(tenant), alone.rows(tenant), `rows of ${tenant}`)
      assert.equal(await together.totals(tenant), await alone.totals(tenant), `accounts of ${tenant}`)
    }
  })
}

test.run()

function byKey(left: Flat, right: Flat): number {
  const [one, other] = [left, right].map(({ wallet, party, terminal }) => [wallet, party, terminal].join())
  return one! < other! ? -1 : one! > other! ? 1 : 0
}

/** Clients of some tenants at once, round by round. Between rounds all is quiet: only tenants race with each other. */
class Run {
  readonly #world: World
  readonly #stores: MemoryStores

  static async of(names: readonly string[], seed: number): Promise<Run> {
    const stores = new MemoryStores()
    const clock = new HandClock()
    const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), clock)
    const ids = { providers: ['acme'], verifiers: ['idly'] }
    const world = opened(await World.create({ log, stores, ids, partitions: 2 }))
    for (const tenant of names) await configure(world, tenant)
    await world.start({ clock })

    const clients = names.map(name => ({ name, client: new AnyClient(name, seed) }))
    const order = new Random(seed, 'order')
    for (const { client } of clients) for (const [to, record] of client.first()) await world.send(to, record)
    await world.quiet()
    const answered = new Set<string>()
    for (let round = 0; round < ROUNDS; round++) {
      const sent = clients.map(({ client }) => client.next()).sort(() => order.next() - 0.5)
      for (const [to, record] of [...sent, ...await answers(world, answered, seed)]) await world.send(to, record)
      await world.quiet()
    }
    return new Run(world, stores)
  }

  private constructor(world: World, stores: MemoryStores) {
    this.#world = world
    this.#stores = stores
  }

  /** Of a tenant, by changelog and key, without what came before in its topics: keys do not wait for each other. */
  async events(tenant: string): Promise<readonly Flat[]> {
    const read = await Promise.all(changelogs.map(name => this.#world.read(name)))
    return read.flatMap(events => events.filter(event => event['tenant'] === tenant).sort(byKey))
      .map(({ sourceOffset: _, hash: __, ...event }) => event as Flat)
  }

  /** Of a tenant, what each of its accounts has moved in all: how often it was told depends on the transactions. */
  async totals(tenant: string): Promise<Readonly<Record<string, unknown>>> {
    const events = (await this.#world.read('account-changelog')).filter(event => event['tenant'] === tenant)
    return Object.fromEntries(events.map(event => [event['account'] as string, event['totals'] as unknown]).sort())
  }

  /** Of a tenant, by store and key. */
  rows(tenant: string): readonly (readonly [key: string, hex: string])[] {
    const disks = [...this.#stores.disks].filter(([name]) => !name.startsWith('accounts-'))
    return disks.flatMap(([name, { rows }]) => [...rows]
      .filter(([key]) => tenantOfRow(key) === tenant)
      .map(([key, value]) => [`${name} ${key}`, value.toString('hex')] as const))
      .sort(([left], [right]) => left < right ? -1 : 1)
  }
}

function tenantOfRow(key: string): string {
  const row = key.startsWith(DUE) ? dueMarkParts(key).storeRow : key
  return rowKeyParts(row).parts[0]!
}

/** Of those who were asked since the last time. */
async function answers(world: World, answered: Set<string>, seed: number): Promise<readonly Sent[]> {
  const requests = await Promise.all(['provider-acme-invoice-requests', 'verifier-idly-requests']
    .map(name => world.read(name)))
  const sent: Sent[] = []
  for (const request of requests.flat()) {
    const name = `${request.type} ${request['reference']}`
    const answer = answered.has(name) ? undefined : answerTo(request, seed)
    answered.add(name)
    if (answer !== undefined) sent.push(answer)
  }
  return sent
}
