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

claiming('adds to what is owed already', () => {
  const event = { ...claimed, collected: 0n, receivable: 30_00n, balance: { posted: 100_00n, held: 0n } }
  const rows = fold({ wallets: open, withdrawals: { ...completed, receivable: 1n } }, event)
  assert.equal(rows, { wallets: open, withdrawals: { ...completed, receivable: 30_01n } })
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

returning('leaves less owed', () => {
  const event = { ...returned, settled: 20_00n, balance: { posted: 110_00n, held: 0n } }
  const rows = fold({ wallets: open, withdrawals: { ...completed, receivable: 25_00n } }, event)
  assert.equal(rows, { wallets: { ...open, posted: 110_00n }, withdrawals: { ...completed, receivable: 5_00n } })
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
