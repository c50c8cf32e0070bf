import type { Command } from 'commander'

import { systemClock } from '../../runtime/clock.ts'
import { withConnection } from '../context.ts'
import { Currencies } from '../currencies.ts'
import { describeLimits } from '../describe-limits.ts'
import { parts, revisionOf, withProgress, type GetOptions } from '../get-command.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { readLimits } from '../read-limits.ts'
import { print } from '../terminal.ts'

const aboutLimits = paragraphs(`Prints the limits of a wallet: the range of each, how much is used, how much is left,
and when the period ends. As it is now, or as it was when the wallet got one of its revisions.

It reads the wallet's partition of wallet-changelog, as \`wallets get wallet\` does. The limits are those that the
tenant has now, also for a revision that is long past: it tells what had been used of them by then.`)

interface LimitsOptions extends GetOptions { revision?: number }

export function addGetLimits(command: Command): void {
  command.command('limits')
    .summary('print how far the limits of a wallet are used')
    .description(aboutLimits)
    .argument('<tenant/wallet>', 'whose, and which')
    .option('--revision <number>', 'as it was when it got this revision', revisionOf)
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets get limits demo/alice'))
    .action(async (name: string, { revision, json }: LimitsOptions) => {
      const [tenant = '', wallet = ''] = parts(name, 2, 'tenant/wallet is expected, as in demo/alice')
      await withConnection(async connection => {
        const now = Math.floor(systemClock.now())
        const view = await withProgress(onProgress =>
          readLimits(connection, { tenant, wallet }, now, revision, onProgress))
        print(json ? toJson(view) : describeLimits(view, await Currencies.read(connection)).join('\n'))
      })
    })
}
