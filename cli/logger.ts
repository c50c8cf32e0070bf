import { jsonLogger } from '../connector/json-logger.ts'
import type { Config } from '../runtime/config.ts'
import type { Logger } from '../runtime/logger.ts'

const repeatIntervalMs = 5_000
const rememberedMax = 1_000

/** The log of a command. */
export function openLogger(level: Config['logLevel']): Logger {
  return calm(jsonLogger(level))
}

/** Says a warning that comes again and again only now and then, with how often it came. */
export function calm(logger: Logger, now: () => number = () => performance.now()): Logger {
  const said = new Map<string, { at: number, withheld: number }>()
  return {
    debug: (fields, fact) => logger.debug(fields, fact),
    info: (fields, fact) => logger.info(fields, fact),
    error: (fields, fact) => logger.error(fields, fact),
    warn: (fields, fact) => {
      const text = `${fact} ${JSON.stringify(fields)}`
      const before = said.get(text)
      if (before !== undefined && now() - before.at < repeatIntervalMs) return void before.withheld++
      if (said.size >= rememberedMax) said.clear()
      said.set(text, { at: now(), withheld: 0 })
      const withheld = before?.withheld ?? 0
      logger.warn(withheld === 0 ? fields : { ...fields, withheld }, fact)
    }
  }
}
