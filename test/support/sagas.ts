import { tenantOf } from './plans.ts'

/** One thing that takes several steps of several processors, one command after the other. */
export interface Saga {
  readonly name: string
  /** What has to be there before, for a wallet of this id: one round after the other, with quiet between. */
  given(wallet: string): readonly (readonly Sent[])[]
  commands(wallet: string): readonly Sent[]
  /** What parties, wallets and payouts make of it, one changelog after the other. One word is one slice. */
  readonly words: readonly string[]
}

/** A topic of the topology, by its key there, and what goes there. */
export type Sent = readonly [to: string, record: object]

/** A tenant whose parties may have two wallets, and nothing else to forbid. */
export const tenantRow = {
  type: 'Tenant',
  ...tenantOf({
    tenant: 'demo', revision: 1, serviceLimits: [{ kind: 'wallets', party: 'poor', ceiling: 0 }] as any,
    classes: [{ class: 'person', levels: [], initialLevel: 0, challenges: [] }]
  })
}

/** The parties that open wallets, with an identity each. */
export function beginnings(): readonly Sent[] {
  return ['rich', 'poor'].flatMap((party): readonly Sent[] => {
    const head = { tenant: 'demo', party }
    return [
      ['partyCommands', { type: 'RegisterParty', ...head, operationId: 'register' }],
      ['partyCommands', {
        type: 'CreateIdentity', ...head, operationId: 'create', identity: 'me', class: 'person', contact: null
      }]
    ]
  })
}

function openWallet(wallet: string, party: string): Sent {
  return ['walletCommands', {
    type: 'OpenWallet', tenant: 'demo', wallet, operationId: `open-${wallet}`, currency: 'EUR', party, identity: 'me'
  }]
}

export const sagas: readonly Saga[] = [
  {
    name: 'opening a wallet',
    given: () => [],
    commands: wallet => [openWallet(wallet, 'rich')],
    words: ['WalletRegistered', 'WalletRequested', 'WalletOpened']
  },
  {
    name: 'opening a wallet that its party may not have',
    given: () => [],
    commands: wallet => [openWallet(wallet, 'poor')],
    words: ['RegistrationRejected', 'WalletRequested', 'WalletRejected']
  },
  {
    name: 'closing a wallet',
    given: wallet => [[openWallet(wallet, 'rich')]],
    commands: wallet => [
      ['walletCommands', { type: 'CloseWallet', tenant: 'demo', wallet, operationId: `close-${wallet}` }]
    ],
    words: ['WalletUnregistered', 'WalletClosed']
  },
  {
    name: 'a withdrawal that nobody can pay out',
    given: wallet => [[openWallet(wallet, 'rich'), addDestination(wallet)], [deposit(wallet)]],
    commands: wallet => [
      ['walletCommands', {
        type: 'CreateWithdrawal', tenant: 'demo', wallet, operationId: `withdraw-${wallet}`, withdrawal: 'w1',
        destinationId: `bank-${wallet}`, amount: 3_000n, currency: 'EUR'
      }]
    ],
    words: [
      'WithdrawalRegistered', 'WithdrawalUnregistered', 'WithdrawalCreated', 'WithdrawalConfirmed', 'WithdrawalFailed',
      'PayoutFailed'
    ]
  }
]

function addDestination(wallet: string): Sent {
  return ['partyCommands', {
    type: 'AddDestination', tenant: 'demo', party: 'rich', operationId: `add-${wallet}`, identity: 'me',
    destinationId: `bank-${wallet}`, kind: 'bank_account', token: 'tok'
  }]
}

function deposit(wallet: string): Sent {
  return ['walletCommands', {
    type: 'CreateDeposit', tenant: 'demo', wallet, operationId: `deposit-${wallet}`, source: 'bank', amount: 10_000n,
    currency: 'EUR'
  }]
}
