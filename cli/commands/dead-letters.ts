import { Argument, InvalidArgumentError, Option, type Command } from 'commander'

import { schemas } from '../../schemas/generated.ts'
import { withConnection } from '../context.ts'
import { DeadLetters, type Selection } from '../dead-letters.ts'
import { discardLetters, previewLetters, resendLetters, type Asked } from '../decide-selected.ts'
import { describeLetter, letterLine, letterObject } from '../describe-letter.ts'
import { CommandFailure } from '../exit-codes.ts'
import { withProgress } from '../get-command.ts'
import { endWith, examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { LetterReader } from '../letter-view.ts'
import { Mender } from '../mender.ts'
import { durationOf } from '../option-values.ts'
import { print, remark } from '../terminal.ts'
import { timeOf } from '../time-option.ts'

const aboutAll = `Records that nobody could read: docs/dead-letters.md. What is decided of one is a record in
dead-letter-decisions.`

const aboutList = paragraphs(`Lists the dead letters of all processors that are still open, those of tenants with topics
of their own included: where each lies, when it was put aside and why, where it came from, and what can be told of what
it says. Nothing that may be personal is shown.`)

const aboutShow = paragraphs(`Shows one dead letter, decoded as far as it can be, and how it would be sent again, or why
it cannot. Contact data is not shown, nor bytes of which nobody can tell whether they have any.`)

const aboutResend = paragraphs(`Sends dead letters again, to the topic that they came from, with the same value and so
with the same operation id: what was decided meanwhile is not decided twice. Each is read before as its processor would
read it now. A key or a partition that is wrong is put right, and so is the topic, if its tenant has topics of its own.
What still cannot be read stays where it is, and is said on standard error.

Each is sent in one transaction with a record that says who did it and why. What was sent is not open any more, so the
same command goes on where it was interrupted.`)

const aboutDiscard = paragraphs(`Decides that dead letters are not to be sent again. They stay where they are, and are
listed no more.`)

interface Filters { topic?: string, code?: string, since?: number, all?: boolean }
interface ListOptions extends Filters { json?: boolean }
interface DecideOptions extends Filters {
  author?: string
  reason?: string
  again?: boolean
  preview?: boolean
  to?: string
}

export function addDeadLetters(program: Command): void {
  const command = program.command('dead-letters')
    .summary('list, show, send again and discard records that nobody could read')
    .description(paragraphs(aboutAll))
  addList(command)
  addShow(command)
  addResend(command)
  addDiscard(command)
}

function addList(command: Command): void {
  filtered(command.command('list'))
    .summary('list dead letters that are still open')
    .description(aboutList)
    .option('--all', 'also those that were sent again or discarded')
    .option('--json', 'JSON objects instead of lines for people')
    .addHelpText('after', examples(
      'wallets dead-letters list', 'wallets dead-letters list --code unknown_schema --since 2d'
    ))
    .action(async ({ topic, code, since, all, json }: ListOptions) => {
      await withConnection(async connection => {
        const letters = await DeadLetters.open(connection)
        const reader = new LetterReader(connection, letters.homes)
        const counts = new Map<string, number>()
        await withProgress(async onProgress => {
          for await (const letter of letters.select({ topic, code, since, withDecided: all }, onProgress)) {
            const content = await reader.read(letter)
            print(json ? toJson(letterObject(letter, content)) : letterLine(letter, content))
            const reason = letter.origin?.reason ?? 'unknown'
            counts.set(reason, (counts.get(reason) ?? 0) + 1)
          }
        })
        const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
        const each = [...counts].sort().map(([reason, count]) => `${reason} ${count}`).join(', ')
        if (!json) remark(`${total} ${all ? 'in all' : 'open'}${each === '' ? '' : `: ${each}`}`)
      })
    })
}

function addShow(command: Command): void {
  command.command('show')
    .summary('show one, decoded as far as it can be')
    .description(aboutShow)
    .argument('<letter>', 'where it lies: topic/partition/offset')
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets dead-letters show wallet-commands-dead-letters/3/17'))
    .action(async (place: string, { json }: ListOptions) => {
      await withConnection(async connection => {
        const letters = await DeadLetters.open(connection)
        const letter = await letters.at(place)
        const content = await new LetterReader(connection, letters.homes).read(letter)
        if (json) return print(toJson(letterObject(letter, content)))
        const mending = content.kind === 'bytes' && content.isUnanswered
          ? { why: content.unreadable } : await new Mender(connection, letters.homes).mend(letter)
        print(describeLetter(letter, content, mending).join('\n'))
      })
    })
}

function addResend(command: Command): void {
  deciding(command.command('resend'))
    .summary('send dead letters again, once what was wrong is right')
    .description(aboutResend)
    .option('--to <topic>', 'send them there, instead of where they came from')
    .option('--again', 'also those that were sent again or discarded already')
    .option('--preview', 'say what would be sent, and send nothing')
    .addHelpText('after', examples(
      "wallets dead-letters resend --code unknown_schema --author ann --reason 'the schema is registered now'",
      'wallets dead-letters resend wallet-commands-dead-letters/3/17 --preview'
    ))
    .action(async (places: string[], options: DecideOptions) => {
      const selection = selected(places, options)
      const { to, preview } = options
      const asked = preview ? undefined : askedBy(options)
      await withConnection(async connection => {
        const done = asked === undefined
          ? await previewLetters(connection, selection, to) : await resendLetters(connection, selection, asked, to)
        endWith(done)
      })
    })
}

function addDiscard(command: Command): void {
  deciding(command.command('discard'))
    .summary('decide that dead letters are not to be sent again')
    .description(aboutDiscard)
    .addHelpText('after', examples(
      "wallets dead-letters discard --code empty --author ann --reason 'tombstones of a test'"
    ))
    .action(async (places: string[], options: DecideOptions) => {
      const selection = selected(places, options)
      const asked = askedBy(options)
      await withConnection(async connection => endWith(await discardLetters(connection, selection, asked)))
    })
}

function filtered(command: Command): Command {
  const { symbols } = schemas.DeadLetterDecision.fields[1].type
  const code = new Option('--code <reason>', 'why it was put aside').choices(symbols)
  return command
    .option('--topic <topic>', 'where it came from, or the topic of dead letters that it is in')
    .addOption(code)
    .option('--since <time>', 'put aside since then: 2026-03-01T12:30, or 2d for the last two days', sinceOf)
}

/** What all have in common that decide of a selection. */
function deciding(command: Command): Command {
  return filtered(command)
    .addArgument(new Argument('[letters...]', 'where they lie: topic/partition/offset'))
    .option('--all', 'all that are open')
    .option('--author <name>', 'who decides it')
    .option('--reason <text>', 'why, for people; it is kept for ever')
}

/** @throws CommandFailure for one that selects nothing, or in two ways */
function selected(places: readonly string[], { topic, code, since, all, again }: DecideOptions): Selection {
  const isFiltered = topic !== undefined || code !== undefined || since !== undefined
  const ways = [places.length > 0, isFiltered, all === true].filter(Boolean).length
  if (ways === 0) throw new CommandFailure(2, 'which ones? give their places, or --topic, --code, --since, or --all')
  if (ways > 1) throw new CommandFailure(2, 'give places, or what they have in common, or --all: one of them')
  return { places, topic, code, since, withDecided: again }
}

function askedBy({ author = '', reason = '' }: DecideOptions): Asked {
  if (author === '' || reason === '') throw new CommandFailure(2, 'give --author and --reason: they are kept for ever')
  return { author, reason }
}

function sinceOf(text: string): number {
  try {
    return /^\d+[a-z]+$/.test(text) ? Date.now() - durationOf(text) : timeOf(text)
  } catch {
    throw new InvalidArgumentError('a time is expected, as in 2026-03-01T12:30, or a duration, as in 2d.')
  }
}
