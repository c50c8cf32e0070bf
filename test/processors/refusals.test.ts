import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../processors/wallets/index.ts'
import { withdrawals } from '../../processors/withdrawals/index.ts'
import type { Reason } from '../../schemas/generated.ts'
import { tablesOf } from '../support/given.ts'
import * as examples from './examples.ts'
import { readProjectFile } from './project.ts'

/** A command that goes through, with all that it is decided on. */
interface Scenario {
  readonly command: { readonly type: string }
  readonly wallets?: object | undefined
  readonly withdrawals?: object | undefined
  readonly payouts?: object | undefined
  readonly tenant: object | undefined
  readonly provider: object | undefined
}

/** What makes a scenario break one rule: what is set, part by part. */
type Fault = Partial<Record<keyof Scenario, Readonly<Record<string, unknown>> | 'gone'>>

const configured = { tenant: examples.acme, provider: examples.swift }
const ending = { ...configured, wallets: examples.holding, withdrawals: examples.pending }

const scenarios: Readonly<Record<string, Scenario>> = {
  OpenWallet: { ...configured, command: examples.openWallet, wallets: undefined },
  BlockWallet: { ...configured, command: examples.blockWallet, wallets: examples.open },
  UnblockWallet: { ...configured, command: examples.unblockWallet, wallets: examples.blocked },
  CloseWallet: { ...configured, command: examples.closeWallet, wallets: examples.empty },
  CreateDeposit: { ...configured, command: examples.createDeposit, wallets: examples.open },
  CreateWithdrawal: { ...configured, command: examples.createWithdrawal, wallets: examples.open },
  CompleteWithdrawal: { ...ending, command: examples.completeWithdrawal },
  FailWithdrawal: { ...ending, command: examples.failWithdrawal },
  StartPayout: { ...configured, command: examples.startPayout },
  RecordInvoicePaid: { ...configured, command: examples.recordInvoicePaid, payouts: examples.started }
}

/** One fault or several for each reason. Faults that set one field to two values cannot meet. */
const faults: Readonly<Partial<Record<Reason, readonly Fault[]>>> = {
  invalid_id: [{ command: { tenant: 'a b' } }, { command: { wallet: '' } }, { command: { operationId: '' } }],
  amount_not_positive: [{ command: { amount: 0n } }, { command: { amount: -1n } }],
  tenant_not_found: [{ tenant: 'gone' }],
  currency_not_found: [{ tenant: { currencies: [] } }, { command: { currency: 'XXX' } }],
  wallet_not_found: [{ wallets: 'gone' }],
  wallet_already_exists: [{ wallets: { status: 'open' } }, { wallets: { status: 'closed' } }],
  wallet_closed: [{ wallets: { status: 'closed' } }],
  wallet_blocked: [{ wallets: { status: 'blocked' } }],
  wallet_not_blocked: [{ wallets: { status: 'open' } }],
  withdrawal_not_found: [{ withdrawals: 'gone' }],
  withdrawal_already_exists: [{ withdrawals: { status: 'pending' } }, { withdrawals: { status: 'failed' } }],
  withdrawal_already_completed: [{ withdrawals: { status: 'completed' } }],
  withdrawal_already_failed: [{ withdrawals: { status: 'failed' } }],
  payout_not_found: [{ payouts: 'gone' }, { payouts: { reference: 'acme/alice/w-1/2' } }],
  payout_already_exists: [{ payouts: { status: 'started' } }],
  provider_mismatch: [{ payouts: { provider: 'slow' } }, { command: { provider: 'slow' } }],
  payout_already_completed: [{ payouts: { status: 'completed' } }],
  payout_already_failed: [{ payouts: { status: 'failed' } }],
  currency_mismatch: [{ wallets: { currency: 'JPY' }, payouts: { currency: 'JPY' } }, { command: { currency: 'JPY' } }],
  amount_mismatch: [{ payouts: { amount: 1n } }, { command: { amount: 29_99n } }],
  provider_not_found: [{ provider: 'gone' }, { command: { provider: 'slow' } }],
  provider_currency_not_supported: [{ provider: { currencies: [] } }],
  wallet_not_empty: [{ wallets: { posted: 1n } }, { wallets: { posted: 1n, held: 1n } }],
  balance_over_limit: [{ wallets: { posted: 2n ** 63n - 1n } }, { command: { amount: 2n ** 63n - 1n } }],
  insufficient_funds: [{ wallets: { posted: 0n } }, { wallets: { held: 99_99n } }, { command: { amount: 100_01n } }]
}

const page = readProjectFile('docs/refusals.md')
const enumeration: readonly Reason[] = JSON.parse(readProjectFile('schemas/shared/Reason.avsc')).symbols
const ladders = laddersOf(page)

const docs = suite('docs/refusals.md')

docs('explains every reason, in the order of the enum', () => {
  const headings = [...section(page, '## Reasons').matchAll(/^### (\w+)$/gm)].map(match => match[1])
  assert.equal(headings, enumeration.filter(reason => reason !== 'unknown'))
})

docs('has a ladder for every command', () => {
  assert.equal([...ladders.keys()], Object.keys(scenarios))
})

docs('puts every ladder in the order of the enum', () => {
  for (const [command, ladder] of ladders) {
    assert.equal(ladder, enumeration.filter(reason => ladder.includes(reason)), command)
  }
})

docs('has every reason on some ladder, but for the one that the engine gives before', () => {
  const reachable = new Set([...ladders.values()].flat())
  const rest = enumeration.filter(reason => !reachable.has(reason))
  assert.equal(rest, ['unknown', 'operation_id_reused'])
})

docs.run()

const precedence = suite('precedence')

for (const [command, ladder] of ladders) {
  const scenario = scenarios[command]!

  precedence(`${command} goes through when nothing is wrong`, () => {
    assert.is.not(decide(scenario).type, 'OperationRefused')
  })

  precedence(`${command} is refused for each reason of its ladder, and for no other`, () => {
    for (const reason of enumeration) {
      for (const fault of faultsOf(reason).filter(candidate => !contradicts(scenario, candidate))) {
        const given = reasonOf(decide(apply(scenario, fault)))
        if (ladder.includes(reason)) assert.is(given, reason, show(fault))
        else assert.ok(given === undefined || ladder.includes(given), `${given} is not on the ladder`)
      }
    }
  })

  precedence(`${command} is refused for the first of two reasons`, () => {
    let pairs = 0
    for (const [place, first] of ladder.entries()) {
      for (const second of ladder.slice(place + 1)) {
        for (const [one, other] of compatible(faultsOf(first), faultsOf(second))) {
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

function decide({ command, wallets: wallet, withdrawals: withdrawal, payouts, tenant, provider }: Scenario): Answer {
  const tables = tablesOf({
    tenants: tenant === undefined ? [] : [tenant as typeof examples.acme],
    providers: provider === undefined ? [] : [provider as typeof examples.swift]
  })
  const ofPayouts = command.type === 'StartPayout' || command.type === 'RecordInvoicePaid'
  return ofPayouts
    ? withdrawals.decide(command as never, { payouts } as never, tables)
    : wallets.decide(command as never, { wallets: wallet, withdrawals: withdrawal } as never, tables)
}

type Answer = ReturnType<typeof wallets.decide> | ReturnType<typeof withdrawals.decide>

function reasonOf(event: Answer): Reason | undefined {
  return event.type === 'OperationRefused' ? event.reason : undefined
}

function apply(scenario: Scenario, fault: Fault): Scenario {
  const result: Record<string, unknown> = { ...scenario }
  for (const [part, change] of Object.entries(fault)) {
    result[part] = change === 'gone' ? undefined : { ...rows[part], ...result[part] as object | undefined, ...change }
  }
  return result as unknown as Scenario
}

/** What is there once a fault brings it about: `wallet_already_exists`. */
const rows: Readonly<Record<string, object>> =
  { wallets: examples.open, withdrawals: examples.pending, payouts: examples.started }

function faultsOf(reason: Reason): readonly Fault[] {
  return faults[reason] ?? []
}

/** With a withdrawal pending, a wallet cannot have less than is held for it. */
function contradicts({ withdrawals: pending }: Scenario, { wallets: change }: Fault): boolean {
  return pending !== undefined && typeof change === 'object' && ('posted' in change || 'held' in change)
}

/** Pairs of faults that can be there at once: they set different things. */
function compatible(ones: readonly Fault[], others: readonly Fault[]): readonly (readonly [Fault, Fault])[] {
  return ones.flatMap(one => others.map(other => [one, other] as const)).filter(([one, other]) => !clash(one, other))
}

function clash(one: Fault, other: Fault): boolean {
  return Object.entries(one).some(([part, change]) => {
    const otherChange = other[part as keyof Scenario]
    if (otherChange === undefined) return false
    if (change === 'gone' || otherChange === 'gone') return true
    return Object.keys(change).some(field => field in otherChange)
  })
}

function laddersOf(text: string): ReadonlyMap<string, readonly Reason[]> {
  const [, ...parts] = section(text, '## Precedence').split(/^### /m)
  return new Map(parts.map(part => [
    part.slice(0, part.indexOf('\n')),
    [...part.matchAll(/^\| (\d+) \| \[`(\w+)`\]\(#\2\) \|/gm)].map((match, index) => {
      assert.is(Number(match[1]), index + 1, `the steps of a ladder are numbered: ${match[0]}`)
      return match[2] as Reason
    })
  ]))
}

function section(text: string, heading: string): string {
  const start = text.indexOf(`\n${heading}\n`)
  assert.ok(start >= 0, heading)
  const end = text.indexOf('\n## ', start + 1)
  return text.slice(start, end < 0 ? undefined : end)
}

function show(fault: Fault): string {
  return JSON.stringify(fault, (_, value: unknown) => typeof value === 'bigint' ? `${value}n` : value)
}
