import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type { WalletCommand, WalletEventBody } from '../../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../../support/given.ts'
import { blocked, open, owned, tables } from '../examples.ts'
import { expireHold, placed, placeHold, postHold, releaseHold } from './examples.ts'

const given = specification(wallets, tables)
const holding = { ...open, held: 30_00n }
const rows = { wallets: holding, holds: placed }
const held = { posted: 100_00n, held: 30_00n }
const posting = { debit: 'wallet/alice', credit: 'counterparty/shop', amount: 30_00n, currency: 'EUR' }

const placedEvent: WalletEventBody = {
  type: 'HoldPlaced', holdId: 'h-1', counterparty: 'shop', amount: 30_00n, currency: 'EUR',
  expiresAt: placeHold.expiresAt, balance: held, tenantRevision: 7, identity: '', identityRevision: 0, localDay: 0
}
const postedEvent: WalletEventBody = {
  type: 'HoldPosted', holdId: 'h-1', amount: 30_00n, currency: 'EUR', left: 0n, released: 0n,
  balance: { posted: 70_00n, held: 0n }, postings: [posting]
}
const releasedEvent: WalletEventBody = {
  type: 'HoldReleased', holdId: 'h-1', amount: 30_00n, currency: 'EUR', left: 0n, balance: { posted: 100_00n, held: 0n }
}

const deciding = suite('holds: decide')

deciding('sets the amount aside, of what may be spent', () => {
  given({ wallets: open }).when(placeHold).emits(placedEvent)
  given({ wallets: open }).when({ ...placeHold, amount: 100_01n })
    .refuses('insufficient_funds', { balance: { posted: 100_00n, held: 0n } })
  given({ wallets: { ...open, held: 70_01n } }).when(placeHold)
    .refuses('insufficient_funds', { balance: { posted: 100_00n, held: 70_01n } })
  assert.is(wallets.decide(placeHold, { wallets: { ...open, held: 70_00n } }, tables, usualAt).type, 'HoldPlaced')
})

deciding('pins the owner as the wallet knows it', () => {
  given({ wallets: owned }).when(placeHold).emits({ ...placedEvent, identity: 'ada', identityRevision: 3 } as never)
})

deciding('never expires if it has no time, and in the next millisecond at the earliest', () => {
  given({ wallets: open }).when({ ...placeHold, expiresAt: 0 }).emits({ ...placedEvent, expiresAt: 0 } as never)
  given({ wallets: open }).when({ ...placeHold, expiresAt: usualAt }).refuses('expiry_in_past')
  const expiresAt = usualAt + 1
  given({ wallets: open }).when({ ...placeHold, expiresAt }).emits({ ...placedEvent, expiresAt } as never)
})

deciding('posts all that is left, or a part, and gives the rest back only when it is the last', () => {
  given(rows).when(postHold).emits(postedEvent)
  const part = { ...postedEvent, amount: 10_00n, postings: [{ ...posting, amount: 10_00n }] }
  given(rows).when({ ...postHold, amount: 10_00n })
    .emits({ ...part, left: 20_00n, balance: { posted: 90_00n, held: 20_00n } } as never)
  given(rows).when({ ...postHold, amount: 10_00n, isFinal: true })
    .emits({ ...part, released: 20_00n, balance: { posted: 90_00n, held: 0n } } as never)
  given(rows).when({ ...postHold, amount: 30_00n, isFinal: true }).emits(postedEvent)
})

deciding('posts no unit more than is left', () => {
  given(rows).when({ ...postHold, amount: 30_01n }).refuses('amount_mismatch', { balance: held })
  given({ ...rows, holds: { ...placed, left: 5n } }).when({ ...postHold, amount: 6n })
    .refuses('amount_mismatch', { balance: held })
})

deciding('releases all that is left, or a part', () => {
  given(rows).when(releaseHold).emits(releasedEvent)
  given(rows).when({ ...releaseHold, amount: 10_00n }).emits({
    ...releasedEvent, amount: 10_00n, left: 20_00n, balance: { posted: 100_00n, held: 20_00n }
  } as never)
  given(rows).when({ ...releaseHold, amount: 30_01n }).refuses('amount_mismatch', { balance: held })
})

deciding('lets a hold of a blocked wallet end, and whatever the tenant has become', () => {
  const ending = { wallets: { ...blocked, held: 30_00n }, holds: placed }
  const nothing = tablesOf({})
  given(ending, nothing).when(postHold).emits(postedEvent)
  given(ending, nothing).when(releaseHold).emits(releasedEvent)
  assert.is(wallets.decide(expireHold, ending, nothing, placed.expiresAt).type, 'HoldExpired')
})

deciding('expires a hold when its time has come, and only then', () => {
  given(rows, tables, placed.expiresAt).when(expireHold).emits({
    type: 'HoldExpired', holdId: 'h-1', amount: 30_00n, currency: 'EUR', balance: { posted: 100_00n, held: 0n }
  })
  for (const [holds, at] of [
    [placed, placed.expiresAt - 1], [undefined, placed.expiresAt],
    [{ ...placed, status: 'posted', expiresAt: 0 }, placed.expiresAt],
    [{ ...placed, expiresAt: placed.expiresAt + 1 }, placed.expiresAt + 1]
  ] as const) {
    const answer = wallets.decide(expireHold, { wallets: holding, holds }, tables, at)
    assert.equal(answer, { type: 'Unchanged', followUps: [] })
  }
})

deciding('goes by the time, whether or not the clock has spoken', () => {
  for (const command of [postHold, releaseHold]) {
    given(rows, tables, placed.expiresAt).when(command).refuses('hold_already_expired')
    assert.is.not(wallets.decide(command, rows, tables, placed.expiresAt - 1).type, 'OperationRefused')
  }
})

deciding.run()

const evolving = suite('holds: evolve and tick')

evolving('keeps what a hold has left and has moved, and how it ended', () => {
  const part = { ...postedEvent, amount: 10_00n, left: 20_00n, balance: { posted: 90_00n, held: 20_00n } }
  const rest = { ...releasedEvent, amount: 20_00n, balance: { posted: 90_00n, held: 0n } }
  const { holds: after, wallets: wallet } = folded({ wallets: open, holds: undefined }, placedEvent)
  assert.equal([after, wallet], [placed, holding])
  const used = folded(rows, part as never)
  assert.equal(used, {
    wallets: { ...open, posted: 90_00n, held: 20_00n }, holds: { ...placed, left: 20_00n, posted: 10_00n }
  })
  const over = { ...placed, left: 0n, posted: 10_00n, expiresAt: 0 }
  assert.equal(folded(used, rest as never).holds, { ...over, status: 'released' })
  assert.equal(folded(used, { ...rest, type: 'HoldExpired' } as never).holds, { ...over, status: 'expired' })
  assert.equal(folded(used, { ...postedEvent, amount: 20_00n } as never).holds,
    { ...over, status: 'posted', posted: 30_00n })
})

evolving('counts towards limits what is held and what has moved, as one operation for as long as there is any', () => {
  const localDay = 19_675
  const event = (type: string, amount: bigint, left: bigint, change = {}): WalletEventBody =>
    ({ ...releasedEvent, type, amount, left, released: 0n, ...change }) as never
  const usedBy = (rows: WalletRows): readonly [bigint, number] => {
    const { amount, count } = rows.wallets!.usages.find(({ period }) => period === 'day')!
    return [amount, count]
  }
  const begun = folded({ wallets: open, holds: undefined }, { ...placedEvent, localDay } as never)
  assert.equal(usedBy(begun), [30_00n, 1])
  assert.equal(usedBy(folded(begun, event('HoldReleased', 30_00n, 0n))), [0n, 0], 'given back whole')
  assert.equal(usedBy(folded(begun, event('HoldExpired', 30_00n, 0n))), [0n, 0])

  const part = folded(begun, event('HoldReleased', 10_00n, 20_00n))
  assert.equal(usedBy(part), [20_00n, 1])
  assert.equal(usedBy(folded(part, event('HoldReleased', 20_00n, 0n))), [0n, 0], 'given back whole, in parts')

  const moved = folded(part, event('HoldPosted', 5_00n, 15_00n))
  assert.equal(usedBy(moved), [20_00n, 1])
  assert.equal(usedBy(folded(moved, event('HoldExpired', 15_00n, 0n))), [5_00n, 1], 'something has moved')
  const last = event('HoldPosted', 5_00n, 0n, { released: 15_00n })
  assert.equal(usedBy(folded(part, last)), [5_00n, 1], 'something moves with it')
})

evolving('asks for the end of a hold, and again should this clock be ahead', () => {
  const { command, next } = wallets.tick!('holds', ['acme', 'alice', 'h-1'], placed, placed.expiresAt)
  assert.equal(command, expireHold)
  assert.ok(next! > placed.expiresAt)
})

evolving.run()

const living = suite('holds: any life')

const amount = fc.bigInt({ min: 0n, max: 40_00n })
const step = fc.oneof(
  fc.record({ type: fc.constant('PostHold' as const), amount, isFinal: fc.boolean() }),
  fc.record({ type: fc.constant('ReleaseHold' as const), amount }),
  fc.constant({ type: 'ExpireHold' as const })
)

living('ends with nothing held, and what was set aside is what moved and what came back', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 12 }), steps => {
    let now: WalletRows = folded({ wallets: open, holds: undefined }, placedEvent)
    let [moved, back] = [0n, 0n]
    for (const { type, ...fields } of [...steps, { type: 'ExpireHold' as const }]) {
      const usual = { PostHold: postHold, ReleaseHold: releaseHold, ExpireHold: expireHold }[type]
      const at = type === 'ExpireHold' ? placed.expiresAt : usualAt
      const event = wallets.decide({ ...usual, ...fields } as WalletCommand, now, tables, at) as WalletEventBody
      if (event.type === 'HoldPosted') [moved, back] = [moved + event.amount, back + event.released]
      if (event.type === 'HoldReleased' || event.type === 'HoldExpired') back += event.amount
      if ((event as { type: string }).type !== 'Unchanged') now = folded(now, event)
      const { left, posted } = now.holds!
      assert.equal([now.wallets!.held, now.wallets!.posted, posted], [left, 100_00n - moved, moved])
      assert.is(moved + back + left, 30_00n)
    }
    assert.is(now.wallets!.held, 0n, 'no hold outlives its time')
    assert.is.not(now.holds!.status, 'placed')
  }), { seed: 31, numRuns: 500 })
})

living.run()

function folded(before: WalletRows, event: WalletEventBody): WalletRows {
  return wallets.evolve(before, { ...head('op-1'), ...event })
}
