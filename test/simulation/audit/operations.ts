import type { Flat } from '../../../schemas/record.ts'

/** What a command is by its operation id: the first of it, a repeat, or another operation under the same id. */
export type Novelty = 'new' | 'repeat' | 'conflict'

/** Tells repeats from operations, with whole texts where the engine has fingerprints. */
export class Operations {
  readonly #known = new Map<string, Set<string>>()

  add(command: Flat): Novelty {
    const { tenant, wallet, operationId, ...parameters } = command as Flat & Record<string, unknown>
    const id = `${tenant}/${wallet}/${operationId}`
    const text = textOf(parameters)
    const known = this.#known.get(id)
    if (known === undefined) {
      this.#known.set(id, new Set([text]))
      return 'new'
    }
    if (known.has(text)) return 'repeat'
    known.add(text)
    return 'conflict'
  }
}

/** A record in one line: the same for the same fields, in whatever order. */
export function textOf(record: object): string {
  const fields = Object.entries(record).filter(([name]) => name !== 'at')
  return fields.map(([name, value]) => `${name}=${String(value)}`).sort().join(' ')
}
