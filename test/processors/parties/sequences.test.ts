import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { identificationAt } from '../../../processors/parties/identification.ts'
import type {
  ChallengeClass, Identification, PartyCommandBody, Plain, UpdateOwner, VerificationResult
} from '../../../schemas/generated.ts'
import { tablesOf, usualAt } from '../../support/given.ts'
import { Domain } from '../domain.ts'
import { replay } from '../replay.ts'
import { acme, address, checkit, passport, person } from './examples.ts'

/**
 * Random lives of an identity: a client who starts and cancels, verifiers that repeat, err, contradict themselves and
 * come late, blocks, and time. Beside them runs a model that knows nothing of rows and events.
 */
type Action =
  | { readonly do: 'start', readonly challenge: string, readonly class: string }
  | { readonly do: 'cancel', readonly challenge: string }
  | { readonly do: 'verify', readonly challenge: string, readonly verifier: string, readonly said: Said }
  | { readonly do: 'block' | 'unblock' | 'contact' | 'tick' }
  | { readonly do: 'pass', readonly minutes: number }

type Said = { readonly type: VerificationResult['type'], readonly validUntil: number, readonly reason: string }

const minute = 60_000
const few = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)
const does = <Do extends string>(name: Do): { readonly do: fc.Arbitrary<Do> } => ({ do: fc.constant(name) })
const challenge = fc.nat(11).map(number => `c-${number}`)
const validUntil = few(0, 0, 5, 20, 60, 200).map(minutes => minutes === 0 ? 0 : usualAt + minutes * minute)
const approval = fc.record({ type: few('VerificationApproved' as const), validUntil, reason: few('') })
const otherWord = fc.record({
  type: few('VerificationDenied' as const, 'VerificationFailed' as const, 'VerificationCancelled' as const),
  validUntil: few(0), reason: few('', 'blurred')
})
const said = fc.oneof({ weight: 4, arbitrary: approval }, { weight: 2, arbitrary: otherWord })

const action = fc.oneof(
  { weight: 8, arbitrary: fc.record({
    ...does('start'), challenge, class: few('passport', 'address', 'notary', 'passport', 'address', 'nonsense')
  }) },
  { weight: 1, arbitrary: fc.record({ ...does('cancel'), challenge }) },
  { weight: 10, arbitrary: fc.record({
    ...does('verify'), challenge: fc.oneof({ weight: 3, arbitrary: few('pending') }, challenge),
    verifier: few('checkit', 'checkit', 'checkit', 'checkit', 'other'), said
  }) },
  { weight: 1, arbitrary: fc.record({ do: few('block', 'unblock', 'unblock', 'contact') }) },
  { weight: 3, arbitrary: fc.record(does('tick')) },
  { weight: 3, arbitrary: fc.record({ ...does('pass'), minutes: few(1, 5, 20, 60) }) }
) as fc.Arbitrary<Action>

const lives = fc.array(action, { minLength: 20, maxLength: 100, size: 'max' })

const test = suite('sequences of challenges')

test('raise no level without an approval, which is as an independent model says', () => {
  const seen = new Set<string>()
  const levels = new Set<number>()
  fc.assert(fc.property(lives, actions => {
    const domain = begin()
    const model = new Model()
    for (const each of actions) {
      const before = levelOf(domain)
      act(domain, model, each)
      model.act(each, domain.now)
      check(domain, model)
      const isApproval = each.do === 'verify' && each.said.type === 'VerificationApproved'
      assert.ok(levelOf(domain) <= before || isApproval, `${each.do} raised a level`)
      levels.add(levelOf(domain))
    }
    for (const { event } of domain.history) seen.add(event.type)
  }), { seed: 41, numRuns: 250, includeErrorInReport: true })

  assert.equal([...levels].sort(), [0, 1, 2, 3])
  for (const type of [
    'ChallengeStarted', 'ChallengeApproved', 'ChallengeDenied', 'ChallengeFailed', 'ChallengeCancelled',
    'VerificationIgnored', 'IdentificationExpired', 'OperationRefused'
  ]) assert.ok(seen.has(type), `${type} was never reached`)
})

test('have one challenge pending at a time', () => {
  let most = 0
  fc.assert(fc.property(lives, actions => {
    const domain = begin()
    const model = new Model()
    for (const each of actions) {
      act(domain, model, each)
      model.act(each, domain.now)
      const pending = [...domain.rows.challenges].filter(([, { status }]) => status === 'pending').map(([key]) => key)
      const { pending: of } = domain.rows.identities.get('acme/p-1/alice')!
      assert.equal(pending, of === '' ? [] : [`acme/p-1/alice/${of}`])
      most = Math.max(most, pending.length)
    }
  }), { seed: 42, numRuns: 100, includeErrorInReport: true })
  assert.is(most, 1)
})

test('tell the wallet what it has to know, in the end, and are rebuilt from their events', () => {
  fc.assert(fc.property(lives, actions => {
    const domain = begin()
    const model = new Model()
    for (const each of [...actions, { do: 'tick' } as const]) {
      act(domain, model, each)
      model.act(each, domain.now)
    }
    const told = domain.sent.flatMap(({ record }) => record.type === 'UpdateOwner' ? [record as UpdateOwner] : [])
    const { identification, isBlocked } = told.at(-1)?.owner ?? { identification: nobody, isBlocked: false }
    assert.is(identification.level, model.level(domain.now))
    assert.is(isBlocked, domain.rows.parties.get('acme/p-1')!.status === 'blocked')
    assert.ok(identification.validUntil === 0 || identification.validUntil > domain.now)
    if (identification.validUntil > 0) assert.is(identification.levelAfter, model.level(identification.validUntil))

    const reviews = domain.sent.filter(({ record }) => record.type === 'ReviewWithdrawal')
    const falls = domain.partyEvents.filter(({ type }) => type === 'IdentificationExpired')
    assert.is(reviews.length, falls.length, 'a withdrawal is reviewed whenever levels fall')
    replay(domain.history, (step, rows) => assert.equal(rows, domain.history[step]!.rows, `after ${step + 1} events`))
  }), { seed: 43, numRuns: 100, includeErrorInReport: true })
})

test.run()

const notary: Plain<ChallengeClass> =
  { class: 'notary', verifier: 'checkit', proofs: [], fromLevel: 0, toLevel: 3, answerMs: 30 * minute }
const classes = [{ ...passport, answerMs: 30 * minute }, address, notary]
const tables = tablesOf({
  tenants: [{ ...acme, classes: [{ ...person, challenges: classes }] }],
  verifiers: [checkit, { ...checkit, verifier: 'other' }]
})
const nobody: Pick<Identification, 'level' | 'validUntil' | 'levelAfter'> = { level: 0, validUntil: 0, levelAfter: 0 }

function begin(): Domain {
  const domain = new Domain(tables)
  for (const body of [
    { type: 'RegisterParty' }, { type: 'CreateIdentity', identity: 'alice', class: 'person', contact: null },
    { type: 'AddDestination', destinationId: 'home', identity: 'alice', kind: 'bank_account', token: 'tok_1' },
    { type: 'RegisterWallet', wallet: 'w', identity: 'alice' },
    { type: 'RegisterWithdrawal', wallet: 'w', withdrawal: 'x', identity: 'alice', destinationId: 'home', level: 0 }
  ] as const) send(domain, body)
  return domain
}

function send(domain: Domain, body: PartyCommandBody): void {
  const operation = `op-${domain.partyEvents.length}`
  const operationId = /^Register(Wallet|Withdrawal)$/.test(body.type) ? `${operation}/register` : operation
  domain.sendToParty({ tenant: 'acme', party: 'p-1', operationId, ...body })
  domain.settle('parties')
}

function act(domain: Domain, model: Model, each: Action): void {
  switch (each.do) {
    case 'start': {
      const proofs = [{ kind: 'passport', token: 'doc_1' }]
      return send(domain, {
        type: 'StartChallenge', identity: 'alice', challenge: each.challenge, class: each.class, proofs
      })
    }
    case 'cancel': return send(domain, { type: 'CancelChallenge', identity: 'alice', challenge: each.challenge })
    case 'block': return send(domain, { type: 'BlockParty' })
    case 'unblock': return send(domain, { type: 'UnblockParty' })
    case 'contact': return send(domain, { type: 'ChangeContact', identity: 'alice', contact })
    case 'verify': {
      const reference = `acme/p-1/alice/${model.nameOf(each.challenge)}`
      domain.verify(each.verifier, { tenant: 'acme', reference, ...each.said } as VerificationResult)
      return domain.settle('parties')
    }
    case 'pass': domain.now += each.minutes * minute; return
    case 'tick': domain.tick(); return domain.settle('parties')
  }
}

const contact = { phone: '', email: '', firstName: 'Alice', middleName: '', lastName: '' }

function levelOf(domain: Domain): number {
  return identificationAt(domain.rows.identities.get('acme/p-1/alice')!, domain.now).level
}

function check(domain: Domain, model: Model): void {
  assert.is(levelOf(domain), model.level(domain.now))
  const statuses = [...domain.rows.challenges].map(([key, { status }]) => [key.split('/').at(-1), status])
  assert.equal(Object.fromEntries(statuses), Object.fromEntries(model.challenges))
}

/** What a level is, as one would tell it to a colleague: a pile of approvals that falls where one is taken out. */
class Model {
  readonly challenges = new Map<string, string>()
  #asked: { readonly challenge: string, readonly class: Plain<ChallengeClass>, readonly at: number } | undefined
  readonly #pile: { readonly top: number, readonly until: number }[] = []
  /** Said of challenges before there were any. */
  readonly #early = new Set<string>()
  #isBlocked = false

  level(at: number): number {
    let top = 0
    for (const slab of this.#pile) {
      if (at >= slab.until) break
      top = slab.top
    }
    return top
  }

  /** The challenge that is meant by a name. */
  nameOf(name: string): string {
    return name === 'pending' ? this.#asked?.challenge ?? 'c-0' : name
  }

  act(each: Action, at: number): void {
    switch (each.do) {
      case 'start': return this.#start(each.challenge, classes.find(one => one.class === each.class), at)
      case 'cancel': return each.challenge === this.#asked?.challenge ? this.#end('cancelled') : undefined
      case 'verify':
        return each.verifier === 'checkit' ? this.#hear(this.nameOf(each.challenge), each.said, at) : undefined
      case 'block': this.#isBlocked = true; return
      case 'unblock': this.#isBlocked = false; return
      case 'tick': {
        const { at: since = at, class: { answerMs = 0 } = {} } = this.#asked ?? {}
        return answerMs > 0 && at >= since + answerMs ? this.#end('failed') : undefined
      }
    }
  }

  #start(name: string, of: Plain<ChallengeClass> | undefined, at: number): void {
    if (this.#isBlocked || this.#asked !== undefined || this.challenges.has(name)) return
    if (of === undefined || of.fromLevel !== this.level(at)) return
    this.#asked = { challenge: name, class: of, at }
    this.challenges.set(name, 'pending')
  }

  #hear(name: string, { type, validUntil: until, reason }: Said, at: number): void {
    const words = [name, type, until, reason].join()
    if (!this.challenges.has(name)) this.#early.add(words)
    // What was refused once is refused for ever: the same words are the same operation.
    if (name !== this.#asked?.challenge || this.#early.has(words)) return
    if (type !== 'VerificationApproved') return this.#end(type.slice('Verification'.length).toLowerCase())
    const { fromLevel, toLevel } = this.#asked.class
    const isValid = until === 0 || at < until
    if (isValid && this.level(at) === fromLevel) {
      while (this.#pile.some(slab => at >= slab.until)) this.#pile.pop()
      this.#pile.push({ top: toLevel, until: until === 0 ? Infinity : until })
    }
    this.#end('approved')
  }

  #end(status: string): void {
    this.challenges.set(this.#asked!.challenge, status)
    this.#asked = undefined
  }
}
