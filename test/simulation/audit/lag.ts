import { namesOf } from '../workload/deployment.ts'
import type { Facts } from './facts.ts'

/** Groups have committed all that they consumed: tools that look at their lag see none. */
export function* groupsWithoutLag({ ledgers, world: { broker } }: Facts): Iterable<string> {
  for (const { name, processor: { commands, routes = [] }, partitions } of ledgers) {
    for (const topic of [commands.name, ...routes.flatMap(({ from }) => namesOf(from))]) {
      for (const partition of partitions) {
        const committed = broker.committed(name, topic, partition) ?? 0
        const left = [...broker.partition(topic, partition).committed()].filter(({ offset }) => offset >= committed)
        if (left.length === 0) continue
        yield `${name} has committed ${topic}/${partition} to ${committed}, and ${left.length} more are there`
      }
    }
  }
}
