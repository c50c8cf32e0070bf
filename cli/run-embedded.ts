import type { Config } from '../runtime/config.ts'
import { errorFields, type Logger } from '../runtime/logger.ts'
import { EmbeddedService } from './embedded-service.ts'
import { Ending, stopMsMax, withinMs, type End } from './end.ts'
import type { ExitCode } from './exit-codes.ts'
import { toJson } from './json.ts'
import { RecordReader } from './ndjson.ts'
import { Sender } from './sender.ts'
import { sendLines } from './send-lines.ts'
import { codeOfSignal } from './signals.ts'

export interface RunEmbeddedOptions {
  readonly config: Config
  readonly logger: Logger
  readonly only: readonly string[]
  readonly providers: 'simulated' | 'none'
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
}

/** Commands in as NDJSON, events out as NDJSON, until the input ends and all is done; from a terminal, until Ctrl-C. */
export async function runEmbedded({ config, logger, only, providers, input, output }: RunEmbeddedOptions): Promise<ExitCode> {
  const ending = new Ending()
  // Whoever reads our events has gone: `wallets run < commands | head`.
  output.on('error', () => ending.done())
  let events = 0
  const embedded = await EmbeddedService.start({
    config, logger, only, providers, onFailed: ending.fail,
    onEvent: event => {
      events++
      output.write(`${toJson(event)}\n`)
    }
  })
  logger.info({ log: 'embedded', data: config.dataFolder, providers }, 'service.started')
  let refused = 0
  const work = async (): Promise<void> => {
    const sent = await feed(embedded, input, logger)
    refused = sent.refused
    await embedded.quiet()
    logger.info({ ...sent, events }, 'input.done')
    if (!input.isTTY) ending.done()
  }
  work().catch((error: Error) => ending.fail(error))
  const end = await ending.reached
  const code = await stop(end, embedded, logger)
  ending.release()
  return code === 0 && refused > 0 ? 1 : code
}

function feed(embedded: EmbeddedService, input: NodeJS.ReadStream, logger: Logger) {
  const { connection, service } = embedded
  const sender = new Sender(connection, async () => await service.tables.caughtUp())
  const reader = new RecordReader(connection.topology, connection.codec)
  return sendLines({ input, reader, sender, onRefused: (line, why) => logger.warn({ line, why }, 'input.refused') })
}

async function stop(end: End, embedded: EmbeddedService, logger: Logger): Promise<ExitCode> {
  if (end.because === 'failure') logger.error(errorFields(end.error), 'service.beyond_help')
  if (end.because === 'signal') logger.info({ signal: end.signal }, 'service.stopping')
  const inTime = await withinMs(stopMsMax, embedded.stop())
  logger.info({ inTime }, 'service.stopped')
  if (end.because === 'failure') return 5
  return inTime || end.because === 'done' ? 0 : codeOfSignal(end.signal)
}
