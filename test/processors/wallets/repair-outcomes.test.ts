import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { FollowUp } from '../../../processors/decider.ts'
import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type { WalletCommand } from '../../../schemas/generated.ts'
import { specification } from '../../support/given.ts'
import * as usual from '../examples.ts'
import { completeTransfer, failTransfer } from '../transfers/examples.ts'
import { batchFlow, recordReservation } from './batch-examples.ts'
import { adjustTransfer, answerAdjustment } from './adjustment-examples.ts'
import { expecting, reviewDeposit } from './examples.ts'
import { happens } from './happens.ts'
import * as examples from './repair-examples.ts'

/** What each repair leaves, what it tells others, and what becomes of what they say later. */
const given = specification(wallets, usual.tables)
const { retried, posted, released, completed, failed } = examples
const { holding, open } = usual
const day = 20_000

const ofTransfers = suite('a repaired transfer')
const transferring: WalletRows = { wallets: holding, transfers: examples.transfer }
const credit = {
  type: 'CreditTransfer', tenant: 'acme', wallet: 'bob', operationId: 'alice/t-1/credit', from: 'alice',
  transfer: 't-1', amount: 30_00n, currency: 'EUR'
}

ofTransfers('has left when it is completed, and the other wallet is asked to take it', () => {
  const { type, rows, balance, postings, sent } = happens({ ...examples.repairTransfer, ...posted }, transferring)
  assert.is(type, 'TransferRepaired')
  assert.equal(balance, { posted: 70_00n, held: 0n })
  assert.equal(postings, examples.transfer.flow)
  assert.equal(rows.transfers, { ...examples.transfer, status: 'completed', since: 0, isRepaired: true })
  assert.equal(sent, [credit])
})

ofTransfers('is with its owner when it has failed, and nobody is told', () => {
  const used = { operation: 'transfer_out', amount: 30_00n, count: 1 } as const
  const counted = { ...holding, usages: [{ ...used, period: 'day', start: day }] } as const
  const row = { ...examples.transfer, localDay: day }
  const { rows, balance, postings, sent } =
    happens({ ...examples.repairTransfer, ...released }, { wallets: counted, transfers: row })
  assert.equal(balance, { posted: 100_00n, held: 0n })
  assert.equal(postings, [])
  assert.equal(rows.wallets?.usages, [{ ...used, amount: 0n, count: 0, period: 'day', start: day }])
  assert.equal(sent, [])
})

ofTransfers('is asked again by the name that it was asked by before', () => {
  assert.equal(happens({ ...examples.repairTransfer, ...retried }, transferring).sent, [credit])
})

ofTransfers('does not move twice, whatever the other wallet says later', () => {
  for (const [how, status] of [[posted, 'completed'], [released, 'failed']] as const) {
    const { rows } = happens({ ...examples.repairTransfer, ...how }, transferring)
    given(rows).when(completeTransfer).refuses(`transfer_already_${status}`)
    given(rows).when(failTransfer).refuses(`transfer_already_${status}`)
  }
})

ofTransfers('is put right by an adjustment, be the other wallet as it is to be already', () => {
  for (const [how, status, reason, left] of [
    [released, 'completed', 'credit_already_exists', 70_00n], [posted, 'failed', 'credit_not_found', 100_00n]
  ] as const) {
    const repaired = happens({ ...examples.repairTransfer, ...how }, transferring).rows
    const asking = happens({ ...adjustTransfer, status }, repaired).rows
    const adjusted = happens({ ...answerAdjustment, isDone: false, reason }, asking)
    assert.is(adjusted.type, 'TransferAdjusted', status)
    assert.equal(adjusted.balance, { posted: left, held: 0n })
    const declined = happens({ ...answerAdjustment, isDone: false, reason: 'wallet_closed' }, asking)
    assert.is(declined.type, 'AdjustmentDeclined')
  }
})

ofTransfers('alone is put right so: one that was not repaired stays as it is', () => {
  const unrepaired = { ...examples.transfer, status: 'failed' as const, since: 0 }
  const asking = happens({ ...adjustTransfer, status: 'completed' }, { wallets: open, transfers: unrepaired }).rows
  const answer = { ...answerAdjustment, isDone: false, reason: 'credit_already_exists' }
  assert.is(happens(answer, asking).type, 'AdjustmentDeclined')
})

ofTransfers.run()

const ofBatches = suite('a repaired batch')
const batch: WalletRows = {
  wallets: { ...open, held: 50_00n }, batches: { ...examples.batch, waiting: ['t-2'] }
}

ofBatches('has left when it is completed: who has not answered is asked, then all take their part', () => {
  const { rows, balance, postings, sent } = happens({ ...examples.repairBatch, ...posted }, batch)
  assert.equal(balance, { posted: 50_00n, held: 0n })
  assert.equal(postings, batchFlow)
  assert.is(rows.batches?.status, 'completed')
  assert.equal(sent.map(named), [
    'ReserveCredit batch/alice/b-1/t-2/reserve', 'ConfirmCredit batch/alice/b-1/t-1/confirm',
    'ConfirmCredit batch/alice/b-1/t-2/confirm'
  ])
})

ofBatches('is with its owner when it has failed, and every other wallet gives its room back', () => {
  const { rows, balance, sent } = happens({ ...examples.repairBatch, ...released }, batch)
  assert.equal(balance, { posted: 100_00n, held: 0n })
  assert.is(rows.batches?.status, 'failed')
  assert.equal(sent.map(named), [
    'CancelCredit batch/alice/b-1/t-1/cancel', 'CancelCredit batch/alice/b-1/t-2/cancel'
  ])
})

ofBatches('asks again those alone that have not answered', () => {
  const { sent } = happens({ ...examples.repairBatch, ...retried }, batch)
  assert.equal(sent.map(named), ['ReserveCredit batch/alice/b-1/t-2/reserve'])
})

ofBatches('hears no answer any more', () => {
  for (const [how, status] of [[posted, 'completed'], [released, 'failed']] as const) {
    const { rows } = happens({ ...examples.repairBatch, ...how }, batch)
    given(rows).when(recordReservation).refuses(`batch_already_${status}`)
  }
})

ofBatches.run()

const ofDeposits = suite('a repaired deposit')
const depositing: WalletRows = { wallets: expecting, deposits: examples.deposit }

ofDeposits('is in the wallet when it is completed, and its source may have it back', () => {
  const { rows, balance, postings, sent } = happens({ ...examples.repairDeposit, ...completed }, depositing)
  assert.equal(balance, { posted: 150_00n, held: 0n })
  assert.equal(postings, examples.deposit.flow)
  assert.equal(rows.deposits, { ...examples.deposit, status: 'completed', dueAt: 0, failsAt: 0, since: 0 })
  assert.is(rows.wallets?.incoming, 0n)
  assert.equal(sent, [])
})

ofDeposits('leaves its room when it has failed, and counts towards no limit', () => {
  const used = { operation: 'deposit', amount: 50_00n, count: 1, period: 'day', start: day } as const
  const { rows, balance, postings } = happens({ ...examples.repairDeposit, ...failed }, {
    wallets: { ...expecting, usages: [used] }, deposits: { ...examples.deposit, localDay: day }
  })
  assert.equal(rows.wallets?.usages, [{ ...used, amount: 0n, count: 0 }])
  assert.equal([balance, postings], [{ posted: 100_00n, held: 0n }, []])
  assert.is(rows.wallets?.incoming, 0n)
})

ofDeposits('has its source looked at when it is asked again', () => {
  const { sent } = happens({ ...examples.repairDeposit, ...retried }, depositing)
  assert.equal(sent, [reviewDeposit])
})

ofDeposits('is not looked at any more', () => {
  for (const how of [completed, failed]) {
    const { rows } = happens({ ...examples.repairDeposit, ...how }, depositing)
    const event = wallets.decide(reviewDeposit, rows, usual.tables, examples.deposit.dueAt)
    assert.is(event.type, 'Unchanged')
  }
})

ofDeposits.run()

function named(record: FollowUp['record']): string {
  const { type, operationId } = record as WalletCommand
  return `${type} ${operationId}`
}
