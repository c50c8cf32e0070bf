import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type {
  AdjustmentDeclined, CreditAdjusted, CreditNotAdjusted, Plain, Transfer, TransferAdjusted, TransferAdjusting,
  WalletCommand, WalletEventBody
} from '../../../schemas/generated.ts'
import { head, specification, usualAt } from '../../support/given.ts'
import { blocked, closed, closeWallet, empty, open, opening, tables } from '../examples.ts'
import {
  adjustCredit, adjusting, adjustTransfer, answerAdjustment, credit, posted, said, transferred
} from './adjustment-examples.ts'

/** A transfer ended otherwise than it was said: both wallets agree, one step after the other. */
const given = specification(wallets, tables)
const most = 2n ** 63n - 1n

const failed: Plain<Transfer> = { ...transferred, status: 'failed' }
const redo = { ...adjustTransfer, status: 'completed' } as const
const began: TransferAdjusting = {
  type: 'TransferAdjusting', transfer: 't-1', to: 'bob', status: 'failed', credited: 30_00n, currency: 'EUR', ...said,
  balance: { posted: 100_00n, held: 0n }
}

const beginning = suite('the wallet that pays asks')

beginning('moves nothing before the other wallet has answered, and keeps the room for what comes back', () => {
  given({ wallets: open, transfers: transferred }).when(adjustTransfer).emits(began)
  assert.equal(decided({ wallets: open, transfers: transferred }, adjustTransfer), {
    wallets: { ...open, incoming: 31_00n }, transfers: adjusting
  })
})

beginning('sets aside what it is to pay, covered or not', () => {
  const poor = { ...open, posted: 10_00n }
  const event = { ...began, status: 'completed', balance: { posted: 10_00n, held: 31_00n } } as const
  given({ wallets: poor, transfers: failed }).when(redo).emits(event)
  assert.equal(decided({ wallets: poor, transfers: failed }, redo), {
    wallets: { ...poor, held: 31_00n }, transfers: { ...failed, adjustment: 'adjust-1' }
  })
})

beginning('is blocked or not, and cannot be closed until it has its answer', () => {
  given({ wallets: blocked, transfers: transferred }).when(adjustTransfer).emits(began)
  for (const [transfers, command] of [[transferred, adjustTransfer], [failed, redo]] as const) {
    const rows = decided({ wallets: empty, transfers }, command)
    const { posted: left, held } = rows.wallets!
    given(rows).when(closeWallet).refuses('wallet_not_empty', { balance: { posted: left, held } })
  }
})

beginning('takes one adjustment at a time', () => {
  const rows = decided({ wallets: open, transfers: transferred }, adjustTransfer)
  given(rows).when({ ...adjustTransfer, operationId: 'adjust-2' }).refuses('adjustment_pending')
  given(rows).when({ ...redo, operationId: 'adjust-2' }).refuses('adjustment_pending')
})

beginning('changes what is otherwise alone', () => {
  given({ wallets: open, transfers: transferred }).when(redo).refuses('adjustment_changes_nothing')
  given({ wallets: open, transfers: failed }).when(adjustTransfer).refuses('adjustment_changes_nothing')
  given({ wallets: open }).when(adjustTransfer).refuses('transfer_not_found')
  given({ wallets: open, transfers: { ...transferred, status: 'pending' } }).when(adjustTransfer)
    .refuses('transfer_still_pending')
  given({ wallets: open, transfers: transferred }).when({ ...adjustTransfer, status: 'pending' })
    .refuses('invalid_adjustment', { fields: ['status'] })
})

beginning('needs room for what is to come back, and a long for what it is to lack', () => {
  const full = { ...open, incoming: most - 131_00n }
  given({ wallets: full, transfers: transferred }).when(adjustTransfer).emits(began)
  given({ wallets: { ...full, incoming: full.incoming + 1n }, transfers: transferred }).when(adjustTransfer)
    .refuses('balance_over_limit', { balance: { posted: 100_00n, held: 0n } })
  const deep = { ...open, posted: 31_00n - most }
  given({ wallets: deep, transfers: failed }).when(redo)
    .emits({ ...began, status: 'completed', balance: { posted: deep.posted, held: 31_00n } })
  given({ wallets: { ...deep, posted: deep.posted - 1n }, transfers: failed }).when(redo)
    .refuses('balance_over_limit', { balance: { posted: deep.posted - 1n, held: 0n } })
  const holding = { ...open, posted: most, held: most - 30_99n }
  given({ wallets: holding, transfers: failed }).when(redo)
    .refuses('balance_over_limit', { balance: { posted: most, held: holding.held } })
})

beginning('asks by a name that no other operation has', () => {
  for (const [status, isCredited] of [['failed', false], ['completed', true]] as const) {
    const asked = wallets.react!({ ...head('adjust-1', 7), ...began, status }, {})
    assert.equal(asked, [{ to: 'walletCommands', record: { ...adjustCredit, isCredited } }])
  }
})

beginning.run()

const bob = { ...open, posted: 50_00n }
const { operationId: _, type: __, tenant: ___, wallet: ____, ...of } = adjustCredit
const taken: CreditAdjusted = {
  type: 'CreditAdjusted', ...of, balance: { posted: 20_00n, held: 0n },
  postings: [posted('wallet/bob', 'transit/transfers', 30_00n)]
}
const brought: CreditAdjusted = {
  ...taken, isCredited: true, balance: { posted: 80_00n, held: 0n },
  postings: [posted('transit/transfers', 'wallet/bob', 30_00n)]
}

const other = suite('the wallet that is paid answers')

other('gives back what it got, be it to less than nothing, blocked or not', () => {
  given({ wallets: bob, credits: credit }).when(adjustCredit).emits(taken)
  given({ wallets: { ...blocked, posted: 10_00n, held: 5_00n }, credits: credit }).when(adjustCredit)
    .emits({ ...taken, balance: { posted: -20_00n, held: 5_00n } })
  assert.equal(decided({ wallets: bob, credits: credit }, adjustCredit), {
    wallets: { ...bob, posted: 20_00n }, credits: { ...credit, status: 'returned' }
  })
})

other('gets what it never got, or gets it again', () => {
  const command = { ...adjustCredit, isCredited: true }
  const rows = decided({ wallets: bob, credits: undefined }, command)
  assert.equal(rows, { wallets: { ...bob, posted: 80_00n }, credits: credit })
  for (const status of ['returned', 'cancelled'] as const) {
    given({ wallets: bob, credits: { ...credit, status } }).when(command).emits(brought)
    assert.equal(decided({ wallets: bob, credits: { ...credit, status } }, command), rows)
  }
})

other('says why it cannot take part', () => {
  const again = { ...adjustCredit, isCredited: true }
  const cases: readonly (readonly [reason: string, rows: WalletRows, command: typeof adjustCredit])[] = [
    ['wallet_not_found', {}, again],
    ['wallet_opening', { wallets: opening }, again],
    ['wallet_closed', { wallets: closed, credits: credit }, adjustCredit],
    ['credit_not_found', { wallets: bob }, adjustCredit],
    ['credit_not_found', { wallets: bob, credits: { ...credit, status: 'returned' } }, adjustCredit],
    ['credit_already_exists', { wallets: bob, credits: credit }, again],
    ['currency_mismatch', { wallets: { ...bob, currency: 'JPY' } }, again],
    ['balance_over_limit', { wallets: { ...bob, incoming: most - 79_99n } }, again],
    ['balance_over_limit', { wallets: { ...bob, posted: 29_99n - most }, credits: credit }, adjustCredit]
  ]
  for (const [reason, rows, command] of cases) {
    const { posted: left, held } = rows.wallets ?? empty
    const event: CreditNotAdjusted = {
      type: 'CreditNotAdjusted', from: 'alice', transfer: 't-1', adjustment: 'adjust-1', reason,
      balance: { posted: left, held }
    }
    given(rows).when(command).emits(event)
    assert.is(wallets.evolve(rows, { ...head('x/1'), ...event }), rows, 'and nothing changes')
  }
})

other('answers the wallet that asked, by a name that no other operation has', () => {
  const ofBob = { ...head('alice/t-1/adjust/7'), wallet: 'bob' }
  assert.equal(wallets.react!({ ...ofBob, ...taken }, {}), [{ to: 'walletCommands', record: answerAdjustment }])
  const { from, transfer, adjustment } = adjustCredit
  const refused = {
    type: 'CreditNotAdjusted', from, transfer, adjustment, reason: 'wallet_closed', balance: taken.balance
  } as const
  const record = { ...answerAdjustment, isDone: false, reason: 'wallet_closed' }
  assert.equal(wallets.react!({ ...ofBob, ...refused }, {}), [{ to: 'walletCommands', record }])
})

other.run()

const adjusted: TransferAdjusted = {
  type: 'TransferAdjusted', transfer: 't-1', adjustment: 'adjust-1', status: 'failed', currency: 'EUR',
  balance: { posted: 131_00n, held: 0n },
  postings: [
    posted('transit/transfers', 'wallet/alice', 30_00n), posted('system/settlement', 'wallet/alice', 1_00n)
  ]
}
const refusal = { ...answerAdjustment, isDone: false, reason: 'wallet_closed' }
const declined: AdjustmentDeclined = {
  type: 'AdjustmentDeclined', transfer: 't-1', adjustment: 'adjust-1', reason: 'wallet_closed',
  balance: { posted: 100_00n, held: 0n }
}

const ending = suite('the wallet that pays does its part')

ending('gets back all that it paid, fees included', () => {
  const rows: WalletRows = { wallets: { ...blocked, incoming: 31_00n }, transfers: adjusting }
  given(rows).when(answerAdjustment).emits(adjusted)
  assert.equal(decided(rows, answerAdjustment), { wallets: { ...blocked, posted: 131_00n }, transfers: failed })
})

ending('pays what it has set aside', () => {
  const rows: WalletRows = {
    wallets: { ...open, posted: 10_00n, held: 36_00n }, transfers: { ...failed, adjustment: 'adjust-1' }
  }
  given(rows).when(answerAdjustment).emits({
    ...adjusted, status: 'completed', balance: { posted: -21_00n, held: 5_00n }, postings: transferred.flow
  })
  assert.equal(decided(rows, answerAdjustment), {
    wallets: { ...open, posted: -21_00n, held: 5_00n }, transfers: transferred
  })
})

ending('is as it was if the other wallet could not', () => {
  for (const [transfers, command] of [[transferred, adjustTransfer], [failed, redo]] as const) {
    const rows = decided({ wallets: open, transfers }, command)
    given(rows).when(refusal).emits(declined)
    assert.equal(decided(rows, refusal), { wallets: open, transfers })
  }
})

ending('takes one answer to what it asked', () => {
  for (const adjustment of ['', 'adjust-0']) {
    given({ wallets: open, transfers: { ...transferred, adjustment } }).when(answerAdjustment)
      .refuses('adjustment_not_found')
    given({ wallets: open, transfers: { ...transferred, adjustment } }).when({ ...answerAdjustment, adjustment: '' })
      .refuses('adjustment_not_found')
  }
})

ending('tells nobody', () => {
  for (const event of [adjusted, declined]) assert.equal(wallets.react!({ ...head('x/1'), ...event }, {}), [])
  for (const event of [began, adjusted, declined]) {
    assert.throws(() => wallets.evolve({ wallets: open }, { ...head('x/1'), ...event }), /needs its transfer/)
  }
})

ending.run()

function decided(rows: WalletRows, command: WalletCommand): WalletRows {
  const event = wallets.decide(command, rows, tables, usualAt) as WalletEventBody
  assert.is.not(event.type, 'OperationRefused', 'reason' in event ? event.reason : '')
  return wallets.evolve(rows, { ...head(command.operationId), wallet: command.wallet, ...event })
}
