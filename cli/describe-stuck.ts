import type { Currencies } from './currencies.ts'
import { formatDuration, formatTable, formatTime } from './format.ts'
import type { Stuck } from './read-stuck.ts'

const head = ['kind', 'name', 'age', 'since', 'step', 'money', 'waits for']

/** What is stuck for people, one line each; nothing where nothing is. */
export function describeStuck(stuck: readonly Stuck[], currencies: Currencies): string[] {
  if (stuck.length === 0) return []
  return formatTable([head, ...stuck.map(each => [
    each.kind, each.name, formatDuration(each.ageMs), formatTime(each.since), each.step, money(each, currencies),
    each.waitsFor
  ])])
}

/** How many of each kind: `2 stuck: 1 deposit, 1 payout`. */
export function countStuck(stuck: readonly Stuck[]): string {
  const counts = new Map<string, number>()
  for (const { kind } of stuck) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const kinds = [...counts].sort(([left], [right]) => left < right ? -1 : 1).map(([kind, count]) => `${count} ${kind}`)
  return stuck.length === 0 ? 'nothing is stuck' : `${stuck.length} stuck: ${kinds.join(', ')}`
}

function money({ tenant, held, expected, currency }: Stuck, currencies: Currencies): string {
  if (held > 0n) return `${currencies.format(tenant, held, currency)} held`
  return expected > 0n ? `${currencies.format(tenant, expected, currency)} expected` : '-'
}
