import { readConfig, type Config } from '../runtime/config.ts'
import type { Logger } from '../runtime/logger.ts'
import { Connection } from './connection.ts'
import { openLogger } from './logger.ts'

export interface Context { readonly config: Config, readonly logger: Logger }

/** Settings and logs, made when a command runs: `--help` needs neither. */
export function openContext(): Context {
  const config = readConfig()
  const logger = openLogger(config.logLevel)
  for (const warning of config.warnings) logger.warn({ warning }, 'settings.unsafe')
  return { config, logger }
}

/** Gives a connection to the deployment that the settings name, and closes it in the end. */
export async function withConnection<Result>(
  work: (connection: Connection, context: Context) => Promise<Result>
): Promise<Result> {
  const context = openContext()
  const connection = await Connection.open(context.config, context.logger)
  try {
    return await work(connection, context)
  } finally {
    await connection.close()
  }
}
