import { describeLevel } from './describe-level.ts'
import { formatTable, formatTime } from './format.ts'
import { identityName } from './identity-id.ts'
import type { ChallengeView, DestinationView, IdentityView } from './identity-view.ts'

/** An identity for people, line by line. What there is nothing to say of is left out. */
export function describeIdentity(view: IdentityView): string[] {
  const { class: name, revision, createdAt, partyStatus, identification, challenges, destinations } = view
  const facts: readonly (readonly [string, string | false])[] = [
    ['class', name],
    ['revision', `${revision}, created ${formatTime(createdAt)}`],
    ['party', partyStatus !== 'registered' && partyStatus],
    ['level', describeLevel(identification)],
    ['status', identification.status],
    ['effective', describeChallenge(view, identification.challenge, describeValidity)],
    ['pending', describeChallenge(view, view.pending, describeWaiting)],
    ['contact', describeContactOf(view)]
  ]
  return [
    identityName(view),
    ...formatTable(facts.flatMap(([fact, text]) => text === false ? [] : [[`  ${fact}`, text]])),
    ...challenges.length === 0 ? [] : challengeLines(challenges),
    ...destinations.length === 0 ? [] : destinationLines(destinations)
  ]
}

function describeChallenge(
  { challenges }: IdentityView, id: string | undefined, describe: (challenge: ChallengeView) => string
): string | false {
  const found = challenges.find(({ challenge }) => challenge === id)
  return found !== undefined && `${found.challenge}, ${describe(found)}`
}

function describeValidity({ validUntil }: ChallengeView): string {
  return validUntil === 0 ? 'valid for ever' : `valid until ${formatTime(validUntil)}`
}

function describeWaiting({ verifier, dueAt }: ChallengeView): string {
  return `${verifier} is asked${dueAt === 0 ? '' : `, and has until ${formatTime(dueAt)}`}`
}

/** It can be read with the tenant's key alone: `wallets get contact`. */
function describeContactOf({ contactRevision, erasedAt }: IdentityView): string {
  if (contactRevision === 0) return 'none'
  return `of revision ${contactRevision}, encrypted${erasedAt === undefined ? '' : `, erased ${formatTime(erasedAt)}`}`
}

const challengeHead = ['challenge', 'class', 'verifier', 'levels', 'status', 'since', 'valid until', 'counts', 'reason']

function challengeLines(challenges: readonly ChallengeView[]): string[] {
  const rows = challenges.map(row => [
    row.challenge, row.class, row.verifier, `${row.fromLevel} to ${row.toLevel}`, row.status,
    formatTime(row.endedAt === 0 ? row.startedAt : row.endedAt), validText(row), row.counts ? 'yes' : 'no',
    row.reason || '-'
  ])
  return formatTable([challengeHead, ...rows]).map(line => `  ${line}`)
}

function validText({ status, validUntil }: ChallengeView): string {
  if (status !== 'approved') return '-'
  return validUntil === 0 ? 'for ever' : formatTime(validUntil)
}

const destinationHead = ['destination', 'kind', 'revision', 'status', 'token']

function destinationLines(destinations: readonly DestinationView[]): string[] {
  const rows = destinations.map(({ destinationId, kind, revision, status, token }) =>
    [destinationId, kind, String(revision), status, token])
  return formatTable([destinationHead, ...rows]).map(line => `  ${line}`)
}
