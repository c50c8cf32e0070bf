import type { Decider, Table, Topic, Topology } from '../../runtime/topology.ts'
import { field, record } from './counter.ts'

/**
 * Eggs in kitchens, each with a time at which it is done. Then it rings, and its waiter is called if it has one. All of
 * it is decided by the broker's time, which may be behind: then it is not done yet.
 */
export const decider: Decider = {
  decide: (command: EggCommand, { eggs: egg }: Rows, _, at) => {
    const { egg: name } = command
    switch (command.type) {
      case 'Boil': return { type: 'Boiled', egg: name, doneAt: command.doneAt, waiter: command.waiter }
      case 'Salt': return { type: 'Salted', egg: name }
      case 'Take': return { type: 'Taken', egg: name }
      case 'Look': return unchanged(seen(command))
      default: return egg?.doneAt !== command.doneAt || at < command.doneAt
        ? unchanged() : { type: 'Rang', egg: name, waiter: egg.waiter }
    }
  },

  evolve: (rows: Rows, event: EggEvent): Rows => {
    const { eggs: egg } = rows
    switch (event.type) {
      case 'Boiled': return { ...rows, eggs: { doneAt: event.doneAt!, salt: 0, waiter: event.waiter! } }
      case 'Salted': return { ...rows, eggs: egg && { ...egg, salt: egg.salt + 1 } }
      case 'Taken': return { ...rows, eggs: undefined }
      default: return { ...rows, eggs: egg && { ...egg, doneAt: 0 } }
    }
  },

  react: (event: EggEvent) => event.type === 'Rang' && event.waiter !== ''
    ? [{ to: 'calls', params: { waiter: event.waiter! }, record: called(event) }] : [],

  tick: (_, [kitchen, egg], { doneAt }: Egg, now) => ({ command: ring(kitchen!, egg!, doneAt), next: now + AGAIN_MS })
}

/** How long an egg that is done waits to be heard before it rings again. */
export const AGAIN_MS = 1_000

interface EggCommand {
  readonly type: string
  readonly kitchen: string
  readonly egg: string
  readonly doneAt: number
  readonly waiter: string
}
interface EggEvent {
  readonly type: string
  readonly kitchen: string
  readonly egg: string
  readonly doneAt?: number
  readonly waiter?: string
}
interface Egg { readonly doneAt: number, readonly salt: number, readonly waiter: string }
interface Rows { readonly eggs?: Egg | undefined }

function unchanged(...followUps: readonly object[]): { readonly type: string } {
  return { type: 'Unchanged', followUps } as { readonly type: string }
}

function seen({ kitchen, egg }: EggCommand): object {
  return { to: 'looks', record: { type: 'Seen', kitchen, egg } }
}

function called({ kitchen, egg }: EggEvent): { readonly type: string } {
  return { type: 'Called', kitchen, egg } as { readonly type: string }
}

const partitions = 4
const forEver = { 'cleanup.policy': 'delete', 'retention.ms': '-1' }
const compacted = { 'cleanup.policy': 'compact' }

const key = ['kitchen'] as const
const commands: Topic = { name: 'egg-commands', value: 'EggCommand', key, partitions, config: {} }
const changelog: Topic = { name: 'egg-changelog', value: 'EggEvent', key, partitions, config: forEver }
const deadLetters: Topic = { name: 'egg-dead-letters', partitions, config: {} }
const looks: Topic = { name: 'egg-looks', value: 'Seen', key, partitions, config: {} }
const waiters: Topic = { name: 'waiters', value: 'Waiter', key: ['waiter'], partitions: 1, config: compacted }
const calls: Topic = {
  name: 'waiter-{waiter}-calls', per: { table: 'waiters', field: 'waiter' }, value: 'Called', key, partitions,
  config: {}
}
const waitersTable: Table = { topic: waiters }

export const topology: Topology = eggTimer()

/** @param changes to the decider */
export function eggTimer(changes: Partial<Decider> = {}): Topology {
  return {
    topics: { commands, changelog, deadLetters, looks, waiters, calls },
    stores: { eggs: { key: ['kitchen', 'egg'], row: 'Egg', due: 'doneAt' } },
    tables: { waiters: waitersTable },
    processors: {
      eggs: {
        key, commands, changelog, deadLetters, stores: ['eggs'], tables: ['waiters'], sends: [looks, calls],
        decider: { ...decider, ...changes }
      }
    }
  }
}

const egg = field('egg', 'string')
const doneAt = field('doneAt', 'long')
const waiter = field('waiter', 'string')

export const schemas = {
  EggCommand: record('EggCommand',
    field('kitchen', 'string'), field('operationId', 'string'), field('body', [
      record('Boil', egg, doneAt, waiter), record('Ring', egg, doneAt), record('Salt', egg), record('Take', egg),
      record('Look', egg)
    ])),
  EggEvent: record('EggEvent',
    field('kitchen', 'string'), field('operationId', 'string'), field('revision', 'long'), field('at', 'long'),
    field('sourceTopic', 'string'), field('sourceOffset', 'long'), field('fingerprint', 'bytes'),
    field('body', [
      record('Boiled', egg, doneAt, waiter), record('Rang', egg, waiter), record('Salted', egg), record('Taken', egg),
      record('OperationRefused',
        field('command', 'string'), field('reason', 'string'), field('fields', { type: 'array', items: 'string' })),
      record('RecordDeadLettered', field('reason', 'string'))
    ])),
  Egg: record('Egg', doneAt, field('salt', 'int'), waiter),
  Seen: record('Seen', field('kitchen', 'string'), egg),
  Called: record('Called', field('kitchen', 'string'), egg),
  Waiter: record('Waiter', waiter)
}

/** Commands for an egg. */
export function boil(kitchen: string, name: string, at: number, by = ''): { readonly type: string } {
  return command('Boil', kitchen, name, `boil-${name}-${at}`, { doneAt: at, waiter: by })
}

export function salt(kitchen: string, name: string, nth = 1): { readonly type: string } {
  return command('Salt', kitchen, name, `salt-${name}-${nth}`)
}

export function take(kitchen: string, name: string): { readonly type: string } {
  return command('Take', kitchen, name, `take-${name}`)
}

export function look(kitchen: string, name: string): { readonly type: string } {
  return command('Look', kitchen, name, `look-${name}`)
}

export function ring(kitchen: string, name: string, at: number): { readonly type: string } {
  return command('Ring', kitchen, name, `ring-${name}-${at}`, { doneAt: at })
}

function command(
  type: string, kitchen: string, name: string, operationId: string, more: object = {}
): { readonly type: string } {
  return { type, kitchen, operationId, egg: name, ...more } as { readonly type: string }
}
