import type { FollowUp, Topic, Topology } from '../../runtime/topology.ts'
import { field, record } from './counter.ts'

/** Nodes that pass on what they are told, to others: what is of the same partition at once. */
export const decider = {
  decide: ({ to, left }: Told) => ({ type: 'Passed', to, left }),
  evolve: (rows: Rows): Rows => ({ nodes: { times: (rows.nodes?.times ?? 0) + 1 } }),
  react: ({ node, operationId, to, left, revision }: Told & { readonly revision: number }): readonly FollowUp[] =>
    left === 0 ? [] : to.map(other => ({
      to: 'commands', isLocal: true,
      record: { type: 'Pass', node: other, operationId: `${operationId}/${node}-${revision}`, to, left: left - 1 }
    }))
}

interface Told {
  readonly node: string
  readonly operationId: string
  readonly to: readonly string[]
  readonly left: number
}

interface Rows { readonly nodes?: { readonly times: number } }

const key = ['node'] as const
const forEver = { 'cleanup.policy': 'delete', 'retention.ms': '-1' }

const commands: Topic = { name: 'node-commands', value: 'NodeCommand', key, partitions: 4, config: {} }
const changelog: Topic = { name: 'node-changelog', value: 'NodeEvent', key, partitions: 4, config: forEver }
const deadLetters: Topic = { name: 'node-dead-letters', partitions: 4, config: {} }

export const topology: Topology = {
  topics: { commands, changelog, deadLetters },
  stores: { nodes: { key, row: 'Node' } },
  tables: {},
  processors: {
    nodes: { key, commands, changelog, deadLetters, stores: ['nodes'], tables: [], sends: [commands], decider }
  }
}

const told = [field('to', { type: 'array', items: 'string' }), field('left', 'int')]

export const schemas = {
  NodeCommand: record('NodeCommand',
    field('node', 'string'), field('operationId', 'string'), field('body', [record('Pass', ...told)])),
  NodeEvent: record('NodeEvent',
    field('node', 'string'), field('operationId', 'string'), field('revision', 'long'), field('at', 'long'),
    field('sourceTopic', 'string'), field('sourceOffset', 'long'), field('fingerprint', 'bytes'), field('step', 'int'),
    field('body', [
      record('Passed', ...told),
      record('OperationRefused',
        field('command', 'string'), field('reason', 'string'), field('fields', { type: 'array', items: 'string' })),
      record('RecordDeadLettered', field('reason', 'string'))
    ])),
  Node: record('Node', field('times', 'long'))
}

export function pass(node: string, operationId: string, to: readonly string[], left = 1): object {
  return { type: 'Pass', node, operationId, to, left }
}
