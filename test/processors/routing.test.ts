import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { postedMax } from '../../processors/balance.ts'
import { defaultTerminal, findRoutes, findTerminal, rejectionsMax, terminalsOf } from '../../processors/routing.ts'
import type { RouteOrder, Routing, Tried } from '../../processors/routing.ts'
import type { Plain, Provider, RejectionReason, Terminal } from '../../schemas/generated.ts'
import { fixed, posting, providerOf, ruleOf, share, tenantOf, terminalOf } from '../support/plans.ts'

const tenant = tenantOf()
const order: RouteOrder = {
  tenant: 'acme',
  wallet: 'alice',
  withdrawal: 'w-1',
  provider: '',
  destination: 'tok_test_1',
  method: 'card',
  party: 'party-1',
  amount: 100n,
  currency: 'EUR'
}

const terminals = suite('terminals of a provider')

terminals('are its own, or one without conditions', () => {
  const own = [terminalOf('t-1'), terminalOf('t-2')]
  assert.equal(terminalsOf(providerOf('swift', { terminals: own })), own)
  assert.equal(terminalsOf(providerOf('swift')), [defaultTerminal])
})

terminals('are found by their id', () => {
  const provider = providerOf('swift', { terminals: [terminalOf('t-1'), terminalOf('t-2')] })
  assert.is(findTerminal(provider, 't-2')?.terminal, 't-2')
  assert.is(findTerminal(provider, 'default'), undefined)
  assert.is(findTerminal(providerOf('swift'), 'default'), defaultTerminal)
})

terminals.run()

const rejecting = suite('routing rejects')

interface Case {
  readonly terminal?: Partial<Plain<Terminal>>
  readonly provider?: Partial<Plain<Provider>>
  readonly order?: Partial<RouteOrder>
  readonly tried?: readonly Tried[]
}

/** In the order of the enum. Each breaks one condition; a second column says what it is told. */
const rejections: readonly (readonly [RejectionReason, string, Case])[] = [
  ['not_configured', 'the terminal has no valid id', { terminal: { terminal: 'a/b' } }],
  ['already_tried', '', { tried: [{ provider: 'swift', terminal: 't-1' }] }],
  ['currency_not_supported', 'EUR', { terminal: { currencies: ['USD'] } }],
  ['currency_not_supported', 'EUR', { provider: { currencies: ['USD'] } }],
  ['currency_not_supported', 'EUR', { provider: { currencies: ['USD'] }, terminal: { currencies: ['EUR'] } }],
  ['method_not_supported', 'card', { terminal: { methods: ['bank_account'] } }],
  ['amount_out_of_range', '101 to any amount', { terminal: { amountMin: 101n } }],
  ['amount_out_of_range', '0 to 99', { terminal: { amountMax: 99n } }],
  ['prohibited', 'closed', { terminal: { prohibit: [ruleOf({ description: 'closed' })] } }],
  ['not_allowed', 'vip; staff', {
    terminal: {
      allow: ['vip', '', 'staff'].map(description => ruleOf({ description, parties: ['party-2'] }))
    }
  }],
  ['fee_not_computable', 'posting 2: a fixed volume of USD is none of EUR',
    { terminal: { fee: [posting('system', 'provider', fixed(1n, 'USD'))] } }],
  ['fee_not_computable', 'the plan takes nothing from the wallet',
    { terminal: { fee: [posting('system', 'wallet', share(1, 1))] } }],
  ['fee_exceeds_amount', '0 would be left', { terminal: { fee: [posting('destination', 'provider', fixed(100n))] } }],
  ['hold_too_small', '101 would be debited, 100 is held',
    { order: { hold: 100n }, terminal: { fee: [posting('wallet', 'provider', fixed(1n))] } }]
]

for (const [index, [reason, details, which]] of rejections.entries()) {
  rejecting(`${reason}, case ${index + 1}`, () => {
    const id = which.terminal?.terminal ?? 't-1'
    assert.equal(routed(which), { routes: [], rejected: [{ provider: 'swift', terminal: id, reason, details }] })
  })
}

rejecting('for the first reason of those that apply', () => {
  for (const [index, [reason, , which]] of rejections.entries()) {
    for (const [later, , other] of rejections.slice(index + 1)) {
      const both = {
        terminal: { ...other.terminal, ...which.terminal },
        provider: { ...other.provider, ...which.provider },
        order: { ...other.order, ...which.order },
        tried: [...other.tried ?? [], ...which.tried ?? []]
      }
      assert.equal(routed(both).rejected.map(each => each.reason), [reason], `${reason} before ${later}`)
    }
  }
})

rejecting('nothing at the bounds', () => {
  for (const which of [
    {},
    { terminal: { currencies: ['USD', 'EUR'], methods: ['card', 'bank_account'] } },
    { terminal: { methods: ['bank_account'] }, order: { method: '' } },
    { terminal: { amountMin: 100n, amountMax: 100n } },
    { terminal: { prohibit: [ruleOf({ parties: ['party-2'] })], allow: [ruleOf()] } },
    { terminal: { fee: [posting('destination', 'provider', fixed(99n))] } },
    { terminal: { fee: [posting('wallet', 'provider', fixed(1n))] }, order: { hold: 101n } },
    { terminal: { fee: [posting('wallet', 'provider', fixed(1n))] } },
    { tried: [{ provider: 'slow', terminal: 't-1' }, { provider: 'swift', terminal: 't-2' }] }
  ] as readonly Case[]) {
    const { routes, rejected } = routed(which)
    assert.equal([routes.length, rejected], [1, []], JSON.stringify(which, (_, value) => String(value)))
  }
})

rejecting('by a rule that is met in every condition it has', () => {
  for (const [rule, isMet] of [
    [{}, true],
    [{ wallets: ['bob', 'alice'] }, true],
    [{ wallets: ['bob'] }, false],
    [{ parties: ['party-1'] }, true],
    [{ parties: ['party'] }, false],
    [{ currencies: ['EUR'] }, true],
    [{ currencies: ['USD'] }, false],
    [{ methods: ['card'] }, true],
    [{ methods: ['bank_account'] }, false],
    [{ destinations: ['tok_live_', 'tok_test_'] }, true],
    [{ destinations: ['tok_live_', 'test_1'] }, false],
    [{ amountMin: 100n }, true],
    [{ amountMin: 101n }, false],
    [{ amountMax: 100n }, true],
    [{ amountMax: 99n }, false],
    [{ wallets: ['alice'], parties: ['party-1'], methods: ['card'], amountMin: 1n }, true],
    [{ wallets: ['alice'], parties: ['party-1'], methods: ['card'], amountMin: 101n }, false],
    [{ wallets: ['bob'], parties: ['party-1'], methods: ['card'], amountMin: 1n }, false]
  ] as const) {
    const reasonsOf = (terminal: Partial<Plain<Terminal>>): readonly string[] =>
      routed({ terminal }).rejected.map(({ reason }) => reason)
    const text = JSON.stringify(rule, (_, value) => typeof value === 'bigint' ? String(value) : value)
    assert.equal(reasonsOf({ prohibit: [ruleOf({ parties: ['x'] }), ruleOf(rule)] }), isMet ? ['prohibited'] : [], text)
    assert.equal(reasonsOf({ allow: [ruleOf({ parties: ['x'] }), ruleOf(rule)] }), isMet ? [] : ['not_allowed'], text)
  }
})

rejecting('what an order without a method cannot meet', () => {
  assert.equal(routed({ order: { method: '' }, terminal: { allow: [ruleOf({ methods: ['card'] })] } })
    .rejected.map(({ reason }) => reason), ['not_allowed'])
})

rejecting('the second of two terminals with one id', () => {
  const twins = [terminalOf('t-1', { weight: 1 }), terminalOf('t-1', { weight: 2 })]
  const { routes, rejected } = findRoutes(order, tenant, [providerOf('swift', { terminals: twins })], [])
  assert.equal(routes.map(({ terminal }) => terminal), twins.slice(0, 1))
  assert.equal(rejected.map(({ reason }) => reason), ['not_configured'])
})

rejecting('only terminals of the provider that the order names', () => {
  const providers = [providerOf('swift', { currencies: ['USD'] }), providerOf('slow', { currencies: ['USD'] })]
  assert.equal(findRoutes({ ...order, provider: 'slow' }, tenant, providers, []).rejected,
    [{ provider: 'slow', terminal: 'default', reason: 'currency_not_supported', details: 'EUR' }])
  assert.equal(findRoutes({ ...order, provider: 'gone' }, tenant, providers, []).rejected,
    [{ provider: 'gone', terminal: '', reason: 'not_configured', details: 'no such provider' }])
  assert.equal(findRoutes(order, tenant, [], []), { routes: [], rejected: [] })
})

rejecting('in few words, and not without end', () => {
  const many = Array.from({ length: rejectionsMax + 5 }, (_, index) => terminalOf(`t-${index}`, { methods: ['x'] }))
  assert.is(findRoutes(order, tenant, [providerOf('swift', { terminals: many })], []).rejected.length, rejectionsMax)
  const [told] = routed({ terminal: { prohibit: [ruleOf({ description: 'x'.repeat(300) })] } }).rejected
  assert.is(told!.details.length, 256)
})

rejecting.run()

const ordering = suite('routing orders')

ordering('each route with what it would move', () => {
  const plan = tenantOf({ withdrawalPlan: [posting('wallet', 'destination', share(1, 1))] })
  const terminal = terminalOf('t-1', { fee: [posting('destination', 'provider', share(5, 100))] })
  const provider = providerOf('swift', { terminals: [terminal] })
  assert.equal(findRoutes({ ...order, hold: 100n }, plan, [provider], []).routes, [{
    provider,
    terminal,
    flow: {
      postings: [
        { debit: 'wallet/alice', credit: 'provider/swift', amount: 100n, currency: 'EUR' },
        { debit: 'provider/swift', credit: 'fees/swift', amount: 5n, currency: 'EUR' }
      ],
      debited: 100n,
      paidOut: 95n
    }
  }])
})

ordering('by priority, whatever the weight', () => {
  const providers = [
    providerOf('a', { terminals: [terminalOf('low', { weight: 2_147_483_647 })] }),
    providerOf('b', {
      terminals: [terminalOf('lowest', { priority: -1 }), terminalOf('high', { priority: 1, weight: 0 })]
    })
  ]
  for (let index = 0; index < 100; index++) {
    assert.equal(namesOf(findRoutes({ ...order, withdrawal: `w-${index}` }, tenant, providers, [])),
      ['b/high', 'a/low', 'b/lowest'])
  }
})

ordering('without weight last of their priority, by their names', () => {
  const providers = [
    providerOf('b', { terminals: [terminalOf('t-2', { weight: 0 }), terminalOf('t-1', { weight: -5 })] }),
    providerOf('a', { terminals: [terminalOf('t-9', { weight: 0 })] }),
    providerOf('c', { terminals: [terminalOf('t-1')] })
  ]
  assert.equal(namesOf(findRoutes(order, tenant, providers, [])), ['c/t-1', 'a/t-9', 'b/t-1', 'b/t-2'])
})

ordering('by weight, in shares that come true', () => {
  const weights = { 'a/t-1': 50, 'a/t-2': 30, 'b/t-1': 20 }
  const providers = [
    providerOf('a', { terminals: [terminalOf('t-1', { weight: 50 }), terminalOf('t-2', { weight: 30 })] }),
    providerOf('b', { terminals: [terminalOf('t-1', { weight: 20 })] })
  ]
  const firsts = new Map<string, number>()
  const seconds = new Map<string, number>()
  for (let index = 0; index < 10_000; index++) {
    const [first, second] = namesOf(findRoutes({ ...order, withdrawal: `w-${index}` }, tenant, providers, []))
    firsts.set(first!, (firsts.get(first!) ?? 0) + 1)
    if (first === 'a/t-1') seconds.set(second!, (seconds.get(second!) ?? 0) + 1)
  }
  for (const [name, weight] of Object.entries(weights)) {
    assert.ok(Math.abs(firsts.get(name)! - 100 * weight) < 200, `${name}: ${firsts.get(name)} of 10,000`)
  }
  const among = seconds.get('a/t-2')! / firsts.get('a/t-1')!
  assert.ok(Math.abs(among - 0.6) < 0.03, `30 of the 50 that are left, not ${among}`)
})

ordering('anew for another tenant, wallet or withdrawal, and alike for the same', () => {
  const providers = [providerOf('swift', { terminals: ['t-1', 't-2', 't-3', 't-4'].map(id => terminalOf(id)) })]
  const first = (change: Partial<RouteOrder>): string =>
    namesOf(findRoutes({ ...order, ...change }, tenant, providers, []))[0]!
  for (const field of ['tenant', 'wallet', 'withdrawal'] as const) {
    const seen = new Set(Array.from({ length: 100 }, (_, index) => first({ [field]: `x-${index}` })))
    assert.is(seen.size, 4, field)
  }
  assert.is(first({ amount: 7n, method: 'x', destination: 'y', party: 'z', hold: 7n }), first({}))
})

ordering.run()

const property = suite('routing, whatever is configured')

const terminal = fc.record({
  priority: fc.integer({ min: -1, max: 1 }),
  weight: fc.oneof(fc.integer({ min: -1, max: 5 }), fc.constant(2_147_483_647)),
  currencies: fc.constantFrom([], [], ['EUR'], ['USD']),
  amountMin: fc.constantFrom(0n, 0n, 101n)
})
const provider = fc.array(terminal, { maxLength: 5 })
const orders = fc.record({
  withdrawal: fc.nat(1_000).map(number => `w-${number}`), amount: fc.constantFrom(1n, 100n, 101n, postedMax)
})
const shuffledFrom = fc.array(provider, { maxLength: 4 }).chain(configured => {
  const providers = configured.map((each, index) => providerOf(`p-${index}`, {
    terminals: each.map((change, at) => terminalOf(`t-${at}`, change))
  }))
  const shuffledTerminals = fc.tuple(...providers.map(each =>
    fc.shuffledSubarray([...each.terminals], { minLength: each.terminals.length })
      .map(terminals => ({ ...each, terminals }))))
  return fc.record({
    providers: fc.constant(providers),
    shuffled: shuffledTerminals.chain(each => fc.shuffledSubarray(each, { minLength: each.length }))
  })
})

property('finds the same in any order, each candidate once', () => {
  fc.assert(fc.property(shuffledFrom, orders, ({ providers, shuffled }, change) => {
    const found = findRoutes({ ...order, ...change }, tenant, providers, [])
    const again = findRoutes({ ...order, ...change }, tenant, shuffled, [])
    assert.equal(namesOf(again), namesOf(found))
    assert.equal(again.rejected, found.rejected)

    const all = providers.flatMap(each => terminalsOf(each).map(({ terminal: id }) => `${each.provider}/${id}`))
    const told = [...namesOf(found), ...found.rejected.map(each => `${each.provider}/${each.terminal}`)]
    assert.equal(told.sort(), all.sort())
  }), { seed: 41, numRuns: 500 })
})

property('goes on, route after route, in the order that it began with', () => {
  fc.assert(fc.property(shuffledFrom, orders, ({ providers }, change) => {
    const names = namesOf(findRoutes({ ...order, ...change }, tenant, providers, []))
    const tried: Tried[] = []
    for (const name of names) {
      const { routes, rejected } = findRoutes({ ...order, ...change }, tenant, providers, tried)
      assert.equal(routes.map(nameOf), names.slice(tried.length))
      assert.is(rejected.filter(({ reason }) => reason === 'already_tried').length, tried.length)
      const [id, terminalId] = name.split('/')
      tried.push({ provider: id!, terminal: terminalId! })
    }
  }), { seed: 42, numRuns: 200 })
})

property.run()

function routed(which: Case): Routing {
  const terminals = [terminalOf('t-1', which.terminal)]
  const provider = providerOf('swift', { terminals, ...which.provider })
  return findRoutes({ ...order, ...which.order }, tenant, [provider], which.tried ?? [])
}

function namesOf({ routes }: Routing): readonly string[] {
  return routes.map(nameOf)
}

function nameOf({ provider, terminal }: Routing['routes'][number]): string {
  return `${provider.provider}/${terminal.terminal}`
}
