import * as zlib from 'node:zlib'
import { LogError } from '../log.ts'

/** The most that one batch may grow to. A small message must not fill the memory. */
const decompressedBytesMax = 64 << 20
const names = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

type Inflate = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer

/** The records of a batch as they were before its producer compressed them. zstd needs Node 22.15. */
export function decompress(codec: number, bytes: Buffer): Buffer {
  if (codec === 0) return bytes
  const inflate = inflaters()[codec]
  if (inflate === undefined) {
    throw new LogError('CORRUPT', `a batch is compressed with ${names[codec] ?? `codec ${codec}`}, which is not read `
      + 'here; set the topic\'s compression.type to gzip or uncompressed')
  }
  try {
    return inflate(bytes, { maxOutputLength: decompressedBytesMax })
  } catch (cause) {
    throw new LogError('CORRUPT', `a batch cannot be decompressed (${names[codec]})`, { cause })
  }
}

function inflaters(): Readonly<Record<number, Inflate | undefined>> {
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: Inflate }
  return { 1: zlib.gunzipSync, 4: zstdDecompressSync }
}
