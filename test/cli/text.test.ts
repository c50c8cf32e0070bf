import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Currencies } from '../../cli/currencies.ts'
import { formatDecimal, formatDuration, formatMoney, formatTable } from '../../cli/format.ts'
import { lineBytesMax, LineReader } from '../../cli/lines.ts'
import { calm } from '../../cli/logger.ts'
import { nearest } from '../../cli/nearest.ts'
import { sentence } from '../../cli/sentence.ts'
import { silent } from '../../runtime/logger.ts'
import type { Flat } from '../../schemas/record.ts'

const lines = suite('lines')

lines('are cut wherever the pieces of the input end', () => {
  const text = 'one\n\nzwölf\r\nlast'
  for (let size = 1; size <= text.length; size++) {
    const reader = new LineReader()
    const bytes = Buffer.from(text)
    const found = []
    for (let start = 0; start < bytes.length; start += size) {
      found.push(...reader.push(bytes.subarray(start, start + size)))
    }
    found.push(...reader.end())
    assert.equal(found, [
      { number: 1, text: 'one' }, { number: 2, text: '' }, { number: 3, text: 'zwölf\r' }, { number: 4, text: 'last' }
    ])
  }
})

lines('that are too long or no UTF-8 are told and do not touch the next', () => {
  const reader = new LineReader()
  const found = [
    ...reader.push(Buffer.alloc(lineBytesMax, 'x')), ...reader.push(Buffer.from('x\nnext\n')),
    ...reader.push(Buffer.from([0xff, 0x0a])), ...reader.push(Buffer.from('good\n')), ...reader.end()
  ]
  assert.equal(found.map(({ number, text, problem }) => [number, text, problem]), [
    [1, undefined, `longer than ${lineBytesMax} bytes`], [2, 'next', undefined], [3, undefined, 'not UTF-8'],
    [4, 'good', undefined]
  ])
})

lines.run()

const formats = suite('formats')

for (const [amount, exponent, text] of [
  [12_500n, 2, '125.00'], [0n, 2, '0.00'], [5n, 2, '0.05'], [-5n, 2, '-0.05'], [-12_345n, 3, '-12.345'],
  [9_000n, 0, '9000'], [2n ** 63n - 1n, 2, '92233720368547758.07'], [1n, 18, '0.000000000000000001']
] as const) {
  formats(`${amount} with ${exponent} digits is ${text}`, () => assert.is(formatDecimal(amount, exponent), text))
}

formats('money without a known exponent says that it is minor units', () => {
  assert.is(formatMoney(12_500n, 'EUR', 2), '125.00 EUR')
  assert.is(formatMoney(12_500n, 'XYZ', undefined), '12500 minor units of XYZ')
})

formats('tables have columns of equal width and durations their largest unit', () => {
  assert.equal(formatTable([['a', 'b', 'c'], ['long', '', 'x']]), ['a     b  c', 'long     x'])
  assert.equal([14 * 86_400_000, 5_400_000, 250].map(formatDuration), ['14 d', '1.5 h', '250 ms'])
})

formats('the name that was meant is the nearest, if any is near', () => {
  const names = ['amount', 'currency', 'operationId', 'source']
  assert.is(nearest('amuont', names), 'amount')
  assert.is(nearest('operation_id', names), 'operationId')
  assert.is(nearest('Currency', names), 'currency')
  assert.is(nearest('balance', names), undefined)
})

formats.run()

const sentences = suite('sentences')

const currencies = new Currencies([{ tenant: 'demo', currencies: [{ code: 'EUR', exponent: 2 }] } as never])
const event = { tenant: 'demo', withdrawal: 'w1', provider: 'paywell', terminal: 'card', amount: 500n, currency: 'EUR' }
const balance = { posted: 900n, held: 510n }

for (const [text, record] of [
  ['5.10 EUR held for w1, balance 9.00 EUR, 3.90 EUR of it available',
    { type: 'WithdrawalCreated', ...event, provider: '', hold: 510n, balance }],
  ['5.00 EUR held for w1 by way of paywell, balance 9.00 EUR',
    { type: 'WithdrawalCreated', ...event, hold: 0n, balance: { ...balance, held: 0n } }],
  ['paywell/card is asked to pay 5.00 EUR for w1', { type: 'PayoutStarted', ...event }],
  ['paywell is asked to pay 5.00 EUR for w1', { type: 'PayoutStarted', ...event, terminal: '' }],
  ['nobody pays 5.00 EUR for w1: no_route_found',
    { type: 'PayoutFailed', ...event, provider: '', terminal: '', reason: 'no_route_found' }],
  ['paywell/card does not pay 5.00 EUR for w1: declined, the next route is tried',
    { type: 'PayoutAttemptFailed', ...event, reason: 'declined', isRetried: true }],
  ['paywell/card paid 5.00 EUR for w1, invoice i, decided by carol',
    { type: 'PayoutCompleted', ...event, invoice: 'i', by: 'carol' }],
  ['paywell paid 4 minor units of JPY instead of 5.00 EUR for w1',
    { type: 'PayoutMismatched', ...event, paidAmount: 4n, paidCurrency: 'JPY' }],
  ['paywell is silent about w1, asked again at 1970-01-01 00:00:01.000',
    { type: 'PayoutOutcomeUnknown', ...event, dueAt: 1_000 }],
  ['terminal=card reference=r', { type: 'SomethingElse', tenant: 'demo', terminal: 'card', reference: 'r' }]
] as const satisfies readonly (readonly [string, Flat])[]) {
  sentences(text, () => assert.is(sentence(record, currencies), text))
}

sentences.run()

const logger = suite('logger')

logger('a warning that comes again and again is said now and then, with how often it came', () => {
  let now = 0
  const said: object[] = []
  const log = calm({ ...silent, warn: fields => void said.push(fields) }, () => now)
  for (; now < 12_000; now += 100) log.warn({ broker: 'a' }, 'connection lost')
  log.warn({ broker: 'b' }, 'connection lost')
  assert.equal(said, [{ broker: 'a' }, { broker: 'a', withheld: 49 }, { broker: 'a', withheld: 49 }, { broker: 'b' }])
})

logger.run()
