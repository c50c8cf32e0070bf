import type { Violation } from '../world.ts'
import { accountsAddUp, accountsAsPosted } from './accounts.ts'
import { oneEventPerOperation } from './answers.ts'
import { deadLettersAsTold } from './dead-letters.ts'
import type { Facts } from './facts.ts'
import { followUpsOncePerEvent } from './follow-ups.ts'
import { groupsWithoutLag } from './lag.ts'
import { localsInPlace } from './locals.ts'
import { moneyIsConserved, transfersEnded } from './money.ts'
import { partiesAndWalletsAgree, partiesAsTold, payoutsToConfirmed } from './parties.ts'
import { booksAsProviders, payoutsAsTold, payoutsEnded } from './payouts.ts'
import { erasedKeysAreGone, personalDataIsSealed } from './personal-data.ts'
import { quotasAreKept } from './rates.ts'
import { revisionsWithoutGap } from './revisions.ts'
import { passedOnOnce } from './routes.ts'
import { nothingIsDue, storesAsFolded } from './stores.ts'
import { tablesAsWritten } from './tables.ts'
import { tenantsAsAnnounced } from './tenants.ts'
import { turnoverAsHeld } from './turnover.ts'

type Check = (facts: Facts) => Iterable<string> | AsyncIterable<string>

/** What must hold after every run, however it went. */
const always: Readonly<Record<string, Check>> = {
  'every operation has one event': oneEventPerOperation,
  'what follows at once comes at once': localsInPlace,
  'what nobody can read is in the dead letters': deadLettersAsTold,
  'revisions have no gap': revisionsWithoutGap,
  'money is conserved': moneyIsConserved,
  'accounts add up': accountsAddUp,
  'parties are what clients and verifiers say': partiesAsTold,
  'payouts go where parties say': payoutsToConfirmed,
  'personal data is sealed': personalDataIsSealed,
  'quotas are kept': quotasAreKept,
  'tenants are what they announce': tenantsAsAnnounced,
  'payouts are what providers and operators say': payoutsAsTold,
  'turnover is held, then committed or released': turnoverAsHeld,
  'follow-ups come once with their event': followUpsOncePerEvent,
  'what others say is passed on once': passedOnOnce,
  'a store is a fold of the changelog': storesAsFolded
}

/** What must hold once all is quiet. */
const whenSettled: Readonly<Record<string, Check>> = {
  'every payout comes to its end': payoutsEnded,
  'every transfer comes to its end': transfersEnded,
  'accounts are what was posted': accountsAsPosted,
  'parties and wallets agree': partiesAndWalletsAgree,
  'keys of the erased are gone': erasedKeysAreGone,
  'our books are the providers\'': booksAsProviders,
  'nothing is due': nothingIsDue,
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
