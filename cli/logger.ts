import { pino } from 'pino'

import type { Config } from '../runtime/config.ts'
import type { Logger } from '../runtime/logger.ts'

const standardError = 2

/** Structured logs on standard error, written at once: a process that ends has said everything. */
export function openLogger(level: Config['logLevel']): Logger {
  const formatters = { level: (label: string) => ({ level: label }) }
  const options = { level, formatters, timestamp: pino.stdTimeFunctions.isoTime }
  return pino(options, pino.destination({ dest: standardError, sync: true }))
}
