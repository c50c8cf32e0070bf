import type { Flat } from '../../../schemas/record.ts'
import { challengeClassOf, classes } from '../workload/policies.ts'

/** How well somebody is known, in the words of `Identification`. */
export interface ModelIdentification {
  readonly level: number
  readonly status: 'none' | 'active' | 'expired'
  readonly validUntil: number
  readonly levelAfter: number
  readonly challenge: string
}

export interface ModelChallenge {
  status: 'pending' | 'approved' | 'denied' | 'failed' | 'cancelled'
  readonly verifier: string
  readonly fromLevel: number
  readonly toLevel: number
  readonly dueAt: number
  /** Of its approval. */
  validUntil: number
}

/** An identity, and all that was ever approved of it. */
export interface ModelIdentity {
  readonly class: string
  revision: number
  readonly challenges: Map<string, ModelChallenge>
  /** Ids of challenges that were approved, in their order, with the time until which each counts. */
  approvals: { readonly challenge: string, readonly until: number }[]
  hasExpired: boolean
  /** Something has expired of which wallets were not told yet. */
  owesExpiry: boolean
}

/** An identity as a wallet was told of it last. */
export interface Told {
  readonly identity: string
  readonly revision: number
  readonly identification: ModelIdentification
}

/** Each approval that begins where the one before has led to leads on, and nothing else does. */
export function identificationOf(identity: ModelIdentity, at: number): ModelIdentification {
  const counting = chain(identity, at)
  const last = counting.at(-1)
  const ends = counting.map(({ until }) => until)
  const validUntil = Math.min(...ends)
  if (last === undefined) {
    const level = initialLevel(identity)
    return { level, status: identity.hasExpired ? 'expired' : 'none', validUntil: 0, levelAfter: level, challenge: '' }
  }
  const level = levelAfter(identity, last.challenge)
  const next = chain(identity, validUntil).at(-1)
  return {
    level, status: 'active', validUntil: validUntil === Infinity ? 0 : validUntil, challenge: last.challenge,
    levelAfter: validUntil === Infinity ? level : next === undefined
      ? initialLevel(identity)
      : levelAfter(identity, next.challenge)
  }
}

/** What an identity's events say, beside its revision, that cannot be. */
export function identityFault(identity: ModelIdentity, event: Flat, command: Flat): string | undefined {
  const { type, at, challenge: id } = event as Flat & { at: number, challenge: string }
  const challenge = identity.challenges.get(id)
  switch (type) {
    case 'ContactChanged': return undefined
    case 'ChallengeStarted': return startFault(identity, event, command)
    case 'IdentificationExpired': return expiryFault(identity, event, command)
    case 'ChallengeApproved':
      return endFault(challenge, event, command, 'approved') ?? approve(identity, id, challenge!, event)
    case 'ChallengeDenied': return endFault(challenge, event, command, 'denied')
    case 'ChallengeCancelled':
      return command.type === 'CancelChallenge'
        ? cancelFault(challenge)
        : endFault(challenge, event, command, 'cancelled')
    case 'ChallengeFailed':
      if (command.type !== 'ExpireChallenge') return endFault(challenge, event, command, 'failed')
      if (challenge === undefined || challenge.dueAt === 0 || at < challenge.dueAt) return 'failed too early'
      return end(challenge, 'failed')
    default: return `an event that nobody knows: ${type}`
  }
}

/** Who said that what has ended is otherwise, when the same is no news. */
export function ignoredFault(identity: ModelIdentity | undefined, event: Flat, command: Flat): string | undefined {
  const challenge = identity?.challenges.get(event['challenge'])
  const { kind, validUntil, verifier } = command['verification'] as Flat & { kind: string }
  if (challenge === undefined || challenge.status === 'pending') return 'ignored what was to be heard'
  if (verifier !== challenge.verifier || event['status'] !== challenge.status) return 'ignored otherwise'
  return kind === challenge.status && validUntil === challenge.validUntil ? 'ignored what was no news' : undefined
}

export function initialLevel({ class: name }: ModelIdentity): number {
  return classes.find(({ class: other }) => other === name)!.initialLevel
}

function chain(identity: ModelIdentity, at: number): ModelIdentity['approvals'] {
  let level = initialLevel(identity)
  return identity.approvals.filter(({ challenge: id, until }) => {
    const { fromLevel, toLevel } = identity.challenges.get(id)!
    if (until <= at || fromLevel !== level) return false
    level = toLevel
    return true
  })
}

function levelAfter({ challenges }: ModelIdentity, challenge: string): number {
  return challenges.get(challenge)!.toLevel
}

function startFault(identity: ModelIdentity, event: Flat, command: Flat): string | undefined {
  const { challenge: id, verifier, reference, fromLevel, toLevel, dueAt, at } = event as Flat & { challenge: string }
  const asked = challengeClassOf(identity.class, command['class'])
  if (asked === undefined || identity.challenges.has(id)) return 'a challenge that nobody may have'
  if ([...identity.challenges.values()].some(({ status }) => status === 'pending')) return 'two challenges at a time'
  if (identificationOf(identity, at).level !== asked.fromLevel) return 'a challenge from another level'
  const kinds = (command['proofs'] as readonly Flat[]).map(({ kind }) => kind)
  if (!asked.proofs.every(kind => kinds.includes(kind))) return 'a challenge without its proofs'
  const isAsAsked = verifier === asked.verifier && fromLevel === asked.fromLevel && toLevel === asked.toLevel &&
    dueAt === (asked.answerMs > 0 ? at + asked.answerMs : 0) &&
    reference === [event['tenant'], event['party'], event['identity'], id].join('/')
  if (!isAsAsked) return 'a challenge of another kind'
  identity.challenges.set(id, { status: 'pending', verifier, fromLevel, toLevel, dueAt, validUntil: 0 })
  return undefined
}

/** Its own verifier has said so of this very challenge. */
function endFault(
  challenge: ModelChallenge | undefined, { tenant, party, identity, challenge: id }: Flat, command: Flat,
  status: Exclude<ModelChallenge['status'], 'pending'>
): string | undefined {
  const said = command['verification'] as Flat & { kind?: string } | undefined
  const isSaid = said?.kind === status && said['verifier'] === challenge?.verifier &&
    said['reference'] === [tenant, party, identity, id].join('/')
  return isSaid ? end(challenge, status) : `${status}, which nobody said`
}

function end(
  challenge: ModelChallenge | undefined, status: Exclude<ModelChallenge['status'], 'pending'>
): string | undefined {
  if (challenge?.status !== 'pending') return `${status} what is ${challenge?.status ?? 'not there'}`
  challenge.status = status
  return undefined
}

/** A client may give it up twice. */
function cancelFault(challenge: ModelChallenge | undefined): string | undefined {
  return challenge?.status === 'cancelled' ? undefined : end(challenge, 'cancelled')
}

function approve(
  identity: ModelIdentity, id: string, challenge: ModelChallenge, { at, validUntil, identification }: Flat
): string | undefined {
  challenge.validUntil = validUntil
  forget(identity, at)
  identity.approvals.push({ challenge: id, until: validUntil === 0 ? Infinity : validUntil })
  identity.approvals = chain(identity, at)
  return differs(identificationOf(identity, at), identification)
}

function expiryFault(
  identity: ModelIdentity, { at, identification }: Flat & { at?: number }, command: Flat
): string | undefined {
  if (command['dueAt'] > at!) return 'expired too early'
  forget(identity, at!)
  if (!identity.owesExpiry) return 'expired, and nothing has'
  identity.owesExpiry = false
  return differs(identificationOf(identity, at!), identification)
}

/** What has expired never comes back, nor what was built on it. */
function forget(identity: ModelIdentity, at: number): void {
  const left = chain(identity, at)
  if (left.length === identity.approvals.length) return
  identity.approvals = left
  identity.hasExpired = true
  identity.owesExpiry = true
}

function differs(expected: ModelIdentification, found: Flat): string | undefined {
  const [left, right] = [textOfIdentification(expected), textOfIdentification(found as unknown as ModelIdentification)]
  return left === right ? undefined : `is known as ${right}, not ${left}`
}

export function textOfIdentification(
  { level, status, validUntil, levelAfter: after, challenge }: ModelIdentification
): string {
  return `${level} ${status} until ${validUntil}, then ${after}, by ${challenge || 'nothing'}`
}
