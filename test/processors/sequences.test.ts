import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { isFinished, isUnresolved } from '../../processors/withdrawals/rows.ts'
import { schemas } from '../../schemas/generated.ts'
import type {
  Plain, Provider, ProviderNotification, ProviderRequest, WalletCommand, WithdrawalDecision
} from '../../schemas/generated.ts'
import { typesOf } from '../schemas/arbitrary.ts'
import { tablesOf } from '../support/given.ts'
import { limitOf, providerOf, tenantOf, terminalOf } from '../support/plans.ts'
import { accountsOf, checkAccounts, checkBooks, sum } from './books.ts'
import { Domain } from './domain.ts'
import type { Name } from './domain.ts'
import { withFee } from './examples.ts'
import { replay } from './replay.ts'
import { ofMoney } from './money/of-money.ts'

/**
 * Random lives of three wallets: clients who err and change their minds, providers that repeat, err, contradict
 * themselves and come late, operators, time, and a configuration that changes under way. Whatever happens, the money is
 * right. What a thorough search finds is in `test/fuzz/`; here it is what a developer sees within seconds.
 */
type Action =
  | { readonly do: 'send', readonly command: WalletCommand }
  | { readonly do: 'step', readonly name: Name }
  | { readonly do: 'settle' }
  | { readonly do: 'say', readonly pick: number, readonly provider: string, readonly said: Said }
  | { readonly do: 'decide', readonly decision: WithdrawalDecision }
  | { readonly do: 'pass', readonly minutes: number }
  | { readonly do: 'configure', readonly currencies: readonly string[] | undefined }

type Said = Omit<ProviderNotification, 'tenant' | 'reference'>

const few = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)
const id = few('alice', 'bob', 'carol')
const amount = fc.oneof(fc.bigInt({ min: 1n, max: 9_00n }), few(0n, -5n, 2n ** 63n - 1n))
const currency = fc.oneof({ weight: 9, arbitrary: few('EUR') }, { weight: 1, arbitrary: few('JPY', 'XXX') })
const operationId = fc.integer({ min: 1, max: 200 }).map(String)
const alike = { tenant: few('acme'), wallet: id, operationId }
const terms = {
  provider: few('', '', 'swift', 'slow'), destination: few(''), destinationId: few(''), method: few(''), party: few(''),
  amount, currency
}
const withdrawal = few('w-1', 'w-2', 'w-3')
const scheduledAt = few(0, 0, 0, 1_700_000_900_000)

const command = fc.oneof(
  fc.record({ type: few('OpenWallet'), ...alike, currency, party: few(''), identity: few('') }),
  fc.record({ type: few('BlockWallet', 'UnblockWallet', 'CloseWallet'), ...alike }),
  fc.record({ type: few('CreateDeposit'), ...alike, source: few('bank', 'cash'), amount, currency, deposit: few('') }),
  fc.record({ type: few('QuoteWithdrawal'), ...alike, quote: few('q-1', 'q-2'), ...terms }),
  { weight: 3, arbitrary: fc.record({
    type: few('CreateWithdrawal'), ...alike, withdrawal, ...terms, scheduledAt, quote: few('', '', 'q-1', 'q-2')
  }) },
  // The same terms as a quote: they have to agree in everything.
  fc.record({ type: few('QuoteWithdrawal'), ...alike, quote: few('q-1'), ...terms, amount: few(1_00n) }),
  fc.record({
    type: few('CreateWithdrawal'), ...alike, withdrawal, ...terms, amount: few(1_00n), scheduledAt, quote: few('q-1')
  }),
  fc.record({ type: few('CancelWithdrawal'), ...alike, withdrawal })
) as fc.Arbitrary<WalletCommand>

const invoice = few('', 'inv-1', 'inv-1', 'inv-2')
const details = few('', 'by hand')
const reason = few('', 'no_such_card', 'authorization_failed:temporarily_unavailable')

/** What is paid is as it was asked for, unless it is changed. */
const said = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: few('InvoicePaid'), invoice, details }) },
  { weight: 2, arbitrary: fc.record({
    type: few('InvoicePaid'), invoice, details, amount: fc.bigInt({ min: 0n, max: 9_00n }), currency
  }) },
  fc.record({ type: few('InvoiceIssued', 'InvoiceExpired', 'InvoiceCancelled'), invoice, details }),
  { weight: 4, arbitrary: fc.record({ type: few('InvoiceDeclined'), invoice, reason, details }) },
  { weight: 3, arbitrary: fc.record({
    type: few('PayoutReturned'), invoice, return: few('ret-1', 'ret-2'), amount: fc.bigInt({ min: 0n, max: 3_00n }),
    reason, details
  }) },
  fc.record({
    type: few('InvoiceStatus'), state: few('pending', 'paid', 'declined', 'not_found'), invoice, reason, details
  })
) as fc.Arbitrary<Said>

const ofPayout = { ...alike, withdrawal, by: few('eve') }
const decision = fc.oneof(
  fc.record({ type: few('ApproveWithdrawal'), ...ofPayout }),
  fc.record({ type: few('RejectWithdrawal'), ...ofPayout, reason: few('suspicious') }),
  fc.record({
    type: few('ResolveWithdrawal'), ...ofPayout, attempt: few(1, 1, 2), resolution: few('paid', 'failed'), details
  }).map(({ attempt, ...rest }) => {
    return { ...rest, reference: `acme/${rest.wallet}/${rest.withdrawal}/${attempt}` }
  })
) as fc.Arbitrary<WithdrawalDecision>

const does = <Do extends string>(name: Do): { readonly do: fc.Arbitrary<Do> } => ({ do: fc.constant(name) })
const action = fc.oneof(
  { weight: 8, arbitrary: fc.record({ ...does('send'), command }) },
  { weight: 12, arbitrary: fc.record({ ...does('step'), name: few('wallets', 'withdrawals', 'terminals') }) },
  { weight: 2, arbitrary: fc.record(does('settle')) },
  { weight: 8, arbitrary: fc.record({
    ...does('say'), pick: fc.nat(12), provider: few('', '', '', '', '', '', 'slow'), said
  }) },
  { weight: 2, arbitrary: fc.record({ ...does('decide'), decision }) },
  { weight: 3, arbitrary: fc.record({ ...does('pass'), minutes: few(1, 5, 20, 600) }) },
  { weight: 1, arbitrary: fc.record({
    ...does('configure'), currencies: few(undefined, [], ['EUR'], ['EUR'], ['EUR', 'JPY'])
  }) }
) as fc.Arbitrary<Action>

const lives = fc.array(action, { minLength: 20, maxLength: 150, size: 'max' })

const test = suite('sequences')

test('keep the books right at every step, and end every withdrawal once', () => {
  const seen = new Set<string>()
  fc.assert(fc.property(lives, actions => {
    const domain = live(actions)
    for (const { event } of domain.history) seen.add(event.type)
    end(domain)
    checkBooks(domain)
    checkAccounts(domain)
    checkQuiet(domain)
  }), { seed: 21, numRuns: 1000, includeErrorInReport: true })

  const { WalletEvent, WithdrawalEvent, TerminalEvent, AccountEvent } = schemas
  const every = [WalletEvent, WithdrawalEvent, TerminalEvent, AccountEvent].flatMap(typesOf)
  const others = new Set(['RecordDeadLettered', 'LedgerUnbalanced', ...ofOwners, ...ofMoney])
  assert.equal([...seen].sort(), [...new Set(every)].filter(type => !others.has(type)).sort(),
    'the sequences reach every event')
})

/** Wallets with owners have sequences of their own, in `wallets/policy.test.ts`. */
const ofOwners = [
  'WalletRequested', 'WalletRejected', 'OwnerUpdated', 'WithdrawalConfirmed', 'WithdrawalReviewed', 'PayoutNotStopped'
]

test('are rebuilt from their events alone, to every point of them', () => {
  fc.assert(fc.property(lives, actions => {
    const domain = live(actions)
    replay(domain.history, (step, rows) => assert.equal(rows, domain.history[step]!.rows, `after ${step + 1} events`))
  }), { seed: 22, numRuns: 200, includeErrorInReport: true })
})

test.run()

/** Two providers, of which the better one has a limit; each withdrawal has a fee, and dear ones want approval. */
const tenant = tenantOf({
  ...withFee, approvals: [{ currency: 'EUR', above: 7_00n }], attemptsMax: 2, quoteMs: 600_000
})
const scarce = terminalOf('t-1', { priority: 2, limits: [limitOf('count', 'day', 3n)] })
const swift = providerOf('swift', { terminals: [scarce] })
const slow = providerOf('slow', { terminals: [terminalOf('t-2', { priority: 1 })] })

function live(actions: readonly Action[]): Domain {
  let providers: readonly Plain<Provider>[] = [slow, swift]
  const tables = (): ReturnType<typeof tablesOf> => tablesOf({ tenants: [tenant], providers })
  const domain = new Domain({
    get: ((...key: ['tenants', string]) => tables().get(...key)) as never, list: (...key) => tables().list(...key)
  })
  for (const first of beginning) domain.send(first)
  domain.settle()

  for (const each of actions) {
    switch (each.do) {
      case 'send': domain.send(each.command); break
      case 'step': domain.step(each.name); checkBooks(domain); break
      case 'settle': domain.settle(); checkBooks(domain); break
      case 'decide': domain.decide(each.decision); break
      case 'pass': domain.now += each.minutes * 60_000; domain.tick(); break
      case 'configure': {
        const { currencies } = each
        providers = currencies === undefined ? [slow] : [slow, { ...swift, currencies }]
        break
      }
      case 'say': {
        const asked = domain.requests[each.pick]
        if (asked === undefined) break
        domain.notify(each.provider || asked.provider, answerTo(asked.request, domain, each.said))
      }
    }
  }
  return domain
}

/** Wallets begin with money, or there would be little to show. The third is opened by chance. */
const beginning: readonly WalletCommand[] = ['alice', 'bob'].flatMap((wallet): readonly WalletCommand[] => {
  const head = { tenant: 'acme', wallet }
  return [
    { type: 'OpenWallet', ...head, operationId: 'open', currency: 'EUR', party: '', identity: '' },
    {
      type: 'CreateDeposit', ...head, operationId: 'first', source: 'bank', amount: 25_00n, currency: 'EUR', deposit: ''
    }
  ]
})

/** About a reference that we know: what was asked for is filled in where nothing is said. */
function answerTo({ tenant: of, reference }: ProviderRequest, { requests }: Domain, words: Said): ProviderNotification {
  const first = requests.find(({ request }) => request.type === 'RequestInvoice' && request.reference === reference)
  const { amount: asked, currency: code } = first!.request as Extract<ProviderRequest, { readonly amount: bigint }>
  const isOfMoney = 'state' in words || /Paid|Returned/.test(words.type)
  return { ...isOfMoney && { amount: asked, currency: code }, ...words, tenant: of, reference } as never
}

/** Operators let everything go on, and every attempt gets its provider's last word. Then nothing is open. */
function end(domain: Domain): void {
  domain.settle()
  for (const key of domain.rows.payouts.keys()) {
    const [of = '', wallet = '', payout = ''] = key.split('/')
    domain.decide({
      type: 'ApproveWithdrawal', tenant: of, wallet, operationId: `end-${payout}`, withdrawal: payout, by: 'eve'
    })
  }
  domain.settle()
  domain.pass(24 * 60 * 60_000)
  const lastWord = { type: 'InvoicePaid', invoice: 'inv-1', details: 'end' } as Said
  for (const { provider, request } of domain.requests) {
    domain.notify(provider, answerTo(request, domain, lastWord))
    domain.settle()
  }
}

function checkQuiet(domain: Domain): void {
  const { rows, walletEvents } = domain
  for (const [key, { status }] of rows.withdrawals) {
    const payout = rows.payouts.get(key)!
    assert.is.not(status, 'pending', `${key} never ended`)
    assert.ok(isFinished(payout), `${key}: ${payout.status}`)
    assert.is(status, payout.status === 'completed' ? 'completed' : 'failed', 'both processors agree how it ended')
    assert.not(payout.attempts.some(isUnresolved), `${key} waits for a provider`)
  }
  const ended = walletEvents.filter(({ type }) => type === 'WithdrawalCompleted' || type === 'WithdrawalFailed')
  assert.is(ended.length, rows.withdrawals.size, 'every withdrawal ended once')
  assert.is(rows.reservations.size, 0, 'no turnover is held for nothing')

  const attempts = [...rows.payouts.values()].flatMap(payout => payout.attempts)
  for (const name of ['swift', 'slow']) {
    const own = attempts.filter(({ provider }) => provider === name)
    assert.is(accountsOf(domain).get(`provider/${name}`) ?? 0n, sum(own.map(({ paid, returned }) => paid - returned)),
      `${name} has paid what our books say`)
  }
}
