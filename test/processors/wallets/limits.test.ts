import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../../processors/wallets/index.ts'
import { brokenLimit } from '../../../processors/wallets/limits.ts'
import type { Demand } from '../../../processors/wallets/limits.ts'
import { used } from '../../../processors/wallets/usages.ts'
import type { Bound, ExceededLimit, LimitPolicy, Plain, Wallet } from '../../../schemas/generated.ts'
import { specification, tablesOf, usualAt } from '../../support/given.ts'
import { policyOf, tenantOf } from '../../support/plans.ts'
import { createWithdrawal, open, quote, swift } from '../examples.ts'

const wallet: Plain<Wallet> = { ...open, posted: 100n, held: 0n }

const withdrawal: Demand = { wallet: 'alice', operation: 'withdrawal', amount: 60n, out: 60n, in: 0n }
const deposit: Demand = { wallet: 'alice', operation: 'deposit', amount: 60n, out: 0n, in: 60n }

const bounds = suite('bounds of limits')

bounds('of two withdrawals of 60 from 100 exactly one is accepted', () => {
  const limits = [policyOf({ measure: 'balance', lower: bound(0n) })]
  const given = specification(wallets, tablesOf({ tenants: [tenantOf({ limits })], providers: [swift] }))
  const first = wallets.decide({ ...createWithdrawal, amount: 60n }, { wallets: wallet }, tablesOf({
    tenants: [tenantOf({ limits })], providers: [swift]
  }), usualAt)
  assert.is(first.type, 'WithdrawalCreated')
  given({ wallets: { ...wallet, held: 60n } }).when({ ...createWithdrawal, withdrawal: 'w-2', amount: 60n })
    .refuses('limit_exceeded', {
      balance: { posted: 100n, held: 60n },
      walletLimit: exceeded({ measure: 'balance', lower: bound(0n), used: 40n, amount: 60n })
    })
})

for (const [what, policy, demand, broken] of [
  ['an inclusive lower end may be reached', { lower: bound(40n) }, withdrawal, undefined],
  ['an exclusive one may not', { lower: above(40n) }, withdrawal, { used: 100n, amount: 60n }],
  ['and a lower one may', { lower: above(39n) }, withdrawal, undefined],
  ['an inclusive upper end may be reached', { upper: bound(160n) }, deposit, undefined],
  ['an exclusive one may not', { upper: below(160n) }, deposit, { used: 100n, amount: 60n }],
  ['and a higher one may', { upper: below(161n) }, deposit, undefined],
  ['who has too little may be given something', { lower: bound(500n) }, deposit, undefined],
  ['who has too much may give something away', { upper: bound(50n) }, withdrawal, undefined],
  ['but not lose more', { lower: bound(500n) }, withdrawal, { used: 100n, amount: 60n }],
  ['nor get more', { upper: bound(50n) }, deposit, { used: 100n, amount: 60n }]
] as const satisfies readonly Case[]) {
  bounds(`balance: ${what}`, () => assert.equal(brokenOf({ measure: 'balance', ...policy }, demand), broken))
}

for (const [what, policy, demand, broken] of [
  ['an inclusive range has both its ends', { lower: bound(60n), upper: bound(60n) }, withdrawal, undefined],
  ['too much', { upper: bound(59n) }, withdrawal, { used: 0n, amount: 60n }],
  ['too little', { lower: bound(61n) }, deposit, { used: 0n, amount: 60n }],
  ['an exclusive range has none of its ends: the upper', { lower: above(59n), upper: below(60n) }, withdrawal,
    { used: 0n, amount: 60n }],
  ['and the lower', { lower: above(60n), upper: below(61n) }, withdrawal, { used: 0n, amount: 60n }],
  ['fees are none of it', { upper: bound(60n) }, { ...withdrawal, out: 65n }, undefined]
] as const satisfies readonly Case[]) {
  bounds(`amount: ${what}`, () => assert.equal(brokenOf({ measure: 'amount', ...policy }, demand), broken))
}

bounds('balance: what is held is spent, and what is expected has come', () => {
  assert.equal(brokenOf({ measure: 'balance', lower: bound(30n) }, withdrawal, { ...wallet, held: 11n }),
    { used: 89n, amount: 60n })
  assert.equal(brokenOf({ measure: 'balance', upper: bound(170n) }, deposit, { ...wallet, incoming: 11n, held: 50n }),
    { used: 111n, amount: 60n })
})

bounds('balance: a withdrawal by a quote takes what the quote says', () => {
  const asked = { ...createWithdrawal, quote: 'q-1' }
  for (const [left, reason] of [[69_00n, undefined], [69_01n, 'limit_exceeded']] as const) {
    const tenant = tenantOf({ limits: [policyOf({ measure: 'balance', lower: bound(left) })] })
    const tables = tablesOf({ tenants: [tenant], providers: [swift] })
    const event = wallets.decide(asked, { wallets: open, quotes: { ...quote, hold: 31_00n } }, tables, usualAt)
    assert.is('reason' in event ? event.reason : undefined, reason)
  }
})

bounds('what is not understood lets nothing through', () => {
  assert.equal(brokenOf({ measure: 'unknown' }, deposit), { used: 0n, amount: 60n })
})

bounds('of several the first that is broken is told, in full', () => {
  const limits = [
    policyOf({ limit: 'wide', measure: 'amount', upper: bound(1_000n) }),
    policyOf({ limit: 'narrow', measure: 'turnover', period: 'month', upper: below(60n) }),
    policyOf({ limit: 'narrower', measure: 'amount', upper: bound(1n) })
  ]
  assert.equal(brokenLimit(tenantOf({ limits }), wallet, withdrawal, usualAt),
    exceeded({ limit: 'narrow', measure: 'turnover', period: 'month', upper: below(60n), used: 0n, amount: 60n }))
})

bounds.run()

const selecting = suite('whose limits they are')

const owner = { party: 'p-1', identity: 'ada' }

for (const [what, policy, isAsked] of [
  ['anybody\'s', {}, true],
  ['of a currency', { currency: 'JPY' }, false],
  ['of a wallet', { wallets: ['bob', 'alice'] }, true],
  ['of another wallet', { wallets: ['bob'] }, false],
  ['of an identity', { identities: ['ada'] }, true],
  ['of another identity', { identities: ['eve', 'p-1', 'alice'] }, false],
  ['of a party', { parties: ['p-1'] }, true],
  ['of another party', { parties: ['ada'] }, false],
  ['of a wallet of a party', { wallets: ['alice'], parties: ['p-1'] }, true],
  ['of a wallet, but of another party', { wallets: ['alice'], parties: ['p-2'] }, false],
  ['of an operation', { operations: ['deposit', 'withdrawal'] }, true],
  ['of another operation', { operations: ['deposit', 'transfer_out', 'unknown'] }, false]
] as const) {
  selecting(what, () => {
    const limits = [policyOf({ measure: 'amount', upper: bound(59n), ...policy })]
    const owned = { ...wallet, owner: { ...owner, revision: 1, isBlocked: false, identification } }
    assert.is(brokenLimit(tenantOf({ limits }), owned, withdrawal, usualAt) !== undefined, isAsked)
  })
}

selecting('what is none of the operations: a lower end of the balance alone', () => {
  const revert = { ...withdrawal, operation: 'unknown' } as const
  for (const measure of ['amount', 'turnover', 'count'] as const) {
    assert.is(brokenOf({ measure, upper: bound(0n) }, revert), undefined)
  }
  assert.equal(brokenOf({ measure: 'balance', lower: bound(41n) }, revert), { used: 100n, amount: 60n })
  assert.is(brokenOf({ measure: 'balance', lower: bound(41n), operations: ['withdrawal'] }, revert), undefined)
})

selecting('nobody\'s wallet has no limit of an identity or a party', () => {
  for (const policy of [{ identities: ['ada'] }, { parties: ['p-1'] }, { parties: [''] }]) {
    assert.is(brokenOf({ measure: 'amount', upper: bound(59n), ...policy }, withdrawal), undefined)
  }
})

selecting.run()

const counting = suite('limits of a period')

const today = Math.floor(usualAt / 86_400_000)

counting('an upper end is for what operations of these kinds have moved together, with the one that comes', () => {
  const usages = used(
    used([], { operation: 'withdrawal', amount: 30n, localDay: today }),
    { operation: 'transfer_out', amount: 15n, localDay: today }
  )
  const operations = ['withdrawal', 'transfer_out'] as const
  const asked = (policy: Partial<Plain<LimitPolicy>>): Step | undefined =>
    brokenOf({ operations, ...policy }, withdrawal, { ...wallet, usages })
  assert.is(asked({ measure: 'turnover', upper: bound(105n) }), undefined)
  assert.equal(asked({ measure: 'turnover', upper: below(105n) }), { used: 45n, amount: 60n })
  assert.is(asked({ measure: 'turnover', upper: bound(90n), operations: ['withdrawal'] }), undefined)
  assert.equal(asked({ measure: 'turnover', upper: bound(104n), operations: [] }), { used: 45n, amount: 60n })
  assert.is(asked({ measure: 'count', upper: bound(3n) }), undefined)
  assert.equal(asked({ measure: 'count', upper: below(3n) }), { used: 2n, amount: 1n })
})

counting.run()

type Case = readonly [string, Partial<Plain<LimitPolicy>>, Demand, Step | undefined]
type Step = Pick<Plain<ExceededLimit>, 'used' | 'amount'>

const identification = { level: 0, status: 'none', validUntil: 0, levelAfter: 0, challenge: '' } as const

function brokenOf(policy: Partial<Plain<LimitPolicy>>, demand: Demand, of = wallet): Step | undefined {
  const broken = brokenLimit(tenantOf({ limits: [policyOf(policy)] }), of, demand, usualAt)
  return broken && { used: broken.used, amount: broken.amount }
}

function exceeded(change: Partial<Plain<ExceededLimit>>): Plain<ExceededLimit> {
  return {
    limit: 'limit', measure: 'balance', period: 'day', lower: null, upper: null, used: 0n, amount: 0n, ...change
  }
}

function bound(value: bigint): Plain<Bound> {
  return { value, isInclusive: true }
}

/** Exclusive ends. */
function above(value: bigint): Plain<Bound> {
  return { value, isInclusive: false }
}

function below(value: bigint): Plain<Bound> {
  return { value, isInclusive: false }
}
