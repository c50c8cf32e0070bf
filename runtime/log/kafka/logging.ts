import { createLogger, LEVELS, type KafkajsLogEntry, type RootLogger } from './kafkajs.ts'
import type { KafkaLogger } from './settings.ts'

/** Fields that kafkajs may pass on. Anything else could hold a payload or a secret. */
const allowed = ['broker', 'clientId', 'correlationId', 'error', 'size', 'retryCount', 'retryTime'] as const

/** kafkajs' logger on ours. Its debug lines are never made: they carry requests and cost time. */
export function kafkajsLogger(logger: KafkaLogger): RootLogger {
  return createLogger({ level: LEVELS.INFO, logCreator: () => entry => pass(logger, entry) })
}

function pass(logger: KafkaLogger, { level, namespace, log }: KafkajsLogEntry): void {
  const fields: Record<string, unknown> = { at: `kafka.${namespace}` }
  for (const name of allowed) {
    const value = log[name]
    if (typeof value === 'string' || typeof value === 'number') fields[name] = value
  }
  if (level === LEVELS.ERROR) logger.warn(fields, log.message) // Whoever gets the error decides how bad it is.
  else if (level === LEVELS.WARN) logger.warn(fields, log.message)
  else logger.debug(fields, log.message)
}
