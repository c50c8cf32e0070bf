import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { Currencies } from '../../cli/currencies.ts'
import { describeWithdrawal } from '../../cli/describe-withdrawal.ts'
import { toJson } from '../../cli/json.ts'
import { WithdrawalFold, type WithdrawalView } from '../../cli/withdrawal-view.ts'
import type {
  PayoutOrder, PayoutStarted, Plain, WalletEvent, WalletEventBody, WithdrawalCreated, WithdrawalEvent,
  WithdrawalEventBody
} from '../../schemas/generated.ts'

const minute = 60_000
const start = Date.UTC(2026, 2, 1, 12)
const reference = 'demo/alice/w1/1'
const balance = { posted: 10_000n, held: 0n }

const order: Plain<PayoutOrder> = {
  provider: '', destination: 'tok_landlord', method: 'card', party: 'vip', amount: 2_000n, currency: 'EUR',
  hold: 2_010n, scheduledAt: 0, route: null, pinned: null
}
const { provider, destination, method, party, amount, currency, hold, scheduledAt } = order
const created: WithdrawalCreated = {
  type: 'WithdrawalCreated', withdrawal: 'w1', provider, destination, amount, currency, method, party, hold,
  scheduledAt, balance: { posted: 10_000n, held: 2_010n }, tenantRevision: 1, providerRevision: 0, quote: '',
  route: null, destinationId: '', identity: '', identityRevision: 0, level: 0, localDay: 0
}
const money: readonly WalletEventBody[] = [
  { type: 'WalletOpened', currency, tenantRevision: 1 } as WalletEventBody,
  {
    type: 'DepositCompleted', source: 'bank', amount: 10_000n, currency, balance, postings: [], tenantRevision: 1,
    identity: '', identityRevision: 0, deposit: '', credited: 10_000n, localDay: 0, sourceRevision: 0
  },
  created
]
const started: PayoutStarted = {
  type: 'PayoutStarted', withdrawal: 'w1', provider: 'paywell', terminal: 'card', destination, method, amount: 1_800n,
  currency, reference, attempt: 1, providerRevision: 1, tenantRevision: 1, postings: [], rejected: [], order,
  hasTurnover: false, dueAt: start + 15 * minute, matched: [], pinned: null
}
const failed = {
  withdrawal: 'w1', reference, provider: 'paywell', terminal: 'card', amount: 1_800n, currency, outcome: 'declined',
  invoice: 'inv-1', details: '', by: '', hasTurnover: false
} as const
const unavailable = 'authorization_failed:temporarily_unavailable'
const silent: WithdrawalEventBody = {
  type: 'PayoutOutcomeUnknown', withdrawal: 'w1', reference, provider: 'paywell', since: start,
  dueAt: start + 16 * minute, enquiryFirstMs: minute, enquiryMaxMs: 360 * minute
}

function fold(payout: readonly WithdrawalEventBody[], wallet: readonly WalletEventBody[] = money): WithdrawalFold {
  const folded = new WithdrawalFold('demo', 'alice', 'w1')
  for (const [index, body] of wallet.entries()) folded.addWalletEvent(headed(body, index) as WalletEvent)
  for (const [index, body] of payout.entries()) folded.addPayoutEvent(headed(body, index) as WithdrawalEvent)
  return folded
}

function headed(body: object, index: number): object {
  return { tenant: 'demo', wallet: 'alice', operationId: `o${index}`, revision: index + 1, at: start, ...body }
}

function view(payout: readonly WithdrawalEventBody[], wallet = money, now = start): WithdrawalView {
  return fold(payout, wallet).view(now)!
}

const currencies = new Currencies([
  { tenant: 'demo', currencies: [{ code: 'EUR', exponent: 2 }] } as never
])

test('before its payout begins there is the money alone', () => {
  const { status, money: held, waitsFor, attempts } = view([])
  assert.is(status, 'pending')
  assert.is(held!.held, 2_010n)
  assert.is(waitsFor, 'payout')
  assert.equal(attempts, [])
})

test('an attempt is told by number, name and route', () => {
  const { status, waitsFor, dueAt, attempts } = view([started])
  assert.equal([status, waitsFor, dueAt], ['invoice_requested', 'provider', start + 15 * minute])
  assert.equal(attempts, [{
    attempt: 1, reference, provider: 'paywell', terminal: 'card', status: 'open', amount: 1_800n, paid: 0n,
    returned: 0n, invoice: '', since: start, reason: '', again: [], returns: []
  }])
})

for (const [because, waitsFor, event, dueAt] of [
  ['approval', 'approval', { type: 'PayoutApprovalRequired', withdrawal: 'w1', order, tenantRevision: 1 }, undefined],
  ['its time', 'schedule', {
    type: 'PayoutScheduled', withdrawal: 'w1', order, scheduledAt: start + 5, by: ''
  }, start + 5],
  ['turnover', 'turnover', {
    type: 'PayoutRouted', withdrawal: 'w1', order, attempt: 1, reference, provider: 'paywell', terminal: 'card',
    amount: 1_800n, currency, postings: [], rejected: [], tenantRevision: 1, providerRevision: 1
  }, undefined]
] as const satisfies readonly (readonly [string, string, WithdrawalEventBody, number | undefined])[]) {
  test(`it waits for ${because}`, () => {
    const found = view([event])
    assert.equal([found.waitsFor, found.dueAt], [waitsFor, dueAt])
  })
}

for (const [minutes, next] of [[16 - 1, 16], [16, 18], [17.5, 18], [18, 22], [400, 526], [2_000, 2_326]] as const) {
  test(`an outcome that is unknown has its age: after ${minutes} minutes it is asked again at ${next}`, () => {
    const { unknown, waitsFor, status } = view([started, silent], money, start + minutes * minute)
    assert.equal([status, waitsFor], ['outcome_unknown', 'provider_or_operator'])
    assert.equal(unknown, { since: start, forMs: minutes * minute, nextEnquiryAt: start + next * minute })
  })
}

test('a failed attempt keeps its reason beside the next one', () => {
  const retried = { ...failed, type: 'PayoutAttemptFailed', reason: unavailable, isRetried: true } as const
  const second = { ...started, attempt: 2, reference: 'demo/alice/w1/2', provider: 'slowbank', order: null }
  assert.is(view([started, retried]).waitsFor, 'routing')
  const { attempts, reason } = view([started, retried, second])
  assert.equal(attempts.map(row => [row.attempt, row.provider, row.status, row.invoice, row.reason]), [
    [1, 'paywell', 'declined', 'inv-1', unavailable], [2, 'slowbank', 'open', '', '']
  ])
  assert.is(reason, undefined)
})

test('why it failed and which terminals were no route is told after all else is gone', () => {
  const route = { provider: 'paywell', terminal: 'card' }
  const rejected = [{ ...route, reason: 'amount_out_of_range', details: '1 to 5' }] as const
  const given: WalletEventBody = {
    type: 'WithdrawalFailed', withdrawal: 'w1', reason: 'no_route_found', amount: hold, currency, balance
  }
  const { reason, rejected: found, money: left, waitsFor, status } = view([{
    ...failed, type: 'PayoutFailed', reason: 'no_route_found', rejected, reference: '', provider: '', terminal: '',
    outcome: 'unknown', invoice: ''
  }], [...money, given])
  assert.equal([status, reason, waitsFor], ['failed', 'no_route_found', undefined])
  assert.equal(found, rejected)
  assert.equal([left!.status, left!.held, left!.amount], ['failed', 0n, 2_000n])
})

test('a payout that has ended waits for its wallet until the money has followed', () => {
  const cancelled: WithdrawalEventBody = { ...failed, type: 'PayoutCancelled', outcome: 'cancelled', reason: '' }
  assert.is(view([started, cancelled]).waitsFor, 'wallet')
})

test('a cancellation is told as soon as the client asked for it', () => {
  const asked: WalletEventBody = { type: 'CancellationRequested', withdrawal: 'w1', balance: created.balance }
  assert.is(view([started]).isCancelRequested, false)
  assert.is(view([started], [...money, asked]).isCancelRequested, true)
})

test('another amount, contradictions and what is kept are told', () => {
  const said = {
    provider: 'paywell', reference: 'demo/alice/w1/9', kind: 'paid', invoice: 'i', return: '', amount: 5n, currency,
    reason: '', details: ''
  } as const
  const { attempts, conflicts, kept, status } = view([
    started,
    {
      type: 'PayoutMismatched', withdrawal: 'w1', reference, provider: 'paywell', invoice: 'inv-1', amount: 1_800n,
      currency, paidAmount: 1_700n, paidCurrency: currency, details: '', enquiryFirstMs: minute, enquiryMaxMs: minute,
      dueAt: start + minute, other: null
    },
    { type: 'PayoutContradicted', withdrawal: 'w1', notification: said, conflict: 'declined_after_mismatch' },
    { type: 'NotificationKept', withdrawal: 'w1', notification: said }
  ])
  assert.is(status, 'mismatched')
  assert.equal(attempts[0]!.paidInstead, { amount: 1_700n, currency })
  assert.equal([conflicts, kept], [['declined_after_mismatch'], 1])
})

test('events of other withdrawals do not matter, missing ones do', () => {
  const other = { ...started, withdrawal: 'w2', attempt: 2, reference: 'demo/alice/w2/2' }
  const others = fold([started, other], [...money, { ...created, withdrawal: 'w2', amount: 7n }])
  const { attempts, money: own } = others.view(start)!
  assert.equal([attempts.length, own!.amount], [1, 2_000n])
  const late = { ...headed(started, 5) } as WithdrawalEvent
  assert.throws(() => others.addPayoutEvent(late), /events are missing: 6 follows 2/)
  assert.throws(() => fold([], [created]), /./)
})

test('what nobody spoke of is not there, what only a provider spoke of is', () => {
  assert.is(fold([], money.slice(0, 2)).view(start), undefined)
  const said = {
    provider: 'paywell', reference, kind: 'paid', invoice: 'i', return: '', amount: 5n, currency, reason: '',
    details: ''
  } as const
  const { status, money: none, kept } = view([{ type: 'NotificationKept', withdrawal: 'w1', notification: said }], [])
  assert.equal([status, none, kept], ['unmatched', undefined, 1])
})

test('people are told all of it, and of what there is nothing to say nothing', () => {
  assert.equal(describeWithdrawal(view([started, silent], money, start + 90 * minute), currencies), [
    'demo/alice/w1',
    '  status       outcome_unknown',
    '  amount       20.00 EUR',
    '  money        pending',
    '  held         20.10 EUR',
    '  destination  tok_landlord by card',
    '  party        vip',
    '  created      2026-03-01 12:00:00.000',
    '  waits for    the provider\'s answer, or an operator\'s',
    '  unknown      since 2026-03-01 12:00:00.000, for 1.5 h; asked again at 2026-03-01 14:22:00.000',
    '  attempt  route         status  asked      paid      returned  since                    invoice  reason',
    '  1        paywell/card  open    18.00 EUR  0.00 EUR  0.00 EUR  2026-03-01 12:00:00.000  -        -'
  ])
})

test('programs are told the same, with amounts as text', () => {
  const json = JSON.parse(toJson(view([started, silent], money, start + 90 * minute)))
  assert.equal(json.unknown, { since: start, forMs: 90 * minute, nextEnquiryAt: start + 142 * minute })
  assert.equal([json.money.amount, json.money.held, json.attempts[0].amount], ['2000', '2010', '1800'])
})

test.run()
