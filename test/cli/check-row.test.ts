import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { checkChange, checkRow } from '../../cli/check-row.ts'
import { completeRow } from '../../cli/complete-row.ts'
import { InputRefused } from '../../cli/input-refused.ts'
import { RecordReader } from '../../cli/ndjson.ts'
import { parseRows } from '../../cli/row-file.ts'
import type { TableName, TableRows } from '../../cli/tables.ts'
import { finalize, planOf } from '../../processors/cash-flow.ts'
import { findTerminal } from '../../processors/routing.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas, type Plain, type Volume } from '../../schemas/generated.ts'
import { topology } from '../../topology.ts'
import { readProjectFile } from '../processors/project.ts'

const codec = new Codec(schemas)

function example<Name extends TableName>(table: Name, name: string): TableRows[Name] {
  const [input] = parseRows(codec, table, readProjectFile(`examples/payouts/${name}.json`))
  return { ...input!.content, revision: 1 } as unknown as TableRows[Name]
}

const tenant = example('tenants', 'tenant')
const paywell = example('providers', 'paywell')
const slowbank = example('providers', 'slowbank')

test('the example rows are right', () => {
  checkRow('tenants', tenant)
  checkRow('providers', paywell)
  checkRow('providers', slowbank)
  assert.equal(slowbank.terminals.map(({ priority }) => priority), [5, 0])
})

for (const [amount, terminal, moved, paidOut] of [
  [100n, 'card', [100n, 10n, 10n, 5n], 80n],
  [300n, 'card', [300n, 30n, 30n, 10n], 240n],
  [301n, 'card-express', [301n, 30n, 30n, 15n], 241n],
  [330n, 'card-express', [330n, 33n, 33n, 16n], 264n],
  [4_240n, 'card-express', [4_240n, 424n, 424n, 16n], 3_392n]
] as const) {
  test(`the example plan moves ${moved.join(', ')} of ${amount} by way of ${terminal}`, () => {
    const plan = planOf(tenant, findTerminal(paywell, terminal)!)
    const flow = finalize(plan, { wallet: 'alice', provider: 'paywell', amount, currency: 'EUR' })
    if (typeof flow === 'string') throw new Error(flow)
    assert.equal(flow.postings.map(posting => posting.amount), moved)
    assert.is(flow.paidOut, paidOut)
    assert.is(flow.debited, amount)
  })
}

test('the shortest rows are right, with the schema\'s defaults', () => {
  const short = { tenant: 'demo', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }] }
  checkRow('tenants', completeRow(codec, 'Tenant', short) as unknown as TableRows['tenants'])
  const { terminals, answerMs } = completeRow(codec, 'Provider', { ...short, provider: 'acme', currencies: ['EUR'] })
  assert.equal([terminals, answerMs], [[], 900_000])
})

const card = paywell.terminals[0]!
const share: Plain<Volume> = {
  kind: 'share', amount: 0n, currency: '', numerator: 1, denominator: 10, rounding: 'half_away_from_zero', of: []
}
const fixed = { ...share, kind: 'fixed', amount: 5n, currency: 'EUR' } as const
const least = { ...share, kind: 'min_of', of: [fixed, share] } as const

function deep(levels: number): Plain<Volume> {
  return levels === 1 ? share : { ...least, of: [deep(levels - 1)] }
}

function withVolume(volume: Plain<Volume>): TableRows['tenants'] {
  const [first, second] = tenant.withdrawalPlan
  return { ...tenant, withdrawalPlan: [first!, { ...second!, volume }] }
}

function withTerminal(change: Partial<typeof card>): TableRows['providers'] {
  return { ...paywell, terminals: [paywell.terminals[1]!, { ...card, ...change }] }
}

test('volumes may be in volumes, up to a point', () => {
  checkRow('tenants', withVolume(least))
  checkRow('tenants', withVolume(deep(8)))
})

const at = 'withdrawalPlan[1].volume'
const ids = '1 to 64 letters, digits and . _ : - are expected'
const ownTopics = { partitions: 3, replication: 0, commandRetentionMs: 0 }
const range = { currency: 'EUR', measure: 'amount', period: 'day', max: 5n } as const
const rule = {
  description: '', wallets: [], parties: [], currencies: [], methods: [], destinations: [], amountMin: 0n,
  amountMax: 0n
}

for (const [because, row] of [
  [`tenant: ${ids}`, { ...tenant, tenant: 'de/mo' }],
  ['revision: it counts from 1', { ...tenant, revision: 0 }],
  ['currencies: at least one is expected', { ...tenant, currencies: [], approvals: [] }],
  ['currencies[1].code: 1 to 16 letters, digits and . _ - are expected as a code',
    { ...tenant, currencies: [...tenant.currencies.slice(0, 1), { code: 'J/Y', exponent: 0 }], approvals: [] }],
  ['currencies: one is there twice', { ...tenant, currencies: [...tenant.currencies, ...tenant.currencies] }],
  ['currencies[0].exponent: 0 to 18 is expected', { ...tenant, currencies: [{ code: 'EUR', exponent: 19 }] }],
  [`${at}.kind: one of fixed, share, min_of, max_of is expected`, withVolume({ ...share, kind: 'unknown' })],
  [`${at}.denominator: a positive number is expected`, withVolume({ ...share, denominator: 0 })],
  [`${at}.numerator: it is negative`, withVolume({ ...share, numerator: -1 })],
  [`${at}.amount: it is negative`, withVolume({ ...fixed, amount: -1n })],
  [`${at}.currency: one of EUR, JPY is expected`, withVolume({ ...fixed, currency: 'USD' })],
  [`${at}.of[1].currency: all fixed volumes of a plan are in one currency`,
    withVolume({ ...least, of: [fixed, { ...fixed, currency: 'JPY' }] })],
  [`${at}.of: at least one volume is expected`, withVolume({ ...least, of: [] })],
  [`${at}.of[0].of[0].denominator: a positive number is expected`,
    withVolume({ ...least, of: [{ ...least, kind: 'max_of', of: [{ ...share, denominator: -3 }] }] })],
  [`${at}${'.of[0]'.repeat(7)}.of: at most 8 volumes within one another are expected`, withVolume(deep(9))],
  ['withdrawalPlan[0].debit: one of wallet, destination, system, subagent, provider is expected',
    { ...tenant, withdrawalPlan: [{ debit: 'unknown', credit: 'system', volume: share }] }],
  ['withdrawalPlan[0].credit: another account than the debited one is expected',
    { ...tenant, withdrawalPlan: [{ debit: 'wallet', credit: 'wallet', volume: share }] }],
  ['withdrawalPlan: nothing leaves the wallet',
    { ...tenant, withdrawalPlan: [{ debit: 'system', credit: 'destination', volume: share }] }],
  ['withdrawalPlan: nothing reaches the destination',
    { ...tenant, withdrawalPlan: [{ debit: 'wallet', credit: 'system', volume: share }] }],
  ['approvals[0].currency: one of EUR, JPY is expected', { ...tenant, approvals: [{ currency: 'USD', above: 1n }] }],
  ['approvals[0].above: it is negative', { ...tenant, approvals: [{ currency: 'EUR', above: -1n }] }],
  ['approvals: one is there twice', { ...tenant, approvals: [...tenant.approvals, ...tenant.approvals] }],
  ['attemptsMax: 1 to 100 is expected', { ...tenant, attemptsMax: 0 }],
  ['attemptsMax: 1 to 100 is expected', { ...tenant, attemptsMax: 101 }],
  ['transientFailures[1]: tokens joined by colons are expected, none of them empty',
    { ...tenant, transientFailures: ['declined', 'a::b'] }],
  ['transientFailures[0]: tokens joined by colons are expected, none of them empty',
    { ...tenant, transientFailures: [''] }],
  [`parties[0].party: ${ids}`, { ...tenant, parties: [{ party: '', transientFailures: [] }] }],
  ['parties[0].transientFailures[0]: tokens joined by colons are expected, none of them empty',
    { ...tenant, parties: [{ party: 'vip', transientFailures: [' '] }] }],
  ['parties: one is there twice', { ...tenant, parties: [...tenant.parties, ...tenant.parties] }],
  ['quoteMs: 1 to 31622400000 milliseconds are expected', { ...tenant, quoteMs: 0 }],
  // What tenants may announce is tried where it is decided: test/processors/characteristics.test.ts.
  ['operationsPerSecond: it is negative', { ...tenant, operationsPerSecond: -1 }],
  ['ownTopics.partitions: 1 to 200 is expected', { ...tenant, ownTopics: { ...ownTopics, partitions: 0 } }]
] as const satisfies readonly (readonly [string, TableRows['tenants']])[]) {
  test(`refuses a tenant: ${because}`, () => refuses('tenants', row, because))
}

test('the default row is a tenant\'s like any other, but that it can have no topics', () => {
  checkRow('tenants', { ...tenant, tenant: '*' })
  refuses('tenants', { ...tenant, tenant: '*', ownTopics },
    'tenant: 1 to 64 lower-case letters, digits and dashes are expected')
  refuses('providers', { ...paywell, tenant: '*' }, `tenant: ${ids}`)
})

test('the example that a tenant may announce is right', () => {
  const [input] = parseRows(codec, 'tenants', readProjectFile('examples/tenants/shop.json'))
  checkRow('tenants', { ...input!.content, revision: 1 } as unknown as TableRows['tenants'])
  assert.equal(input!.content.serviceLimits!.map(({ kind, party, ceiling }) => [kind, party, ceiling]), [
    ['wallets', '', 10], ['wallets', 'treasury', 500], ['withdrawals', '', 100]
  ])
})

test('topics of a tenant\'s own stay as they are', () => {
  const own = { ...tenant, ownTopics }
  checkChange('tenants', own, { ...own, revision: 2, attemptsMax: 9, ownTopics: { ...ownTopics } })
  checkChange('tenants', tenant, { ...tenant, revision: 2 })
  const moved = { ...own, ownTopics: { ...ownTopics, partitions: 4 } }
  for (const [from, to] of [[tenant, own], [own, tenant], [own, moved]]) {
    assert.throws(() => checkChange('tenants', from!, to!), (error: unknown) =>
      isRefusal(error, 'ownTopics: they are chosen with the first row, and stay'))
  }
})

for (const [because, row] of [
  ['provider: 1 to 64 lower-case letters, digits and dashes are expected', { ...paywell, provider: 'Paywell' }],
  ['currencies: at least one is expected', { ...paywell, currencies: [] }],
  ['currencies[0]: 1 to 16 letters, digits and . _ - are expected as a code', { ...paywell, currencies: [''] }],
  [`terminals[1].terminal: ${ids}`, withTerminal({ terminal: '' })],
  ['terminals: one is there twice', { ...paywell, terminals: [card, card] }],
  ['terminals[1].currencies[0]: one of EUR is expected', withTerminal({ currencies: ['JPY'] })],
  [`terminals[1].methods[0]: ${ids}`, withTerminal({ methods: [''] })],
  ['terminals[1].amountMin: it is greater than amountMax', withTerminal({ amountMin: 500_001n })],
  ['terminals[1].amountMin: it is negative', withTerminal({ amountMin: -1n })],
  ['terminals[1].amountMax: it is negative', withTerminal({ amountMax: -1n })],
  ['terminals[1].priority: -1000 to 1000 is expected', withTerminal({ priority: 1_001 })],
  ['terminals[1].weight: 0 to 10000 is expected', withTerminal({ weight: -1 })],
  ['terminals[1].allow[0].currencies[0]: one of EUR is expected',
    withTerminal({ allow: [{ ...rule, currencies: ['USD'] }] })],
  [`terminals[1].prohibit[0].wallets[0]: ${ids}`, withTerminal({ prohibit: [{ ...rule, wallets: ['a/b'] }] })],
  [`terminals[1].prohibit[0].parties[0]: ${ids}`, withTerminal({ prohibit: [{ ...rule, parties: [''] }] })],
  ['terminals[1].prohibit[0].destinations[0]: printable ASCII is expected',
    withTerminal({ prohibit: [{ ...rule, destinations: [''] }] })],
  ['terminals[1].prohibit[0].amountMin: it is greater than amountMax',
    withTerminal({ prohibit: [{ ...rule, amountMin: 2n, amountMax: 1n }] })],
  ['terminals[1].fee[0].volume.denominator: a positive number is expected',
    withTerminal({ fee: [{ debit: 'system', credit: 'provider', volume: { ...share, denominator: 0 } }] })],
  ['terminals[1].limits[0].currency: one of EUR is expected',
    withTerminal({ limits: [{ ...range, currency: 'JPY' }] })],
  ['terminals[1].limits[0].max: a positive number is expected', withTerminal({ limits: [{ ...range, max: 0n }] })],
  ['terminals[1].limits: one is there twice', withTerminal({ limits: [range, { ...range, max: 6n }] })],
  ['answerMs: 1 to 31622400000 milliseconds are expected', { ...paywell, answerMs: 0 }],
  ['enquiryFirstMs: 1 to 31622400000 milliseconds are expected', { ...paywell, enquiryFirstMs: -1 }],
  ['enquiryMaxMs: 1 to 31622400000 milliseconds are expected', { ...paywell, enquiryMaxMs: 31_622_400_001 }],
  ['enquiryFirstMs: it is greater than enquiryMaxMs', { ...paywell, enquiryFirstMs: 2, enquiryMaxMs: 1 }]
] as const satisfies readonly (readonly [string, TableRows['providers']])[]) {
  test(`refuses a provider: ${because}`, () => refuses('providers', row, because))
}

test('a limit or a fee in a currency that its terminal does not pay out is a mistake', () => {
  const row = { ...slowbank, terminals: [{ ...slowbank.terminals[0]!, currencies: ['EUR'] }] }
  refuses('providers', row, 'terminals[0].limits[1].currency: one of EUR is expected')
})

for (const [because, table, json] of [
  ['not JSON: Expected property name or \'}\' in JSON at position 1', 'tenants', '{nonsense'],
  ['a JSON object is expected', 'tenants', '[]'],
  ['type: Tenant is expected', 'tenants', '{"type":"Provider"}'],
  ['missing field tenant', 'tenants', '{}'],
  ['unknown field currencys; did you mean currencies?', 'tenants', '{"tenant":"demo","currencys":[]}'],
  ['unknown field terminals[0].fee[0].volume.denominatr; did you mean denominator?', 'providers',
    '{"tenant":"d","provider":"p","currencies":["EUR"],"terminals":[{"terminal":"t","fee":[{"debit":"wallet",'
    + '"credit":"system","volume":{"kind":"share","denominatr":1}}]}]}'],
  ['terminals[0].amountMin: a whole number of minor units (cents) is expected', 'providers',
    '{"tenant":"d","provider":"p","currencies":["EUR"],"terminals":[{"terminal":"t","amountMin":"1.50"}]}'],
  ['terminals[0].limits[0].period: one of day, week, month is expected', 'providers',
    '{"tenant":"d","provider":"p","currencies":["EUR"],"terminals":[{"terminal":"t","limits":[{"currency":"EUR",'
    + '"measure":"amount","period":"year","max":1}]}]}'],
  ['revision: a whole number is expected', 'tenants', '{"tenant":"demo","currencies":[],"revision":"2"}'],
  ['row 2: currencies: at least one is expected', 'providers',
    '{"tenant":"d","provider":"p","currencies":["EUR"]}\n{"tenant":"d","provider":"q","currencies":[]}\n']
] as const) {
  test(`refuses a file: ${because}`, () => {
    assert.throws(() => parseRows(codec, table, json), (error: unknown) => isRefusal(error, because))
  })
}

test('rows within rows without an end are refused', () => {
  const volume = `${'{"kind":"min_of","of":['.repeat(20_000)}${']}'.repeat(20_000)}`
  const plan = `[{"debit":"wallet","credit":"system","volume":${volume}}]`
  const json = `{"tenant":"d","currencies":[],"withdrawalPlan":${plan}}`
  assert.throws(() => parseRows(codec, 'tenants', json), /^withdrawalPlan\[0\]\.volume\.of\[0\].*…: nested too deeply$/)
})

test('a row that is sent is complete, and its records within records too', () => {
  const line = JSON.stringify({ type: 'Provider', ...JSON.parse(readProjectFile('examples/payouts/paywell.json')),
    revision: 1 })
  const { record } = new RecordReader(topology, codec).parse(line)
  assert.equal(record, { type: 'Provider', ...paywell })
})

test.run()

function refuses<Name extends TableName>(table: Name, row: TableRows[Name], because: string): void {
  assert.throws(() => checkRow(table, row), (error: unknown) => isRefusal(error, because))
}

function isRefusal(error: unknown, because: string): boolean {
  if (!(error instanceof InputRefused)) throw error
  assert.is(error.message, because)
  return true
}
