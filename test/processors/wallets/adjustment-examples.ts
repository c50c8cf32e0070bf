import type {
  AdjustCredit, AdjustDeposit, AdjustRevert, AdjustTransfer, AdjustWithdrawal, AnswerAdjustment, Credit, Plain, Posting,
  Revert, Transfer, WalletCommandHead, Withdrawal
} from '../../../schemas/generated.ts'
import { completed, postings } from '../examples.ts'
import { reverted } from './examples.ts'

/** Eve looks again at what became of alice's money, and says otherwise. */
const alice = { tenant: 'acme', wallet: 'alice' }
export const said = { author: 'eve', reason: 'ticket 18' }

export function posted(debit: string, credit: string, amount: bigint, currency = 'EUR'): Plain<Posting> {
  return { debit, credit, amount, currency }
}

/** A deposit of 50.00 that was 40.00. */
export const adjustDeposit: WalletCommandHead & AdjustDeposit = {
  type: 'AdjustDeposit', ...alice, operationId: 'adjust-1', deposit: 'd-1', status: 'completed',
  postings: [posted('source/bank', 'wallet/alice', 40_00n)], ...said
}

/** A revert of 20.00 that was said to have failed, and has not. */
export const adjustRevert: WalletCommandHead & AdjustRevert = {
  type: 'AdjustRevert', ...alice, operationId: 'adjust-1', deposit: 'd-1', revert: 'r-1', status: 'completed',
  postings: [posted('wallet/alice', 'source/bank', 20_00n)], ...said
}
export const takenBack: Plain<Revert> = { ...reverted, status: 'failed', moved: { postings: [], isAdjusted: true } }

/** A withdrawal of 30.00 that was 20.00. */
export const adjustWithdrawal: WalletCommandHead & AdjustWithdrawal = {
  type: 'AdjustWithdrawal', ...alice, operationId: 'adjust-1', withdrawal: 'w-1', status: 'completed',
  postings: [posted('wallet/alice', 'provider/swift', 20_00n)], ...said
}
export const paid: Plain<Withdrawal> = { ...completed, flow: postings }

/** A transfer of 30.00 to bob, and a fee of 1.00, that never was. */
export const adjustTransfer: WalletCommandHead & AdjustTransfer =
  { type: 'AdjustTransfer', ...alice, operationId: 'adjust-1', transfer: 't-1', status: 'failed', ...said }
export const transferred: Plain<Transfer> = {
  status: 'completed', to: 'bob', amount: 30_00n, hold: 31_00n, credited: 30_00n,
  flow: [posted('wallet/alice', 'transit/transfers', 30_00n), posted('wallet/alice', 'system/settlement', 1_00n)],
  adjustment: '', batch: '', localDay: 0, since: 0, isRepaired: false
}
export const adjusting: Plain<Transfer> = { ...transferred, adjustment: 'adjust-1' }
export const adjustCredit: WalletCommandHead & AdjustCredit = {
  type: 'AdjustCredit', tenant: 'acme', wallet: 'bob', operationId: 'alice/t-1/adjust/7', from: 'alice',
  transfer: 't-1', adjustment: 'adjust-1', isCredited: false, amount: 30_00n, currency: 'EUR'
}
export const credit: Plain<Credit> = { status: 'credited', amount: 30_00n, batch: '', localDay: 0, since: 0 }
export const answerAdjustment: WalletCommandHead & AnswerAdjustment = {
  type: 'AnswerAdjustment', ...alice, operationId: 'alice/t-1/adjust/7/answer', transfer: 't-1', adjustment: 'adjust-1',
  isDone: true, reason: ''
}
