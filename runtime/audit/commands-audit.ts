import type { Codec } from '../../schemas/codec.ts'
import type { Flat, RecordShape } from '../../schemas/record.ts'
import { messageKey } from '../../state/key.ts'
import { fingerprint, sameOperation } from '../fingerprint.ts'
import type { LogRecord } from '../log/log.ts'
import type { Processor } from '../topology.ts'
import type { Answered } from './answered.ts'
import type { Cursor } from './cursor.ts'
import type { Findings, Place } from './finding.ts'
import type { FollowUps, Kinds, Side } from './follow-ups.ts'
import { decisionText, identityOf, isDerived, sideText } from './sending.ts'

export const followUpKinds: Kinds = {
  missing: 'follow_up_missing', orphaned: 'follow_up_orphaned', altered: 'follow_up_altered'
}

export interface CommandsAuditOptions {
  readonly processor: Processor
  readonly codec: Codec
  readonly commands: Cursor
  readonly answered: Answered
  readonly findings: Findings
  readonly followUps: FollowUps
  /** Whether such an operation id is one of those that sum up a transaction. */
  readonly isSummary: (operationId: string) => boolean
  /** What may have caused a command before this time is no longer there, in milliseconds since 1970. */
  readonly causesSince: number
}

/** The commands of one partition, beside the events that answer them. */
export class CommandsAudit {
  readonly #codec: Codec
  readonly #commands: Cursor
  readonly #answered: Answered
  readonly #findings: Findings
  readonly #followUps: FollowUps
  readonly #isSummary: (operationId: string) => boolean
  readonly #causesSince: number
  readonly #shape: RecordShape
  readonly #key: readonly string[]
  readonly #personal: ReadonlySet<string>
  readonly #noNews: ReadonlySet<string>

  constructor(
    { processor, codec, commands, answered, findings, followUps, isSummary, causesSince }: CommandsAuditOptions
  ) {
    this.#causesSince = causesSince
    this.#codec = codec
    this.#commands = commands
    this.#answered = answered
    this.#findings = findings
    this.#followUps = followUps
    this.#isSummary = isSummary
    this.#shape = codec.shape(processor.commands.value!)
    this.#key = processor.key
    this.#personal = new Set(processor.personal)
    this.#noNews = new Set(processor.decider.noNews?.commands)
  }

  /** Commands before an offset were read and had no event. */
  skipTo(offset: number): void {
    for (let record = this.#commands.first; record !== undefined && record.offset < offset;) {
      this.#commands.shift()
      this.#unanswered(record)
      record = this.#commands.first
    }
  }

  /** The command of an event, which is the next one that has any. */
  answer(place: Place, key: string, event: Flat): void {
    const record = this.#take(event['sourceOffset'] as number, place, key)
    if (record === undefined) return
    const command = this.#decode(record)
    const { operationId } = event as unknown as { readonly operationId: string }
    if (command === undefined) return this.#add('event_of_other_command', place, key, 'the command cannot be read')
    const commandKey = this.#keyOf(command)
    if (commandKey !== key || command['operationId'] !== operationId) {
      const found = `${sideText(command)} of ${commandKey}, not ${operationId} of ${key}`
      return this.#add('event_of_other_command', place, key, `at ${record.offset} there is ${found}`)
    }
    const print = this.#printOf(command)
    if (!sameOperation(print, event['fingerprint'] as Buffer)) {
      this.#add('fingerprint_differs', place, key, `${command.type} at ${record.offset} has other parameters`)
    } else if (record.timestamp !== event['at']) {
      this.#add('time_differs', place, key, `${command.type} came at ${record.timestamp}, not at ${event['at']}`)
    }
    const isLenient = event.type === 'OperationRefused'
    if (isDerived(command)) this.#found(record, commandKey, command, print, { isLenient })
  }

  /** The record that an event says is dead. */
  bury(place: Place, offset: number): void {
    const record = this.#take(offset, place, '')
    const command = record && this.#decode(record)
    if (record === undefined || command === undefined || !isDerived(command)) return
    this.#found(record, this.#keyOf(command), command, this.#printOf(command), { isLenient: true, isDead: true })
  }

  /** What nobody has decided yet. */
  pending(): void {
    for (let record = this.#commands.shift(); record !== undefined; record = this.#commands.shift()) {
      const command = this.#decode(record)
      if (command === undefined || !isDerived(command)) continue
      const print = this.#printOf(command)
      const key = this.#keyOf(command)
      const isRepeat = this.#answered.noveltyOf(key, command['operationId'] as string, print) === 'repeat'
      this.#found(record, key, command, print, { isRepeat })
    }
  }

  #take(offset: number, place: Place, key: string): LogRecord | undefined {
    this.skipTo(offset)
    if (this.#commands.first?.offset === offset) return this.#commands.shift()
    if (offset >= this.#commands.start) {
      this.#add('event_without_command', place, key, `${this.#commands.topic} has no record at ${offset}`)
    }
    return undefined
  }

  #unanswered(record: LogRecord): void {
    const { topic, partition } = this.#commands
    const place = { topic, partition, offset: record.offset }
    const command = this.#decode(record)
    if (command === undefined) {
      const what = 'nobody can read it, and no event says that it is dead'
      return this.#add('command_without_event', place, record.key?.toString() ?? '', what)
    }
    const print = this.#printOf(command)
    const key = this.#keyOf(command)
    const isRepeat = this.#answered.noveltyOf(key, command['operationId'] as string, print) === 'repeat'
    if (isDerived(command)) this.#found(record, key, command, print, { isRepeat })
    if (isRepeat || this.#noNews.has(command.type)) return
    this.#add('command_without_event', place, key, `no event answers ${sideText(command)}`)
  }

  #found(
    record: LogRecord, key: string, command: Flat, print: Buffer,
    { isLenient = false, ...more }: Partial<Pick<Side, 'isLenient' | 'isRepeat' | 'isDead'>>
  ): void {
    const operationId = command['operationId'] as string
    if (this.#isSummary(operationId)) return
    const { topic, partition } = this.#commands
    this.#followUps.found(identityOf(topic, key, command), followUpKinds, {
      print: decisionText(print), place: { topic, partition, offset: record.offset }, key, what: sideText(command),
      at: record.timestamp, ...more,
      isLenient: isLenient || this.#noNews.has(command.type) || record.timestamp < this.#causesSince
    })
  }

  #decode({ value }: LogRecord): Flat | undefined {
    const decoded = this.#codec.decode(this.#commands.topic, value)
    return 'record' in decoded ? decoded.record : undefined
  }

  #keyOf(command: Flat): string {
    return messageKey(this.#key.map(field => command[field] as string))
  }

  #printOf(command: Flat): Buffer {
    return fingerprint(this.#shape.variants.get(command.type)!, command, this.#personal)
  }

  #add(kind: Parameters<Findings['add']>[0], place: Place, key: string, detail: string): void {
    this.#findings.add(kind, place, key, detail)
  }
}
