import { schemas } from '../schemas/generated.ts'
import { LevelStores } from '../state/level-store.ts'
import { systemClock } from '../runtime/clock.ts'
import type { Config } from '../runtime/config.ts'
import type { Logger } from '../runtime/logger.ts'
import { Service } from '../runtime/service.ts'
import { topology } from '../topology.ts'
import { Ending, finish, stoppedTasks } from './end.ts'
import type { ExitCode } from './exit-codes.ts'
import { openKafkaLog, sayRebuilt, stateFolder, type OpenedLog } from './open-log.ts'

/** Runs processors on a cluster until a signal comes, or until there is no help. */
export async function runOnKafka(
  config: Config & { readonly kafka: object }, logger: Logger, only: readonly string[]
): Promise<ExitCode> {
  const opened = await openKafkaLog(config.kafka!, logger)
  const ending = new Ending()
  const starting = startService(opened, config, logger, only, ending.fail)
  starting.catch(() => {})
  try {
    const started = starting.then(() => 'started' as const)
    if (await Promise.race([started, ending.reached]) === 'started') logger.info({ only, state: stateFolder(config) }, 'service.started')
    const end = await ending.reached
    const stopping = starting.then(service => service.stop(), () => {}).then(() => opened.log.close())
    return await finish(end, stopping, logger)
  } finally {
    ending.release()
  }
}

function startService(
  { log, registry }: OpenedLog, config: Config, logger: Logger, only: readonly string[], fail: (error: Error) => void
): Promise<Service> {
  const { prefix } = config
  const stores = new LevelStores(stateFolder(config), (folder, why) => sayRebuilt(logger, folder, why))
  let service: Service | undefined
  const onState = (): void => {
    if (service === undefined || service.tasks.length === 0 || stoppedTasks(service).length < service.tasks.length) return
    fail(new Error('every partition of this process has stopped: the errors above say why'))
  }
  return Service.start({
    topology, schemas, log, registry, stores, clock: systemClock, logger, prefix, only, onFailed: fail,
    // A task tells of its state before its service does.
    observer: { onState: () => void setImmediate(onState) }
  }).then(started => (service = started))
}
