import type { Flat } from '../../../schemas/record.ts'

/** What a command is by its operation id: the first of it, a repeat, or another operation under the same id. */
export type Novelty = 'new' | 'repeat' | 'conflict'

/** What the clock, a provider or a verifier says may be no news, and then it is no operation: it may be said again. */
export function mayBeNoNews({ type }: Flat): boolean {
  return ofClocksAndOthers.includes(type)
}

const ofClocksAndOthers = [
  'RecordNotification', 'WakePayout', 'ExpireQuote', 'RecordVerification', 'ExpireIdentification', 'ExpireChallenge',
  'ExpireHold'
]

/** Tells repeats from operations, with whole texts where the engine has fingerprints. */
export class Operations {
  readonly #key: readonly string[]
  readonly #known = new Map<string, Set<string>>()

  /** @param key the fields of the processor's key */
  constructor(key: readonly string[]) {
    this.#key = key
  }

  noveltyOf(command: Flat): Novelty {
    const known = this.#known.get(this.#idOf(command))
    if (known === undefined) return 'new'
    return known.has(textOf(command)) ? 'repeat' : 'conflict'
  }

  /** From now on it is known. @returns what it was until now */
  add(command: Flat): Novelty {
    const [id, text] = [this.#idOf(command), textOf(command)]
    const known = this.#known.get(id)
    if (known === undefined) {
      this.#known.set(id, new Set([text]))
      return 'new'
    }
    if (known.has(text)) return 'repeat'
    known.add(text)
    return 'conflict'
  }

  #idOf(command: Flat): string {
    return [...this.#key, 'operationId'].map(field => command[field]).join('/')
  }
}

/** A record in one line. Those of a topic have their fields in one order. */
export function textOf(record: object): string {
  return JSON.stringify(record, (_, part: unknown) => typeof part === 'bigint' ? `${part}n` : part)
}
