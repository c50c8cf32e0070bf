import { InvalidArgumentError, type Command } from 'commander'

import { systemClock } from '../../runtime/clock.ts'
import { withConnection } from '../context.ts'
import { Currencies } from '../currencies.ts'
import { describeContact } from '../describe-contact.ts'
import { describeWallet } from '../describe-wallet.ts'
import { describeWithdrawal } from '../describe-withdrawal.ts'
import { CommandFailure } from '../exit-codes.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { readKeyFile } from '../key-file.ts'
import { openProgress, type Progress } from '../progress.ts'
import { readContact } from '../read-contact.ts'
import { readWallet } from '../read-wallet.ts'
import { readWithdrawal } from '../read-withdrawal.ts'
import { print } from '../terminal.ts'

const aboutWallet = paragraphs(`Prints a wallet: its status, its money and its pending withdrawals.

It reads the wallet's partition of the changelog from the beginning and folds the wallet's events, so it needs no
running service, and time in proportion to what the partition holds.`)

const aboutWithdrawal = paragraphs(`Prints a withdrawal: its money, what its payout waits for, every attempt to pay it
out, and how long its outcome has been unknown.

It reads the wallet's partition of both changelogs, wallet-changelog for the money and withdrawal-changelog for the
payout, as \`wallets get wallet\` does.`)

const aboutContact = paragraphs(`Prints the contact data of an identity: as it is now, or as it was at one of the
identity's revisions.

It reads the party's partition of party-changelog, where the data is encrypted to the party's key, and that of
party-keys, where the party's key is encrypted to the tenant's. The tenant's private key is in the file that
\`wallets keys create\` has made. What was erased cannot be read by anybody.`)

interface GetOptions { json?: boolean }

interface ContactOptions extends GetOptions { key: string, revision?: number }

export function addGet(program: Command): void {
  const command = program.command('get').summary('print a wallet, a withdrawal or contact data')
    .description('Prints one thing.')
  addGetWallet(command)
  addGetWithdrawal(command)
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
        const view = await withProgress(onProgress => readWallet(connection, tenant, wallet, onProgress))
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

function addGetContact(command: Command): void {
  command.command('contact')
    .summary('print contact data of an identity')
    .description(aboutContact)
    .argument('<tenant/party/identity>', 'whose, of which party, and which')
    .requiredOption('--key <file>', 'the tenant\'s private key, in PEM')
    .option('--revision <number>', 'as it was at this revision of the identity', revisionOf)
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets get contact demo/p-1/i-1 --key demo.pem'))
    .action(async (name: string, { key, revision, json }: ContactOptions) => {
      const usage = 'tenant/party/identity is expected, as in demo/p-1/i-1'
      const [tenant = '', party = '', identity = ''] = parts(name, 3, usage)
      const tenantKey = await readKeyFile(key)
      await withConnection(async connection => {
        const id = { tenant, party, identity }
        const view = await withProgress(onProgress => readContact(connection, id, tenantKey, revision, onProgress))
        print(json ? toJson(view) : describeContact(view).join('\n'))
      })
    })
}

function revisionOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('1 or more is expected.')
}

function parts(name: string, count: number, usage: string): string[] {
  const found = name.split('/')
  if (found.length === count && !found.includes('')) return found
  throw new CommandFailure(2, `${usage}, and not ${name}`)
}

/** A bar for each changelog, one after the other. */
async function withProgress<Result>(
  work: (onProgress: (done: number, total: number) => void) => Promise<Result>
): Promise<Result> {
  let progress: Progress | undefined
  try {
    return await work((done, total) => {
      progress ??= openProgress('reading', total)
      progress.update(done)
      if (done < total) return
      progress.stop()
      progress = undefined
    })
  } finally {
    progress?.stop()
  }
}
