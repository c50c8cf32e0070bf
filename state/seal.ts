import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, open } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'

/**
 * A store that was closed in order is sealed: the hash of each of its files lies beside them. LevelDB itself would
 * open with a damaged log, skip the damaged part and answer as if the rows in it had never been; it does not check
 * its index and filter blocks either. With the seal, a flipped byte or a missing file is seen before the first read.
 */
const SEAL = 'SEAL.json'

type Files = Readonly<Record<string, string>>

/** Writes the seal of a closed store. */
export async function seal(folder: string): Promise<void> {
  const temporary = join(folder, `${SEAL}.new`)
  const handle = await open(temporary, 'w')
  try {
    await handle.writeFile(JSON.stringify(await hashFiles(join(folder, 'rows'))))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, join(folder, SEAL))
}

/** Breaks the seal, if there is one, and tells what it said of the files. */
export async function breakSeal(folder: string): Promise<'intact' | 'damaged' | 'absent'> {
  const text = await readFile(join(folder, SEAL), 'utf8').catch(() => undefined)
  if (text === undefined) return 'absent'
  const intact = sameFiles(parse(text), await hashFiles(join(folder, 'rows')))
  await rm(join(folder, SEAL))
  return intact ? 'intact' : 'damaged'
}

function parse(text: string): Files {
  try {
    return JSON.parse(text) as Files
  } catch {
    return { damaged: 'seal' }
  }
}

function sameFiles(left: Files, right: Files): boolean {
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every(name => left[name] === right[name])
}

/** Lock and message files say nothing about rows and change by themselves. */
const ignored = new Set(['LOCK', 'LOG', 'LOG.old'])

async function hashFiles(folder: string): Promise<Files> {
  const names = (await readdir(folder).catch(() => [])).filter(name => !ignored.has(name)).sort()
  const files: Record<string, string> = {}
  for (const name of names) files[name] = await hashFile(join(folder, name))
  return files
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return hash.digest('base64')
}
