import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { invalidContact } from '../../../processors/parties/contact.ts'
import { parties } from '../../../processors/parties/index.ts'
import { specification, tablesOf } from '../../support/given.ts'
import {
  acme, alice, blocked, changeContact, contact, createIdentity, eventOf, person, registered, tables, unknown
} from './examples.ts'

const given = specification(parties, tables)
const nothing = Buffer.alloc(0)
const party = { ...registered, identities: 0 }

const test = suite('identities')

const identityCreated = {
  type: 'IdentityCreated', identity: 'alice', identityRevision: 1, class: 'person', contact: nothing,
  identification: unknown, tenantRevision: 7
} as const

test('creates an identity that nobody vouches for', () => {
  given({ parties: party }).when(createIdentity).emits(identityCreated)
  given({ parties: party }).when({ ...createIdentity, contact: null }).emits(identityCreated)
})

test('begins at the level of its class', () => {
  const strict = tablesOf({ tenants: [{ ...acme, classes: [{ ...person, initialLevel: 3 }] }] })
  given({ parties: party }, strict).when(createIdentity)
    .emits({ ...identityCreated, identification: { ...unknown, level: 3, levelAfter: 3 } })
})

test('is of a class that the tenant has', () => {
  given({ parties: party }).when({ ...createIdentity, class: 'company' }).refuses('identity_class_not_found')
  const without = tablesOf({ tenants: [{ ...acme, classes: [] }] })
  given({ parties: party }, without).when(createIdentity).refuses('identity_class_not_found')
})

test('never uses an id again', () => {
  given({ parties: party, identities: alice }).when(createIdentity).refuses('identity_already_exists')
})

test('takes contact data only for a party with a key', () => {
  const keyless = { ...party, publicKey: nothing }
  given({ parties: keyless }).when(createIdentity).refuses('personal_key_not_found')
  given({ parties: keyless, identities: alice }).when(changeContact).refuses('personal_key_not_found')
  given({ parties: keyless }).when({ ...createIdentity, contact: null }).emits(identityCreated)
})

test('changes contact data, and counts it as a change of the identity', () => {
  given({ parties: registered, identities: { ...alice, revision: 4 } }).when(changeContact)
    .emits({ type: 'ContactChanged', identity: 'alice', identityRevision: 5, contact: nothing })
  given({ parties: blocked, identities: alice }).when(changeContact).refuses('party_blocked')
  given({ parties: registered }).when(changeContact).refuses('identity_not_found')
})

test('names what is wrong with contact data', () => {
  const wrong = { ...contact, phone: '0401234567', lastName: 'A\nberg' }
  for (const command of [createIdentity, changeContact]) {
    given({ parties: registered }).when({ ...command, contact: wrong })
      .refuses('invalid_contact', { fields: ['phone', 'lastName'] })
  }
})

test('folds creation and change, and keeps no contact data', () => {
  const rows = parties.evolve({ parties: party }, eventOf(identityCreated))
  assert.equal(rows, { parties: registered, identities: alice })
  const changed = { type: 'ContactChanged', identity: 'alice', identityRevision: 2, contact: nothing } as const
  assert.equal(parties.evolve(rows, eventOf(changed)), { parties: registered, identities: { ...alice, revision: 2 } })
})

test.run()

const data = suite('contact data')

const none = { phone: '', email: '', firstName: '', middleName: '', lastName: '' }

data('may be a part of it, and not nothing', () => {
  assert.equal(invalidContact(contact), [])
  for (const [field, text] of Object.entries(contact)) {
    assert.equal(invalidContact({ ...none, [field]: text }), text === '' ? ['contact'] : [], field)
  }
})

data('has phone numbers in the international form', () => {
  for (const phone of ['+1234567', '+123456789012345']) assert.equal(invalidContact({ ...none, phone }), [], phone)
  for (const phone of [
    '+123456', '+1234567890123456', '1234567', '+12 34567', '+1234567\n', '++1234567', '+١٢٣٤٥٦٧', '+', 'tel:+1234567'
  ]) assert.equal(invalidContact({ ...none, phone }), ['phone'], phone)
})

data('has addresses that could be', () => {
  for (const email of [
    'a@b.c', 'alice+tag@mail.example.com', 'Ålice@exämple.fi', `${'a'.repeat(64)}@example.com`,
    `a@${'b'.repeat(249)}.cd`
  ]) assert.equal(invalidContact({ ...none, email }), [], email)
  for (const email of [
    'a', 'a@', '@b.c', 'a@b', 'a@b.', 'a b@c.d', 'a@b@c.d', 'a@b.c\n', 'a\0@b.c', `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(250)}.cd`
  ]) assert.equal(invalidContact({ ...none, email }), ['email'], email)
})

data('has names of any alphabet, and nothing that moves a cursor', () => {
  for (const firstName of ['A', '李', 'O’Brien-Smith', 'x'.repeat(100), '𝒜'.repeat(100)]) {
    assert.equal(invalidContact({ ...none, firstName }), [], firstName)
  }
  for (const field of ['firstName', 'middleName', 'lastName']) {
    for (const text of ['x'.repeat(101), 'a\tb', 'a\u009fb', 'a\0']) {
      assert.equal(invalidContact({ ...none, [field]: text }), [field], text)
    }
  }
})

data('is judged quickly, however long', () => {
  const long = `${'a.'.repeat(500_000)}@`
  assert.equal(invalidContact({ ...none, email: long, firstName: long }), ['email', 'firstName'])
})

data.run()
