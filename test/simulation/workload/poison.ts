import type { OutgoingRecord } from '../../../runtime/log/log.ts'
import type { Random } from '../random.ts'
import { unknownSchemaId } from './deployment.ts'

const spoilt = {
  empty: () => Buffer.alloc(0),
  noise: (_, random) => Buffer.from(Array.from({ length: random.between(1, 40) }, () => random.between(1, 255))),
  short: value => value.subarray(0, 4),
  truncated: value => value.subarray(0, value.length - 1),
  trailing: value => Buffer.concat([value, Buffer.from([0])]),
  unknownSchema: value => {
    const other = Buffer.from(value)
    other.writeInt32BE(unknownSchemaId, 1)
    return other
  }
} satisfies Readonly<Record<string, (value: Buffer, random: Random) => Buffer>>

/** A good record turned into one that nobody can read. */
export function spoil(record: OutgoingRecord, random: Random): OutgoingRecord {
  const way = random.pick(Object.values(spoilt) as ((value: Buffer, random: Random) => Buffer)[])
  return { ...record, value: way(record.value as Buffer, random) }
}

/** A good command under a key that is not its own, or where its key does not belong. */
export function misplace(record: OutgoingRecord, partitions: number, random: Random): OutgoingRecord {
  return random.chance(0.5)
    ? { ...record, key: random.pick([null, 'demo/nobody']) }
    : { ...record, partition: (record.partition + random.between(1, partitions - 1)) % partitions }
}
