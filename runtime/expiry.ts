import type { Overlay, RowCodec } from '../state/overlay.ts'
import type { Operation } from './rows.ts'

/** Operations that an event lets be forgotten, if their time has come: more than it adds, so that they become fewer. */
const FORGOTTEN_MAX = 2

/** Before the marks of operations that are not remembered for ever: in the order of the times until which they are. */
const KEPT = 'kept\0'
const TIME_DIGITS = String(Number.MAX_SAFE_INTEGER).length

/**
 * Which operations of one task are remembered until when. A mark stands beside the row of each that is not remembered
 * for ever. Every event takes the oldest away, two at most, whose time is not after its own: so what is forgotten
 * follows from the events alone, and a restore, which sees them in other slices, forgets the same.
 */
export class Expiry {
  /** The store has no mark before it, or none at all. */
  #first: string | undefined = KEPT
  #isFetched = false

  /**
   * Reads what so many events can let be forgotten.
   * @param times of the events, in milliseconds since 1970; asked where anything is to be forgotten some time
   */
  async fetch(overlay: Overlay, events: number, times: () => readonly number[]): Promise<void> {
    this.#isFetched = false
    if (this.#first === undefined || events === 0) return
    const limit = marksAfter(Math.max(...times()))
    if (this.#first >= limit) return
    this.#isFetched = true
    const marks = await overlay.fetchQueue(KEPT, this.#first, limit, FORGOTTEN_MAX * events + 1)
    this.#first = marks[0]
    await overlay.fetch(marks.map(operationOf))
  }

  /** Goes by what a slice has left, once it is in the store. */
  follow({ firstInQueue }: Overlay): void {
    if (this.#isFetched) this.#first = firstInQueue
    else if (firstInQueue !== undefined && (this.#first === undefined || firstInQueue < this.#first)) {
      this.#first = firstInQueue
    }
  }
}

/** Keeps an operation that was just answered in mind until some time. @param row the key of its row */
export function remember(overlay: Overlay, row: string, until: number): void {
  overlay.enqueue(`${marksFrom(until)}${row}`)
}

/** Forgets what need not be remembered at the time of an event. */
export function forget(overlay: Overlay, codec: RowCodec<Operation>, at: number): void {
  for (let count = 0; count < FORGOTTEN_MAX && overlay.firstInQueue !== undefined; count++) {
    const mark = overlay.dequeue(marksAfter(at))
    if (mark === undefined) return
    overlay.set(operationOf(mark), codec, undefined)
  }
}

/** Sorts before the marks of this time and of all later ones. */
function marksFrom(time: number): string {
  return `${KEPT}${String(time).padStart(TIME_DIGITS, '0')}\0`
}

function marksAfter(time: number): string {
  return marksFrom(time + 1)
}

function operationOf(mark: string): string {
  return mark.slice(KEPT.length + TIME_DIGITS + 1)
}
