import type { Violation } from '../world.ts'
import { oneEventPerOperation } from './answers.ts'
import { deadLettersAsTold } from './dead-letters.ts'
import type { Facts } from './facts.ts'
import { followUpsOncePerEvent, notificationsPassedOn } from './follow-ups.ts'
import { groupsWithoutLag } from './lag.ts'
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
  'tables are what was written': tablesAsWritten,
  'groups have no lag': groupsWithoutLag
}

/** Everything that is wrong with what a run left behind. */
export async function audit(facts: Facts): Promise<Violation[]> {
  const violations: Violation[] = []
  for (const [invariant, check] of Object.entries({ ...always, ...facts.world.hasSettled ? whenSettled : {} })) {
    const say = (detail: string) => void violations.push({ invariant, detail, seen: 'afterwards' })
    try {
      for await (const detail of check(facts)) say(detail)
    } catch (error) {
      say(`cannot be checked: ${(error as Error).message}`)
    }
  }
  return violations
}
