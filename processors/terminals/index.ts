import type { TerminalCommand, TerminalEvent, TerminalEventBody } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { Decider } from '../decider.ts'
import type { TerminalRows } from './rows.ts'
import { answerTurnover, commitTurnover, evolveTurnover, holdTurnover, releaseTurnover } from './turnover.ts'

/** Owns the turnover of terminals: one number for all wallets, so it is decided in one place. */
export const terminals: Decider<TerminalCommand, TerminalRows, TerminalEvent, TerminalEventBody> = {
  decide(command, rows, tables, at) {
    switch (command.type) {
      case 'HoldTurnover': return holdTurnover(command, rows, tables, at)
      case 'CommitTurnover': return commitTurnover(command, rows)
      case 'ReleaseTurnover': return releaseTurnover(command, rows)
      default: return unreachable(command)
    }
  },

  evolve(rows, event) {
    switch (event.type) {
      case 'TurnoverHeld':
      case 'TurnoverCommitted':
      case 'TurnoverReleased': return evolveTurnover(rows, event)
      case 'TurnoverExceeded':
      case 'OperationRefused':
      case 'RecordDeadLettered': return rows
      default: return unreachable(event)
    }
  },

  react(event) {
    switch (event.type) {
      case 'TurnoverHeld':
      case 'TurnoverExceeded': return [answerTurnover(event)]
      case 'TurnoverCommitted':
      case 'TurnoverReleased':
      case 'OperationRefused':
      case 'RecordDeadLettered': return []
      default: return unreachable(event)
    }
  }
}
