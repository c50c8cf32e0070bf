import type { Flat } from '../../schemas/record.ts'
import { Damage, type Found, type Spot } from './audit-damage.ts'

/** Damage of one kind, where it has to be found, and what else comes of it by kind. */
export interface Planted { readonly damage: Damage, readonly at: Spot, readonly also?: readonly string[] }

export type Plant = (clean: Damage) => Planted

/** By kind of finding, and what is done for it. */
export type Plants = Readonly<Record<string, Readonly<Record<string, Plant>>>>

const wallets = 'wallet-changelog'
const commands = 'wallet-commands'
const letters = 'wallet-commands-dead-letters'
const requests = 'provider-acme-invoice-requests'

/** Whoever can write topics anew can give events their hashes: then the chain tells nothing. */
export const chained = (damage: Damage, topic = wallets): Damage => damage.chained(topic)

/** The last event of its key that fits. */
export function last(clean: Damage, type: string, fits: (event: Flat) => boolean, topic: string): Found {
  return clean.find(topic, (event, found) => event.type === type && clean.nextOfKey(found) === undefined && fits(event))
}

export function deposit(clean: Damage): Found {
  return clean.find(wallets, (event, found) => event.type === 'DepositCompleted' && event['revision'] > 1 &&
    clean.nextOfKey(found) !== undefined)
}

/** An event that answers a client and is the last of its wallet. */
function final(clean: Damage): Found {
  return clean.find(wallets, (event, found) => event['step'] === 0 && event.type !== 'RecordDeadLettered' &&
    !event['operationId'].includes('/') && clean.nextOfKey(found) === undefined)
}

function commandOf(clean: Damage, { partition, event }: Found): Found {
  return clean.find(commands, (_, found) => found.partition === partition && found.offset === event['sourceOffset'])
}

function local(clean: Damage): Found {
  return clean.find(wallets, event => event['step'] > 0)
}

const changed = ({ event }: Found, field: string, by = 1n): object => ({ [field]: event[field] + by })

/** Damage that the engine alone finds, by kind of finding. */
export const enginePlants: Plants = {
  history_lost: {
    'a changelog of which the beginning was deleted': clean => {
      const at = { topic: wallets, partition: 0, offset: 5 }
      return {
        damage: clean.rewrite(wallets, 0, ({ end, records }) =>
          ({ start: 5, end, records: records.filter(({ offset }) => offset >= 5) })),
        at, also: ['account_lines_differ', 'command_without_event', 'follow_up_orphaned']
      }
    }
  },
  undecodable: {
    'a record that is no event': clean => {
      const at = final(clean)
      return {
        damage: chained(clean.replace(at, record => ({ ...record, value: Buffer.from('nonsense') }))), at,
        also: ['command_without_event']
      }
    }
  },
  wrong_key: {
    'an event under the key of another wallet': clean => {
      const at = deposit(clean)
      return { damage: clean.replace(at, record => ({ ...record, key: Buffer.from('one/other') })), at }
    }
  },
  wrong_partition: {
    'an event in the partition of others': clean => {
      const one = clean.find(wallets, event => event['revision'] === 1)
      const at = { ...one, partition: 1 - one.partition, offset: clean.end(wallets, 1 - one.partition) }
      return {
        damage: chained(clean.append(wallets, at.partition, one.record)), at, also: ['source_out_of_order']
      }
    }
  },
  revision_gap: {
    'a missing event': clean => {
      const gone = deposit(clean)
      return {
        damage: chained(clean.remove(gone)), at: clean.nextOfKey(gone)!,
        also: ['account_lines_differ', 'command_without_event', 'balance_differs']
      }
    },
    'a revision that is left out': clean => {
      const at = final(clean)
      return { damage: chained(clean.alter(at, { revision: at.event['revision'] + 1 })), at }
    },
    'an event moved to another key': clean => {
      const moved = deposit(clean)
      const other = clean.find(wallets, (event, found) => found.partition === moved.partition &&
        event['tenant'] === moved.event['tenant'] && event['wallet'] !== moved.event['wallet'])
      const { tenant, wallet } = other.event
      const damage = clean.alter(moved, { tenant, wallet })
        .replace(moved, record => ({ ...record, key: other.record.key }))
      return {
        damage: chained(damage), at: clean.nextOfKey(moved)!,
        also: [
          'account_lines_differ', 'balance_differs', 'balance_wrong', 'event_of_other_command', 'revision_repeated'
        ]
      }
    }
  },
  revision_repeated: {
    'a revision that was given before': clean => {
      const at = final(clean)
      return { damage: chained(clean.alter(at, { revision: at.event['revision'] - 1 })), at }
    }
  },
  operation_answered_twice: {
    'an event that is there twice': clean => {
      const one = deposit(clean)
      const at = { ...one, offset: one.offset + 1 }
      return { damage: chained(clean.insert(at, one.record)), at }
    },
    'a second answer to an operation, in good order': clean => {
      const one = final(clean)
      const command = commandOf(clean, one)
      const [offset, sourceOffset] = [clean.end(wallets, one.partition), clean.end(commands, one.partition)]
      const { timestamp } = command.record
      const again = { ...one.event, revision: one.event['revision'] + 1, sourceOffset } as Flat
      const damage = clean.append(commands, one.partition, command.record).append(wallets, one.partition, {
        ...one.record, timestamp, value: clean.encode(wallets, again)
      })
      return { damage: chained(damage), at: { ...one, offset } }
    }
  },
  source_out_of_order: {
    'two events that have changed places': clean => {
      const one = clean.find(wallets, (event, { partition, offset }) => {
        const next = clean.at(wallets, partition, offset + 1)
        return event['step'] === 0 && !event['operationId'].includes('/') && next?.event['step'] === 0 &&
          next.event['wallet'] !== event['wallet'] && clean.at(wallets, partition, offset + 2)?.event['step'] === 0 &&
          next.event.type === 'OperationRefused' && event.type === 'OperationRefused'
      })
      const at = clean.at(wallets, one.partition, one.offset + 1)!
      return { damage: chained(clean.swap(one, at)), at, also: ['command_without_event'] }
    }
  },
  step_out_of_order: {
    'a step that is left out': clean => {
      const at = local(clean)
      return { damage: chained(clean.alter(at, { step: 7 })), at }
    }
  },
  wrong_source: {
    'an event that answers no command of wallets': clean => {
      const at = final(clean)
      return { damage: chained(clean.alter(at, { sourceTopic: 'party-commands' })), at }
    }
  },
  evolve_failed: {
    'an event about a transfer that there never was': clean => {
      const at = clean.find(wallets, event => event.type === 'TransferCompleted')
      return { damage: chained(clean.alter(at, { transfer: 'never' })), at, also: ['account_lines_differ'] }
    }
  },
  chain_broken: {
    'an event that was changed': clean => {
      const at = deposit(clean)
      return { damage: clean.alter(at, { sourceRevision: 99 }), at }
    },
    'an event that was taken away': clean => {
      const gone = final(clean)
      const at = clean.at(wallets, gone.partition, gone.offset + 1)!
      return { damage: clean.remove(gone), at, also: ['command_without_event'] }
    }
  },
  chain_ended: {
    'an event without a hash after others that have one': clean => {
      const at = clean.find(wallets, (_, { partition, offset }) => offset === clean.end(wallets, partition) - 1)
      return { damage: clean.alter(at, { hash: Buffer.alloc(0) }), at }
    }
  },
  command_without_event: {
    'a command whose event is gone': clean => {
      const gone = final(clean)
      return { damage: chained(clean.remove(gone)), at: commandOf(clean, gone) }
    }
  },
  event_without_command: {
    'an event whose command is gone': clean => {
      const at = final(clean)
      return { damage: clean.remove(commandOf(clean, at)), at }
    },
    'an event for a command that is yet to come': clean => {
      const one = final(clean)
      const { partition } = one
      const at = { topic: wallets, partition, offset: clean.end(wallets, partition) }
      const value = clean.encode(wallets, {
        ...one.event, operationId: 'ahead', revision: one.event['revision'] + 1, sourceOffset: 1_000_000
      })
      return { damage: chained(clean.append(wallets, partition, { ...one.record, value })), at }
    }
  },
  event_of_other_command: {
    'an event with the id of another operation': clean => {
      const at = final(clean)
      return { damage: chained(clean.alter(at, { operationId: 'other' })), at }
    }
  },
  fingerprint_differs: {
    'a command that was changed after it was decided': clean => {
      const at = deposit(clean)
      const command = commandOf(clean, at)
      return { damage: clean.alter(command, changed(command, 'amount')), at }
    }
  },
  time_differs: {
    'an event with another time': clean => {
      const at = final(clean)
      return { damage: chained(clean.alter(at, { at: at.event['at'] - 1_000 })), at }
    }
  },
  follow_up_missing: {
    'a request to a provider that was never sent': clean => {
      const gone = clean.find(requests, event => event.type === 'RequestInvoice')
      const at = clean.find('withdrawal-changelog', event => event['reference'] === gone.event['reference'] &&
        event.type === 'PayoutStarted')
      return { damage: clean.remove(gone), at }
    },
    'a local command that was not decided': clean => {
      const cause = clean.find(wallets, event => event.type === 'BatchFailed' || event.type === 'BatchCompleted')
      const gone = clean.find(wallets, (event, { partition, offset }) => partition === cause.partition &&
        offset > cause.offset && event['step'] > cause.event['step'] && event.type === 'TransferCredited')
      return {
        damage: chained(clean.remove(gone)), at: cause,
        also: ['account_lines_differ', 'revision_gap', 'step_out_of_order']
      }
    }
  },
  follow_up_orphaned: {
    'a command between processors that nothing has caused': clean => {
      const one = clean.find(commands, event => event.type === 'CompleteWithdrawal')
      const value = clean.encode(commands, { ...one.event, operationId: 'made/up' })
      const at = { ...one, offset: clean.end(commands, one.partition) }
      return { damage: clean.append(commands, one.partition, { ...one.record, value }), at }
    },
    'a request to pay that nothing has caused': clean => {
      const one = clean.find(requests, event => event.type === 'RequestInvoice')
      const value = clean.encode(requests, { ...one.event, reference: 'one/a/made-up/1' })
      const at = { ...one, offset: clean.end(requests, one.partition) }
      return { damage: clean.append(requests, one.partition, { ...one.record, value }), at }
    },
    'a local command that nothing has caused': clean => {
      const at = clean.find(wallets, event => event.type === 'ReservationRecorded')
      return {
        damage: chained(clean.alter(at, { operationId: 'made/up' })), at, also: ['follow_up_missing']
      }
    }
  },
  follow_up_altered: {
    'a request to pay more than was decided': clean => {
      const at = clean.find(requests, event => event.type === 'RequestInvoice')
      return { damage: clean.alter(at, changed(at, 'amount')), at }
    },
    'a local command that was decided on something else': clean => {
      const at = local(clean)
      return { damage: chained(clean.alter(at, { fingerprint: Buffer.alloc(8, 7) })), at }
    }
  },
  follow_up_doubled: {
    'a command between processors that is there twice': clean => {
      const one = clean.find(commands, event => event.type === 'CompleteWithdrawal')
      const at = { ...one, offset: clean.end(commands, one.partition) }
      return { damage: clean.append(commands, one.partition, one.record), at }
    }
  },
  dead_letter_missing: {
    'an event whose dead letter is gone': clean => {
      const at = clean.find(wallets, event => event.type === 'RecordDeadLettered')
      return { damage: clean.remove({ topic: letters, partition: at.partition, offset: 0 }), at }
    }
  },
  dead_letter_orphaned: {
    'a dead letter that no event tells of': clean => {
      const at = { topic: letters, partition: 0, offset: clean.end(letters, 0) }
      const [letter] = clean.log.partitions.get(`${letters}/0`)!.records
      const headers = { ...letter!.headers, 'kafka_dlt-original-offset': Buffer.alloc(8, 1) }
      return { damage: clean.append(letters, 0, { ...letter!, headers }), at }
    }
  },
  dead_letter_altered: {
    'a dead letter with another reason': clean => {
      const at = { topic: letters, partition: 0, offset: 0 }
      return {
        damage: clean.replace(at, record =>
          ({ ...record, headers: { ...record.headers, 'x-reason-code': Buffer.from('empty') } })), at
      }
    }
  }
}
