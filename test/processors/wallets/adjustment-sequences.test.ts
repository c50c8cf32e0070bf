import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Plain, Posting, WalletCommand } from '../../../schemas/generated.ts'
import { tablesOf } from '../../support/given.ts'
import { fixed, posting, share } from '../../support/plans.ts'
import { accountsOf, sum } from '../books.ts'
import { Domain } from '../domain.ts'
import { withFee } from '../examples.ts'
import { replay } from '../replay.ts'
import { posted, said } from './adjustment-examples.ts'

/**
 * What holds however often people change their minds about one operation, and whatever else happens to it meanwhile.
 * Everything but wallets is played: what a provider says comes as the commands that it ends in.
 */
const whole = share(1, 1)
const acme = {
  ...withFee,
  depositPlan: [posting('source', 'wallet', whole), posting('wallet', 'system', fixed(1_00n))],
  transferPlan: [posting('wallet', 'destination', whole), posting('wallet', 'system', fixed(1_00n))]
}
const tables = tablesOf({ tenants: [acme] })
const played = ['withdrawals', 'terminals', 'parties', 'accounts', 'tenants'] as const
const alice = { tenant: 'acme', wallet: 'alice' }
const currency = 'EUR'
const some = fc.bigInt({ min: 1n, max: 40_00n })
const few = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)
const seeded = { seed: 91, numRuns: 400, includeErrorInReport: true }

const deposit: WalletCommand =
  { type: 'CreateDeposit', ...alice, operationId: 'd', deposit: 'd-1', source: 'bank', amount: 30_00n, currency }
const withdraw = {
  type: 'CreateWithdrawal', ...alice, operationId: 'w', withdrawal: 'w-1', provider: '', destination: 'card',
  amount: 29_00n, currency, method: '', party: '', scheduledAt: 0, quote: '', destinationId: ''
} as WalletCommand
const ofPayout = { ...alice, withdrawal: 'w-1', provider: 'swift' }
const paidOut: WalletCommand = {
  type: 'CompleteWithdrawal', ...ofPayout, operationId: 'w/complete', invoice: 'inv-1', terminal: '',
  postings: [posted('wallet/alice', 'provider/swift', 29_00n), posted('wallet/alice', 'system/settlement', 1_00n)]
}
const notPaid: WalletCommand =
  { type: 'FailWithdrawal', ...alice, withdrawal: 'w-1', operationId: 'w/fail', reason: '' }
const transfer: WalletCommand =
  { type: 'CreateTransfer', ...alice, operationId: 't', transfer: 't-1', to: 'bob', amount: 29_00n, currency }
const revert: WalletCommand = {
  type: 'RevertDeposit', ...alice, operationId: 'r', deposit: 'd-1', revert: 'r-1', amount: 10_00n, currency, reason: ''
}

/** What one says of an operation: how it ended, and what it moved, if that is not what it was meant to. */
interface Word { readonly status: 'completed' | 'failed', readonly postings: readonly Plain<Posting>[] }

const ofWithdrawal = { type: 'AdjustWithdrawal', withdrawal: 'w-1' }

/** Operations, each ended in one way, and how each is adjusted. */
const operations: Readonly<Record<string, readonly [begun: readonly WalletCommand[], adjusting: object]>> = {
  'a deposit': [[deposit], { type: 'AdjustDeposit', deposit: 'd-1' }],
  'a revert': [[deposit, revert], { type: 'AdjustRevert', deposit: 'd-1', revert: 'r-1' }],
  'a withdrawal that was paid': [[withdraw, paidOut], ofWithdrawal],
  'a withdrawal that was not paid': [[withdraw, notPaid], ofWithdrawal],
  'a transfer': [[transfer], { type: 'AdjustTransfer', transfer: 't-1' }]
}

const account = few('source/bank', 'source/cash', 'provider/swift', 'fees/swift', 'system/settlement')
const flow = fc.array(fc.tuple(account, some), { maxLength: 3 })
const words = fc.array(fc.record({ isCompleted: fc.boolean(), flow }), { minLength: 1, maxLength: 6 })

const test = suite('however often one operation is adjusted')

for (const [name, [begun, adjusting]] of Object.entries(operations)) {
  test(`${name} is as the last word alone would have it`, () => {
    let accepted = 0
    fc.assert(fc.property(words, said => {
      const all = said.map(({ isCompleted, flow: accounts }) => wordOf(name, isCompleted, accounts))
      const many = worldAfter(begun)
      let last: Word | undefined
      for (const [index, word] of all.entries()) {
        if (!adjust(many, adjusting, word, index)) continue
        last = word
        accepted++
      }
      const once = worldAfter(begun)
      if (last !== undefined) adjust(once, adjusting, last, 0)

      assert.equal(standing(many), standing(once))
      checkAtRest(many)
    }), seeded)
    assert.ok(accepted > 500, `${accepted} adjustments are too few`)
  })
}

/** A deposit that brings 29.00 of 30.00, and parts of it that go back. */
const reverts = few('r-1', 'r-2')
const ofDeposit = fc.oneof(
  fc.record({ type: few('RevertDeposit'), revert: reverts, amount: some, currency: few(currency), reason: few('') }),
  fc.record({ type: few('AdjustRevert'), revert: reverts, isCompleted: fc.boolean(), flow }),
  fc.record({ type: few('AdjustDeposit'), isCompleted: fc.boolean(), flow })
)

test('a deposit never gives back more than it brought', () => {
  const seen = new Set<string>()
  fc.assert(fc.property(fc.array(ofDeposit, { maxLength: 12 }), steps => {
    const domain = worldAfter([deposit])
    for (const [index, step] of steps.entries()) {
      const name = step.type === 'AdjustRevert' ? 'a revert' : 'a deposit'
      const { isCompleted = true, flow: accounts = [], ...rest } = step as typeof step & Partial<Said>
      const word = step.type === 'RevertDeposit' ? {} : { ...wordOf(name, isCompleted, accounts), ...said }
      domain.send({ ...alice, deposit: 'd-1', ...rest, ...word, operationId: `op-${index}` } as WalletCommand)
      domain.settle()
      // But for the first 100.00 all is of this deposit: taking from it what it brought leaves nothing.
      const { posted: left } = domain.rows.wallets.get('acme/alice')!
      assert.ok(left >= 100_00n, `${left} are left`)
      const { status, credited, reverted } = domain.rows.deposits.get('acme/alice/d-1')!
      assert.is(left - 100_00n, status === 'completed' ? credited - reverted : 0n, 'the row says what is left')
    }
    for (const { event } of domain.history) seen.add(String(event['reason'] || event.type)).add(event.type)
    checkAtRest(domain)
  }), seeded)
  const wanted = ['DepositReverted', 'RevertAdjusted', 'DepositAdjusted', 'deposit_reverted', 'deposit_already_failed']
  assert.equal(wanted.filter(type => !seen.has(type)), [])
})

interface Said { readonly isCompleted: boolean, readonly flow: readonly (readonly [string, bigint])[] }

/** What a provider says later, and what people say, of a withdrawal of 30.00 in all. */
const late = fc.record({
  type: few<'return' | 'claim' | Word['status']>('return', 'claim', 'completed', 'failed'), amount: some
})

test('money of a withdrawal neither comes back twice nor is taken twice', () => {
  const seen = new Set<string>()
  fc.assert(fc.property(fc.boolean(), fc.array(late, { maxLength: 10 }), (isPaid, steps) => {
    const domain = worldAfter([withdraw, isPaid ? paidOut : notPaid])
    let [unreturned, most, claimed] = isPaid ? [29_00n, 30_00n, 0n] : [0n, 0n, 0n]
    for (const [index, step] of steps.entries()) {
      const { type, amount } = step
      switch (type) {
        case 'return': unreturned -= sayReturned(domain, least(amount, unreturned), index); break
        case 'claim': {
          sayClaimed(domain, amount, !isPaid, index)
          unreturned += amount
          if (!isPaid) claimed += amount
          break
        }
        default: {
          const postings = type === 'completed' ? [posted('wallet/alice', 'provider/swift', amount)] : []
          adjust(domain, ofWithdrawal, { status: type, postings }, index)
          if (type === 'completed' && amount > most) most = amount
        }
      }
      const { posted: left } = domain.rows.wallets.get('acme/alice')!
      assert.ok(left <= 100_00n, `${left}: it came back twice`)
      assert.ok(left >= 100_00n - (most > claimed ? most : claimed), `${left}: it was taken twice`)
    }
    for (const { event } of domain.history) seen.add(event.type)
    checkAtRest(domain)
  }), { ...seeded, numRuns: 1000 })
  assert.equal(['WithdrawalReturned', 'WithdrawalClaimed', 'WithdrawalAdjusted'].filter(type => !seen.has(type)), [])
})

test.run()

function sayReturned(domain: Domain, amount: bigint, index: number): bigint {
  if (amount === 0n) return 0n
  domain.send({
    type: 'ReturnWithdrawal', ...ofPayout, operationId: `return/${index}`, reference: 'x', invoice: 'inv-1',
    return: `ret-${index}`, amount, currency
  })
  domain.settle()
  return amount
}

function sayClaimed(domain: Domain, amount: bigint, collect: boolean, index: number): void {
  domain.send({
    type: 'ClaimWithdrawal', ...ofPayout, operationId: `claim/${index}`, reference: 'x', invoice: `inv-${index}`,
    amount, currency, collect
  })
  domain.settle()
}

/** Whether something was adjusted by it. */
function adjust(domain: Domain, adjusting: object, { status, postings }: Word, index: number): boolean {
  const command = { ...alice, ...adjusting, operationId: `adjust-${index}`, status, ...said }
  const ofTransfer = 'transfer' in adjusting
  domain.send((ofTransfer ? command : { ...command, postings }) as unknown as WalletCommand)
  domain.settle()
  const answers = domain.walletEvents.filter(({ operationId }) => operationId === command.operationId)
  return answers.every(({ type }) => type !== 'OperationRefused')
}

/** As the operation allows: a deposit credits the wallet in all, the others debit it. */
function wordOf(name: string, isCompleted: boolean, accounts: readonly (readonly [string, bigint])[]): Word {
  if (!isCompleted) return { status: 'failed', postings: [] }
  const postings = accounts.map(([account, amount]) =>
    name === 'a deposit' ? posted(account, 'wallet/alice', amount) : posted('wallet/alice', account, amount))
  return { status: 'completed', postings }
}

function worldAfter(commands: readonly WalletCommand[]): Domain {
  const domain = new Domain(tables, played)
  for (const wallet of ['alice', 'bob']) {
    const of = { tenant: 'acme', wallet, currency }
    domain.send({ type: 'OpenWallet', ...of, operationId: 'open', party: '', identity: '' })
    domain.send({ type: 'CreateDeposit', ...of, operationId: 'first', source: 'cash', amount: 101_00n, deposit: '' })
  }
  for (const command of commands) domain.send(command)
  domain.settle()
  assert.not(domain.walletEvents.some(({ type }) => type === 'OperationRefused'))
  return domain
}

/** What the accounts have, and what the wallets know. */
function standing(domain: Domain): unknown {
  const accounts = [...accountsOf(domain)].filter(([, amount]) => amount !== 0n).sort()
  const deposits = [...domain.rows.deposits.values()].map(({ status, reverted }) => ({ status, reverted }))
  return { accounts, wallets: [...domain.rows.wallets], deposits }
}

/** Nothing is held, expected or on its way, the books are in balance, and the log alone says the same. */
function checkAtRest(domain: Domain): void {
  const accounts = accountsOf(domain)
  assert.is(sum(accounts.values()), 0n, 'debits equal credits')
  assert.is(accounts.get('transit/transfers') ?? 0n, 0n, 'nothing is on its way')
  for (const [key, { posted: left, held, incoming }] of domain.rows.wallets) {
    assert.equal({ held, incoming }, { held: 0n, incoming: 0n }, key)
    assert.is(left, accounts.get(key.replace('acme', 'wallet')) ?? 0n, 'posted is the sum of the postings')
  }
  for (const { receivable } of domain.rows.withdrawals.values()) {
    assert.is(-receivable, accounts.get('receivable/alice') ?? 0n, 'what is owed')
  }
  for (const { adjustment } of domain.rows.transfers.values()) assert.is(adjustment, '', 'no adjustment waits')
  replay(domain.history, (step, rows) => assert.equal(rows, domain.history[step]!.rows))
}

function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right
}
