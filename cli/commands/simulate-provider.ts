import { InvalidArgumentError, type Command } from 'commander'

import { isReason } from '../../processors/checks.ts'
import { withConnection } from '../context.ts'
import { Ending, finish } from '../end.ts'
import { endWith, examples, paragraphs } from '../help.ts'
import { delayOf } from '../option-values.ts'
import { SimulatedProviders } from '../simulated-providers.ts'
import { concurrentMax } from '../stand-ins.ts'

const about = paragraphs(`Stands in for the connectors of providers, through their topics only. It pays all that it is
asked to, or with --decline declines it. Asked what became of an invoice, or to cancel it, it says what it said before:
it finds that in its topic, and keeps its position in the cluster, so it goes on where it was. What it never spoke of is
not_found.

Without ids it stands in for every provider in the table, those included that are put later. One at a time for each
provider: a second one takes over.`)

interface Options { delay: number, repeat?: boolean, issue?: boolean, decline?: string }

export function addSimulateProvider(program: Command): void {
  program.command('simulate-provider')
    .summary('pay or decline invoices as a provider would')
    .description(about)
    .argument('[providers...]', 'their ids')
    .option('--delay <ms>', `how long an answer takes; ${concurrentMax} are on their way at a time`, delayOf, 0)
    .option('--repeat', 'say everything twice, as real providers do')
    .option('--issue', 'say at once that the invoice is issued, and after the delay what became of it')
    .option('--decline <reason>', 'decline everything for this reason: tokens joined by colons', reasonOf)
    .addHelpText('after', examples(
      'wallets simulate-provider paywell --delay 500',
      'wallets simulate-provider paywell --decline authorization_failed:temporarily_unavailable'
    ))
    .action(async (only: string[], options: Options) => {
      const { delay: delayMs, repeat = false, issue = false, decline } = options
      await withConnection(async (connection, { logger }) => {
        const ending = new Ending()
        const providers = new SimulatedProviders({
          connection, delayMs, notifications: repeat ? 2 : 1, issue,
          ...decline !== undefined && { decline }, ...only.length > 0 && { only },
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

function reasonOf(text: string): string {
  if (isReason(text)) return text
  throw new InvalidArgumentError('Tokens joined by colons are expected, none of them empty.')
}
