import * as assert from 'uvu/assert'

import type { Tables } from '../../../processors/decider.ts'
import type {
  ChallengeStatus, Identification, PartyCommand, PartyCommandBody, Plain, RepairChallenge, VerificationResult
} from '../../../schemas/generated.ts'
import { usualAt } from '../../support/given.ts'
import { Domain } from '../domain.ts'
import { tables } from './examples.ts'

/**
 * The life of a challenge, told step by step. Alice of p-1 has one wallet, from which a withdrawal is under way. What
 * each step leads to is looked at before the next one.
 */
export class Story {
  readonly #domain: Domain
  #events = 0
  #sent = 0
  #operations = 0

  constructor(configuration: Tables) {
    this.#domain = new Domain(configuration)
    this.#does({ type: 'RegisterParty' })
    this.#does({ type: 'CreateIdentity', identity: 'alice', class: 'person', contact: null })
    this.#does({
      type: 'AddDestination', destinationId: 'home', identity: 'alice', kind: 'bank_account', token: 'tok_1'
    })
    this.#does({ type: 'RegisterWallet', wallet: 'alice-eur', identity: 'alice' })
    const withdrawal = { wallet: 'alice-eur', withdrawal: 'w-1' }
    this.#does({ type: 'RegisterWithdrawal', ...withdrawal, identity: 'alice', destinationId: 'home', level: 0 })
    this.#begin()
  }

  starts(challenge = 'kyc-1', name = 'passport'): this {
    const proofs = [{ kind: 'passport', token: 'doc_1' }]
    return this.#step({ type: 'StartChallenge', identity: 'alice', challenge, class: name, proofs })
  }

  cancels(challenge = 'kyc-1'): this {
    return this.#step({ type: 'CancelChallenge', identity: 'alice', challenge })
  }

  /** Eve repairs it, as if it had waited long enough unless it is told otherwise. */
  repairs(outcome: 'retry' | 'complete' | 'fail', change: Partial<RepairChallenge> = {}): this {
    return this.#step({
      type: 'RepairChallenge', identity: 'alice', challenge: 'kyc-1', outcome, hold: 'keep', validUntil: 0,
      isForced: true, author: 'eve', reason: 'ticket 7', approver: '', ...change
    })
  }

  blocks(): this {
    return this.#step({ type: 'BlockParty' })
  }

  /** A verifier speaks, of the first challenge and by the verifier that was asked unless it is told otherwise. */
  hears(result: Said, about: { readonly verifier?: string, readonly reference?: string } = {}): this {
    const { verifier = 'checkit', reference = 'acme/p-1/alice/kyc-1' } = about
    this.#begin()
    this.#domain.verify(verifier, { tenant: 'acme', reference, ...result } as VerificationResult)
    this.#domain.settle('parties')
    return this
  }

  /** Time passes, and the clock says what is due. */
  passes(ms: number): this {
    this.#begin()
    this.waits(ms).#domain.tick()
    this.#domain.settle('parties')
    return this
  }

  /** Time passes, and the clock has said nothing yet. */
  waits(ms: number): this {
    this.#domain.now += ms
    return this
  }

  /** The events of the last step, each with what matters of it. None: it was no news. */
  emits(...expected: readonly (readonly [string, object])[]): this {
    const events = this.#domain.partyEvents.slice(this.#events)
    assert.equal(events.map(({ type }) => type), expected.map(([type]) => type))
    for (const [index, [type, fields]] of expected.entries()) {
      const shown = Object.keys(fields).map(field => [field, (events[index] as never)[field]])
      assert.equal(Object.fromEntries(shown), fields, type)
    }
    return this
  }

  refuses(reason: string): this {
    return this.emits(['OperationRefused', { reason }])
  }

  becomes(status: ChallengeStatus, challenge = 'kyc-1'): this {
    assert.is(this.#domain.rows.challenges.get(`acme/p-1/alice/${challenge}`)?.status, status)
    const pending = this.#domain.rows.identities.get('acme/p-1/alice')!.pending
    if (status === 'pending') assert.is(pending, challenge)
    else assert.is.not(pending, challenge)
    return this
  }

  /** What the wallet was told last is what the row says. */
  known(identification: Partial<Plain<Identification>>): this {
    const told = this.#domain.rows.parties.get('acme/p-1')!.wallets[0]!.identification
    const shown = Object.fromEntries(Object.keys(identification).map(field => [field, (told as never)[field]]))
    assert.equal(shown, identification)
    return this
  }

  /** What the last step has sent, by the names of the records. */
  sends(...types: readonly string[]): this {
    assert.equal(this.#domain.sent.slice(this.#sent).map(({ record }) => record.type), types)
    return this
  }

  /** Word for word: the request of before. */
  asksAgain(): this {
    const [before, now] = this.#domain.verifications.slice(-2)
    assert.equal(now, before)
    return this
  }

  #step(command: PartyCommandBody): this {
    this.#begin()
    this.#does(command)
    return this
  }

  #begin(): void {
    this.#events = this.#domain.partyEvents.length
    this.#sent = this.#domain.sent.length
  }

  #does(command: PartyCommandBody): void {
    const id = `op-${++this.#operations}`
    const isOurs = /^Register(Wallet|Withdrawal)$/.test(command.type)
    const head = { tenant: 'acme', party: 'p-1', operationId: isOurs ? `${id}/register` : id }
    this.#domain.sendToParty({ ...head, ...command } as PartyCommand)
    this.#domain.settle('parties')
  }
}

type Said = { readonly type: VerificationResult['type'], readonly [field: string]: unknown }

export function story(configuration = tables): Story {
  return new Story(configuration)
}

export const start = usualAt

export function approved(validUntil = 0): Said {
  return { type: 'VerificationApproved', validUntil }
}

export function denied(reason = 'blurred'): Said {
  return { type: 'VerificationDenied', reason }
}

export function failed(reason = 'unavailable'): Said {
  return { type: 'VerificationFailed', reason }
}

export function cancelled(reason = ''): Said {
  return { type: 'VerificationCancelled', reason }
}
