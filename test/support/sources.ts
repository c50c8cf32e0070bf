import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

import { projectRoot } from '../../scripts/cluster/root.ts'

export interface Source {
  /** From the project's root, with slashes. */
  readonly path: string
  readonly text: string
  readonly lines: readonly string[]
}

export interface Import {
  /** A path from the project's root, or the name of a package. */
  readonly to: string
  readonly kind: 'file' | 'package'
  /** Whether only types are imported: nothing of it is left when the program runs. */
  readonly types: boolean
}

const ignored = new Set(['node_modules', 'dist', '.git', '.cache', 'data'])

/** Every text file of the project that is written by hand or committed, without what tools put there. */
export function readSources(): Source[] {
  const root = projectRoot()
  return walk(root, '').map(path => {
    const text = readFileSync(join(root, path), 'utf8')
    return { path, text, lines: text.split('\n') }
  })
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    if (ignored.has(entry.name)) return []
    const path = posix.join(folder, entry.name)
    return entry.isDirectory() ? walk(root, path) : [path]
  })
}

/** What a TypeScript source imports, also what it exports from elsewhere and what it imports when it runs. */
export function importsOf({ path, text }: Source): Import[] {
  const statements = [...text.matchAll(/^(?:import|export)\s+(type\s+)?([^'"`;=]*?)\s*from\s+'([^']+)'/gm)].map(
    ([, type, names = '', from = '']) => place(path, from, type !== undefined || onlyTypes(names))
  )
  const others = [...text.matchAll(/(?:^import|\bimport\(|\brequire\()\s*'([^']+)'/gm)].map(([, from = '']) =>
    place(path, from, false)
  )
  // Sources within texts are examples, not sources.
  return [...statements, ...others].filter(({ to }) => !to.includes('$'))
}

function onlyTypes(names: string): boolean {
  const braced = /^\{([^}]*)\}$/.exec(names.trim())
  return (
    braced !== null &&
    braced[1]!
      .split(',')
      .filter(name => name.trim() !== '')
      .every(name => /^\s*type\s/.test(name))
  )
}

function place(path: string, from: string, types: boolean): Import {
  if (from.startsWith('.')) return { to: posix.join(posix.dirname(path), from), kind: 'file', types }
  const [scope = '', name = ''] = from.split('/')
  return { to: scope.startsWith('@') ? `${scope}/${name}` : scope, kind: 'package', types }
}

/** Where code may be mentioned without being code: comments and the insides of texts are blanked out. */
export function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g,
    part => part.replace(/[^\n]/g, ' '))
}

export interface Block {
  readonly line: number
  readonly length: number
  /** Without the functions within it. */
  readonly ownLength: number
}

/** Functions by their indentation: from the line that opens one to the first that closes at the same depth. */
export function functionsOf({ lines }: Source): Block[] {
  const blocks = lines.flatMap((line, index) => {
    const [, indent = '', rest = ''] = /^(\s*)(.*)$/.exec(line)!
    if (!opensFunction(rest)) return []
    const end = lines.findIndex((other, place) => place > index && other.startsWith(`${indent}}`))
    return end < 0 ? [] : [{ line: index + 1, length: end - index + 1 }]
  })
  return blocks.map(block => {
    const within = new Set<number>()
    for (const { line, length } of blocks) {
      if (line <= block.line || line >= block.line + block.length) continue
      for (let inner = line; inner < line + length; inner++) within.add(inner)
    }
    return { ...block, ownLength: block.length - within.size }
  })
}

function opensFunction(line: string): boolean {
  if (
    /^(?:\} )?(?:if|for|while|switch|else|try|catch|finally|do|class|interface|export class|export interface)\b/.test(
      line
    )
  )
    return false
  return /(?:=>|\)(?:: .+)?) \{$/.test(line)
}
