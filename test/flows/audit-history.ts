import type { GlobalTables } from '../../runtime/tables.ts'
import type { Schemas } from '../../runtime/schemas.ts'
import type { Topology } from '../../runtime/topology.ts'
import type { Flat } from '../../schemas/record.ts'
import { FrozenLog } from '../support/frozen-log.ts'
import { World } from '../support/world.ts'
import { AnyClient, answerTo, configure } from './any-client.ts'

/** What a service has written that was busy for a while and is at rest. */
export interface History {
  readonly log: FrozenLog
  readonly topology: Topology
  readonly schemas: Schemas
  readonly tables: GlobalTables
  readonly world: World
}

const ids = { providers: ['acme'], verifiers: ['idly'] }

/** A history of everything: what clients may ask for, money in all its ways, repeats, re-used ids and dead letters. */
export async function busyHistory(seed = 1): Promise<History> {
  const world = await World.create({ ids })
  for (const tenant of ['one', 'two']) await configure(world, tenant)
  await world.send('sources', { type: 'Source', tenant: 'one', source: 'slow', revision: 1, isAuthorized: false })
  await world.start()
  const clients = ['one', 'two'].map(tenant => new AnyClient(tenant, seed))
  for (const client of clients) for (const [to, record] of client.first()) await world.send(to, record)
  await world.quiet()
  const answered = new Set<string>()
  for (let round = 0; round < 8; round++) {
    for (const client of clients) for (let count = 0; count < 25; count++) await world.send(...client.next())
    await world.send('walletCommands', ...movements(round))
    await world.quiet()
    await answerAll(world, answered, seed)
    if (round % 3 === 0) await sendPoison(world, round)
  }
  await world.quiet()
  return frozen(world)
}

export async function frozen(world: World): Promise<History> {
  const { topology, schemas, tables } = world.service
  const names = Object.values(topology.topics).flatMap(topic => tables.topicsOf(topic).map(({ name }) => name))
  const groups = Object.entries(topology.processors).flatMap(([group, { commands, routes = [] }]) =>
    [commands, ...routes.map(({ from }) => from)].flatMap(topic =>
      tables.topicsOf(topic).map(({ name }) => ({ group, topic: name }))))
  return { log: await FrozenLog.of(world.log, names, groups), topology, schemas, tables, world }
}

/** Money between wallets of one tenant, of one partition and of two; the same in every round, under other ids. */
function movements(round: number): readonly object[] {
  const of = (wallet: string, operation: string, fields: object) =>
    ({ tenant: 'one', wallet, operationId: `${operation}-${wallet}-${round}`, ...fields })
  const eur = { currency: 'EUR' }
  const wallets = ['a', 'b', 'c', 'd']
  const opened = wallets.map(wallet => of(wallet, 'open', { type: 'OpenWallet', ...eur }))
  const deposited = wallets.map(wallet => of(wallet, 'deposit', {
    type: 'CreateDeposit', source: 'bank', deposit: `d-${round}`, amount: 5_000n, ...eur
  }))
  const legs = ['b', 'c', 'd'].map((to, index) => ({ transfer: `leg-${index}`, to, amount: BigInt(10 + index) }))
  return [
    ...round === 0 ? opened : [], ...deposited,
    of('a', 'send', { type: 'CreateTransfer', transfer: `t-${round}`, to: 'b', amount: 700n, ...eur }),
    of('b', 'send', { type: 'CreateTransfer', transfer: `t-${round}`, to: 'nobody', amount: 300n, ...eur }),
    of('c', 'send', { type: 'CreateTransfer', transfer: `t-${round}`, to: 'd', amount: 90_000_000n, ...eur }),
    of('a', 'batch', { type: 'CreateBatch', batch: `b-${round}`, transfers: legs, ...eur }),
    of('d', 'hold', { type: 'PlaceHold', holdId: `h-${round}`, counterparty: 'shop', amount: 500n, ...eur }),
    ...round % 2 === 1 ? [of('d', 'post', { type: 'PostHold', holdId: `h-${round}`, amount: 200n })] : [],
    ...round % 4 === 2 ? [of('d', 'release', { type: 'ReleaseHold', holdId: `h-${round - 1}` })] : [],
    of('a', 'withdraw', {
      type: 'CreateWithdrawal', withdrawal: `w-${round}`, provider: '', destination: 'tok', amount: 30n, ...eur
    }),
    of('c', 'revert', { type: 'RevertDeposit', deposit: `d-${round}`, revert: `r-${round}`, amount: 100n, ...eur }),
    ...round === 5 ? [of('b', 'adjust', {
      type: 'AdjustDeposit', deposit: 'd-1', status: 'failed', author: 'olga', reason: 'ticket 1'
    })] : [],
    ...round === 6 ? [of('a', 'adjust', {
      type: 'AdjustTransfer', transfer: 't-2', status: 'failed', author: 'olga', reason: 'ticket 2'
    })] : [],
    // Nobody answers some of the withdrawals, and the source of these deposits is yet to be authorized.
    of('b', 'wait', { type: 'CreateDeposit', source: 'slow', deposit: `s-${round}`, amount: 60n, ...eur }),
    ...round > 0 ? repairs.map((repair, index) => of('a', `repair-${index}`, {
      type: 'RepairWithdrawal', withdrawal: `w-${round - 1}`, ...repair, ...forced
    })) : [],
    ...round > 0 ? [of('b', 'repair', {
      type: 'RepairDeposit', deposit: `s-${round - 1}`, outcome: round % 2 === 0 ? 'fail' : 'complete', hold: 'keep',
      ...forced
    })] : [],
    // As if it were a processor's.
    of('a', 'not/ours', { type: 'OpenWallet', ...eur }),
    // Once more, and under the same id something else.
    ...deposited.slice(0, 2), of('a', 'deposit', { type: 'CreateDeposit', source: 'bank', amount: 1n, ...eur })
  ]
}

const forced = { isForced: true, author: 'olga', reason: 'ticket 3' }
const repairs = [{ outcome: 'retry', hold: 'keep' }, { outcome: 'fail', hold: 'release' }]

/** What providers and verifiers say, until they have nothing more to say. */
async function answerAll(world: World, answered: Set<string>, seed: number): Promise<void> {
  for (let more = true; more;) {
    more = false
    for (const topic of ['provider-acme-invoice-requests', 'verifier-idly-requests']) {
      for (const request of await world.read(topic)) {
        const answer = answerTo(request as Flat, seed)
        if (request.type === 'RequestInvoice') await world.send('providerInvoicePaid', noNews(request))
        const name = JSON.stringify(answer, (_, part: unknown) => typeof part === 'bigint' ? `${part}` : part)
        if (answer === undefined || answered.has(name)) continue
        answered.add(name)
        const [to, record] = answer
        await world.send(to, record)
        more = true
      }
    }
    await world.quiet()
  }
}

/** What a provider may say at any time, and has no event. */
function noNews({ tenant, reference }: Flat): object {
  return { provider: 'acme', tenant, reference, type: 'InvoiceStatus', state: 'pending' }
}

/** Records that nobody can read. */
async function sendPoison(world: World, round: number): Promise<void> {
  const value = Buffer.from(`poison ${round}`)
  for (const topic of ['wallet-commands', 'party-commands', 'provider-acme-invoice-paid']) {
    await world.log.append([{ topic, partition: round % 2, key: `poison-${round}`, value }])
  }
}
