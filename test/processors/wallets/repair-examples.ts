import type {
  Batch, Deposit, PartyCommandHead, Plain, RepairBatch, RepairChallenge, RepairDeposit, RepairOpening, RepairPayout,
  RepairTransfer, RepairWithdrawal, Transfer, Wallet, WalletCommandHead, Withdrawal, WithdrawalCommandHead
} from '../../../schemas/generated.ts'
import * as usual from '../examples.ts'
import { sent } from '../transfers/examples.ts'
import { pendingBatch } from './batch-examples.ts'
import { expected } from './examples.ts'

/** What alice's wallet waits for, for just as long as it takes to be stuck. */
const { longAgo: since } = usual
export const opening: Plain<Wallet> = { ...usual.opening, since }
export const deposit: Plain<Deposit> = { ...expected, since }
export const transfer: Plain<Transfer> = { ...sent, since }
export const batch: Plain<Batch> = { ...pendingBatch, since }
export const withdrawal: Plain<Withdrawal> = { ...usual.pending, since }
export const unconfirmed: Plain<Withdrawal> = { ...usual.unconfirmed, since }

const alice = { tenant: 'acme', wallet: 'alice', operationId: 'repair-1' }
const said = { author: 'Ada', reason: 'OPS-7: the other side is silent', approver: '', isForced: false }
/** How each of them ends by hand, or is asked again. */
export const retried = { outcome: 'retry', hold: 'keep' } as const
export const posted = { outcome: 'complete', hold: 'post' } as const
export const released = { outcome: 'fail', hold: 'release' } as const
export const completed = { outcome: 'complete', hold: 'keep' } as const
export const failed = { outcome: 'fail', hold: 'keep' } as const

export const repairOpening: WalletCommandHead & RepairOpening =
  { type: 'RepairOpening', ...alice, ...completed, ...said }
export const repairDeposit: WalletCommandHead & RepairDeposit =
  { type: 'RepairDeposit', ...alice, deposit: 'd-1', ...completed, ...said }
export const repairTransfer: WalletCommandHead & RepairTransfer =
  { type: 'RepairTransfer', ...alice, transfer: 't-1', ...posted, ...said }
export const repairBatch: WalletCommandHead & RepairBatch =
  { type: 'RepairBatch', ...alice, batch: 'b-1', ...posted, ...said }
export const repairWithdrawal: WalletCommandHead & RepairWithdrawal =
  { type: 'RepairWithdrawal', ...alice, withdrawal: 'w-1', provider: '', ...posted, ...said }
export const repairPayout: WithdrawalCommandHead & RepairPayout = {
  type: 'RepairPayout', ...alice, operationId: 'decision/repair-1', withdrawal: 'w-1', reference: '', ...released,
  ...said
}
export const repairChallenge: PartyCommandHead & RepairChallenge = {
  type: 'RepairChallenge', tenant: 'acme', party: 'p-1', operationId: 'repair-1', identity: 'i-1', challenge: 'c-1',
  validUntil: 0, ...failed, ...said
}
