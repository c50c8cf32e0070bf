import { terminals } from './processors/terminals/index.ts'
import { wallets } from './processors/wallets/index.ts'
import { decided } from './processors/withdrawals/decision.ts'
import { withdrawals } from './processors/withdrawals/index.ts'
import { notified } from './processors/withdrawals/notification.ts'
import type { Topology } from './runtime/topology.ts'

/**
 * The service on one page. Topics carry records, stores keep rows, processors turn commands into events. This file is
 * data: `runtime/` runs it on Kafka or on the embedded log, and so do the tests.
 */
const partitions = 12
const day = 24 * 60 * 60 * 1000

// Time in decisions is the broker's. Its clients may compress as they like, our reader knows gzip alone: so the broker
// stores what it gets as it is.
const commands = {
  'cleanup.policy': 'delete',
  'retention.ms': String(14 * day),
  'compression.type': 'uncompressed',
  'message.timestamp.type': 'LogAppendTime',
  'max.message.bytes': '1048588'
} as const

// One event per operation, kept for ever. Never compacted, whatever the name makes one expect: all events of a wallet
// share its key, so the broker would keep the last and lose the rest. The compacted form is the store.
const changelog = {
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
  'message.timestamp.type': 'LogAppendTime',
  'max.message.bytes': '1048588'
} as const

const deadLetters = {
  'cleanup.policy': 'delete',
  'retention.ms': String(90 * day),
  'max.message.bytes': '2097152'
} as const

// The latest revision of every row, however old.
const table = {
  'cleanup.policy': 'compact',
  'compression.type': 'uncompressed',
  'max.message.bytes': '1048588'
} as const

const topics = {
  walletCommands: {
    name: 'wallet-commands',
    value: 'WalletCommand',
    key: ['tenant', 'wallet'],
    partitions,
    config: commands
  },

  walletChangelog: {
    name: 'wallet-changelog',
    value: 'WalletEvent',
    key: ['tenant', 'wallet'],
    partitions,
    config: changelog
  },

  walletDeadLetters: {
    name: 'wallet-commands-dead-letters',
    partitions,
    config: deadLetters
  },

  withdrawalCommands: {
    name: 'withdrawal-commands',
    value: 'WithdrawalCommand',
    key: ['tenant', 'wallet'],
    partitions,
    config: commands
  },

  withdrawalChangelog: {
    name: 'withdrawal-changelog',
    value: 'WithdrawalEvent',
    key: ['tenant', 'wallet'],
    partitions,
    config: changelog
  },

  withdrawalDeadLetters: {
    name: 'withdrawal-commands-dead-letters',
    partitions,
    config: deadLetters
  },

  // Of operators, who may do what clients may not.
  withdrawalDecisions: {
    name: 'withdrawal-decisions',
    value: 'WithdrawalDecision',
    key: ['tenant', 'wallet'],
    partitions,
    config: commands
  },

  terminalCommands: {
    name: 'terminal-commands',
    value: 'TerminalCommand',
    key: ['tenant', 'provider', 'terminal'],
    partitions,
    config: commands
  },

  terminalChangelog: {
    name: 'terminal-changelog',
    value: 'TerminalEvent',
    key: ['tenant', 'provider', 'terminal'],
    partitions,
    config: changelog
  },

  terminalDeadLetters: {
    name: 'terminal-commands-dead-letters',
    partitions,
    config: deadLetters
  },

  providerInvoiceRequests: {
    name: 'provider-{provider}-invoice-requests',
    per: { table: 'providers', field: 'provider' },
    value: 'ProviderRequest',
    key: ['reference'],
    partitions,
    config: commands
  },

  // Of the provider's connector: any key. All that it says of its invoices, that they were paid above all.
  providerInvoicePaid: {
    name: 'provider-{provider}-invoice-paid',
    per: { table: 'providers', field: 'provider' },
    value: 'ProviderNotification',
    partitions,
    config: commands
  },

  tenants: {
    name: 'tenants',
    value: 'Tenant',
    key: ['tenant'],
    partitions: 1,
    config: table
  },

  providers: {
    name: 'providers',
    value: 'Provider',
    key: ['tenant', 'provider'],
    partitions: 1,
    config: table
  }
} as const

const stores = {
  wallets:      { key: ['tenant', 'wallet'],                            row: 'Wallet' },
  withdrawals:  { key: ['tenant', 'wallet', 'withdrawal'],              row: 'Withdrawal' },
  quotes:       { key: ['tenant', 'wallet', 'quote'],                   row: 'Quote', due: 'expiresAt' },
  payouts:      { key: ['tenant', 'wallet', 'withdrawal'],              row: 'Payout', due: 'dueAt' },
  turnovers:    { key: ['tenant', 'provider', 'terminal', 'currency'],  row: 'Turnover' },
  reservations: { key: ['tenant', 'provider', 'terminal', 'reference'], row: 'Reservation' }
} as const

const tables = {
  tenants:   { topic: topics.tenants },
  providers: { topic: topics.providers }
} as const

// They talk by topics alone, so each can run in a process of its own.
const processors = {
  wallets: {
    key: ['tenant', 'wallet'],
    commands: topics.walletCommands,
    changelog: topics.walletChangelog,
    deadLetters: topics.walletDeadLetters,
    stores: ['wallets', 'withdrawals', 'quotes'],
    tables: ['tenants', 'providers'],
    sends: [topics.withdrawalCommands],
    decider: wallets
  },

  withdrawals: {
    key: ['tenant', 'wallet'],
    commands: topics.withdrawalCommands,
    changelog: topics.withdrawalChangelog,
    deadLetters: topics.withdrawalDeadLetters,
    routes: [{ from: topics.providerInvoicePaid, map: notified }, { from: topics.withdrawalDecisions, map: decided }],
    stores: ['payouts'],
    tables: ['tenants', 'providers'],
    // To its own commands go notifications and decisions, once they have found their wallet.
    sends: [
      topics.walletCommands, topics.withdrawalCommands, topics.terminalCommands, topics.providerInvoiceRequests
    ],
    decider: withdrawals
  },

  // A terminal's turnover is one number for all wallets, so it is decided in one place.
  terminals: {
    key: ['tenant', 'provider', 'terminal'],
    commands: topics.terminalCommands,
    changelog: topics.terminalChangelog,
    deadLetters: topics.terminalDeadLetters,
    stores: ['turnovers', 'reservations'],
    tables: ['providers'],
    sends: [topics.withdrawalCommands],
    decider: terminals
  }
} as const

export const topology = { topics, stores, tables, processors } as const satisfies Topology
