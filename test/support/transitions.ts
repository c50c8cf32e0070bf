import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Test } from 'uvu'
import * as assert from 'uvu/assert'

import { projectRoot } from '../../scripts/cluster/root.ts'

/** A page's tables of transitions, and the tests that show them. */
export interface Transitions {
  /** The text of the page. */
  readonly page: string
  /** By the heading of each part. */
  readonly tables: ReadonlyMap<string, readonly Row[]>
  /** Those of all parts. */
  readonly lines: readonly Row[]
  /** By the test's name. */
  readonly shown: ReadonlyMap<string, Shown>
}

/** A line of a table. Its third cell, what comes, is for people. */
export interface Row { readonly name: string, readonly from: string, readonly event: string, readonly to: string }

export interface Shown { readonly name: string, readonly suite: string, readonly body: string }

/** @param page a path from the root, with a section *Transitions*. @param folder of the tests, a path from the root */
export function readTransitions(page: string, folder: string): Transitions {
  const text = readText(page)
  const section = text.split(/^## /m).find(each => each.startsWith('Transitions\n'))!
  const tables = new Map(section.split(/^### /m).slice(1).map(part => [part.split('\n')[0]!, rowsOf(part)]))
  const shown = new Map(readdirSync(join(projectRoot(), folder)).flatMap(file =>
    testsOf(readText(`${folder}/${file}`)).map(each => [each.name, each] as const)))
  return { page: text, tables, lines: [...tables.values()].flat(), shown }
}

/** That the tables are what the tests show. @param countMin how many transitions there are at least */
export function shownByTests(test: Test, { tables, lines, shown }: Transitions, countMin: number): void {
  test('every transition has a test by its name, and every test a transition', () => {
    const names = lines.map(({ name }) => name)
    assert.ok(names.length >= countMin, `${names.length} transitions`)
    assert.is(new Set(names).size, names.length, 'no name twice')
    assert.equal([...names].sort(), [...shown.keys()].sort())
  })

  test('every part of the table is a suite', () => {
    for (const [part, rows] of tables) {
      assert.equal([...new Set(rows.map(({ name }) => shown.get(name)!.suite))], [`transitions: ${part.toLowerCase()}`])
    }
  })

  test('every test shows the events of its line, and the status that it leads to', () => {
    for (const { name, event, to } of lines) {
      const { body } = shown.get(name)!
      for (const word of [...codesIn(event), ...codesIn(to)]) {
        assert.match(body, new RegExp(`'${word}'`), `${name}: ${word}`)
      }
      assert.ok(codesIn(event).length > 0 || /\.emits\(\)/.test(body), `${name}: no event`)
    }
  })
}

/** @param path from the root */
export function readText(path: string): string {
  return readFileSync(join(projectRoot(), path), 'utf8')
}

/** The cells of a table's lines, found by how its head begins. */
export function linesOfTable(page: string, head: string): readonly (readonly string[])[] {
  const [, found = ''] = page.split(`\n${head}`)
  const lines = found.split('\n').slice(2)
  return lines.slice(0, lines.findIndex(line => !line.startsWith('|'))).map(cellsOf)
}

/** The codes in the first column of a table, sorted. */
export function codesOfTable(page: string, head: string): readonly string[] {
  return linesOfTable(page, head).flatMap(([first = '']) => codesIn(first)).sort()
}

export function codesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map(found => found[1]!)
}

function rowsOf(part: string): readonly Row[] {
  return part.split('\n').filter(line => line.startsWith('|')).slice(2).map(line => {
    const [name = '', from = '', , event = '', to = ''] = cellsOf(line)
    return { name, from, event, to }
  })
}

function cellsOf(line: string): readonly string[] {
  return line.slice(1, -1).split('|').map(cell => cell.trim())
}

function testsOf(source: string): readonly Shown[] {
  const suiteName = /= suite\('([^']+)'\)/.exec(source)![1]!
  return [...source.matchAll(/^test\('([^']+)', \(\) => \{\n([\s\S]*?)^\}\)$/gm)]
    .map(([, name = '', body = '']) => ({ name, suite: suiteName, body }))
}
