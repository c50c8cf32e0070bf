import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../../processors/wallets/index.ts'
import { batchMax } from '../../../processors/wallets/batch.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import { encodeBare } from '../../../schemas/codec.ts'
import type { WalletCommand, WalletEvent, WalletEventBody } from '../../../schemas/generated.ts'
import type { Flat } from '../../../schemas/record.ts'
import { topology } from '../../../topology.ts'
import { codecOfAll } from '../../schemas/codecs.ts'
import { head, usualAt } from '../../support/given.ts'
import { open, tables } from '../examples.ts'
import { createBatch, recordReservation } from './batch-examples.ts'

/** As many transfers as a batch may have, of the largest amounts, under the longest ids. */
const test = suite('the largest batch')

const codec = codecOfAll()
const longest = (index: number): string => String(index).padStart(64, 'x')
const batch = 'b'.repeat(64)
const amount = 2n ** 53n
const transfers = Array.from(
  { length: batchMax }, (_, index) => ({ transfer: longest(index), to: longest(index), amount }))
const asked: WalletRows = { wallets: { ...open, posted: 2n ** 63n - 1n } }
const command = { ...createBatch, batch, transfers }
const answer = { ...recordReservation, batch, transfer: longest(0) }

test('is a record that a topic takes, and so are its events and its row', () => {
  const waiting = next(command, asked)
  const last = { ...waiting, batches: { ...waiting.batches!, waiting: [longest(0)] } }
  const events = [
    decided(command, asked), decided(answer, last), decided({ ...answer, isReserved: false, reason: 'x' }, last)
  ]
  assert.equal(events.map(({ type }) => type), ['BatchCreated', 'BatchCompleted', 'BatchFailed'])
  const { type } = codec.shape(topology.stores.batches.row)
  const { walletCommands, walletChangelog } = topology.topics
  const sizes = [
    codec.encode(walletCommands.name, command as unknown as Flat).length,
    ...events.map(event => codec.encode(walletChangelog.name, event as unknown as Flat).length),
    encodeBare(type, waiting.batches!).length
  ]
  for (const bytes of sizes) assert.ok(bytes > 130 * batchMax && bytes < 260 * batchMax, `${bytes} bytes`)
  assert.ok(260 * batchMax < Number(walletChangelog.config['max.message.bytes']) / 4)
})

test('causes short commands, each an operation of its own', () => {
  const event = decided(command, asked)
  const sent = wallets.react!(event, next(command, asked)).map(({ record }) => record as WalletCommand)
  assert.is(new Set(sent.map(({ wallet, operationId }) => `${wallet} ${operationId}`)).size, batchMax)
  for (const record of sent) {
    assert.ok(codec.encode(topology.topics.walletCommands.name, record as unknown as Flat).length < 700)
  }
})

test.run()

function decided(sent: WalletCommand, rows: WalletRows): WalletEvent {
  return { ...head(sent.operationId), ...wallets.decide(sent, rows, tables, usualAt) as WalletEventBody }
}

function next(sent: WalletCommand, rows: WalletRows): WalletRows {
  return wallets.evolve(rows, decided(sent, rows))
}
