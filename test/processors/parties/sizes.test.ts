import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { parties } from '../../../processors/parties/index.ts'
import { encodeBare } from '../../../schemas/codec.ts'
import type { PartyEventBody } from '../../../schemas/generated.ts'
import type { Flat } from '../../../schemas/record.ts'
import { topology } from '../../../topology.ts'
import { codecOfAll } from '../../schemas/codecs.ts'
import { alice, eventOf, known, registered } from './examples.ts'

/**
 * A party that has 5,000 wallets and withdrawals, the latter all of one wallet, under the longest ids: the row is
 * large, and no record is.
 */
const test = suite('sizes')

const codec = codecOfAll()
const count = 5_000
const longest = (index: number): string => String(index).padStart(64, 'x')
const identity = 'i'.repeat(64)
const owned = Array.from({ length: count }, (_, index) =>
  ({ wallet: longest(index), identity, revision: 9, identification: { ...known, challenge: 'c'.repeat(64) } }))
const open = owned.map(({ wallet }) => ({ wallet: longest(0), withdrawal: wallet, identity }))
const rows = { parties: { ...registered, wallets: owned, withdrawals: open }, identities: alice }

for (const [body, followUps] of [
  [{ type: 'PartyBlocked' }, count],
  [{ type: 'IdentificationExpired', identity, identityRevision: 10, identification: known }, 2 * count]
] as const) {
  test(`${body.type} is a short record, and so is each that it causes`, () => {
    const event = eventOf(body as PartyEventBody)
    assert.ok(codec.encode(topology.topics.partyChangelog.name, event as unknown as Flat).length < 500)
    const sent = parties.react!(event, parties.evolve(rows, event))
    assert.is(sent.length, followUps)
    const ids = sent.map(({ record }) => ('wallet' in record ? [record.wallet, record.operationId].join() : ''))
    assert.is(new Set(ids).size, followUps, 'no two are one operation')
    for (const { record } of sent) {
      assert.ok(codec.encode(topology.topics.walletCommands.name, record as unknown as Flat).length < 500)
    }
  })
}

test('the row takes 500 bytes at most for a wallet and a withdrawal', () => {
  const { type } = codec.shape(topology.stores.parties.row)
  const bytes = encodeBare(type, rows.parties).length
  assert.ok(bytes > 100 * count && bytes < 500 * count, `${bytes} bytes`)
})

test.run()
