import type { Command } from 'commander'

import type { WalletEvent } from '../../schemas/generated.ts'
import { messageKey } from '../../state/key.ts'
import { partitionOf } from '../../runtime/partition.ts'
import type { Connection } from '../connection.ts'
import { withConnection } from '../context.ts'
import { Currencies } from '../currencies.ts'
import { decode } from '../decode.ts'
import { CommandFailure } from '../exit-codes.ts'
import { formatTable } from '../format.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { openProgress } from '../progress.ts'
import { readPartition } from '../read-partition.ts'
import { print } from '../terminal.ts'
import { WalletFold, type WalletView } from '../wallet-view.ts'

const about = paragraphs(`Prints a wallet: its status, its money and its pending withdrawals.

It reads the wallet's partition of the changelog from the beginning and folds the wallet's events, so it needs no running
service, and time in proportion to what the partition holds.`)

export function addGet(program: Command): void {
  program.command('get')
    .summary('print a wallet')
    .description('Prints one thing.')
    .command('wallet')
    .summary('print a wallet as it is now')
    .description(about)
    .argument('<tenant/wallet>', 'whose, and which')
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets get wallet demo/alice'))
    .action(async (name: string, { json }: { json?: boolean }) => {
      const [tenant, wallet, ...rest] = name.split('/')
      if (!tenant || !wallet || rest.length > 0) throw new CommandFailure(2, `tenant/wallet is expected, as in demo/alice, and not ${name}`)
      await withConnection(async connection => {
        const view = await readWallet(connection, tenant, wallet)
        if (view === undefined) throw new CommandFailure(1, `there is no wallet ${name}`)
        print(json ? toJson(view) : describe(view, await Currencies.read(connection)).join('\n'))
      })
    })
}

async function readWallet({ log, schemas, topology }: Connection, tenant: string, wallet: string): Promise<WalletView | undefined> {
  const topic = topology.topics['walletChangelog']!
  const key = messageKey([tenant, wallet])
  const partition = partitionOf(key, topic.partitions)
  const fold = new WalletFold()
  let progress: ReturnType<typeof openProgress> | undefined
  try {
    const records = readPartition(log, topic.name, partition, (done, total) => {
      progress ??= openProgress('reading', total)
      progress.update(done)
    })
    for await (const { key: found, value, offset } of records) {
      if (found?.toString() !== key) continue
      const read = await decode(schemas, topic.name, value)
      if (!('record' in read)) throw new CommandFailure(5, `${topic.name}/${partition} at ${offset} is unreadable: ${read.unreadable}`)
      fold.add(read.record as unknown as WalletEvent)
    }
  } finally {
    progress?.stop()
  }
  return fold.view(tenant, wallet)
}

function describe(view: WalletView, currencies: Currencies): string[] {
  const { tenant, wallet, status, currency, posted, held, available, revision, pending } = view
  const money = (amount: bigint): string => currencies.format(tenant, amount, currency)
  const amounts = [posted, held, available].map(money)
  const width = Math.max(...amounts.map(({ length }) => length))
  const [postedText, heldText, availableText] = amounts.map(amount => amount.padStart(width))
  return [
    `${tenant}/${wallet}`,
    ...formatTable([
      ['  status', `${status}, at revision ${revision}`],
      ['  posted', postedText!],
      ['  held', heldText!],
      ['  available', availableText!]
    ]),
    ...pending.map(({ withdrawal, provider, amount }) => `  pending: ${withdrawal}, ${money(amount)} by way of ${provider}`)
  ]
}
