import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

import type { Command } from 'commander'

import type { Connection } from '../connection.ts'
import { withConnection } from '../context.ts'
import { CommandFailure } from '../exit-codes.ts'
import { endWith, examples, paragraphs } from '../help.ts'
import { RecordReader } from '../ndjson.ts'
import { openProgress } from '../progress.ts'
import { printRehearsal } from '../print-rehearsal.ts'
import { Rehearsal } from '../rehearsal.ts'
import { Sender } from '../sender.ts'
import { sendLines } from '../send-lines.ts'
import { onStopSignal, codeOfSignal } from '../signals.ts'
import { print, remark } from '../terminal.ts'

const about = paragraphs(`Sends one record given by arguments, or many as NDJSON from a file or standard input.

A record is a flat object with a \`type\`, which decides the topic: a client's command (OpenWallet, CreateDeposit,
RegisterParty, AnnounceTenant …), an operator's decision (ApproveWithdrawal, RejectWithdrawal, ResolveWithdrawal), a row
of a table (Tenant, Provider), or what a provider says (InvoicePaid, InvoiceDeclined …, with the provider's id as
\`provider\`). It goes to where its tenant lives, be it topics of its own.
Amounts are whole minor units: 12500 is 125.00 EUR. A line that cannot be sent is said on standard error with its
number, and the others are sent. That something was sent says nothing of how it is decided: the answer is an event in
the changelog.

With --dry-run nothing is sent. It says which event each record would have by what is in the changelogs now, one after
the other, and what would follow from it. It reads a whole partition for each key that is asked for, into memory.`)

interface Options { file?: string, dryRun?: boolean, json?: boolean }

export function addSend(program: Command): void {
  program.command('send')
    .summary('send one command, or many from a file or standard input')
    .description(about)
    .argument('[type]', 'type of the record')
    .argument('[fields...]', 'its fields: amount=12500')
    .option('-f, --file <path>', 'NDJSON; - is standard input')
    .option('-n, --dry-run', 'say what would come of it, and send nothing')
    .option('--json', 'with --dry-run: JSON objects instead of lines for people')
    .addHelpText('after', examples(
      'wallets send OpenWallet tenant=demo wallet=alice operationId=open-alice currency=EUR',
      'wallets send ApproveWithdrawal tenant=demo wallet=alice operationId=approve-1 withdrawal=w-1 by=carol',
      'wallets send --file examples/commands.ndjson',
      'wallets send --dry-run CloseWallet tenant=demo wallet=alice operationId=close-alice'
    ))
    .action(async (type: string | undefined, fields: string[], { file, dryRun = false, json = false }: Options) => {
      if (json && !dryRun) throw new CommandFailure(2, '--json goes with --dry-run')
      if (type === '-') throw new CommandFailure(2, 'standard input is read by `wallets send --file -`')
      if (type !== undefined && file !== undefined) throw new CommandFailure(2, 'give a record or a file, not both')
      if (type !== undefined) {
        return await withConnection(connection => dryRun
          ? rehearseOne(connection, type, fields, json) : sendOne(connection, type, fields))
      }
      const path = file === '-' ? undefined : file
      if (file === undefined && process.stdin.isTTY) {
        throw new CommandFailure(2, 'give a type and its fields, or --file: see `wallets send --help`')
      }
      const bytes = path === undefined ? undefined : await sizeOf(path)
      await withConnection(connection => dryRun
        ? rehearseMany(connection, path, json) : sendMany(connection, path, bytes))
    })
}

async function sendOne(connection: Connection, type: string, fields: readonly string[]): Promise<void> {
  const sender = new Sender(connection)
  await sender.add(new RecordReader(connection.topology, connection.codec).fromArguments(type, fields))
  await sender.flush()
  print(`sent ${type}`)
}

async function rehearseOne(
  connection: Connection, type: string, fields: readonly string[], json: boolean
): Promise<void> {
  const rehearsal = new Rehearsal(connection)
  await rehearsal.add(new RecordReader(connection.topology, connection.codec).fromArguments(type, fields))
  endWith(await printRehearsal(connection, rehearsal, json) ? 0 : 1)
}

async function rehearseMany(connection: Connection, path: string | undefined, json: boolean): Promise<void> {
  const rehearsal = new Rehearsal(connection)
  const { refused } = await sendLines({
    input: path === undefined ? process.stdin : createReadStream(path), sender: rehearsal,
    reader: new RecordReader(connection.topology, connection.codec),
    onRefused: (line, why) => remark(`line ${line}: ${why}`)
  })
  endWith(await printRehearsal(connection, rehearsal, json) && refused === 0 ? 0 : 1)
}

async function sendMany(
  connection: Connection, path: string | undefined, bytesTotal: number | undefined
): Promise<void> {
  const input = path === undefined ? process.stdin : createReadStream(path)
  let interruptedBy: 'SIGINT' | 'SIGTERM' | undefined
  const release = onStopSignal(signal => {
    interruptedBy = signal
    input.destroy()
  })
  const progress = openProgress('sending', bytesTotal)
  let [sent, refused] = [0, 0]
  try {
    const total = await sendLines({
      input, sender: new Sender(connection), reader: new RecordReader(connection.topology, connection.codec),
      onRefused: (line, why) => {
        refused++
        remark(`line ${line}: ${why}`)
      },
      onProgress: (bytes, records) => {
        sent = records
        progress.update(bytes, `${records} sent`)
      }
    })
    sent = total.sent
  } catch (error) {
    if (interruptedBy === undefined) throw error
  } finally {
    progress.stop()
    release()
  }
  print(`sent ${sent}${refused === 0 ? '' : `, refused ${refused}`}`)
  endWith(interruptedBy === undefined ? refused === 0 ? 0 : 1 : codeOfSignal(interruptedBy))
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    throw new CommandFailure(2, `there is no file ${path}`)
  }
}
