import { suite } from 'uvu'

import { wallets } from '../../processors/wallets/index.ts'
import { withdrawals } from '../../processors/withdrawals/index.ts'
import { specification, tablesOf } from '../support/given.ts'
import { tenantOf } from '../support/plans.ts'
import * as examples from './examples.ts'

const { openWallet, createDeposit, startPayout } = examples
const opened = { type: 'WalletOpened', currency: 'EUR', balance: { posted: 0n, held: 0n }, owner: null } as const

const byDefault = tenantOf({ tenant: '*', revision: 3, approvals: [{ currency: 'EUR', above: 0n }] })
const own = tenantOf({ revision: 12 })
const nobody = tablesOf({})
const everybody = tablesOf({ tenants: [byDefault], providers: [examples.swift] })
const both = tablesOf({ tenants: [byDefault, own], providers: [examples.swift] })

const test = suite('the default tenant')
const given = specification(wallets, nobody)

test('an unknown tenant is refused', () => {
  given({}).when(openWallet).refuses('tenant_not_found')
  given({ wallets: examples.open }).when(createDeposit).refuses('tenant_not_found')
})

test('with a default row it is admitted, and decisions say the default\'s revision', () => {
  given({}, everybody).when(openWallet).emits({ ...opened, tenantRevision: 3 })
})

test('its own row comes before the default one', () => {
  given({}, both).when(openWallet).emits({ ...opened, tenantRevision: 12 })
  const inYen = tablesOf({ tenants: [byDefault, tenantOf({ currencies: [examples.yen] })] })
  given({}, inYen).when(openWallet).refuses('currency_not_found')
})

test('the default row says how payouts go, too', () => {
  const order = { ...examples.payoutStarted.order! }
  const givenPayout = specification(withdrawals, everybody)
  givenPayout({}).when(startPayout).emits({
    type: 'PayoutApprovalRequired', withdrawal: 'w-1', order, tenantRevision: 3
  })
  givenPayout({}, both).when(startPayout).emits({ ...examples.payoutStarted, tenantRevision: 12 })
})

test('nobody can be called as the default is', () => {
  for (const tables of [nobody, everybody]) {
    given({}, tables).when({ ...openWallet, tenant: '*' }).refuses('invalid_id', { fields: ['tenant'] })
  }
})

test.run()
