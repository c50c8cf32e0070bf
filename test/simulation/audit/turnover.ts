import type { Flat } from '../../../schemas/record.ts'
import type { Facts } from './facts.ts'
import { answered } from './money.ts'

interface Counter { amount: bigint, count: bigint }

/**
 * Each attempt's turnover is held once and committed or released once; no limit is passed, and none is said to be
 * reached that is not. A run is shorter than any period.
 */
export function* turnoverAsHeld(facts: Facts): Iterable<string> {
  const ledger = facts.ledgers.find(({ name }) => name === 'terminals')!
  const counters = new Map<string, Counter>()
  const held = new Map<string, bigint>()
  for (const { partition, event, command } of answered(facts, ledger)) {
    const key = ['tenant', 'provider', 'terminal', 'currency'].map(field => command[field]).join('/')
    const counter = counters.get(key) ?? { amount: 0n, count: 0n }
    counters.set(key, counter)
    const fault = faultOf(counter, held, event, command)
    if (fault !== undefined) yield `terminal-changelog/${partition}: ${event.type} of ${event['reference']}: ${fault}`
  }
  if (!facts.world.hasSettled) return
  for (const [reference, amount] of held) yield `${amount} is held for ${reference}, which has ended`
}

function faultOf(
  counter: Counter, held: Map<string, bigint>, event: Flat, command: Flat
): string | undefined {
  const { reference } = command as Flat & { reference: string }
  switch (event.type) {
    case 'TurnoverHeld':
      if (held.has(reference)) return 'held twice'
      held.set(reference, command['amount'])
      counter.amount += command['amount']
      counter.count++
      return undefined
    case 'TurnoverExceeded': {
      const { measure, max } = event['limit'] as { measure: 'amount' | 'count', max: bigint }
      const asked = measure === 'count' ? 1n : command['amount'] as bigint
      return counter[measure] + asked > max ? undefined : `${counter[measure]} of ${max} are used`
    }
    case 'TurnoverCommitted': return held.delete(reference) ? undefined : 'not held'
    case 'TurnoverReleased':
      counter.amount -= held.get(reference) ?? 0n
      counter.count--
      return held.delete(reference) ? undefined : 'not held'
    case 'OperationRefused':
      // The payout gave up what the terminal had no room for, before it heard of that.
      if (event['reason'] === 'turnover_not_held' && command.type === 'ReleaseTurnover' && !held.has(reference)) return
      return `refused as ${event['reason']}`
    default: return 'an event that nobody knows'
  }
}
