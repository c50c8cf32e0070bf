import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { nameOf } from '../../cli/kinds.ts'
import { pinsOf } from '../../cli/pins.ts'
import type { Flat } from '../../schemas/record.ts'

const head = { tenant: 'demo', wallet: 'alice', revision: 9, operationId: 'o' }

function told(event: object, known: object = {}): string[] {
  return pinsOf({ ...head, ...event } as unknown as Flat, known)
    .map(({ thing, revision }) => `${thing.kind.name} ${nameOf(thing)} ${revision}`)
}

test('a revision is of whatever stands beside it, be it within another record', () => {
  assert.equal(told({
    type: 'PayoutRouted', tenantRevision: 3, provider: 'acme', providerRevision: 4,
    order: {
      route: { provider: 'other', terminal: 't', tenantRevision: 2, providerRevision: 5 },
      pinned: {
        party: 'mia', identity: 'herself', identityRevision: 6, destinationId: 'home', destinationRevision: 7
      }
    }
  }), [
    'tenant demo 3', 'provider demo/acme 4', 'tenant demo 2', 'provider demo/other 5', 'identity demo/mia/herself 6',
    'destination demo/mia/home 7'
  ])
})

test('what an event leaves out is known by its wallet, or by what it is about', () => {
  const known = { party: 'mia', identity: 'herself', source: 'payroll' }
  assert.equal(told({ type: 'DepositFailed', sourceRevision: 2 }, known), ['source demo/payroll 2'])
  assert.equal(told({ type: 'WithdrawalReviewed', identityRevision: 4 }, known), ['identity demo/mia/herself 4'])
  assert.equal(told({ type: 'WithdrawalReviewed', identityRevision: 4 }), [], 'and else of nobody')
})

test('0 is of nothing, the same twice is told once, and the revision of the event is of none', () => {
  assert.equal(told({ type: 'DepositCompleted', source: 'payroll', sourceRevision: 0, identityRevision: 0 }), [])
  assert.equal(told({ type: 'x', tenantRevision: 1, routes: [{ tenantRevision: 1 }] }), ['tenant demo 1'])
  const identification = { level: 1, validUntil: 0, next: [] }
  assert.equal(told({ type: 'ChallengeApproved', party: 'mia', identity: 'herself', identification }), [])
})

test('an owner has the revision of the identity that it is', () => {
  const owner = { party: 'mia', identity: 'herself', revision: 3, isBlocked: false, identification: {} }
  assert.equal(told({ type: 'OwnerUpdated', owner }), ['identity demo/mia/herself 3'])
})

test.run()
