import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Currencies } from '../../cli/currencies.ts'
import { sentence } from '../../cli/sentence.ts'
import { schemas } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { topology } from '../../topology.ts'
import { flatRecords, typesOf } from '../schemas/arbitrary.ts'

const currencies = new Currencies([{ tenant: 'demo', currencies: [{ code: 'EUR', exponent: 2 }] } as never])

const all = suite('sentences of all events')

for (const { changelog: { value } } of Object.values(topology.processors)) {
  all(`each of ${value} has one of its own, and says what the event has`, () => {
    const told = new Map<string, string>()
    const events = fc.sample(flatRecords(schemas[value]), { numRuns: 400, seed: 1 })
    for (const event of events) {
      // Texts of letters alone: what is in them is not what is looked for.
      const text = sentence(JSON.parse(textOf(event), reviver) as Flat, currencies)
      assert.not.match(text, /undefined|NaN|\[object|=/, `${event.type}: ${text}`)
      told.set(event.type, text)
    }
    assert.equal([...told.keys()].sort(), typesOf(schemas[value]).sort())
  })
}

all.run()

const money = suite('sentences of money')

const balance = { posted: 900n, held: 510n }
const free = { ...balance, held: 0n }
const said = { author: 'Ada', approver: 'Ben', reason: 'OPS-7' }
const event = { tenant: 'demo', wallet: 'alice', operationId: 'o', amount: 500n, currency: 'EUR', balance: free }

for (const [text, record] of [
  ['+5.00 EUR from bank, balance 9.00 EUR',
    { type: 'DepositCompleted', ...event, source: 'bank', deposit: '', credited: 500n }],
  ['+4.90 EUR of 5.00 EUR from bank for d-1, balance 9.00 EUR',
    { type: 'DepositCompleted', ...event, source: 'bank', deposit: 'd-1', credited: 490n }],
  ['+5.00 EUR from bank, balance 9.00 EUR',
    { type: 'DepositCompleted', ...event, source: 'bank', deposit: '', credited: 0n }],
  ['-5.00 EUR of d-1 back to bank, 1.00 EUR of it left, balance 9.00 EUR',
    { type: 'DepositReverted', ...event, deposit: 'd-1', source: 'bank', left: 100n }],
  ['5.00 EUR held for shop, h-1 until 1970-01-01 00:00:01.000, balance 9.00 EUR, 3.90 EUR of it available',
    { type: 'HoldPlaced', ...event, holdId: 'h-1', counterparty: 'shop', expiresAt: 1_000, balance }],
  ['-5.00 EUR of h-1, 1.00 EUR given back, balance 9.00 EUR',
    { type: 'HoldPosted', ...event, holdId: 'h-1', left: 0n, released: 100n }],
  ['5.00 EUR of h-1 given back, its time is over, balance 9.00 EUR',
    { type: 'HoldExpired', ...event, holdId: 'h-1' }],
  ['5.10 EUR held for t-1 to bob, balance 9.00 EUR, 3.90 EUR of it available',
    { type: 'TransferCreated', ...event, transfer: 't-1', to: 'bob', hold: 510n, balance }],
  ['t-1 over 5.00 EUR given back: wallet_closed, balance 9.00 EUR',
    { type: 'TransferFailed', ...event, transfer: 't-1', reason: 'wallet_closed' }],
  ['+5.00 EUR from bob, t-1, balance 9.00 EUR',
    { type: 'TransferCredited', ...event, from: 'bob', transfer: 't-1' }],
  ['t-1 is failed by hand, says Ada with Ben: OPS-7, balance 9.00 EUR',
    { type: 'TransferRepaired', ...event, transfer: 't-1', outcome: 'fail', status: 'failed', ...said }],
  ['t-1 is asked for again, says Ada with Ben: OPS-7, balance 9.00 EUR',
    { type: 'TransferRepaired', ...event, transfer: 't-1', outcome: 'retry', status: 'pending', ...said }],
  ['b-1 over 5.00 EUR given back, for t-2: wallet_closed, balance 9.00 EUR',
    { type: 'BatchFailed', ...event, batch: 'b-1', transfer: 't-2', reason: 'wallet_closed' }],
  ['d-1 is failed, says carol: ticket 7, balance 9.00 EUR',
    { type: 'DepositAdjusted', ...event, deposit: 'd-1', status: 'failed', author: 'carol', reason: 'ticket 7' }],
  ['-0.01 EUR too little, the tenant is stopped; +5.00 EUR -5.01 EUR',
    { type: 'LedgerUnbalanced', ...event, difference: -1n, lines: [{ currency: 'EUR', debit: 501n, credit: 500n }] }]
] as const satisfies readonly (readonly [string, Flat])[]) {
  money(text, () => assert.is(sentence(record, currencies), text))
}

money.run()

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? `${part}n` : part instanceof Uint8Array ? 'bytes' : part)
}

/** Amounts again; other texts that may be read as something else become words. */
function reviver(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return /At$|Until$/.test(name) ? 1_000 : value
  if (/^-?\d+n$/.test(value)) return BigInt(value.slice(0, -1))
  return name === 'type' ? value : 'word'
}
