/** One instance of the service as a process of its own, for tests that kill, freeze and restart it. */
import { LevelStores } from '../../state/level-store.ts'
import { schemas } from '../../schemas/generated.ts'
import { systemClock } from '../../runtime/clock.ts'
import type { Logger } from '../../runtime/logger.ts'
import { Service } from '../../runtime/service.ts'
import { confluentRegistry } from '../../schemas/confluent-registry.ts'
import { topology } from '../../topology.ts'
import { clusterFromEnvironment, kafkaLog } from './kafka.ts'

/** ONLY is a list of processors, with commas between. */
const { PREFIX: prefix = '', DATA: data = '', ONLY: only } = process.env

const say = (level: string) => (fields: object,
  fact: string) => process.stdout.write(`${JSON.stringify({ level, fact, ...fields })}\n`)
const logger: Logger = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }

const log = kafkaLog({ sessionTimeoutMs: 6_000, heartbeatIntervalMs: 1_000, logger })
const service = await Service.start({
  topology, schemas, log, registry: confluentRegistry({ url: clusterFromEnvironment().registryUrl }), prefix, logger,
  ...(only !== undefined && { only: only.split(',') }),
  stores: new LevelStores(data, (folder, why) => logger.warn({ folder, why }, 'store.rebuilt')), clock: systemClock,
  onFailed: error => {
    logger.error({ message: error.message }, 'beyond help')
    process.exit(5)
  }
})
process.on('SIGTERM', () => {
  void service.stop().then(() => log.close()).then(() => process.exit(0))
})
process.stdout.write('{"fact":"started"}\n')
