import type { Facts } from './facts.ts'

/** The events of a key count 1, 2, 3 … without a gap. */
export function* revisionsWithoutGap(facts: Facts): Iterable<string> {
  for (const { processor: { changelog, key: fields } } of facts.ledgers) {
    const revisions = new Map<string, number>()
    for (const event of facts.records(changelog.name)) {
      if (event.type === 'RecordDeadLettered') continue
      const key = fields.map(field => event[field]).join('/')
      const next = (revisions.get(key) ?? 0) + 1
      const { revision } = event
      if (revision !== next) yield `${changelog.name}: ${key} has revision ${revision} where ${next} should be`
      revisions.set(key, next)
    }
  }
}
