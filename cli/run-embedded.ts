import type { Config } from '../runtime/config.ts'
import type { Logger } from '../runtime/logger.ts'
import { EmbeddedService } from './embedded-service.ts'
import { Ending, finish } from './end.ts'
import type { ExitCode } from './exit-codes.ts'
import { toJson } from './json.ts'
import { RecordReader } from './ndjson.ts'
import { Sender } from './sender.ts'
import { sendLines } from './send-lines.ts'

export interface RunEmbeddedOptions {
  readonly config: Config
  readonly logger: Logger
  readonly only: readonly string[]
  readonly providers: 'simulated' | 'none'
  readonly verifiers: 'simulated' | 'none'
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
}

/** Commands in as NDJSON, events out as NDJSON, until the input ends and all is done; from a terminal, until Ctrl-C. */
export async function runEmbedded(options: RunEmbeddedOptions): Promise<ExitCode> {
  const { config, logger, only, providers, verifiers, input, output } = options
  const ending = new Ending()
  // Whoever reads our events has gone: `wallets run < commands | head`.
  output.on('error', () => ending.done())
  let events = 0
  const embedded = await EmbeddedService.start({
    config, logger, only, providers, verifiers, onFailed: ending.fail,
    onEvent: event => {
      // It sums up what other events say, and would be half of the output. `wallets balances` has it.
      if (event.type === 'PostingsAdded') return
      events++
      output.write(`${toJson(event)}\n`)
    }
  })
  logger.info({ log: 'embedded', data: config.dataFolder, providers, verifiers }, 'service.started')
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
  input.destroy()
  const code = await finish(end, embedded.stop(), logger)
  ending.release()
  return code === 0 && refused > 0 ? 1 : code
}

function feed(embedded: EmbeddedService, input: NodeJS.ReadStream, logger: Logger) {
  const { connection, service } = embedded
  // An announcement becomes a row when it is decided.
  const sender = new Sender(connection, async () => {
    await embedded.quiet()
    await service.tables.caughtUp()
  })
  const reader = new RecordReader(connection.topology, connection.codec)
  return sendLines({ input, reader, sender, onRefused: (line, why) => logger.warn({ line, why }, 'input.refused') })
}
