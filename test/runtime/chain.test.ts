import { createHash } from 'node:crypto'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { follow } from '../../runtime/chain.ts'
import { Contradiction } from '../../runtime/contradiction.ts'
import { silent, type Logger } from '../../runtime/logger.ts'
import type { LogRecord } from '../../runtime/log/log.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { alice, closeWorlds, createDeposit, openWallet, walletsWorld } from '../flows/wallets-world.ts'
import { opened, until } from './counter-world.ts'
import { World } from '../support/world.ts'

const test = suite('the chain of a changelog')
test.after.each(closeWorlds)

test('has each event in it, dead letters too, over transactions, restarts and restores', async () => {
  const events = await history()
  assert.is(events.length, 9)
  assert.is(new Set(events.map(({ value }) => hashOf(value!))).size, 9)
  let before = '00'.repeat(16)
  for (const { value } of events) {
    const bytes = Buffer.concat([value!.subarray(5, 6), Buffer.from(before, 'hex'), value!.subarray(22)])
    const expected = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
    assert.is(hashOf(value!), expected)
    before = expected
  }
})

test('is followed, and leaves what it reads as it was', async () => {
  const events = await history()
  const copies = events.map(({ value }) => Buffer.from(value!))
  assert.is(followed(events.map(({ value }) => value!)), hashOf(copies.at(-1)!))
  assert.equal(events.map(({ value }) => value), copies)
})

const damages: Readonly<Record<string, (values: readonly Buffer[]) => readonly Buffer[]>> = {
  'a bit was flipped in': ([first, second, ...others]) => [first!, flipped(second!, second!.length - 1), ...others],
  'another hash is in': ([first, second, ...others]) => [first!, flipped(second!, 21), ...others],
  'is missing:': ([first, , ...others]) => [first!, ...others],
  'at the beginning is missing:': ([, ...others]) => others,
  'is there twice:': ([first, ...others]) => [first!, first!, ...others],
  'has changed places:': ([first, second, third, ...others]) => [first!, third!, second!, ...others],
  'lost its hash:': ([first, second, ...others]) => [first!, withoutHash(second!), ...others]
}

for (const [name, damage] of Object.entries(damages)) {
  test(`breaks where an event ${name} nobody goes on from there`, async () => {
    const events = await history()
    const damaged = damage(events.map(({ value }) => value!))
    assert.throws(() => followed(damaged), (error: unknown) => error instanceof Contradiction)
    assert.match((await restored(events, damaged))!, /^wallet-changelog at offset [012]: /)
  })
}

test('begins after events that have no hash', async () => {
  const events = await history()
  const values = events.map(({ value }) => value!)
  const old = values.slice(0, 4).map(withoutHash)
  assert.is(followed(old), '')
  assert.is(await restored(events.slice(0, 4), old), undefined)
})

test.run()

let known: Promise<readonly LogRecord[]> | undefined

/** Deposits into one partition, with a record that nobody can read and a restart in between. */
async function history(): Promise<readonly LogRecord[]> {
  return await (known ??= written())
}

async function written(): Promise<readonly LogRecord[]> {
  const world = await walletsWorld({ partitions: 1 })
  await world.send('walletCommands', openWallet(), createDeposit('d-1'), createDeposit('d-2', { currency: 'USD' }))
  await world.quiet()
  await world.log.append([{ topic: 'wallet-commands', partition: 0, key: 'demo/alice', value: Buffer.from('?') }])
  await world.send('walletCommands', createDeposit('d-3'), createDeposit('d-1'))
  await world.quiet()
  await world.service.stop()
  await world.start()
  await world.send('walletCommands', createDeposit('d-4'), createDeposit('d-5'))
  await world.quiet()
  await world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await world.send('walletCommands', createDeposit('d-6'), { ...alice, type: 'BlockWallet', operationId: 'block' })
  await world.quiet()
  return await world.raw('wallet-changelog')
}

function followed(values: readonly Buffer[]): string {
  const last = values.reduce((chain: Uint8Array, value) => {
    const told = value[5] === 0 ? Buffer.alloc(0) : value.subarray(6, 22)
    return follow(chain, value, told)
  }, Buffer.alloc(0))
  return Buffer.from(last).toString('hex')
}

/** Why a service stops that finds such events in its changelog; undefined if it goes on. */
async function restored(events: readonly LogRecord[], values: readonly Buffer[]): Promise<string | undefined> {
  const said: string[] = []
  const logger: Logger = { ...silent, error: fields => void said.push((fields as { message: string }).message) }
  const world = opened(await World.create({ partitions: 1, logger }))
  const key = events[0]!.key!
  await world.log.append(events.map(() => ({ topic: 'wallet-commands', partition: 0, key, value: Buffer.from('?') })))
  await world.log.append(values.map(value => ({ topic: 'wallet-changelog', partition: 0, key, value })))
  await world.start()
  const task = world.service.tasks.find(({ processor }) => processor === 'wallets')!
  await until(() => task.state === 'stopped' || task.state === 'running', 'it is restored')
  return said[0]
}

function hashOf(value: Buffer): string {
  return value.toString('hex', 6, 22)
}

function flipped(value: Buffer, at: number): Buffer {
  const bytes = Buffer.from(value)
  bytes[at]! ^= 1
  return bytes
}

function withoutHash(value: Buffer): Buffer {
  return Buffer.concat([value.subarray(0, 5), Buffer.from([0]), value.subarray(22)])
}
