import * as assert from 'uvu/assert'

import type { Tables } from '../../../processors/decider.ts'
import { isFinished } from '../../../processors/withdrawals/rows.ts'
import type { AttemptRow, PayoutRow } from '../../../processors/withdrawals/rows.ts'
import type {
  CreateWithdrawal, Plain, Provider, ProviderNotification, QuoteWithdrawal, RepairPayout, ResolveWithdrawal, Tenant,
  TurnoverLimit,
  WithdrawalEvent
} from '../../../schemas/generated.ts'
import { tablesOf, usualAt } from '../../support/given.ts'
import { fixed, posting, providerOf, share, tenantOf, terminalOf } from '../../support/plans.ts'
import { accountsOf, checkBooks } from '../books.ts'
import { Domain } from '../domain.ts'
import { FakeParty } from '../wallets/fake-party.ts'

/**
 * One withdrawal of alice, told by what happens to it and what it does. She has 100.00 EUR and asks for 30.00, which
 * costs her 1.00. `swift` is the better provider, `rapid` the other one.
 *
 *     story().withdraws().hears(paid())
 *       .emits(['PayoutCompleted', { reference: first }])
 *       .becomes('completed', ['paid'])
 *       .sends('CompleteWithdrawal')
 *       .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
 */
export function story(configuration: Configuration = {}): Story {
  return new Story(configuration)
}

export interface Configuration {
  /** Alice's wallet is Ada's, who is identified for `knownMs`. Her party answers at once. */
  readonly isOwned?: boolean
  readonly tenant?: Partial<Plain<Tenant>>
  readonly providers?: readonly Plain<Provider>[]
}

export const minute = 60_000
/** How long Ada is identified. */
export const knownMs = 10 * minute

const ofW1 = 'acme/alice/w-1/'
export const first = `${ofW1}1`
export const second = `${ofW1}2`

/** What the owner pays for it, once it is completed. */
export const fee = { 'system/settlement': 1_00n }

export const swift = providerOf('swift', { terminals: [terminalOf('t-1', { priority: 2 })] })
export const rapid = providerOf('rapid', { terminals: [terminalOf('t-2', { priority: 1 })] })

/** The same provider, its terminal with turnover limits. */
export function limitedTo(provider: Plain<Provider>, ...limits: readonly Plain<TurnoverLimit>[]): Plain<Provider> {
  return { ...provider, terminals: provider.terminals.map(terminal => ({ ...terminal, limits })) }
}

const withdrawalPlan = [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(1_00n))]

/** A failure that may pass, by the tenant's list. */
export const busy = 'authorization_failed:temporarily_unavailable'

/** What a provider says: of the first attempt, and as it was asked, unless it is told otherwise. */
export interface Said { readonly provider: string, readonly notification: ProviderNotification }
type Change = Readonly<Partial<Record<Word, string>>> & { readonly attempt?: number, readonly amount?: bigint }
type Word = 'provider' | 'invoice' | 'currency' | 'details' | 'reference' | 'return'

export const issued = (change: Change = {}): Said => says({ type: 'InvoiceIssued' }, change)
export const paid = (change: Change = {}): Said => says({ type: 'InvoicePaid', ...money }, change)
export const declined = (reason = 'no_such_card', change: Change = {}): Said =>
  says({ type: 'InvoiceDeclined', reason }, change)
export const expired = (change: Change = {}): Said => says({ type: 'InvoiceExpired' }, change)
export const cancelled = (change: Change = {}): Said => says({ type: 'InvoiceCancelled' }, change)
export const returned = (amount: bigint, change: Change = {}): Said =>
  says({ type: 'PayoutReturned', return: 'ret-1', reason: 'account_closed', ...money, amount }, change)
export const answered = (state: string, change: Change = {}): Said =>
  says({ type: 'InvoiceStatus', state, reason: '', ...money }, change)

const money = { amount: 30_00n, currency: 'EUR' }

function says(record: object, { attempt = 1, provider = attempt === 1 ? 'swift' : 'rapid', ...change }: Change): Said {
  const reference = `${ofW1}${attempt}`
  const notification = { tenant: 'acme', reference, invoice: `inv-${attempt}`, details: '', ...record, ...change }
  return { provider, notification: notification as ProviderNotification }
}

type EventType = WithdrawalEvent['type']
type Expected = { readonly [Type in EventType]:
  readonly [type: Type, fields?: Partial<Omit<Extract<WithdrawalEvent, { readonly type: Type }>, 'type'>>] }[EventType]

export class Story {
  readonly #domain: Domain
  readonly #party: FakeParty | undefined
  readonly #seen = { events: 0, sent: 0 }
  #tables: Tables
  #operations = 0
  #terminalsSleep = false

  constructor({ tenant, providers = [swift, rapid], isOwned = false }: Configuration) {
    this.#tables = tablesOf({ tenants: [tenantOf({ withdrawalPlan, attemptsMax: 2, ...tenant })], providers })
    this.#domain = new Domain({
      get: ((...key: ['tenants', string]) => this.#tables.get(...key)) as Tables['get'],
      list: (...key) => this.#tables.list(...key)
    }, isOwned ? ['parties'] : [])
    this.#party = isOwned ? new FakeParty(this.#domain) : undefined
    this.#party?.approve(knownMs)
    const owner = isOwned ? { party: 'p-1', identity: 'ada' } : { party: '', identity: '' }
    this.#domain.send({ type: 'OpenWallet', ...this.#head(), currency: 'EUR', ...owner })
    this.#settle()
    this.#domain.send({
      type: 'CreateDeposit', ...this.#head(), source: 'bank', amount: 100_00n, currency: 'EUR', deposit: ''
    })
    this.#settle()
  }

  /** The operators change the providers. */
  configures(...providers: readonly Plain<Provider>[]): this {
    this.#tables = tablesOf({ tenants: [this.#tables.get('tenants', 'acme')!], providers })
    return this
  }

  quotes(change: Partial<QuoteWithdrawal> = {}): this {
    return this.#act(() => this.#domain.send({
      type: 'QuoteWithdrawal', ...this.#head(), quote: 'q-1', ...this.#terms(), ...change
    }))
  }

  withdraws(change: Partial<CreateWithdrawal> = {}): this {
    return this.#act(() => this.#domain.send({
      type: 'CreateWithdrawal', ...this.#head(), withdrawal: 'w-1', ...this.#terms(), scheduledAt: 0, quote: '',
      ...change
    }))
  }

  cancels(): this {
    return this.#act(() => this.#cancel())
  }

  hears(...said: readonly Said[]): this {
    return this.#act(() => { for (const each of said) this.#notify(each) })
  }

  /** The client cancels in the moment after the provider has spoken, and before anything else is done. */
  hearsAndCancels(said: Said): this {
    return this.#act(() => {
      this.#notify(said)
      this.#cancel()
      this.#domain.step('wallets')
    })
  }

  /** Ada's identification expires, and the withdrawal is looked at again. */
  expires(): this {
    return this.#act(() => this.#expire())
  }

  /** It expires in the moment after the provider has spoken, and before anything else is done. */
  hearsAndExpires(said: Said): this {
    return this.#act(() => {
      this.#notify(said)
      this.#expire()
      for (let told = 0; told < 2; told++) this.#domain.step('wallets')
    })
  }

  approves(): this {
    return this.#act(() => this.#domain.decide({ type: 'ApproveWithdrawal', ...this.#decision() }))
  }

  rejects(): this {
    return this.#act(() => this.#domain.decide({
      type: 'RejectWithdrawal', ...this.#decision(), reason: 'suspicious'
    }))
  }

  resolves(resolution: ResolveWithdrawal['resolution'], reference = first): this {
    return this.#act(() => this.#domain.decide({
      type: 'ResolveWithdrawal', ...this.#decision(), reference, resolution, details: 'statement'
    }))
  }

  /** Eve repairs it, as if it had waited long enough unless it is told otherwise. */
  repairs(outcome: 'retry' | 'complete' | 'fail', change: Partial<RepairPayout> = {}): this {
    const hold = ({ retry: 'keep', complete: 'post', fail: 'release' } as const)[outcome]
    const said = { reference: '', outcome, hold, isForced: true, author: 'eve', reason: 'ticket 7', approver: '' }
    return this.#act(() => this.#domain.decide({
      type: 'RepairPayout', ...this.#head(), withdrawal: 'w-1', ...said, ...change
    }))
  }

  /** Time passes, and no clock says so. */
  waits(ms: number): this {
    this.#domain.now += ms
    return this
  }

  passes(ms: number): this {
    return this.#act(() => this.#domain.pass(ms))
  }

  /** A clock of ours that is ahead says that something is due. */
  wakesEarly(dueAt: number): this {
    return this.#act(() => {
      const { now } = this.#domain
      this.#domain.now = dueAt
      this.#domain.tick()
      this.#domain.now = now
    })
  }

  /** Nothing is said of turnover until `terminalsWake`. */
  terminalsSleep(): this {
    this.#terminalsSleep = true
    return this
  }

  terminalsWake(): this {
    return this.#act(() => { this.#terminalsSleep = false })
  }

  /** The events of the payout since the last action: these and no others. Of each, the fields that are named. */
  emits(...expected: readonly Expected[]): this {
    const events = this.#domain.withdrawalEvents.slice(this.#seen.events)
    assert.equal(events.map(({ type }) => type), expected.map(([type]) => type))
    for (const [index, [, fields = {}]] of expected.entries()) {
      const event = events[index] as unknown as Readonly<Record<string, unknown>>
      assert.equal(Object.fromEntries(Object.keys(fields).map(field => [field, event[field]])), fields)
    }
    return this
  }

  /** The payout's row: its status, those of its attempts, and the fields that are named. */
  becomes(status: PayoutRow['status'], attempts: readonly string[], fields: Partial<PayoutRow> = {}): this {
    const row = this.#payout()
    assert.is(row.status, status)
    assert.equal(row.attempts.map(attempt => attempt.status), attempts)
    assert.equal(Object.fromEntries(Object.keys(fields).map(field => [field, row[field as keyof PayoutRow]])), fields)
    return this
  }

  /** What the row has of an attempt, 1, 2, 3 …: the fields that are named. */
  keeps(attempt: number, fields: Partial<AttemptRow>): this {
    const row = this.#payout().attempts[attempt - 1]!
    assert.equal(Object.fromEntries(Object.keys(fields).map(field => [field, row[field as keyof AttemptRow]])), fields)
    return this
  }

  /** What went to the wallet, to terminals and to providers since the last action, in the order in which it left. */
  sends(...expected: readonly string[]): this {
    const own = ['CompleteWithdrawal', 'FailWithdrawal', 'ClaimWithdrawal', 'ReturnWithdrawal']
    const sent = this.#domain.sent.slice(this.#seen.sent).flatMap(({ to, params, record }) => {
      const { type, reference = '', terminal = '' } = record as { type: string, reference?: string, terminal?: string }
      if (to === 'walletCommands') return own.includes(type) ? [type] : []
      if (['withdrawalCommands', 'partyCommands', 'accountCommands'].includes(to)) return []
      const receiver = to === 'terminalCommands' ? terminal : params!['provider']
      return [`${receiver} ${type} ${reference.slice(ofW1.length)}`]
    })
    assert.equal(sent, expected)
    return this
  }

  /** Alice's balance, and every other account that has anything; that of the bank is what she brought. */
  leaves(posted: bigint, held: bigint, accounts: Readonly<Record<string, bigint>> = {}): this {
    const { owner: _, ...wallet } = this.#domain.rows.wallets.get('acme/alice')!
    const rest = { incoming: 0n, usages: [], since: 0, asked: '' }
    assert.equal(wallet, { status: 'open', currency: 'EUR', posted, held, ...rest })
    const others = [...accountsOf(this.#domain)].filter(([account, sum]) => sum !== 0n && account !== 'wallet/alice')
    assert.equal(Object.fromEntries(others), { 'source/bank': -100_00n, ...accounts })
    return this
  }

  /** What the owner owes for the withdrawal. */
  owes(receivable: bigint): this {
    assert.is(this.#domain.rows.withdrawals.get('acme/alice/w-1')?.receivable, receivable)
    return this
  }

  /** The turnover of a terminal today, and whether some of it is held for an attempt that is under way. */
  uses(terminal: 't-1' | 't-2', amount: bigint, state: 'held' | 'settled' = 'settled'): this {
    const key = `acme/${terminal === 't-1' ? 'swift' : 'rapid'}/${terminal}`
    assert.is(this.#domain.rows.turnovers.get(`${key}/EUR`)?.days.amount ?? 0n, amount)
    const reservations = [...this.#domain.rows.reservations.keys()].filter(each => each.startsWith(`${key}/`))
    assert.is(reservations.length > 0, state === 'held')
    return this
  }

  #payout(): PayoutRow {
    const row = this.#domain.rows.payouts.get('acme/alice/w-1')
    assert.ok(row, 'there is a payout')
    return row!
  }

  #act(action: () => void): this {
    this.#seen.events = this.#domain.withdrawalEvents.length
    this.#seen.sent = this.#domain.sent.length
    action()
    this.#settle()
    checkBooks(this.#domain)
    this.#checkHold()
    return this
  }

  /** The hold is there as long as the payout is not finished, and not longer. */
  #checkHold(): void {
    const payout = this.#domain.rows.payouts.get('acme/alice/w-1')
    const withdrawal = this.#domain.rows.withdrawals.get('acme/alice/w-1')
    if (payout === undefined || withdrawal === undefined || payout.status === 'unmatched') return
    const said = `the payout is ${payout.status}, the withdrawal ${withdrawal.status}`
    assert.is(withdrawal.hold !== null, !isFinished(payout), said)
  }

  #settle(): void {
    do {
      if (this.#terminalsSleep) this.#domain.settle('wallets', 'withdrawals')
      else this.#domain.settle()
    } while (this.#party?.answer() === true)
  }

  #notify({ provider, notification }: Said): void {
    this.#domain.notify(provider, notification)
  }

  #cancel(): void {
    this.#domain.send({ type: 'CancelWithdrawal', ...this.#head(), withdrawal: 'w-1' })
  }

  #expire(): void {
    this.#domain.now += knownMs
    this.#party!.tick()
  }

  #terms(): Terms {
    return this.#party === undefined ? terms : { ...terms, destination: '', destinationId: 'd-1' }
  }

  #decision(): Head & { readonly withdrawal: string, readonly by: string } {
    return { ...this.#head(), withdrawal: 'w-1', by: 'eve' }
  }

  #head(): Head {
    return { tenant: 'acme', wallet: 'alice', operationId: `op-${++this.#operations}` }
  }
}

interface Head { readonly tenant: string, readonly wallet: string, readonly operationId: string }

type Terms = Omit<QuoteWithdrawal, 'type' | 'quote'>

const terms: Terms = {
  provider: '', destination: 'tok_1', method: '', party: '', amount: 30_00n, currency: 'EUR', destinationId: ''
}

/** When the story begins. */
export const start = usualAt
