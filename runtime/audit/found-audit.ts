import type { Codec } from '../../schemas/codec.ts'
import type { Flat } from '../../schemas/record.ts'
import { messageKey } from '../../state/key.ts'
import type { Headers, LogRecord } from '../log/log.ts'
import type { Topic } from '../topology.ts'
import { followUpKinds } from './commands-audit.ts'
import type { Cursor } from './cursor.ts'
import type { FollowUps } from './follow-ups.ts'
import { deadLetterKinds } from './ledger-audit.ts'
import { decisionText, identityOf, printOf, sideText } from './sending.ts'

/** One partition of a topic that nobody answers in: whatever is there was caused by something. */
export class FoundAudit {
  readonly cursor: Cursor
  readonly #find: (record: LogRecord) => void

  constructor(cursor: Cursor, find: (record: LogRecord) => void) {
    this.cursor = cursor
    this.#find = find
  }

  get time(): number {
    return this.cursor.first?.timestamp ?? Infinity
  }

  async advance(recordsMax: number): Promise<void> {
    for (let count = 0; count < recordsMax; count++) {
      const record = this.cursor.shift()
      if (record === undefined) return
      this.#find(record)
    }
  }
}

/** @param isLenient of types of records that may be sent without an event */
export function requestsAudit(
  cursor: Cursor, topic: Topic, codec: Codec, followUps: FollowUps, isLenient: (type: string) => boolean
): FoundAudit {
  const shape = codec.shape(topic.value!)
  return new FoundAudit(cursor, ({ offset, value, timestamp }) => {
    const decoded = codec.decode(cursor.topic, value)
    const place = { topic: cursor.topic, partition: cursor.partition, offset }
    if (!('record' in decoded)) {
      return followUps.found(`${cursor.topic} ${cursor.partition} ${offset}`, followUpKinds, {
        print: '', place, key: '', what: 'a record that nobody can read', at: timestamp, isLenient: false
      })
    }
    const { record } = decoded
    const key = keyOf(topic, record)
    followUps.found(identityOf(cursor.topic, key, record), followUpKinds, {
      print: decisionText(printOf(shape, record)), place, key, what: sideText(record), at: timestamp,
      isLenient: isLenient(record.type)
    })
  })
}

export function deadLettersAudit(cursor: Cursor, followUps: FollowUps): FoundAudit {
  const { topic, partition } = cursor
  return new FoundAudit(cursor, ({ offset, headers, key, timestamp }) => {
    const origin = originOf(headers)
    const what = `the dead letter of ${origin.topic}/${partition} at ${origin.offset}`
    followUps.found(`${topic} ${partition} ${origin.topic} ${origin.offset}`, deadLetterKinds, {
      print: origin.reason, place: { topic, partition, offset }, key: key?.toString() ?? '', what, at: timestamp,
      isLenient: false
    })
  })
}

/** What `deadLetter` has written; of a record without it nothing that any event tells of. */
export function originOf(headers: Headers): Origin {
  const offset = headers['kafka_dlt-original-offset']
  return {
    topic: textOf(headers['kafka_dlt-original-topic']),
    offset: offset instanceof Uint8Array && offset.length === 8 ? Number(Buffer.from(offset).readBigInt64BE()) : -1,
    reason: textOf(headers['x-reason-code'])
  }
}

interface Origin { readonly topic: string, readonly offset: number, readonly reason: string }

function textOf(header: Headers[string] | undefined): string {
  return header === undefined ? '' : typeof header === 'string' ? header : Buffer.from(header).toString()
}

function keyOf({ key = [] }: Topic, record: Flat): string {
  return messageKey(key.map(field => record[field] as string))
}
