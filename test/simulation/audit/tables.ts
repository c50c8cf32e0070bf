import type { Flat } from '../../../schemas/record.ts'
import type { Facts } from './facts.ts'

/** Every process knows the last row of every key. */
export function* tablesAsWritten(facts: Facts): Iterable<string> {
  for (const [table, { topic }] of Object.entries(facts.world.deployment.topology.tables)) {
    const last = new Map(facts.records(topic.name).map(row => [keyOf(topic.key!, row), revisionOf(row)]))
    for (const { name, tables } of facts.world.instances) {
      const known = new Map((tables?.rows(table) ?? []).map(row => [keyOf(topic.key!, row), revisionOf(row)]))
      const [found, expected] = [known, last].map(rows => [...rows].map(([key, row]) => `${key} ${row}`).sort().join())
      if (found !== expected) yield `${name} has ${table} ${found}, not ${expected}`
    }
  }
}

function keyOf(key: readonly string[], row: Flat): string {
  return key.map(field => row[field]).join('/')
}

function revisionOf({ revision }: Flat): number {
  return revision as number
}
