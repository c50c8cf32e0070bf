import { Option, type Command } from 'commander'

import { withConnection } from '../context.ts'
import { Currencies } from '../currencies.ts'
import { findTopic } from '../find-topic.ts'
import { examples, paragraphs } from '../help.ts'
import { findOwnTopic } from '../home.ts'
import { watchedJson, watchedLine } from '../print-watched.ts'
import { onStopSignal } from '../signals.ts'
import { print } from '../terminal.ts'
import { watch } from '../watch.ts'

const about = paragraphs(`Follows a topic and prints its records decoded, one a line, until Ctrl-C.

The topic is named as in the cluster (wallet-changelog, provider-acme-invoice-paid, tenant-shop-wallet-changelog for a
tenant with topics of its own) or as in the topology (walletChangelog). Each partition is in its order. Of dead letters,
which nobody can decode, the headers and the value in base64 are shown.`)

const fromOption = new Option('--from <place>', 'where to begin (end; with --once: beginning)')

interface Options { json?: boolean, from?: 'beginning' | 'end', once?: boolean }

export function addWatch(program: Command): void {
  program.command('watch')
    .summary('follow a topic, decoded')
    .description(about)
    .argument('<topic>', 'its name, or its key in the topology')
    .addOption(fromOption.choices(['beginning', 'end']))
    .option('--once', 'stop at the present end')
    .option('--json', 'JSON objects instead of lines for people')
    .addHelpText('after', examples('wallets watch wallet-changelog --from beginning'))
    .action(async (text: string, { json, once, from = once ? 'beginning' : 'end' }: Options) => {
      await withConnection(async connection => {
        const own = await findOwnTopic(connection, connection.prefix, text)
        const { topic, name } = own === undefined
          ? findTopic(connection.topology, connection.prefix, text)
          : { topic: own, name: own.name }
        const currencies = await Currencies.read(connection)
        const stopping = new AbortController()
        const release = onStopSignal(() => stopping.abort())
        process.stdout.on('error', () => stopping.abort())
        const until = once ? 'end' : 'stopped'
        for await (const watched of watch({ connection, topic, name, from, until, signal: stopping.signal })) {
          print(json ? watchedJson(watched) : watchedLine(watched, currencies))
        }
        release()
      })
    })
}
