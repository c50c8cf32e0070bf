import { identityView, type IdentityView } from '../../cli/identity-view.ts'
import { PartyFold } from '../../cli/party-fold.ts'
import { partyView, type PartyView } from '../../cli/party-view.ts'
import type { PartyCommandBody, Plain, Tenant, VerificationResult } from '../../schemas/generated.ts'
import { tablesOf } from '../support/given.ts'
import { Domain } from '../processors/domain.ts'
import { acme, address, checkit, contact, day, passport, person } from '../processors/parties/examples.ts'

export const p1 = { tenant: 'acme', party: 'p-1' }

/** Alice, of the party whose life it is. */
export const id = { ...p1, identity: 'alice' }

export const hour = 60 * 60_000

export const tenant: Plain<Tenant> = {
  ...acme,
  classes: [{ ...person, challenges: [passport, { ...address, proofs: ['bill'], answerMs: day }] }],
  serviceLimits: [
    { kind: 'wallets', party: '', ceiling: 10 }, { kind: 'wallets', party: 'p-1', ceiling: 20 },
    { kind: 'withdrawals', party: '', ceiling: 3 }, { kind: 'destinations', party: 'p-2', ceiling: 0 }
  ]
}

/** The life of a party, decided by its processor: an hour passes with each step. */
export class Life {
  readonly domain = new Domain(tablesOf({ tenants: [tenant], verifiers: [checkit] }))

  does(...bodies: readonly PartyCommandBody[]): this {
    for (const body of bodies) {
      const operation = `op-${this.domain.partyEvents.length}`
      const operationId = /^Register(Wallet|Withdrawal)$/.test(body.type) ? `${operation}/register` : operation
      this.domain.sendToParty({ ...p1, operationId, ...body })
      this.#passes()
    }
    return this
  }

  hears(challenge: string, result: object): this {
    const reference = `acme/p-1/alice/${challenge}`
    this.domain.verify('checkit', { tenant: 'acme', reference, ...result } as VerificationResult)
    this.#passes()
    return this
  }

  fold(): PartyFold {
    const fold = new PartyFold()
    for (const event of this.domain.partyEvents) fold.add(event)
    return fold
  }

  party(): PartyView {
    return partyView(this.fold(), p1, tenant, this.domain.now)!
  }

  identity(): IdentityView {
    return identityView(this.fold(), id, this.domain.now)!
  }

  #passes(): void {
    this.domain.settle('parties')
    this.domain.now += hour
  }
}

export const create = { type: 'CreateIdentity', identity: 'alice', class: 'person', contact } as const

export function start(challenge: string, name = 'passport'): PartyCommandBody {
  const proofs = [{ kind: name === 'passport' ? 'passport' : 'bill', token: 'doc_1' }]
  return { type: 'StartChallenge', identity: 'alice', challenge, class: name, proofs }
}

export const approved = { type: 'VerificationApproved', validUntil: 0 } as const
