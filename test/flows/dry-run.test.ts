import { randomUUID } from 'node:crypto'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { dryRun, type Asked, type DryRunContext, type Foreseen } from '../../runtime/dry-run.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import { partitionOf } from '../../runtime/partition.ts'
import { SCHEMAS_TOPIC } from '../../runtime/schemas.ts'
import { wantedTopics } from '../../runtime/topics.ts'
import { createKeyPair } from '../../runtime/vault.ts'
import type { Flat } from '../../schemas/record.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { opened } from '../runtime/counter-world.ts'
import { HandClock } from '../runtime/egg-world.ts'
import { outgoing } from '../support/outgoing.ts'
import { tenantOf } from '../support/plans.ts'
import type { Sent } from '../support/sagas.ts'
import { World } from '../support/world.ts'
import { AnyClient, answerTo, configure } from './any-client.ts'
import { closeWorlds } from './wallets-world.ts'

const test = suite('a dry run')
test.after.each(closeWorlds)

for (const seed of [1, 2]) {
  test(`leaves no trace, and the command then has exactly that event: seed ${seed}`, async () => {
    const trial = await Trial.of('one')
    const client = new AnyClient('one', seed)
    const outcomes = new Set<string>()
    const answered = new Set<string>()
    for (const first of client.first()) await trial.tryOut(first)
    const earlier: Sent[] = []
    for (let round = 0; round < 60; round++) {
      earlier.push(round % 10 === 9 ? earlier[round - 5]! : client.next())
      for (const sent of [earlier.at(-1)!, ...await answers(trial.world, answered, seed)]) {
        const { outcome, event } = await trial.tryOut(sent)
        outcomes.add(event?.type === 'OperationRefused' ? 'refusal' : outcome)
      }
    }
    assert.equal([...outcomes].sort(), ['event', 'refusal', 'repeat'])
  })
}

test('of many decides each on what those before it have left', async () => {
  const trial = await Trial.of('one')
  const client = new AnyClient('one', 3)
  for (const [to, record] of client.first()) await trial.send(to, record)
  const sent = Array.from({ length: 150 }, () => client.next())
  sent.push(...sent.slice(0, 50))
  const foreseen = await trial.foresee(...sent)
  // Not one is decided before all are there: so no answer of a party comes in between.
  await trial.world.service.stop()
  for (const [to, record] of sent) await trial.world.send(to, record)
  await trial.start()
  for (const each of foreseen) assert.equal(await trial.eventLike(each), each.event)
  const repeats = foreseen.filter(({ outcome }) => outcome === 'repeat')
  assert.ok(repeats.length >= 50, `${repeats.length} repeats`)
  const accepted = foreseen.filter(({ outcome, event }) => outcome === 'event' && event!.type !== 'OperationRefused')
  assert.ok(accepted.length > 20, `${accepted.length} accepted`)
})

test('says by which event a repeat was answered, be it of the log or of the dry run', async () => {
  const trial = await Trial.of('one')
  const [open, other] = [openWallet('JPY'), openWallet('EUR')]
  await trial.send('walletCommands', { ...open, currency: 'EUR' })
  const foreseen = await trial.foresee(...[other, open, open].map(record => ['walletCommands', record] as const))
  assert.equal(
    foreseen.map(({ outcome, event }) => [outcome, event!.type, event!['revision'], event!['fields']]),
    [
      ['repeat', 'WalletOpened', 1, undefined],
      ['event', 'OperationRefused', 2, ['currency']],
      ['repeat', 'OperationRefused', 2, ['currency']]
    ]
  )
})

test('has all events of a batch whose wallets share a partition', async () => {
  const trial = await Trial.of('one')
  const wallets = ['w1', 'w2', 'w3', 'w4', 'w5', 'w6']
  const partition = (wallet: string): number => partitionOf(`one/${wallet}`, 2)
  const [from, ...to] = wallets.filter(wallet => partition(wallet) === partition('w1'))
  assert.ok(to.length > 0)
  const head = { tenant: 'one', wallet: from!, currency: 'EUR' }
  for (const wallet of wallets) await trial.send('walletCommands', { ...openWallet('EUR'), wallet })
  await trial.send('walletCommands', {
    ...head, type: 'CreateDeposit', operationId: 'd', source: 'bank', amount: 90n, deposit: ''
  })
  const transfers = to.map(wallet => ({ transfer: `to-${wallet}`, to: wallet, amount: 5n }))
  const { event, further } = await trial.tryOut(['walletCommands', {
    ...head, type: 'CreateBatch', operationId: 'b', batch: 'b-1', transfers
  }])
  assert.is(event!.type, 'BatchCreated')
  assert.equal([...new Set(further.map(({ record }) => record.type))].sort(), [
    'BatchCompleted', 'CreditReserved', ...to.length > 1 ? ['ReservationRecorded'] : [], 'TransferCredited'
  ])
})

test('has nothing personal in the clear', async () => {
  const trial = await Trial.of('one')
  const personalKey = createKeyPair().publicKey.toString('base64')
  await trial.send('tenants', { type: 'Tenant', ...tenantOf({
    tenant: 'two', revision: 1, personalKey,
    classes: [{ class: 'person', levels: [], initialLevel: 0, challenges: [] }]
  }) })
  const phone = '+4915112345678'
  const contact = { phone, email: '', firstName: '', lastName: '', middleName: '' }
  const head = { tenant: 'two', party: 'p1' }
  const asked = [
    ['partyCommands', { type: 'RegisterParty', ...head, operationId: 'o1' }],
    ['partyCommands', {
      type: 'CreateIdentity', ...head, operationId: 'o2', identity: 'ada', class: 'person', contact
    }],
    ['partyCommands', { type: 'ChangeContact', ...head, operationId: 'o3', identity: 'ada', contact: {
      ...contact, phone: 'none'
    } }]
  ] as const
  const foreseen = await trial.foresee(...asked)
  assert.equal(foreseen.map(({ event }) => event!.type), ['PartyRegistered', 'IdentityCreated', 'OperationRefused'])
  const sealed = foreseen[1]!.event!['contact'] as { readonly sealed?: Uint8Array } | Uint8Array
  assert.ok(JSON.stringify(sealed).length > 100, 'it is there, encrypted')
  // A reader of bytes would see a text in them.
  const bytes = [...bytesIn(foreseen)].map(each => Buffer.from(each).toString('latin1'))
  for (const text of [textOf(foreseen), ...bytes]) assert.not.ok(text.includes(phone.slice(1)))
})

test('is for tenants with topics of their own, too', async () => {
  const trial = await Trial.of('one')
  await trial.send('tenantCommands', {
    ...tenantOf({ tenant: 'own', ownTopics: { partitions: 3, replication: 0, commandRetentionMs: 0 } }),
    type: 'AnnounceTenant', operationId: 'hello', expectedRevision: 0
  })
  await trial.world.service.tables.caughtUp()
  await trial.world.quiet()
  const open = { ...openWallet('EUR'), tenant: 'own' }
  const [foreseen] = await trial.foresee(['walletCommands', open])
  assert.is(foreseen!.event!['sourceTopic'], 'tenant-own-wallet-commands')
  const home = trial.world.service.tables.home('own')
  await trial.world.log.append([outgoing(home.topics['walletCommands']!, trial.world.service.schemas.codec, open)])
  await trial.world.quiet()
  assert.equal(await trial.eventLike(foreseen!), foreseen!.event)
})

test('is not for what no processor reads', async () => {
  const trial = await Trial.of('one')
  const rejected = await trial.foresee(['tenants', { type: 'Tenant', ...tenantOf() }]).catch((error: Error) => error)
  assert.match(String(rejected), 'no processor reads tenants')
})

test.run()

function openWallet(currency: string): Flat {
  return { type: 'OpenWallet', tenant: 'one', wallet: 'w', operationId: 'open', currency, party: '', identity: '' }
}

/** A running service whose time stands still, and dry runs beside it. */
class Trial {
  readonly world: World
  readonly #clock = new HandClock()
  readonly #stores: MemoryStores

  static async of(tenant: string): Promise<Trial> {
    const stores = new MemoryStores()
    const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), new HandClock())
    const world = opened(await World.create({ log, stores, ids, partitions: 2 }))
    await configure(world, tenant)
    const trial = new Trial(world, stores)
    await trial.start()
    return trial
  }

  private constructor(world: World, stores: MemoryStores) {
    this.world = world
    this.#stores = stores
  }

  async start(): Promise<void> {
    await this.world.start({ clock: this.#clock })
    await this.world.quiet()
  }

  async send(to: string, record: object): Promise<void> {
    await this.world.send(to, record)
    await this.world.quiet()
  }

  async foresee(...sent: readonly Sent[]): Promise<readonly Foreseen[]> {
    const { topology, schemas, tables } = this.world.service
    const context: DryRunContext = { log: this.world.log, topology, schemas, tables, clock: this.#clock }
    return await dryRun(context, sent.map(([to, record]): Asked => {
      const topic = topology.topics[to]!
      const params = topic.per === undefined ? {} : { [topic.per.field]: (record as Flat)[topic.per.field] as string }
      return { topic, params, record: record as Flat }
    }))
  }

  /** A dry run, which changes nothing; then the command, whose event and follow-ups are those that were foreseen. */
  async tryOut(sent: Sent): Promise<Foreseen> {
    const before = await this.#traces()
    const [foreseen] = await this.foresee(sent)
    assert.equal(await this.#traces(), before)
    const counts = new Map<string, number>()
    for (const { topic } of foreseen!.followUps) counts.set(topic, (await this.world.raw(topic)).length)
    await this.send(...sent)
    assert.equal(await this.eventLike(foreseen!), foreseen!.event)
    for (const { record: event } of foreseen!.further) {
      assert.equal(await this.eventLike({ ...foreseen!, event }), event)
    }
    for (const { topic, record } of foreseen!.followUps) {
      assert.ok((await this.world.read(topic)).map(textOf).includes(textOf(record)), `${topic}: ${textOf(record)}`)
      assert.ok((await this.world.raw(topic)).length > counts.get(topic)!, topic)
    }
    return foreseen!
  }

  /** The event of the log that has the key and the revision of one that was foreseen. */
  async eventLike({ processor, event }: Foreseen): Promise<Flat | undefined> {
    const { schemas, tables, topology } = this.world.service
    const home = topology.own!.processors.includes(processor) ? tables.home(event!['tenant'] as string) : topology
    const { changelog, key } = home.processors[processor]!
    for (const { value } of await this.world.raw(changelog.name)) {
      const read = await schemas.decode(changelog.name, value)
      if (!('record' in read)) throw new Error(read.unreadable)
      if ([...key, 'revision'].every(field => read.record[field] === event![field])) return read.record
    }
    return undefined
  }

  /** Where every topic ends, and every row of every store. */
  async #traces(): Promise<object> {
    const topics = [...wantedTopics(this.world.topology, '', ids), { name: SCHEMAS_TOPIC, partitions: 1 }]
    const bounds = await Promise.all(topics.flatMap(({ name, partitions }) =>
      Array.from({ length: partitions }, (_, partition) => this.world.log.bounds(name, partition))))
    const disks = [...this.#stores.disks].map(([name, { rows, checkpoint }]) =>
      [name, checkpoint, [...rows].map(([key, value]) => `${key} ${value.toString('hex')}`)])
    return { bounds, disks }
  }
}

const ids = { providers: ['acme'], verifiers: ['idly'] }

function* bytesIn(value: unknown): Iterable<Uint8Array> {
  if (value instanceof Uint8Array) yield value
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* bytesIn(part)
}

function textOf(record: unknown): string {
  return JSON.stringify(record, (_, value: unknown) => typeof value === 'bigint' ? `${value}n` : value)
}

/** Of those who were asked since the last time. */
async function answers(world: World, answered: Set<string>, seed: number): Promise<readonly Sent[]> {
  const requests = await Promise.all(['provider-acme-invoice-requests', 'verifier-idly-requests']
    .map(name => world.read(name)))
  return requests.flat().flatMap(request => {
    const name = textOf(request)
    const answer = answered.has(name) ? undefined : answerTo(request, seed)
    answered.add(name)
    return answer === undefined ? [] : [answer]
  })
}
