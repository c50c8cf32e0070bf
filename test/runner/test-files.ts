import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'

export interface TestFile {
  /** Its source, relative to the project's root, with slashes. */
  readonly name: string
  readonly source: string
  readonly compiled: string
  /** Integration tests need a broker. */
  readonly kind: 'unit' | 'integration'
}

const suffix = '.test.ts'

/**
 * The test files of a project, sorted. They are found by their sources: what an earlier build left in `dist` of a test
 * that is gone is not run, and a test that was not compiled is missed.
 */
export function findTestFiles(root: string): TestFile[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith(suffix))
    .map(path => testFile(root, `test/${path.split(sep).join('/')}`))
    .sort((one, other) => one.name < other.name ? -1 : 1)
}

function testFile(root: string, name: string): TestFile {
  return {
    name,
    source: join(root, name),
    compiled: join(root, 'dist', name.replace(/ts$/, 'js')),
    kind: name.startsWith('test/integration/') ? 'integration' : 'unit'
  }
}
