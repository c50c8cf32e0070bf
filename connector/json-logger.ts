import type { Logger } from '../runtime/logger.ts'

/** One JSON object a line, on standard error. Any logger with these four methods will do in its place. */
export function jsonLogger(write = (line: string): unknown => process.stderr.write(line)): Logger {
  const at = (level: string) => (fields: object, fact: string): void => {
    write(`${JSON.stringify({ level, time: new Date().toISOString(), ...fields, msg: fact })}\n`)
  }
  return { debug: () => {}, info: at('info'), warn: at('warn'), error: at('error') }
}
