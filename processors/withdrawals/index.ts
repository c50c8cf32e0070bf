import type { WithdrawalCommand, WithdrawalEvent, WithdrawalEventBody } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { Decider } from '../decider.ts'
import { answerTurnover } from './attempt.ts'
import { approveWithdrawal, rejectWithdrawal, startPayout } from './beginning.ts'
import { tickPayout, wakePayout } from './clock.ts'
import { evolvePayout } from './evolve.ts'
import { recordInvoicePaid, recordNotification } from './heard.ts'
import { cancelPayout, resolveWithdrawal, stopPayout } from './intervention.ts'
import { reactToPayout } from './react.ts'
import { repairPayout } from './repair.ts'
import type { PayoutRows } from './rows.ts'

/** Owns payouts: which way each goes, what providers are asked, and what they say. It moves no money itself. */
export const withdrawals: Decider<WithdrawalCommand, PayoutRows, WithdrawalEvent, WithdrawalEventBody> = {
  decide(command, rows, tables, at) {
    switch (command.type) {
      case 'StartPayout': return startPayout(command, rows, tables, at)
      case 'ApproveWithdrawal': return approveWithdrawal(command, rows, at)
      case 'RejectWithdrawal': return rejectWithdrawal(command, rows)
      case 'AnswerTurnover': return answerTurnover(command, rows, tables, at)
      case 'WakePayout': return wakePayout(command, rows, tables, at)
      case 'CancelPayout': return cancelPayout(command, rows)
      case 'RecordNotification': return recordNotification(command, rows, tables, at)
      case 'RecordInvoicePaid': return recordInvoicePaid(command, rows, tables, at)
      case 'ResolveWithdrawal': return resolveWithdrawal(command, rows, tables)
      case 'StopPayout': return stopPayout(command, rows)
      case 'RepairPayout': return repairPayout(command, rows, tables, at)
      default: return unreachable(command)
    }
  },

  evolve: evolvePayout,

  react: reactToPayout,

  noNews: {
    commands: ['RecordNotification', 'RecordInvoicePaid', 'WakePayout'], followUps: ['RequestInvoiceStatus']
  },

  tick: (_, key, row, now) => tickPayout(key, row, now)
}
