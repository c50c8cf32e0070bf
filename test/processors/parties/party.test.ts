import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { parties } from '../../../processors/parties/index.ts'
import { specification, tablesOf } from '../../support/given.ts'
import { tenantOf } from '../../support/plans.ts'
import {
  acme, blockParty, blocked, erasePersonalData, erased, eventOf, known, owner, owning, registerParty, registered,
  tables, unblockParty, unknown
} from './examples.ts'

const given = specification(parties, tables)
const nothing = Buffer.alloc(0)

const test = suite('parties')

test('registers a party by its id alone, and pins the revision of the tenant', () => {
  given({}).when(registerParty).emits({ type: 'PartyRegistered', tenantRevision: 7, publicKey: nothing })
})

test('never registers an id again, not even one that was erased', () => {
  for (const party of [registered, blocked, erased]) {
    given({ parties: party }).when(registerParty).refuses('party_already_exists')
  }
})

test('admits a tenant without a row under the row *, and none without that', () => {
  const anybody = tablesOf({ tenants: [tenantOf({ tenant: '*', revision: 3 })] })
  given({}, anybody).when({ ...registerParty, tenant: 'newcomer' })
    .emits({ type: 'PartyRegistered', tenantRevision: 3, publicKey: nothing })
  const both = tablesOf({ tenants: [acme, tenantOf({ tenant: '*', revision: 3 })] })
  given({}, both).when(registerParty).emits({ type: 'PartyRegistered', tenantRevision: 7, publicKey: nothing })
  given({}).when({ ...registerParty, tenant: 'newcomer' }).refuses('tenant_not_found')
})

test('blocks and unblocks, each once', () => {
  given({ parties: registered }).when(blockParty).emits({ type: 'PartyBlocked' })
  given({ parties: blocked }).when(blockParty).refuses('party_blocked')
  given({ parties: blocked }).when(unblockParty).emits({ type: 'PartyUnblocked' })
  given({ parties: registered }).when(unblockParty).refuses('party_not_blocked')
})

test('erases a party without wallets, blocked or not, for good', () => {
  given({ parties: registered }).when(erasePersonalData).emits({ type: 'PersonalDataErased' })
  given({ parties: blocked }).when(erasePersonalData).emits({ type: 'PersonalDataErased' })
  given({ parties: owning }).when(erasePersonalData).refuses('party_has_wallets')
  for (const command of [erasePersonalData, blockParty, unblockParty]) {
    given({ parties: erased }).when(command).refuses('party_erased')
  }
})

test('folds the life of a party', () => {
  const publicKey = Buffer.alloc(32, 1)
  const born = parties.evolve({}, eventOf({ type: 'PartyRegistered', tenantRevision: 7, publicKey }))
  assert.equal(born.parties, { ...registered, identities: 0, destinations: 0 })
  const after = (type: 'PartyBlocked' | 'PartyUnblocked' | 'PersonalDataErased', rows = born): typeof born =>
    parties.evolve(rows, eventOf({ type }))
  assert.is(after('PartyBlocked').parties?.status, 'blocked')
  assert.is(after('PartyUnblocked', after('PartyBlocked')).parties?.status, 'registered')
  assert.is(after('PersonalDataErased').parties?.status, 'erased')
})

test('tells every wallet of a block what it was told last of its owner', () => {
  const bobs = { wallet: 'bob-eur', identity: 'bob', revision: 5, identification: known }
  const party = { ...owning, wallets: [...owning.wallets, bobs] }
  for (const [type, status, isBlocked] of [
    ['PartyBlocked', 'blocked', true], ['PartyUnblocked', 'registered', false]
  ] as const) {
    assert.equal(parties.react!(eventOf({ type }, 'op-2'), { parties: { ...party, status } }), [
      {
        to: 'walletCommands',
        record: {
          type: 'UpdateOwner', tenant: 'acme', wallet: 'alice-eur', operationId: 'op-2/owner',
          owner: { ...owner, isBlocked, identification: unknown }
        }
      },
      {
        to: 'walletCommands',
        record: {
          type: 'UpdateOwner', tenant: 'acme', wallet: 'bob-eur', operationId: 'op-2/owner',
          owner: { party: 'p-1', identity: 'bob', revision: 5, isBlocked, identification: known }
        }
      }
    ])
  }
})

test('stops at an event without its party: the log contradicts itself', () => {
  for (const type of ['PartyBlocked', 'PartyUnblocked', 'PersonalDataErased'] as const) {
    assert.throws(() => parties.evolve({}, eventOf({ type })), /an event needs its party/)
  }
  assert.throws(() => parties.react!(eventOf({ type: 'PartyBlocked' }), {}), /an event needs its party/)
})

test.run()
