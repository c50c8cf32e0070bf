import { decodeBatches } from '../../../../runtime/log/kafka/record-batch.ts'

/** What a produce request asks to append to one partition. */
export interface Append {
  readonly topic: string
  readonly partition: number
  readonly producer: string
  readonly sequence: number
  readonly values: readonly string[]
}

/** The partitions of fake brokers. As real ones do, they take each sequence of a producer once. */
export class FakePartitions {
  readonly held = new Map<string, string[]>()
  readonly #sequences = new Map<string, { next: number, base: number }>()

  /** The offset at which the records are, appended now or before. */
  append({ topic, partition, producer, sequence, values }: Append): number {
    const place = `${topic}/${partition}`
    const held = this.held.get(place) ?? []
    this.held.set(place, held)
    const before = this.#sequences.get(`${place} ${producer}`) ?? { next: 0, base: 0 }
    if (sequence < before.next) return before.base
    this.#sequences.set(`${place} ${producer}`, { next: sequence + values.length, base: held.length })
    held.push(...values)
    return held.length - values.length
  }
}

export function parseProduce(request: Buffer): readonly Append[] {
  let at = 2 + Math.max(0, request.readInt16BE(0)) + 6
  const int32 = (): number => request.readInt32BE((at += 4) - 4)
  const appends: Append[] = []
  for (let topics = int32(); topics > 0; topics--) {
    const length = request.readInt16BE(at)
    const topic = request.toString('utf8', at + 2, at += 2 + length)
    for (let partitions = int32(); partitions > 0; partitions--) {
      const partition = int32()
      const size = int32()
      const batch = request.subarray(at, at += size)
      const values = decodeBatches(batch, 0, []).records.map(({ value }) => String(value))
      const producer = `${batch.readBigInt64BE(43)}:${batch.readInt16BE(51)}`
      appends.push({ topic, partition, producer, sequence: batch.readInt32BE(53), values })
    }
  }
  return appends
}
