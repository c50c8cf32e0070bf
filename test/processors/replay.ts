import { encodeBare } from '../../schemas/codec.ts'
import type { Flat as RecordOfAny } from '../../schemas/record.ts'
import { topology } from '../../topology.ts'
import { codecOfAll } from '../schemas/codecs.ts'
import { emptyStores, fold } from './domain.ts'
import type { Flat, Happened, Name, Stores } from './domain.ts'

const codec = codecOfAll()

/**
 * Folds the events again as a restore does: each as it was read from its topic, into rows as they were read from the
 * disk. So what an event needs and does not carry, or a row does not keep, is missed.
 */
export function replay(
  history: readonly Happened[], check: (step: number, rows: Readonly<Record<string, unknown>>) => void
): void {
  const stores = emptyStores()
  for (const [step, { name, event }] of history.entries()) {
    check(step, fold(stores, name, read(name, event)))
    for (const store of topology.processors[name].stores) {
      const rows = stores[store] as Map<string, object>
      for (const [key, row] of rows) rows.set(key, stored(store, row))
    }
  }
}

/** An event, written to its changelog and read from it. */
export function read(name: Name, event: Flat): Flat {
  const topic = topology.processors[name].changelog.name
  const decoded = codec.decode(topic, codec.encode(topic, event as unknown as RecordOfAny))
  if (!('record' in decoded)) throw new Error(`${event.type} cannot be read`)
  return decoded.record as unknown as Flat
}

function stored(store: keyof Stores, row: object): object {
  const shape = codec.shape(topology.stores[store].row)
  const { type: _, ...fields } = shape.flatten(shape.type.fromBuffer(encodeBare(shape.type, row)))
  return fields
}
