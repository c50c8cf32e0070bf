import type { WithdrawalDecision } from '../../schemas/generated.ts'
import type { FollowUp } from '../decider.ts'
import { joinIds } from '../ids.ts'

/** What an operator decides has a topic of its own, where clients cannot write; it is decided with the rest. */
export function decided(decision: WithdrawalDecision): FollowUp {
  return {
    to: 'withdrawalCommands',
    record: { ...decision, operationId: joinIds('decision', decision.operationId) }
  }
}
