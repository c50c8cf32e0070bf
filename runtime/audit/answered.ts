import { decisionOf } from '../fingerprint.ts'

/** What is known of a command by its operation id: the first of it, a repeat, or another operation under that id. */
export type Novelty = 'new' | 'repeat' | 'conflict'

const SLOTS_MIN = 1_024
const EMPTY = -1
/** In these lanes of a slot: the hash of key and operation id, and the deciding bytes of the fingerprint. */
const LANES = 4

/**
 * The operations of one partition that were answered, in slots of 32 bytes, of which three in four are used at most.
 * They are told apart by 64 bits of hash. Of a thousand million in one partition one in about forty such audits
 * would take two for one, and say so.
 */
export class Answered {
  #lanes = new Uint32Array(SLOTS_MIN * LANES)
  #keptUntil = new Float64Array(SLOTS_MIN)
  #offsets = new Float64Array(SLOTS_MIN).fill(EMPTY)
  #count = 0
  /** The latest time of an event, and what it was when the slots were made anew. */
  #latest = 0
  #latestBefore = 0
  #low = 0
  #high = 0

  noveltyOf(key: string, operationId: string, print: Buffer): Novelty {
    const slot = this.#slotOf(key, operationId)
    if (this.#offsets[slot] === EMPTY) return 'new'
    if (this.#isSame(slot, print)) return 'repeat'
    return this.#offsets[this.#slotOfReuse(key, operationId, print)] === EMPTY ? 'conflict' : 'repeat'
  }

  /**
   * An event answers an operation.
   * @param isReuse whether it refuses an id that is used again
   * @returns the offset of the event that has answered it before and is not to be forgotten, if there is one
   */
  add(key: string, operationId: string, isReuse: boolean, event: {
    readonly fingerprint: Buffer, readonly keptUntil: number, readonly at: number, readonly offset: number
  }): number | undefined {
    if (this.#count * 4 >= this.#offsets.length * 3) this.#grow()
    const { fingerprint, keptUntil, at, offset } = event
    const slot = isReuse ? this.#slotOfReuse(key, operationId, fingerprint) : this.#slotOf(key, operationId)
    const before = this.#offsets[slot]!
    const isForgotten = this.#keptUntil[slot]! > 0 && this.#keptUntil[slot]! <= this.#latest
    this.#latest = Math.max(this.#latest, at)
    if (before !== EMPTY && !isForgotten) return before
    if (before === EMPTY) this.#count++
    this.#write(slot, decisionOf(fingerprint, 0), decisionOf(fingerprint, 1), keptUntil, offset)
    return undefined
  }

  #write(slot: number, low: number, high: number, keptUntil: number, offset: number): void {
    const lane = slot * LANES
    this.#lanes[lane] = this.#low
    this.#lanes[lane + 1] = this.#high
    this.#lanes[lane + 2] = low
    this.#lanes[lane + 3] = high
    this.#keptUntil[slot] = keptUntil
    this.#offsets[slot] = offset
  }

  #isSame(slot: number, print: Buffer): boolean {
    const lane = slot * LANES + 2
    return this.#lanes[lane] === decisionOf(print, 0) && this.#lanes[lane + 1] === decisionOf(print, 1)
  }

  #slotOf(key: string, operationId: string): number {
    this.#low = SEED_LOW
    this.#high = SEED_HIGH
    this.#mix(key)
    this.#mix(operationId)
    return this.#find()
  }

  /** An id that is used again is answered once for each other operation that it is used for. */
  #slotOfReuse(key: string, operationId: string, print: Buffer): number {
    this.#low = (SEED_LOW ^ decisionOf(print, 0)) >>> 0
    this.#high = (SEED_HIGH ^ decisionOf(print, 1)) >>> 0
    this.#mix(key)
    this.#mix(operationId)
    return this.#find()
  }

  #mix(text: string): void {
    let low = this.#low
    let high = this.#high
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index)
      low = Math.imul(low ^ unit, 0x01000193)
      high = Math.imul(high ^ unit, 0x85ebca6b) ^ (high >>> 15)
    }
    low = Math.imul(low ^ text.length ^ (low >>> 16), 0xcc9e2d51)
    high = Math.imul(high ^ text.length ^ (high >>> 13), 0xc2b2ae35)
    this.#low = (low ^ (low >>> 15)) >>> 0
    this.#high = (high ^ (high >>> 16)) >>> 0
  }

  /** The slot of the hash that was made last: its own, or the empty one that it would have. */
  #find(): number {
    const mask = this.#offsets.length - 1
    let slot = (this.#low ^ this.#high) & mask
    while (this.#offsets[slot] !== EMPTY) {
      const lane = slot * LANES
      if (this.#lanes[lane] === this.#low && this.#lanes[lane + 1] === this.#high) break
      slot = (slot + 1) & mask
    }
    return slot
  }

  /**
   * Twice the room, without those that were forgotten for certain: each event lets two be forgotten, so what was due
   * when the slots were made the last time is gone by now.
   */
  #grow(): void {
    const [lanes, keptUntil, offsets] = [this.#lanes, this.#keptUntil, this.#offsets]
    const forgottenUntil = this.#latestBefore
    const isGone = (slot: number) =>
      offsets[slot] === EMPTY || keptUntil[slot]! > 0 && keptUntil[slot]! <= forgottenUntil
    let kept = 0
    for (let slot = 0; slot < offsets.length; slot++) if (!isGone(slot)) kept++
    const slots = kept * 2 > offsets.length ? offsets.length * 2 : offsets.length
    this.#lanes = new Uint32Array(slots * LANES)
    this.#keptUntil = new Float64Array(slots)
    this.#offsets = new Float64Array(slots).fill(EMPTY)
    this.#count = kept
    this.#latestBefore = this.#latest
    for (let slot = 0; slot < offsets.length; slot++) {
      if (isGone(slot)) continue
      const lane = slot * LANES
      this.#low = lanes[lane]!
      this.#high = lanes[lane + 1]!
      this.#write(this.#find(), lanes[lane + 2]!, lanes[lane + 3]!, keptUntil[slot]!, offsets[slot]!)
    }
  }
}

const SEED_LOW = 0x811c9dc5
const SEED_HIGH = 0x2545f491
