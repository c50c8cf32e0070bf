import type { Log } from '../runtime/log/log.ts'
import type { Service } from '../runtime/service.ts'
import type { Task } from '../runtime/task.ts'
import type { Processor } from '../runtime/topology.ts'

/**
 * Whether every partition of every processor has consumed all that its inputs hold, those inputs included that a
 * provider has just brought along. Only for a service that runs in one process.
 */
export async function isQuiet(service: Service, log: Log): Promise<boolean> {
  for (const processor of Object.values(service.topology.processors)) {
    const tasks = service.tasks.filter(({ positions }) => positions.has(processor.commands.name))
    if (tasks.length < processor.commands.partitions) return false
    const sources = sourcesOf(service, processor)
    for (const task of tasks) if (!await hasConsumed(task, sources, log)) return false
  }
  return true
}

async function hasConsumed(
  { state, positions, partition }: Task, sources: readonly string[], log: Log
): Promise<boolean> {
  if (state !== 'running') return false
  for (const topic of sources) {
    const position = positions.get(topic)
    if (position === undefined || position < (await log.bounds(topic, partition)).end) return false
  }
  return true
}

function sourcesOf({ tables }: Service, { commands, routes }: Processor): string[] {
  return [commands.name, ...(routes ?? []).flatMap(({ from }) => tables.topicsOf(from).map(({ name }) => name))]
}
