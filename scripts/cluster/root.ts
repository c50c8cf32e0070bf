import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The project's root folder, found from the sources as well as from `dist`. */
export function projectRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`no package.json above ${import.meta.dirname}`)
    folder = parent
  }
  return folder
}
