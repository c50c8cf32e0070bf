import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { parties } from '../../../processors/parties/index.ts'
import type { Sealed, Tables, Vault } from '../../../processors/decider.ts'
import type { PartyRows } from '../../../processors/parties/rows.ts'
import type { PartyCommand, PartyEventBody } from '../../../schemas/generated.ts'
import { tablesOf, usualAt } from '../../support/given.ts'
import { opened, toyVault } from '../toy-vault.ts'
import {
  acme, alice, blockParty, changeContact, contact, createIdentity, eventOf, registerParty, registered, tables
} from './examples.ts'

const test = suite('personal data')

function sealed(
  command: PartyCommand, rows: PartyRows, vault: Vault = toyVault(), of: Tables = tables
): Sealed<PartyEventBody> {
  return parties.seal!(command, parties.decide(command, rows, of, usualAt) as PartyEventBody, rows, of, vault)
}

const closed: Vault = {
  createKey: () => { throw new Error('no key is needed') },
  seal: () => { throw new Error('nothing is to be sealed') }
}

test('gives a new party a key, whose private half goes to its tenant alone', () => {
  assert.equal(sealed(registerParty, {}), {
    event: { type: 'PartyRegistered', tenantRevision: 7, publicKey: Buffer.alloc(32, 1) },
    followUps: [{
      to: 'partyKeys',
      record: {
        type: 'PartyKey', tenant: 'acme', party: 'p-1', privateKey: Buffer.from([...Buffer.alloc(32, 9), 1]),
        tenantRevision: 7
      }
    }]
  })
})

test('makes no key for a tenant that has none, or one that cannot be', () => {
  for (const personalKey of ['', 'AAAA', Buffer.alloc(33).toString('base64'), '\u0000']) {
    const of = tablesOf({ tenants: [{ ...acme, personalKey }] })
    const { event, followUps } = sealed(registerParty, {}, closed, of)
    assert.equal(event, { type: 'PartyRegistered', tenantRevision: 7, publicKey: Buffer.alloc(0) })
    assert.equal(followUps, [])
  }
})

test('encrypts contact data under the key of the party', () => {
  for (const [command, rows] of [
    [createIdentity, { parties: registered }], [changeContact, { parties: registered, identities: alice }]
  ] as const) {
    const { event, followUps } = sealed(command, rows)
    assert.equal(opened((event as { readonly contact: Uint8Array }).contact), { key: 1, contact })
    assert.equal(followUps, [])
  }
})

test('encrypts UTF-8, and the fields in one order, however they came', () => {
  const texts: string[] = []
  const vault: Vault = { ...toyVault(), seal: (_, text) => { texts.push(Buffer.from(text).toString()); return text } }
  const backwards = Object.fromEntries(Object.entries(contact).reverse()) as typeof contact
  for (const each of [contact, backwards]) {
    sealed({ ...createIdentity, contact: { ...each } }, { parties: registered }, vault)
  }
  const text = '{"phone":"+358401234567","email":"alice@example.com","firstName":"Alice","middleName":"",'
    + '"lastName":"Åberg"}'
  assert.equal(texts, [text, text])
})

test('leaves everything else as it was decided', () => {
  const withoutContact = { ...createIdentity, contact: null }
  for (const [command, rows] of [
    [withoutContact, { parties: registered }], [blockParty, { parties: registered }], [createIdentity, {}],
    [registerParty, { parties: registered }]
  ] as const) {
    const decided = parties.decide(command, rows, tables, usualAt) as PartyEventBody
    assert.equal(sealed(command, rows, closed), { event: decided, followUps: [] })
  }
})

test('decides without any of it: what is sealed never comes into a decision', () => {
  const event = parties.decide(createIdentity, { parties: registered }, tables, usualAt) as PartyEventBody
  assert.not.match(JSON.stringify(event), /alice@example|Åberg|358/)
  const { identities } = parties.evolve({ parties: registered }, eventOf(event))
  assert.not.ok('contact' in identities!)
})

test('erases by the last record of the key', () => {
  assert.equal(parties.react!(eventOf({ type: 'PersonalDataErased' }), { parties: registered }), [{
    to: 'partyKeys',
    record: { type: 'PartyKey', tenant: 'acme', party: 'p-1', privateKey: Buffer.alloc(0), tenantRevision: 0 }
  }])
})

test.run()
