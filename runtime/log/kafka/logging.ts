import { createLogger, LEVELS, type KafkajsLogEntry, type RootLogger } from './kafkajs.ts'
import type { KafkaLogger } from './settings.ts'

/** Fields that kafkajs may pass on. Anything else could hold a payload or a secret. */
const allowed = ['broker', 'clientId', 'correlationId', 'error', 'size', 'retryCount', 'retryTime'] as const
/** For how long the same message is not worth another warning: a lost broker is tried several times a second. */
const quietMs = 10_000

/** kafkajs' logger on ours. Its debug lines are never made: they carry requests and cost time. */
export function kafkajsLogger(logger: KafkaLogger): RootLogger {
  const warnedAt = new Map<string, number>()
  return createLogger({
    level: LEVELS.INFO,
    logCreator: () => entry => {
      const level = levelOf(entry, warnedAt)
      logger[level](fieldsOf(entry), entry.log.message)
    }
  })
}

/** At most a warning: whoever gets the error decides how bad it is. */
function levelOf({ level, log: { message } }: KafkajsLogEntry, warnedAt: Map<string, number>): 'debug' | 'warn' {
  if (level !== LEVELS.ERROR && level !== LEVELS.WARN) return 'debug'
  const now = performance.now()
  if (now - (warnedAt.get(message) ?? Number.NEGATIVE_INFINITY) < quietMs) return 'debug'
  warnedAt.clear() // One message is remembered: there must be an end to how many.
  warnedAt.set(message, now)
  return 'warn'
}

function fieldsOf({ namespace, log }: KafkajsLogEntry): object {
  const fields: Record<string, unknown> = { at: `kafka.${namespace}` }
  for (const name of allowed) {
    const value = log[name]
    if (typeof value === 'string' || typeof value === 'number') fields[name] = value
  }
  return fields
}
