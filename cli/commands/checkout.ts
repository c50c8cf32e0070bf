import type { Command } from 'commander'

import { Checkout, type When } from '../checkout.ts'
import { withConnection } from '../context.ts'
import { describeReference, describeState } from '../describe-state.ts'
import { CommandFailure } from '../exit-codes.ts'
import { withProgress } from '../get-command.ts'
import { examples, paragraphs } from '../help.ts'
import { Histories, historyStores } from '../histories.ts'
import { toJson } from '../json.ts'
import { kinds, thingOf } from '../kinds.ts'
import { referencesOf } from '../references.ts'
import { withReplayContext } from '../replay.ts'
import { print, remark } from '../terminal.ts'
import { timeOf } from '../time-option.ts'

const about = paragraphs(`Prints something as it was: at a revision, or at a time, which is at the last revision not
after it. Without either it is as it is now.

The revision is that of its key, which events have: of the wallet for whatever is in a wallet, of the party for
identities, challenges and destinations. Operations pin revisions that identities and destinations have of their own:
these are given by --own-revision. Rows of tables (tenant, provider, verifier, source) have one kind.

It keeps a history of each partition that it is asked about, in the data folder or in that of --history, and reads what
came since. So the first time takes as long as reading the partition does, and later ones do not depend on how much
there is. \`wallets replay --history\` does all of it beforehand.

Kinds: ${[...kinds.keys()].join(', ')}.`)

interface Options {
  revision?: string
  at?: number
  ownRevision?: string
  withReferences?: boolean
  history?: string
  json?: boolean
}

export function addCheckout(program: Command): void {
  program.command('checkout')
    .summary('print something as it was at a revision or at a time')
    .description(about)
    .argument('<kind>', 'wallet, withdrawal, identity, tenant …')
    .argument('<name>', 'its tenant and its ids: demo/alice, demo/alice/w-1')
    .option('--revision <number>', 'of its key, or of the row of a table')
    .option('--at <time>', 'the last revision not after it: 2026-03-01T12:30:00Z', timeOf)
    .option('--own-revision <number>', 'as it was when it got this revision of its own: identities, destinations')
    .option('--with-references', 'and what its operations were decided against, as it was then')
    .option('--history <folder>', 'a data folder for the history, instead of WALLETS_DATA')
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples(
      'wallets checkout wallet demo/alice --revision 2',
      'wallets checkout withdrawal demo/alice/w-1 --at 2026-03-01T12:30:00Z',
      'wallets checkout identity shop/mia/herself --own-revision 2'
    ))
    .action(async (kind: string, name: string, options: Options) => {
      const thing = thingOf(kind, name)
      const when = whenOf(options)
      await withCheckout(options.history, async checkout => {
        const found = await checkout.find(thing, when)
        const references = options.withReferences ? await referencesOf(checkout, thing, found) : undefined
        if (options.json) return print(toJson({ ...found, ...references && { references } }))
        print([...describeState(found), ...references?.flatMap(describeReference) ?? []].join('\n'))
      })
    })
}

/** What it takes to find things as they were, caught up as far as they are asked for. @param folder of the history */
export async function withCheckout<Result>(
  folder: string | undefined, work: (checkout: Checkout) => Promise<Result>
): Promise<Result> {
  return withConnection((connection, { config }) => withReplayContext(connection, context =>
    withProgress(async onProgress => {
      const stores = historyStores(config, folder, (where, why) => remark(`${where} is begun again: ${why}`))
      const histories = new Histories({ connection, context, stores, onProgress })
      try {
        return await work(new Checkout(connection, histories))
      } finally {
        await histories.close()
      }
    })))
}

function whenOf({ revision, at, ownRevision }: Options): When | undefined {
  const given: When[] = [
    ...revision === undefined ? [] : [{ revision }], ...at === undefined ? [] : [{ at }],
    ...ownRevision === undefined ? [] : [{ own: ownRevision }]
  ]
  if (given.length > 1) throw new CommandFailure(2, 'give one of --revision, --at and --own-revision')
  return given[0]
}
