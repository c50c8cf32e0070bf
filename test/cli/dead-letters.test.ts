import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { TransactionalProducer } from '../../runtime/log/log.ts'
import { partitionOf } from '../../runtime/partition.ts'
import { schemaRow } from '../../runtime/schemas.ts'
import { schemas } from '../../schemas/generated.ts'
import { CommandFailure, exitCodeOf } from '../../cli/exit-codes.ts'
import { DeadLetters, type Letter } from '../../cli/dead-letters.ts'
import { LetterDesk } from '../../cli/decide-letters.ts'
import { Mender } from '../../cli/mender.ts'
import {
  closeWorlds, createDeposit, invoicePaid, openWallet, tenant, walletsWorld, wordOf
} from '../flows/wallets-world.ts'
import { memoryLog } from '../runtime/counter-world.ts'
import { WrappedLog } from '../runtime/wrapped-log.ts'
import type { World } from '../support/world.ts'
import {
  ann, decisionsOf, discard, hangUp, lettersOf, mendingsOf, operatorOf, placesOf, putAside, resend, wordsOf
} from './dead-letters-world.ts'

const test = suite('dead letters that are decided')
test.after.each(hangUp)
test.after.each(closeWorlds)

const key = 'demo/alice'
const home = partitionOf(key, 2)
const topic = 'wallet-commands'
const aside = 'wallet-commands-dead-letters'

/** What does not depend on anything but the record: each is put aside for its reason, and stays for it. */
const hopeless = {
  too_large: value => Buffer.concat([value, Buffer.alloc(65_537)]),
  empty: () => null,
  too_short: value => value.subarray(0, 3),
  wrong_magic_byte: value => Buffer.concat([Buffer.from([1]), value.subarray(1)]),
  unknown_schema: value => withSchema(value, 999),
  foreign_schema: (_, world) => world.codec.encode('tenant-commands', {
    type: 'StopTenant', tenant: 'demo', operationId: 'stop', reason: 'it was for another topic'
  }),
  undecodable: value => value.subarray(0, -1),
  trailing_bytes: value => Buffer.concat([value, Buffer.from([0])])
} as const satisfies Record<string, (value: Buffer, world: World) => Buffer | null>

test('bytes that cannot be read by now either stay, and it is said why', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  for (const [reason, spoil] of Object.entries(hopeless)) {
    await putAside(world, { topic, partition: home, key, value: spoil(opening(world), world) })
    assert.equal((await mendingsOf(connection)).map(wordsOf).at(-1), reason)
  }
  const told: string[] = []
  const onHopeless = ({ origin }: Letter, why: string): void => void told.push(`${origin!.reason} ${why}`)
  assert.is(await resend(connection, { onHopeless }), 0)
  assert.equal(told, Object.keys(hopeless).map(reason => `${reason} ${reason}`))
  assert.equal(await decisionsOf(world), [])
  assert.is((await placesOf(connection)).length, told.length)
})

test('a key, a partition or both that are wrong are put right, and nothing else is changed', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  const value = opening(world)
  const [here, there] = ['b', 'c', 'd', 'e', 'f', 'g'].map(wallet => `demo/${wallet}`)
    .reduce<[string, string]>(([one, two], name) => partitionOf(name, 2) === home ? [name, two] : [one, name], ['', ''])
  const headers = { trace: 't-1' }
  await putAside(world,
    { topic, partition: 1 - home, key, value, headers }, { topic, partition: home, key: here, value },
    { topic, partition: 1 - home, key: there, value }, { topic, partition: home, key: null, value })
  const mendings = await mendingsOf(connection)
  assert.equal(mendings.map(wordsOf).sort(), [
    'mended: key', 'mended: key', 'mended: partition', 'mended: partition key'
  ])
  for (const mending of mendings) {
    assert.ok('outgoing' in mending)
    assert.equal([mending.outgoing.partition, String(mending.outgoing.key)], [home, key])
    assert.equal(mending.outgoing.value, value)
  }
  assert.is(await resend(connection), 4)
  await world.quiet()
  // All of them are the same operation.
  assert.equal((await walletEvents(world)).filter(word => word !== 'key_mismatch' && word !== 'wrong_partition'),
    ['WalletOpened'])
  assert.equal(await placesOf(connection), [])
  const again = (await world.raw(topic)).filter(record => record.headers['x-resent-from'] !== undefined)
  assert.is(again.length, 4)
  const [traced] = again.filter(record => record.headers['trace'] !== undefined)
  assert.equal(Object.keys(traced!.headers).sort(), ['trace', 'x-resent-from'])
  assert.equal((await decisionsOf(world)).map(({ letter, because, author, reason, topic: to, mended }) =>
    [letter, because, author, reason, to, mended.join(' ')]).sort(), [
    [`${aside}/${1 - home}/0`, 'wrong_partition', 'ann', 'ticket 7', topic, 'partition'],
    [`${aside}/${1 - home}/1`, 'key_mismatch', 'ann', 'ticket 7', topic, 'partition key'],
    [`${aside}/${home}/0`, 'key_mismatch', 'ann', 'ticket 7', topic, 'key'],
    [`${aside}/${home}/1`, 'key_mismatch', 'ann', 'ticket 7', topic, 'key']
  ].sort())
})

test('a schema that is known by now lets the bytes go as they came', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  await putAside(world, { topic, partition: home, key, value: withSchema(opening(world), 999) })
  assert.equal((await mendingsOf(connection)).map(wordsOf), ['unknown_schema'])
  await world.log.append([{ topic: 'schemas', partition: 0, ...schemaRow(topic, 999, schemas.WalletCommand) }])
  await connection.schemas.caughtUp()
  assert.equal((await mendingsOf(connection)).map(wordsOf), ['mended: '])
  assert.is(await resend(connection), 1)
  await world.quiet()
  assert.equal(await walletEvents(world), ['unknown_schema', 'WalletOpened'])
})

test('what was for another topic goes there, if that is said', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  await putAside(world, { topic, partition: 0, key: 'demo', value: hopeless.foreign_schema(Buffer.alloc(0), world) })
  assert.equal((await mendingsOf(connection)).map(wordsOf), ['foreign_schema'])
  assert.is(await resend(connection, { to: 'tenant-commands' }), 1)
  await world.quiet()
  assert.equal((await world.read('tenant-changelog')).map(wordOf), ['TenantStopped'])
  assert.equal((await decisionsOf(world)).map(({ topic: to }) => to), ['tenant-commands'])
})

test('a tenant with own topics gets what is its, under the schema of its topic', async () => {
  const world = await walletsWorld()
  await world.send('tenants', {
    ...tenant, tenant: 'big', ownTopics: { partitions: 3, replication: 1, commandRetentionMs: 0 }
  })
  const own = 'tenant-big-wallet-commands'
  for (let tries = 0; tries < 2_000 && await world.log.describe(own) === undefined; tries++) await world.quiet()
  const connection = await operatorOf(world)
  const command = openWallet('open', { tenant: 'big' })
  await world.send('walletCommands', command)
  await world.quiet()
  const isSame = partitionOf('big/alice', 3) === partitionOf('big/alice', 2)
  assert.equal((await mendingsOf(connection)).map(wordsOf), [`mended: topic ${isSame ? '' : 'partition '}value`])
  assert.is(await resend(connection), 1)
  await world.quiet()
  const [decision] = await decisionsOf(world)
  assert.is(decision!['topic'], own)
  const [sent] = await world.raw(own)
  assert.is(sent!.key!.toString(), 'big/alice')
  connection.schemas.add(own, 'WalletCommand')
  assert.equal(await connection.schemas.decode(own, sent!.value), {
    record: { expectedRevision: 0, party: '', identity: '', ...command }
  })
  // Its own dead letters are listed with all others.
  await putAside(world, { topic: own, partition: 0, key: null, value: null })
  assert.equal(await placesOf(connection), ['tenant-big-wallet-commands-dead-letters/0/0'])
})

test('a notification of a provider goes where it came from, whatever its key', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  const paid = 'provider-acme-invoice-paid'
  const value = withSchema(world.codec.encode(paid, invoicePaid('demo/alice/w-1/1') as never), 999)
  await putAside(world, { topic: paid, partition: 1, key: 'theirs', value })
  await world.log.append([{ topic: 'schemas', partition: 0, ...schemaRow(paid, 999, schemas.ProviderNotification) }])
  await connection.schemas.caughtUp()
  assert.is(await resend(connection), 1)
  const [, sent] = await world.raw(paid)
  assert.equal([sent!.key!.toString(), sent!.offset], ['theirs', 1])
  await world.quiet()
  assert.equal((await world.read('withdrawal-changelog')).map(wordOf).sort(), ['NotificationKept', 'unknown_schema'])
})

test('what was sent is sent again only if that is wanted, and never decided twice', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  await putAside(world, { topic, partition: home, key: null, value: opening(world) })
  assert.equal([await resend(connection), await resend(connection)], [1, 0])
  assert.is(await resend(connection, { selection: { withDecided: true } }), 1)
  await world.quiet()
  assert.equal(await walletEvents(world), ['key_mismatch', 'WalletOpened'])
  assert.is((await decisionsOf(world)).length, 2)
})

test('what is discarded is open no more, stays where it is, and says by whom', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  const record = { topic, partition: 0, key }
  await putAside(world, { ...record, value: null }, { ...record, value: Buffer.from('?') })
  assert.is(await discard(connection, { code: 'empty' }), 1)
  assert.equal(await placesOf(connection), [`${aside}/0/1`])
  const [first] = await lettersOf(connection, { withDecided: true })
  const { type, because, author, reason } = first!.decided!.decision
  assert.equal({ type, because, author, reason }, { type: 'DeadLetterDiscarded', because: 'empty', ...ann })
  assert.is((await world.raw(aside)).length, 2)
})

test('letters are chosen by topic, reason, time, and place', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  await putAside(world, { topic, partition: 0, key, value: null })
  await putAside(world, { topic: 'party-commands', partition: 1, key, value: Buffer.from('?') })
  const [one, two] = await placesOf(connection)
  assert.equal([one, two], ['party-commands-dead-letters/1/0', `${aside}/0/0`])
  for (const [selection, found] of [
    [{ topic }, [two]], [{ topic: aside }, [two]], [{ topic: 'party-commands' }, [one]], [{ topic: 'tenants' }, []],
    [{ code: 'empty' }, [two]], [{ code: 'too_short' }, [one]], [{ code: 'undecodable' }, []],
    [{ since: 0 }, [one, two]], [{ since: Date.now() + 60_000 }, []], [{ places: [two!] }, [two]],
    [{ places: [two!, two!] }, [two]]
  ] as const) assert.equal(await placesOf(connection, selection), found, JSON.stringify(selection))
})

test('a selection that is wrong in one place does nothing in the others', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  await putAside(world, { topic, partition: home, key: null, value: opening(world) })
  const right = `${aside}/${home}/0`
  for (const [wrong, code] of [
    ['', 2], [aside, 2], [`${aside}/0`, 2], [`${aside}/x/0`, 2], [`${aside}/-1/0`, 2], [`${aside}/0/1.5`, 2],
    ['wallet-commands/0/0', 1], ['nowhere/0/0', 1], [`${aside}/2/0`, 1], [`${aside}/${home}/1`, 1],
    [`${aside}/${1 - home}/0`, 1]
  ] as const) {
    const error = await resend(connection, { selection: { places: [right, wrong] } }).catch((thrown: unknown) => thrown)
    assert.ok(error instanceof CommandFailure, wrong)
    assert.is(exitCodeOf(error), code, wrong)
  }
  let seen = 0
  const both = (await DeadLetters.open(connection)).select({ places: [right, 'nowhere/0/0'] })
  const all = (async () => { for await (const _ of both) seen++ })()
  assert.is(await all.catch(exitCodeOf), 1)
  assert.is(seen, 0, 'not one is given before all are found')
  assert.equal(await decisionsOf(world), [])
})

test('thousands go on where they were interrupted: each once, with one decision', async () => {
  const log = new FailingLog(await memoryLog())
  const world = await walletsWorld({ log })
  const connection = await operatorOf(world)
  const many = 3_000
  const value = Array.from({ length: many }, (_, index) =>
    world.codec.encode(topic, createDeposit(`o${index}`, { wallet: `w${index % 50}` }) as never))
  await putAside(world, ...value.map(each => ({ topic, partition: home, key: null, value: each })))
  assert.is((await lettersOf(connection)).length, many)

  log.commitsLeft = 2
  let told = 0
  await resend(connection, { onCommitted: decided => { told = decided } }).then(
    () => assert.unreachable(), (error: Error) => assert.is(error.message, 'the connection is gone'))
  assert.equal([told, (await decisionsOf(world)).length], [1_000, 1_000])
  log.commitsLeft = Infinity
  assert.is(await resend(connection), many - told)
  await world.quiet()

  const letters = (await decisionsOf(world)).map(({ letter }) => letter as string)
  assert.equal([letters.length, new Set(letters).size], [many, many])
  const again = (await world.raw(topic)).filter(({ headers }) => headers['x-resent-from'] !== undefined)
  assert.is(again.length, many)
  const events = (await world.read('wallet-changelog')).filter(({ type }) => type !== 'RecordDeadLettered')
  assert.is(events.length, many)
  assert.is(new Set(events.map(({ operationId }) => operationId as string)).size, many)
})

test('of two who decide at once the first one is stopped, and writes nothing more', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  await putAside(world, { topic, partition: home, key: null, value: opening(world) })
  const first = await LetterDesk.open(connection, ann)
  const letters = await DeadLetters.open(connection)
  assert.is(await resend(connection), 1)
  const error = await first.resend(letters.select({}), new Mender(connection, letters.homes))
    .catch((thrown: unknown) => thrown)
  assert.is(exitCodeOf(error), 3)
  assert.match((error as Error).message, 'somebody else has begun')
  assert.is((await decisionsOf(world)).length, 1)
})

test('one that somebody else wrote there is listed, and goes nowhere', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  await world.log.append([{ topic: aside, partition: 1, key: null, value: opening(world) }])
  const [letter] = await lettersOf(connection, { code: 'unknown' })
  assert.equal([letter!.place, letter!.origin], [`${aside}/1/0`, undefined])
  assert.equal((await mendingsOf(connection)).map(wordsOf), ['topic_not_found'])
  assert.equal((await mendingsOf(connection, topic)).map(wordsOf), ['mended: topic partition key'])
})

test.run()

function opening(world: World): Buffer {
  return world.codec.encode(topic, openWallet() as never)
}

function withSchema(value: Buffer, id: number): Buffer {
  const changed = Buffer.from(value)
  changed.writeInt32BE(id, 1)
  return changed
}

async function walletEvents(world: World): Promise<string[]> {
  return (await world.read('wallet-changelog')).map(wordOf)
}

/** A log on which, after so many transactions of operators, the next one fails. */
class FailingLog extends WrappedLog {
  commitsLeft = Infinity

  override producer(transactionalId: string): TransactionalProducer {
    const producer = this.inner.producer(transactionalId)
    if (transactionalId !== 'dead-letters') return producer
    return {
      fence: () => producer.fence(),
      close: () => producer.close(),
      begin: async () => {
        const transaction = await producer.begin()
        if (this.commitsLeft-- > 0) return transaction
        return { ...transaction, commit: () => Promise.reject(new Error('the connection is gone')) }
      }
    }
  }
}
