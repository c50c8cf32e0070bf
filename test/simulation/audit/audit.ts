import type { Violation, World } from '../world.ts'
import { oneEventPerOperation } from './answers.ts'
import { deadLettersAsTold } from './dead-letters.ts'
import { Facts } from './facts.ts'
import { followUpsOncePerEvent, notificationsPassedOn } from './follow-ups.ts'
import { moneyIsConserved } from './money.ts'
import { payoutsAsPaid } from './payouts.ts'
import { revisionsWithoutGap } from './revisions.ts'
import { storesAsFolded } from './stores.ts'
import { tablesAsWritten } from './tables.ts'

type Check = (facts: Facts) => Iterable<string> | AsyncIterable<string>

/** What must hold after every run, however it went. */
const always: Readonly<Record<string, Check>> = {
  'every operation has one event': oneEventPerOperation,
  'what nobody can read is in the dead letters': deadLettersAsTold,
  'revisions have no gap': revisionsWithoutGap,
  'money is conserved': moneyIsConserved,
  'payouts are completed by their own invoice': payoutsAsPaid,
  'follow-ups come once with their event': followUpsOncePerEvent,
  'notifications are passed on once': notificationsPassedOn,
  'a store is a fold of the changelog': storesAsFolded
}

/** What must hold once all is quiet. */
const whenSettled: Readonly<Record<string, Check>> = {
  'tables are what was written': tablesAsWritten
}

export async function audit(world: World): Promise<Violation[]> {
  const facts = new Facts(world)
  const violations: Violation[] = []
  for (const [invariant, check] of Object.entries({ ...always, ...world.hasSettled ? whenSettled : {} })) {
    try {
      for await (const detail of check(facts)) violations.push({ invariant, detail })
    } catch (error) {
      violations.push({ invariant, detail: `cannot be checked: ${(error as Error).message}` })
    }
  }
  return violations
}
