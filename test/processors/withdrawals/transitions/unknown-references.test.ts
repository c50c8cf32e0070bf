import { suite } from 'uvu'

import { limitOf, ruleOf, terminalOf } from '../../../support/plans.ts'
import { answered, fee, first, issued, limitedTo, paid, rapid, returned, story, swift } from '../payout-story.ts'

/** Each name stands in the table of docs/withdrawals.md. */
const test = suite('transitions: unknown references')

test('said of an unknown withdrawal: kept', () => {
  story().hears(answered('pending'), answered('unknown')).emits().hears(paid())
    .emits(['NotificationKept', { withdrawal: 'w-1' }])
    .becomes('unmatched', [], { dueAt: 0 })
    .sends()
    .leaves(100_00n, 0n)
    .hears(paid({ details: 'again' })).emits()
})

test('kept, and the withdrawal appears', () => {
  story().hears(issued()).hears(paid()).hears(returned(5_00n)).withdraws()
    .emits(
      ['PayoutStarted', { reference: first }], ['InvoiceRecorded'], ['PayoutCompleted', { reference: first }],
      ['ReturnRecorded', { amount: 5_00n }]
    )
    .becomes('completed', ['paid'], { kept: [] })
    .sends('swift RequestInvoice 1', 'CompleteWithdrawal', 'ReturnWithdrawal')
    .leaves(74_00n, 0n, { 'provider/swift': 25_00n, ...fee })
})

test('kept, and the withdrawal goes to another provider', () => {
  story().hears(paid({ provider: 'rapid' })).withdraws()
    .emits(['PayoutStarted', { provider: 'swift' }], ['OperationRefused', { reason: 'provider_mismatch' }])
    .becomes('invoice_requested', ['open'], { kept: [] })
    .sends('swift RequestInvoice 1')
    .leaves(100_00n, 31_00n)
})

test('kept, and the withdrawal has no route', () => {
  const closed = { ...swift, terminals: [terminalOf('t-1', { prohibit: [ruleOf()] })] }
  story({ providers: [closed] }).hears(paid()).withdraws()
    .emits(['PayoutFailed', { reason: 'no_route_found' }])
    .becomes('failed', [])
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('said of an attempt that waits for turnover: kept until it leaves', () => {
  const limited = limitedTo(swift, limitOf('amount', 'day', 30_00n))
  story({ providers: [limited] }).terminalsSleep().withdraws().hears(paid())
    .emits(['NotificationKept'])
    .becomes('reserving', ['reserving'])
    .sends()
    .leaves(100_00n, 31_00n)
    .terminalsWake().emits(['PayoutStarted', { reference: first }], ['PayoutCompleted', { reference: first }])
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('said of an attempt that there never was: kept', () => {
  story().withdraws().hears(paid({ attempt: 2 }))
    .emits(['NotificationKept'])
    .becomes('invoice_requested', ['open'])
    .sends()
    .leaves(100_00n, 31_00n)
    .hears(paid()).emits(['PayoutCompleted', { reference: first }])
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('said of unknown references too often', () => {
  const many = Array.from({ length: 16 }, (_, index) => paid({ invoice: `inv-${index}` }))
  story().hears(...many).hears(paid({ invoice: 'inv-16' }))
    .emits(['OperationRefused', { reason: 'notifications_full' }])
    .becomes('unmatched', [])
    .sends()
    .leaves(100_00n, 0n)
})

test('said of no reference of ours', () => {
  story({ providers: [swift, rapid] }).withdraws().hears(paid({ reference: 'inv-7' }))
    .emits(['OperationRefused', { reason: 'payout_not_found', wallet: 'inv-7' }])
    .becomes('invoice_requested', ['open'])
    .sends()
    .leaves(100_00n, 31_00n)
})

test.run()
