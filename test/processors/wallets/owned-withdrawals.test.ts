import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type { FollowUp, Tables } from '../../../processors/decider.ts'
import type { WalletCommand, WalletEventBody } from '../../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../../support/given.ts'
import { fixed, posting, providerOf, ruleOf, tenantOf, terminalOf } from '../../support/plans.ts'
import {
  cancelWithdrawal, completed, completeWithdrawal, confirmedOrder, confirmWithdrawal, createWithdrawal, failed,
  failWithdrawal, holding, open, order, owned, owner, pending, postings, quote, quoteOwned, quoteWithdrawal,
  reviewWithdrawal, swift, tables, unconfirmed, withdrawOwned
} from '../examples.ts'

const given = specification(wallets, tables)
const waiting: WalletRows = { wallets: { ...owned, held: 30_00n }, withdrawals: unconfirmed, quotes: undefined }
const asked = 'alice/op-1/register/confirm'
const confirmed: WalletRows = {
  ...waiting,
  withdrawals: { ...unconfirmed, hold: { ...unconfirmed.hold!, order: confirmedOrder, isConfirmed: true, asked } }
}
const balance = { posted: 100_00n, held: 30_00n }
const levelPolicies = [{ operation: 'withdrawal', currency: 'EUR', above: 29_99n, level: 2 }] as const
const strict = tablesOf({ tenants: [tenantOf({ levelPolicies })], providers: [swift] })

const naming = suite('withdrawals from owned wallets')

naming('go to a destination of the owner\'s, by its id', () => {
  for (const command of [quoteOwned, withdrawOwned]) {
    for (const change of [{ destinationId: '' }, { destination: 'tok' }, { method: 'card' }, { party: 'p-2' }]) {
      given({ wallets: owned }).when({ ...command, ...change }).refuses('owner_mismatch')
    }
    assert.is.not(decided({ ...command, party: 'p-1' }, { wallets: owned }).type, 'OperationRefused')
  }
})

naming('and those of nobody\'s wallet to a token', () => {
  for (const command of [quoteWithdrawal, createWithdrawal]) {
    given({ wallets: open }).when({ ...command, destinationId: 'd-1' }).refuses('owner_mismatch')
  }
})

const created: WalletEventBody = {
  type: 'WithdrawalCreated', withdrawal: 'w-1', provider: 'swift', destination: '', amount: 30_00n, currency: 'EUR',
  balance, tenantRevision: 7, providerRevision: 3, method: '', party: 'p-1', scheduledAt: 0, quote: '', hold: 30_00n,
  route: null, destinationId: 'd-1', identity: 'ada', identityRevision: 3, level: 0,
  localDay: 0
}

naming('hold the money, and ask the party instead of the payout', () => {
  given({ wallets: owned }).when(withdrawOwned).emits(created)
  const rows = wallets.evolve({ wallets: owned }, { ...head('op-1'), ...created })
  assert.equal(rows, waiting)
  const register = {
    type: 'RegisterWithdrawal', tenant: 'acme', party: 'p-1', operationId: 'alice/op-1/register', wallet: 'alice',
    withdrawal: 'w-1', identity: 'ada', destinationId: 'd-1'
  }
  assert.equal(reacted('op-1', created, rows), [{ to: 'partyCommands', record: { ...register, level: 0 } }])

  const better = { ...owned, owner: { ...owner, identification: { ...owner.identification, level: 2 } } }
  const guarded = decided(withdrawOwned, { wallets: better }, strict)
  assert.equal(reacted('op-1', guarded, rows), [{ to: 'partyCommands', record: { ...register, level: 2 } }],
    'it is asked for the level that was needed')
})

naming.run()

const confirming = suite('confirming a withdrawal')

const { destination, method, pinned } = confirmedOrder
const withdrawalConfirmed: WalletEventBody = {
  type: 'WithdrawalConfirmed', withdrawal: 'w-1', destination, method, pinned: pinned!, order: confirmedOrder, balance
}

confirming('fixes where to, and starts the payout', () => {
  given(waiting).when(confirmWithdrawal).emits(withdrawalConfirmed)
  const rows = wallets.evolve(waiting, { ...head('alice/op-1/register/confirm'), ...withdrawalConfirmed })
  assert.equal(rows, confirmed)
  assert.equal(reacted('alice/op-1/register/confirm', withdrawalConfirmed, rows), [{
    to: 'withdrawalCommands',
    record: {
      type: 'StartPayout', tenant: 'acme', wallet: 'alice', operationId: 'alice/op-1/register/confirm/payout',
      withdrawal: 'w-1', ...confirmedOrder
    }
  }])
})

confirming('goes on when wallet and owner are blocked meanwhile', () => {
  const wallet = { ...waiting.wallets!, status: 'blocked' as const, owner: { ...owner, isBlocked: true } }
  given({ ...waiting, wallets: wallet }).when(confirmWithdrawal).emits(withdrawalConfirmed)
})

confirming('happens once, and never to what nobody has to confirm', () => {
  given(confirmed).when(confirmWithdrawal).refuses('withdrawal_already_confirmed')
  given({ wallets: holding, withdrawals: pending }).when(confirmWithdrawal).refuses('withdrawal_already_confirmed')
  given({ wallets: owned, withdrawals: failed }).when(confirmWithdrawal).refuses('withdrawal_already_failed')
})

confirming('comes before anything can be paid', () => {
  given(waiting).when(completeWithdrawal).refuses('withdrawal_not_confirmed')
})

const cancelled: WalletEventBody =
  { type: 'WithdrawalFailed', withdrawal: 'w-1', reason: 'cancelled', amount: 30_00n, currency: 'EUR', balance: {
    posted: 100_00n, held: 0n
  } }

confirming('finds the client\'s change of mind, for which there was no payout to ask', () => {
  const requested = decided(cancelWithdrawal, waiting)
  assert.equal(requested, { type: 'CancellationRequested', withdrawal: 'w-1', balance })
  const rows = wallets.evolve(waiting, { ...head('op-2'), ...requested })
  assert.equal(rows.withdrawals?.hold, { ...unconfirmed.hold!, isCancelled: true })
  assert.equal(reacted('op-2', requested, rows), [])
  given(rows).when(cancelWithdrawal).emits({ type: 'CancellationRequested', withdrawal: 'w-1', balance })
  given(rows).when(confirmWithdrawal).emits(cancelled)
})

confirming('leaves later cancellations to the payout', () => {
  const requested = decided(cancelWithdrawal, confirmed)
  const rows = wallets.evolve(confirmed, { ...head('op-2'), ...requested })
  assert.is(rows, confirmed)
  assert.equal(reacted('op-2', requested, rows).map(({ record }) => 'type' in record && record.type), ['CancelPayout'])
})

confirming('is refused by the party: the withdrawal fails as it says', () => {
  given(waiting).when({ ...failWithdrawal, reason: 'service_limit_reached:withdrawals:1000' })
    .emits({ ...cancelled, reason: 'service_limit_reached:withdrawals:1000' })
})

confirming.run()

const ending = suite('the end of a withdrawal from an owned wallet')

ending('is told to the party, whichever it is', () => {
  for (const command of [completeWithdrawal, failWithdrawal]) {
    const event = decided(command, confirmed)
    const rows = wallets.evolve(confirmed, { ...head(command.operationId), ...event })
    assert.equal(rows.withdrawals, event.type === 'WithdrawalCompleted' ? { ...completed, flow: postings } : failed)
    assert.equal(reacted(command.operationId, event, rows), [{
      to: 'partyCommands',
      record: {
        type: 'UnregisterWithdrawal', tenant: 'acme', party: 'p-1', wallet: 'alice', withdrawal: 'w-1',
        operationId: `alice/${command.operationId}/unregister`
      }
    }])
    assert.equal(reacted(command.operationId, event, { ...rows, wallets: open }), [], 'and to nobody without an owner')
  }
})

ending.run()

const reviewing = suite('reviewing a withdrawal')

const reviewed = {
  type: 'WithdrawalReviewed', withdrawal: 'w-1', identityRevision: 3, balance, tenantRevision: 7
} as const

reviewing('finds that it may go on', () => {
  given(confirmed).when(reviewWithdrawal).emits({ ...reviewed, level: 0, reason: '' })
  given(waiting).when(reviewWithdrawal).emits({ ...reviewed, level: 0, reason: '' })
  assert.equal(reacted('expire-1/review/w-1', { ...reviewed, level: 0, reason: '' }, confirmed), [])
})

reviewing('finds that it must not leave, by the policy of now, and tells the payout', () => {
  const event = { ...reviewed, level: 2, reason: 'identification_level_too_low' }
  given(confirmed, strict).when(reviewWithdrawal).emits(event)
  assert.is(wallets.evolve(confirmed, { ...head('expire-1/review/w-1'), ...event }), confirmed)
  assert.equal(reacted('expire-1/review/w-1', event, confirmed), [{
    to: 'withdrawalCommands',
    record: {
      type: 'StopPayout', tenant: 'acme', wallet: 'alice', operationId: 'expire-1/review/w-1/stop', withdrawal: 'w-1',
      reason: 'identification_level_too_low'
    }
  }])
})

reviewing('fails at once what has no payout yet', () => {
  given(waiting, strict).when(reviewWithdrawal).emits({ ...cancelled, reason: 'identification_level_too_low' })
})

reviewing('asks for nothing when the tenant, and its policy, are gone', () => {
  given(confirmed, tablesOf({})).when(reviewWithdrawal).emits({ ...reviewed, level: 0, reason: '', tenantRevision: 0 })
})

reviewing('is of no use once it has ended', () => {
  given({ wallets: owned, withdrawals: completed }).when(reviewWithdrawal).refuses('withdrawal_already_completed')
  given({ wallets: owned, withdrawals: failed }).when(reviewWithdrawal).refuses('withdrawal_already_failed')
})

reviewing.run()

const quoting = suite('quotes of owned wallets')

const quoted = { ...quote, destination: '', party: 'p-1', destinationId: 'd-1' }

quoting('are for a destination by its id', () => {
  given({ wallets: owned }).when(quoteOwned).emits({ type: 'WithdrawalQuoted', quote: 'q-1', ...quoted, rejected: [] })
  const rows = { wallets: owned, quotes: quoted }
  const event = decided({ ...withdrawOwned, quote: 'q-1' }, rows)
  assert.equal(event, { ...created, quote: 'q-1', route: quoted.route })
  assert.equal(wallets.evolve(rows, { ...head('op-1'), ...event }).withdrawals?.hold?.order,
    { ...order, route: quoted.route })
  given(rows).when({ ...withdrawOwned, quote: 'q-1', destinationId: 'd-2' }).refuses('quote_mismatch')
})

quoting('and holds, count every route that some destination could take', () => {
  const dear = [posting('wallet', 'provider', fixed(9_00n))]
  const choosy = (rules: object): Tables => tablesOf({
    tenants: [tenantOf()],
    providers: [swift, providerOf('picky', { terminals: [terminalOf('t-1', { priority: 1, fee: dear, ...rules })] })]
  })
  const somewhere = [ruleOf({ destinations: ['card-'] }), ruleOf({ methods: ['bank_card'] })]
  for (const [rules, held] of [
    [{ prohibit: somewhere }, 39_00n],
    [{ allow: somewhere.slice(0, 1) }, 39_00n],
    [{ allow: somewhere.slice(1) }, 39_00n],
    [{ prohibit: [ruleOf({ parties: ['p-1'] })] }, 30_00n],
    [{ allow: [ruleOf({ parties: ['p-2'], destinations: ['card-'] })] }, 30_00n]
  ] as const) {
    for (const command of [{ ...quoteOwned, provider: '' }, { ...withdrawOwned, provider: '' }]) {
      const event = decided(command, { wallets: owned }, choosy(rules))
      assert.is('hold' in event && event.hold, held, `${command.type} ${Object.keys(rules).join()}`)
    }
  }
})

quoting.run()

function decided(command: WalletCommand, rows: WalletRows, using: Tables = tables): WalletEventBody {
  return wallets.decide(command, rows, using, usualAt) as WalletEventBody
}

function reacted(operationId: string, body: WalletEventBody, rows: WalletRows): readonly FollowUp[] {
  return wallets.react!({ ...head(operationId), ...body }, rows)
}
