import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { fieldsFromJson } from '../cli/json.ts'
import { RecordReader } from '../cli/ndjson.ts'
import { actionFor } from '../runtime/errors.ts'
import { LogError } from '../runtime/log/log.ts'
import { partitionOf } from '../runtime/partition.ts'
import { Codec } from '../schemas/codec.ts'
import { schemas } from '../schemas/generated.ts'
import { projectRoot } from '../scripts/cluster/root.ts'
import { StoreError } from '../state/store.ts'
import { topology } from '../topology.ts'

const root = projectRoot()

/** Every page, by its path from the root. */
const pages = new Map(['README.md', 'CHANGELOG.md', ...markdownIn('docs')].map(path => [path, read(path)]))

test('every link leads to a file and a heading that exist', () => {
  const broken = [...pages].flatMap(([path, text]) =>
    linksOf(text).filter(link => !leadsSomewhere(path, link)).map(link => `${path}: ${link}`))
  assert.equal(broken, [])
})

test('every page is linked from another one', () => {
  const linked = new Set([...pages].flatMap(([path, text]) =>
    linksOf(text).map(link => join(dirname(path), link.split('#')[0]!)).filter(target => target !== path)))
  assert.equal([...pages.keys()].filter(path => path !== 'README.md' && !linked.has(path)), [])
})

test('every decision has its number, its three sections and its line in the list', () => {
  const list = pages.get('docs/decisions/README.md')!
  const decisions = [...pages.keys()].filter(path => /^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/.test(path)).sort()
  assert.ok(decisions.length > 0)
  assert.is(new Set(decisions.map(numberOf)).size, decisions.length)
  for (const path of decisions) {
    const text = pages.get(path)!
    const number = numberOf(path)
    const title = /^# (\d{4}): (.+)$/m.exec(text)
    assert.is(title?.[1], number, path)
    assert.equal(headingsOf(text).slice(1), ['Context', 'Decision', 'Consequences'], path)
    assert.ok(list.includes(`| [${number}](${path.slice('docs/decisions/'.length)}) | ${title![2]} |`), path)
  }
})

function numberOf(path: string): string {
  return path.slice('docs/decisions/'.length).slice(0, 4)
}

test('every npm script that a page names exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  for (const [path, text] of pages) {
    const named = [...text.matchAll(/\bnpm (?:run ([a-z:]+)|test\b)/g)].map(found => found[1] ?? 'test')
    const unknown = named.filter(name => scripts[name] === undefined)
    assert.equal(unknown, [], path)
  }
})

test('the folders in the layout are those of the tree', () => {
  const unlisted = new Set(['node_modules', 'dist', 'data'])
  const folders = readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.') && !unlisted.has(entry.name))
  const listed = rowsOf(sectionOf('docs/ARCHITECTURE.md', 'Layout')).map(([folder]) => folder!.replaceAll('`', ''))
  for (const folder of listed) assert.ok(existsSync(join(root, folder)), folder)
  assert.equal(listed.filter(name => /^[^/]+\/$/.test(name)).sort(), folders.map(({ name }) => `${name}/`).sort())
})

test('every file that a page names exists', () => {
  const pattern = /`((?:cli|processors|runtime|schemas|scripts|state|test|examples|docs)\/[^`\s<*…]+)`/g
  const missing = [...pages].flatMap(([path, text]) => [...text.matchAll(pattern)]
    .map(found => found[1]!).filter(name => !existsSync(join(root, name))).map(name => `${path}: ${name}`))
  assert.equal(missing, [])
})

for (const [page, folders] of [
  ['docs/operating.md', ['cli', 'runtime', 'state']], ['docs/providers.md', ['connector', 'examples']]
] as const) {
  test(`the table of facts in ${page} is what the code logs, at those levels`, () => {
    const logged = new Map<string, Set<string>>()
    for (const { fact, levels } of folders.flatMap(factsIn)) {
      logged.set(fact, new Set([...logged.get(fact) ?? [], ...levels]))
    }
    const rows = rowsOf(sectionOf(page, 'Logs'))
    const listed = new Map(rows.map(([fact, levels]) => [fact!.replaceAll('`', ''), levels!.split(', ')]))
    assert.equal([...listed.keys()].sort(), [...logged.keys()].sort())
    for (const [fact, levels] of logged) {
      const unlisted = [...levels].filter(level => !listed.get(fact)!.includes(level))
      assert.equal(unlisted, [], `levels of ${fact}`)
    }
  })
}

test('the table of failures is what the code does about them', () => {
  const rows = rowsOf(sectionOf('docs/ARCHITECTURE.md', 'What happens when something fails'))
  const listed = rows.flatMap(([what, , action]) => {
    const [, name, code] = /^`(LogError|StoreError)` `([A-Z_]+)`$/.exec(what!) ?? []
    if (name === undefined) return []
    const error = name === 'LogError' ? new LogError(code as never, '') : new StoreError(code as never, '')
    assert.ok(action!.startsWith(`\`${actionFor(error)}\``), `${what}: ${action}`)
    return [`${name} ${code}`]
  })
  const known = [
    ...codesIn('runtime/log/log.ts', /LogErrorCode =[\s\S]*/).map(code => `LogError ${code}`),
    ...codesIn('state/store.ts', /code: '.*/).map(code => `StoreError ${code}`)
  ]
  assert.equal(listed.sort(), known.sort())
})

test('every command that a page shows is one of the command line, with its options', async () => {
  for (const [path, text] of pages) {
    for (const line of commandsIn(text)) assert.is(await commandProblem(line), undefined, `${path}: ${line}`)
  }
})

test('every record that a page or an example shows fits its schema', () => {
  const codec = new Codec(schemas)
  const reader = new RecordReader(topology, codec)
  const variants = new Map(Object.values(topology.topics).flatMap(topic =>
    'value' in topic ? [...codec.shape(topic.value).variants] : []))
  const examples = readdirSync(join(root, 'examples')).filter(name => name.endsWith('.ndjson'))
  const lines = [...pages.values(), ...examples.map(name => read(join('examples', name)))].flatMap(text =>
    [...text.matchAll(/^ *(\{"(?:type|tenant)":.*\})$/gm)].map(found => found[1]!))
  assert.ok(lines.length > 20)
  for (const line of lines) {
    const { type, ...fields } = JSON.parse(line) as { type: string }
    const check = (): unknown =>
      reader.types.includes(type) ? reader.parse(line) : fieldsFromJson(variants.get(type)!.fields, fields, '')
    assert.not.throws(check, line)
  }
})

test('the bytes of the first example are those of its record', () => {
  const text = sectionOf('docs/integrating.md', 'Sending commands')
  const codec = new Codec(schemas)
  codec.add('wallet-commands', 'WalletCommand')
  codec.learn('wallet-commands', 1, schemas.WalletCommand)
  const { record } = new RecordReader(topology, codec).parse(/^\{.*\}$/m.exec(text)![0])
  const shown = /```text\n([0-9a-f\s]+)```/.exec(text)![1]!
  assert.is(codec.encode('wallet-commands', record).toString('hex'), shown.replace(/\s/g, ''))

  const [, key] = /^\| key \| `([^`]+)`/m.exec(text)!
  const [, partition, partitions] = /^\| partition \| .*: (\d+) of (\d+) \|$/m.exec(text)!
  assert.is(partitionOf(key!, Number(partitions)), Number(partition))
})

test.run()

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.md')).map(path => join(folder, path)).sort()
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '').replace(/^ {4}.*$/gm, '')
}

/** Links within the project. */
function linksOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(found => found[1]!)
    .filter(link => !/^[a-z]+:/.test(link))
}

function leadsSomewhere(from: string, link: string): boolean {
  const [file = '', heading] = link.split('#')
  const target = file === '' ? from : join(dirname(from), file)
  if (!existsSync(join(root, target))) return false
  if (heading === undefined) return true
  return statSync(join(root, target)).isFile() && headingsOf(read(target)).map(slug).includes(heading)
}

function headingsOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(found => found[1]!)
}

/** The name that GitHub gives a heading in links. */
function slug(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')
}

/** What is below a heading of the second level. */
function sectionOf(path: string, heading: string): string {
  const section = pages.get(path)!.split(/^## /m).find(text => text.startsWith(`${heading}\n`))
  assert.ok(section, `${path} has no section ${heading}`)
  return section!
}

/** The cells of the section's table, without its head. */
function rowsOf(section: string): string[][] {
  const rows = section.split('\n').filter(line => line.startsWith('|'))
  return rows.slice(2).map(row => row.slice(1, -1).split(/(?<!\\)\|/).map(cell => cell.trim()))
}

interface Fact {
  readonly fact: string
  /** Those that can be read in the code. */
  readonly levels: readonly string[]
}

/** They pass on what others say. */
const wrappers = ['cli/logger.ts', 'runtime/log/kafka/logging.ts']

/** Every call of a logger below a folder. A fact is the last argument, or in kafka's own lines the field `at`. */
function factsIn(folder: string): Fact[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(path => join(folder, path)).filter(path => path.endsWith('.ts') && !wrappers.includes(path))
    .flatMap(path => {
      const source = read(path)
      return [...source.matchAll(/logger(\.(?:debug|info|warn|error)|\[[^\]]+\])\(/gi)].map(call => {
        const given = argumentsAt(source, call.index + call[0].length)
        const fact = /\bat: '([^']+)'/.exec(given)?.[1] ?? /'([a-z_]+\.[a-z_]+)'\s*$/.exec(given)?.[1]
        assert.ok(fact, `${path}: a fact that is no literal: ${given}`)
        return { fact: fact!, levels: call[1]!.match(/debug|info|warn|error/g) ?? [] }
      })
    })
}

/** The text up to the bracket that closes the call. */
function argumentsAt(source: string, start: number): string {
  let depth = 1
  let end = start
  for (; depth > 0 && end < source.length; end++) {
    if ('([{'.includes(source[end]!)) depth++
    if (')]}'.includes(source[end]!)) depth--
  }
  return source.slice(start, end - 1)
}

function codesIn(path: string, part: RegExp): string[] {
  return [...part.exec(read(path))![0].split('\nexport class')[0]!.matchAll(/'([A-Z_]+)'/g)].map(found => found[1]!)
}

/** Lines of code, and code within a sentence, that begin with the command; what the shell takes is left out. */
function commandsIn(text: string): string[] {
  const lines = text.replaceAll(/\\\n */g, ' ').match(/^ {4,}wallets .*$|^wallets .*$/gm) ?? []
  const spans = [...withoutCode(text).matchAll(/`(wallets [^`]+)`/g)].map(found => found[1]!)
  return [...lines, ...spans.map(span => span.replaceAll('\n', ' '))]
    .map(line => line.trim().replace(/ (?:2?>|<|\||&|#| {2,}).*$/, ''))
    .filter(line => !line.includes('…'))
}

const helps = new Map<string, Promise<string>>()

/** What a person is told by `wallets … --help`. */
function helpOf(path: readonly string[]): Promise<string> {
  const name = path.join(' ')
  const main = join(root, 'dist/cli/main.js')
  const help = helps.get(name)
    ?? promisify(execFile)(process.execPath, [main, ...path, '--help']).then(({ stdout }) => stdout)
  helps.set(name, help)
  return help
}

async function commandProblem(line: string): Promise<string | undefined> {
  const words = line.split(/\s+/).slice(1)
  const path: string[] = []
  for (const word of words) {
    const help = await helpOf(path)
    const [, listed] = help.split('\nCommands:\n')
    const commands = [...(listed ?? '').split('\n\n')[0]!.matchAll(/^ {2}([a-z-]+)/gm)].map(found => found[1]!)
    if (commands.length === 0 || word.startsWith('-')) break
    // A group may take arguments of its own.
    if (!commands.includes(word) && help.includes(' [command] <')) break
    if (!commands.includes(word)) return `there is no ${[...path, word].join(' ')}`
    path.push(word)
  }
  const help = await helpOf(path)
  const unknown = words.find(word => word.startsWith('--') && !new RegExp(`${word.split('=')[0]}\\b`).test(help))
  return unknown === undefined ? undefined : `${path.join(' ')} has no ${unknown}`
}
