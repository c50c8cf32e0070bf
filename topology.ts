import { accounts } from './processors/accounts/index.ts'
import { parties } from './processors/parties/index.ts'
import { verified } from './processors/parties/verification.ts'
import { withQuota } from './processors/rate.ts'
import { withRetention } from './processors/retention.ts'
import { tenants } from './processors/tenants/index.ts'
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

// Every revision of every row, for ever: operations pin the one that they were decided against. Decision 0034.
const table = {
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
  'compression.type': 'uncompressed',
  'message.timestamp.type': 'LogAppendTime',
  'max.message.bytes': '1048588'
} as const

// The latest of every party. What was erased is gone from the disks of the brokers a week later, and once more is
// written to its partition: docs/personal-data.md.
const keys = {
  'cleanup.policy': 'compact',
  'max.compaction.lag.ms': String(7 * day),
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

  walletDeadLetters: { name: 'wallet-commands-dead-letters', partitions, config: deadLetters },

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

  withdrawalDeadLetters: { name: 'withdrawal-commands-dead-letters', partitions, config: deadLetters },

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

  terminalDeadLetters: { name: 'terminal-commands-dead-letters', partitions, config: deadLetters },

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

  partyCommands: {
    name: 'party-commands',
    value: 'PartyCommand',
    key: ['tenant', 'party'],
    partitions,
    config: commands
  },

  partyChangelog: {
    name: 'party-changelog',
    value: 'PartyEvent',
    key: ['tenant', 'party'],
    partitions,
    config: changelog
  },

  partyDeadLetters: { name: 'party-commands-dead-letters', partitions, config: deadLetters },

  // Private keys of parties, for those who may read personal data. We write it and never read it.
  partyKeys: {
    name: 'party-keys',
    value: 'PartyKey',
    key: ['tenant', 'party'],
    partitions,
    config: keys
  },

  verifierRequests: {
    name: 'verifier-{verifier}-requests',
    per: { table: 'verifiers', field: 'verifier' },
    value: 'VerificationRequest',
    key: ['reference'],
    partitions,
    config: commands
  },

  // Of the verifier's connector: any key.
  verifierResults: {
    name: 'verifier-{verifier}-results',
    per: { table: 'verifiers', field: 'verifier' },
    value: 'VerificationResult',
    partitions,
    config: commands
  },

  accountCommands: {
    name: 'account-commands',
    value: 'AccountCommand',
    key: ['tenant', 'account'],
    partitions,
    config: commands
  },

  accountChangelog: {
    name: 'account-changelog',
    value: 'AccountEvent',
    key: ['tenant', 'account'],
    partitions,
    config: changelog
  },

  accountDeadLetters: { name: 'account-commands-dead-letters', partitions, config: deadLetters },

  tenantCommands: {
    name: 'tenant-commands',
    value: 'TenantCommand',
    key: ['tenant'],
    partitions,
    config: commands
  },

  tenantChangelog: {
    name: 'tenant-changelog',
    value: 'TenantEvent',
    key: ['tenant'],
    partitions,
    config: changelog
  },

  tenantDeadLetters: { name: 'tenant-commands-dead-letters', partitions, config: deadLetters },

  // What operators did about dead letters: kept as long as what came of it.
  deadLetterDecisions: {
    name: 'dead-letter-decisions',
    value: 'DeadLetterDecision',
    key: ['letter'],
    partitions: 1,
    config: changelog
  },

  providers: {
    name: 'providers',
    value: 'Provider',
    key: ['tenant', 'provider'],
    partitions: 1,
    config: table
  },

  sources: {
    name: 'sources',
    value: 'Source',
    key: ['tenant', 'source'],
    partitions: 1,
    config: table
  },

  verifiers: {
    name: 'verifiers',
    value: 'Verifier',
    key: ['tenant', 'verifier'],
    partitions: 1,
    config: table
  }
} as const

const stores = {
  wallets:      { key: ['tenant', 'wallet'],                            row: 'Wallet' },
  withdrawals:  { key: ['tenant', 'wallet', 'withdrawal'],              row: 'Withdrawal' },
  quotes:       { key: ['tenant', 'wallet', 'quote'],                   row: 'Quote', due: 'expiresAt' },
  holds:        { key: ['tenant', 'wallet', 'holdId'],                  row: 'PlacedHold', due: 'expiresAt' },
  deposits:     { key: ['tenant', 'wallet', 'deposit'],                 row: 'Deposit', due: 'dueAt' },
  reverts:      { key: ['tenant', 'wallet', 'deposit', 'revert'],       row: 'Revert' },
  transfers:    { key: ['tenant', 'wallet', 'transfer'],                row: 'Transfer' },
  credits:      { key: ['tenant', 'wallet', 'from', 'transfer'],        row: 'Credit' },
  batches:      { key: ['tenant', 'wallet', 'batch'],                   row: 'Batch' },
  payouts:      { key: ['tenant', 'wallet', 'withdrawal'],              row: 'Payout', due: 'dueAt' },
  turnovers:    { key: ['tenant', 'provider', 'terminal', 'currency'],  row: 'Turnover' },
  reservations: { key: ['tenant', 'provider', 'terminal', 'reference'], row: 'Reservation' },
  parties:      { key: ['tenant', 'party'],                             row: 'Party' },
  identities:   { key: ['tenant', 'party', 'identity'],                 row: 'Identity', due: 'dueAt' },
  challenges:   { key: ['tenant', 'party', 'identity', 'challenge'],    row: 'Challenge', due: 'dueAt' },
  destinations: { key: ['tenant', 'party', 'destinationId'],            row: 'Destination' },
  accounts:     { key: ['tenant', 'account'],                           row: 'Account' },
  announced:    { key: ['tenant'],                                      row: 'Tenant' },
  rates:        { key: ['tenant'],                                      row: 'Rate' }
} as const

const tables = {
  tenants:   { topic: topics.tenants },
  providers: { topic: topics.providers },
  verifiers: { topic: topics.verifiers },
  sources:   { topic: topics.sources, isSparse: true }
} as const

// They talk by topics alone, so each can run in a process of its own.
const processors = {
  wallets: {
    key: ['tenant', 'wallet'],
    commands: topics.walletCommands,
    changelog: topics.walletChangelog,
    deadLetters: topics.walletDeadLetters,
    stores: [
      'wallets', 'withdrawals', 'quotes', 'holds', 'deposits', 'reverts', 'transfers', 'credits', 'batches', 'rates'
    ],
    tables: ['tenants', 'providers', 'sources'],
    // To its own commands goes what one wallet says to another.
    sends: [topics.walletCommands, topics.withdrawalCommands, topics.partyCommands, topics.accountCommands],
    decider: withRetention(withQuota(wallets))
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
    decider: withRetention(withdrawals)
  },

  // A terminal's turnover is one number for all wallets, so it is decided in one place.
  terminals: {
    key: ['tenant', 'provider', 'terminal'],
    commands: topics.terminalCommands,
    changelog: topics.terminalChangelog,
    deadLetters: topics.terminalDeadLetters,
    stores: ['turnovers', 'reservations'],
    tables: ['tenants', 'providers'],
    sends: [topics.withdrawalCommands],
    decider: withRetention(terminals)
  },

  // Who may do what: whose wallets are opened, and how well somebody is known.
  parties: {
    key: ['tenant', 'party'],
    commands: topics.partyCommands,
    changelog: topics.partyChangelog,
    deadLetters: topics.partyDeadLetters,
    routes: [{ from: topics.verifierResults, map: verified }],
    stores: ['parties', 'identities', 'challenges', 'destinations', 'rates'],
    tables: ['tenants', 'verifiers'],
    sends: [topics.walletCommands, topics.partyCommands, topics.partyKeys, topics.verifierRequests],
    personal: ['contact'],
    decider: withRetention(withQuota(parties))
  },

  // Accounts that everybody moves are summed beside the wallets, and hold nobody up.
  accounts: {
    key: ['tenant', 'account'],
    commands: topics.accountCommands,
    changelog: topics.accountChangelog,
    deadLetters: topics.accountDeadLetters,
    stores: ['accounts'],
    tables: [],
    sends: [topics.tenantCommands],
    decider: accounts,
    paceMs: 100
  },

  // Tenants announce themselves. What they are like is a row that every instance reads.
  tenants: {
    key: ['tenant'],
    commands: topics.tenantCommands,
    changelog: topics.tenantChangelog,
    deadLetters: topics.tenantDeadLetters,
    stores: ['announced'],
    tables: ['tenants'],
    sends: [topics.tenants],
    decider: tenants
  }
} as const

// What follows a provider's or a verifier's topic is shared by all; what a tenant's records go through need not be.
const own = {
  table: 'tenants', key: 'tenant', field: 'ownTopics', processors: ['wallets', 'withdrawals', 'terminals', 'parties']
} as const

export const topology = { topics, stores, tables, processors, own } as const satisfies Topology
