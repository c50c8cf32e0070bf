import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { privateKeyFrom, publicKeyOf } from '../../runtime/hpke.ts'
import type { Logger } from '../../runtime/logger.ts'
import type { Vault } from '../../runtime/topology.ts'
import { createKeyPair, systemVault, unseal, vaultOf } from '../../runtime/vault.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { RandomBytes } from '../support/random-bytes.ts'
import type { World } from '../support/world.ts'
import { closeWorlds, counterIn, counterWorld, digests, memoryLog, task, until } from './counter-world.ts'
import { begin, diaries, schemas, topology, write } from './diary.ts'
import { RecordingLog } from './wrapped-log.ts'

const test = suite('what is personal is sealed between deciding and folding')
test.after.each(closeWorlds)

const diary = counterIn(1)
const other = counterIn(2)
const { publicKey: reader, privateKey } = createKeyPair()
const secret = 'Dear diary, my number is +491701234567'

test('once for each event that is decided: not for refusals, repeats, and what says nothing new', async () => {
  const vault = new CountingVault()
  const world = await diaryWorld()
  await world.start({ vault })
  await sendAll(world, write(diary, 1, secret, 'early'), begin(diary, reader), begin(diary, reader))
  await sendAll(world, write(diary, 1, secret), write(diary, 1, secret), write(diary, 2, ''), write(diary, 0, secret))
  await sendAll(world, begin(diary, reader, 'again'))
  assert.equal(await typesOf(world), ['OperationRefused', 'Begun', 'Written', 'Written', 'OperationRefused'])
  assert.equal(vault.calls, ['createKey', 'seal', 'seal'])
})

test('so that who has the key can read it, and the rows have what the event has', async () => {
  const world = await diaryWorld()
  await world.start()
  await sendAll(world, begin(diary, reader), write(diary, 1, secret), write(diary, 2, 'Nothing new.'))
  assert.equal(await textsOf(world), [secret, 'Nothing new.'])
  const [begun] = await world.read('diary-changelog')
  const rows = [...(world.stores as MemoryStores).disks.get('diaries-1')!.rows.values()]
  assert.ok(rows.some(row => row.includes(begun!['publicKey'] as Buffer)))
})

test('follow-ups of sealing are in the transaction of the event, before those of reacting to it', async () => {
  const log = new RecordingLog(await memoryLog())
  const world = await diaryWorld({ log })
  await world.send('commands', begin(diary, reader), write(diary, 1, secret))
  await world.start()
  await world.quiet()
  assert.equal(log.transactions.map(({ records }) => records.map(({ topic }) => topic)), [
    ['diary-changelog', 'diary-keys', 'diary-changelog', 'diary-counts']
  ])
})

test('a restore needs no vault, and comes to the same rows', async () => {
  const world = await diaryWorld()
  await world.start()
  await sendAll(world, begin(diary, reader), write(diary, 1, secret), begin(other, reader), write(other, 1, 'x'))
  const before = digests(world)
  for (const stores of [world.stores, new MemoryStores()]) {
    await world.service.stop()
    await world.start({ stores, vault: noVault })
    await world.quiet()
    assert.equal(digests(world), before)
    assert.is(task(world, 1).checkpoint.changelogNext, 2)
  }
})

test('a slice that is decided again has one version of all that was sealed', async () => {
  const vault = new CountingVault()
  const log = new RecordingLog(await memoryLog())
  const world = await diaryWorld({ log })
  // The re-used id asks for a row that nobody could foresee.
  await world.send('commands', begin(diary, reader), write(diary, 1, secret), write(diary, 2, 'else', 'w1'))
  await world.start({ vault })
  await world.quiet()
  assert.equal(vault.calls, ['createKey', 'seal', 'createKey', 'seal'])
  assert.is(log.transactions.length, 1)
  assert.equal(await typesOf(world), ['Begun', 'Written', 'OperationRefused'])
  assert.equal(await textsOf(world), [secret])
  assert.is((await world.read('diary-keys')).length, 1)
  await sendAll(world, write(diary, 3, 'And so on.'))
  assert.equal(await textsOf(world), [secret, 'And so on.'])
})

test('with the same source of randomness the log is the same, byte for byte', async () => {
  const [one, two, three] = await Promise.all([1, 1, 2].map(async seed => {
    const random = new RandomBytes(seed)
    const world = await diaryWorld()
    await world.start({ vault: vaultOf(bytes => random.bytes(bytes)) })
    await sendAll(world, begin(diary, reader), write(diary, 1, secret))
    const events = await world.read('diary-changelog')
    return [events[0]!['publicKey'], events[1]!['text'], (await world.read('diary-keys'))[0]!['privateKey']]
  }))
  assert.equal(one, two)
  for (const [index, bytes] of one!.entries()) assert.not.equal(bytes, three![index])
})

test('none of it is in any topic but that of the commands, nor on disk', async () => {
  const world = await diaryWorld()
  await world.start()
  const reused = write(diary, 1, `${secret}!`)
  await sendAll(world, begin(diary, reader), write(diary, 1, secret), reused, write(diary, 2, secret))
  assert.ok((await bytesOf(world, 'diary-commands')).includes(secret))
  for (const topic of ['diary-changelog', 'diary-keys', 'diary-counts', 'diary-dead-letters']) {
    assert.not.ok((await bytesOf(world, topic)).includes(secret), topic)
  }
  const rows = [...(world.stores as MemoryStores).disks.values()].flatMap(({ rows }) => [...rows.entries()])
  assert.ok(rows.length > 3)
  for (const [key, row] of rows) assert.not.ok(key.includes(secret) || row.includes(secret), key)
})

test('a record that cannot be read keeps it in its value: no header and no log has it', async () => {
  const { logger, lines } = listening()
  const world = await diaryWorld()
  await world.start({ logger })
  await sendAll(world, begin(diary, reader))
  const value = world.codec.encode('diary-commands', write(diary, 1, secret))
  await world.log.append([
    { topic: 'diary-commands', partition: 1, key: diary, value: Buffer.concat([value, Buffer.from([0])]) },
    { topic: 'diary-commands', partition: 1, key: diary, value: value.subarray(0, -1) },
    { topic: 'diary-commands', partition: 1, key: other, value },
    { topic: 'diary-commands', partition: 3, key: diary, value }
  ])
  await world.quiet()
  const letters = await world.raw('diary-dead-letters')
  assert.is(letters.length, 4)
  for (const { headers } of letters) {
    assert.is(Object.keys(headers).length, 5)
    for (const parts of Object.entries(headers)) assert.not.ok(parts.join().includes('+49'), parts[0])
  }
  assert.not.ok((await bytesOf(world, 'diary-changelog')).includes(secret))
  assert.ok(lines.some(line => line.includes('records.dead_lettered')))
  assert.not.ok(lines.join('\n').includes('+49'))
})

test('what a decider forgot to seal stops the partition, and the log does not say what it was', async () => {
  const { logger, lines } = listening()
  const forgetful = diaries({
    seal: ({ text }, event) => ({ event: text === undefined ? event : { ...event, text }, followUps: [] })
  })
  const world = await diaryWorld({ topology: forgetful })
  await world.start({ logger })
  await world.send('commands', begin(diary, reader), write(diary, 1, secret))
  await until(() => task(world, 1).state === 'stopped', 'partition 1 stops')
  const [failed] = lines.filter(line => line.includes('task.failed'))
  assert.match(failed!, 'invalid \\"bytes\\"')
  assert.not.ok(lines.join('\n').includes('+49'))
})

test('what reacts to an event sees the rows as the event left them', async () => {
  const world = await diaryWorld()
  await world.start()
  await sendAll(world, begin(diary, reader), write(diary, 1, 'one'), write(diary, 2, 'two'))
  await sendAll(world, write(diary, 3, 'three'))
  assert.equal((await world.read('diary-counts')).map(({ pages }) => pages), [1, 2, 3])
})

test.run()

async function diaryWorld(options: object = {}): Promise<World> {
  return counterWorld({ topology, schemas, stores: new MemoryStores(), ...options })
}

async function sendAll(world: World, ...commands: readonly object[]): Promise<void> {
  await world.send('commands', ...commands)
  await world.quiet()
}

async function typesOf(world: World): Promise<readonly string[]> {
  return (await world.read('diary-changelog')).map(({ type }) => type)
}

/** What is written in the diary, as its reader reads it. */
async function textsOf(world: World): Promise<readonly (string | undefined)[]> {
  const events = await world.read('diary-changelog')
  const [sealed] = await world.read('diary-keys')
  const key = privateKeyFrom(unseal(privateKeyFrom(privateKey), sealed!['privateKey'] as Buffer)!)
  assert.equal(publicKeyOf(key), events.find(({ type }) => type === 'Begun')!['publicKey'])
  return events.filter(({ type }) => type === 'Written').map(({ text }) => unseal(key, text as Buffer)?.toString())
}

/** All that is in a topic: keys, values and headers. */
async function bytesOf(world: World, topic: string): Promise<Buffer> {
  return Buffer.concat((await world.raw(topic)).flatMap(({ key, value, headers }) =>
    [key, value, ...Object.entries(headers).flat()].map(part => Buffer.from(part as string ?? ''))))
}

/** Notes what it is asked for. */
class CountingVault implements Vault {
  readonly calls: string[] = []

  createKey(recipient: Uint8Array): ReturnType<Vault['createKey']> {
    this.calls.push('createKey')
    return systemVault.createKey(recipient)
  }

  seal(publicKey: Uint8Array, text: Uint8Array): Uint8Array {
    this.calls.push('seal')
    return systemVault.seal(publicKey, text)
  }
}

const noVault: Vault = {
  createKey: () => { throw new Error('there is no vault') },
  seal: () => { throw new Error('there is no vault') }
}

function listening(): { readonly logger: Logger, readonly lines: readonly string[] } {
  const lines: string[] = []
  const hear = (fields: object, fact: string): void => void lines.push(JSON.stringify({ fact, ...fields }))
  return { logger: { debug: hear, info: hear, warn: hear, error: hear }, lines }
}
