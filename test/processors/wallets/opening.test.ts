import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletCommand, WalletEventBody } from '../../../schemas/generated.ts'
import { head, specification, tablesOf } from '../../support/given.ts'
import { tenantOf } from '../../support/plans.ts'
import { checkBooks } from '../books.ts'
import { Domain } from '../domain.ts'
import type { Flat } from '../domain.ts'
import {
  acme, blockWallet, cancelWithdrawal, claimWithdrawal, closed, closeWallet, completeWithdrawal, confirmWallet,
  confirmWithdrawal, createDeposit, createWithdrawal, empty, euro, failWithdrawal, open, opening, openOwned, openWallet,
  owned, owner, quoteWithdrawal, rejectWallet, returnWithdrawal, reviewWithdrawal, swift, tables, unblockWallet,
  updateOwner
} from '../examples.ts'
import { FakeParty } from './fake-party.ts'

const given = specification(wallets, tables)
const balance = { posted: 0n, held: 0n }

const deciding = suite('opening a wallet with an owner')

deciding('takes the id and asks the party', () => {
  const requested: WalletEventBody = {
    type: 'WalletRequested', currency: 'EUR', party: 'p-1', identity: 'ada', balance, tenantRevision: 7
  }
  given({}).when(openOwned).emits(requested)
  const rows = wallets.evolve({ wallets: undefined }, { ...head('open-1'), ...requested })
  assert.equal(rows, { wallets: opening })
  assert.equal(wallets.react!({ ...head('open-1'), ...requested }, rows), [{
    to: 'partyCommands',
    record: {
      type: 'RegisterWallet', tenant: 'acme', party: 'p-1', operationId: 'alice/open-1/register', wallet: 'alice',
      identity: 'ada'
    }
  }])
})

deciding('names both, the party and the identity, or none', () => {
  given({}).when({ ...openOwned, identity: '' }).refuses('invalid_id', { fields: ['identity'] })
  given({}).when({ ...openOwned, party: '' }).refuses('invalid_id', { fields: ['party'] })
  given({}).when({ ...openOwned, party: '.p', identity: 'a b' })
    .refuses('invalid_id', { fields: ['identity', 'party'] })
})

deciding('is what a tenant may ask of every wallet', () => {
  const strict = tablesOf({ tenants: [tenantOf({ currencies: [euro], isOwnerRequired: true })] })
  given({}, strict).when(openWallet).refuses('owner_required')
  assert.is(wallets.decide(openOwned, {}, strict, 0).type, 'WalletRequested')
  const event = wallets.decide(createDeposit, { wallets: open }, strict, 0)
  assert.is(event.type, 'DepositCompleted', 'a wallet from before that stays as it is')
})

deciding('is done when the party has confirmed it', () => {
  const opened: WalletEventBody = { type: 'WalletOpened', currency: 'EUR', balance, tenantRevision: 7, owner }
  given({ wallets: opening }).when(confirmWallet).emits(opened)
  const rows = wallets.evolve({ wallets: opening }, { ...head('open-1'), ...opened })
  assert.equal(rows, { wallets: { ...empty, owner } })
  assert.equal(wallets.react!({ ...head('open-1'), ...opened }, rows), [])
})

deciding('goes on when its tenant is gone meanwhile', () => {
  given({ wallets: opening }, tablesOf({})).when(confirmWallet)
    .emits({ type: 'WalletOpened', currency: 'EUR', balance, tenantRevision: 0, owner })
})

deciding('ends with the party\'s reason, and the id is free', () => {
  const { reason, limit } = rejectWallet
  const rejected: WalletEventBody = { type: 'WalletRejected', reason, limit }
  given({ wallets: opening }).when(rejectWallet).emits(rejected)
  const rows = wallets.evolve({ wallets: opening }, { ...head('open-1'), ...rejected })
  assert.equal(rows, { wallets: undefined })
  assert.equal(wallets.react!({ ...head('open-1'), ...rejected }, rows), [])
  assert.is(wallets.decide(openWallet, rows, tables, 0).type, 'WalletOpened')
})

deciding('is not confirmed to another owner than was asked for', () => {
  for (const other of [{ ...owner, party: 'p-2' }, { ...owner, identity: 'grace' }]) {
    given({ wallets: opening }).when({ ...confirmWallet, owner: other }).refuses('owner_mismatch')
  }
})

deciding('is answered once', () => {
  for (const wallet of [open, owned, closed]) {
    given({ wallets: wallet }).when(confirmWallet).refuses('wallet_not_opening')
    given({ wallets: wallet }).when(rejectWallet).refuses('wallet_not_opening')
  }
  given({}).when(confirmWallet).refuses('wallet_not_found')
  given({}).when(rejectWallet).refuses('wallet_not_found')
})

deciding('is answered by no client', () => {
  for (const command of [confirmWallet, rejectWallet, updateOwner]) {
    given({ wallets: opening }).when({ ...command, operationId: 'op-1' })
      .refuses('invalid_id', { fields: ['operationId'] })
  }
})

deciding('refuses everything else until then', () => {
  const commands: readonly WalletCommand[] = [
    blockWallet, unblockWallet, closeWallet, createDeposit, quoteWithdrawal, createWithdrawal, cancelWithdrawal,
    completeWithdrawal, failWithdrawal, returnWithdrawal, claimWithdrawal, confirmWithdrawal, reviewWithdrawal,
    updateOwner
  ]
  for (const command of commands) given({ wallets: opening }).when(command).refuses('wallet_opening')
  for (const command of [openWallet, openOwned]) {
    given({ wallets: opening }).when(command).refuses('wallet_already_exists')
  }
})

deciding('is undone by closing', () => {
  const wallet = { ...empty, owner }
  const event: WalletEventBody = { type: 'WalletClosed', balance }
  given({ wallets: wallet }).when(closeWallet).emits(event)
  const rows = wallets.evolve({ wallets: wallet }, { ...head('close-1'), ...event })
  assert.equal(wallets.react!({ ...head('close-1'), ...event }, rows), [{
    to: 'partyCommands',
    record: {
      type: 'UnregisterWallet', tenant: 'acme', party: 'p-1', operationId: 'alice/close-1/unregister', wallet: 'alice'
    }
  }])
  assert.equal(wallets.react!({ ...head('close-1'), ...event }, { wallets: closed }), [], 'a wallet of nobody')
})

deciding.run()

const saga = suite('the saga of opening a wallet')

saga('asks under names of its own for wallets whose operations have the same name', () => {
  const domain = new Domain(tables, ['parties'])
  for (const wallet of ['alice', 'bob']) domain.send({ ...openOwned, wallet })
  domain.settle()
  assert.equal(domain.sent.map(({ record }) => (record as Flat).operationId),
    ['alice/open-1/register', 'bob/open-1/register'])
})

saga('opens, serves and closes a wallet', () => {
  const domain = new Domain(tablesOf({ tenants: [acme], providers: [swift] }), ['parties'])
  const party = new FakeParty(domain)
  const settle = (): void => { do domain.settle(); while (party.answer()) }
  domain.send(openOwned)
  domain.send({ ...createDeposit, operationId: 'too-early' })
  settle()
  domain.send(createDeposit)
  domain.send({ ...createDeposit, operationId: 'other', amount: 1n })
  settle()
  checkBooks(domain)
  assert.equal(domain.walletEvents.map(({ type }) => type),
    ['WalletRequested', 'OperationRefused', 'WalletOpened', 'DepositCompleted', 'DepositCompleted'])
})

saga('begins again under the same id after a rejection, with another owner', () => {
  const domain = new Domain(tables, ['parties'])
  domain.send(openOwned)
  domain.send(rejectWallet)
  domain.send({ ...openOwned, operationId: 'open-2', party: 'p-2', identity: 'grace' })
  // An answer to the first request could only come from who writes to our topics. It opens nothing.
  domain.send({ ...confirmWallet, operationId: 'alice/open-1/register/stale' })
  domain.send({ ...confirmWallet, operationId: 'alice/open-2/register/confirm', owner: grace })
  domain.settle()
  assert.equal(domain.walletEvents.map(({ type, revision }) => `${revision} ${type}`),
    ['1 WalletRequested', '2 WalletRejected', '3 WalletRequested', '4 OperationRefused', '5 WalletOpened'])
  assert.equal(domain.rows.wallets.get('acme/alice')?.owner, grace)
})

saga.run()

const grace = { ...owner, party: 'p-2', identity: 'grace' }
