import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { reasonsBeforeQuota, withQuota } from '../../processors/rate.ts'
import type { RateRows } from '../../processors/rate.ts'
import { wallets } from '../../processors/wallets/index.ts'
import type { WalletRows } from '../../processors/wallets/rows.ts'
import type { Plain, Rate, Reason, WalletEvent, WalletEventBody } from '../../schemas/generated.ts'
import type { Processor } from '../../runtime/topology.ts'
import { topology } from '../../topology.ts'
import { head, specification, tablesOf, usualAt } from '../support/given.ts'
import { tenantOf } from '../support/plans.ts'
import * as examples from './examples.ts'
import { readProjectFile } from './project.ts'

const { createDeposit, failWithdrawal } = examples
const decider = withQuota(wallets)
const second = usualAt / 1_000

const limited = tablesOf({ tenants: [tenantOf({ operationsPerSecond: 3 })], providers: [examples.swift] })
const rows = { wallets: examples.open }
const given = specification(decider, limited)

const registered = { type: 'PartyRegistered', party: 'p-1', publicKey: Buffer.alloc(0), tenantRevision: 7 }

const refusing = suite('a quota refuses')

refusing('what comes after as many operations as the tenant has in a second', () => {
  accepts({})
  accepts({ rates: used(2) })
  given({ ...rows, rates: used(3) }).when(createDeposit).refuses('rate_exceeded')
  given({ ...rows, rates: used(4) }).when(createDeposit).refuses('rate_exceeded')
})

refusing('until the second is over', () => {
  given({ ...rows, rates: used(3) }, limited, usualAt + 999).when(createDeposit).refuses('rate_exceeded')
  accepts({ rates: used(3) }, usualAt + 1_000)
})

refusing('what a broker\'s clock says is from an earlier second, too', () => {
  given({ ...rows, rates: used(3) }, limited, usualAt - 1).when(createDeposit).refuses('rate_exceeded')
})

refusing('nothing of a tenant without a quota, and of one that is not known', () => {
  const free = specification(decider, examples.tables)
  free({ ...rows, rates: used(1_000_000) }).when(createDeposit).emits(deposited())
  specification(decider, tablesOf({}))({ rates: used(3) }).when(examples.blockWallet).refuses('wallet_not_found')
})

refusing('by the default row whom it admits', () => {
  const byDefault = tablesOf({ tenants: [tenantOf({ tenant: '*', operationsPerSecond: 3 })] })
  given({ ...rows, rates: used(3) }, byDefault).when(createDeposit).refuses('rate_exceeded')
})

refusing('nothing that processors and clocks ask for', () => {
  const pending = { wallets: examples.holding, withdrawals: examples.pending, rates: used(3) }
  const emitted = wallets.decide(failWithdrawal, pending, limited, usualAt)
  given(pending).when(failWithdrawal).emits(emitted as WalletEventBody)
  const { type } = decider.decide(examples.expireQuote, { ...rows, quotes: examples.quote, rates: used(3) }, limited,
    examples.quote.expiresAt)
  assert.is(type, 'QuoteExpired')
})

refusing('for it before anything that only we can see, and after what the sender can', () => {
  given({ rates: used(3) }).when(createDeposit).refuses('rate_exceeded')
  given({ rates: used(3) }).when({ ...createDeposit, amount: 0n }).refuses('amount_not_positive')
  given({ rates: used(3) }).when({ ...createDeposit, source: '' }).refuses('invalid_id', { fields: ['source'] })
})

refusing('with the reasons before it that stand before it in the enum', () => {
  const enumeration: readonly Reason[] = JSON.parse(readProjectFile('schemas/shared/Reason.avsc')).symbols
  const before = enumeration.slice(0, enumeration.indexOf('rate_exceeded'))
  // The engine's, and those of announcements, which have no quota.
  const others = [
    'unknown', 'operation_id_reused', 'revision_mismatch', 'invalid_tenant', 'tenant_revision_mismatch',
    'tenant_topics_fixed'
  ]
  assert.equal(before.filter(reason => !others.includes(reason)), [...reasonsBeforeQuota])
})

refusing.run()

const counting = suite('a quota counts')

counting('each operation of a client in its second', () => {
  assert.equal(folded({ wallets: examples.open }, deposited()).rates, used(1))
  assert.equal(folded({ wallets: examples.open, rates: used(2) }, deposited(), usualAt + 999).rates, used(3))
  assert.equal(folded({ wallets: examples.open, rates: used(2) }, deposited(), usualAt + 1_000).rates,
    { second: second + 1, operations: 1 })
})

counting('what is from an earlier second in the latest one', () => {
  assert.equal(folded({ wallets: examples.open, rates: used(2) }, deposited(), usualAt - 1).rates, used(3))
})

counting('no refusal, no dead letter, and nothing that processors ask for', () => {
  const before = { wallets: examples.holding, withdrawals: examples.pending, rates: used(2) }
  const refused = wallets.decide({ ...createDeposit, amount: 0n }, before, limited, usualAt) as WalletEventBody
  assert.is(folded(before, refused), before)
  assert.is(folded(before, { type: 'RecordDeadLettered', reason: 'empty' }), before)
  const failed = wallets.decide(failWithdrawal, before, limited, usualAt) as WalletEventBody
  const after = decider.evolve(before, { ...head(failWithdrawal.operationId), ...failed } as WalletEvent)
  assert.is(after.rates, before.rates)
  assert.is(after.withdrawals!.status, 'failed')
})

counting('beside all that the decider itself folds', () => {
  const { rates, ...others } = folded({ ...rows, rates: used(2) }, deposited())
  assert.equal(others, wallets.evolve(rows, { ...head('deposit-1'), ...deposited() } as WalletEvent))
  assert.equal(rates, used(3))
})

counting('in both processors that clients send commands to', () => {
  const processors: Readonly<Record<string, Processor>> = topology.processors
  const counted = Object.keys(processors).filter(name => processors[name]!.stores.includes('rates'))
  assert.equal(counted, ['wallets', 'parties'])
  for (const name of counted) {
    const event = name === 'wallets' ? deposited() : registered
    assert.equal(processors[name]!.decider.evolve(rows, { ...head('op-1'), ...event }).rates, used(1), name)
  }
})

counting.run()

function used(operations: number): Plain<Rate> {
  return { second, operations }
}

function accepts(change: RateRows, at = usualAt): void {
  given({ ...rows, ...change }, limited, at).when(createDeposit).emits(deposited())
}

function deposited(): WalletEventBody {
  return wallets.decide(createDeposit, rows, limited, usualAt) as WalletEventBody
}

function folded(before: WalletRows & RateRows, body: WalletEventBody, at = usualAt): WalletRows & RateRows {
  return decider.evolve(before, { ...head('deposit-1'), at, ...body } as WalletEvent)
}
