import type { Command } from 'commander'

import { withConnection } from '../context.ts'
import { Currencies } from '../currencies.ts'
import { describeBalances } from '../describe-balances.ts'
import { CommandFailure } from '../exit-codes.ts'
import { withProgress, type GetOptions } from '../get-command.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { readBalances } from '../read-balances.ts'
import { readTenant } from '../tables.ts'
import { print } from '../terminal.ts'

const about = paragraphs(`Prints the trial balance of a tenant: what left each of its accounts and what reached it, in
each currency. All of them together come to nothing. If they do not, it ends with code 1.

It reads account-changelog from the beginning, so it needs no running service. While one runs, transactions of which not
all accounts have heard are left out, and it says how many.`)

export function addBalances(program: Command): void {
  program.command('balances')
    .summary('print what the accounts of a tenant have, and that it comes to nothing')
    .description(about)
    .argument('<tenant>', 'whose')
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets balances demo'))
    .action(async (tenant: string, { json }: GetOptions) => {
      await withConnection(async connection => {
        if (await readTenant(connection, tenant) === undefined) {
          throw new CommandFailure(1, `there is no tenant ${tenant}`)
        }
        const found = await withProgress(onProgress => readBalances(connection, tenant, onProgress))
        print(json ? toJson(found) : describeBalances(found, await Currencies.read(connection)).join('\n'))
        if (!found.isBalanced) throw new CommandFailure(1, `the accounts of ${tenant} are out of balance`)
      })
    })
}
