import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { waitingOf } from '../../cli/waiting.ts'
import type { Attempt, Payout, Plain } from '../../schemas/generated.ts'

/** What each row waits for, in words; the whole of it is in stuck.test.ts. */
const test = suite('what a row waits for')

function of(store: string, key: string, row: object): string | undefined {
  const found = waitingOf({ store, key: key.split('/'), row, changedAt: 7 }, () => 'EUR')
  return found && `${found.kind} ${found.step} since ${found.since}: ${found.waitsFor}, ${found.held}/${found.expected}`
}

const attempt: Plain<Attempt> = {
  provider: 'paywell', terminal: 'card', amount: 30n, status: 'open', invoice: 'i-1', hasTurnover: false, paid: 0n,
  returned: 0n, since: 5, postings: [], reason: '', again: [], returns: [], conflicts: []
}
const waiting = { since: 3, dueAt: 99, enquiryFirstMs: 1, enquiryMaxMs: 1 }
const payout = {
  status: 'ready', currency: 'EUR', order: { hold: 31n }, attempts: [], dueAt: 0, waiting: null,
  isCancelRequested: false, kept: [], since: 6
} as unknown as Plain<Payout>
const declined: Plain<Attempt> = { ...attempt, status: 'declined' }

for (const [change, expected] of [
  [{ status: 'unmatched' }, undefined],
  [{ status: 'scheduled', dueAt: 88 }, 'scheduled since 88: its time, 31/0'],
  [{}, 'ready since 6: its next attempt, 31/0'],
  [{ status: 'reserving', attempts: [declined, { ...attempt, status: 'reserving' }] },
    'reserving since 6: terminal demo/paywell/card to have room, 31/0'],
  [{ status: 'invoice_requested', attempts: [declined, attempt] },
    "invoice_requested since 6: provider demo/paywell's invoice for demo/alice/w-1/2, 31/0"],
  [{ status: 'invoice_open', attempts: [attempt] },
    "invoice_open since 6: provider demo/paywell's notification for invoice i-1, 31/0"],
  [{ status: 'cancel_requested', attempts: [attempt] },
    "cancel_requested since 6: provider demo/paywell's answer to the cancellation of demo/alice/w-1/1, 31/0"],
  [{ status: 'outcome_unknown', attempts: [attempt], waiting },
    "outcome_unknown since 6: provider demo/paywell's word on demo/alice/w-1/1, or an operator's decision, 31/0"],
  [{ status: 'mismatched', attempts: [{ ...attempt, status: 'mismatched' }], waiting },
    "mismatched since 6: provider demo/paywell's word on demo/alice/w-1/1, or an operator's decision, 31/0"],
  [{ status: 'completed', order: null, attempts: [{ ...attempt, status: 'paid' }] }, undefined],
  [{ status: 'failed', order: null, attempts: [declined] }, undefined],
  [{ status: 'completed', order: null, since: 0, attempts: [attempt, { ...attempt, status: 'paid' }], waiting },
    "completed since 3: provider demo/paywell's word on demo/alice/w-1/1, or an operator's decision, 0/0"]
] as readonly (readonly [Partial<Plain<Payout>>, string | undefined])[]) {
  test(`a payout: ${expected ?? change.status}`, () => {
    assert.is(of('payouts', 'demo/alice/w-1', { ...payout, ...change }), expected && `payout ${expected}`)
  })
}

for (const [store, key, row, expected] of [
  ['wallets', 'demo/alice', { status: 'open', owner: { party: 'p-1' } }, undefined],
  ['withdrawals', 'demo/alice/w-1',
    { status: 'pending', hold: { hold: 31n, order: { party: 'p-1' }, isConfirmed: false }, since: 4 },
    'withdrawal unconfirmed since 4: the answer of party demo/p-1, 31/0'],
  ['withdrawals', 'demo/alice/w-1', { status: 'completed', hold: null }, undefined],
  ['transfers', 'demo/alice/t-1', { status: 'completed', to: 'bob', hold: 3n, adjustment: '' }, undefined],
  ['transfers', 'demo/alice/t-1', { status: 'completed', to: 'bob', hold: 3n, adjustment: 'fix-1', since: 0 },
    'adjustment completed since 7: the answer of wallet demo/bob to fix-1, 0/0'],
  ['deposits', 'demo/alice/d-1', { status: 'failed', source: 'cash', credited: 1n }, undefined],
  ['credits', 'demo/alice/bob/b-1/t-1', { status: 'credited', amount: 1n, batch: 'b-1' }, undefined],
  ['batches', 'demo/alice/b-1', { status: 'completed', legs: [], waiting: [], hold: 0n }, undefined],
  ['batches', 'demo/alice/b-1',
    { status: 'pending', legs: 'abcdef'.split('').map(to => ({ transfer: `t-${to}`, to })),
      waiting: ['t-b', 't-c', 't-d', 't-e', 't-f'], hold: 9n },
    'batch pending since 7: the answer of wallets demo/b, demo/c, demo/d and 2 more, 9/0'],
  ['holds', 'demo/alice/h-1', { status: 'placed', left: 2n, expiresAt: 0 }, undefined],
  ['holds', 'demo/alice/h-1', { status: 'placed', left: 2n, expiresAt: 66 }, 'hold placed since 66: its expiry, 2/0'],
  ['challenges', 'demo/p-1/i-1/kyc-1', { status: 'denied', verifier: 'checkit' }, undefined],
  ['quotes', 'demo/alice/q-1', { expiresAt: 66 }, undefined]
] as const) {
  test(`${store}: ${expected ?? JSON.stringify(row, (_, value: unknown) => typeof value === 'bigint' ? '' : value)}`,
    () => { assert.is(of(store, key, row), expected) })
}

test.run()
