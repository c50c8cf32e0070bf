import type { Flat } from '../schemas/record.ts'
import { messageKey } from '../state/key.ts'
import { headersBefore } from '../runtime/dead-letter.ts'
import { INPUT_BYTES_MAX } from '../runtime/input.ts'
import type { OutgoingRecord } from '../runtime/log/log.ts'
import { partitionOf } from '../runtime/partition.ts'
import type { Read } from '../runtime/schemas.ts'
import type { Topic, Topology } from '../runtime/topology.ts'
import type { Connection } from './connection.ts'
import type { Letter } from './dead-letters.ts'
import { Homes } from './home.ts'
import { findInput, type InputTopic } from './input-topic.ts'

/** A dead letter as it can be sent again, or why it would only become another one. */
export type Mending =
  | {
    readonly outgoing: OutgoingRecord
    /** What it asks for. */
    readonly record: Flat
    /** What is other than it came: topic, partition, key, value. */
    readonly mended: readonly string[]
  }
  | { readonly hopeless: string }

/** In a record that was sent again: the place of the dead letter that it was. */
export const RESENT_FROM = 'x-resent-from'

/**
 * Finds out how a dead letter can be sent again. It is read as its processor would read it now: under all schemas that
 * are known by now, in the topic, the partition and with the key that its own fields ask for. What it says is never
 * changed, so it is the same operation.
 */
export class Mender {
  readonly #connection: Connection
  readonly #deployments: readonly Topology[]
  readonly #homes: Homes
  readonly #to: InputTopic | undefined

  /** @param to where to send it, instead of where it came from */
  constructor(connection: Connection, deployments: readonly Topology[], to?: InputTopic) {
    this.#connection = connection
    this.#deployments = deployments
    this.#homes = new Homes(connection)
    this.#to = to
  }

  /** @throws RegistryUnavailable */
  async mend(letter: Letter): Promise<Mending> {
    const { origin, record: { key, value, headers } } = letter
    const from = this.#to ?? (origin && findInput(this.#deployments, origin.topic))
    if (from === undefined) return { hopeless: 'topic_not_found' }
    if ((key?.length ?? 0) + (value?.length ?? 0) > INPUT_BYTES_MAX) return { hopeless: 'too_large' }
    const read = await this.#read(from.topic, from.name, value)
    if (!('record' in read)) return { hopeless: read.unreadable }

    const { topic, name } = await this.#home(from, read.record)
    const rightValue = name === from.name ? value : await this.#valueFor(topic, name, value, read.record)
    if (rightValue === undefined) return { hopeless: 'topic_not_found' }
    const rightKey = topic.key === undefined ? key
      : Buffer.from(messageKey(topic.key.map(field => read.record[field] as string)))
    const stays = origin !== undefined && origin.topic === name && origin.partition < topic.partitions
    const partition = topic.key === undefined && stays ? origin.partition
      : partitionOf(rightKey ?? noKey, topic.partitions)
    const outgoing = {
      topic: name, partition, key: rightKey, value: rightValue,
      headers: { ...headersBefore(headers), [RESENT_FROM]: letter.place }
    }
    const mended = [
      ...origin?.topic === name ? [] : ['topic'], ...origin?.partition === partition ? [] : ['partition'],
      ...same(key, rightKey) ? [] : ['key'], ...same(value, rightValue) ? [] : ['value']
    ]
    return { outgoing, record: read.record, mended }
  }

  #read(topic: Topic, name: string, value: Buffer | null): Promise<Read> {
    const { schemas } = this.#connection
    schemas.add(name, topic.value!)
    return schemas.decode(name, value)
  }

  /** Where its tenant lives. */
  async #home({ id, topic, name }: InputTopic, record: Flat): Promise<{ topic: Topic, name: string }> {
    if (topic.per !== undefined) return { topic, name }
    const home = await this.#homes.topicFor(this.#connection.topology.topics[id]!, record['tenant'])
    return { topic: home, name: home.name }
  }

  /** Its bytes, where the other topic knows their schema; else the same fields, written under the one that it has. */
  async #valueFor(topic: Topic, name: string, value: Buffer | null, record: Flat): Promise<Buffer | undefined> {
    const { schemas, codec } = this.#connection
    if (!await schemas.canWrite(topic, name)) return undefined
    const read = await this.#read(topic, name, value)
    return 'record' in read ? value! : codec.encode(name, record)
  }
}

const noKey = Buffer.alloc(0)

function same(left: Buffer | null, right: Buffer | null): boolean {
  return left === right || left !== null && right !== null && left.equals(right)
}
