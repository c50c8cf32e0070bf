import type { WalletCommand, WalletEvent, WalletEventBody } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { Decider } from '../decider.ts'
import { createDeposit, evolveDeposit } from './deposit.ts'
import { claimWithdrawal, evolveLateTruth, returnWithdrawal } from './late-truths.ts'
import { evolveQuote, expireQuote, quoteWithdrawal, tickQuote } from './quote.ts'
import type { WalletRows } from './rows.ts'
import { blockWallet, closeWallet, evolveWallet, openWallet, unblockWallet } from './wallet.ts'
import {
  cancelPayout, cancelWithdrawal, completeWithdrawal, createWithdrawal, evolveWithdrawal, failWithdrawal, startPayout
} from './withdrawal.ts'

/** Owns wallets and all money in them: deposits, quotes, and the money side of withdrawals. */
export const wallets: Decider<WalletCommand, WalletRows, WalletEvent, WalletEventBody> = {
  decide(command, rows, tables, at) {
    switch (command.type) {
      case 'OpenWallet': return openWallet(command, rows, tables)
      case 'BlockWallet': return blockWallet(command, rows)
      case 'UnblockWallet': return unblockWallet(command, rows)
      case 'CloseWallet': return closeWallet(command, rows)
      case 'CreateDeposit': return createDeposit(command, rows, tables)
      case 'QuoteWithdrawal': return quoteWithdrawal(command, rows, tables, at)
      case 'ExpireQuote': return expireQuote(command, rows, at)
      case 'CreateWithdrawal': return createWithdrawal(command, rows, tables, at)
      case 'CancelWithdrawal': return cancelWithdrawal(command, rows)
      case 'CompleteWithdrawal': return completeWithdrawal(command, rows)
      case 'FailWithdrawal': return failWithdrawal(command, rows)
      case 'ReturnWithdrawal': return returnWithdrawal(command, rows)
      case 'ClaimWithdrawal': return claimWithdrawal(command, rows)
      default: return unreachable(command)
    }
  },

  evolve(rows, event) {
    switch (event.type) {
      case 'WalletOpened':
      case 'WalletBlocked':
      case 'WalletUnblocked':
      case 'WalletClosed': return evolveWallet(rows, event)
      case 'DepositCompleted': return evolveDeposit(rows, event)
      case 'WithdrawalQuoted':
      case 'QuoteExpired': return evolveQuote(rows, event)
      case 'WithdrawalCreated':
      case 'WithdrawalCompleted':
      case 'WithdrawalFailed': return evolveWithdrawal(rows, event)
      case 'WithdrawalReturned':
      case 'WithdrawalClaimed': return evolveLateTruth(rows, event)
      case 'CancellationRequested':
      case 'OperationRefused':
      case 'RecordDeadLettered': return rows
      default: return unreachable(event)
    }
  },

  react(event) {
    switch (event.type) {
      case 'WithdrawalCreated': return [startPayout(event)]
      case 'CancellationRequested': return [cancelPayout(event)]
      default: return []
    }
  },

  tick: (_, key, row, now) => tickQuote(key, row, now)
}
