import type { WithdrawalCommand, WithdrawalEvent, WithdrawalEventBody } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { Decider } from '../decider.ts'
import {
  completeWithdrawal, evolvePayout, failWithdrawal, recordInvoicePaid, requestInvoice, startPayout
} from './payout.ts'
import type { PayoutRows } from './payout.ts'

/** Owns payouts: what providers are asked to pay, and what they say they paid. It moves no money itself. */
export const withdrawals: Decider<WithdrawalCommand, PayoutRows, WithdrawalEvent, WithdrawalEventBody> = {
  decide(command, rows, tables) {
    switch (command.type) {
      case 'StartPayout': return startPayout(command, rows, tables)
      case 'RecordInvoicePaid': return recordInvoicePaid(command, rows)
      default: return unreachable(command)
    }
  },

  evolve(rows, event) {
    switch (event.type) {
      case 'PayoutStarted':
      case 'PayoutCompleted':
      case 'PayoutFailed': return evolvePayout(rows, event)
      case 'OperationRefused':
      case 'RecordDeadLettered': return rows
      default: return unreachable(event)
    }
  },

  react(event) {
    switch (event.type) {
      case 'PayoutStarted': return [requestInvoice(event)]
      case 'PayoutCompleted': return [completeWithdrawal(event)]
      case 'PayoutFailed': return [failWithdrawal(event)]
      case 'OperationRefused':
      case 'RecordDeadLettered': return []
      default: return unreachable(event)
    }
  }
}
