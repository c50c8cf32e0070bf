import type { Batch, PlacedHold, Plain, Posting, Transfer, Withdrawal } from '../schemas/generated.ts'

/** What the operation of an event holds of its wallet: by its rows. @param key of the wallet, `tenant/wallet` */
export function heldBy(rows: Readonly<Record<string, unknown>>, key: string): bigint {
  return ofWithdrawal(rows['withdrawals'] as Plain<Withdrawal> | undefined) +
    ofHold(rows['holds'] as Plain<PlacedHold> | undefined) +
    ofTransfer(rows['transfers'] as Plain<Transfer> | undefined, key) +
    ofBatch(rows['batches'] as Plain<Batch> | undefined)
}

function ofWithdrawal(row: Plain<Withdrawal> | undefined): bigint {
  return row?.status === 'pending' ? row.hold?.hold ?? 0n : 0n
}

function ofHold(row: Plain<PlacedHold> | undefined): bigint {
  return row?.status === 'placed' ? row.left : 0n
}

/** One that failed and is about to be completed after all holds what it will pay. */
function ofTransfer(row: Plain<Transfer> | undefined, key: string): bigint {
  if (row?.status === 'pending') return row.hold
  if (row?.status !== 'failed' || row.adjustment === '') return 0n
  return paidBy(row.flow, `wallet/${key.slice(key.indexOf('/') + 1)}`)
}

function ofBatch(row: Plain<Batch> | undefined): bigint {
  return row?.status === 'pending' ? row.hold : 0n
}

function paidBy(postings: readonly Plain<Posting>[], account: string): bigint {
  let paid = 0n
  for (const { debit, credit, amount } of postings) {
    if (debit === account) paid += amount
    if (credit === account) paid -= amount
  }
  return paid
}
