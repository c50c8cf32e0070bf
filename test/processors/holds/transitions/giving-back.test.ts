import { suite } from 'uvu'

import { block, hour, post, release, story } from '../hold-story.ts'

/** Each name stands in the table of docs/holds.md. */
const test = suite('transitions: giving back')

const tenth = { 'counterparty/shop': 10_00n }
const year = 365 * 24 * hour

test('released', () => {
  story().places().does(release(0n))
    .emits(['HoldReleased', { amount: 30_00n, left: 0n, balance: { posted: 100_00n, held: 0n } }])
    .becomes('released').leaves({})
})

test('released in part', () => {
  story().places().does(release(10_00n)).emits(['HoldReleased', { amount: 10_00n, left: 20_00n }])
    .becomes('placed').leaves({ held: 20_00n })
})

test('released after a part was posted', () => {
  story().places().does(post(10_00n)).does(release(0n)).emits(['HoldReleased', { amount: 20_00n, left: 0n }])
    .becomes('released').leaves({ posted: 90_00n }, tenth)
})

test('released beyond what is left', () => {
  story().places().does(release(10_00n)).does(release(20_01n))
    .emits(['OperationRefused', { reason: 'amount_mismatch' }]).becomes('placed').leaves({ held: 20_00n })
})

test('released to a blocked wallet', () => {
  story().places().does(block).does(release(0n)).emits(['HoldReleased']).becomes('released').leaves({})
})

test('released after it was posted to its end', () => {
  story().places().does(post(10_00n, true)).does(release(0n))
    .emits(['OperationRefused', { reason: 'hold_already_posted' }]).becomes('posted').leaves({ posted: 90_00n }, tenth)
})

test('expired', () => {
  story().places().passes(hour).emits(['HoldExpired', { amount: 30_00n, balance: { posted: 100_00n, held: 0n } }])
    .becomes('expired').leaves({})
})

test('expired after a part was posted', () => {
  story().places().does(post(10_00n)).passes(hour).emits(['HoldExpired', { amount: 20_00n }])
    .becomes('expired').leaves({ posted: 90_00n }, tenth)
})

test('expired in a blocked wallet', () => {
  story().places().does(block).passes(hour).emits(['HoldExpired']).becomes('expired').leaves({})
})

test('expired after the tenant is gone', () => {
  story().places().loses().passes(hour).emits(['HoldExpired']).becomes('expired').leaves({})
})

test('not expired before its time', () => {
  story().places().passes(hour - 1).emits().becomes('placed').leaves({ held: 30_00n })
})

test('not expired without a time', () => {
  story().places({ expiresAt: 0 }).passes(year).emits().becomes('placed').leaves({ held: 30_00n })
})

test('not expired after its end', () => {
  story().places().does(post(10_00n, true)).passes(hour).emits().becomes('posted').leaves({ posted: 90_00n }, tenth)
})

test('the wallet cannot be closed', () => {
  const all = { type: 'PlaceHold', holdId: 'h-1', counterparty: 'shop', amount: 100_00n, currency: 'EUR', expiresAt: 0 }
  story().places(all).does({ type: 'CloseWallet' }).emits(['OperationRefused', { reason: 'wallet_not_empty' }])
    .becomes('placed').leaves({ held: 100_00n })
    .does(post(0n), { type: 'CloseWallet' }).emits(['HoldPosted'], ['WalletClosed']).becomes('posted')
})

test.run()
