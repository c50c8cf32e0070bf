import type { Topic, Topology } from '../../runtime/topology.ts'

/** The smallest domain: counters that one can add to, and that never fall below zero. */
export const decider = {
  decide: ({ type, by }: Add, { counters }: Rows) => {
    const total = (counters?.total ?? 0) + by
    return total < 0
      ? { type: 'OperationRefused', command: type, reason: 'negative', fields: [] }
      : { type: 'Added', by, total }
  },
  evolve: (_: Rows, { total }: Added): Rows => ({ counters: { total } })
}

interface Add { readonly type: string, readonly by: number }
interface Added { readonly total: number }
interface Rows { readonly counters?: { readonly total: number } }

const key = ['counter'] as const
const forEver = { 'cleanup.policy': 'delete', 'retention.ms': '-1' }

const commands: Topic = { name: 'counter-commands', value: 'CounterCommand', key, partitions: 4, config: {} }
const changelog: Topic = { name: 'counter-changelog', value: 'CounterEvent', key, partitions: 4, config: forEver }
const deadLetters: Topic = { name: 'counter-dead-letters', partitions: 4, config: {} }

export const topology: Topology = {
  topics: { commands, changelog, deadLetters },
  stores: { counters: { key, row: 'Counter' } },
  tables: {},
  processors: {
    counters: { key, commands, changelog, deadLetters, stores: ['counters'], tables: [], sends: [], decider }
  }
}

export const schemas = {
  CounterCommand: record('CounterCommand',
    field('counter', 'string'), field('operationId', 'string'), field('body', [record('Add', field('by', 'int'))])),
  CounterEvent: record('CounterEvent',
    field('counter', 'string'), field('operationId', 'string'), field('revision', 'long'), field('at', 'long'),
    field('sourceTopic', 'string'), field('sourceOffset', 'long'), field('fingerprint', 'bytes'),
    field('body', [
      record('Added', field('by', 'int'), field('total', 'long')),
      record('OperationRefused',
        field('command', 'string'), field('reason', 'string'), field('fields', { type: 'array', items: 'string' })),
      record('RecordDeadLettered', field('reason', 'string'))
    ])),
  Counter: record('Counter', field('total', 'long'))
}

export interface RecordSchema { readonly type: 'record', readonly name: string, readonly fields: readonly Field[] }
export interface Field { readonly name: string, readonly type: unknown }

export function record(name: string, ...fields: readonly Field[]): RecordSchema {
  return { type: 'record', name, fields }
}

export function field(name: string, type: unknown): Field {
  return { name, type }
}

/** A command for a counter. */
export function add(
  counter: string,
  operationId: string,
  by: number
): { readonly type: 'Add'; readonly counter: string } {
  return { counter, operationId, type: 'Add', by } as { type: 'Add'; counter: string }
}
