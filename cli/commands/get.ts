import type { Command } from 'commander'

import { withConnection } from '../context.ts'
import { Currencies } from '../currencies.ts'
import { CommandFailure } from '../exit-codes.ts'
import { formatTable } from '../format.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { openProgress, type Progress } from '../progress.ts'
import { readWallet } from '../read-wallet.ts'
import { print } from '../terminal.ts'
import type { WalletView } from '../wallet-view.ts'

const about = paragraphs(`Prints a wallet: its status, its money and its pending withdrawals.

It reads the wallet's partition of the changelog from the beginning and folds the wallet's events, so it needs no
running service, and time in proportion to what the partition holds.`)

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
      if (!tenant || !wallet || rest.length > 0) {
        throw new CommandFailure(2, `tenant/wallet is expected, as in demo/alice, and not ${name}`)
      }
      await withConnection(async connection => {
        let progress: Progress | undefined
        const view = await readWallet(connection, tenant, wallet, (done, total) => {
          progress ??= openProgress('reading', total)
          progress.update(done)
        }).finally(() => progress?.stop())
        if (view === undefined) throw new CommandFailure(1, `there is no wallet ${name}`)
        print(json ? toJson(view) : describe(view, await Currencies.read(connection)).join('\n'))
      })
    })
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
    ...pending.map(({ withdrawal, provider, amount }) =>
      `  pending: ${withdrawal}, ${money(amount)} by way of ${provider}`)
  ]
}
