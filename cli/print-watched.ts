import type { Headers } from '../runtime/log/log.ts'
import type { Currencies } from './currencies.ts'
import { formatTime } from './format.ts'
import { toJson } from './json.ts'
import { sentence } from './sentence.ts'
import type { Watched } from './watch.ts'

/** One JSON object: where the record is, and what it says. What cannot be decoded is given in base64. */
export function watchedJson({ partition, record, read }: Watched): string {
  const { offset, timestamp, key, value, headers } = record
  const place = { partition, offset, timestamp, key: key?.toString() ?? null }
  if (read !== undefined && 'record' in read) return toJson({ ...place, record: read.record })
  const unreadable = read === undefined || value === null ? {} : { unreadable: read.unreadable }
  return toJson({ ...place, ...unreadable, headers: readableHeaders(headers), value })
}

/** One line for a person. */
export function watchedLine({ partition, record, read }: Watched, currencies: Currencies): string {
  const { offset, timestamp, key, value, headers } = record
  const place = `${formatTime(timestamp)}  ${partition}/${offset}  ${key?.toString() ?? '(no key)'}`
  if (read !== undefined && 'record' in read) {
    const { type, revision } = read.record as { type: string, revision?: number }
    return `${place}${revision === undefined ? '' : ` #${revision}`}  ${type}: ${sentence(read.record, currencies)}`
  }
  if (read !== undefined && value === null) return `${place}  removed`
  const said = Object.entries(readableHeaders(headers)).map(([name, text]) => `${name}=${text}`).join(' ')
  const why = read === undefined ? '' : `unreadable: ${read.unreadable} `
  return `${place}  ${why}${said} ${value?.toString('base64') ?? 'no value'}`
}

/** Numbers in headers are binary; they are told by their names, which are those of Spring Kafka. */
export function readableHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => {
    const bytes = Buffer.from(value)
    const isLong = /original-(offset|timestamp)$/.test(name) && bytes.length === 8
    const isInt = /original-partition$/.test(name) && bytes.length === 4
    return [name, isLong ? String(bytes.readBigInt64BE()) : isInt ? String(bytes.readInt32BE()) : bytes.toString()]
  }))
}
