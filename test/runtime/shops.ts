import type { Decider, Route, Table, Topic, Topology } from '../../runtime/topology.ts'
import { field, record } from './counter.ts'

/**
 * Tills of shops: what is paid at one is stored in a vault of the same name. Banks are asked, and answer, on topics
 * that all shops share. A shop may have topics of its own.
 */
const tills: Decider = {
  decide: ({ type, shop, by, bank }: TillCommand, { tills: till }: TillRows, tables) => {
    if (tables.get('shops', shop) === undefined) return refused(type, 'shop_not_found')
    return type === 'Ask' ? { type: 'Asked', bank } : { type: 'Paid', by, total: (till?.total ?? 0) + by }
  },
  evolve: (rows: TillRows, event: TillEvent): TillRows =>
    event.type === 'Paid' ? { tills: { total: event.total } } : rows,
  react: ({ type, shop, till, operationId, bank, by, total }: TillEvent) => {
    if (type === 'Asked') return [{ to: 'requests', params: { bank }, record: flat('Request', { shop, till }) }]
    if (type !== 'Paid') return []
    const store = flat('Store', { shop, vault: till, operationId: `${operationId}/store`, by })
    return [{ to: 'vaultCommands', record: store }, { to: 'receipts', record: flat('Receipt', { shop, till, total }) }]
  }
}

const vaults: Decider = {
  decide: ({ by }: { by: number }, { vaults: vault }: VaultRows) =>
    ({ type: 'Stored', by, total: (vault?.total ?? 0) + by }),
  evolve: (_: VaultRows, { total }: { total: number }): VaultRows => ({ vaults: { total } })
}

interface TillCommand { readonly type: string, readonly shop: string, readonly by: number, readonly bank: string }
interface TillEvent extends TillCommand { readonly till: string, readonly operationId: string, readonly total: number }
interface TillRows { readonly tills?: { readonly total: number } }
interface VaultRows { readonly vaults?: { readonly total: number } }

function refused(command: string, reason: string): { readonly type: string } {
  return flat('OperationRefused', { command, reason, fields: [] })
}

function flat(type: string, fields: object): { readonly type: string } {
  return { ...fields, type }
}

/** What a bank or an auditor says is a payment. */
const paid: Route['map'] = ({ shop, till, operationId, by }) =>
  ({ to: 'tillCommands', record: flat('Pay', { shop, till, operationId, by }) })

export const PARTITIONS = 4
const partitions = PARTITIONS
const forEver = { 'cleanup.policy': 'delete', 'retention.ms': '-1' }
const compacted = { 'cleanup.policy': 'compact' }
const week = { 'cleanup.policy': 'delete', 'retention.ms': '604800000' }
const till = ['shop', 'till']
const vault = ['shop', 'vault']
const perBank = { table: 'banks', field: 'bank' }

const topics = {
  tillCommands: { name: 'till-commands', value: 'TillCommand', key: till, partitions, config: week },
  tillChangelog: { name: 'till-changelog', value: 'TillEvent', key: till, partitions, config: forEver },
  tillDeadLetters: { name: 'till-dead-letters', partitions, config: week },
  vaultCommands: { name: 'vault-commands', value: 'VaultCommand', key: vault, partitions, config: week },
  vaultChangelog: { name: 'vault-changelog', value: 'VaultEvent', key: vault, partitions, config: forEver },
  vaultDeadLetters: { name: 'vault-dead-letters', partitions, config: week },
  receipts: { name: 'receipts', value: 'Receipt', key: till, partitions, config: compacted },
  audits: { name: 'audits', value: 'Said', key: till, partitions, config: week },
  requests: { name: 'bank-{bank}-requests', per: perBank, value: 'Request', key: till, partitions, config: week },
  answers: { name: 'bank-{bank}-answers', per: perBank, value: 'Said', partitions, config: week },
  shops: { name: 'shops', value: 'Shop', key: ['shop'], partitions: 1, config: compacted },
  banks: { name: 'banks', value: 'Bank', key: ['bank'], partitions: 1, config: compacted }
} satisfies Record<string, Topic>

const tables: Record<string, Table> = { shops: { topic: topics.shops }, banks: { topic: topics.banks } }

export const topology: Topology = {
  topics,
  stores: { tills: { key: till, row: 'Sum' }, vaults: { key: vault, row: 'Sum' } },
  tables,
  processors: {
    tills: {
      key: till,
      commands: topics.tillCommands,
      changelog: topics.tillChangelog,
      deadLetters: topics.tillDeadLetters,
      routes: [{ from: topics.answers, map: paid }, { from: topics.audits, map: paid }],
      stores: ['tills'],
      tables: ['shops', 'banks'],
      sends: [topics.tillCommands, topics.vaultCommands, topics.receipts, topics.requests],
      decider: tills
    },
    vaults: {
      key: vault,
      commands: topics.vaultCommands,
      changelog: topics.vaultChangelog,
      deadLetters: topics.vaultDeadLetters,
      stores: ['vaults'],
      tables: [],
      sends: [],
      decider: vaults
    }
  },
  own: { table: 'shops', key: 'shop', field: 'own', processors: ['tills', 'vaults'] }
}

const [shop, by, total] = [field('shop', 'string'), field('by', 'int'), field('total', 'long')]
const [ofTill, ofVault] = [field('till', 'string'), field('vault', 'string')]
const operationId = field('operationId', 'string')
const head = [
  operationId, field('revision', 'long'), field('at', 'long'), field('sourceTopic', 'string'),
  field('sourceOffset', 'long'), field('fingerprint', 'bytes')
]
const ofEngine = [
  record('OperationRefused',
    field('command', 'string'), field('reason', 'string'), field('fields', { type: 'array', items: 'string' })),
  record('RecordDeadLettered', field('reason', 'string'))
]
const own = record('OwnTopics',
  field('partitions', 'int'), field('replication', 'int'), field('commandRetentionMs', 'long'))

export const schemas = {
  TillCommand: record('TillCommand', shop, ofTill, operationId,
    field('body', [record('Pay', by), record('Ask', field('bank', 'string'))])),
  TillEvent: record('TillEvent', shop, ofTill, ...head,
    field('body', [record('Paid', by, total), record('Asked', field('bank', 'string')), ...ofEngine])),
  VaultCommand: record('VaultCommand', shop, ofVault, operationId, field('body', [record('Store', by)])),
  VaultEvent: record('VaultEvent', shop, ofVault, ...head, field('body', [record('Stored', by, total), ...ofEngine])),
  Receipt: record('Receipt', shop, ofTill, total),
  Request: record('Request', shop, ofTill),
  Said: record('Said', shop, ofTill, operationId, by),
  Sum: record('Sum', total),
  Shop: record('Shop', shop, field('own', ['null', own])),
  Bank: record('Bank', field('bank', 'string'))
}

export function pay(shop: string, till: string, operationId: string, by: number): { readonly type: string } {
  return flat('Pay', { shop, till, operationId, by })
}

export function ask(shop: string, till: string, operationId: string, bank: string): { readonly type: string } {
  return flat('Ask', { shop, till, operationId, bank })
}

/** What a bank answers, or an auditor finds. */
export function said(shop: string, till: string, operationId: string, by: number): { readonly type: string } {
  return flat('Said', { shop, till, operationId, by })
}
