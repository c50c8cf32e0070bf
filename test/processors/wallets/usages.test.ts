import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { dayMs } from '../../../processors/calendar.ts'
import { brokenLimit } from '../../../processors/wallets/limits.ts'
import { lessUsed, localDayOf, unused, used } from '../../../processors/wallets/usages.ts'
import type { GuardedOperation, LimitPeriod, LimitPolicy, Plain, Wallet } from '../../../schemas/generated.ts'
import { usualAt } from '../../support/given.ts'
import { policyOf, tenantOf } from '../../support/plans.ts'
import { open } from '../examples.ts'

const hourMs = 60 * 60 * 1000
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * One wallet through weeks and years, with clocks that step back and a tenant that moves between zones, against a list
 * of its operations that is counted anew each time, by a calendar of another kind.
 */
const test = suite('usages, against a list of operations')

const operation = fc.constantFrom<GuardedOperation>('deposit', 'withdrawal', 'transfer_out', 'transfer_in', 'hold')
const periods = ['day', 'week', 'month', 'year'] as const

const limits = fc.array(fc.record({
  measure: fc.constantFrom('turnover' as const, 'count' as const),
  period: fc.constantFrom<LimitPeriod>(...periods),
  operations: fc.uniqueArray(operation, { maxLength: 3 }),
  value: fc.bigInt({ min: 0n, max: 300n }),
  isInclusive: fc.boolean()
}), { minLength: 1, maxLength: 4 }).map(all => all.map(({ measure, value, isInclusive, ...rest }, index) => policyOf({
  limit: `l-${index}`, measure, ...rest, upper: { value: measure === 'count' ? value / 25n : value, isInclusive }
})))

const action = fc.record({
  do: fc.constantFrom('ask', 'ask', 'ask', 'end', 'part'),
  operation,
  pick: fc.nat(20),
  amount: fc.bigInt({ min: 1n, max: 60n }),
  hours: fc.oneof({ weight: 4, arbitrary: fc.nat(10) }, { weight: 1, arbitrary: fc.nat(24 * 40) }),
  lag: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(40) }),
  zone: fc.oneof({ weight: 6, arbitrary: fc.constant('') }, {
    weight: 1, arbitrary: fc.constantFrom('Pacific/Kiritimati', 'America/New_York', 'Asia/Kathmandu', 'Europe/Berlin')
  })
})

test('no limit is passed, none is in the way where there is room, and what ended leaves nothing', () => {
  const seen = new Map<string, number>()
  const all = fc.array(action, { minLength: 20, maxLength: 80, size: 'max' })
  fc.assert(fc.property(limits, all, (configured, actions) => {
    const life = new Life(configured, seen)
    for (const each of actions) life.act(each)
  }), { seed: 64, numRuns: 200 })
  const least = ['accepted', 'refused', 'ended', 'lessened', 'stepped back', 'moved west']
  assert.equal(least.filter(word => (seen.get(word) ?? 0) < 50), [], 'all of it happens, and often')
})

test('what is over is forgotten', () => {
  let usages: Plain<Wallet>['usages'] = []
  for (let day = 19_000; day < 20_000; day += 3) {
    usages = used(usages, { operation: 'deposit', amount: 1n, localDay: day })
    usages = used(usages, { operation: 'hold', amount: 1n, localDay: day })
    assert.is(usages.length, 8)
  }
})

test('nothing is counted on no day', () => {
  const usages = used([], { operation: 'hold', amount: 5n, localDay: 19_000 })
  for (const change of [used, unused, lessUsed]) {
    assert.is(change(usages, { operation: 'hold', amount: 5n, localDay: 0 }), usages)
  }
})

test('a tenant without limits of a period has no days', () => {
  const days = (...policies: readonly Plain<LimitPolicy>[]): number =>
    localDayOf(tenantOf({ limits: policies }), { ...open, usages: [] }, usualAt)
  assert.is(days(), 0)
  assert.is(days(policyOf({ measure: 'balance' }), policyOf({ measure: 'amount' })), 0)
  assert.is(days(policyOf({ measure: 'balance' }), policyOf({ measure: 'count' })), Math.floor(usualAt / dayMs))
})

test('more than a long is as much as a long, and is not given back', () => {
  const most = { operation: 'deposit', amount: 2n ** 63n - 1n, localDay: 19_000 } as const
  const full = used(used([], most), most)
  assert.equal(full.map(({ amount, count }) => [amount, count]), Array(4).fill([2n ** 63n - 1n, 2]))
  assert.equal(unused(full, most).map(({ amount, count }) => [amount, count]), Array(4).fill([2n ** 63n - 1n, 1]))

  const limits = [policyOf({ measure: 'turnover', upper: { value: 2n ** 63n - 1n, isInclusive: true } })]
  const tenant = tenantOf({ limits })
  const demand = { wallet: 'alice', operation: 'deposit', amount: 1n, out: 0n, in: 1n } as const
  const wallet = { ...open, usages: [...full, ...used([], { ...most, operation: 'hold' })] }
  assert.is(brokenLimit(tenant, wallet, demand, 19_000 * dayMs)?.used, 2n ** 63n - 1n)
})

test.run()

interface Operation {
  readonly operation: GuardedOperation
  readonly localDay: number
  left: bigint
  isEnded: boolean
}

type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never

class Life {
  readonly #limits: readonly Plain<LimitPolicy>[]
  readonly #seen: Map<string, number>
  readonly #operations: Operation[] = []
  #usages: Plain<Wallet>['usages'] = []
  #zone = 'UTC'
  #clock = usualAt

  constructor(limits: readonly Plain<LimitPolicy>[], seen: Map<string, number>) {
    this.#limits = limits
    this.#seen = seen
  }

  act({ do: what, operation, pick, amount, hours, lag, zone }: Action): void {
    this.#clock += hours * hourMs
    this.#zone = zone === '' ? this.#zone : zone
    const known = this.#operations[pick]
    if (what === 'ask') this.#ask(operation, amount, this.#clock - lag * hourMs, zone !== '')
    else if (known === undefined || known.isEnded) return
    else if (what === 'end') this.#end(known)
    else if (known.left > 1n) this.#lessen(known)
    this.#check()
  }

  #ask(operation: GuardedOperation, amount: bigint, at: number, isNew: boolean): void {
    const shown = shownDay(this.#zone, at)
    const latest = Math.max(0, ...this.#operations.map(({ localDay }) => localDay))
    const day = Math.max(shown, latest)
    if (shown < latest) this.#see(isNew ? 'moved west' : 'stepped back')

    const tenant = tenantOf({ limits: this.#limits, timeZone: this.#zone })
    const wallet = { ...open, usages: this.#usages }
    const localDay = localDayOf(tenant, wallet, at)
    assert.is(localDay, day)
    const broken = brokenLimit(tenant, wallet, { wallet: 'alice', operation, amount, out: 0n, in: 0n }, at)
    const expected = this.#limits.find(limit => !this.#isKept(limit, operation, amount, day))
    assert.is(broken?.limit, expected?.limit)
    this.#see(expected === undefined ? 'accepted' : 'refused')
    if (expected !== undefined) return

    this.#usages = used(this.#usages, { operation, amount, localDay })
    this.#operations.push({ operation, localDay, left: amount, isEnded: false })
  }

  #end(known: Operation): void {
    this.#usages = unused(this.#usages, { ...known, amount: known.left })
    known.isEnded = true
    this.#see('ended')
  }

  #lessen(known: Operation): void {
    const part = known.left / 2n
    this.#usages = lessUsed(this.#usages, { ...known, amount: part })
    known.left -= part
    this.#see('lessened')
  }

  #isKept(
    { operations, period, measure, upper }: Plain<LimitPolicy>, operation: GuardedOperation, amount: bigint, day: number
  ): boolean {
    const isMeant = (each: GuardedOperation): boolean => operations.length === 0 || operations.includes(each)
    if (!isMeant(operation)) return true
    const counted = this.#countedIn(period, day).filter(each => isMeant(each.operation))
    const sum = measure === 'count' ? BigInt(counted.length + 1) : counted.reduce((all, { left }) => all + left, amount)
    return upper!.isInclusive ? sum <= upper!.value : sum < upper!.value
  }

  #countedIn(period: LimitPeriod, day: number): readonly Operation[] {
    return this.#operations.filter(({ localDay, isEnded }) => !isEnded && isSame(period, localDay, day))
  }

  /** What the row says, of every kind and period that it has. */
  #check(): void {
    for (const { operation, period, start, amount, count } of this.#usages) {
      const counted = this.#countedIn(period, start).filter(each => each.operation === operation)
      assert.equal([amount, count], [counted.reduce((all, { left }) => all + left, 0n), counted.length])
    }
  }

  #see(word: string): void {
    this.#seen.set(word, (this.#seen.get(word) ?? 0) + 1)
  }
}

function shownDay(timeZone: string, at: number): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  formats.set(timeZone, format)
  return Date.parse(format.format(at)) / dayMs
}

function isSame(period: LimitPeriod, one: number, other: number): boolean {
  const [a, b] = [one, other].map(day => new Date(day * dayMs))
  switch (period) {
    case 'day': return one === other
    case 'week': return Math.floor((one + 3) / 7) === Math.floor((other + 3) / 7)
    case 'month': return a!.toISOString().slice(0, 7) === b!.toISOString().slice(0, 7)
    case 'year': return a!.getUTCFullYear() === b!.getUTCFullYear()
  }
}
