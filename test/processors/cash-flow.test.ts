import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { postedMax } from '../../processors/balance.ts'
import { finalize, postingsMax, planOf, volumeDepthMax } from '../../processors/cash-flow.ts'
import type { CashFlow } from '../../processors/cash-flow.ts'
import type { Plain, PlanPosting, Volume } from '../../schemas/generated.ts'
import { fixed, maxOf, minOf, posting, share, tenantOf, terminalOf } from '../support/plans.ts'

const order = { wallet: 'alice', provider: 'swift', amount: 100n, currency: 'EUR' }
const rubles = { wallet: 'alice', provider: 'swift', currency: 'RUB' }

/** The plan that this domain has long been tried with: a tenth for the system, a tenth for its agent. */
const tenant = tenantOf({
  withdrawalPlan: [
    posting('wallet', 'destination', share(1, 1)),
    posting('destination', 'system', share(10, 100)),
    posting('destination', 'subagent', share(10, 100))
  ]
})
const cheap = terminalOf('1', {
  fee: [posting('system', 'provider', minOf(fixed(10n, 'RUB'), share(5, 100, 'half_towards_zero')))]
})
const dear = terminalOf('8', { fee: [posting('system', 'provider', fixed(16n, 'RUB'))] })

const test = suite('cash flow')

test('divides a withdrawal among all who have a part in it', () => {
  const flow = computed(planOf(tenant, cheap), { ...rubles, amount: 100n })
  assert.equal(flow, {
    postings: [
      { debit: 'wallet/alice', credit: 'provider/swift', amount: 100n, currency: 'RUB' },
      { debit: 'provider/swift', credit: 'system/settlement', amount: 10n, currency: 'RUB' },
      { debit: 'provider/swift', credit: 'system/subagent', amount: 10n, currency: 'RUB' },
      { debit: 'system/settlement', credit: 'fees/swift', amount: 5n, currency: 'RUB' }
    ],
    debited: 100n,
    paidOut: 80n
  })
  assert.equal(sums(flow), {
    'wallet/alice': -100n, 'provider/swift': 80n, 'system/settlement': 5n, 'system/subagent': 10n, 'fees/swift': 5n
  })
})

test('takes the fee of the terminal', () => {
  const amounts = (terminal: typeof cheap, amount: bigint): readonly bigint[] =>
    computed(planOf(tenant, terminal), { ...rubles, amount }).postings.map(each => each.amount)
  assert.equal(amounts(cheap, 300n), [300n, 30n, 30n, 10n])
  assert.equal(amounts(dear, 301n), [301n, 30n, 30n, 16n])
  assert.is(computed(planOf(tenant, cheap), { ...rubles, amount: 4240n }).paidOut, 3392n)
})

test('pays out the whole amount where nothing is planned', () => {
  const whole = {
    postings: [{ debit: 'wallet/alice', credit: 'provider/swift', amount: 100n, currency: 'EUR' }],
    debited: 100n,
    paidOut: 100n
  }
  assert.equal(finalize([], order), whole)
  assert.equal(finalize(planOf(tenantOf(), terminalOf('1')), order), whole)
})

test('adds the fee of the terminal to the whole amount', () => {
  const plan = planOf(tenantOf(), terminalOf('1', { fee: [posting('wallet', 'provider', fixed(3n))] }))
  const { debited, paidOut } = computed(plan, order)
  assert.equal([debited, paidOut], [103n, 100n])
})

test('leaves out what moves nothing', () => {
  const plan = [
    posting('wallet', 'destination', share(1, 1)),
    posting('wallet', 'system', fixed(0n)),
    posting('wallet', 'system', share(0, 7)),
    posting('wallet', 'wallet', fixed(5n))
  ]
  assert.equal(finalize(plan, order), finalize([], order))
})

test('rounds a half as it is told, and all else to the nearest', () => {
  for (const [amount, away, towards] of [
    [9n, 0n, 0n], [10n, 1n, 0n], [11n, 1n, 1n], [29n, 1n, 1n], [30n, 2n, 1n], [31n, 2n, 2n]
  ] as const) {
    assert.is(debitedBy(share(5, 100), amount), away, `${amount} away from zero`)
    assert.is(debitedBy(share(5, 100, 'half_towards_zero'), amount), towards, `${amount} towards zero`)
  }
})

test('is exact where a double is not', () => {
  assert.is(debitedBy(share(1, 1), postedMax), postedMax)
  assert.is(debitedBy(share(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER), postedMax), postedMax)
  assert.is(debitedBy(share(1, 3), postedMax), 3074457345618258602n)
})

test('takes the least and the greatest, also of one another', () => {
  assert.is(debitedBy(minOf(fixed(7n), share(1, 10)), 100n), 7n)
  assert.is(debitedBy(maxOf(fixed(7n), share(1, 10)), 100n), 10n)
  assert.is(debitedBy(minOf(fixed(9n), maxOf(fixed(7n), share(1, 10))), 100n), 9n)
  assert.is(debitedBy(minOf(fixed(9n), maxOf(fixed(7n), share(1, 100))), 100n), 7n)
})

test('says which posting cannot be computed, and why', () => {
  const whole = posting('wallet', 'destination', share(1, 1))
  const unknown: Plain<Volume> = { ...fixed(1n), kind: 'unknown' }
  for (const [problem, second] of [
    [/posting 2: a fixed volume of USD is none of EUR/, posting('wallet', 'system', fixed(1n, 'USD'))],
    [/posting 2: a fixed volume of USD/, posting('wallet', 'system', minOf(fixed(0n), fixed(1n, 'USD')))],
    [/posting 2: a fixed volume is negative/, posting('wallet', 'system', fixed(-1n))],
    [/posting 2: a fixed volume is negative/, posting('wallet', 'system', maxOf(fixed(1n), fixed(-1n)))],
    [/posting 2: a share is negative/, posting('wallet', 'system', share(-1, 100))],
    [/posting 2: the denominator of a share is not positive/, posting('wallet', 'system', share(1, 0))],
    [/posting 2: the denominator of a share is not positive/, posting('wallet', 'system', share(1, -1))],
    [/posting 2: min_of has no volumes/, posting('wallet', 'system', minOf())],
    [/posting 2: max_of has no volumes/, posting('wallet', 'system', minOf(fixed(1n), maxOf()))],
    [/posting 2: the kind of volume is unknown/, posting('wallet', 'system', unknown)],
    [/posting 2: the account is unknown/, posting('unknown', 'system', fixed(1n))],
    [/posting 2: the account is unknown/, posting('wallet', 'unknown', fixed(0n))]
  ] as const) {
    assert.match(finalize([whole, second], order) as string, problem)
  }
})

test('moves no more postings than fit into a command', () => {
  const plan = Array.from({ length: postingsMax + 1 }, () => posting('wallet', 'destination', fixed(1n, 'RUB')))
  assert.type(finalize(plan.slice(1), { ...rubles, amount: 1n }), 'object')
  assert.is(finalize(plan, { ...rubles, amount: 1n }), `more than ${postingsMax} postings`)
})

test('moves no more than a long can say, in a posting or in sum', () => {
  const most = { ...order, amount: postedMax }
  assert.match(finalize([posting('wallet', 'system', share(2, 1))], most) as string, /posting 1: \d+ is too much/)
  for (const [debit, credit] of [['wallet', 'system'], ['system', 'wallet'], ['system', 'destination']] as const) {
    const plan = [posting(debit, credit, share(1, 1)), posting(debit, credit, fixed(1n))]
    assert.match(finalize(plan, most) as string, /a sum of \d+ is too much/)
  }
  assert.is(debitedBy(minOf(share(2, 1), fixed(5n)), postedMax), 5n, 'what is computed on the way may be more')
})

test('bears volumes in volumes up to a depth', () => {
  let volume = fixed(1n)
  for (let depth = 1; depth < volumeDepthMax; depth++) volume = minOf(volume)
  assert.is(debitedBy(volume, 100n), 1n)
  assert.match(finalize([posting('wallet', 'system', maxOf(volume))], order) as string, /more than 8 deep/)
})

test.run()

const property = suite('cash flow, whatever the plan')

const volumes = fc.letrec<{ volume: Plain<Volume> }>(tie => ({
  volume: fc.oneof({ maxDepth: 3, depthSize: 'small' },
    fc.bigInt({ min: 0n, max: 1_000n }).map(amount => fixed(amount)),
    fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 200 }), fc.constantFrom('half_away_from_zero', 'half_towards_zero'))
      .map(([numerator, denominator, rounding]) => share(numerator, denominator, rounding)),
    fc.array(tie('volume'), { minLength: 1, maxLength: 3 }).map(of => minOf(...of)),
    fc.array(tie('volume'), { minLength: 1, maxLength: 3 }).map(of => maxOf(...of)))
})).volume
const accounts = fc.constantFrom('wallet', 'destination', 'system', 'subagent', 'provider')
const plans: fc.Arbitrary<readonly Plain<PlanPosting>[]> =
  fc.array(fc.tuple(accounts, accounts, volumes).map(each => posting(...each)), { maxLength: 6 })
const amounts = fc.oneof(fc.bigInt({ min: 1n, max: 10_000n }), fc.bigInt({ min: 1n, max: 2n ** 50n }))

property('what leaves accounts reaches others, and the two sums are those of wallet and destination', () => {
  fc.assert(fc.property(plans, amounts, (plan, amount) => {
    const flow = computed(plan, { ...order, amount })
    const totals = sums(flow)
    assert.is(Object.values(totals).reduce((sum, each) => sum + each, 0n), 0n)
    assert.is(flow.debited, -(totals['wallet/alice'] ?? 0n))
    assert.is(flow.paidOut, totals['provider/swift'] ?? 0n)
    for (const { debit, credit, amount, currency } of flow.postings) {
      assert.ok(amount > 0n && debit !== credit && currency === 'EUR')
    }
  }), { seed: 31, numRuns: 1000 })
})

property('a share is within half a unit of the fraction', () => {
  fc.assert(fc.property(fc.nat(5_000), fc.integer({ min: 1 }), amounts, (numerator, denominator, amount) => {
    const off = (rounded: bigint): bigint => 2n * (rounded * BigInt(denominator) - amount * BigInt(numerator))
    const away = off(debitedBy(share(numerator, denominator), amount))
    const towards = off(debitedBy(share(numerator, denominator, 'half_towards_zero'), amount))
    assert.ok(-BigInt(denominator) < away && away <= BigInt(denominator))
    assert.ok(-BigInt(denominator) <= towards && towards < BigInt(denominator))
  }), { seed: 32, numRuns: 1000 })
})

property('the least is not above the greatest, and both are among the volumes', () => {
  fc.assert(fc.property(fc.array(volumes, { minLength: 1, maxLength: 4 }), amounts, (of, amount) => {
    const each = of.map(volume => debitedBy(volume, amount))
    const least = debitedBy(minOf(...of), amount)
    const greatest = debitedBy(maxOf(...of), amount)
    assert.ok(each.includes(least) && each.includes(greatest))
    assert.ok(each.every(volume => least <= volume && volume <= greatest))
  }), { seed: 33, numRuns: 500 })
})

property.run()

function computed(plan: readonly Plain<PlanPosting>[], of: Parameters<typeof finalize>[1]): CashFlow {
  const flow = finalize(plan, of)
  if (typeof flow === 'string') throw new Error(flow)
  return flow
}

function debitedBy(volume: Plain<Volume>, amount: bigint): bigint {
  return computed([posting('wallet', 'system', volume)], { ...order, amount }).debited
}

function sums({ postings }: CashFlow): Record<string, bigint> {
  const totals: Record<string, bigint> = {}
  for (const { debit, credit, amount } of postings) {
    totals[debit] = (totals[debit] ?? 0n) - amount
    totals[credit] = (totals[credit] ?? 0n) + amount
  }
  return totals
}
