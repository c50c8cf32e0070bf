import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Command } from 'commander'

import { exitCodes } from '../../cli/exit-codes.ts'
import { createProgram } from '../../cli/program.ts'
import { settings, type Setting } from '../../runtime/settings.ts'
import { readProjectFile } from '../processors/project.ts'
import { Workplace } from './process.ts'

const workplace = new Workplace()

/** A command and all below it. */
function commandsOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(commandsOf)]
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`
}

function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({ writeOut: part => { text += part } })
  command.outputHelp()
  return text
}

const help = suite('help')

for (const command of commandsOf(createProgram())) {
  const name = nameOf(command)
  help(`${name} says what it does, with an example of itself`, () => {
    const text = helpOf(command)
    assert.match(text, `Usage: ${name}`)
    assert.ok(command.description().length > 10)
    assert.ok(command.parent === null || command.summary().length > 5)
    for (const line of text.split('\n')) assert.ok(line.length <= 120, line)
    const isGroup = command.parent === null || command.commands.length > 0 && !text.includes('--mermaid')
    if (isGroup) return
    const [, example = ''] = /\nExamples?:\n {2}(.*)\n/.exec(text) ?? []
    assert.ok(example.startsWith(name), example)
  })
}

help('lists settings and exit codes', () => {
  const text = helpOf(createProgram())
  for (const { name, doc } of settings) assert.match(text, new RegExp(`\\n  ${name}=.*\\n {6}${literal(doc)}\\n`))
  for (const { code, doc } of exitCodes) assert.match(text, new RegExp(`\\n  ${code} +${literal(doc)}\\n`))
})

help('docs/cli.md lists the same settings, exit codes and commands', () => {
  const page = readProjectFile('docs/cli.md')
  const rows = page.split('\n').filter(line => line.startsWith('| '))
  const rowsOfSettings = rows.filter(row => /^\| `[A-Z_]+` /.test(row))
  assert.equal(rowsOfSettings, settings.map(settingRow))
  assert.equal(rows.filter(row => /^\| \d/.test(row)), exitCodes.map(({ code, doc }) => `| ${code} | ${doc} |`))
  for (const command of createProgram().commands) assert.match(page, `\`wallets ${command.name()}`)
})

help('is on standard output and ends with 0, wrong usage is on standard error and ends with 2', async () => {
  const [asked, version, none, unknown, option] = await Promise.all([
    workplace.run(['watch', '--help']), workplace.run(['--version']), workplace.run([]), workplace.run(['wach']),
    workplace.run(['run', '--onyl'])
  ])
  assert.is(asked!.code, 0)
  assert.match(asked!.stdout, 'Usage: wallets watch')
  assert.match(version!.stdout, /^\d+\.\d+\.\d+\n$/)
  assert.is(none!.code, 2)
  assert.match(none!.stderr, 'Usage: wallets')
  assert.is(unknown!.code, 2)
  assert.match(unknown!.stderr, 'Did you mean watch?')
  assert.is(option!.code, 2)
  assert.match(option!.stderr, 'Did you mean --only?')
})

help('wrong settings end with 2 and say which', async () => {
  const { code, stdout, stderr } = await workplace.run(['run'], { environment: { KAFKA_BROKERS: 'broker:9092' } })
  assert.is(code, 2)
  assert.is(stdout, '')
  assert.match(stderr, 'wallets: KAFKA_BROKERS is set and SCHEMA_REGISTRY_URL is not: set both, or neither')
})

help.after(() => workplace.close())
help.run()

function settingRow({ name, value, fallback, doc }: Setting): string {
  const usual = fallback === undefined ? '' : `\`${fallback}\``
  return `| \`${name}\` | ${value.replaceAll('|', '\\|')} | ${usual} | ${doc} |`
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
