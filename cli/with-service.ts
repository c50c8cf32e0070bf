import type { Connection } from './connection.ts'
import { openContext, withConnection } from './context.ts'
import { EmbeddedService } from './embedded-service.ts'
import { openLogger } from './logger.ts'

/**
 * Gives a connection to a deployment whose processors listen. On the embedded log, where nothing else can run
 * meanwhile, it runs them itself, and ends when all is done that comes of it.
 *
 * @param only those that have to listen; without it all of them
 */
export async function withService(
  work: (connection: Connection) => Promise<void>, only?: readonly string[]
): Promise<void> {
  const { config } = openContext()
  if (config.kafka !== undefined) return await withConnection(work)
  // That processors come and go is no news here.
  const quiet = openLogger(config.logLevel === 'info' ? 'warn' : config.logLevel)
  let fail: (error: Error) => void
  const failed = new Promise<never>((_, reject) => { fail = reject })
  const embedded = await EmbeddedService.start({
    config, logger: quiet, ...only && { only }, providers: 'none', verifiers: 'none', onEvent: () => {},
    onFailed: error => fail(error)
  })
  try {
    await Promise.race([failed, work(embedded.connection).then(() => embedded.quiet())])
  } finally {
    await embedded.stop()
  }
}
