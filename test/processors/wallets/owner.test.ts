import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../../processors/wallets/index.ts'
import { identificationFault, levelAt, neededLevel } from '../../../processors/wallets/owner.ts'
import type { Identification, LevelPolicy, Owner, Plain, WalletEventBody } from '../../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../../support/given.ts'
import { tenantOf } from '../../support/plans.ts'
import {
  blocked, closed, createDeposit, createWithdrawal, open, opening, owned, owner, quoteOwned, swift, tables, updateOwner,
  withdrawOwned
} from '../examples.ts'

const given = specification(wallets, tables)

function known(change: Partial<Plain<Identification>>): Plain<Owner> {
  return { ...owner, identification: { ...owner.identification, ...change } }
}

function policy(level: number, above: bigint, change: Partial<Plain<LevelPolicy>> = {}): Plain<LevelPolicy> {
  return { operation: 'withdrawal', currency: 'EUR', above, level, ...change }
}

const levels = suite('levels')

levels('are needed by operation, currency and amount: the highest of those that apply', () => {
  const tenant = tenantOf({ levelPolicies: [
    policy(2, 500n), policy(1, 100n), policy(3, 0n, { currency: 'JPY' }), policy(4, 50n, { operation: 'deposit' })
  ] })
  assert.is(neededLevel(tenant, 'withdrawal', 'EUR', 100n), 0)
  assert.is(neededLevel(tenant, 'withdrawal', 'EUR', 101n), 1)
  assert.is(neededLevel(tenant, 'withdrawal', 'EUR', 500n), 1)
  assert.is(neededLevel(tenant, 'withdrawal', 'EUR', 501n), 2)
  assert.is(neededLevel(tenant, 'withdrawal', 'JPY', 1n), 3)
  assert.is(neededLevel(tenant, 'deposit', 'EUR', 51n), 4)
  assert.is(neededLevel(tenantOf(), 'withdrawal', 'EUR', 501n), 0)
})

levels('hold until they lapse, and then what is left of them', () => {
  const until = known({ level: 2, validUntil: usualAt, levelAfter: 1 })
  assert.is(levelAt(until, usualAt - 1), 2)
  assert.is(levelAt(until, usualAt), 1)
  assert.is(levelAt(known({ level: 2, validUntil: 0, levelAfter: 0 }), usualAt), 2, 'for ever')
  assert.is(levelAt(null, usualAt), 0)
})

levels('that are too low are told apart by why they are', () => {
  for (const [needed, whose, fault] of [
    [0, null, undefined],
    [1, null, 'identification_required'],
    [1, known({ level: 0, status: 'none', validUntil: 0 }), 'identification_required'],
    [1, known({ level: 0, status: 'expired', validUntil: 0 }), 'identification_expired'],
    [1, known({ level: 1, validUntil: usualAt }), 'identification_expired'],
    [1, known({ level: 1, validUntil: usualAt + 1 }), undefined],
    [2, known({ level: 1, validUntil: usualAt + 1 }), 'identification_level_too_low'],
    [1, known({ level: 2, validUntil: usualAt, levelAfter: 1 }), undefined],
    [2, known({ level: 2, validUntil: usualAt, levelAfter: 1 }), 'identification_expired'],
    // A class may begin above 0: who was never identified may do what the class may.
    [1, known({ level: 1, status: 'none', validUntil: 0 }), undefined],
    [2, known({ level: 1, status: 'none', validUntil: 0 }), 'identification_required']
  ] as const) {
    assert.is(identificationFault(whose, needed, usualAt), fault, `${needed} of ${JSON.stringify(whose)}`)
  }
})

levels.run()

const updating = suite('updating an owner')

updating('takes what the party tells, on a blocked wallet too', () => {
  const newer = { ...known({ level: 2 }), revision: 4 }
  const balance = { posted: 100_00n, held: 0n }
  const updated: WalletEventBody = { type: 'OwnerUpdated', owner: newer, balance }
  for (const wallet of [owned, { ...blocked, owner }]) {
    given({ wallets: wallet }).when({ ...updateOwner, owner: newer }).emits(updated)
    assert.equal(wallets.evolve({ wallets: wallet }, { ...head('approve-1/owner'), ...updated }),
      { wallets: { ...wallet, owner: newer } })
  }
  assert.equal(wallets.react!({ ...head('approve-1/owner'), ...updated }, { wallets: owned }), [])
})

updating('is refused by a wallet that is none of the owner\'s, or not any more, or not yet', () => {
  given({}).when(updateOwner).refuses('wallet_not_found')
  given({ wallets: opening }).when(updateOwner).refuses('wallet_opening')
  given({ wallets: { ...closed, owner } }).when(updateOwner).refuses('wallet_closed')
  given({ wallets: open }).when(updateOwner).refuses('owner_mismatch')
  given({ wallets: owned }).when({ ...updateOwner, owner: { ...owner, party: 'p-2' } }).refuses('owner_mismatch')
  given({ wallets: owned }).when({ ...updateOwner, owner: { ...owner, identity: 'grace' } }).refuses('owner_mismatch')
})

updating.run()

const authorizing = suite('an owner')

const strict = tablesOf({
  tenants: [tenantOf({ levelPolicies: [policy(2, 20_00n), policy(2, 20_00n, { operation: 'deposit' })] })],
  providers: [swift]
})

authorizing('who is blocked begins nothing, however well known', () => {
  const wallet = { ...owned, owner: { ...known({ level: 9 }), isBlocked: true } }
  for (const command of [createDeposit, quoteOwned, withdrawOwned]) {
    given({ wallets: wallet }).when(command).refuses('owner_blocked')
  }
})

authorizing('is asked for an identification where the policy says so, and the decision keeps which it was', () => {
  for (const command of [createDeposit, withdrawOwned]) {
    given({ wallets: owned }, strict).when(command).refuses('identification_level_too_low')
    given({ wallets: { ...owned, owner: known({ level: 0, status: 'none' }) } }, strict).when(command)
      .refuses('identification_required')
    given({ wallets: owned }, strict, owner.identification.validUntil).when(command).refuses('identification_expired')

    const accepted = wallets.decide({ ...command, amount: 20_00n }, { wallets: owned }, strict, usualAt)
    const { identity, identityRevision } = accepted as unknown as Readonly<Record<string, unknown>>
    assert.equal([identity, identityRevision], ['ada', 3])
    const better = { ...owned, owner: known({ level: 2 }) }
    assert.is.not(wallets.decide(command, { wallets: better }, strict, usualAt).type, 'OperationRefused')
  }
})

authorizing('need not be identified to be told a price', () => {
  assert.is(wallets.decide(quoteOwned, { wallets: owned }, strict, usualAt).type, 'WithdrawalQuoted')
})

authorizing('that there is none is not known at all', () => {
  for (const command of [createDeposit, createWithdrawal]) {
    given({ wallets: open }, strict).when(command).refuses('identification_required')
    const small = wallets.decide({ ...command, amount: 20_00n }, { wallets: open }, strict, usualAt)
    assert.is.not(small.type, 'OperationRefused')
  }
})

authorizing.run()
