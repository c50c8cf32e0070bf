import type { Flat } from '../../../schemas/record.ts'
import type { Facts } from './facts.ts'
import { textOf } from './operations.ts'

/** Every process knows the last row of every key. */
export function* tablesAsWritten(facts: Facts): Iterable<string> {
  for (const [table, { topic }] of Object.entries(facts.world.deployment.topology.tables)) {
    const last = new Map(facts.records(topic.name).map(row => [keyOf(topic.key!, row), revisionOf(row)]))
    for (const { name, tables } of facts.world.instances) {
      const known = new Map((tables?.rows(table) ?? []).map(row => [keyOf(topic.key!, row), revisionOf(row)]))
      if (textOf(Object.fromEntries(last)) === textOf(Object.fromEntries(known))) continue
      yield `${name} has ${table} ${textOf(Object.fromEntries(known))}, not ${textOf(Object.fromEntries(last))}`
    }
  }
}

function keyOf(key: readonly string[], row: Flat): string {
  return key.map(field => row[field]).join('/')
}

function revisionOf({ revision }: Flat): number {
  return revision as number
}
