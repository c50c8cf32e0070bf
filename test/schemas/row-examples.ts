import { topology } from '../../topology.ts'
import * as examples from '../processors/examples.ts'
import * as people from '../processors/parties/examples.ts'
import { adjusting, credit, paid, transferred } from '../processors/wallets/adjustment-examples.ts'
import { completedBatch, pendingBatch } from '../processors/wallets/batch-examples.ts'
import * as money from '../processors/wallets/examples.ts'
import { usualAt } from '../support/given.ts'

/** Rows as they are kept, by store; those that an operation has while it is pending, and what is left of it. */
export const rowExamples: Readonly<Record<keyof typeof topology.stores, Readonly<Record<string, object>>>> = {
  wallets: { open: examples.open, owned: examples.owned, closed: examples.closed },
  withdrawals: { pending: examples.pending, completed: paid, failed: examples.failed },
  quotes: { usable: examples.quote },
  holds: {
    placed: money.placed, posted: { ...money.placed, status: 'posted', left: 0n, posted: 30_00n, expiresAt: 0 }
  },
  deposits: { pending: money.expected, completed: money.deposited },
  reverts: { completed: money.reverted },
  transfers: { adjusting, completed: transferred },
  credits: { credited: credit },
  batches: { pending: pendingBatch, completed: completedBatch },
  payouts: { started: examples.started, unknown: examples.unknown },
  turnovers: { used: examples.turnover },
  reservations: { held: examples.reservation },
  parties: { paying: people.paying, blocked: people.blocked },
  identities: { known: people.identified, expiring: people.expiring },
  challenges: { pending: people.pending, approved: { ...people.pending, status: 'approved', dueAt: 0, since: 0 } },
  destinations: { active: people.account, removed: people.removed },
  accounts: { summed: { totals: [{ currency: 'EUR', debit: 30_00n, credit: 0n, count: 1 }] } },
  announced: { announced: { type: 'Tenant', ...people.acme } },
  rates: { used: { second: Math.floor(usualAt / 1_000), operations: 3 } }
}

/** The ids of the rows, by the field of the key that they are in. */
const ids: Readonly<Record<string, string>> = {
  tenant: 'acme', wallet: 'alice', withdrawal: 'w-1', quote: 'q-1', holdId: 'h-1', deposit: 'd-1', revert: 'r-1',
  transfer: 't-1', from: 'bob', batch: 'b-1', provider: 'swift', terminal: 'card', currency: 'EUR',
  reference: 'acme/alice/w-1/1', party: 'p-1', identity: 'alice', challenge: 'kyc-1', destinationId: 'account-1',
  account: 'source/bank'
}

export function keyOf(fields: readonly string[]): readonly string[] {
  return fields.map(field => {
    const id = ids[field]
    if (id === undefined) throw new Error(`no example of an id for ${field}`)
    return id
  })
}
