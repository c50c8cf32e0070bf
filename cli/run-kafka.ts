import { schemas } from '../schemas/generated.ts'
import { LevelStores } from '../state/level-store.ts'
import { systemClock } from '../runtime/clock.ts'
import type { Config, KafkaConfig } from '../runtime/config.ts'
import type { Logger } from '../runtime/logger.ts'
import { Service } from '../runtime/service.ts'
import { topology } from '../topology.ts'
import { Ending, finish, stoppedTasks } from './end.ts'
import type { ExitCode } from './exit-codes.ts'
import { openKafkaLog, sayRebuilt, stateFolder, type OpenedLog } from './open-log.ts'

/** Runs processors on a cluster until a signal comes, or until there is no help. */
export async function runOnKafka(
  config: Config, kafka: KafkaConfig, logger: Logger, only: readonly string[]
): Promise<ExitCode> {
  const opened = await openKafkaLog(config, kafka, logger)
  const ending = new Ending()
  const state = stateFolder(config)
  const starting = startService(opened, state, only, ending.fail)
  starting.catch(() => {})
  try {
    const first = await Promise.race([starting.then(() => 'started' as const), ending.reached])
    if (first === 'started') logger.info({ only, state }, 'service.started')
    const end = await ending.reached
    const stopping = starting.then(service => service.stop(), () => {}).then(() => opened.log.close())
    return await finish(end, stopping, logger)
  } finally {
    ending.release()
  }
}

function startService(
  opened: OpenedLog, state: string, only: readonly string[], fail: (error: Error) => void
): Promise<Service> {
  const stores = new LevelStores(state, (folder, why) => sayRebuilt(opened.logger, folder, why))
  let service: Service | undefined
  const onState = (): void => {
    const tasks = service?.tasks.length ?? 0
    if (service === undefined || tasks === 0 || stoppedTasks(service).length < tasks) return
    fail(new Error('every partition of this process has stopped: the errors above say why'))
  }
  return Service.start({
    ...opened, topology, schemas, stores, clock: systemClock, only, onFailed: fail,
    // A task tells of its state before its service does.
    observer: { onState: () => void setImmediate(onState) }
  }).then(started => (service = started))
}
