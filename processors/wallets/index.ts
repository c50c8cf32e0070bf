import type { WalletCommand, WalletEvent, WalletEventBody } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { Decider } from '../decider.ts'
import {
  cancelPayout, cancelWithdrawal, confirmWithdrawal, evolveConfirmation, registerWithdrawal, unregisterWithdrawal
} from './confirmation.ts'
import { adjustDeposit, adjustRevert, adjustWithdrawal, evolveAdjustment } from './adjustment.ts'
import { createBatch, evolveBatch, reactBatch, recordReservation } from './batch.ts'
import { creditTransfer, evolveCredit, reactCredit } from './credit.ts'
import { createDeposit, evolveDeposit, reviewDeposit, tickDeposit } from './deposit.ts'
import { evolveHold, expireHold, placeHold, postHold, releaseHold, tickHold } from './hold.ts'
import { claimWithdrawal, evolveLateTruth, returnWithdrawal } from './late-truths.ts'
import {
  confirmWallet, evolveOpening, openWallet, registerWallet, rejectWallet, unregisterWallet
} from './opening.ts'
import { evolveOwner, updateOwner } from './owner.ts'
import { evolveQuote, expireQuote, quoteWithdrawal, tickQuote } from './quote.ts'
import { sumPostings } from './postings.ts'
import { evolveRepairedBatch, reactRepairedBatch, repairBatch } from './repair-batch.ts'
import { evolveRepairedDeposit, reactRepairedDeposit, repairDeposit } from './repair-deposit.ts'
import { evolveRepairedOpening, reactRepairedOpening, repairOpening } from './repair-opening.ts'
import { evolveRepairedTransfer, reactRepairedTransfer, repairTransfer } from './repair-transfer.ts'
import { evolveRepairedWithdrawal, reactRepairedWithdrawal, repairWithdrawal } from './repair-withdrawal.ts'
import { cancelCredit, confirmCredit, evolveReservation, reactReservation, reserveCredit } from './reservation.ts'
import { evolveRevert, revertDeposit } from './revert.ts'
import { reviewWithdrawal, stopPayout } from './review.ts'
import type { WalletRows } from './rows.ts'
import {
  adjustCredit, adjustTransfer, answerAdjustment, evolveTransferAdjustment, reactTransferAdjustment
} from './transfer-adjustment.ts'
import { completeTransfer, createTransfer, evolveTransfer, failTransfer, reactTransfer } from './transfer.ts'
import { blockWallet, closeWallet, evolveWallet, unblockWallet } from './wallet.ts'
import {
  completeWithdrawal, createWithdrawal, evolveWithdrawal, failWithdrawal, isOwned, orderOf, startPayout
} from './withdrawal.ts'

/** Owns wallets and all money in them: deposits, quotes, the money side of withdrawals. Asks parties about owners. */
export const wallets: Decider<WalletCommand, WalletRows, WalletEvent, WalletEventBody> = {
  decide(command, rows, tables, at) {
    switch (command.type) {
      case 'OpenWallet': return openWallet(command, rows, tables)
      case 'BlockWallet': return blockWallet(command, rows)
      case 'UnblockWallet': return unblockWallet(command, rows)
      case 'CloseWallet': return closeWallet(command, rows)
      case 'CreateDeposit': return createDeposit(command, rows, tables, at)
      case 'QuoteWithdrawal': return quoteWithdrawal(command, rows, tables, at)
      case 'ExpireQuote': return expireQuote(command, rows, at)
      case 'CreateWithdrawal': return createWithdrawal(command, rows, tables, at)
      case 'CancelWithdrawal': return cancelWithdrawal(command, rows)
      case 'CompleteWithdrawal': return completeWithdrawal(command, rows)
      case 'FailWithdrawal': return failWithdrawal(command, rows)
      case 'ReturnWithdrawal': return returnWithdrawal(command, rows)
      case 'ClaimWithdrawal': return claimWithdrawal(command, rows)
      case 'ConfirmWallet': return confirmWallet(command, rows, tables)
      case 'RejectWallet': return rejectWallet(command, rows)
      case 'UpdateOwner': return updateOwner(command, rows)
      case 'ConfirmWithdrawal': return confirmWithdrawal(command, rows)
      case 'ReviewWithdrawal': return reviewWithdrawal(command, rows, tables, at)
      case 'ReviewDeposit': return reviewDeposit(command, rows, tables, at)
      case 'RevertDeposit': return revertDeposit(command, rows, tables, at)
      case 'PlaceHold': return placeHold(command, rows, tables, at)
      case 'PostHold': return postHold(command, rows, at)
      case 'ReleaseHold': return releaseHold(command, rows, at)
      case 'ExpireHold': return expireHold(command, rows, at)
      case 'CreateTransfer': return createTransfer(command, rows, tables, at)
      case 'CreditTransfer': return creditTransfer(command, rows, tables, at)
      case 'CompleteTransfer': return completeTransfer(command, rows)
      case 'FailTransfer': return failTransfer(command, rows)
      case 'CreateBatch': return createBatch(command, rows, tables, at)
      case 'ReserveCredit': return reserveCredit(command, rows, tables, at)
      case 'RecordReservation': return recordReservation(command, rows)
      case 'ConfirmCredit': return confirmCredit(command, rows, tables)
      case 'CancelCredit': return cancelCredit(command, rows)
      case 'AdjustDeposit': return adjustDeposit(command, rows, tables)
      case 'AdjustRevert': return adjustRevert(command, rows, tables)
      case 'AdjustWithdrawal': return adjustWithdrawal(command, rows, tables)
      case 'AdjustTransfer': return adjustTransfer(command, rows, tables)
      case 'AdjustCredit': return adjustCredit(command, rows)
      case 'AnswerAdjustment': return answerAdjustment(command, rows)
      case 'RepairOpening': return repairOpening(command, rows, tables, at)
      case 'RepairDeposit': return repairDeposit(command, rows, tables, at)
      case 'RepairTransfer': return repairTransfer(command, rows, tables, at)
      case 'RepairBatch': return repairBatch(command, rows, tables, at)
      case 'RepairWithdrawal': return repairWithdrawal(command, rows, tables, at)
      default: return unreachable(command)
    }
  },

  evolve(rows, event) {
    switch (event.type) {
      case 'WalletRequested':
      case 'WalletOpened':
      case 'WalletRejected': return evolveOpening(rows, event)
      case 'OwnerUpdated': return evolveOwner(rows, event)
      case 'WalletBlocked':
      case 'WalletUnblocked':
      case 'WalletClosed': return evolveWallet(rows, event)
      case 'DepositCreated':
      case 'DepositCompleted':
      case 'DepositFailed': return evolveDeposit(rows, event)
      case 'DepositReverted': return evolveRevert(rows, event)
      case 'HoldPlaced':
      case 'HoldPosted':
      case 'HoldReleased':
      case 'HoldExpired': return evolveHold(rows, event)
      case 'TransferCreated':
      case 'TransferCompleted':
      case 'TransferFailed': return evolveTransfer(rows, event)
      case 'TransferCredited':
      case 'TransferDeclined': return evolveCredit(rows, event)
      case 'CreditReserved':
      case 'CreditDeclined':
      case 'CreditCancelled': return evolveReservation(rows, event)
      case 'BatchCreated':
      case 'ReservationRecorded':
      case 'BatchCompleted':
      case 'BatchFailed': return evolveBatch(rows, event)
      case 'DepositAdjusted':
      case 'RevertAdjusted':
      case 'WithdrawalAdjusted': return evolveAdjustment(rows, event)
      case 'TransferAdjusting':
      case 'TransferAdjusted':
      case 'AdjustmentDeclined':
      case 'CreditAdjusted':
      case 'CreditNotAdjusted': return evolveTransferAdjustment(rows, event)
      case 'WithdrawalQuoted':
      case 'QuoteExpired': return evolveQuote(rows, event)
      case 'WithdrawalCreated':
      case 'WithdrawalCompleted':
      case 'WithdrawalFailed': return evolveWithdrawal(rows, event)
      case 'WithdrawalConfirmed':
      case 'CancellationRequested': return evolveConfirmation(rows, event)
      case 'WithdrawalReturned':
      case 'WithdrawalClaimed': return evolveLateTruth(rows, event)
      case 'OpeningRepaired': return evolveRepairedOpening(rows, event)
      case 'DepositRepaired': return evolveRepairedDeposit(rows, event)
      case 'TransferRepaired': return evolveRepairedTransfer(rows, event)
      case 'BatchRepaired': return evolveRepairedBatch(rows, event)
      case 'WithdrawalRepaired': return evolveRepairedWithdrawal(rows, event)
      case 'WithdrawalReviewed':
      case 'OperationRefused':
      case 'RecordDeadLettered': return rows
      default: return unreachable(event)
    }
  },

  react(event, rows) {
    switch (event.type) {
      case 'WalletRequested': return [registerWallet(event, event)]
      case 'WalletClosed': return unregisterWallet(event, rows)
      case 'WithdrawalCreated':
        return [isOwned(event) ? registerWithdrawal(event) : startPayout(event, event.withdrawal, orderOf(event))]
      case 'WithdrawalConfirmed': return [startPayout(event, event.withdrawal, event.order)]
      case 'WithdrawalReviewed': return stopPayout(event)
      case 'CancellationRequested': return cancelPayout(event, rows)
      case 'WithdrawalCompleted':
      case 'WithdrawalFailed': return unregisterWithdrawal(event, rows)
      case 'TransferCreated': return reactTransfer(event)
      case 'TransferCredited':
      case 'TransferDeclined': return reactCredit(event, rows)
      case 'CreditReserved':
      case 'CreditDeclined': return reactReservation(event)
      case 'BatchCreated':
      case 'BatchCompleted':
      case 'BatchFailed': return reactBatch(event)
      case 'TransferAdjusting':
      case 'CreditAdjusted':
      case 'CreditNotAdjusted': return reactTransferAdjustment(event)
      case 'OpeningRepaired': return reactRepairedOpening(event, rows)
      case 'DepositRepaired': return reactRepairedDeposit(event, rows)
      case 'TransferRepaired': return reactRepairedTransfer(event)
      case 'BatchRepaired': return reactRepairedBatch(event)
      case 'WithdrawalRepaired': return reactRepairedWithdrawal(event, rows)
      default: return []
    }
  },

  tick(store, key, row, now) {
    switch (store) {
      case 'quotes': return tickQuote(key, row, now)
      case 'holds': return tickHold(key, row, now)
      default: return tickDeposit(key, row, now)
    }
  },

  noNews: { commands: ['ExpireQuote', 'ExpireHold', 'ReviewDeposit'] },

  summarize: sumPostings
}
