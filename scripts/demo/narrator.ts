import { nameOf } from './checks.ts'
import { styleText } from 'node:util'

import type { Currencies } from '../../cli/currencies.ts'
import { formatTable } from '../../cli/format.ts'
import { sentence } from '../../cli/sentence.ts'
import type { Flat } from '../../schemas/record.ts'
import type { Sent } from './story.ts'

const isTerminal = process.stdout.isTTY

/** Tells the story on standard output. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`)
}

export function heading(number: number, title: string, tells: string): void {
  say()
  say(bold(`${String(number).padStart(2)}. ${title}`))
  say(`    ${faint(tells)}`)
}

export function sayCommands(commands: readonly Sent[], currencies: Currencies): void {
  for (const line of formatTable(commands.map(command => describe(command, currencies)))) say(`    → ${line}`)
}

export function sayEvents(events: readonly Flat[], currencies: Currencies): void {
  if (events.length === 0) return say('    ← no event')
  const rows = events.map(event => [event.type, nameOf(event), sentence(event, currencies)])
  for (const line of formatTable(rows)) say(`    ← ${line}`)
}

export function sayResult(what: string, problem: string | undefined): void {
  if (problem === undefined) say(`    ${green('✓')} ${what}`)
  else say(`    ${red('✗')} ${what}: ${problem}`)
}

export function bold(text: string): string {
  return isTerminal ? styleText('bold', text) : text
}

function faint(text: string): string {
  return isTerminal ? styleText('dim', text) : text
}

function green(text: string): string {
  return isTerminal ? styleText('green', text) : text
}

function red(text: string): string {
  return isTerminal ? styleText('red', text) : text
}

/** Its type, whom it is about, its money, the rest, and under which id. */
function describe(command: Readonly<Record<string, any>>, currencies: Currencies): string[] {
  const { type, tenant, wallet, party, operationId, amount, currency, revision: _, ...rest } = command
  const money = amount === undefined ? currency ?? '' : currencies.format(tenant, BigInt(amount), currency)
  const fields = Object.values(rest).map(value => Array.isArray(value) ? value.map(listed).join(' ') : value)
  const whose = wallet !== undefined && party !== undefined ? [party] : []
  const id = operationId === undefined ? '' : `as ${operationId}`
  return [type, wallet ?? party ?? tenant, money, [...whose, ...fields].join(', '), id]
}

/** An item of a row: `EUR`, or `EUR:2`. */
function listed(item: unknown): string {
  if (Array.isArray(item)) return `[${item.map(listed).join(' ')}]`
  return typeof item === 'object' ? Object.values(item!).map(listed).join(':') : String(item)
}
