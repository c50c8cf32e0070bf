import type { Command } from 'commander'

import { describeDiff } from '../describe-state.ts'
import { diff } from '../diff.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { thingOf } from '../kinds.ts'
import { print } from '../terminal.ts'
import { withCheckout } from './checkout.ts'

const about = paragraphs(`Prints what changed between two revisions, and which operation changed it: field by field,
first in all, then operation by operation. Of more than 1,000 versions the last 1,000 are told one by one.

Kinds, names, revisions and the history are those of \`wallets checkout\`.`)

interface Options { from: string, to?: string, history?: string, json?: boolean }

export function addDiff(program: Command): void {
  program.command('diff')
    .summary('print what changed between two revisions, and by which operations')
    .description(about)
    .argument('<kind>', 'wallet, withdrawal, identity, tenant …')
    .argument('<name>', 'its tenant and its ids: demo/alice, demo/alice/w-1')
    .requiredOption('--from <number>', 'the earlier revision')
    .option('--to <number>', 'the later revision, instead of the last one')
    .option('--history <folder>', 'a data folder for the history, instead of WALLETS_DATA')
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets diff wallet demo/alice --from 2 --to 4'))
    .action(async (kind: string, name: string, { from, to, history, json }: Options) => {
      const thing = thingOf(kind, name)
      await withCheckout(history, async checkout => {
        const found = await diff(checkout, thing, from, to)
        print(json ? toJson(found) : describeDiff(found).join('\n'))
      })
    })
}
