import type { Facts } from './facts.ts'

/** The events of a key count 1, 2, 3 … without a gap. */
export function* revisionsWithoutGap(facts: Facts): Iterable<string> {
  for (const { processor: { changelog } } of facts.ledgers) {
    const revisions = new Map<string, number>()
    for (const { type, tenant, wallet, revision } of facts.records(changelog.name)) {
      if (type === 'RecordDeadLettered') continue
      const key = `${tenant}/${wallet}`
      const next = (revisions.get(key) ?? 0) + 1
      if (revision !== next) yield `${changelog.name}: ${key} has revision ${revision} where ${next} should be`
      revisions.set(key, next)
    }
  }
}
