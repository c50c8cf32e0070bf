import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Bound, GuardedOperation, LimitPolicy, Plain, Wallet, WalletCommand } from '../../../schemas/generated.ts'
import type { Flat, Happened } from '../domain.ts'
import { few, lives } from './actions.ts'
import { Books } from './books.ts'
import { Life } from './life.ts'
import { demandsOf, LimitModel } from './limit-model.ts'

/** What is accepted keeps every limit, and what is refused for the sake of one would have broken it. */
const test = suite('limits of wallets')

const between = (low: readonly (bigint | null)[], high: readonly (bigint | null)[]): fc.Arbitrary<Range> =>
  fc.record({ lower: few(...low), upper: few(...high), isInclusive: fc.boolean() })
    .map(({ lower, upper, isInclusive }) => ({
      lower: lower === null ? null : { value: lower, isInclusive },
      upper: upper === null ? null : { value: upper, isInclusive }
    }))

interface Range { readonly lower: Plain<Bound> | null, readonly upper: Plain<Bound> | null }

const measures = fc.oneof(
  { weight: 3, arbitrary: between([null, 0n, 5_00n, 20_00n], [null, 25_50n, 27_00n, 30_00n])
    .map(range => ({ measure: 'balance', ...range })) },
  between([null, 1n, 50n], [null, 3_00n, 25_00n]).map(range => ({ measure: 'amount', ...range })),
  between([null], [10_00n, 28_00n, 3_00n]).map(range => ({ measure: 'turnover', ...range })),
  between([null], [1n, 2n, 3n, 5n]).map(range => ({ measure: 'count', ...range }))
)

const policy = fc.record({
  of: measures,
  period: few('day', 'week', 'week', 'month', 'year'),
  operations: few<readonly GuardedOperation[]>(
    [], [], [], ['transfer_out'], ['transfer_in', 'deposit'], ['withdrawal', 'transfer_out', 'hold'], ['hold'],
    ['withdrawal']
  ),
  wallets: few<readonly string[]>([], [], ['alice'], ['alice', 'dora']),
  identities: few<readonly string[]>([], [], [], ['ada']),
  parties: few<readonly string[]>([], [], [], ['p-1', 'p-2']),
  currency: few('EUR', 'EUR', 'EUR', 'JPY')
}).map(({ of, ...policy }) => ({ ...policy, ...of }))

/** Close around what wallets begin with, for whatever moves money: some of the lives have it first. */
const narrow = {
  measure: 'balance', period: 'day', operations: [], wallets: [], identities: [], parties: [], currency: 'EUR',
  lower: { value: 23_00n, isInclusive: true }, upper: { value: 27_00n, isInclusive: false }
} as const

const policies = fc.tuple(few([], [], [narrow]), fc.array(policy, { minLength: 1, maxLength: 4 }))
  .map(lists => lists.flat().map((each, index) => ({ ...each, limit: `l-${index}` }))) as
  fc.Arbitrary<readonly Plain<LimitPolicy>[]>

/** On a Tuesday before midnight, or on a Saturday: both in Berlin. */
const starts = few(0, 5_600)

test('are never passed, and never in the way where there is room', () => {
  const seen = new Map<string, number>()
  fc.assert(fc.property(policies, starts, lives, (limits, minutes, actions) => {
    const life = new Life(limits)
    life.act({ do: 'pass', minutes })
    const [books, judge] = [new Books(life.domain), new Judge(life, limits, seen)]
    for (const each of actions) {
      life.act(each)
      books.check()
      judge.check()
    }
    life.domain.settle()
    judge.check()
  }), { seed: 71, numRuns: 400, includeErrorInReport: true })

  const least = [
    'CreateDeposit', 'CreateWithdrawal', 'CreateTransfer', 'CreateBatch', 'PlaceHold', 'RevertDeposit',
    'TransferDeclined', 'CreditDeclined', 'balance', 'amount', 'turnover', 'count', 'day', 'week', 'month', 'year'
  ]
  assert.equal(least.filter(word => (seen.get(word) ?? 0) < 3), [], 'limits of all kinds refuse all that they can')
})

test.run()

/** Looks at each event with the model's eyes. Only acme has limits. */
class Judge {
  readonly #life: Life
  readonly #limits: readonly Plain<LimitPolicy>[]
  readonly #seen: Map<string, number>
  readonly #model: LimitModel
  readonly #wallets = new Map<string, Plain<Wallet>>()
  #read = 0

  constructor(life: Life, limits: readonly Plain<LimitPolicy>[], seen: Map<string, number>) {
    this.#life = life
    this.#limits = limits
    this.#seen = seen
    this.#model = new LimitModel(limits, 'Europe/Berlin')
  }

  check(): void {
    for (const happened of this.#life.domain.history.slice(this.#read)) {
      this.#read++
      if (happened.name !== 'wallets' || happened.event['tenant'] !== 'acme') continue
      const key = `acme/${happened.event['wallet']}`
      this.#judge(key, happened)
      this.#model.count(key, happened)
      const { wallets } = happened.rows as { readonly wallets?: Plain<Wallet> }
      if (wallets !== undefined) this.#wallets.set(key, wallets)
    }
  }

  #judge(key: string, { event }: Happened): void {
    const command = this.#commandOf(event)
    const demands = command === undefined ? undefined : demandsOf(command)
    const wallet = this.#wallets.get(key)
    if (demands === undefined || wallet === undefined) return

    const { reason } = event as { readonly reason?: string }
    const isRefused = ['OperationRefused', 'TransferDeclined', 'CreditDeclined'].includes(event.type)
    // What is refused for another reason, of those that come before limits, says nothing of them.
    if (isRefused && !afterLimits.has(reason!)) return
    const broken = this.#model.broken(key, wallet, demands, event['at'] as number)
    const named = (event['walletLimit'] ?? event['limit'] ?? null) as { readonly limit: string } | null
    assert.is(named?.limit, broken, `${event.type} ${reason ?? ''} of ${JSON.stringify(demands, plainly)}`)
    assert.is(isRefused && reason === 'limit_exceeded', broken !== undefined)
    if (broken !== undefined) this.#see(event, broken)
  }

  #see(event: Flat, broken: string): void {
    const { measure, period } = this.#limits.find(({ limit }) => limit === broken)!
    const ofPeriod = measure === 'turnover' || measure === 'count' ? [period] : []
    for (const word of [(event['command'] ?? event.type) as string, measure, ...ofPeriod]) {
      this.#seen.set(word, (this.#seen.get(word) ?? 0) + 1)
    }
  }

  /** The first of its name: an id that is used again is refused before anything else. */
  #commandOf({ wallet, operationId, reason }: Flat): WalletCommand | undefined {
    if (reason === 'operation_id_reused') return undefined
    const { domain, sent } = this.#life
    const derived = domain.sent.filter(({ to }) => to === 'walletCommands').map(({ record }) => record as WalletCommand)
    return [...sent, ...derived].find(command =>
      command.tenant === 'acme' && command.wallet === wallet && command.operationId === operationId)
  }
}

const afterLimits = new Set(['limit_exceeded', 'balance_over_limit', 'insufficient_funds'])

function plainly(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value
}
