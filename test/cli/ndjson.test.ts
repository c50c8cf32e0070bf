import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { InputRefused } from '../../cli/input-refused.ts'
import { toJson } from '../../cli/json.ts'
import { RecordReader } from '../../cli/ndjson.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import { topology } from '../../topology.ts'

const reader = new RecordReader(topology, new Codec(schemas))
const deposit = {
  type: 'CreateDeposit', tenant: 'demo', wallet: 'alice', operationId: 'd1', source: 'bank', amount: '12500',
  currency: 'EUR'
}
const paid = { type: 'InvoicePaid', tenant: 'demo', reference: 'r', invoice: 'i', amount: '1', currency: 'EUR' }

test('the type of a record decides its topic', () => {
  const { topic, params, record } = reader.parse(JSON.stringify(deposit))
  assert.is(topic.name, 'wallet-commands')
  assert.equal(params, {})
  assert.equal(record, { ...deposit, amount: 12_500n, expectedRevision: 0, deposit: '' })
})

test('a command may say at which revision its wallet has to be', () => {
  const parsed = reader.parse(JSON.stringify({ ...deposit, expectedRevision: 7 }))
  const pairs = Object.entries({ ...deposit, expectedRevision: '7' }).filter(([name]) => name !== 'type')
  assert.equal(reader.fromArguments('CreateDeposit', pairs.map(pair => pair.join('='))), parsed)
  assert.is(parsed.record['expectedRevision'], 7)
})

test('what a provider says goes to the topic of the provider that is named beside it', () => {
  const { topic, params, record } = reader.parse(JSON.stringify({ ...paid, provider: 'acme' }))
  assert.is(topic.name, 'provider-{provider}-invoice-paid')
  assert.equal(params, { provider: 'acme' })
  assert.equal(record, { ...paid, amount: 1n, details: '' })
})

const alice = { tenant: 'demo', wallet: 'alice', operationId: 'o1', withdrawal: 'w1' }

test('what an operator decides goes to the topic of operators, not to that of processors', () => {
  for (const [type, fields] of [
    ['ApproveWithdrawal', { by: 'carol' }],
    ['RejectWithdrawal', { by: 'carol', reason: 'rejected:no_proof' }],
    ['ResolveWithdrawal', { by: 'carol', reference: 'demo/alice/w1/1', resolution: 'paid' }]
  ] as const) {
    const { topic, record } = reader.parse(JSON.stringify({ type, ...alice, ...fields }))
    assert.is(topic.name, 'withdrawal-decisions')
    assert.is(record.type, type)
    const pairs = Object.entries({ ...alice, ...fields }).map(([name, value]) => `${name}=${value}`)
    assert.equal(reader.fromArguments(type, pairs), reader.parse(JSON.stringify({ type, ...alice, ...fields })))
  }
})

test('what a client wants of a withdrawal goes to the wallets', () => {
  const { withdrawal: _, ...quoted } = { ...alice, quote: 'q1', amount: '1', currency: 'EUR' }
  for (const line of [{ type: 'CancelWithdrawal', ...alice }, { type: 'QuoteWithdrawal', ...quoted }]) {
    assert.is(reader.parse(JSON.stringify(line)).topic.name, 'wallet-commands')
  }
})

test('all that a provider may say can be sent in its name', () => {
  const said = { tenant: 'demo', reference: 'r', provider: 'acme' }
  for (const [type, fields] of [
    ['InvoiceIssued', { invoice: 'i' }], ['InvoiceDeclined', { reason: 'no_account' }], ['InvoiceExpired', {}],
    ['InvoiceCancelled', {}], ['InvoiceStatus', { state: 'not_found' }],
    ['PayoutReturned', { invoice: 'i', return: 'r', amount: '1', currency: 'EUR' }]
  ] as const) {
    const { topic, params } = reader.parse(JSON.stringify({ type, ...said, ...fields }))
    assert.is(topic.name, 'provider-{provider}-invoice-paid')
    assert.equal(params, { provider: 'acme' })
  }
})

test('rows of tables have lists and records in them', () => {
  const row = { type: 'Tenant', tenant: 'demo', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }] }
  const usual = {
    withdrawalPlan: [], approvals: [], attemptsMax: 1, parties: [], quoteMs: 600_000,
    transientFailures: ['authorization_failed:temporarily_unavailable'], personalKey: '', classes: [],
    levelPolicies: [], isOwnerRequired: false, serviceLimits: [], operationsPerSecond: 0,
    operationRetentionMs: 0, timeZone: 'UTC', limits: [], depositPlan: [], transferPlan: [],
    stuckAfterMs: 3_600_000, isRepairApproved: false, stopped: '',
    ownTopics: null
  }
  assert.equal(reader.parse(JSON.stringify(row)).record, { ...row, ...usual })
})

test('what is said of tenants and parties goes to their processors', () => {
  const person = { tenant: 'demo', operationId: 'o1', party: 'acme' }
  for (const [topic, line] of [
    ['tenant-commands', { type: 'AnnounceTenant', tenant: 'demo', operationId: 'o1', currencies: [] }],
    ['party-commands', { type: 'RegisterParty', ...person }],
    ['party-commands', { type: 'CreateIdentity', ...person, identity: 'ada', class: 'person' }],
    ['party-commands', { type: 'StartChallenge', ...person, identity: 'ada', challenge: 'c1', class: 'passport',
      proofs: [{ kind: 'passport', token: 't-1' }] }]
  ] as const) assert.is(reader.parse(JSON.stringify(line)).topic.name, topic, line.type)
})

test('what only processors write cannot be sent', () => {
  for (const type of ['DepositCompleted', 'RequestInvoice', 'Wallet']) assert.not(reader.types.includes(type))
})

for (const [amount, read] of [
  ['0', 0n], ['-5', -5n], [12_500, 12_500n], ['9223372036854775807', 2n ** 63n - 1n], [2 ** 53 - 1, 2n ** 53n - 1n]
] as const) {
  test(`takes the amount ${JSON.stringify(amount)}`, () => {
    assert.is(reader.parse(JSON.stringify({ ...deposit, amount })).record['amount'], read)
  })
}

for (const [because, line] of [
  ['not JSON: Unexpected token \'o\'', 'nonsense'],
  ['a JSON object is expected', '12'],
  ['a JSON object is expected', 'null'],
  [`missing field type: one of ${reader.types.join(', ')}`, '[]'],
  [`unknown type CreateDepozit; did you mean CreateDeposit? (there are ${reader.types.join(', ')})`,
    { ...deposit, type: 'CreateDepozit' }],
  [`unknown type DepositCompleted (there are ${reader.types.join(', ')})`, { ...deposit, type: 'DepositCompleted' }],
  ['unknown field amuont; did you mean amount?', { ...deposit, amuont: '1' }],
  ['unknown field balance', { ...deposit, balance: '1' }],
  ['missing field operationId', { ...deposit, operationId: undefined }],
  ['missing field provider', paid],
  ['wallet: a text is expected', { ...deposit, wallet: 7 }],
  ['wallet: a text is expected', { ...deposit, wallet: null }],
  ['wallet: a text is expected', { ...deposit, wallet: '\ud800' }],
  ['amount: a whole number of minor units (cents) is expected', { ...deposit, amount: '125.00' }],
  ['amount: a whole number of minor units (cents) is expected', { ...deposit, amount: 12.5 }],
  ['amount: a whole number of minor units (cents) is expected', { ...deposit, amount: '' }],
  ['amount: a whole number of minor units (cents) is expected', { ...deposit, amount: '0x10' }],
  ['amount: a whole number of minor units (cents) is expected', { ...deposit, amount: true }],
  ['amount: out of range; the largest is 9223372036854775807', { ...deposit, amount: '9223372036854775808' }],
  ['amount: as a number it has lost its last digits; write it as text: "12500"',
    '{"type":"CreateDeposit","tenant":"t","wallet":"w","operationId":"o","source":"s","amount":9007199254740993}'],
  ['currencies[0].exponent: a whole number is expected',
    { type: 'Tenant', tenant: 't', revision: 1, currencies: [{ code: 'EUR', exponent: '2' }] }],
  ['unknown field currencies[0].exponnet; did you mean exponent?',
    { type: 'Tenant', tenant: 't', revision: 1, currencies: [{ code: 'EUR', exponnet: 2 }] }],
  ['currencies: a list is expected', { type: 'Provider', tenant: 't', provider: 'p', revision: 1, currencies: 'EUR' }]
] as const) {
  test(`refuses: ${because.slice(0, 70)}: ${JSON.stringify(line).slice(0, 40)}`, () => {
    assert.throws(
      () => reader.parse(typeof line === 'string' ? line : JSON.stringify(line)),
      (error: unknown) => error instanceof InputRefused && error.message === because
    )
  })
}

test('what is wrong is said without what is in the fields', () => {
  for (const field of Object.keys(deposit).filter(name => name !== 'type')) {
    try {
      reader.parse(JSON.stringify({ ...deposit, [field]: { secret: 'hunter2' } }))
      assert.unreachable()
    } catch (error) {
      assert.not.match((error as Error).message, 'hunter2')
    }
  }
})

test('arguments of a command line are read by the type of their field', () => {
  const { record } = reader.fromArguments('CreateDeposit', [
    'tenant=demo', 'wallet=a=b', 'operationId=1', 'source=bank', 'amount=12500', 'currency=EUR'
  ])
  assert.is(record['wallet'], 'a=b')
  assert.is(record['operationId'], '1')
  assert.is(record['amount'], 12_500n)
  const row = reader.fromArguments('Provider', ['tenant=demo', 'provider=p', 'revision=2', 'currencies=["EUR"]']).record
  assert.is(row['revision'], 2)
  assert.equal(row['currencies'], ['EUR'])
  assert.throws(() => reader.fromArguments('Provider', ['tenant']), /field=value/)
  assert.throws(() => reader.fromArguments('Provider', ['tenant=d', 'provider=p', 'revision=x']), /whole number/)
})

test('records become JSON with money as text and bytes in base64', () => {
  const bytes = Buffer.from([1, 2])
  const record = { type: 'X', amount: 2n ** 60n, balance: { posted: -1n }, list: [1n], bytes, none: null }
  assert.equal(JSON.parse(toJson(record)), {
    type: 'X', amount: '1152921504606846976', balance: { posted: '-1' }, list: ['1'], bytes: 'AQI=', none: null
  })
})

test.run()
