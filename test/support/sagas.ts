import { partitionOf } from '../../runtime/partition.ts'
import { messageKey } from '../../state/key.ts'
import { tenantOf } from './plans.ts'

/** One thing that takes several steps of several processors, one command after the other. */
export interface Saga {
  readonly name: string
  /** What has to be there before, for a wallet of this id: one round after the other, with quiet between. */
  given(wallet: string): readonly (readonly Sent[])[]
  commands(wallet: string): readonly Sent[]
  /** The wallets that have part in it. */
  wallets(wallet: string): readonly string[]
  /**
   * What parties, wallets and payouts make of it, one changelog after the other, and those of wallets one wallet after
   * the other. One word is one slice.
   */
  readonly words: readonly string[]
}

/** How many partitions the topics have. A saga between two wallets is one between the two. */
export const PARTITIONS = 2

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
    wallets: alone,
    commands: wallet => [openWallet(wallet, 'rich')],
    words: ['WalletRegistered', 'WalletRequested', 'WalletOpened']
  },
  {
    name: 'opening a wallet that its party may not have',
    given: () => [],
    wallets: alone,
    commands: wallet => [openWallet(wallet, 'poor')],
    words: ['RegistrationRejected', 'WalletRequested', 'WalletRejected']
  },
  {
    name: 'closing a wallet',
    given: wallet => [[openWallet(wallet, 'rich')]],
    wallets: alone,
    commands: wallet => [
      ['walletCommands', { type: 'CloseWallet', tenant: 'demo', wallet, operationId: `close-${wallet}` }]
    ],
    words: ['WalletUnregistered', 'WalletClosed']
  },
  {
    name: 'a withdrawal that nobody can pay out',
    given: wallet => [[openWallet(wallet, 'rich'), addDestination(wallet)], [deposit(wallet)]],
    wallets: alone,
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
  },
  {
    name: 'a transfer',
    given: wallet => [[openFree(wallet), openFree(peerOf(wallet))], [deposit(wallet)]],
    wallets: wallet => [wallet, peerOf(wallet)],
    commands: wallet => [transfer(wallet)],
    words: ['TransferCreated', 'TransferCompleted', 'TransferCredited']
  },
  {
    name: 'a transfer to a wallet that there is not',
    given: wallet => [[openFree(wallet)], [deposit(wallet)]],
    wallets: wallet => [wallet, peerOf(wallet)],
    commands: wallet => [transfer(wallet)],
    words: ['TransferCreated', 'TransferFailed', 'TransferDeclined']
  },
  {
    name: 'the adjustment of a transfer',
    given: wallet => [[openFree(wallet), openFree(peerOf(wallet))], [deposit(wallet)], [transfer(wallet)]],
    wallets: wallet => [wallet, peerOf(wallet)],
    commands: wallet => [adjustTransfer(wallet, 'failed')],
    words: ['TransferAdjusting', 'TransferAdjusted', 'CreditAdjusted']
  },
  {
    name: 'the adjustment of a transfer to a wallet that there is not',
    given: wallet => [[openFree(wallet)], [deposit(wallet)], [transfer(wallet)]],
    wallets: wallet => [wallet, peerOf(wallet)],
    commands: wallet => [adjustTransfer(wallet, 'completed')],
    words: ['TransferAdjusting', 'AdjustmentDeclined', 'CreditNotAdjusted']
  }
]

function alone(wallet: string): readonly string[] {
  return [wallet]
}

/** A wallet in the other partition. */
export function peerOf(wallet: string): string {
  for (let number = 1;; number++) {
    const peer = `${wallet}-${number}`
    if (partitionOfWallet(peer) !== partitionOfWallet(wallet)) return peer
  }
}

function partitionOfWallet(wallet: string): number {
  return partitionOf(messageKey(['demo', wallet]), PARTITIONS)
}

function openFree(wallet: string): Sent {
  return ['walletCommands', {
    type: 'OpenWallet', tenant: 'demo', wallet, operationId: `open-${wallet}`, currency: 'EUR'
  }]
}

function transfer(wallet: string): Sent {
  return ['walletCommands', {
    type: 'CreateTransfer', tenant: 'demo', wallet, operationId: `send-${wallet}`, transfer: 't1', to: peerOf(wallet),
    amount: 3_000n, currency: 'EUR'
  }]
}

function adjustTransfer(wallet: string, status: 'completed' | 'failed'): Sent {
  return ['walletCommands', {
    type: 'AdjustTransfer', tenant: 'demo', wallet, operationId: `adjust-${wallet}`, transfer: 't1', status,
    author: 'operations', reason: 'ticket 1'
  }]
}

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
