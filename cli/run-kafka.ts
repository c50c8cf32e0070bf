import { schemas } from '../schemas/generated.ts'
import { LevelStores } from '../state/level-store.ts'
import { systemClock } from '../runtime/clock.ts'
import type { Config } from '../runtime/config.ts'
import { errorFields, type Logger } from '../runtime/logger.ts'
import { Service } from '../runtime/service.ts'
import { topology } from '../topology.ts'
import { Ending, stoppedTasks, stopMsMax, withinMs, type End } from './end.ts'
import type { ExitCode } from './exit-codes.ts'
import { openKafkaLog, stateFolder, type OpenedLog } from './open-log.ts'
import { codeOfSignal } from './signals.ts'

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
    return await stop(await ending.reached, starting, opened, logger)
  } finally {
    ending.release()
  }
}

function startService(
  { log, registry }: OpenedLog, config: Config, logger: Logger, only: readonly string[], fail: (error: Error) => void
): Promise<Service> {
  const { prefix } = config
  const stores = new LevelStores(stateFolder(config), (folder, why) => logger.warn({ folder, why }, 'store.rebuilt'))
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

async function stop(end: End, starting: Promise<Service>, { log }: OpenedLog, logger: Logger): Promise<ExitCode> {
  if (end.because === 'failure') logger.error(errorFields(end.error), 'service.beyond_help')
  if (end.because === 'signal') logger.info({ signal: end.signal }, 'service.stopping')
  const stopping = starting.then(service => service.stop(), () => {}).then(() => log.close())
  const inTime = await withinMs(stopMsMax, stopping)
  logger.info({ inTime }, 'service.stopped')
  if (end.because === 'failure') return 5
  return inTime || end.because === 'done' ? 0 : codeOfSignal(end.signal)
}
