import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { LimitKind, PartyCommand, PartyCommandBody, PartyEvent } from '../../../schemas/generated.ts'
import { tablesOf } from '../../support/given.ts'
import { Domain } from '../domain.ts'
import { replay } from '../replay.ts'
import { acme, checkit } from './examples.ts'

/**
 * One more than may be, by senders who know nothing of each other: in any order, each as often as it is repeated, among
 * commands that are refused for other reasons, and among those of another party. However they race, one is too many.
 */
const test = suite('racing for the last one')

interface Race {
  /** Makes the thing of this id. */
  readonly create: (id: string) => PartyCommandBody
  /** What is refused for another reason, whoever was first. */
  readonly wrong: (id: string) => readonly PartyCommandBody[]
  /** Makes room, where that can be. */
  readonly end?: (id: string) => PartyCommandBody
  readonly created: PartyEvent['type']
}

const races: Readonly<Record<Exclude<LimitKind, 'unknown'>, Race>> = {
  identities: {
    create: identity => ({ type: 'CreateIdentity', identity, class: 'person', contact: null }),
    wrong: identity => [
      { type: 'CreateIdentity', identity, class: 'nobody', contact: null },
      { type: 'CreateIdentity', identity: 'alice', class: 'person', contact: null }
    ],
    created: 'IdentityCreated'
  },
  wallets: {
    create: wallet => ({ type: 'RegisterWallet', wallet, identity: 'alice' }),
    wrong: wallet => [{ type: 'RegisterWallet', wallet, identity: 'nobody' }],
    end: wallet => ({ type: 'UnregisterWallet', wallet }),
    created: 'WalletRegistered'
  },
  destinations: {
    create: destinationId => destinationOf(destinationId, 'tok_1', 'alice'),
    wrong: destinationId => [
      destinationOf(destinationId, '4111111111111111', 'alice'), destinationOf(destinationId, 'tok_1', 'nobody')
    ],
    end: destinationId => ({ type: 'RemoveDestination', destinationId }),
    created: 'DestinationAdded'
  },
  withdrawals: {
    create: withdrawal => withdrawalOf(withdrawal, 'home'),
    wrong: withdrawal => [withdrawalOf(withdrawal, 'nowhere')],
    end: withdrawal => ({ type: 'UnregisterWithdrawal', wallet: 'w', withdrawal }),
    created: 'WithdrawalRegistered'
  }
}

for (const [kind, race] of Object.entries(races) as [keyof typeof races, Race][]) {
  test(`refuses exactly one of N + 1 ${kind}`, () => {
    fc.assert(fc.property(entrants, lineUp => {
      const { ceiling, repeats, isWrong, order, steps } = lineUp
      const ids = Array.from({ length: ceiling + 1 }, (_, index) => `x${index}`)
      const sent = ids.flatMap((id, index) => [
        ...Array.from({ length: 1 + repeats[index]! }, () => commandOf('p-1', `op-${id}`, race.create(id))),
        ...isWrong[index] === true
          ? race.wrong(id).map((body, place) => commandOf('p-1', `wrong-${id}-${place}`, body))
          : [],
        commandOf('p-2', `op-${id}`, race.create(id))
      ])
      const domain = begin(kind, ceiling)
      const before = domain.partyEvents.length
      for (const [index, command] of shuffled(sent, order).entries()) {
        domain.sendToParty(command)
        for (let step = 0; step < steps[index % steps.length]!; step++) domain.step('parties')
      }
      domain.settle('parties')
      checkRace(domain, before, kind, race, ceiling)
      checkRoom(domain, race)
      replay(domain.history, (step, rows) => assert.equal(rows, domain.history[step]!.rows))
    }), { seed: 31, numRuns: 200, includeErrorInReport: true })
  })
}

test.run()

const most = 5
const entrants = fc.record({
  ceiling: fc.integer({ min: 1, max: most }),
  repeats: fc.array(fc.nat(2), { minLength: most + 1, maxLength: most + 1 }),
  isWrong: fc.array(fc.boolean(), { minLength: most + 1, maxLength: most + 1 }),
  order: fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 }),
  steps: fc.array(fc.nat(2), { minLength: 3, maxLength: 10 })
})

/** Two parties with an identity, which has a destination. What they have already is beside the ceiling. */
function begin(kind: keyof typeof races, ceiling: number): Domain {
  const own = { identities: 1, destinations: 1, wallets: 0, withdrawals: 0 }[kind]
  const serviceLimits = [
    { kind, party: '', ceiling: 100 }, { kind, party: 'p-1', ceiling: ceiling + own }
  ]
  const domain = new Domain(tablesOf({ tenants: [{ ...acme, serviceLimits }], verifiers: [checkit] }))
  for (const party of ['p-1', 'p-2']) {
    for (const [index, body] of [
      { type: 'RegisterParty' } as const, races.identities.create('alice'), races.destinations.create('home')
    ].entries()) domain.sendToParty(commandOf(party, `first-${index}`, body))
  }
  domain.settle('parties')
  return domain
}

function checkRace(domain: Domain, before: number, kind: LimitKind, race: Race, ceiling: number): void {
  const events = domain.partyEvents.slice(before)
  const [ours, theirs] = ['p-1', 'p-2'].map(party => events.filter(event => event.party === party))
  const reached = ours!.filter(event => 'limit' in event && event.reason === 'service_limit_reached')
  assert.is(reached.length, 1, 'one is too many')
  assert.is((reached[0] as { limit: { kind: LimitKind } }).limit.kind, kind)
  assert.is(ours!.filter(({ type }) => type === race.created).length, ceiling, 'the others are not')
  assert.is(theirs!.filter(({ type }) => type === race.created).length, ceiling + 1, 'another party counts by itself')

  const { identities, destinations, wallets, withdrawals } = domain.rows.parties.get('acme/p-1')!
  const counts = { identities: identities - 1, destinations: destinations - 1, wallets, withdrawals }
  const count = counts[kind as 'wallets']
  assert.is(typeof count === 'number' ? count : count.length, ceiling, 'the row counts what there is')
}

/** What ends makes room for one, and for no second one. */
function checkRoom(domain: Domain, { created, create, end }: Race): void {
  if (end === undefined) return
  const first = domain.partyEvents.find(({ type, party, operationId }) =>
    type === created && party === 'p-1' && operationId.startsWith('op-'))!
  const [, id = ''] = /^op-(x\d+)/.exec(first.operationId)!
  for (const [operation, body] of [
    ['end', end(id)], ['end-again', end(id)], ['y0', create('y0')], ['y1', create('y1')]
  ] as const) domain.sendToParty(commandOf('p-1', operation, body))
  domain.settle('parties')
  const types = domain.partyEvents.slice(-2)
    .map(event => 'limit' in event && event.limit !== null ? 'full' : event.type)
  assert.equal(types, [created, 'full'])
}

function shuffled<Value>(values: readonly Value[], order: readonly number[]): readonly Value[] {
  return values.map((value, index) => [order[index % order.length]! * 7 + index * order.length % 5, value] as const)
    .sort(([left], [right]) => left - right).map(([, value]) => value)
}

function commandOf(party: string, operation: string, body: PartyCommandBody): PartyCommand {
  const isOurs = /^(Unr|R)egister(Wallet|Withdrawal)$/.test(body.type)
  return { tenant: 'acme', party, operationId: isOurs ? `${operation}/register` : operation, ...body } as PartyCommand
}

function destinationOf(destinationId: string, token: string, identity: string): PartyCommandBody {
  return { type: 'AddDestination', destinationId, identity, kind: 'bank_account', token }
}

function withdrawalOf(withdrawal: string, destinationId: string): PartyCommandBody {
  return { type: 'RegisterWithdrawal', wallet: 'w', withdrawal, identity: 'alice', destinationId, level: 0 }
}
