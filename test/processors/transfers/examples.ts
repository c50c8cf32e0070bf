import type {
  CompleteTransfer, CreateTransfer, Credit, CreditTransfer, FailTransfer, Plain, Transfer, WalletCommandHead
} from '../../../schemas/generated.ts'
import { usualAt } from '../../support/given.ts'

/** 30.00 of alice's are on their way to bob, and as many of carol's have come to her. */
export const sent: Plain<Transfer> = {
  status: 'pending', to: 'bob', amount: 30_00n, hold: 30_00n, credited: 30_00n, adjustment: '', batch: '', localDay: 0,
  since: usualAt, isRepaired: false,
  flow: [{ debit: 'wallet/alice', credit: 'transit/transfers', amount: 30_00n, currency: 'EUR' }]
}
export const received: Plain<Credit> = { status: 'credited', amount: 30_00n, batch: '', localDay: 0, since: 0 }

const alice = { tenant: 'acme', wallet: 'alice', transfer: 't-1' }
const terms = { amount: 30_00n, currency: 'EUR' }

export const createTransfer: WalletCommandHead & CreateTransfer =
  { type: 'CreateTransfer', ...alice, operationId: 'send-1', to: 'bob', ...terms }
export const creditTransfer: WalletCommandHead & CreditTransfer =
  { type: 'CreditTransfer', ...alice, operationId: 'carol/t-1/credit', from: 'carol', ...terms }
export const completeTransfer: WalletCommandHead & CompleteTransfer =
  { type: 'CompleteTransfer', ...alice, operationId: 'alice/t-1/credit/complete' }
export const failTransfer: WalletCommandHead & FailTransfer =
  { type: 'FailTransfer', ...alice, operationId: 'alice/t-1/credit/fail', reason: 'wallet_closed' }
