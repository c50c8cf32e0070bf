import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { AccountLine, Plain } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { readAll } from '../support/audit.ts'
import { EventTail } from '../support/event-tail.ts'
import { Instance } from '../support/instance.ts'
import { createDeployment, send, type Deployment } from '../support/kafka.ts'
import { TransferBooks } from '../support/transfer-books.ts'
import { until } from '../support/until.ts'
import { mulberry32, tenantRow } from '../support/workload.ts'

const PARTITIONS = 8
const WALLETS = 50
const DEPOSIT = 10_000n
/** More than a wallet has, if it sends as much to all others. */
const AMOUNT_MAX = 1_000
/** One command of so many is sent twice. */
const TWICE_EVERY = 20
const KILLS = 3
const ORDERS = 20
const STORM_MS_MAX = 120_000

const people = Array.from({ length: WALLETS }, (_, index) => `wallet-${index}`)
/** Wallets that take nothing, and one that there is not. */
const unwilling = ['shut', 'barred', 'yen', 'missing']

const storm = suite('a storm of transfers on a real broker')

storm('conserves money to the unit, whatever is read of the changelogs, and leaves nothing on its way', async () => {
  const deployment = await createDeployment(PARTITIONS, [])
  const folder = await mkdtemp(join(tmpdir(), 'wallets-storm-'))
  const instances = ['one', 'two'].map(name =>
    new Instance(name, { prefix: deployment.prefix, data: join(folder, name), only: 'wallets,accounts' }))
  const [tail, accounts] = await Promise.all(['wallet-changelog', 'account-changelog'].map(topic =>
    EventTail.start(deployment, topic))) as [EventTail, EventTail]
  try {
    await send(deployment, 'tenants', [tenantOfStorm])
    for (const instance of instances) instance.start()
    const opened = openings()
    await send(deployment, 'walletCommands', opened)
    await until(() => tail.events.length === opened.length, STORM_MS_MAX)

    const asked = transfers()
    await send(deployment, 'walletCommands', asked.flatMap((each, index) =>
      index % TWICE_EVERY === 0 ? [each, each] : [each]))
    await killMeanwhile(instances, tail, asked.length)
    await until(() => ended(tail) === asked.length, STORM_MS_MAX)
    const moved = audit(await changelogs(deployment), asked)
    await until(() => isTold(accounts, moved), STORM_MS_MAX)
    for (const instance of instances) assert.is(await instance.signal('SIGTERM'), 0)
    assert.is(accounts.count('LedgerUnbalanced'), 0)
    const letters = await readAll(deployment.log, `${deployment.prefix}wallet-commands-dead-letters`)
    assert.is(letters.length, 0)
  } catch (error) {
    for (const { name, facts } of instances) console.error(name, facts.slice(-20))
    throw error
  } finally {
    for (const instance of instances) await instance.signal('SIGKILL')
    await tail.close()
    await accounts.close()
    await deployment.log.close()
    await rm(folder, { recursive: true, force: true })
  }
})

storm.run()

const tenantOfStorm = { ...tenantRow, currencies: ['EUR', 'JPY'].map(code => ({ code, exponent: 2 })) }

type Asked = { readonly wallet: string, readonly transfer: string, readonly to: string, readonly amount: bigint }

function openings(): readonly object[] {
  const of = (wallet: string) => ({ tenant: 'demo', wallet })
  const open = (wallet: string, currency = 'EUR'): object =>
    ({ type: 'OpenWallet', ...of(wallet), operationId: 'open', currency })
  return [
    ...people.map(wallet => open(wallet)),
    ...people.map(wallet => ({
      type: 'CreateDeposit', ...of(wallet), operationId: 'deposit', source: 'bank', amount: DEPOSIT, currency: 'EUR'
    })),
    open('shut'), { type: 'CloseWallet', ...of('shut'), operationId: 'close' },
    open('barred'), { type: 'BlockWallet', ...of('barred'), operationId: 'block' }, open('yen', 'JPY')
  ]
}

/** From each to each other one, and to those that take nothing, in any order. */
function transfers(): readonly Asked[] {
  const random = mulberry32(50)
  const all = people.flatMap(wallet => [...people, ...unwilling].filter(to => to !== wallet).map(to => {
    const amount = BigInt(1 + Math.floor(random() * AMOUNT_MAX))
    return {
      type: 'CreateTransfer', tenant: 'demo', wallet, operationId: `send-${to}`, transfer: `to-${to}`, to, amount,
      currency: 'EUR'
    }
  }))
  return all.map(each => [random(), each] as const).sort(([one], [other]) => one - other).map(([, each]) => each)
}

/** Transfers that have come to an end, and those that were refused. */
function ended(tail: EventTail): number {
  return tail.count('TransferCompleted') + tail.count('TransferFailed') + tail.count('OperationRefused')
}

/** One instance after the other dies, each time when the storm has come so far again. It comes back at once. */
async function killMeanwhile(instances: readonly Instance[], tail: EventTail, count: number): Promise<void> {
  for (let kill = 0; kill < KILLS; kill++) {
    await until(() => ended(tail) > count * (kill + 1) / (KILLS + 2), STORM_MS_MAX)
    assert.ok(ended(tail) < count, 'it dies while money is on its way')
    const instance = instances[kill % instances.length]!
    await instance.signal('SIGKILL')
    instance.start()
  }
}

/** By partition, in order. */
async function changelogs({ log, codec, prefix }: Deployment): Promise<readonly (readonly Flat[])[]> {
  const topic = `${prefix}wallet-changelog`
  const events: Flat[][] = Array.from({ length: PARTITIONS }, () => [])
  for (const { partition, value } of await readAll(log, topic)) {
    const decoded = codec.decode(topic, value)
    if (!('record' in decoded)) throw new Error(JSON.stringify(decoded))
    events[partition]!.push(decoded.record)
  }
  return events
}

/**
 * Goes through the changelogs in many orders: each partition from its beginning, and all of them read as unevenly as it
 * comes. The books are checked after every event, so at every prefix that there is on the way.
 *
 * @returns what has been moved between wallets
 */
function audit(partitions: readonly (readonly Flat[])[], asked: readonly Asked[]): bigint {
  for (const partition of partitions) assert.ok(partition.length > 0, 'every partition has part in it')
  let moved = 0n
  for (let order = 0; order < ORDERS; order++) {
    const random = mulberry32(order)
    // Half of the readers see no effect before its cause, as one does who reads all partitions at one time.
    moved = checkRest(readIn(partitions, random, order % 2 === 0), asked)
  }
  return moved
}

function readIn(partitions: readonly (readonly Flat[])[], random: () => number, isCausal: boolean): TransferBooks {
  const books = new TransferBooks()
  const next = partitions.map(() => 0)
  for (;;) {
    const rest = partitions.flatMap((events, partition) => next[partition]! < events.length ? [partition] : [])
    if (rest.length === 0) return books
    const ready = rest.filter(partition => !isCausal || books.mayTake(partitions[partition]![next[partition]!]!))
    assert.ok(ready.length > 0, 'some event has no cause')
    // Some partitions are read much further than others.
    const chosen = ready[Math.floor(random() ** 3 * ready.length)]!
    books.take(partitions[chosen]![next[chosen]!++]!)
  }
}

/** Nothing lost, nothing doubled, nothing half done, nothing on its way. @returns what has been moved */
function checkRest(books: TransferBooks, asked: readonly Asked[]): bigint {
  let moved = 0n
  const balances = new Map(people.map(wallet => [wallet, DEPOSIT]))
  const counts = { completed: 0, failed: 0, refused: 0 }
  for (const { wallet, transfer, to, amount } of asked) {
    const id = `${wallet}/${transfer}`
    const trail = books.transfers.get(id)
    if (trail === undefined) {
      counts.refused++
      continue
    }
    assert.equal({ to: trail.to, amount: trail.amount }, { to, amount }, id)
    const isTaken = !unwilling.includes(to)
    assert.equal([...trail.steps].sort(), [...isTaken ? taken : left].sort(), id)
    counts[isTaken ? 'completed' : 'failed']++
    if (!isTaken) continue
    balances.set(wallet, balances.get(wallet)! - amount)
    balances.set(to, balances.get(to)! + amount)
    moved += amount
  }
  assert.ok(books.transfers.size === counts.completed + counts.failed, 'there are no others')
  assert.ok(Math.min(...Object.values(counts)) > 20, `enough of each: ${JSON.stringify(counts)}`)

  for (const [wallet, posted] of balances) assert.equal(books.wallets.get(wallet), { posted, held: 0n }, wallet)
  assert.is(books.account('transit/transfers'), 0n)
  return moved
}

/** Whether the accounts, which are summed beside the wallets, have come to the same. */
function isTold(accounts: EventTail, moved: bigint): boolean {
  const deposited = BigInt(WALLETS) * DEPOSIT
  const all = 2n * moved + deposited
  const totals = ['transit/transfers', 'source/bank', 'wallets', 'ledger'].map(name => totalOf(accounts, name))
  return isDeepStrictEqual(totals, [
    { debit: moved, credit: moved }, { debit: deposited, credit: 0n }, { debit: moved, credit: moved + deposited },
    { debit: all, credit: all }
  ])
}

function totalOf({ events }: EventTail, account: string): object | undefined {
  const last = events.findLast(event => event.type === 'PostingsAdded' && event['account'] === account)
  const lines = last?.['totals'] as readonly Plain<AccountLine>[] | undefined
  const line = lines?.find(({ currency }) => currency === 'EUR')
  return line && { debit: line.debit, credit: line.credit }
}

const taken = ['TransferCreated', 'TransferCredited', 'TransferCompleted']
const left = ['TransferCreated', 'TransferDeclined', 'TransferFailed']
