import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type { WalletEvent, WalletEventBody } from '../../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../../support/given.ts'
import { fixed, posting, share } from '../../support/plans.ts'
import * as usual from '../examples.ts'
import { happens } from './happens.ts'
import * as examples from './repair-examples.ts'

/** Withdrawals and openings wait for other processors, which may still speak when people have. */
const given = specification(wallets, usual.tables)
const { retried, posted, released, completed, failed } = examples
const { holding, owned } = usual
const alice = { tenant: 'acme', wallet: 'alice' }
const stop = {
  type: 'StopPayout', ...alice, operationId: 'repair-1/stop', withdrawal: 'w-1', reason: 'repaired'
}

const ofWithdrawals = suite('a repaired withdrawal')
const withdrawing: WalletRows = { wallets: holding, withdrawals: examples.withdrawal }

ofWithdrawals('has left by the tenant\'s plan when it is completed, and the payout must not leave', () => {
  const { body, rows, sent } = happens({ ...examples.repairWithdrawal, ...posted }, withdrawing)
  assert.equal(pick(body, 'balance', 'postings', 'amount', 'released', 'provider', 'isConfirmed'), {
    balance: { posted: 70_00n, held: 0n }, postings: usual.postings, amount: 30_00n, released: 0n, provider: 'swift',
    isConfirmed: true
  })
  assert.equal(rows.withdrawals, {
    ...usual.completed, flow: usual.postings, moved: { postings: usual.postings, isAdjusted: true }
  })
  assert.equal(sent, [stop])
})

ofWithdrawals('gives back what the plan leaves of its hold, and all of it when it fails', () => {
  const dear = { ...examples.withdrawal, hold: { ...examples.withdrawal.hold!, hold: 35_00n } }
  const rows = { wallets: { ...holding, held: 40_00n }, withdrawals: dear }
  const withFee = tablesOf({ tenants: [usual.withFee], providers: [usual.swift] })
  const { body } = happens({ ...examples.repairWithdrawal, ...posted }, rows, withFee)
  assert.equal(pick(body, 'balance', 'amount', 'released'), {
    balance: { posted: 69_00n, held: 5_00n }, amount: 31_00n, released: 4_00n
  })
  const given = happens({ ...examples.repairWithdrawal, ...released }, rows, withFee)
  assert.equal(pick(given.body, 'balance', 'amount', 'released', 'postings'), {
    balance: { posted: 100_00n, held: 5_00n }, amount: 0n, released: 35_00n, postings: []
  })
  assert.equal(given.sent, [stop])
})

ofWithdrawals('takes what is held and no more, should the plan of today take more', () => {
  const plan = [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(90_00n))]
  const dearer = tablesOf({ tenants: [{ ...usual.acme, withdrawalPlan: plan }], providers: [usual.swift] })
  const { body } = happens({ ...examples.repairWithdrawal, ...posted }, withdrawing, dearer)
  assert.equal(pick(body, 'amount', 'postings'), { amount: 30_00n, postings: usual.postings })
})

ofWithdrawals('goes the way of its quote', () => {
  const fee = { debit: 'wallet/alice', credit: 'fees/swift', amount: 1_00n, currency: 'EUR' }
  const route = { ...usual.quote.route, postings: [...usual.postings, fee] }
  const order = { ...examples.withdrawal.hold!.order, route }
  const quoted = { ...examples.withdrawal, hold: { ...examples.withdrawal.hold!, provider: '', hold: 31_00n, order } }
  const rows = { wallets: { ...holding, held: 31_00n }, withdrawals: quoted }
  const { body } = happens({ ...examples.repairWithdrawal, ...posted }, rows)
  assert.equal(pick(body, 'provider', 'postings'), { provider: 'swift', postings: route.postings })
  const other = happens({ ...examples.repairWithdrawal, ...posted, provider: 'slow' }, rows)
  assert.equal(pick(other.body, 'amount', 'released'), { amount: 30_00n, released: 1_00n }, 'unless another has paid')
})

ofWithdrawals('needs somebody who has paid it', () => {
  const anybody = { ...examples.withdrawal, hold: { ...examples.withdrawal.hold!, provider: '' } }
  const rows = { wallets: holding, withdrawals: anybody }
  given(rows).when({ ...examples.repairWithdrawal, ...posted }).refuses('invalid_repair', { fields: ['provider'] })
  const { body } = happens({ ...examples.repairWithdrawal, ...posted, provider: 'swift' }, rows)
  assert.equal(pick(body, 'provider', 'postings'), { provider: 'swift', postings: usual.postings })
  assert.is(happens({ ...examples.repairWithdrawal, ...released }, rows).body.type, 'WithdrawalRepaired')
})

ofWithdrawals('has its payout asked for again by the name that it was asked for by before', () => {
  const { sent } = happens({ ...examples.repairWithdrawal, ...retried }, withdrawing)
  const { order } = examples.withdrawal.hold!
  assert.equal(sent, [
    { type: 'StartPayout', ...alice, operationId: 'op-1/payout', withdrawal: 'w-1', ...order }
  ])
})

const unconfirmed: WalletRows = { wallets: { ...owned, held: 30_00n }, withdrawals: examples.unconfirmed }

ofWithdrawals('that waits for its party asks the party again', () => {
  const { sent } = happens({ ...examples.repairWithdrawal, ...retried }, unconfirmed)
  assert.equal(sent, [{
    type: 'RegisterWithdrawal', tenant: 'acme', party: 'p-1', operationId: 'alice/op-1/register', wallet: 'alice',
    withdrawal: 'w-1', identity: 'ada', destinationId: 'd-1', level: 0
  }])
})

ofWithdrawals('waits for its payout since its party has confirmed it, and no longer', () => {
  const event = { ...wallets.decide(usual.confirmWithdrawal, unconfirmed, usual.tables, usualAt) } as WalletEventBody
  const at = usualAt + 5
  const { withdrawals } = wallets.evolve(unconfirmed, { ...head('op-2'), step: 0, ...event, at } as WalletEvent)
  assert.is(withdrawals?.since, at)
})

ofWithdrawals('that waits for its party can fail, and cannot be paid', () => {
  given(unconfirmed).when({ ...examples.repairWithdrawal, ...posted }).refuses('withdrawal_not_confirmed')
  const { sent, rows } = happens({ ...examples.repairWithdrawal, ...released }, unconfirmed)
  assert.equal(sent.map(({ type }) => type), ['UnregisterWithdrawal'], 'there is no payout to stop')
  given(rows).when(usual.confirmWithdrawal).refuses('withdrawal_already_failed')
})

ofWithdrawals('that was completed stays so, whatever the payout says', () => {
  const { rows } = happens({ ...examples.repairWithdrawal, ...posted }, withdrawing)
  given(rows).when(usual.completeWithdrawal).refuses('withdrawal_already_completed')
  given(rows).when(usual.failWithdrawal).refuses('withdrawal_already_completed')
})

ofWithdrawals('that failed and turns out to be paid is a claim, and what is owed is netted by an adjustment', () => {
  const { rows } = happens({ ...examples.repairWithdrawal, ...released }, withdrawing)
  given(rows).when(usual.failWithdrawal).refuses('withdrawal_already_failed')
  const late = happens({ ...usual.completeWithdrawal, provider: 'swift', postings: usual.postings }, rows)
  assert.is(late.body.type, 'WithdrawalClaimed')
  assert.equal(pick(late.body, 'amount', 'collected', 'receivable', 'balance'), {
    amount: 30_00n, collected: 0n, receivable: 30_00n, balance: { posted: 100_00n, held: 0n }
  })
  assert.is(late.rows.withdrawals?.receivable, 30_00n)
  const said = { author: 'Ada', reason: 'it was paid' }
  const adjust = {
    type: 'AdjustWithdrawal', ...alice, operationId: 'adjust-1', withdrawal: 'w-1', status: 'completed',
    postings: usual.postings, ...said
  } as const
  const adjusted = happens(adjust, late.rows)
  assert.equal(pick(adjusted.body, 'balance'), { balance: { posted: 70_00n, held: 0n } })
  assert.is(adjusted.rows.withdrawals?.receivable, 0n)
})

ofWithdrawals('that the payout failed is refused as ever when it is said to be paid', () => {
  given({ wallets: usual.open, withdrawals: usual.failed })
    .when({ ...usual.completeWithdrawal, postings: usual.postings }).refuses('withdrawal_already_failed')
})

ofWithdrawals.run()

const ofOpenings = suite('a repaired opening')
const opening: WalletRows = { wallets: examples.opening }
const register = {
  type: 'RegisterWallet', tenant: 'acme', party: 'p-1', operationId: 'alice/open-1/register', wallet: 'alice',
  identity: 'ada'
}

ofOpenings('asks the party again by the name that it was asked by before', () => {
  assert.equal(happens({ ...examples.repairOpening, ...retried }, opening).sent, [register])
})

ofOpenings('is open by hand, and the party is asked what it knows of the owner', () => {
  const { rows, sent } = happens({ ...examples.repairOpening, ...completed }, opening)
  assert.equal(rows.wallets, { ...examples.opening, status: 'open', since: 0, asked: '' })
  assert.equal(sent, [register])
  const confirmed = happens(usual.confirmWallet, rows)
  assert.is(confirmed.body.type, 'OwnerUpdated')
  assert.equal(confirmed.rows.wallets, { ...usual.owned, posted: 0n })
  given(confirmed.rows).when(usual.confirmWallet).refuses('wallet_not_opening')
  given(rows).when(usual.rejectWallet).refuses('wallet_not_opening')
})

ofOpenings('that is given up leaves the wallet closed, and the party is told', () => {
  const { rows, sent } = happens({ ...examples.repairOpening, ...failed }, opening)
  assert.is(rows.wallets?.status, 'closed')
  assert.equal(sent, [{
    type: 'UnregisterWallet', tenant: 'acme', party: 'p-1', operationId: 'alice/repair-1/unregister', wallet: 'alice'
  }])
  given(rows).when(usual.confirmWallet).refuses('wallet_not_opening')
  given(rows).when(usual.rejectWallet).refuses('wallet_not_opening')
  given(rows).when(usual.openOwned).refuses('wallet_already_exists')
})

ofOpenings.run()

function pick(body: object, ...fields: readonly string[]): object {
  return Object.fromEntries(fields.map(field => [field, (body as Record<string, unknown>)[field]]))
}
