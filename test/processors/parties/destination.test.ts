import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { hasCardNumber } from '../../../processors/parties/card-number.ts'
import { parties } from '../../../processors/parties/index.ts'
import { specification } from '../../support/given.ts'
import {
  account, addDestination, alice, blocked, changeDestination, eventOf, registered, removeDestination, removed, tables
} from './examples.ts'

const given = specification(parties, tables)
const party = { ...registered, destinations: 0 }

const test = suite('destinations')

const added = {
  type: 'DestinationAdded', destinationId: 'home', destinationRevision: 1, identity: 'alice', kind: 'bank_account',
  token: 'tok_1', tenantRevision: 7
} as const

test('adds one to an identity, of each kind that there is', () => {
  for (const kind of ['bank_card', 'bank_account', 'digital_wallet', 'crypto_wallet'] as const) {
    given({ parties: party, identities: alice }).when({ ...addDestination, kind }).emits({ ...added, kind })
  }
  given({ parties: party, identities: alice }).when({ ...addDestination, kind: 'unknown' })
    .refuses('invalid_id', { fields: ['kind'] })
})

test('never uses an id again', () => {
  for (const destination of [account, removed]) {
    given({ parties: party, identities: alice, destinations: destination }).when(addDestination)
      .refuses('destination_already_exists')
  }
})

test('takes a token of printable ASCII', () => {
  for (const token of ['x', 'DE89370400440532013000', '~'.repeat(256)]) {
    given({ parties: party, identities: alice }).when({ ...addDestination, token }).emits({ ...added, token })
  }
  for (const token of ['', 'ü', 'a\n', 'x'.repeat(257)]) {
    for (const command of [addDestination, changeDestination]) {
      given({ parties: party }).when({ ...command, token }).refuses('invalid_id', { fields: ['token'] })
    }
  }
})

test('refuses what could be a card number', () => {
  for (const command of [addDestination, changeDestination]) {
    given({ parties: party }).when({ ...command, token: 'card 4111-1111-1111-1111' }).refuses('card_number')
  }
})

test('counts changes, the removal too, which is for good', () => {
  given({ parties: registered, destinations: account }).when(changeDestination)
    .emits({ type: 'DestinationChanged', destinationId: 'home', destinationRevision: 2, token: 'tok_2' })
  given({ parties: registered, destinations: { ...account, revision: 2 } }).when(removeDestination)
    .emits({ type: 'DestinationRemoved', destinationId: 'home', destinationRevision: 3 })
  for (const command of [changeDestination, removeDestination]) {
    given({ parties: registered, destinations: removed }).when(command).refuses('destination_removed')
  }
})

test('lets a blocked party take one away, and do nothing else', () => {
  given({ parties: blocked, destinations: account }).when(removeDestination)
    .emits({ type: 'DestinationRemoved', destinationId: 'home', destinationRevision: 2 })
  given({ parties: blocked, identities: alice }).when(addDestination).refuses('party_blocked')
  given({ parties: blocked, destinations: account }).when(changeDestination).refuses('party_blocked')
})

test('folds its life, and counts those that are not removed', () => {
  let rows = parties.evolve({ parties: party, identities: alice }, eventOf(added))
  assert.equal(rows, { parties: registered, identities: alice, destinations: account })
  rows = parties.evolve(rows, eventOf({
    type: 'DestinationChanged', destinationId: 'home', destinationRevision: 2, token: 'tok_2'
  }))
  assert.equal(rows.destinations, { ...account, revision: 2, token: 'tok_2' })
  rows = parties.evolve(rows, eventOf({ type: 'DestinationRemoved', destinationId: 'home', destinationRevision: 3 }))
  assert.equal(rows.destinations, { ...account, status: 'removed', revision: 3, token: 'tok_2' })
  assert.is(rows.parties?.destinations, 0)
})

test.run()

const cards = suite('card numbers')

const numbers = ['4111111111111111', '378282246310005', '6011000990139424', '5019717010103742', '6304000000000000000']

cards('are found wherever they stand, in one piece or in groups', () => {
  for (const number of [...numbers, '630495060000']) {
    const groups = number.replace(/.{4}(?=.)/g, '$& ')
    for (const text of [
      number, `tok_${number}`, `${number}x`, groups, groups.replaceAll(' ', '-'), groups.replaceAll(' ', '  '),
      groups.replaceAll(' ', ' - '), `${groups} 12/29`, `${groups} 12 29`, `07-${number}`, `a 1 b ${number}.`
    ]) assert.ok(hasCardNumber(text), text)
  }
})

cards('are not numbers of another length, or with another check digit', () => {
  for (const text of [
    '', 'tok_1', '41111111111', '4111111111111112', '40817810099910004312', '4111.1111.1111.1111',
    '4111/1111/1111/1111',
    '4111a1111b1111c1111', '٤١١١١١١١١١١١١١١١', 'DE89370400440532013000', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'
  ]) assert.not.ok(hasCardNumber(text), text)
})

cards('are looked for quickly in the longest token', () => {
  for (const token of ['1 '.repeat(128), '1'.repeat(256), '12 '.repeat(85)]) hasCardNumber(token)
  assert.not.ok(hasCardNumber('1'.repeat(256)))
})

cards.run()
