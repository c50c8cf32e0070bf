import { existsSync, readFileSync } from 'node:fs'

/** The version in package.json, which is above us both in the sources and in `dist`. */
export function version(): string {
  let folder = new URL('./', import.meta.url)
  while (!existsSync(new URL('package.json', folder))) folder = new URL('../', folder)
  return (JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { version: string }).version
}
