import type {
  Batch, CancelCredit, ConfirmCredit, CreateBatch, Credit, Plain, RecordReservation, ReserveCredit, WalletCommandHead
} from '../../../schemas/generated.ts'
import { usualAt } from '../../support/given.ts'

const alice = { tenant: 'acme', wallet: 'alice' }

/** Alice pays bob 30.00 and carol 20.00, or neither. */
export const createBatch: WalletCommandHead & CreateBatch = {
  type: 'CreateBatch', ...alice, operationId: 'batch-1', batch: 'b-1', currency: 'EUR',
  transfers: [{ transfer: 't-1', to: 'bob', amount: 30_00n }, { transfer: 't-2', to: 'carol', amount: 20_00n }]
}
export const batchFlow = [{ debit: 'wallet/alice', credit: 'transit/transfers', amount: 50_00n, currency: 'EUR' }]
export const recordReservation: WalletCommandHead & RecordReservation = {
  type: 'RecordReservation', ...alice, operationId: 'batch/alice/b-1/t-1/reserve/answer', batch: 'b-1', transfer: 't-1',
  isReserved: true, reason: ''
}

/** The other side: bob pays alice 30.00 with a batch of his. */
const ofBob = { from: 'bob', transfer: 'b-1/t-1' }
export const reserveCredit: WalletCommandHead & ReserveCredit = {
  type: 'ReserveCredit', ...alice, operationId: 'batch/bob/b-1/t-1/reserve', ...ofBob, batch: 'b-1', amount: 30_00n,
  currency: 'EUR'
}
export const confirmCredit: WalletCommandHead & ConfirmCredit =
  { type: 'ConfirmCredit', ...alice, operationId: 'batch/bob/b-1/t-1/confirm', ...ofBob }
export const cancelCredit: WalletCommandHead & CancelCredit =
  { type: 'CancelCredit', ...alice, operationId: 'batch/bob/b-1/t-1/cancel', ...ofBob }

export const pendingBatch: Plain<Batch> = {
  status: 'pending', amount: 50_00n, hold: 50_00n, flow: batchFlow, waiting: ['t-1', 't-2'], localDay: 0,
  since: usualAt,
  legs: createBatch.transfers.map(leg => ({ ...leg, credited: leg.amount }))
}
export const completedBatch: Plain<Batch> =
  { ...pendingBatch, status: 'completed', amount: 0n, hold: 0n, flow: [], legs: [], waiting: [], since: 0 }
export const reserved: Plain<Credit> = { status: 'reserved', amount: 30_00n, batch: 'b-1', localDay: 0, since: usualAt }
