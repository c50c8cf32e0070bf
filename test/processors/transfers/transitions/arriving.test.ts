import { suite } from 'uvu'

import { policyOf } from '../../../support/plans.ts'
import { deposit, story } from '../transfer-story.ts'
import type { TransferStory } from '../transfer-story.ts'

/** Each name stands in the table of docs/transfers.md. */
const test = suite('transitions: arriving')

const most = 2n ** 63n - 1n
const held = { alice: [100_00n, 30_00n] } as const

function isDeclined(told: TransferStory): void {
  told.becomes('pending').tells('FailTransfer alice').leaves(held)
}

test('credited', () => {
  story().sends().arrives()
    .emits(['TransferCredited', {
      from: 'alice', transfer: 't-1', amount: 30_00n, balance: { posted: 30_00n, held: 0n }, tenantRevision: 7,
      postings: [{ debit: 'transit/transfers', credit: 'wallet/bob', amount: 30_00n, currency: 'EUR' }]
    }])
    .becomes('pending')
    .tells('CompleteTransfer alice')
    .leaves({ ...held, bob: [30_00n, 0n] }, { 'transit/transfers': -30_00n })
})

test('credited after the tenant is gone', () => {
  story().sends().loses().arrives()
    .emits(['TransferCredited', { amount: 30_00n, tenantRevision: 0 }])
    .becomes('pending')
    .tells('CompleteTransfer alice')
})

test('credited after the tenant is stopped', () => {
  story().sends().stops().arrives()
    .emits(['TransferCredited', { amount: 30_00n, tenantRevision: 7 }])
    .becomes('pending')
    .tells('CompleteTransfer alice')
    .ends().emits(['TransferCompleted'])
})

test('credited after the owner of the wallet that pays is known less well', () => {
  const levelPolicies = [{ operation: 'transfer_out', currency: 'EUR', above: 0n, level: 1 }] as const
  story({ tenant: { levelPolicies }, owners: { alice: { identification: known } } })
    .sends({}, { type: 'UpdateOwner', operationId: 'expire/owner', owner: { ...ada, identification: unknown } })
    .emits(['TransferCreated']).arrives()
    .emits(['TransferCredited'])
    .becomes('pending')
    .tells('CompleteTransfer alice')
})

test('declined: there is no such wallet', () => {
  isDeclined(story({ bob: { isMissing: true } }).sends().arrives()
    .emits(['TransferDeclined', { reason: 'wallet_not_found', balance: { posted: 0n, held: 0n } }])
    .becomes('pending'))
})

test('declined: the wallet is being opened', () => {
  const opens = { type: 'OpenWallet', wallet: 'bob', currency: 'EUR', party: 'p-1', identity: 'ada' } as const
  isDeclined(story({ bob: { isMissing: true, then: [opens] } }).sends().arrives()
    .emits(['TransferDeclined', { reason: 'wallet_opening' }])
    .becomes('pending'))
})

test('declined: the wallet is closed', () => {
  isDeclined(story().sends({}, { type: 'CloseWallet', wallet: 'bob' }).arrives()
    .emits(['TransferDeclined', { reason: 'wallet_closed' }])
    .becomes('pending'))
})

test('declined: the wallet is blocked', () => {
  isDeclined(story({ bob: { then: [deposit('bob', 1n)] } }).sends({}, { type: 'BlockWallet', wallet: 'bob' }).arrives()
    .emits(['TransferDeclined', { reason: 'wallet_blocked', balance: { posted: 1n, held: 0n } }])
    .becomes('pending'))
})

test('declined: the owner is blocked', () => {
  isDeclined(story({ owners: { bob: { isBlocked: true } } }).sends().arrives()
    .emits(['TransferDeclined', { reason: 'owner_blocked' }])
    .becomes('pending'))
})

test('declined: the wallet has another currency', () => {
  isDeclined(story({ bob: { currency: 'JPY' } }).sends().arrives()
    .emits(['TransferDeclined', { reason: 'currency_mismatch' }])
    .becomes('pending'))
})

test('declined: the owner is not known well enough', () => {
  const levelPolicies = [{ operation: 'transfer_in', currency: 'EUR', above: 29_99n, level: 1 }] as const
  isDeclined(story({ tenant: { levelPolicies } }).sends().arrives()
    .emits(['TransferDeclined', { reason: 'identification_required' }])
    .becomes('pending'))
  story({ tenant: { levelPolicies } }).sends({ amount: 29_99n }).arrives().emits(['TransferCredited'])
  story({ tenant: { levelPolicies }, owners: { bob: {} } }).sends().arrives()
    .emits(['TransferCredited', { identity: 'ada', identityRevision: 3 }])
})

test('declined: the wallet is full', () => {
  isDeclined(story({ bob: { then: [deposit('bob', most - 29_99n)] } }).sends().arrives()
    .emits(['TransferDeclined', { reason: 'balance_over_limit' }])
    .becomes('pending'))
  story({ bob: { then: [deposit('bob', most - 30_00n)] } }).sends().arrives().emits(['TransferCredited'])
})

test('declined: a limit of the wallet has no room', () => {
  const policy = { limit: 'full', measure: 'balance', period: 'day', lower: null, upper: upTo(29_99n) } as const
  const limits = [policyOf({ ...policy, wallets: ['bob'] })]
  isDeclined(story({ tenant: { limits } }).sends().arrives()
    .emits(['TransferDeclined', { reason: 'limit_exceeded', limit: { ...policy, used: 0n, amount: 30_00n } }])
    .becomes('pending'))
  const daily = [policyOf({ operations: ['transfer_in'], measure: 'count', upper: upTo(1n) })]
  story({ tenant: { limits: daily }, bob: { then: [open('carol'), deposit('carol', 5_00n), sendsToBob] } })
    .sends().arrives().emits(['TransferDeclined', { reason: 'limit_exceeded' }])
})

test('credited, under an id that another wallet has used', () => {
  story({ bob: { then: [open('carol'), deposit('carol', 5_00n), sendsToBob] } }).sends().arrives()
    .emits(['TransferCredited', { from: 'alice', amount: 30_00n, balance: { posted: 35_00n, held: 0n } }])
    .becomes('pending')
    .tells('CompleteTransfer alice')
})

test.run()

const known = { level: 1, status: 'active', validUntil: 0, levelAfter: 0, challenge: 'c-1' } as const
const unknown = { level: 0, status: 'none', validUntil: 0, levelAfter: 0, challenge: '' } as const
const ada = { party: 'p-1', identity: 'ada', revision: 4, isBlocked: false }

function upTo(value: bigint) {
  return { value, isInclusive: true } as const
}

function open(wallet: string) {
  return { type: 'OpenWallet', wallet, currency: 'EUR', party: '', identity: '' } as const
}

const sendsToBob = {
  type: 'CreateTransfer', wallet: 'carol', transfer: 't-1', to: 'bob', amount: 5_00n, currency: 'EUR'
} as const
