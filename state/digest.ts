import type { Digest } from './store.ts'

/**
 * A sum of row hashes: 64 bits in two lanes, the same whatever the order of the rows, and cheap to keep up to date.
 * It tells a damaged or half-restored store from a good one. It is no proof against somebody who wants to deceive.
 */
export class RunningDigest {
  rows: number
  #low: number
  #high: number

  constructor(from: Digest = emptyDigest) {
    this.rows = from.rows
    this.#high = Number.parseInt(from.sum.slice(0, 8), 16)
    this.#low = Number.parseInt(from.sum.slice(8), 16)
  }

  add(key: string, value: Uint8Array): void {
    this.#change(key, value, 1)
  }

  remove(key: string, value: Uint8Array): void {
    this.#change(key, value, -1)
  }

  value(): Digest {
    return { rows: this.rows, sum: hex(this.#high) + hex(this.#low) }
  }

  #change(key: string, value: Uint8Array, sign: 1 | -1): void {
    hashRow(key, value)
    this.rows += sign
    this.#low = (this.#low + sign * low) >>> 0
    this.#high = (this.#high + sign * high) >>> 0
  }
}

export const emptyDigest: Digest = { rows: 0, sum: '0000000000000000' }

export function sameDigest(left: Digest, right: Digest): boolean {
  return left.rows === right.rows && left.sum === right.sum
}

function hex(lane: number): string {
  return lane.toString(16).padStart(8, '0')
}

// Results of the last hashRow: two numbers without an object for each of millions of rows.
let low = 0
let high = 0

/** Two lanes of murmur3-like mixing over the key's UTF-16 units and the value's bytes. */
function hashRow(key: string, value: Uint8Array): void {
  let a = 0x9747b28c
  let b = 0x3c6ef372
  for (let index = 0; index < key.length; index++) {
    const unit = key.charCodeAt(index)
    a = Math.imul(a ^ unit, 0x85ebca6b)
    a = (a << 13) | (a >>> 19)
    b = Math.imul(b + unit, 0xc2b2ae35)
    b ^= b >>> 15
  }
  a ^= key.length
  let index = 0
  for (; index + 4 <= value.length; index += 4) {
    const word = value[index]! | (value[index + 1]! << 8) | (value[index + 2]! << 16) | (value[index + 3]! << 24)
    a = Math.imul(a ^ word, 0xcc9e2d51)
    a = (a << 15) | (a >>> 17)
    b = Math.imul(b + word, 0x1b873593)
    b ^= b >>> 13
  }
  for (; index < value.length; index++) {
    a = Math.imul(a ^ value[index]!, 0x85ebca6b)
    b = Math.imul(b + value[index]!, 0xc2b2ae35)
    b ^= b >>> 16
  }
  low = finish(a ^ value.length)
  high = finish(b + value.length)
}

function finish(lane: number): number {
  lane ^= lane >>> 16
  lane = Math.imul(lane, 0x85ebca6b)
  lane ^= lane >>> 13
  lane = Math.imul(lane, 0xc2b2ae35)
  return (lane ^ (lane >>> 16)) >>> 0
}
