import { InvalidArgumentError, type Command } from 'commander'

import { withConnection } from '../context.ts'
import { Ending, finish } from '../end.ts'
import { endWith, examples, paragraphs } from '../help.ts'
import { SimulatedProviders } from '../simulated-providers.ts'

const about = paragraphs(`Stands in for the connectors of providers: it reads what they are asked to pay and says that
each invoice was paid, through their topics only. Its position is kept by the cluster, so it goes on where it was.
Without ids it stands in for every provider in the table, those included that are put later. One at a time for each
provider: a second one takes over.`)

const delayMsMax = 600_000

export function addSimulateProvider(program: Command): void {
  program.command('simulate-provider')
    .summary('pay invoices as a provider would')
    .description(about)
    .argument('[providers...]', 'their ids')
    .option('--delay <ms>', 'how long paying takes', delayOf, 0)
    .option('--repeat', 'say twice that an invoice was paid, as real providers do')
    .addHelpText('after', examples('wallets simulate-provider paywell --delay 500'))
    .action(async (only: string[], { delay: delayMs, repeat }: { delay: number, repeat?: boolean }) => {
      await withConnection(async (connection, { logger }) => {
        const ending = new Ending()
        const providers = new SimulatedProviders({
          connection, delayMs, notifications: repeat ? 2 : 1, ...only.length > 0 && { only },
          onReplaced: () => ending.fail(new Error('another simulated provider has taken over'))
        })
        await providers.start()
        logger.info({ providers: providers.ids, only }, 'simulated_provider.started')
        const end = await ending.reached
        endWith(await finish(end, providers.close(), logger))
        ending.release()
      })
    })
}

function delayOf(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= delayMsMax) return Number(text)
  throw new InvalidArgumentError(`0 to ${delayMsMax} is expected.`)
}
