import { describeLevel } from './describe-level.ts'
import { formatTable, formatTime } from './format.ts'
import type { Counted, PartyView } from './party-view.ts'

/** A party for people, line by line: what it has of what it may have, and its identities. */
export function describeParty({ tenant, party, revision, status, erasedAt, counts, identities }: PartyView): string[] {
  const when = erasedAt === undefined ? '' : ` at ${formatTime(erasedAt)}, for good`
  return [
    `${tenant}/${party}`,
    ...formatTable([
      ['  status', `${status}${when}, at revision ${revision}`],
      ['  identities', describeCount(counts.identities)],
      ['  wallets', describeCount(counts.wallets)],
      ['  destinations', describeCount(counts.destinations)],
      ['  withdrawals', `${describeCount(counts.withdrawals)} open`]
    ]),
    ...identities.length === 0 ? [] : identityLines(identities)
  ]
}

function describeCount({ count, ceiling }: Counted): string {
  return ceiling === undefined ? String(count) : `${count} of ${ceiling}`
}

const identityHead = ['identity', 'class', 'revision', 'status', 'pending', 'level']

function identityLines(identities: PartyView['identities']): string[] {
  const rows = identities.map(({ identity, class: name, revision, identification, pending = '-' }) =>
    [identity, name, String(revision), identification.status, pending, describeLevel(identification)])
  return formatTable([identityHead, ...rows]).map(line => `  ${line}`)
}
