import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { isOfClient } from '../../processors/ids.ts'
import type { Processor } from '../../runtime/topology.ts'
import { schemas } from '../../schemas/generated.ts'
import type {
  OperationRefused, Plain, Reason, RegistrationRejected, Source, TransferDeclined, Verifier
} from '../../schemas/generated.ts'
import { topology } from '../../topology.ts'
import { typesOf } from '../schemas/arbitrary.ts'
import { tablesOf, usualAt } from '../support/given.ts'
import * as examples from './examples.ts'
import { compatible, show } from './faults.ts'
import type { Fault, Scenario } from './faults.ts'
import { laddersOf, section } from './ladders.ts'
import { faultsOfParties, partyRows, partyScenarios } from './parties/refusals.ts'
import { readProjectFile } from './project.ts'
import { transfers } from './transfers/refusals.ts'
import { adjustments } from './wallets/adjustment-refusals.ts'
import { batches } from './wallets/batch-refusals.ts'
import { depositScenarios, faultsOfDeposits } from './wallets/deposit-refusals.ts'
import * as ofHolds from './wallets/examples.ts'
import { faultsOfHolds, holdScenarios } from './wallets/hold-refusals.ts'
import { limitFaults } from './wallets/limit-faults.ts'
import { repairPayout } from './wallets/repair-examples.ts'
import { repairs } from './wallets/repair-refusals.ts'

export type { Fault, Refusals, Scenario } from './faults.ts'

interface Command { readonly type: string, readonly operationId: string }

const configured = { tenant: examples.acme, provider: examples.swift }
const ending = { ...configured, wallets: examples.holding, withdrawals: examples.pending }
const ended = { ...configured, wallets: examples.open, withdrawals: examples.completed }
const owned = { ...configured, wallets: examples.owned }
const opening = { ...configured, wallets: examples.opening }
const unconfirmed = { ...configured, wallets: { ...examples.owned, held: 30_00n }, withdrawals: examples.unconfirmed }
const held = { ...configured, turnovers: examples.turnover, reservations: examples.reservation }
const ready = { ...examples.started, status: 'ready', attempts: [] }

const scenarios: Readonly<Record<string, Scenario>> = {
  OpenWallet: { ...configured, command: examples.openWallet },
  ConfirmWallet: { ...opening, command: examples.confirmWallet },
  RejectWallet: { ...opening, command: examples.rejectWallet },
  UpdateOwner: { ...owned, command: examples.updateOwner },
  BlockWallet: { ...configured, command: examples.blockWallet, wallets: examples.open },
  UnblockWallet: { ...configured, command: examples.unblockWallet, wallets: examples.blocked },
  CloseWallet: { ...configured, command: examples.closeWallet, wallets: examples.empty },
  CreateDeposit: { ...configured, command: examples.createDeposit, wallets: examples.open },
  QuoteWithdrawal: { ...configured, command: examples.quoteWithdrawal, wallets: examples.open },
  CreateWithdrawal: { ...configured, command: examples.createWithdrawal, wallets: examples.open },
  CancelWithdrawal: { ...ending, command: examples.cancelWithdrawal },
  ConfirmWithdrawal: { ...unconfirmed, command: examples.confirmWithdrawal },
  ReviewWithdrawal: { ...unconfirmed, command: examples.reviewWithdrawal },
  ExpireQuote: { ...configured, command: examples.expireQuote, wallets: examples.open, quotes: examples.quote },
  CompleteWithdrawal: { ...ending, command: examples.completeWithdrawal },
  FailWithdrawal: { ...ending, command: examples.failWithdrawal },
  ReturnWithdrawal: { ...ended, command: examples.returnWithdrawal },
  ClaimWithdrawal: { ...ended, command: { ...examples.claimWithdrawal, collect: false } as { readonly type: string } },
  ...holdScenarios,
  ...depositScenarios,
  ...transfers.scenarios,
  ...batches.scenarios,
  ...adjustments.scenarios,
  ...repairs.scenarios,
  StartPayout: { ...configured, command: examples.startPayout },
  WakePayout: { ...configured, command: examples.wakePayout, payouts: ready },
  AnswerTurnover: { ...configured, command: examples.answerTurnover, payouts: examples.reserving },
  RecordNotification: { ...configured, command: examples.recordNotification, payouts: examples.started },
  RecordInvoicePaid: { ...configured, command: examples.recordInvoicePaid, payouts: examples.started },
  CancelPayout: { ...configured, command: examples.cancelPayout, payouts: examples.started },
  StopPayout: { ...configured, command: examples.stopPayout, payouts: examples.started },
  ApproveWithdrawal: { ...configured, command: examples.approveWithdrawal, payouts: examples.awaiting },
  RejectWithdrawal: { ...configured, command: examples.rejectWithdrawal, payouts: examples.awaiting },
  ResolveWithdrawal: { ...configured, command: examples.resolveWithdrawal, payouts: examples.unknown },
  RepairPayout: { ...configured, command: repairPayout, payouts: { ...examples.reserving, since: examples.longAgo } },
  HoldTurnover: { ...configured, command: examples.holdTurnover },
  CommitTurnover: { ...held, command: examples.commitTurnover },
  ReleaseTurnover: { ...held, command: examples.releaseTurnover },
  ...partyScenarios,
  AddPostings: { command: examples.addPostings },
  AnnounceTenant: { ...configured, command: examples.announceTenant, announced: examples.acme },
  StopTenant: { ...configured, command: examples.stopTenant },
  ResumeTenant: { ...configured, command: examples.resumeTenant }
}

const most = 2n ** 63n - 1n
const dearer = [{ ...examples.postings[0]!, amount: 30_01n }]
const inYen = [{ ...examples.postings[0]!, currency: 'JPY' }]
const elsewhere = [{ ...examples.postings[0]!, debit: 'wallet/bob' }]
const ofSlow = examples.started.attempts.map(attempt => ({ ...attempt, provider: 'slow' }))
const kept = Array.from({ length: 16 }, (_, index) => ({ ...examples.paid, invoice: `inv-${index + 2}` }))
const said = ['RecordNotification', 'RecordInvoicePaid']
const ofPayouts = [
  'AnswerTurnover', 'CancelPayout', 'StopPayout', 'ApproveWithdrawal', 'RejectWithdrawal', 'ResolveWithdrawal'
]
const answers = ['ConfirmWallet', 'UpdateOwner']
const paying = ['QuoteWithdrawal', 'CreateWithdrawal']
/** One level above the owner's, for every amount. */
const levelPolicies = (['deposit', 'withdrawal'] as const).map(operation =>
  ({ operation, currency: 'EUR', above: 0n, level: 2 }))
const toOwn = { destinationId: 'd-1', destination: '' }
const lapsed = { ...examples.owner.identification, validUntil: usualAt }
const expired = { ...examples.owner.identification, status: 'expired', level: 1 }

/** What clients ask of processors that have quotas. */
const limited = Object.values(scenarios).map(({ command }) => command as Command).filter(command =>
  processorOf(command).stores.includes('rates') && isOfClient(command.operationId)).map(({ type }) => type)
/** Where no amount does not stand for all that there is. */
const positive = allBut('PostHold', 'ReleaseHold')
const usedUp = { second: usualAt / 1_000, operations: 5 }

/** One fault or several for each reason. Faults that set one field to two values cannot meet. */
const faults: Readonly<Partial<Record<Reason, readonly Fault[]>>> = {
  invalid_id: [
    { tenant: 'a b' }, { wallet: '' }, { operationId: '' }, { by: '' }, { author: '' }, { account: 'a b' },
    { resolution: 'unknown' }
  ].map((command): Fault => ({ set: { command } })).concat(
    [{ of: ['StopTenant', 'ResumeTenant'], set: { command: { reason: '' } } }],
    [{ party: 'a b' }, { identity: 'ada' }].map(command => ({ of: ['OpenWallet'], set: { command } })),
    [{ party: 'a b' }, { destinationId: 'a b' }].map(command => ({ of: paying, set: { command } }))),
  amount_not_positive: [{ of: positive, set: { command: { amount: 0n } } }, { set: { command: { amount: -1n } } }],
  invalid_tenant: [{ attemptsMax: 0 }, { currencies: [] }, { personalKey: 'a key' }].map(command =>
    ({ of: ['AnnounceTenant'], set: { command } })),
  tenant_not_found: [{ set: { tenant: 'gone' } }],
  tenant_stopped: [{ set: { tenant: { stopped: 'an audit' } } }],
  tenant_revision_mismatch: [
    { set: { command: { expectedRevision: 6 } } }, { of: ['AnnounceTenant'], set: { tenant: { revision: 8 } } }
  ],
  tenant_topics_fixed: [
    { set: { command: { ownTopics: { partitions: 3, replication: 0, commandRetentionMs: 0 } } } }
  ],
  rate_exceeded: [5, 1].map(operationsPerSecond =>
    ({ of: limited, set: { tenant: { operationsPerSecond }, rates: usedUp } })),
  owner_required: [{ of: ['OpenWallet'], set: { tenant: { isOwnerRequired: true } } }],
  currency_not_found: [{ set: { tenant: { currencies: [] } } }, { set: { command: { currency: 'XXX' } } }],
  wallet_not_found: [{ set: { wallets: 'gone' } }],
  wallet_already_exists: [
    { of: ['OpenWallet'], set: { wallets: { status: 'open' } } },
    { of: ['OpenWallet'], set: { wallets: { status: 'closed' } } }
  ],
  wallet_opening: [{ set: { wallets: { status: 'opening' } } }],
  wallet_not_opening: [
    { of: ['RejectWallet'], set: { wallets: { status: 'open' } } },
    { of: ['ConfirmWallet', 'RejectWallet'], set: { wallets: { status: 'closed' } } }
  ],
  wallet_closed: [{ set: { wallets: { status: 'closed' } } }],
  wallet_blocked: [{ set: { wallets: { status: 'blocked' } } }],
  wallet_not_blocked: [{ set: { wallets: { status: 'open' } } }],
  owner_blocked: [
    { of: ['CreateDeposit', ...paying], set: { wallets: { owner: { ...examples.owner, isBlocked: true } } } }
  ],
  owner_mismatch: [
    { of: answers, set: { wallets: { owner: null } } },
    { of: answers, set: { wallets: { owner: { ...examples.owner, party: 'other' } } } },
    { of: answers, set: { command: { owner: { ...examples.owner, identity: 'other' } } } },
    { of: paying, set: { command: { destinationId: 'd-1' }, wallets: { owner: null } } },
    { of: paying, set: { command: { destination: 'card-tok' }, wallets: { owner: examples.owner } } }
  ],
  withdrawal_not_found: [{ set: { withdrawals: 'gone' } }],
  withdrawal_already_exists: [
    { set: { withdrawals: { status: 'pending' } } }, { set: { withdrawals: { status: 'failed' } } }
  ],
  withdrawal_already_completed: [{ set: { withdrawals: { status: 'completed' } } }],
  withdrawal_already_failed: [{ set: { withdrawals: { status: 'failed' } } }],
  withdrawal_already_confirmed: [{ of: ['ConfirmWithdrawal'], set: { withdrawals: examples.pending as never } }],
  withdrawal_not_confirmed: [{ of: ['CompleteWithdrawal'], set: { withdrawals: examples.unconfirmed as never } }],
  withdrawal_still_pending: [{ set: { withdrawals: { status: 'pending' } } }],
  quote_already_exists: [{ set: { quotes: { quote: 'q-1' } } }],
  quote_not_found: [{ of: ['CreateWithdrawal'], set: { command: { quote: 'q-1' }, quotes: 'gone' } }],
  quote_expired: [{ of: ['CreateWithdrawal'], set: { command: { quote: 'q-1' }, quotes: { expiresAt: usualAt } } }],
  quote_mismatch: ['destination', 'amount', 'currency', 'method', 'party', 'route'].map(field => ({
    of: ['CreateWithdrawal'],
    set: { command: { quote: 'q-1' }, quotes: { [field]: field === 'route' ? { provider: 'other' } : 'other' } }
  })),
  payout_not_found: [
    { of: ofPayouts, set: { payouts: 'gone' } },
    { of: ofPayouts, set: { payouts: { status: 'unmatched' } } },
    { set: { command: { notification: { ...examples.paid, reference: 'acme/bob/w-1/1' } } } },
    { of: ['RecordInvoicePaid'], set: { command: { reference: 'acme/alice/w-2/1' } } }
  ],
  payout_already_exists: [
    { set: { payouts: { status: 'invoice_requested' } } }, { set: { payouts: { status: 'failed' } } }
  ],
  attempt_not_found: [{ set: { command: { reference: 'acme/alice/w-1/2' } } }],
  provider_mismatch: [
    { of: said, set: { payouts: { attempts: ofSlow } } },
    { of: ['RecordInvoicePaid'], set: { command: { provider: 'slow' } } },
    { set: { command: { notification: { ...examples.paid, provider: 'slow' } } } }
  ],
  payout_already_completed: [{ set: { payouts: { status: 'completed' } } }],
  payout_already_failed: [
    { set: { payouts: { status: 'failed' } } }, { set: { payouts: { status: 'paid_after_close' } } }
  ],
  payout_already_cancelled: [{ set: { payouts: { status: 'cancelled' } } }],
  payout_not_awaiting_approval: [
    { set: { payouts: { status: 'scheduled' } } }, { set: { payouts: { status: 'completed' } } }
  ],
  payout_not_unresolved: [{ set: { payouts: { waiting: null } } }],
  payout_not_reserving: [
    { set: { payouts: { status: 'cancelled' } } },
    { of: ['AnswerTurnover'], set: { command: { reference: 'acme/alice/w-1/2' } } },
    { of: ['AnswerTurnover'], set: { payouts: { attempts: [] } } }
  ],
  notifications_full: [{ of: said, set: { payouts: { attempts: examples.reserving.attempts, kept } } }],
  turnover_already_held: [{ set: { reservations: { amount: 1n } } }],
  turnover_not_held: [{ set: { reservations: 'gone' } }, { set: { reservations: { currency: 'JPY' } } }],
  currency_mismatch: [
    { set: { wallets: { currency: 'JPY' } } }, { set: { command: { currency: 'JPY' } } },
    { of: ['CompleteWithdrawal'], set: { command: { postings: inYen } } }
  ],
  amount_mismatch: [dearer, elsewhere].map(each =>
    ({ of: ['CompleteWithdrawal'], set: { command: { postings: each } } })),
  provider_not_found: [{ set: { provider: 'gone' } }, { set: { command: { provider: 'slow' } } }],
  provider_currency_not_supported: [{ set: { provider: { currencies: [] } } }],
  identification_required: guardedFrom(null),
  identification_expired: [lapsed, expired].flatMap(identification =>
    guardedFrom({ ...examples.owner, identification })),
  identification_level_too_low: guardedFrom(examples.owner),
  no_route_found: [
    { set: { provider: 'gone' } }, { set: { provider: { currencies: ['JPY'] } } },
    { set: { command: { provider: 'slow' } } }
  ],
  wallet_not_empty: [
    { of: ['CloseWallet'], set: { wallets: { incoming: 1n } } }, { set: { wallets: { posted: 1n } } },
    { set: { wallets: { posted: 1n, held: 1n } } }
  ],
  limit_exceeded: limitFaults,
  balance_over_limit: [
    { of: ['CreateDeposit'], set: { wallets: { posted: most } } },
    { of: ['CreateDeposit'], set: { command: { amount: most } } },
    { of: ['ClaimWithdrawal'], set: { withdrawals: { receivable: most } } }
  ],
  insufficient_funds: [
    { set: { wallets: { posted: 0n } } }, { set: { wallets: { held: 99_99n } } },
    { of: allBut('RevertDeposit'), set: { command: { amount: 100_01n } } }
  ]
}

const page = readProjectFile('docs/refusals.md')
const enumeration: readonly Reason[] = JSON.parse(readProjectFile('schemas/shared/Reason.avsc')).symbols
const ladders = laddersOf(page)

const docs = suite('docs/refusals.md')

docs('explains every reason, in the order of the enum', () => {
  const headings = [...section(page, '## Reasons').matchAll(/^### (\w+)$/gm)].map(match => match[1])
  assert.equal(headings, enumeration.filter(reason => reason !== 'unknown'))
})

docs('has a ladder for every command, and every command a scenario', () => {
  const commands = Object.values(topology.processors).flatMap(({ commands: { value } }) => typesOf(schemas[value]))
  assert.equal([...ladders.keys()], Object.keys(scenarios))
  assert.equal(Object.keys(scenarios).sort(), commands.sort())
})

docs('puts every ladder in the order of the enum', () => {
  for (const [command, ladder] of ladders) {
    assert.equal(ladder, enumeration.filter(reason => ladder.includes(reason)), command)
  }
})

docs('has every reason on some ladder, but for those that the engine gives before', () => {
  const reachable = new Set([...ladders.values()].flat())
  const rest = enumeration.filter(reason => !reachable.has(reason))
  assert.equal(rest, ['unknown', 'operation_id_reused', 'revision_mismatch'])
})

docs.run()

const precedence = suite('precedence')

for (const [command, ladder] of ladders) {
  const scenario = scenarios[command]!

  precedence(`${command} goes through when nothing is wrong`, () => {
    assert.is(reasonOf(decide(scenario)), undefined)
  })

  precedence(`${command} is refused for each reason of its ladder, and for no other`, () => {
    for (const reason of enumeration) {
      const candidates = faultsOf(reason, scenario)
      for (const fault of candidates) {
        const given = reasonOf(decide(apply(scenario, fault)))
        if (ladder.includes(reason)) assert.is(given, reason, show(fault))
        else assert.ok(given === undefined || ladder.includes(given), `${given} is not on the ladder`)
      }
      assert.ok(candidates.length > 0 || !ladder.includes(reason), `${reason} is never given`)
    }
  })

  precedence(`${command} is refused for the first of two reasons`, () => {
    let pairs = 0
    for (const [place, first] of ladder.entries()) {
      for (const second of ladder.slice(place + 1)) {
        for (const [one, other] of compatible(faultsOf(first, scenario), faultsOf(second, scenario))) {
          const given = reasonOf(decide(apply(apply(scenario, other), one)))
          assert.is(given, first, `${first} before ${second}: ${show(one)} ${show(other)}`)
          pairs++
        }
      }
    }
    assert.ok(pairs >= ladder.length - 1, `${pairs} pairs are too few to show an order`)
  })
}

precedence.run()

function allBut(...names: readonly string[]): readonly string[] {
  return Object.keys(scenarios).filter(name => !names.includes(name))
}

/** What needs a level, when the wallet has this owner. */
function guardedFrom(owner: object | null): readonly Fault[] {
  const set = { tenant: { levelPolicies }, wallets: { owner } }
  const command = owner === null ? {} : toOwn
  return [{ of: ['CreateDeposit'], set }, { of: ['CreateWithdrawal'], set: { ...set, command } }]
}

function decide({ command, tenant, provider, verifier, source, ...rows }: Scenario): Answer {
  const tables = tablesOf({
    tenants: tenant === undefined ? [] : [tenant as typeof examples.acme],
    providers: provider === undefined ? [] : [provider as typeof examples.swift],
    verifiers: verifier === undefined ? [] : [verifier as Plain<Verifier>],
    sources: source === undefined ? [] : [source as Plain<Source>]
  })
  return processorOf(command).decider.decide(command, rows, tables as never, usualAt) as Answer
}

function processorOf({ type }: { readonly type: string }): Processor {
  const processors: readonly Processor[] = Object.values(topology.processors)
  const takes = ({ commands }: Processor): readonly string[] => typesOf(schemas[commands.value as 'WalletCommand'])
  return processors.find(processor => takes(processor).includes(type))!
}

type Answer = OperationRefused | RegistrationRejected | TransferDeclined | { readonly type: '' }

/** A wallet that waits for an answer is told why not by an event of its own. */
function reasonOf(event: Answer): Reason | undefined {
  switch (event.type) {
    case 'OperationRefused':
    case 'RegistrationRejected': return event.reason
    case 'TransferDeclined': return event.reason as Reason
    default: return undefined
  }
}

function apply(scenario: Scenario, fault: Fault): Scenario {
  const result: Record<string, unknown> = { ...scenario }
  for (const [part, change] of Object.entries(fault.set)) {
    result[part] = change === 'gone' ? undefined : { ...rows[part], ...result[part] as object | undefined, ...change }
  }
  return result as unknown as Scenario
}

/** What is there once a fault brings it about: `wallet_already_exists`. */
const rows: Readonly<Record<string, object>> = {
  wallets: examples.open, withdrawals: examples.pending, quotes: examples.quote, payouts: examples.started,
  reservations: examples.reservation, holds: ofHolds.placed, deposits: ofHolds.deposited, reverts: ofHolds.reverted,
  ...partyRows, ...transfers.rows, ...batches.rows
}

/** Those that can be brought about: a command has the fields that it has. */
function faultsOf(reason: Reason, scenario: Scenario): readonly Fault[] {
  const { command } = scenario
  const ofMoney = [transfers, batches, adjustments, repairs].map(each => each.faults)
  const all = [faults, faultsOfParties, faultsOfHolds, faultsOfDeposits, ...ofMoney]
  const known = all.flatMap(each => each[reason] ?? [])
  return known.filter(({ of, set }) => (of === undefined || of.includes(command.type))
    && Object.keys(set.command ?? {}).every(field => field in command) && !contradicts(scenario, set))
}

/** With something pending, a wallet cannot have less than is held for it. */
function contradicts(scenario: Scenario, { wallets: change }: Fault['set']): boolean {
  const { withdrawals, holds, transfers: sent, batches: batch } = scenario
  const isPending = (withdrawals ?? holds ?? sent ?? batch) !== undefined
  return isPending && typeof change === 'object' && ('posted' in change || 'held' in change)
}
