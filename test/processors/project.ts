import { existsSync, readFileSync } from 'node:fs'

/** A file of the project by its path from the root: the tests run from the sources and from `dist/` alike. */
export function readProjectFile(path: string): string {
  let folder = new URL('./', import.meta.url)
  while (!existsSync(new URL('package.json', folder))) folder = new URL('../', folder)
  return readFileSync(new URL(path, folder), 'utf8')
}
