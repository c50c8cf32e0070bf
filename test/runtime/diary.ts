import type { Decider, Topic, Topology, Vault } from '../../runtime/topology.ts'
import { field, record } from './counter.ts'

/** Diaries, whose pages are for one reader's eyes. Whoever keeps them cannot read what is written there. */
export const decider: Decider = {
  decide: ({ type, page }: DiaryCommand, { diaries: diary }: Rows) => {
    if (type === 'Begin') return diary === undefined ? { type: 'Begun', publicKey: empty } : refused(type, 'begun')
    if (diary === undefined) return refused(type, 'not_begun')
    return page === 0 ? { type: 'Unchanged', followUps: [] } : { type: 'Written', page, text: empty }
  },

  evolve: ({ diaries: diary }: Rows, event: DiaryEvent): Rows => event.type === 'Begun'
    ? { diaries: { publicKey: event.publicKey, pages: 0 } }
    : { diaries: diary && { ...diary, pages: diary.pages + 1 } },

  seal: (command: DiaryCommand, event: DiaryEvent, { diaries: diary }: Rows, _, vault: Vault) => {
    if (event.type === 'Written') {
      return { event: { ...event, text: vault.seal(diary!.publicKey, Buffer.from(command.text)) }, followUps: [] }
    }
    const { publicKey, privateKey } = vault.createKey(command.reader)
    const key = { type: 'Key', diary: command.diary, privateKey }
    return { event: { ...event, publicKey }, followUps: [{ to: 'keys', record: key }] }
  },

  react: ({ type, diary }: DiaryEvent, { diaries }: Rows) => type === 'Written'
    ? [{ to: 'counts', record: { type: 'Count', diary, pages: diaries!.pages } as { readonly type: string } }] : []
}

interface DiaryCommand {
  readonly type: string
  readonly diary: string
  readonly page: number
  readonly text: string
  readonly reader: Uint8Array
}
interface DiaryEvent { readonly type: string, readonly diary: string, readonly publicKey: Uint8Array }
interface Diary { readonly publicKey: Uint8Array, readonly pages: number }
interface Rows { readonly diaries?: Diary | undefined }

const empty = Buffer.alloc(0)

function refused(command: string, reason: string): { readonly type: string } {
  return { type: 'OperationRefused', command, reason, fields: [] } as { readonly type: string }
}

const partitions = 4
const forEver = { 'cleanup.policy': 'delete', 'retention.ms': '-1' }

const key = ['diary'] as const
const commands: Topic = { name: 'diary-commands', value: 'DiaryCommand', key, partitions, config: {} }
const changelog: Topic = { name: 'diary-changelog', value: 'DiaryEvent', key, partitions, config: forEver }
const deadLetters: Topic = { name: 'diary-dead-letters', partitions, config: {} }
const keys: Topic = { name: 'diary-keys', value: 'Key', key, partitions, config: { 'cleanup.policy': 'compact' } }
const counts: Topic = { name: 'diary-counts', value: 'Count', key, partitions, config: {} }

export const topology: Topology = diaries()

/** @param changes to the decider */
export function diaries(changes: Partial<Decider> = {}): Topology {
  return {
    topics: { commands, changelog, deadLetters, keys, counts },
    stores: { diaries: { key, row: 'Diary' } },
    tables: {},
    processors: {
      diaries: {
        key, commands, changelog, deadLetters, stores: ['diaries'], tables: [], sends: [keys, counts],
        personal: ['text'], decider: { ...decider, ...changes }
      }
    }
  }
}

const diary = field('diary', 'string')
const page = field('page', 'int')
const publicKey = field('publicKey', 'bytes')

export const schemas = {
  DiaryCommand: record('DiaryCommand',
    diary, field('operationId', 'string'), field('body', [
      record('Begin', field('reader', 'bytes')), record('Write', page, field('text', 'string'))
    ])),
  DiaryEvent: record('DiaryEvent',
    diary, field('operationId', 'string'), field('revision', 'long'), field('at', 'long'),
    field('sourceTopic', 'string'), field('sourceOffset', 'long'), field('fingerprint', 'bytes'),
    field('body', [
      record('Begun', publicKey), record('Written', page, field('text', 'bytes')),
      record('OperationRefused',
        field('command', 'string'), field('reason', 'string'), field('fields', { type: 'array', items: 'string' })),
      record('RecordDeadLettered', field('reason', 'string'))
    ])),
  Diary: record('Diary', publicKey, field('pages', 'int')),
  Key: record('Key', diary, field('privateKey', 'bytes')),
  Count: record('Count', diary, field('pages', 'int'))
}

/** Commands for a diary. */
export function begin(name: string, reader: Uint8Array, operationId = 'begin'): { readonly type: string } {
  return { type: 'Begin', diary: name, operationId, reader } as { readonly type: string }
}

/** Page 0 is none: nothing new is written. */
export function write(name: string, nth: number, text: string, operationId = `w${nth}`): { readonly type: string } {
  return { type: 'Write', diary: name, operationId, page: nth, text } as { readonly type: string }
}
