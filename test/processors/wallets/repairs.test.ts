import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type { WalletCommand, WalletEvent, WalletEventBody } from '../../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../../support/given.ts'
import { acme, holding, open, swift, tables } from '../examples.ts'
import { expecting } from './examples.ts'
import * as examples from './repair-examples.ts'

/** What people do to what waits in a wallet. */
const given = specification(wallets, tables)
const { retried, posted, released, completed, failed } = examples
const stopped = tablesOf({ tenants: [{ ...acme, stopped: 'out of balance' }], providers: [swift] })
const guarded = tablesOf({ tenants: [{ ...acme, isRepairApproved: true }], providers: [swift] })

const kinds = [
  ['transfer', examples.repairTransfer, { wallets: holding, transfers: examples.transfer }, 'transfers'],
  ['batch', examples.repairBatch, { wallets: { ...open, held: 50_00n }, batches: examples.batch }, 'batches'],
  ['withdrawal', examples.repairWithdrawal, { wallets: holding, withdrawals: examples.withdrawal }, 'withdrawals'],
  ['deposit', examples.repairDeposit, { wallets: expecting, deposits: examples.deposit }, 'deposits'],
  ['opening', examples.repairOpening, { wallets: examples.opening }, 'wallets']
] as const

/** Why what has been completed, or has failed, is repaired no more. */
const reasons = {
  transfer: ['transfer_already_completed', 'transfer_already_failed'],
  batch: ['batch_already_completed', 'batch_already_failed'],
  withdrawal: ['withdrawal_already_completed', 'withdrawal_already_failed'],
  deposit: ['deposit_already_completed', 'deposit_already_failed'],
  opening: ['wallet_not_opening', 'wallet_not_opening']
} as const

for (const [kind, command, rows, store] of kinds) {
  const test = suite(`repaired: ${kind}`)
  const isHeld = kind === 'transfer' || kind === 'batch' || kind === 'withdrawal'
  const waiting: WalletRows = rows

  test('one that is healthy is left alone, unless somebody insists', () => {
    const healthy = { ...rows, [store]: { ...waiting[store]!, since: usualAt - 3_599_999 } }
    given(healthy).when(command).refuses('process_not_stuck')
    assert.is.not(decide({ ...command, isForced: true }, healthy).type, 'OperationRefused')
  })

  test('neither a stopped tenant nor a blocked wallet is an obstacle', () => {
    assert.is.not(decide(command, rows, stopped).type, 'OperationRefused')
    if (kind === 'opening') return
    const wallet = { ...waiting.wallets!, status: 'blocked' } as const
    assert.is.not(decide(command, { ...rows, wallets: wallet }).type, 'OperationRefused')
  })

  test('a second person is asked for, and cannot be the first', () => {
    for (const approver of ['', 'Ada', ' ADA']) {
      given(rows, guarded).when({ ...command, approver }).refuses('repair_not_approved')
    }
    const event = decide({ ...command, approver: 'Ben' }, rows, guarded)
    assert.is('approver' in event && event.approver, 'Ben')
  })

  test('it has to be said what becomes of a hold', () => {
    for (const outcome of ['retry', 'complete', 'fail'] as const) {
      const right = !isHeld || outcome === 'retry' ? 'keep' : outcome === 'complete' ? 'post' : 'release'
      for (const hold of ['unknown', 'keep', 'post', 'release'] as const) {
        const event = decide({ ...command, outcome, hold }, rows)
        if (hold === right) assert.is.not(event.type, 'OperationRefused', `${outcome} ${hold}`)
        else given(rows).when({ ...command, outcome, hold }).refuses('invalid_repair', { fields: ['hold'] })
      }
    }
  })

  test('an outcome that is none is refused', () => {
    given(rows).when({ ...command, outcome: 'unknown', hold: 'keep' })
      .refuses('invalid_repair', { fields: ['outcome'] })
  })

  test('one that is asked again stays as it is', () => {
    const event = decide({ ...command, ...retried }, rows)
    assert.equal(wallets.evolve(rows, eventOf(event)), rows)
  })

  test('what has ended waits for nothing, and is repaired once', () => {
    for (const [index, how] of (isHeld ? [posted, released] : [completed, failed]).entries()) {
      const after = wallets.evolve(rows, eventOf(decide({ ...command, ...how }, rows)))
      assert.is((after as Record<string, { since?: number }>)[store]?.since, 0)
      given(after).when({ ...command, operationId: 'repair-2' }).refuses(reasons[kind][index]!)
    }
  })

  test.run()
}

function decide(command: WalletCommand, rows: WalletRows, among = tables): WalletEventBody {
  const event = wallets.decide(command, rows, among, usualAt)
  assert.is.not(event.type, 'Unchanged')
  return event as WalletEventBody
}

function eventOf(body: WalletEventBody): WalletEvent {
  return { ...head('repair-1', 9), step: 0, ...body } as WalletEvent
}
