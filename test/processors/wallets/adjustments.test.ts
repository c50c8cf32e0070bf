import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type {
  DepositAdjusted, Plain, Posting, RevertAdjusted, WalletCommand, WalletEventBody, WithdrawalAdjusted
} from '../../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../../support/given.ts'
import { acme, blocked, createWithdrawal, failed, open, pending, returnWithdrawal, tables } from '../examples.ts'
import { adjustDeposit, adjustRevert, adjustWithdrawal, paid, posted, said, takenBack } from './adjustment-examples.ts'
import { deposited, expected, placed, placeHold, postHold, releaseHold, revertDeposit, reverted } from './examples.ts'

/** How an operation ended is said again. What moves is what differs. */
const given = specification(wallets, tables)
const most = 2n ** 63n - 1n
const none: readonly Plain<Posting>[] = []

const common = { currency: 'EUR', tenantRevision: 7, ...said }
const depositGone = { ...adjustDeposit, status: 'failed', postings: none } as const
const depositAdjusted: DepositAdjusted = {
  type: 'DepositAdjusted', deposit: 'd-1', status: 'completed', balance: { posted: 90_00n, held: 0n },
  postings: [posted('wallet/alice', 'source/bank', 10_00n)], effective: adjustDeposit.postings, ...common
}

const ofDeposits = suite('adjusted deposits')

ofDeposits('move what differs from what has moved so far', () => {
  given({ wallets: open, deposits: deposited }).when(adjustDeposit).emits(depositAdjusted)
})

ofDeposits('that failed after all give back what they brought', () => {
  given({ wallets: open, deposits: deposited }).when(depositGone).emits({
    ...depositAdjusted, status: 'failed', effective: [], balance: { posted: 50_00n, held: 0n },
    postings: [posted('wallet/alice', 'source/bank', 50_00n)]
  })
})

ofDeposits('may leave less than nothing, in a blocked wallet and of a stopped tenant too', () => {
  const stopped = tablesOf({ tenants: [{ ...acme, stopped: 'out of balance' }] })
  const rows = { wallets: { ...blocked, posted: 20_00n, held: 5_00n }, deposits: deposited }
  given(rows, stopped).when(depositGone).emits({
    ...depositAdjusted, status: 'failed', effective: [], balance: { posted: -30_00n, held: 5_00n },
    postings: [posted('wallet/alice', 'source/bank', 50_00n)]
  })
})

ofDeposits('that completed after all move what they were meant to', () => {
  const gone = { ...deposited, status: 'failed' } as const
  given({ wallets: open, deposits: gone }).when({ ...adjustDeposit, postings: [] }).emits({
    ...depositAdjusted, balance: { posted: 150_00n, held: 0n }, postings: deposited.flow, effective: deposited.flow
  })
})

ofDeposits('may get other fees, and other accounts, with no more postings than it takes', () => {
  const flow = [posted('source/bank', 'wallet/alice', 50_00n), posted('wallet/alice', 'system/settlement', 2_00n)]
  const postings = [
    posted('source/cash', 'wallet/alice', 50_00n), posted('wallet/alice', 'system/settlement', 3_00n),
    posted('system/settlement', 'fees/swift', 1_00n), posted('wallet/alice', 'counterparty/shop', 1n)
  ]
  given({ wallets: open, deposits: { ...deposited, flow } }).when({ ...adjustDeposit, postings }).emits({
    ...depositAdjusted, effective: postings, balance: { posted: 98_99n, held: 0n },
    postings: [
      posted('wallet/alice', 'source/bank', 50_00n), posted('wallet/alice', 'system/settlement', 1_00n),
      posted('source/cash', 'wallet/alice', 50_00n), posted('system/settlement', 'fees/swift', 1_00n),
      posted('wallet/alice', 'counterparty/shop', 1n)
    ]
  })
})

ofDeposits('leave as much to revert as the wallet got', () => {
  const rows = fold({ wallets: open, deposits: deposited }, depositAdjusted)
  const moved = { postings: adjustDeposit.postings, isAdjusted: true }
  assert.equal(rows, {
    wallets: { ...open, posted: 90_00n }, deposits: { ...deposited, credited: 40_00n, moved }
  })
  const { balance } = depositAdjusted
  given(rows).when({ ...revertDeposit, amount: 40_01n }).refuses('amount_mismatch', { balance })
})

ofDeposits('are reverted no more once they failed: the money would go back twice', () => {
  const rows = decided({ wallets: open, deposits: deposited }, depositGone)
  given(rows).when(revertDeposit).refuses('deposit_already_failed')
})

ofDeposits('cannot be adjusted while a part of them has gone back: it would go back twice', () => {
  const rows = decided({ wallets: open, deposits: deposited }, revertDeposit)
  given(rows).when(depositGone).refuses('deposit_reverted')
  given(rows).when(adjustDeposit).refuses('deposit_reverted')
  const back = decided(rows, { ...adjustRevert, status: 'failed', postings: [] })
  const end = decided(back, { ...depositGone, operationId: 'adjust-2' })
  assert.equal(end.wallets, { ...open, posted: 50_00n }, 'it went back once')
})

ofDeposits('that are as they are said to be are none', () => {
  given({ wallets: open, deposits: deposited }).when({ ...adjustDeposit, postings: deposited.flow })
    .refuses('adjustment_changes_nothing')
  const halves = [posted('source/bank', 'wallet/alice', 20_00n), posted('source/bank', 'wallet/alice', 30_00n)]
  given({ wallets: open, deposits: deposited }).when({ ...adjustDeposit, postings: halves })
    .refuses('adjustment_changes_nothing')
  given({ wallets: open, deposits: { ...deposited, status: 'failed' } }).when(depositGone)
    .refuses('adjustment_changes_nothing')
})

ofDeposits('find room beside what the wallet expects, and a long to say what it lacks', () => {
  const gone = { ...deposited, status: 'failed' } as const
  const full = { ...open, posted: 0n, incoming: most - 40_00n }
  given({ wallets: full, deposits: gone }).when(adjustDeposit).emits({
    ...depositAdjusted, balance: { posted: 40_00n, held: 0n }, postings: adjustDeposit.postings
  })
  given({ wallets: { ...full, incoming: full.incoming + 1n }, deposits: gone }).when(adjustDeposit)
    .refuses('balance_over_limit', { balance: { posted: 0n, held: 0n } })
  const deep = { ...open, posted: 10_00n - most, held: 0n }
  given({ wallets: deep, deposits: deposited }).when(adjustDeposit)
    .emits({ ...depositAdjusted, balance: { posted: -most, held: 0n } })
  given({ wallets: { ...deep, held: 1n }, deposits: deposited }).when(adjustDeposit)
    .refuses('balance_over_limit', { balance: { posted: deep.posted, held: 1n } })
})

ofDeposits('say their amounts in longs, even where both directions add up to more', () => {
  const huge = posted('system/settlement', 'fees/swift', most - 50_00n)
  const flow = [...deposited.flow, { ...huge, debit: huge.credit, credit: huge.debit }]
  const event = decide({ wallets: open, deposits: { ...deposited, flow } },
    { ...adjustDeposit, postings: [...deposited.flow, huge] }) as DepositAdjusted
  assert.equal(event.postings.map(({ debit }) => debit), ['system/settlement', 'system/settlement'])
  assert.equal(event.postings.map(({ amount }) => amount), [most, most - 100_00n])
})

ofDeposits.run()

const revertGone = { ...adjustRevert, status: 'failed', postings: none } as const
const revertAdjusted: RevertAdjusted = {
  type: 'RevertAdjusted', deposit: 'd-1', revert: 'r-1', status: 'completed', balance: { posted: 80_00n, held: 0n },
  postings: reverted.flow, effective: reverted.flow, ...common
}

const ofReverts = suite('adjusted reverts')

ofReverts('that failed after all bring back what they took', () => {
  const rows: WalletRows = { wallets: open, deposits: { ...deposited, reverted: 50_00n }, reverts: reverted }
  const event: RevertAdjusted = {
    ...revertAdjusted, status: 'failed', effective: [], balance: { posted: 120_00n, held: 0n },
    postings: [posted('source/bank', 'wallet/alice', 20_00n)]
  }
  given(rows).when(revertGone).emits(event)
  assert.equal(fold(rows, event), {
    wallets: { ...open, posted: 120_00n }, deposits: { ...deposited, reverted: 30_00n }, reverts: takenBack
  })
})

ofReverts('that completed after all take it again, be it to less than nothing', () => {
  const rows: WalletRows = { wallets: { ...open, posted: 5_00n }, deposits: deposited, reverts: takenBack }
  given(rows).when(adjustRevert).emits({ ...revertAdjusted, balance: { posted: -15_00n, held: 0n } })
  assert.is(decided(rows, adjustRevert).deposits?.reverted, 20_00n)
})

ofReverts('take no more than their deposit has left', () => {
  for (const deposits of [{ ...deposited, reverted: 30_01n }, { ...deposited, credited: 19_99n }]) {
    given({ wallets: open, deposits, reverts: takenBack }).when(adjustRevert)
      .refuses('amount_mismatch', { balance: { posted: 100_00n, held: 0n } })
  }
  const all = { ...adjustRevert, postings: [posted('wallet/alice', 'source/bank', 50_00n)] }
  const rows = { wallets: open, deposits: { ...deposited, reverted: 20_00n }, reverts: reverted }
  assert.is(decided(rows, all).deposits?.reverted, 50_00n, 'what it took before is part of it')
  given(rows).when({ ...all, postings: [posted('wallet/alice', 'source/bank', 50_01n)] })
    .refuses('amount_mismatch', { balance: { posted: 100_00n, held: 0n } })
})

ofReverts('take nothing of a deposit that failed meanwhile', () => {
  given({ wallets: open, deposits: { ...deposited, status: 'failed' }, reverts: takenBack }).when(adjustRevert)
    .refuses('deposit_already_failed')
})

ofReverts.run()

const withdrawalGone = { ...adjustWithdrawal, status: 'failed', postings: none } as const
const withdrawalAdjusted: WithdrawalAdjusted = {
  type: 'WithdrawalAdjusted', withdrawal: 'w-1', status: 'completed', balance: { posted: 110_00n, held: 0n },
  postings: [posted('provider/swift', 'wallet/alice', 10_00n)], effective: adjustWithdrawal.postings, ...common
}

const ofWithdrawals = suite('adjusted withdrawals')

ofWithdrawals('move what differs from what has moved so far', () => {
  given({ wallets: open, withdrawals: paid }).when(adjustWithdrawal).emits(withdrawalAdjusted)
  assert.equal(decided({ wallets: open, withdrawals: paid }, withdrawalGone), {
    wallets: { ...open, posted: 130_00n },
    withdrawals: { ...paid, status: 'failed', moved: { postings: [], isAdjusted: true } }
  })
})

ofWithdrawals('that completed after all need to be told what they moved, if they never did', () => {
  given({ wallets: open, withdrawals: failed }).when({ ...adjustWithdrawal, postings: [] })
    .refuses('amount_mismatch', { balance: { posted: 100_00n, held: 0n } })
  given({ wallets: open, withdrawals: failed }).when(adjustWithdrawal).emits({
    ...withdrawalAdjusted, balance: { posted: 80_00n, held: 0n }, postings: adjustWithdrawal.postings
  })
  const rows = decided({ wallets: open, withdrawals: paid }, withdrawalGone)
  assert.equal(decided(rows, { ...adjustWithdrawal, postings: [] }).wallets, open, 'as it was')
})

ofWithdrawals('count what came back before', () => {
  const part = { ...returnWithdrawal, amount: 10_00n }
  const rows = decided({ wallets: open, withdrawals: paid }, part)
  assert.is(rows.wallets?.posted, 110_00n)
  assert.is(decided(rows, withdrawalGone).wallets?.posted, 130_00n, 'all of it is back, once')
})

ofWithdrawals('count what was claimed before: it is owed no more', () => {
  const poor = { ...open, posted: 10_00n }
  const claim = { ...returnWithdrawal, type: 'ClaimWithdrawal', collect: true } as unknown as WalletCommand
  const rows = decided({ wallets: poor, withdrawals: failed }, claim)
  assert.equal([rows.wallets?.posted, rows.withdrawals?.receivable], [0n, 20_00n])
  const whole = { ...adjustWithdrawal, postings: [posted('wallet/alice', 'provider/swift', 30_00n)] }
  const end = decided(rows, whole)
  assert.equal([end.wallets?.posted, end.withdrawals?.receivable], [-20_00n, 0n], 'the wallet owes it now')
})

ofWithdrawals('put aside what comes back later: it would come back twice', () => {
  const rows = decided(decided({ wallets: open, withdrawals: paid }, withdrawalGone), returnWithdrawal)
  assert.is(rows.wallets?.posted, 130_00n)
  assert.equal(rows.withdrawals?.moved,
    { postings: [posted('provider/swift', 'suspense/alice', 30_00n)], isAdjusted: true })
  given(rows).when({ ...withdrawalGone, operationId: 'adjust-2' }).emits({
    ...withdrawalAdjusted, status: 'failed', effective: [], balance: { posted: 130_00n, held: 0n },
    postings: [posted('suspense/alice', 'provider/swift', 30_00n)]
  })
})

ofWithdrawals.run()

const wrong = suite('what cannot be said')

wrong('is refused with the fields at fault', () => {
  const rows: WalletRows = { wallets: open, deposits: deposited, reverts: reverted, withdrawals: paid }
  const [good] = adjustDeposit.postings
  const bad: readonly (readonly Plain<Posting>[])[] = [
    [{ ...good!, amount: 0n }], [{ ...good!, amount: -1n }], [posted('wallet/alice', 'source/bank', 1n)],
    [posted('source/bank', 'source/cash', 1n)], [good!, posted('source/bank', 'source/bank', 1n)],
    ...[
      'wallet/bob', 'transit/transfers', 'receivable/alice', 'suspense/alice', 'system/other', 'bank', 'source/', '',
      'source/a/b', 'provider/Swift', 'wallet/alice/x'
    ].map(account => [good!, posted(account, 'system/settlement', 1n)]),
    [good!, posted('wallet/alice', 'source/bank', 40_00n)],
    [good!, posted('system/settlement', 'system/subagent', most)],
    Array.from({ length: 101 }, () => good!)
  ]
  for (const postings of bad) {
    given(rows).when({ ...adjustDeposit, postings }).refuses('invalid_adjustment', { fields: ['postings'] })
  }
  for (const command of [adjustRevert, adjustWithdrawal]) {
    given(rows).when({ ...command, postings: [good!] }).refuses('invalid_adjustment', { fields: ['postings'] })
  }
  given(rows).when({ ...adjustDeposit, status: 'failed' }).refuses('invalid_adjustment', { fields: ['postings'] })
  given(rows).when({ ...adjustDeposit, status: 'pending', postings: [] })
    .refuses('invalid_adjustment', { fields: ['status'] })
  given(rows).when({ ...adjustDeposit, author: '', reason: ' ' })
    .refuses('invalid_id', { fields: ['author', 'reason'] })
})

wrong('is what is not there, or has not ended', () => {
  given({ wallets: open }).when(adjustDeposit).refuses('deposit_not_found')
  given({ wallets: open, deposits: expected }).when(adjustDeposit).refuses('deposit_still_pending')
  given({ wallets: open, deposits: deposited }).when(adjustRevert).refuses('revert_not_found')
  given({ wallets: open }).when(adjustWithdrawal).refuses('withdrawal_not_found')
  given({ wallets: open, withdrawals: pending }).when(adjustWithdrawal).refuses('withdrawal_still_pending')
})

wrong('goes up to a hundred postings', () => {
  const postings = Array.from({ length: 100 }, () => posted('source/bank', 'wallet/alice', 1_00n))
  given({ wallets: open, deposits: deposited }).when({ ...adjustDeposit, postings }).emits({
    ...depositAdjusted, balance: { posted: 150_00n, held: 0n }, effective: postings,
    postings: [posted('source/bank', 'wallet/alice', 50_00n)]
  })
})

wrong('is what nobody else may do with the same event', () => {
  for (const event of [depositAdjusted, revertAdjusted, withdrawalAdjusted]) {
    assert.throws(() => fold({ wallets: open }, event), /an adjustment needs its/)
    assert.equal(wallets.react!({ ...head('adjust-1'), ...event }, {}), [], 'and it concerns nobody else')
  }
})

wrong.run()

const below = suite('a wallet that has less than nothing')

below('takes in, ends what it holds, and lets nothing out', () => {
  const lacking = { ...open, posted: -40_00n, held: 30_00n }
  const rows: WalletRows = { wallets: lacking, holds: placed }
  assert.equal(decided(rows, releaseHold).wallets, { ...lacking, held: 0n, usages: [] })
  assert.equal(decided(rows, postHold).wallets, { ...lacking, posted: -70_00n, held: 0n })
  given({ wallets: lacking, deposits: deposited }).when({ ...revertDeposit, amount: 1n })
    .refuses('insufficient_funds', { balance: { posted: -40_00n, held: 30_00n } })
  given({ wallets: lacking }).when({ ...createWithdrawal, amount: 1n })
    .refuses('insufficient_funds', { balance: { posted: -40_00n, held: 30_00n } })
  given({ wallets: lacking }).when({ ...placeHold, amount: 1n })
    .refuses('insufficient_funds', { balance: { posted: -40_00n, held: 30_00n } })
})

below('posts all that it holds, as little as it may have', () => {
  const deepest = { ...open, posted: 30_00n - most, held: 30_00n }
  assert.is(decided({ wallets: deepest, holds: placed }, postHold).wallets?.posted, -most)
})

below.run()

function decide(rows: WalletRows, command: WalletCommand): WalletEventBody {
  const event = wallets.decide(command, rows, tables, usualAt)
  assert.is.not(event.type, 'OperationRefused', 'reason' in event ? event.reason : '')
  return event as WalletEventBody
}

function decided(rows: WalletRows, command: WalletCommand): WalletRows {
  return fold(rows, decide(rows, command), command.operationId)
}

function fold(rows: WalletRows, event: WalletEventBody, operationId = 'adjust-1'): WalletRows {
  return wallets.evolve(rows, { ...head(operationId), ...event })
}
