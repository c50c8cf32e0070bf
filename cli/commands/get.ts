import type { Command } from 'commander'

import { systemClock } from '../../runtime/clock.ts'
import { withConnection } from '../context.ts'
import { Currencies } from '../currencies.ts'
import { describeWallet } from '../describe-wallet.ts'
import { describeWithdrawal } from '../describe-withdrawal.ts'
import { CommandFailure } from '../exit-codes.ts'
import { parts, withProgress, type GetOptions } from '../get-command.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { readWallet } from '../read-wallet.ts'
import { readWithdrawal } from '../read-withdrawal.ts'
import { print } from '../terminal.ts'
import { addGetLimits } from './get-limits.ts'
import { addGetOperations } from './get-operation.ts'
import { addGetContact, addGetIdentity, addGetParty } from './get-party.ts'

const aboutWallet = paragraphs(`Prints a wallet: its status, its money, its owner, and what is pending: withdrawals,
holds, transfers, and what is expected.

It reads the wallet's partition of the changelog from the beginning and folds the wallet's events, so it needs no
running service, and time in proportion to what the partition holds.`)

const aboutWithdrawal = paragraphs(`Prints a withdrawal: its money, what its payout waits for, every attempt to pay it
out, and how long its outcome has been unknown.

It reads the wallet's partition of both changelogs, wallet-changelog for the money and withdrawal-changelog for the
payout, as \`wallets get wallet\` does.`)

export function addGet(program: Command): void {
  const command = program.command('get')
    .summary('print a wallet, a withdrawal, a transfer, a hold, a party …')
    .description('Prints one thing.')
  addGetWallet(command)
  addGetWithdrawal(command)
  addGetOperations(command)
  addGetLimits(command)
  addGetParty(command)
  addGetIdentity(command)
  addGetContact(command)
}

function addGetWallet(command: Command): void {
  command.command('wallet')
    .summary('print a wallet as it is now')
    .description(aboutWallet)
    .argument('<tenant/wallet>', 'whose, and which')
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets get wallet demo/alice'))
    .action(async (name: string, { json }: GetOptions) => {
      const [tenant = '', wallet = ''] = parts(name, 2, 'tenant/wallet is expected, as in demo/alice')
      await withConnection(async connection => {
        const now = Math.floor(systemClock.now())
        const view = await withProgress(onProgress => readWallet(connection, tenant, wallet, now, onProgress))
        if (view === undefined) throw new CommandFailure(1, `there is no wallet ${name}`)
        print(json ? toJson(view) : describeWallet(view, await Currencies.read(connection)).join('\n'))
      })
    })
}

function addGetWithdrawal(command: Command): void {
  command.command('withdrawal')
    .summary('print a withdrawal as it is now')
    .description(aboutWithdrawal)
    .argument('<tenant/wallet/withdrawal>', 'whose, of which wallet, and which')
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets get withdrawal demo/alice/w-1'))
    .action(async (name: string, { json }: GetOptions) => {
      const usage = 'tenant/wallet/withdrawal is expected, as in demo/alice/w-1'
      const [tenant = '', wallet = '', withdrawal = ''] = parts(name, 3, usage)
      await withConnection(async connection => {
        const id = { tenant, wallet, withdrawal }
        const now = Math.floor(systemClock.now())
        const view = await withProgress(onProgress => readWithdrawal(connection, id, now, onProgress))
        if (view === undefined) throw new CommandFailure(1, `there is no withdrawal ${name}`)
        print(json ? toJson(view) : describeWithdrawal(view, await Currencies.read(connection)).join('\n'))
      })
    })
}
