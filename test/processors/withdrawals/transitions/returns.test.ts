import { suite } from 'uvu'

import { declined, fee, first, paid, returned, story } from '../payout-story.ts'
import type { Story } from '../payout-story.ts'

/** Each name stands in the table of docs/withdrawals.md. */
const test = suite('transitions: returns and contradictions')

function completed(): Story {
  return story().withdraws().hears(paid())
}

test('returned in full', () => {
  completed().hears(returned(30_00n))
    .emits(['ReturnRecorded', {
      reference: first, invoice: 'inv-1', return: 'ret-1', amount: 30_00n, returned: 30_00n, reason: 'account_closed'
    }])
    .becomes('completed', ['paid'])
    .sends('ReturnWithdrawal')
    .leaves(99_00n, 0n, fee)
})

test('returned in part, and in part again', () => {
  completed().hears(returned(10_00n)).leaves(79_00n, 0n, { 'provider/swift': 20_00n, ...fee })
    .hears(returned(5_00n, { return: 'ret-2' }))
    .emits(['ReturnRecorded', { return: 'ret-2', amount: 5_00n, returned: 15_00n }])
    .becomes('completed', ['paid'])
    .sends('ReturnWithdrawal')
    .leaves(84_00n, 0n, { 'provider/swift': 15_00n, ...fee })
})

test('returned, said again', () => {
  completed().hears(returned(10_00n)).hears(returned(10_00n, { details: 'again' }))
    .emits()
    .becomes('completed', ['paid'])
    .sends()
    .leaves(79_00n, 0n, { 'provider/swift': 20_00n, ...fee })
})

test('returned under the same id, but another amount', () => {
  completed().hears(returned(10_00n)).hears(returned(11_00n))
    .emits(['PayoutContradicted', { conflict: 'returned_other_amount' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(79_00n, 0n, { 'provider/swift': 20_00n, ...fee })
})

test('returned in ever more parts', () => {
  const parts = Array.from({ length: 256 }, (_, index) => returned(1n, { return: `ret-${index}` }))
  completed().hears(...parts).hears(returned(1n, { return: 'ret-256' }))
    .emits(['PayoutContradicted', { conflict: 'returned_too_often' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(69_00n + 256n, 0n, { 'provider/swift': 30_00n - 256n, ...fee })
})

test('returned more than was paid', () => {
  completed().hears(returned(30_00n)).hears(returned(1n, { return: 'ret-2' }))
    .emits(['PayoutContradicted', { conflict: 'returned_too_much' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(99_00n, 0n, fee)
})

test('returned nothing', () => {
  completed().hears(returned(0n))
    .emits(['PayoutContradicted', { conflict: 'returned_nothing' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('returned in another currency', () => {
  completed().hears(returned(30_00n, { currency: 'JPY' }))
    .emits(['PayoutContradicted', { conflict: 'returned_other_currency' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('returned before it is paid', () => {
  story().withdraws().hears(returned(10_00n))
    .emits(['NotificationKept'])
    .becomes('invoice_requested', ['open'])
    .sends()
    .leaves(100_00n, 31_00n)
    .hears(paid()).emits(['PayoutCompleted', { reference: first }], ['ReturnRecorded', { amount: 10_00n }])
    .becomes('completed', ['paid'], { kept: [] })
    .sends('CompleteWithdrawal', 'ReturnWithdrawal')
    .leaves(79_00n, 0n, { 'provider/swift': 20_00n, ...fee })
})

test('returned after it was paid after its end', () => {
  story().withdraws().hears(declined()).hears(paid()).leaves(70_00n, 0n, { 'provider/swift': 30_00n })
    .hears(returned(30_00n))
    .emits(['ReturnRecorded', { amount: 30_00n, returned: 30_00n }])
    .becomes('paid_after_close', ['paid'])
    .sends('ReturnWithdrawal')
    .leaves(100_00n, 0n)
})

test('returned after it was paid twice: what is owed is paid first', () => {
  completed().hears(paid({ invoice: 'inv-9' })).owes(30_00n).hears(returned(35_00n))
    .emits(['ReturnRecorded', { amount: 35_00n, returned: 35_00n }])
    .becomes('completed', ['paid'])
    .sends('ReturnWithdrawal')
    .leaves(74_00n, 0n, { 'provider/swift': 25_00n, ...fee })
    .owes(0n)
})

test('declined after it was paid', () => {
  completed().hears(declined())
    .emits(['PayoutContradicted', { conflict: 'declined_after_paid' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
    .hears(declined('no_such_card', { details: 'again' })).emits()
})

test('contradicted in ever new words', () => {
  const many = Array.from({ length: 16 }, (_, index) => declined(`reason_${index}`))
  completed().hears(...many).hears(declined('reason_16'))
    .emits(['OperationRefused', { reason: 'notifications_full' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test.run()
