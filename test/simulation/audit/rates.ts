import { quota } from '../workload/policies.ts'
import type { Facts } from './facts.ts'
import { answered } from './money.ts'

/**
 * A tenant's clients have as many operations in a second of one partition as its quota says, and are refused for it
 * when it is used up and not before. What others do in consequence does not count.
 */
export function* quotasAreKept(facts: Facts): Iterable<string> {
  for (const ledger of facts.ledgers) {
    if (!ledger.processor.stores.includes('rates')) continue
    const used = new Map<string, number>()
    for (const { partition, event, command } of answered(facts, ledger)) {
      const { type, tenant, operationId, at, reason } = event as typeof event & { tenant: string, at: number }
      const max = quota(tenant)
      if (max === 0) continue
      const second = `${ledger.name}-${partition} ${tenant} ${Math.floor(at / 1_000)}`
      const count = used.get(second) ?? 0
      if (reason === 'rate_exceeded' && type === 'OperationRefused') {
        const isRight = count >= max && !isOfOthers(operationId)
        if (!isRight) yield `${command.type} is refused after ${count} operations: ${second}`
      } else if (type !== 'OperationRefused' && !isOfOthers(operationId)) {
        used.set(second, count + 1)
        if (count + 1 > max) yield `${count + 1} operations: ${second}`
      }
    }
  }
}

/** Ids of clients have no slash. */
function isOfOthers(operationId: string): boolean {
  return operationId.includes('/')
}
