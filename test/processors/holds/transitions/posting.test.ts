import { suite } from 'uvu'

import { block, hour, post, release, story } from '../hold-story.ts'

/** Each name stands in the table of docs/holds.md. */
const test = suite('transitions: posting')

const all = { 'counterparty/shop': 30_00n }

test('posted', () => {
  story().places().does(post(0n))
    .emits(['HoldPosted', {
      amount: 30_00n, left: 0n, released: 0n, balance: { posted: 70_00n, held: 0n },
      postings: [{ debit: 'wallet/alice', credit: 'counterparty/shop', amount: 30_00n, currency: 'EUR' }]
    }])
    .becomes('posted').leaves({ posted: 70_00n }, all)
})

test('posted in part', () => {
  story().places().does(post(10_00n)).emits(['HoldPosted', { amount: 10_00n, left: 20_00n, released: 0n }])
    .becomes('placed').leaves({ posted: 90_00n, held: 20_00n }, { 'counterparty/shop': 10_00n })
})

test('posted to its end, in parts', () => {
  story().places().does(post(10_00n), post(19_99n), post(1n))
    .emits(['HoldPosted'], ['HoldPosted'], ['HoldPosted', { amount: 1n, left: 0n }])
    .becomes('posted').leaves({ posted: 70_00n }, all)
})

test('posted in part, for the last time', () => {
  story().places().does(post(10_00n, true)).emits(['HoldPosted', { amount: 10_00n, left: 0n, released: 20_00n }])
    .becomes('posted').leaves({ posted: 90_00n }, { 'counterparty/shop': 10_00n })
})

test('posted beyond what is left', () => {
  story().places().does(post(10_00n)).does(post(20_01n, true))
    .emits(['OperationRefused', { reason: 'amount_mismatch' }])
    .becomes('placed').leaves({ posted: 90_00n, held: 20_00n }, { 'counterparty/shop': 10_00n })
})

test('posted from a blocked wallet', () => {
  story().places().does(block).does(post(0n)).emits(['HoldPosted']).becomes('posted').leaves({ posted: 70_00n }, all)
})

test('posted after the tenant is gone', () => {
  story().places().loses().does(post(0n)).emits(['HoldPosted']).becomes('posted').leaves({ posted: 70_00n }, all)
})

test('posted after it was posted to its end', () => {
  story().places().does(post(0n)).does(post(0n)).emits(['OperationRefused', { reason: 'hold_already_posted' }])
    .becomes('posted').leaves({ posted: 70_00n }, all)
})

test('posted after it was released', () => {
  story().places().does(release(0n)).does(post(0n)).emits(['OperationRefused', { reason: 'hold_already_released' }])
    .becomes('released').leaves({})
})

test('posted when its time is over', () => {
  story().places().sleeps(hour).does(post(0n)).emits(['OperationRefused', { reason: 'hold_already_expired' }])
    .becomes('placed').leaves({ held: 30_00n })
    .passes(1).emits(['HoldExpired']).does(post(0n))
    .emits(['OperationRefused', { reason: 'hold_already_expired' }]).becomes('expired').leaves({})
})

test('posted in its last millisecond', () => {
  story().places().passes(hour - 1).does(post(0n)).emits(['HoldPosted'])
    .becomes('posted').leaves({ posted: 70_00n }, all)
})

test('posted, and there is none', () => {
  story().does(post(0n)).emits(['OperationRefused', { reason: 'hold_not_found' }]).becomes(undefined).leaves({})
})

test.run()
