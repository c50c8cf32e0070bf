import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { crc32c } from './crc32c.ts'

/**
 * Checks the tables of a LevelDB folder against the checksums that are in them, before LevelDB reads them: it does
 * so only when asked, which its binding cannot do, and a damaged key makes it abort the whole process when it next
 * compacts. Its log and its manifest it checks always.
 *
 * A table is blocks (data, filter, an index of filters, an index of data) and a footer that says where the two indexes
 * are; behind each block are its compression and its checksum.
 */
export async function tablesIntact(folder: string): Promise<boolean> {
  for (const name of await readdir(folder)) {
    if (/\.(ldb|sst)$/.test(name) && !tableIntact(await readFile(join(folder, name)))) return false
  }
  return true
}

const FOOTER_BYTES = 48
const MAGIC = Buffer.from('57fb808b247547db', 'hex')

export function tableIntact(table: Buffer): boolean {
  // A process that was killed leaves tables without their end. LevelDB does not read them either.
  if (!table.subarray(-MAGIC.length).equals(MAGIC)) return true
  try {
    const footer = new Cursor(table, table.length - FOOTER_BYTES)
    for (const index of [footer.handle(), footer.handle()]) {
      for (const handle of handlesIn(contents(table, index))) check(table, handle)
    }
    return true
  } catch {
    return false
  }
}

interface Handle { readonly offset: number, readonly size: number }

/** @throws Error */
function check(table: Buffer, { offset, size }: Handle): void {
  const crc = crc32c(table.subarray(offset, offset + size + 1))
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
  if (table.readUInt32LE(offset + size + 1) !== masked) throw new Error('a damaged block')
}

/** @throws Error */
function contents(table: Buffer, handle: Handle): Buffer {
  check(table, handle)
  const end = handle.offset + handle.size
  const block = table.subarray(handle.offset, end)
  return table[end] === 0 ? block : unsnap(block)
}

/** The values of an index: where its blocks are. Its keys are of no matter here. */
function handlesIn(block: Buffer): Handle[] {
  const restarts = block.readUInt32LE(block.length - 4)
  const entriesEnd = block.length - 4 - restarts * 4
  const handles: Handle[] = []
  for (const cursor = new Cursor(block, 0); cursor.place < entriesEnd;) {
    cursor.varint()
    const keyBytes = cursor.varint()
    const valueBytes = cursor.varint()
    handles.push(new Cursor(block, cursor.place + keyBytes).handle())
    cursor.place += keyBytes + valueBytes
  }
  return handles
}

/** Snappy: runs of bytes as they are, and copies of what came before. */
function unsnap(bytes: Buffer): Buffer {
  const from = new Cursor(bytes, 0)
  const to = Buffer.alloc(from.varint())
  let length = 0
  while (from.place < bytes.length) {
    const { size, back } = unsnapTag(from)
    for (let index = 0; index < size; index++, length++) to[length] = back === 0 ? from.byte() : to[length - back]!
  }
  return to
}

/** How many bytes follow, and how far back they are to be found: 0 for those that come next. */
function unsnapTag(from: Cursor): { readonly size: number, readonly back: number } {
  const tag = from.byte()
  const rest = tag >> 2
  switch (tag & 3) {
    case 0: return { size: rest < 60 ? rest + 1 : from.uint(rest - 59) + 1, back: 0 }
    case 1: return { size: (rest & 7) + 4, back: (tag >> 5 << 8) + from.byte() }
    case 2: return { size: rest + 1, back: from.uint(2) }
    default: return { size: rest + 1, back: from.uint(4) }
  }
}

class Cursor {
  readonly #bytes: Buffer
  place: number

  constructor(bytes: Buffer, place: number) {
    this.#bytes = bytes
    this.place = place
  }

  byte(): number {
    return this.uint(1)
  }

  uint(bytes: number): number {
    const value = this.#bytes.readUIntLE(this.place, bytes)
    this.place += bytes
    return value
  }

  varint(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte()
      value += (byte & 0x7f) * scale
      if (byte < 128) return value
    }
  }

  handle(): Handle {
    return { offset: this.varint(), size: this.varint() }
  }
}
