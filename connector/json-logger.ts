import { pino } from 'pino'

import type { Logger } from '../runtime/logger.ts'

const standardError = 2

/**
 * One JSON object a line on standard error, written at once: a process that ends has said everything. Any logger with
 * these four methods will do in its place.
 */
export function jsonLogger(level: keyof Logger | 'silent' = 'info'): Logger {
  const formatters = { level: (label: string) => ({ level: label }) }
  const options = { level, formatters, timestamp: pino.stdTimeFunctions.isoTime }
  return pino(options, pino.destination({ dest: standardError, sync: true }))
}
