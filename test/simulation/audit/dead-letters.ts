import type { LogRecord } from '../../../runtime/log/log.ts'
import type { Facts } from './facts.ts'

/** The dead-letter topics hold the records that events call dead, as they were, each once. */
export function* deadLettersAsTold(facts: Facts): Iterable<string> {
  for (const ledger of facts.ledgers) {
    const { changelog, deadLetters } = ledger.processor
    for (const partition of ledger.partitions) {
      const told = facts.inPartition(changelog.name, partition)
        .flatMap(fact => !fact.isPoison && fact.record.type === 'RecordDeadLettered' ? [fact.record] : [])
        .map(({ sourceTopic, sourceOffset }) => `${sourceTopic}/${sourceOffset}`)
      const found = [...facts.world.broker.partition(deadLetters.name, partition).committed()]
      const places = found.map(originOf).map(({ topic, offset }) => `${topic}/${offset}`)
      const place = `${deadLetters.name}/${partition}`
      if (told.join() !== places.join()) yield `${place} has ${places.join()}, not ${told.join()}`
      for (const letter of found) if (!isUnchanged(facts, partition, letter)) yield `${place}: a record was changed`
    }
  }
}

function originOf({ headers }: LogRecord): { readonly topic: string, readonly offset: number } {
  const topic = headers['kafka_dlt-original-topic']!.toString()
  const offset = Number((headers['kafka_dlt-original-offset'] as Buffer).readBigInt64BE())
  return { topic, offset }
}

function isUnchanged(facts: Facts, partition: number, letter: LogRecord): boolean {
  const { topic, offset } = originOf(letter)
  const original = facts.world.broker.partition(topic, partition).entries[offset]?.record
  return original !== undefined && same(original.key, letter.key) && same(original.value, letter.value)
}

function same(left: Buffer | null, right: Buffer | null): boolean {
  return left === null || right === null ? left === right : left.equals(right)
}
