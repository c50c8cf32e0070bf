import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'

import { Argument, Option, type Command } from 'commander'

import type { HoldFate, RepairOutcome } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { ask } from '../ask.ts'
import type { Connection } from '../connection.ts'
import { withConnection } from '../context.ts'
import { Currencies } from '../currencies.ts'
import { CommandFailure } from '../exit-codes.ts'
import { withProgress } from '../get-command.ts'
import { endWith, examples, paragraphs } from '../help.ts'
import { parseJson, toJson } from '../json.ts'
import { RecordReader } from '../ndjson.ts'
import { describePreview, previewRepair } from '../preview-repair.ts'
import { isRefused } from '../rehearsal.ts'
import {
  approved, nameOfRepair, repairFields, repairs, type RepairFields, type RepairKind
} from '../repair-command.ts'
import { secondsOf } from '../option-values.ts'
import { sentence } from '../sentence.ts'
import { print, remark } from '../terminal.ts'
import { timeOf } from '../time-option.ts'
import { withService } from '../with-service.ts'

const about = paragraphs(`Repairs a process that waits for too long, as \`wallets stuck\` lists it: asks again for what
it waits for (retry), or ends it by hand (complete, fail). Of one that holds money it has to be said what becomes of it:
--hold post when it completes, release when it fails.

It is decided without a trace first, and what would be refused is not sent. Then it sends the command and waits for the
event that answers it, which has author, reason and all else. The operation id is made of the repair itself: the same
once more is no second one, and shows the answer that there was. --id is for a second one all the same.

With --preview nothing is sent: it shows the process and its wallets as they are and as they would be, and what would
follow. With --propose nothing is sent either: it prints the repair as one line of JSON, for a second person to approve.

On the embedded log, where nothing else can run meanwhile, it runs the service itself, without providers.`)

const aboutApprove = paragraphs(`Sends a repair that somebody else has proposed, with the name of the second person: one
event has both. Names are claims; who may send at all is up to the rights on the topic.`)

interface SendOptions { preview?: boolean, json?: boolean, timeout: number }

interface RepairOptions extends SendOptions {
  outcome?: RepairOutcome
  hold: HoldFate
  author?: string
  reason?: string
  approver: string
  force?: boolean
  id?: string
  reference?: string
  provider?: string
  validUntil?: number
  propose?: boolean
}

interface ApproveOptions extends SendOptions { approver: string }

export function addRepair(program: Command): void {
  const command = program.command('repair')
    .summary('ask again for what a process waits for, or end it by hand')
    .description(about)
    .enablePositionalOptions()
    .addArgument(new Argument('<kind>', 'what it is').choices(Object.keys(repairs)))
    .argument('<name>', 'its tenant and its ids, as `wallets stuck` prints them')
    .addOption(new Option('--outcome <outcome>', 'what becomes of it').choices(['retry', 'complete', 'fail']))
    .addOption(new Option('--hold <fate>', 'what becomes of its money').choices(['keep', 'post', 'release'])
      .default('keep'))
    .option('--author <name>', 'who decided it')
    .option('--reason <text>', 'why, for people')
    .option('--approver <name>', 'the second person, where the tenant wants one', '')
    .option('--force', 'though it has not waited for too long')
    .option('--id <id>', 'the operation id, instead of one made of all else')
    .option('--reference <reference>', 'of a payout: the attempt that it is about')
    .option('--provider <provider>', 'of a withdrawal that completes: who has paid it')
    .option('--valid-until <time>', 'of a challenge that completes: until when, as 2027-01-31T12:00:00Z', timeOf)
    .option('--propose', 'print it for a second person, and send nothing')
  sending(command)
    .addHelpText('after', examples(
      "wallets repair payout demo/alice/w-1 --outcome fail --hold release --author ann --reason 'OPS-7' --preview",
      "wallets repair challenge demo/p-1/alice/kyc-1 --outcome retry --author ann --reason 'OPS-8'"
    ))
    .action(async (kind: RepairKind, name: string, options: RepairOptions) => {
      const fields = fieldsOf(kind, name, options)
      if (options.propose !== true) return await previewOrSend(fields, options)
      print(toJson(fields))
      remark('nothing was sent: `wallets repair approve <file> --approver <name>` sends it')
    })
  addApprove(command)
}

function addApprove(command: Command): void {
  const approve = command.command('approve')
    .summary('send what somebody else has proposed')
    .description(aboutApprove)
    .argument('<file>', 'what `--propose` has printed; - is standard input')
    .requiredOption('--approver <name>', 'the second person')
  sending(approve)
    .addHelpText('after', examples('wallets repair approve repair.json --approver bob'))
    .action(async (file: string, { approver, ...options }: ApproveOptions) => {
      const fields = await proposed(file)
      if (approver.trim().toLowerCase() === fields.author.trim().toLowerCase()) {
        throw new CommandFailure(1, `${fields.author} has proposed it: somebody else has to approve`)
      }
      await previewOrSend(approved(fields, approver), options)
    })
}

function sending(command: Command): Command {
  return command
    .option('-n, --preview', 'show what it would lead to, and send nothing')
    .option('--json', 'JSON instead of a text for people')
    .option('--timeout <seconds>', 'how long to wait for the answer', secondsOf, 30)
}

function fieldsOf(kind: RepairKind, name: string, options: RepairOptions): RepairFields {
  const { outcome, hold, author, reason, approver, force = false, id, reference, provider, validUntil } = options
  if (outcome === undefined || author === undefined || reason === undefined) {
    throw new CommandFailure(2, 'a repair needs --outcome, --author and --reason')
  }
  const of = { payout: { reference }, withdrawal: { provider }, challenge: { validUntil } } as const
  const own: Readonly<Record<string, unknown>> = kind in of ? of[kind as keyof typeof of] : {}
  const more = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
  for (const [option, value] of Object.entries({ reference, provider, 'valid-until': validUntil })) {
    const isMeant = Object.values(more).includes(value)
    if (value !== undefined && !isMeant) throw new CommandFailure(2, `--${option} is not for ${aOrAn(kind)}`)
  }
  return repairFields({ kind, name, outcome, hold, isForced: force, author, reason, approver, id, more })
}

function aOrAn(kind: RepairKind): string {
  return kind === 'opening' ? `an ${kind}` : `a ${kind}`
}

async function proposed(file: string): Promise<RepairFields> {
  const content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8').catch(() => undefined)
  if (content === undefined) throw new CommandFailure(2, `there is no file ${file}`)
  const fields = parseJson(content) as Partial<RepairFields> | null
  const types: readonly unknown[] = Object.values(repairs).map(({ type }) => type)
  const isRepair = types.includes(fields?.type)
  if (!isRepair || typeof fields?.author !== 'string') throw new CommandFailure(1, `${file} has no repair in it`)
  return { ...fields, approver: fields.approver ?? '' } as RepairFields
}

async function previewOrSend(fields: RepairFields, { preview = false, json = false, timeout }: SendOptions) {
  if (preview) return await withConnection(async connection => endWith(await show(connection, fields, json) ? 0 : 1))
  await withService(connection => send(connection, fields, json, timeout * 1_000))
}

/** @returns whether it would be carried out */
async function show(connection: Connection, fields: RepairFields, json: boolean): Promise<boolean> {
  const client = new RecordReader(connection.topology, connection.codec).parse(JSON.stringify(fields))
  const found = await withProgress(onProgress => previewRepair(connection, nameOfRepair(fields), client, onProgress))
  const lines = json ? [toJson(found)] : describePreview(found, await Currencies.read(connection))
  for (const line of lines) print(line)
  remark('nothing was sent')
  return !isRefused(found.foreseen[0]!)
}

async function send(connection: Connection, fields: RepairFields, json: boolean, timeoutMs: number): Promise<void> {
  const client = new RecordReader(connection.topology, connection.codec).parse(JSON.stringify(fields))
  const { kind, name } = nameOfRepair(fields)
  const { foreseen: [first] } = await withProgress(onProgress =>
    previewRepair(connection, { kind, name }, client, onProgress))
  const currencies = await Currencies.read(connection)
  const { outcome, event, missing, reason } = first!
  if (outcome === 'waits') throw new CommandFailure(4, `there is no topic ${missing}`)
  if (outcome === 'dead_letter') throw new CommandFailure(1, `it would be a dead letter: ${reason}`)
  if (event!.type === 'OperationRefused' && outcome === 'event') throw refused(event!, 'nothing was sent')
  if (outcome === 'repeat') remark('it was sent before, and this is its answer: --id sends it once more')
  const answer = outcome === 'repeat' ? event! : await ask(connection, client, { timeoutMs, idOption: '--id' })
  if (answer.type === 'OperationRefused') throw refused(answer, '--id sends it once more')
  print(json ? toJson(answer) : `${kind} ${name}, #${answer['revision']}: ${sentence(answer, currencies)}`)
}

function refused({ reason, fields }: Flat, what: string): CommandFailure {
  const names = fields as readonly string[]
  return new CommandFailure(1, `refused: ${reason}${names.length === 0 ? '' : ` (${names.join(', ')})`}; ${what}`)
}
