import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { suiteProblems } from './runner/suites.ts'
import { codeOf, functionsOf, importsOf, readSources, type Source } from './support/sources.ts'

const sources = readSources()
const scripts = sources.filter(({ path }) => path.endsWith('.ts'))
const written = scripts.filter(({ path }) => path !== 'schemas/generated.ts')
// Examples are programs of their own, with settings of their own.
const product = written.filter(({ path }) => !/^(test|bench|scripts|examples)\//.test(path))

const imports = suite('imports go one way')

const imported = scripts.flatMap(source => importsOf(source).map(each => ({ path: source.path, ...each })))
const files = imported.filter(({ kind }) => kind === 'file')
const foreign = imported.filter(({ kind, to }) => kind === 'package' && !to.startsWith('node:'))

interface Layer { readonly values: RegExp, readonly types?: RegExp }

/** For each layer what it may import of others: values, or types alone. */
const layers: Readonly<Record<string, Layer>> = {
  schemas: { values: /^schemas\// },
  processors: { values: /^processors\//, types: /^schemas\/generated\.ts$/ },
  state: { values: /^(state|schemas)\// },
  'topology.ts': { values: /^processors\//, types: /^(runtime\/topology\.ts$|schemas\/)/ },
  runtime: { values: /^(runtime|state|schemas)\//, types: /^topology\.ts$/ },
  connector: { values: /^(connector|runtime|state|schemas)\// },
  examples: { values: /^(examples|connector|runtime|state|schemas)\// },
  cli: { values: /^(cli|connector|runtime|state|schemas|processors)\/|^topology\.ts$/ },
  scripts: { values: /^(scripts|cli|runtime|state|schemas|processors)\/|^topology\.ts$/ },
  test: { values: /^/ },
  bench: { values: /^/ }
}

imports('schemas ← processors ← topology ← cli, and schemas ← state ← runtime ← connector ← cli', () => {
  assert.ok(files.length > 300, `${files.length} imports`)
  none(files.filter(({ path, to, types }) => {
    const layer = layers[path.split('/')[0]!]
    return layer === undefined || !(layer.values.test(to) || types && layer.types?.test(to) === true)
  }).map(({ path, to }) => `${path} imports ${to}`))
})

imports('processors are pure: they import no package, and of schemas types alone', () => {
  const pure = imported.filter(({ path }) => path.startsWith('processors/'))
  assert.ok(pure.length > 20, `${pure.length} imports`)
  none(pure.filter(({ kind, to, types }) => kind === 'package' || to.startsWith('schemas/') && !types)
    .map(({ path, to }) => `${path} imports ${to}`))
})

/** One package, one folder. Tests and benchmarks may stand beside what they try. */
const packages: Readonly<Record<string, RegExp>> = {
  kafkajs: /^(runtime\/log\/kafka|test\/runtime\/log\/kafka|test\/integration|bench)\//,
  'classic-level': /^(state|runtime\/log\/embedded)\//,
  avsc: /^(schemas|test\/schemas)\//,
  '@kafkajs/confluent-schema-registry': /^schemas\//,
  uvu: /^test\//,
  'fast-check': /^test\//,
  ajv: /^test\//,
  yaml: /^test\//,
  pino: /^connector\//,
  commander: /^(cli|scripts|test\/cli)\//,
  'cli-progress': /^(cli|scripts)\//
}

imports('one package, one folder', () => {
  assert.ok(foreign.length > 100, `${foreign.length} imports`)
  none(foreign.filter(({ path, to }) => packages[to]?.test(path) !== true)
    .map(({ path, to }) => `${path} imports ${to}`))
})

imports('every package that we depend on is imported', () => {
  const { dependencies } = JSON.parse(textOf('package.json')) as { dependencies: Record<string, string> }
  none(Object.keys(dependencies).filter(name => !foreign.some(({ to }) => to === name)))
})

imports('imports of files name the file', () => {
  none(files.filter(({ to }) => !/\.(ts|json)$/.test(to)).map(({ path, to }) => `${path} imports ${to}`))
})

imports.run()

const bans = suite('bans')

bans('processors see no clock, no chance, no process, and wait for nothing', () => {
  const banned = /\b(Date\.now|new Date|Math\.random|randomUUID|performance|process\.|await|async|setTimeout|fetch)/
  none(codeLinesWith(banned, below('processors/')))
})

bans('the environment is read in runtime/config.ts alone', () => {
  none(codeLinesWith(/\bprocess\.env\b/, product.filter(({ path }) => path !== 'runtime/config.ts')))
})

// In pieces, so that this file is not one of those that it looks for.
const unfinished = new RegExp(`(?<!')\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b(?!')`)
const evasions = new RegExp(['\\.(skip|only)\\(\\s*[\'"`]', '@ts-ig' + 'nore', '@ts-noch' + 'eck'].join('|'))
const places = new RegExp(['/ho' + 'me/\\w', '/Us' + 'ers/\\w', '/ro' + 'ot/', '/wo' + 'rk/\\w'].join('|'))

bans('nothing is left to be done, skipped or ignored', () => {
  // The test runner is tried on sources that do all of it.
  const honest = written.filter(({ path }) => !/^test\/(runner\.test|support\/runner-examples)\.ts$/.test(path))
  none(linesWith(unfinished, honest))
  none(linesWith(evasions, honest))
})

bans('no file names a folder of somebody\'s machine', () => {
  none(linesWith(places, sources.filter(({ path }) => path !== 'package-lock.json')))
})

bans.run()

const sizes = suite('sizes')

sizes('files have at most 400 lines', () => {
  none(written.filter(({ lines }) => lines.length > 401).map(({ path, lines }) => `${path}: ${lines.length - 1} lines`))
})

sizes('lines have at most 120 characters', () => {
  none(linesWith(/^.{121}/, written))
})

sizes('functions have at most 70 lines; of those that define tests, the tests count by themselves', () => {
  const functions = written.flatMap(source => functionsOf(source).map(block => ({ ...block, path: source.path })))
  assert.ok(functions.length > 500, `${functions.length} functions`)
  const sized = functions.map(({ path, line, length, ownLength }) =>
    ({ place: `${path}:${line}`, lines: path.startsWith('test/') ? ownLength : length }))
  none(sized.filter(({ lines }) => lines > 70).map(({ place, lines }) => `${place}: ${lines} lines`))
})

sizes('lines do not end in blanks, and files end in one line break', () => {
  none(linesWith(/\s$/, written))
  none(written.filter(({ text }) => !/[^\n]\n$/.test(text)).map(({ path }) => path))
})

sizes.run()

const complete = suite('completeness')

const tests = below('test/').filter(({ path }) => path.endsWith('.test.ts'))

complete('every test file tells its suites to run', () => {
  assert.ok(tests.length > 40, `${tests.length} test files`)
  none(tests.flatMap(({ path, text }) => suiteProblems(text).map(problem => `${path}: ${problem}`)))
  none(tests.filter(({ text }) => !/\.run\(\)|Contract\(/.test(text)).map(({ path }) => path))
})

complete('every reason of a refusal is given by a test and explained in docs/refusals.md', () => {
  const { symbols } = JSON.parse(textOf('schemas/shared/Reason.avsc')) as { symbols: readonly string[] }
  const reasons = symbols.filter(symbol => symbol !== 'unknown')
  assert.ok(reasons.length > 20, `${reasons.length} reasons`)
  none(reasons.filter(reason => !tests.some(({ text }) => new RegExp(`\\b${reason}\\b`).test(text))))
  none(reasons.filter(reason => !textOf('docs/refusals.md').includes(`\n### ${reason}\n`)))
})

complete('versions of dependencies are exact, and the lockfile names no registry', () => {
  const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<string, Record<string, string>>
  const versions = Object.entries({ ...dependencies, ...devDependencies })
  assert.ok(versions.length > 10, `${versions.length} versions`)
  none(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)).map(versioned => versioned.join(' ')))
  none(linesWith(/"resolved"/, sources.filter(({ path }) => path === 'package-lock.json')))
})

complete.run()

function textOf(path: string): string {
  return sources.find(source => source.path === path)!.text
}

function below(folder: string): Source[] {
  return scripts.filter(({ path }) => path.startsWith(folder))
}

/** Comments and texts do not count. */
function codeLinesWith(pattern: RegExp, files: readonly Source[]): string[] {
  return linesWith(pattern, files.map(file => ({ ...file, lines: codeOf(file.text).split('\n') })))
}

function linesWith(pattern: RegExp, files: readonly Source[]): string[] {
  return files.flatMap(({ path, lines }) => lines.flatMap((line, index) =>
    pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []))
}

function none(violations: readonly string[]): void {
  assert.is(violations.length, 0, `\n      ${violations.join('\n      ')}`)
}
