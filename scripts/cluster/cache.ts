import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { projectRoot } from './root.ts'

/**
 * The folder `name` of the cache, filled on first use. It is filled under another name and renamed when complete: a
 * folder that exists is whole, however many processes fill it at once.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const cache = resolve(process.env['WALLETS_CACHE'] || join(projectRoot(), '.cache'))
  const folder = join(cache, name)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const draft = await mkdtemp(join(cache, `.${name}-`))
  try {
    await fill(draft)
    await rename(draft, folder)
  } catch (error) {
    // Where another process was quicker its folder stands, and ours is not needed.
    if (!existsSync(folder)) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return folder
}
