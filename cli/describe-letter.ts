import type { Flat } from '../schemas/record.ts'
import { headersBefore } from '../runtime/dead-letter.ts'
import type { Headers } from '../runtime/log/log.ts'
import type { Letter } from './dead-letters.ts'
import { formatTime } from './format.ts'
import { toJson } from './json.ts'
import type { Content, SchemaOf } from './letter-view.ts'
import type { Mending } from './mender.ts'
import { readableHeaders } from './print-watched.ts'

/** Nobody could find out. */
export interface Unasked { readonly why: string }

const bytesShownMax = 256
const bytesInLine = 16

/** One line for a person. */
export function letterLine(letter: Letter, content: Content): string {
  const { place, record: { timestamp, key, value }, origin, decided } = letter
  const from = origin === undefined ? 'from nowhere' : `${origin.topic}/${origin.partition}/${origin.offset}`
  const size = value === null ? 'no value' : `${value.length} bytes`
  const words = [
    place, formatTime(timestamp), origin?.reason ?? 'unknown', from, `key ${keyText(key)}`, size, contentWords(content)
  ]
  return [...words, ...decided === undefined ? [] : [decidedWords(letter)]].join('  ')
}

/** The same as an object, for JSON. */
export function letterObject(letter: Letter, content: Content): object {
  const { place, record: { timestamp, key, value, headers }, origin, decided } = letter
  return {
    letter: place, at: timestamp, reason: origin?.reason ?? 'unknown', original: origin, key: keyText(key),
    size: value?.length ?? null, headers: readableHeaders(headers), ...contentObject(content),
    ...decided !== undefined && { decided: { at: decided.at, ...decided.decision } }
  }
}

/** All that can be told of it, for a person. */
export function describeLetter(letter: Letter, content: Content, mending: Mending | Unasked): string[] {
  const { place, record: { timestamp, key, value, headers }, origin, decided } = letter
  const schema = content.kind === 'bytes' ? content.schema : undefined
  const lines: (readonly [string, string])[] = [
    ['reason', origin?.reason ?? 'unknown: it has not the headers of a dead letter'],
    ['came from', origin === undefined ? 'nobody knows' :
      `${origin.topic}/${origin.partition}/${origin.offset}, ${formatTime(origin.timestamp)}`],
    ['put aside', formatTime(timestamp)],
    ['decided', decided === undefined ? 'not yet' : decidedWords(letter)],
    ['send again', mendingWords(mending)],
    ['key', keyText(key)],
    ...headersOfSender(headers).map(([name, text]) => ['header', `${name}: ${printable(text)}`] as const),
    ['value', value === null ? 'none' : `${value.length} bytes`],
    ...schema === undefined ? [] : [['schema', schemaWords(schema)] as const]
  ]
  return [place, ...lines.map(([name, text]) => `  ${name.padEnd(10)}  ${text}`), ...contentLines(content)]
}

/** What would become of it, in one line for a person. */
export function mendingLine({ place }: Letter, mending: Mending): string {
  return `${place}  ${mendingWords(mending)}`
}

/** What an operation is called in one line: its type, whose it is, and its operation id. */
function recordWords(record: Flat): string {
  const { type, tenant, wallet, party, reference, operationId } = record
  const whose = [tenant, wallet ?? party].filter(part => part !== undefined).join('/')
  return printable([type, whose, reference, operationId].filter(part => part !== undefined && part !== '').join(' '))
}

function mendingWords(mending: Mending | Unasked): string {
  if ('why' in mending) return mending.why
  if ('hopeless' in mending) return `not possible: ${mending.hopeless}`
  const { outgoing: { topic, partition, key }, record, mended } = mending
  const how = mended.length === 0 ? 'as it came' : `other ${mended.join(', ')}`
  return `${recordWords(record)} to ${topic}/${partition}, key ${keyText(key as Buffer | null)}: ${how}`
}

function decidedWords({ decided }: Letter): string {
  const { at, decision } = decided!
  const { type, author, reason } = decision
  const what = type === 'DeadLetterResent' ? `resent to ${decision.topic}/${decision.partition}` : 'discarded'
  return `${what} by ${author}, ${formatTime(at)}: ${reason}`
}

function contentWords(content: Content): string {
  if (content.kind === 'record') return recordWords(content.record)
  const type = content.partial?.fields.find(([path]) => path === 'body')?.[1]
  return type === undefined ? 'not readable' : `${type as string}, in part`
}

function contentObject(content: Content): object {
  if (content.kind === 'record') return { record: content.record }
  const { unreadable, schema, partial, bytes } = content
  return {
    unreadable, schema,
    ...partial !== undefined && { fields: Object.fromEntries(partial.fields), stuckAt: partial.stuckAt },
    ...bytes !== undefined && { value: bytes }
  }
}

function contentLines(content: Content): string[] {
  if (content.kind === 'record') return fieldLines(Object.entries(content.record))
  const { partial, bytes } = content
  const fields = partial === undefined ? [] : [
    ...fieldLines(partial.fields), `  it stops at ${partial.stuckAt ?? 'its end'}, byte ${partial.end}`
  ]
  if (bytes === undefined) return ['  the bytes may be personal and are not shown']
  return bytes.length === 0 ? fields : [...fields, ...hexLines(bytes)]
}

function fieldLines(fields: readonly (readonly [string, unknown])[]): string[] {
  return fields.map(([name, value]) => `    ${name}: ${valueText(value)}`)
}

/** `0000  00 00 00 01 …  |....|` */
function hexLines(bytes: Buffer): string[] {
  const lines: string[] = []
  for (let start = 0; start < Math.min(bytes.length, bytesShownMax); start += bytesInLine) {
    const part = bytes.subarray(start, Math.min(start + bytesInLine, bytesShownMax))
    const hex = [...part].map(byte => byte.toString(16).padStart(2, '0')).join(' ')
    const text = part.toString('latin1').replace(/[^\x20-\x7e]/g, '.')
    lines.push(`    ${start.toString(16).padStart(4, '0')}  ${hex.padEnd(bytesInLine * 3 - 1)}  |${text}|`)
  }
  return bytes.length <= bytesShownMax ? lines : [...lines, `    and ${bytes.length - bytesShownMax} bytes more`]
}

function schemaWords({ id, name, topics }: SchemaOf): string {
  return name === undefined ? `${id}, which is not known` : `${id}, ${name}, of ${topics.join(', ')}`
}

/** Those that are not ours. */
function headersOfSender(headers: Headers): [string, string][] {
  return Object.entries(readableHeaders(headersBefore(headers)))
}

function valueText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'bigint' ? printable(String(value)) : toJson(value)
}

/** Nothing that a sender chose moves the cursor of who reads it. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, character => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/** As text where it is one, else in hex. */
function keyText(key: Buffer | null): string {
  if (key === null) return '(none)'
  const text = key.toString()
  return Buffer.from(text).equals(key) && printable(text) === text ? text : `0x${key.toString('hex')}`
}
