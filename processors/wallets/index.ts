import type { WalletCommand, WalletEvent, WalletEventBody } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { Decider } from '../decider.ts'
import {
  cancelPayout, cancelWithdrawal, confirmWithdrawal, evolveConfirmation, registerWithdrawal, unregisterWithdrawal
} from './confirmation.ts'
import { createDeposit, evolveDeposit } from './deposit.ts'
import { claimWithdrawal, evolveLateTruth, returnWithdrawal } from './late-truths.ts'
import {
  confirmWallet, evolveOpening, openWallet, registerWallet, rejectWallet, unregisterWallet
} from './opening.ts'
import { evolveOwner, updateOwner } from './owner.ts'
import { evolveQuote, expireQuote, quoteWithdrawal, tickQuote } from './quote.ts'
import { reviewWithdrawal, stopPayout } from './review.ts'
import type { WalletRows } from './rows.ts'
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
      case 'DepositCompleted': return evolveDeposit(rows, event)
      case 'WithdrawalQuoted':
      case 'QuoteExpired': return evolveQuote(rows, event)
      case 'WithdrawalCreated':
      case 'WithdrawalCompleted':
      case 'WithdrawalFailed': return evolveWithdrawal(rows, event)
      case 'WithdrawalConfirmed':
      case 'CancellationRequested': return evolveConfirmation(rows, event)
      case 'WithdrawalReturned':
      case 'WithdrawalClaimed': return evolveLateTruth(rows, event)
      case 'WithdrawalReviewed':
      case 'OperationRefused':
      case 'RecordDeadLettered': return rows
      default: return unreachable(event)
    }
  },

  react(event, rows) {
    switch (event.type) {
      case 'WalletRequested': return [registerWallet(event)]
      case 'WalletClosed': return unregisterWallet(event, rows)
      case 'WithdrawalCreated':
        return [isOwned(event) ? registerWithdrawal(event) : startPayout(event, event.withdrawal, orderOf(event))]
      case 'WithdrawalConfirmed': return [startPayout(event, event.withdrawal, event.order)]
      case 'WithdrawalReviewed': return stopPayout(event)
      case 'CancellationRequested': return cancelPayout(event, rows)
      case 'WithdrawalCompleted':
      case 'WithdrawalFailed': return unregisterWithdrawal(event, rows)
      default: return []
    }
  },

  tick: (_, key, row, now) => tickQuote(key, row, now)
}
