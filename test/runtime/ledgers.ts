import type { Decider, Summary, Topology } from '../../runtime/topology.ts'
import { field, record } from './counter.ts'
import { PARTITIONS, schemas as ofShops, topology as shops } from './shops.ts'

/** Shops whose tills tell a ledger what they took: once for each transaction and shop. The ledger is one for all. */
const ledgers: Decider = {
  decide: ({ entries }: { entries: readonly string[] }, { ledgers: ledger }: LedgerRows) =>
    ({ type: 'Entered', entries, total: (ledger?.total ?? 0) + entries.length }),
  evolve: (_: LedgerRows, { total }: { total: number }): LedgerRows => ({ ledgers: { total } })
}

interface LedgerRows { readonly ledgers?: { readonly total: number } }

/** What was paid at which till, in order, with the totals before and after. */
function summarize(): Summary {
  const entries = new Map<string, string[]>()
  return {
    add(event, before, after) {
      const ofShop = entries.get(event.shop) ?? []
      entries.set(event.shop, ofShop)
      const [from, to] = [before, after].map(({ tills }) => tills?.total ?? 0)
      ofShop.push(`${event.type} ${event.till} ${event.operationId} ${from} ${to}`)
    },
    followUps: name => [...entries].map(([shop, ofShop]) =>
      ({ to: 'ledgerCommands', record: { type: 'Enter', shop, operationId: name, entries: ofShop } }))
  }
}

/** A till is not to take so much at once. */
function alarm({ type, till, by }: { type: string, till: string, by: number }): string | undefined {
  return type === 'Paid' && by >= 1_000 ? `${till} took ${by}` : undefined
}

const week = { 'cleanup.policy': 'delete', 'retention.ms': '604800000' }
const forEver = { 'cleanup.policy': 'delete', 'retention.ms': '-1' }
const topics = {
  ...shops.topics,
  ledgerCommands: {
    name: 'ledger-commands', value: 'LedgerCommand', key: ['shop'], partitions: PARTITIONS, config: week
  },
  ledgerChangelog: {
    name: 'ledger-changelog', value: 'LedgerEvent', key: ['shop'], partitions: PARTITIONS, config: forEver
  },
  ledgerDeadLetters: { name: 'ledger-dead-letters', partitions: PARTITIONS, config: week }
}

const { tills, vaults } = shops.processors

export const topology: Topology = {
  ...shops,
  topics,
  stores: { ...shops.stores, ledgers: { key: ['shop'], row: 'Sum' } },
  processors: {
    tills: {
      ...tills!, sends: [...tills!.sends, topics.ledgerCommands], decider: { ...tills!.decider, summarize, alarm }
    },
    vaults: vaults!,
    ledgers: {
      key: ['shop'],
      commands: topics.ledgerCommands,
      changelog: topics.ledgerChangelog,
      deadLetters: topics.ledgerDeadLetters,
      stores: ['ledgers'],
      tables: [],
      sends: [],
      decider: ledgers
    }
  }
}

const { fields: ofTillEvents } = ofShops.TillEvent as { readonly fields: readonly { name: string, type: unknown }[] }
const [shop, entries] = [field('shop', 'string'), field('entries', { type: 'array', items: 'string' })]
const head = ofTillEvents.filter(({ name }) => !['shop', 'till', 'body'].includes(name))
const [, , ...ofEngine] = ofTillEvents.find(({ name }) => name === 'body')!.type as readonly unknown[]

export const schemas = {
  ...ofShops,
  LedgerCommand: record('LedgerCommand', shop, field('operationId', 'string'),
    field('body', [record('Enter', entries)])),
  LedgerEvent: record('LedgerEvent', shop, ...head,
    field('body', [record('Entered', entries, field('total', 'long')), ...ofEngine]))
}
