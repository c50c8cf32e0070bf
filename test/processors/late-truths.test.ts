import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../processors/wallets/index.ts'
import type { WalletRows } from '../../processors/wallets/rows.ts'
import type { WalletEventBody, WithdrawalClaimed, WithdrawalReturned } from '../../schemas/generated.ts'
import { head, specification } from '../support/given.ts'
import {
  blocked, claimWithdrawal, closed, completed, empty, failed, holding, open, returnWithdrawal, tables
} from './examples.ts'

/** What a provider did after a withdrawal had ended, and the money of it. */
const given = specification(wallets, tables)
const most = 2n ** 63n - 1n

const { type: _, tenant, wallet, operationId, collect, ...said } = claimWithdrawal
const claimed: WithdrawalClaimed = {
  type: 'WithdrawalClaimed', ...said, collected: 30_00n, receivable: 0n, balance: { posted: 70_00n, held: 0n },
  postings: [posted('wallet/alice', 'provider/swift', 30_00n)]
}
const returned: WithdrawalReturned = {
  type: 'WithdrawalReturned', ...said, return: 'ret-1', settled: 0n, suspended: 0n,
  balance: { posted: 130_00n, held: 0n }, postings: [posted('provider/swift', 'wallet/alice', 30_00n)]
}

const claiming = suite('claims')

claiming('takes from the wallet what was paid after its hold was given back', () => {
  given({ wallets: open, withdrawals: failed }).when(claimWithdrawal).emits(claimed)
})

claiming('takes it from a blocked wallet too: the money is gone', () => {
  given({ wallets: blocked, withdrawals: failed }).when(claimWithdrawal).emits(claimed)
})

claiming('takes what may be spent and no more; the rest is owed', () => {
  given({ wallets: { ...holding, held: 90_00n }, withdrawals: failed }).when(claimWithdrawal).emits({
    ...claimed, collected: 10_00n, receivable: 20_00n, balance: { posted: 90_00n, held: 90_00n },
    postings: [
      posted('wallet/alice', 'provider/swift', 10_00n), posted('receivable/alice', 'provider/swift', 20_00n)
    ]
  })
  given({ wallets: closed, withdrawals: failed }).when(claimWithdrawal).emits({
    ...claimed, collected: 0n, receivable: 30_00n, balance: { posted: 0n, held: 0n },
    postings: [posted('receivable/alice', 'provider/swift', 30_00n)]
  })
})

claiming('takes nothing from the wallet for what was paid twice', () => {
  given({ wallets: open, withdrawals: completed }).when({ ...claimWithdrawal, collect: false }).emits({
    ...claimed, collected: 0n, receivable: 30_00n, balance: { posted: 100_00n, held: 0n },
    postings: [posted('receivable/alice', 'provider/swift', 30_00n)]
  })
})

claiming('takes nothing from a wallet that has less than nothing: all of it is owed', () => {
  const receivable = [posted('receivable/alice', 'provider/swift', 30_00n)]
  for (const [amount, held] of [[-5_00n, 0n], [10_00n, 20_00n], [0n, 0n]] as const) {
    given({ wallets: { ...open, posted: amount, held }, withdrawals: failed }).when(claimWithdrawal).emits({
      ...claimed, collected: 0n, receivable: 30_00n, balance: { posted: amount, held }, postings: receivable
    })
  }
})

claiming('takes nothing for what people have adjusted: whether they knew of it is theirs to say', () => {
  const paid = [posted('wallet/alice', 'provider/swift', 30_00n)]
  const adjusted = { ...completed, moved: { postings: paid, isAdjusted: true } }
  given({ wallets: open, withdrawals: adjusted }).when(claimWithdrawal).emits({
    ...claimed, collected: 0n, receivable: 30_00n, balance: { posted: 100_00n, held: 0n },
    postings: [posted('receivable/alice', 'provider/swift', 30_00n)]
  })
})

claiming('adds to what is owed already', () => {
  const event = { ...claimed, collected: 0n, receivable: 30_00n, balance: { posted: 100_00n, held: 0n } }
  const rows = fold({ wallets: open, withdrawals: { ...completed, receivable: 1n } }, event)
  const moved = { postings: event.postings, isAdjusted: false }
  assert.equal(rows, { wallets: open, withdrawals: { ...completed, receivable: 30_01n, moved } })
})

claiming('lets as much be owed as a long can say', () => {
  const owing = { ...completed, receivable: most - 30_00n }
  given({ wallets: empty, withdrawals: owing }).when(claimWithdrawal).emits({
    ...claimed, collected: 0n, receivable: 30_00n, balance: { posted: 0n, held: 0n },
    postings: [posted('receivable/alice', 'provider/swift', 30_00n)]
  })
  given({ wallets: empty, withdrawals: { ...owing, receivable: owing.receivable + 1n } }).when(claimWithdrawal)
    .refuses('balance_over_limit')
})

claiming.run()

const returning = suite('returns')

returning('credits the wallet, blocked or not', () => {
  given({ wallets: open, withdrawals: completed }).when(returnWithdrawal).emits(returned)
  given({ wallets: blocked, withdrawals: completed }).when(returnWithdrawal).emits(returned)
})

returning('pays what is owed for the same withdrawal first', () => {
  given({ wallets: open, withdrawals: { ...completed, receivable: 20_00n } }).when(returnWithdrawal).emits({
    ...returned, settled: 20_00n, balance: { posted: 110_00n, held: 0n },
    postings: [
      posted('provider/swift', 'receivable/alice', 20_00n), posted('provider/swift', 'wallet/alice', 10_00n)
    ]
  })
  given({ wallets: empty, withdrawals: { ...completed, receivable: 50_00n } }).when(returnWithdrawal).emits({
    ...returned, settled: 30_00n, balance: { posted: 0n, held: 0n },
    postings: [posted('provider/swift', 'receivable/alice', 30_00n)]
  })
})

returning('puts aside what a closed or a full wallet cannot take', () => {
  const suspended = [posted('provider/swift', 'suspense/alice', 30_00n)]
  given({ wallets: closed, withdrawals: completed }).when(returnWithdrawal)
    .emits({ ...returned, suspended: 30_00n, balance: { posted: 0n, held: 0n }, postings: suspended })
  const full = { ...open, posted: most - 29_99n }
  given({ wallets: full, withdrawals: completed }).when(returnWithdrawal)
    .emits({ ...returned, suspended: 30_00n, balance: { posted: most - 29_99n, held: 0n }, postings: suspended })
})

returning('puts aside what comes back of what people have adjusted, after what is owed', () => {
  const adjusted = { ...failed, receivable: 20_00n, moved: { postings: [], isAdjusted: true } }
  given({ wallets: open, withdrawals: adjusted }).when(returnWithdrawal).emits({
    ...returned, settled: 20_00n, suspended: 10_00n, balance: { posted: 100_00n, held: 0n },
    postings: [
      posted('provider/swift', 'receivable/alice', 20_00n), posted('provider/swift', 'suspense/alice', 10_00n)
    ]
  })
})

returning('is part of what the withdrawal has moved', () => {
  const flow = [posted('wallet/alice', 'provider/swift', 30_00n), posted('wallet/alice', 'system/settlement', 1_00n)]
  const paid = { ...completed, flow }
  const part = { ...returned, amount: 10_00n, postings: [posted('provider/swift', 'wallet/alice', 10_00n)] }
  const { withdrawals } = fold({ wallets: open, withdrawals: paid }, part)
  assert.equal(withdrawals?.moved, {
    postings: [
      posted('wallet/alice', 'provider/swift', 20_00n), posted('wallet/alice', 'system/settlement', 1_00n)
    ],
    isAdjusted: false
  })
  const again = fold({ wallets: open, withdrawals: { ...paid, moved: { postings: [], isAdjusted: true } } }, part)
  assert.equal(again.withdrawals?.moved, { postings: part.postings, isAdjusted: true })
})

returning('leaves less owed', () => {
  const event = { ...returned, settled: 20_00n, balance: { posted: 110_00n, held: 0n } }
  const rows = fold({ wallets: open, withdrawals: { ...completed, receivable: 25_00n } }, event)
  const moved = { postings: event.postings, isAdjusted: false }
  assert.equal(rows, { wallets: { ...open, posted: 110_00n }, withdrawals: { ...completed, receivable: 5_00n, moved } })
})

returning('stops at an event without its withdrawal: the log contradicts itself', () => {
  assert.throws(() => fold({ wallets: open }, returned), /needs its withdrawal/)
})

returning('tells nobody', () => {
  for (const event of [returned, claimed]) assert.equal(wallets.react!({ ...head('x/1'), ...event }, {}), [])
})

returning.run()

function fold(rows: WalletRows, event: WalletEventBody): WalletRows {
  return wallets.evolve(rows, { ...head('x/1'), ...event })
}

function posted(
  debit: string, credit: string, amount: bigint
): { readonly debit: string, readonly credit: string, readonly amount: bigint, readonly currency: string } {
  return { debit, credit, amount, currency: 'EUR' }
}
