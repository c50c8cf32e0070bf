import type { Command } from 'commander'

import type { Connection } from '../connection.ts'
import { withConnection } from '../context.ts'
import { Currencies } from '../currencies.ts'
import { describeDeposit, describeHold, describeTransfer } from '../describe-operation.ts'
import { CommandFailure } from '../exit-codes.ts'
import { parts, withProgress, type GetOptions } from '../get-command.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import type { OperationId } from '../operation-view.ts'
import { readDeposit, readHold, readTransfer } from '../read-operation.ts'
import { print } from '../terminal.ts'

const aboutTransfer = paragraphs(`Prints a transfer by the wallet that pays it: its status, what is held for it, what
the other wallet knows of it, and its events. One of a batch is named with its batch, and has the batch's status and
events.

It reads the partitions of both wallets, as \`wallets get wallet\` does.`)

const aboutDeposit = paragraphs(`Prints a deposit that has an id: its status, what the wallet gets of it, what went
back, and its events.

It reads the wallet's partition, as \`wallets get wallet\` does. Deposits without an id are nothing but their event.`)

const aboutHold = paragraphs(`Prints a hold: its status, whom it is for, what is left of it, until when, and its events.

It reads the wallet's partition, as \`wallets get wallet\` does.`)

export function addGetOperations(command: Command): void {
  addGetOperation(command, {
    what: 'transfer', examples: ['demo/alice/t-1', 'demo/alice/b-1/t-4'], about: aboutTransfer, read: readTransfer,
    describe: describeTransfer
  })
  addGetOperation(command, {
    what: 'deposit', examples: ['demo/alice/d-1'], about: aboutDeposit, read: readDeposit, describe: describeDeposit
  })
  addGetOperation(command, {
    what: 'hold', examples: ['demo/alice/h-1'], about: aboutHold, read: readHold, describe: describeHold
  })
}

interface Kind<View> {
  readonly what: string
  /** Names with the number of ids that they may have. */
  readonly examples: readonly [string, ...string[]]
  readonly about: string
  read(
    connection: Connection, id: OperationId, onProgress: (done: number, total: number) => void
  ): Promise<View | undefined>
  describe(view: View, currencies: Currencies): string[]
}

function addGetOperation<View>(command: Command, { what, examples: names, about, read, describe }: Kind<View>): void {
  command.command(what)
    .summary(`print a ${what} as it is now`)
    .description(about)
    .argument(`<tenant/wallet/${what}>`, 'whose, of which wallet, and which')
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples(...names.map(name => `wallets get ${what} ${name}`)))
    .action(async (name: string, { json }: GetOptions) => {
      const count = countOf(names.find(example => countOf(example) === countOf(name)) ?? names[0])
      const usage = `tenant/wallet/${what} is expected, as in ${names.join(' or ')}`
      const [tenant = '', wallet = '', ...id] = parts(name, count, usage)
      await withConnection(async connection => {
        const of = { tenant, wallet, id: id.join('/') }
        const view = await withProgress(onProgress => read(connection, of, onProgress))
        if (view === undefined) throw new CommandFailure(1, `there is no ${what} ${name}`)
        print(json ? toJson(view) : describe(view, await Currencies.read(connection)).join('\n'))
      })
    })
}

function countOf(name: string): number {
  return name.split('/').length
}
