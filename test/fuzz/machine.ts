import { refuse } from '../../processors/decider.ts'
import type { Decider, FollowUp, Processor, Tables, Unchanged } from '../../runtime/topology.ts'
import type { Flat } from '../../schemas/record.ts'

/** What a machine needs of the world around it. */
export interface Surroundings {
  readonly tables: Tables
  readonly now: () => number
  readonly send: (followUp: FollowUp) => void
  readonly fail: (invariant: string, detail: string) => void
}

interface StoreKey { readonly name: string, readonly key: readonly string[], readonly due?: string }

/** An event, and the rows that it left, as text. */
interface Entry { readonly event: Flat, readonly left: readonly (readonly [row: string, text: string])[] }

interface DueRow { readonly store: string, readonly key: readonly string[] }

/**
 * One processor without an engine: a queue, a changelog, rows. What the engine does besides deciding is done here in
 * the simplest way that is right: repeats have their event, rows follow from events alone, timers from rows.
 */
export class Machine {
  readonly name: string
  readonly events: Flat[] = []
  readonly #processor: Processor
  readonly #decider: Decider
  readonly #stores: readonly StoreKey[]
  readonly #around: Surroundings
  readonly #queue: Flat[] = []
  readonly #entries: Entry[] = []
  readonly #answered = new Map<string, string>()
  #rows = new Map<string, any>()
  /** When rows that stay due are asked again. Forgotten in a crash. */
  #asked = new Map<string, { readonly row: unknown, readonly next: number }>()
  readonly #due = new Map<string, DueRow>()

  constructor(name: string, processor: Processor, stores: readonly StoreKey[], decider: Decider, around: Surroundings) {
    this.name = name
    this.#processor = processor
    this.#stores = stores
    this.#decider = decider
    this.#around = around
  }

  get isIdle(): boolean {
    return this.#queue.length === 0
  }

  /** Every row of a store with its key, joined by slashes. */
  rows(store: string): ReadonlyMap<string, any> {
    const prefix = `${store}|`
    return new Map([...this.#rows].filter(([key]) => key.startsWith(prefix))
      .map(([key, row]) => [key.slice(prefix.length), row]))
  }

  row(store: string, ...key: readonly string[]): any {
    return this.#rows.get(`${store}|${key.join('/')}`)
  }

  push(command: Flat): void {
    this.#queue.push(command)
  }

  /** Decides the next command, if there is one. @returns its event, if it has one */
  step(): Flat | undefined {
    const command = this.#queue.shift()
    if (command === undefined) return undefined

    const head = [...this.#processor.key, 'operationId'].map(field => command[field])
    const operation = head.join('/')
    const parameters = textOf(command)
    const before = this.#answered.get(operation)
    if (before === parameters) return undefined

    const at = this.#around.now()
    const body = before === undefined
      ? this.#decider.decide(command, this.#read(this.#rows, command), this.#around.tables, at)
      : refuse(command, 'operation_id_reused')
    if (body.type === 'Unchanged') {
      for (const followUp of (body as Unchanged).followUps) this.#around.send(followUp)
      return undefined
    }
    const names = Object.fromEntries(this.#processor.key.map(field => [field, command[field]]))
    const event = { ...body, ...names, operationId: command['operationId'], at } as Flat
    if (before === undefined) this.#answered.set(operation, parameters)
    this.#entries.push({ event, left: this.#fold(this.#rows, event) })
    this.events.push(event)
    const left = this.#read(this.#rows, event)
    for (const followUp of this.#decider.react?.(event, left) ?? []) this.#around.send(followUp)
    return event
  }

  /** Asks the clock of every row that is due. @returns whether any had something to say */
  tick(): boolean {
    const now = this.#around.now()
    let said = false
    for (const [name, { store, key }] of this.#due) {
      const row = this.#rows.get(name)
      const asked = this.#asked.get(name)
      if (asked !== undefined && asked.row === row && asked.next > now) continue
      const field = this.#stores.find(each => each.name === store)!.due!
      if (row === undefined || row[field] === 0 || row[field] > now) continue
      const { command, next = Infinity } = this.#decider.tick!(store, key, row, now)
      this.#asked.set(name, { row, next })
      if (command === undefined) continue
      this.push(command as Flat)
      said = true
    }
    return said
  }

  /** When the next row is due, or asked again; Infinity when none is. */
  get nextDueAt(): number {
    let next = Infinity
    for (const [name, { store }] of this.#due) {
      const row = this.#rows.get(name)
      const asked = this.#asked.get(name)
      const dueAt = row[this.#stores.find(each => each.name === store)!.due!] as number
      if (dueAt > 0) next = Math.min(next, asked !== undefined && asked.row === row ? asked.next : dueAt)
    }
    return next
  }

  /** Loses everything but the log, and folds it again: after each event the rows must be what they were then. */
  crash(): void {
    const rows = new Map<string, any>()
    for (const [index, { event, left }] of this.#entries.entries()) {
      const again = this.#fold(rows, event)
      if (again.length === left.length && again.every(([row, text], at) =>
        row === left[at]![0] && text === left[at]![1])) continue
      const place = `${this.name} after event ${index}: ${event.type}`
      this.#around.fail('a replay of any prefix gives the same state', place)
    }
    this.#rows = rows
    this.#asked = new Map()
  }

  #read(rows: ReadonlyMap<string, any>, record: Flat): Record<string, unknown> {
    const read: Record<string, unknown> = {}
    for (const { name, key } of this.#stores) {
      if (key.every(field => field in record)) read[name] = rows.get(nameOf(name, keyOf(key, record)))
    }
    return read
  }

  #fold(rows: Map<string, any>, event: Flat): Entry['left'] {
    const before = this.#read(rows, event)
    const after = this.#decider.evolve(before, event) as Record<string, unknown>
    const left: [string, string][] = []
    for (const { name: store, key: fields, due } of this.#stores) {
      if (!fields.every(field => field in event) || after[store] === before[store]) continue
      const key = keyOf(fields, event)
      const name = nameOf(store, key)
      const row = after[store] as Record<string, unknown> | undefined
      if (row === undefined) rows.delete(name)
      else rows.set(name, row)
      if (due !== undefined && row !== undefined && row[due] !== 0) this.#due.set(name, { store, key })
      else this.#due.delete(name)
      left.push([name, textOf(row)])
    }
    return left
  }
}

function keyOf(fields: readonly string[], record: Flat): string[] {
  return fields.map(field => record[field] as string)
}

function nameOf(store: string, key: readonly string[]): string {
  return `${store}|${key.join('/')}`
}

export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => typeof part === 'bigint' ? `${part}n` : part) ?? 'nothing'
}
