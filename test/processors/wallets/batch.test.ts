import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { FollowUp, Tables } from '../../../processors/decider.ts'
import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type {
  BatchCreated, Bound, LimitPolicy, OperationRefused, Plain, Tenant, WalletCommand, WalletEventBody
} from '../../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../../support/given.ts'
import { fixed, policyOf, posting, share, tenantOf } from '../../support/plans.ts'
import { euro, open, owned, owner, tables, yen } from '../examples.ts'
import { batchFlow, completedBatch, createBatch, pendingBatch, recordReservation } from './batch-examples.ts'

/** The wallet that pays a batch. What the others do is in `reservation.test.ts`. */
const given = specification(wallets, tables)
const balance = { posted: 100_00n, held: 50_00n }
const [toBob, toCarol] = createBatch.transfers as [BatchTransfer, BatchTransfer]

const created: BatchCreated = {
  type: 'BatchCreated', batch: 'b-1', transfers: pendingBatch.legs, amount: 50_00n, currency: 'EUR', hold: 50_00n,
  balance, flow: batchFlow, tenantRevision: 7, identity: '', identityRevision: 0, localDay: 0
}
const waiting: WalletRows = { wallets: { ...open, held: 50_00n }, batches: pendingBatch }

const creating = suite('creating a batch')

creating('holds the money of all its transfers', () => {
  given({ wallets: open }).when(createBatch).emits(created)
  assert.equal(wallets.evolve({ wallets: open }, { ...head('batch-1'), ...created }), waiting)
})

creating('asks each wallet for room, by a name that no other operation has', () => {
  const common = { type: 'ReserveCredit', tenant: 'acme', from: 'alice', batch: 'b-1', currency: 'EUR' }
  assert.equal(reacted(created, waiting), [
    { ...common, wallet: 'bob', operationId: 'batch/alice/b-1/t-1/reserve', transfer: 'b-1/t-1', amount: 30_00n },
    { ...common, wallet: 'carol', operationId: 'batch/alice/b-1/t-2/reserve', transfer: 'b-1/t-2', amount: 20_00n }
  ])
})

creating('may pay one wallet twice', () => {
  const twice = { ...createBatch, transfers: [toBob, { ...toCarol, to: 'bob' }] }
  assert.is(decided(twice, { wallets: open }).type, 'BatchCreated')
})

creating('takes 1 to 500 transfers, each with an id of its own, to another wallet', () => {
  const many = (count: number): readonly BatchTransfer[] =>
    Array.from({ length: count }, (_, index) => ({ transfer: `t-${index}`, to: 'bob', amount: 1n }))
  assert.is(decided({ ...createBatch, transfers: many(500) }, { wallets: open }).type, 'BatchCreated')
  for (const [transfers, ...fields] of [
    [[], 'transfers'],
    [many(501), 'transfers'],
    [[toBob, { ...toCarol, transfer: 't-1' }], 'transfers[1].transfer'],
    [[{ ...toBob, transfer: 't/1' }, { ...toCarol, transfer: '' }], 'transfers[0].transfer', 'transfers[1].transfer'],
    [[toBob, { ...toCarol, to: 'alice' }], 'transfers[1].to'],
    [[{ ...toBob, transfer: 'a b', to: 'c d' }], 'transfers[0].transfer', 'transfers[0].to']
  ] as const) {
    given({ wallets: open }).when({ ...createBatch, transfers }).refuses('invalid_batch', { fields })
  }
})

creating('is refused for one transfer that is', () => {
  given({ wallets: open }).when({ ...createBatch, transfers: [toBob, { ...toCarol, amount: 0n }] })
    .refuses('amount_not_positive')
})

creating('uses an id once, whatever became of it', () => {
  for (const batches of [pendingBatch, completedBatch, { ...completedBatch, status: 'failed' as const }]) {
    given({ wallets: open, batches }).when(createBatch).refuses('batch_already_exists')
  }
})

creating('takes what may be spent and no more', () => {
  const wallet = { ...open, held: 50_01n }
  given({ wallets: wallet }).when(createBatch)
    .refuses('insufficient_funds', { balance: { posted: 100_00n, held: 50_01n } })
  given({ wallets: { ...open, held: 50_00n } }).when(createBatch)
    .emits({ ...created, balance: { posted: 100_00n, held: 100_00n } })
})

creating('has an owner who is known well enough for each transfer', () => {
  const levels = (above: bigint): Tables =>
    configured({ levelPolicies: [{ operation: 'transfer_out', currency: 'EUR', above, level: 2 }] })
  const known = { ...owner, identification: { ...owner.identification, level: 2 } }
  given({ wallets: owned }, levels(29_99n)).when(createBatch).refuses('identification_level_too_low')
  given({ wallets: owned }, levels(30_00n)).when(createBatch)
    .emits({ ...created, identity: 'ada', identityRevision: 3 })
  given({ wallets: { ...owned, owner: known } }, levels(0n)).when(createBatch)
    .emits({ ...created, identity: 'ada', identityRevision: 3 })
})

creating.run()

const fees = suite('fees of a batch')

const sent = posting('wallet', 'destination', share(1, 1))

fees('are those of each transfer, added up by the accounts that they go to', () => {
  const plan = [sent, posting('wallet', 'system', fixed(1_00n))]
  given({ wallets: open }, configured({ transferPlan: plan })).when(createBatch).emits({
    ...created, hold: 52_00n, balance: { posted: 100_00n, held: 52_00n },
    flow: [...batchFlow, { debit: 'wallet/alice', credit: 'system/settlement', amount: 2_00n, currency: 'EUR' }]
  })
})

fees('may be borne by those who are paid', () => {
  const plan = [sent, posting('destination', 'system', share(1, 10))]
  given({ wallets: open }, configured({ transferPlan: plan })).when(createBatch).emits({
    ...created,
    transfers: [{ ...toBob, credited: 27_00n }, { ...toCarol, credited: 18_00n }],
    flow: [
      ...batchFlow, { debit: 'transit/transfers', credit: 'system/settlement', amount: 5_00n, currency: 'EUR' }
    ]
  })
})

fees('that leave nothing for one of them are none', () => {
  const plan = [sent, posting('destination', 'system', fixed(20_00n))]
  given({ wallets: open }, configured({ transferPlan: plan })).when(createBatch)
    .refuses('amount_mismatch', { balance: { posted: 100_00n, held: 0n } })
})

fees('and amounts together fit a long, or are none', () => {
  const most = 2n ** 63n - 1n
  const transfers = [{ ...toBob, amount: most }, { ...toCarol, amount: 1n }]
  given({ wallets: open }).when({ ...createBatch, transfers })
    .refuses('amount_mismatch', { balance: { posted: 100_00n, held: 0n } })
})

fees.run()

const limits = suite('limits of a batch')

const upTo = (value: bigint): Plain<Bound> => ({ value, isInclusive: true })
const limited = (change: Partial<Plain<LimitPolicy>>): Tables => configured({ limits: [policyOf(change)] })

limits('are those of its transfers, made one after the other', () => {
  for (const [policy, room, used, amount] of [
    [{ measure: 'amount' }, 30_00n, 0n, 30_00n],
    [{ measure: 'turnover' }, 50_00n, 30_00n, 20_00n],
    [{ measure: 'count' }, 2n, 1n, 1n]
  ] as const) {
    assert.is(decided(createBatch, { wallets: open }, limited({ ...policy, upper: upTo(room) })).type, 'BatchCreated')
    const upper = upTo(room - 1n)
    given({ wallets: open }, limited({ ...policy, upper })).when(createBatch).refuses('limit_exceeded', {
      walletLimit: { limit: 'limit', ...policy, period: 'day', lower: null, upper, used, amount },
      balance: { posted: 100_00n, held: 0n }
    })
  }
  const lower = (value: bigint): Tables => limited({ measure: 'balance', lower: { value, isInclusive: true } })
  assert.is(decided(createBatch, { wallets: open }, lower(50_00n)).type, 'BatchCreated')
  assert.is((decided(createBatch, { wallets: open }, lower(50_01n)) as OperationRefused).reason, 'limit_exceeded')
})

limits('of a period count each transfer, and give back all of them when it fails', () => {
  const daily = limited({ measure: 'count', upper: upTo(9n) })
  const event = decided(createBatch, { wallets: open }, daily) as BatchCreated
  const rows = wallets.evolve({ wallets: open }, { ...head('batch-1'), ...event })
  const today = rows.wallets!.usages.find(({ period }) => period === 'day')
  assert.equal(today, { operation: 'transfer_out', period: 'day', start: event.localDay, amount: 50_00n, count: 2 })

  const no = { ...recordReservation, isReserved: false, reason: 'wallet_blocked' }
  const after = wallets.evolve(rows, { ...head(no.operationId), ...decided(no, rows, daily) })
  assert.ok(after.batches!.status === 'failed' && after.wallets!.usages.every(({ count }) => count === 0))
})

limits.run()

const hearing = suite('the answers to a batch')

const answer2 = { ...recordReservation, operationId: 'batch/alice/b-1/t-2/reserve/answer', transfer: 't-2' }
const half = { ...waiting, batches: { ...pendingBatch, waiting: ['t-2'] } }
const declining = { isReserved: false, reason: 'wallet_blocked' }
const end = { batch: 'b-1', transfers: pendingBatch.legs, amount: 50_00n, currency: 'EUR' }
const left = { posted: 50_00n, held: 0n }
const completed = { type: 'BatchCompleted', ...end, transfer: 't-2', balance: left, postings: batchFlow } as const
const failed =
  { type: 'BatchFailed', ...end, reason: 'wallet_blocked', balance: { posted: 100_00n, held: 0n } } as const

hearing('are waited for, one after the other', () => {
  const recorded = { type: 'ReservationRecorded', batch: 'b-1', transfer: 't-1', balance } as const
  given(waiting).when(recordReservation).emits(recorded)
  assert.equal(wallets.evolve(waiting, { ...head(recordReservation.operationId), ...recorded }), half)
})

hearing('complete it with the last yes: the hold is posted, and each wallet may take what it has room for', () => {
  given(half).when(answer2).emits(completed)
  const rows = wallets.evolve(half, { ...head(answer2.operationId), ...completed })
  assert.equal(rows, { wallets: { ...open, posted: 50_00n }, batches: completedBatch })
  const common = { type: 'ConfirmCredit', tenant: 'acme', from: 'alice' }
  assert.equal(reacted(completed, rows), [
    { ...common, wallet: 'bob', operationId: 'batch/alice/b-1/t-1/confirm', transfer: 'b-1/t-1' },
    { ...common, wallet: 'carol', operationId: 'batch/alice/b-1/t-2/confirm', transfer: 'b-1/t-2' }
  ])
})

hearing('fail it with the first no: the hold is given back, and all but the one that said it cancel', () => {
  const cancel = { type: 'CancelCredit', tenant: 'acme', from: 'alice' }
  for (const [rows, command, transfer, ...others] of [
    [half, answer2, 't-2', { wallet: 'bob', operationId: 'batch/alice/b-1/t-1/cancel', transfer: 'b-1/t-1' }],
    [waiting, recordReservation, 't-1',
      { wallet: 'carol', operationId: 'batch/alice/b-1/t-2/cancel', transfer: 'b-1/t-2' }]
  ] as const) {
    given(rows).when({ ...command, ...declining }).emits({ ...failed, transfer })
    const after = wallets.evolve(rows, { ...head(command.operationId), ...failed, transfer })
    assert.equal(after, { wallets: open, batches: { ...completedBatch, status: 'failed' } })
    assert.equal(reacted({ ...failed, transfer }, after), others.map(other => ({ ...cancel, ...other })))
  }
})

hearing('are heard when the wallet is blocked meanwhile, and its owner', () => {
  const wallet = { ...half.wallets!, status: 'blocked' as const, owner: { ...owner, isBlocked: true } }
  given({ ...half, wallets: wallet }).when(answer2).emits(completed)
  given({ ...half, wallets: wallet }).when({ ...answer2, ...declining }).emits({ ...failed, transfer: 't-2' })
})

hearing('change nothing when they come late, or twice', () => {
  for (const command of [recordReservation, { ...recordReservation, ...declining }]) {
    given({ wallets: open, batches: completedBatch }).when(command).refuses('batch_already_completed')
    given({ wallets: open, batches: { ...completedBatch, status: 'failed' } }).when(command)
      .refuses('batch_already_failed')
    given(half).when(command).refuses('credit_not_found')
    given({ wallets: open }).when(command).refuses('batch_not_found')
  }
})

hearing.run()

type BatchTransfer = Plain<(typeof createBatch)['transfers'][number]>

function configured(change: Partial<Plain<Tenant>>): Tables {
  return tablesOf({ tenants: [tenantOf({ currencies: [euro, yen], ...change })] })
}

function decided(command: WalletCommand, rows: WalletRows, using: Tables = tables): WalletEventBody {
  return wallets.decide(command, rows, using, usualAt) as WalletEventBody
}

function reacted(body: WalletEventBody, rows: WalletRows): readonly FollowUp['record'][] {
  const followUps = wallets.react!({ ...head('batch-1'), ...body }, rows)
  assert.ok(followUps.every(({ to }) => to === 'walletCommands'))
  return followUps.map(({ record }) => record)
}
