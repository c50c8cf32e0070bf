import type { WalletCommand, WalletEvent, WalletEventBody } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { Decider } from '../decider.ts'
import { createDeposit, evolveDeposit } from './deposit.ts'
import type { WalletRows } from './rows.ts'
import { blockWallet, closeWallet, evolveWallet, openWallet, unblockWallet } from './wallet.ts'
import { completeWithdrawal, createWithdrawal, evolveWithdrawal, failWithdrawal, startPayout } from './withdrawal.ts'

/** Owns wallets and all money in them: deposits, and the money side of withdrawals. */
export const wallets: Decider<WalletCommand, WalletRows, WalletEvent, WalletEventBody> = {
  decide(command, rows, tables) {
    switch (command.type) {
      case 'OpenWallet': return openWallet(command, rows, tables)
      case 'BlockWallet': return blockWallet(command, rows)
      case 'UnblockWallet': return unblockWallet(command, rows)
      case 'CloseWallet': return closeWallet(command, rows)
      case 'CreateDeposit': return createDeposit(command, rows, tables)
      case 'CreateWithdrawal': return createWithdrawal(command, rows, tables)
      case 'CompleteWithdrawal': return completeWithdrawal(command, rows)
      case 'FailWithdrawal': return failWithdrawal(command, rows)
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
      case 'WithdrawalCreated':
      case 'WithdrawalCompleted':
      case 'WithdrawalFailed': return evolveWithdrawal(rows, event)
      case 'OperationRefused':
      case 'RecordDeadLettered': return rows
      default: return unreachable(event)
    }
  },

  react(event) {
    return event.type === 'WithdrawalCreated' ? [startPayout(event)] : []
  }
}
