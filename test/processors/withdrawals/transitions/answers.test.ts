import { suite } from 'uvu'

import {
  answered, cancelled, declined, expired, fee, first, issued, minute, paid, start, story
} from '../payout-story.ts'

/** Each name stands in the table of docs/withdrawals.md. */
const test = suite('transitions: answers')

test('issued', () => {
  story().withdraws().passes(5 * minute).hears(issued())
    .emits(['InvoiceRecorded', { reference: first, provider: 'swift', invoice: 'inv-1', dueAt: start + 20 * minute }])
    .becomes('invoice_open', ['open'], { dueAt: start + 20 * minute })
    .keeps(1, { invoice: 'inv-1', since: start + 5 * minute })
    .sends()
    .leaves(100_00n, 31_00n)
    .hears(issued({ details: 'again' })).emits()
})

test('paid', () => {
  story().withdraws().hears(issued()).hears(paid())
    .emits(['PayoutCompleted', { reference: first, invoice: 'inv-1', amount: 30_00n, by: '', other: null }])
    .becomes('completed', ['paid'], { dueAt: 0, order: null })
    .sends('CompleteWithdrawal')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('paid before it is issued', () => {
  story().withdraws().hears(paid())
    .emits(['PayoutCompleted', { invoice: 'inv-1' }])
    .becomes('completed', ['paid'])
    .sends('CompleteWithdrawal')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
    .hears(issued()).emits().becomes('completed', ['paid'])
})

test('paid, said again', () => {
  story().withdraws().hears(paid()).hears(paid()).emits().hears(paid({ details: 'as said' })).emits()
    .hears(answered('paid'))
    .emits()
    .becomes('completed', ['paid'])
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('expired', () => {
  story().withdraws().hears(issued()).hears(expired({ invoice: '' }))
    .emits(['PayoutFailed', { reference: first, outcome: 'expired', reason: 'invoice_expired' }])
    .becomes('failed', ['expired'], { dueAt: 0 })
    .keeps(1, { invoice: 'inv-1', reason: 'invoice_expired' })
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('cancelled by the provider, unasked', () => {
  story().withdraws().hears(issued()).hears(cancelled())
    .emits(['PayoutFailed', { reference: first, outcome: 'cancelled', reason: 'invoice_cancelled' }])
    .becomes('failed', ['cancelled'])
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('not found by the provider', () => {
  story().withdraws().hears(answered('not_found', { invoice: '' }))
    .emits(['PayoutFailed', { reference: first, outcome: 'not_found', reason: 'invoice_not_found' }])
    .becomes('failed', ['not_found'])
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('declined, said again', () => {
  story().withdraws().hears(declined()).hears(declined('other'), expired(), cancelled(), answered('not_found'))
    .emits()
    .becomes('failed', ['declined'])
    .sends()
    .leaves(100_00n, 0n)
})

test('still pending', () => {
  story().withdraws().hears(issued()).hears(answered('pending'))
    .emits()
    .becomes('invoice_open', ['open'])
    .sends()
    .leaves(100_00n, 31_00n)
})

test('paid nothing', () => {
  story().withdraws().hears(paid({ amount: 0n }))
    .emits(['PayoutContradicted', { conflict: 'paid_nothing' }])
    .becomes('invoice_requested', ['open'])
    .sends()
    .leaves(100_00n, 31_00n)
})

test('said by another provider', () => {
  story().withdraws().hears(paid({ provider: 'rapid' }))
    .emits(['OperationRefused', { reason: 'provider_mismatch' }])
    .becomes('invoice_requested', ['open'])
    .sends()
    .leaves(100_00n, 31_00n)
})

test.run()
