import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'

import type { RandomBytes } from '../support/random-bytes.ts'

/** Damage to a store's folder. @returns what was done, in words */
export type Mutation = (folder: string, random: RandomBytes) => string

/** Lock and message files say nothing about rows. */
const silent = /^(LOCK|LOG|LOG\.old)$/

function files(folder: string): string[] {
  return readdirSync(join(folder, 'rows'))
    .filter(name => !silent.test(name))
    .sort()
    .map(name => join(folder, 'rows', name))
}

function filled(folder: string): string[] {
  return files(folder).filter(path => statSync(path).size > 0)
}

function flip(path: string, random: RandomBytes): string {
  const bytes = readFileSync(path)
  const place = random.below(bytes.length)
  bytes[place] = bytes[place]! ^ (1 << random.below(8))
  writeFileSync(path, bytes)
  return `bit flipped in byte ${place} of ${path}`
}

export const mutations: Readonly<Record<string, Mutation>> = {
  'a flipped bit': (folder, random) => flip(random.pick(filled(folder)), random),

  'a flipped bit in the log': (folder, random) =>
    flip(random.pick(filled(folder).filter(path => path.endsWith('.log'))), random),

  'a flipped bit in a table': (folder, random) =>
    flip(random.pick(filled(folder).filter(path => path.endsWith('.ldb'))), random),

  'two flipped bits in one table': (folder, random) => {
    const path = random.pick(filled(folder).filter(name => name.endsWith('.ldb')))
    return `${flip(path, random)}, ${flip(path, random)}`
  },

  'a truncated file': (folder, random) => {
    const path = random.pick(filled(folder))
    const length = random.below(statSync(path).size)
    truncateSync(path, length)
    return `${path} cut to ${length} bytes`
  },

  'a lost file': (folder, random) => {
    const path = random.pick(files(folder))
    rmSync(path)
    return `${path} deleted`
  },

  'a lost CURRENT': folder => {
    rmSync(join(folder, 'rows', 'CURRENT'))
    return 'CURRENT deleted'
  },

  'a sector of zeros': (folder, random) => {
    const path = random.pick(filled(folder))
    const bytes = readFileSync(path)
    const start = random.below(bytes.length)
    bytes.fill(0, start, Math.min(start + 512, bytes.length))
    writeFileSync(path, bytes)
    return `zeros from byte ${start} of ${path}`
  },

  'bytes behind the end': (folder, random) => {
    const path = random.pick(filled(folder))
    writeFileSync(path, Buffer.concat([readFileSync(path), random.bytes(100)]))
    return `100 bytes after ${path}`
  },

  'a file in the place of another': (folder, random) => {
    const [from, to] = [random.pick(filled(folder)), random.pick(files(folder))]
    writeFileSync(to, readFileSync(from))
    return `${from} over ${to}`
  },

  'damage to identity.json': (folder, random) => flip(join(folder, 'identity.json'), random),

  'a lost identity.json': folder => {
    rmSync(join(folder, 'identity.json'))
    return 'identity.json deleted'
  },

  'damage to SEAL.json': (folder, random) => {
    const path = join(folder, 'SEAL.json')
    return existsSync(path) ? flip(path, random) : 'no seal to damage'
  },

  'an empty SEAL.json': folder => {
    const path = join(folder, 'SEAL.json')
    if (existsSync(path)) writeFileSync(path, '')
    return 'SEAL.json emptied'
  },

  'lost rows': folder => {
    rmSync(join(folder, 'rows'), { recursive: true })
    return 'rows deleted'
  }
}
