import { hash } from 'node:crypto'

import { Contradiction } from './contradiction.ts'

/**
 * Events of one partition of a changelog are a chain: each has a hash of itself and of the one before it, so none can
 * be changed, left out, added or moved without all that follow being written anew. Decision 0032.
 *
 * The hash is the first field of an event's envelope, so its place in the bytes is known without a schema: after the
 * wire format's header and a byte that says how long it is.
 */
export const HASH_FIELD = 'hash'
const HASH_BYTES = 16
const AVRO_START = 5
const HASH_START = AVRO_START + 1
const HASH_END = HASH_START + HASH_BYTES

/** The hash of the last event of a partition. Empty as long as none has one. */
export type Chain = Uint8Array

/** What comes before the first event. */
const beginning = Buffer.alloc(HASH_BYTES)

/** What an event is encoded with in the place of its hash. */
export function placeholder(chain: Chain): Uint8Array {
  return chain.length === 0 ? beginning : chain
}

/** Gives an event, encoded with its placeholder, its hash. @returns that */
export function seal(value: Buffer): Chain {
  const own = hashed(value)
  value.set(own, HASH_START)
  return own
}

/**
 * Goes one event further.
 *
 * @param value of the event, as it was read
 * @param told the event's field `hash`: empty in events from before there were chains
 * @throws Contradiction when it does not follow from the one before it
 */
export function follow(chain: Chain, value: Buffer, told: Uint8Array): Chain {
  if (told.length === 0) {
    if (chain.length > 0) throw new Contradiction('an event without a hash follows others that have one')
    return chain
  }
  const found = Buffer.from(value.subarray(HASH_START, HASH_END))
  // The bytes are what was read, and nobody else looks at them meanwhile: a copy would cost more than the hash.
  value.set(placeholder(chain), HASH_START)
  const own = hashed(value)
  value.set(found, HASH_START)
  if (!found.equals(own)) throw new Contradiction('the hash does not follow from the event and the one before it')
  return own
}

function hashed(value: Buffer): Buffer {
  return hash('sha256', value.subarray(AVRO_START), 'buffer').subarray(0, HASH_BYTES)
}

/** As a checkpoint has it. */
export function chainText(chain: Chain): string {
  return Buffer.from(chain).toString('hex')
}

export function readChain(text: string): Chain {
  return Buffer.from(text, 'hex')
}
