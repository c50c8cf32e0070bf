import { findTopics, jsonLogger, openKafka } from '../../connector/index.ts'
import { HttpConnector } from './http-connector.ts'
import { readSettings, type Settings } from './settings.ts'

/** Runs until it is told to end (0), or until another one has taken its place (1). */
async function main({ kafka, prefix, providerId, provider, webhook }: Settings): Promise<number> {
  const logger = jsonLogger()
  const opened = await openKafka(kafka, prefix, logger)
  try {
    const topics = await findTopics(opened.log, providerId, prefix)
    const { ended, end } = ending()
    const connector = await HttpConnector.start({
      ...opened, topics, provider, webhook, logger, group: `${prefix}connector-${providerId}`, onReplaced: () => end(1)
    })
    logger.info({ provider: providerId, port: connector.webhook.port }, 'connector.listening')
    const code = await ended
    await connector.close()
    return code
  } finally {
    await opened.close()
  }
}

function ending(): { readonly ended: Promise<number>, readonly end: (code: number) => void } {
  let end!: (code: number) => void
  const ended = new Promise<number>(resolve => { end = resolve })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(0))
  return { ended, end }
}

try {
  process.exitCode = await main(readSettings(process.env))
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
