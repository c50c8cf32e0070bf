import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { ClassicLevel } from 'classic-level'

/** Has LevelDB rewrite all tables of a store that nobody has open. @returns what they take on the disk, in bytes */
export async function compact(folder: string): Promise<number> {
  const rows = new ClassicLevel<Buffer, Buffer>(join(folder, 'rows'), { keyEncoding: 'buffer' })
  await rows.open()
  await rows.compactRange(Buffer.alloc(0), Buffer.from([0xff]))
  await rows.close()
  const tables = (await readdir(join(folder, 'rows'))).filter(file => file.endsWith('.ldb'))
  const sizes = await Promise.all(tables.map(async file => (await stat(join(folder, 'rows', file))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
