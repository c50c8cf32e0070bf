import type { AccountCommand, AccountEvent, AccountEventBody } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { Decider } from '../decider.ts'
import { addPostings, evolvePostings, stopTenant } from './postings.ts'
import type { AccountRows } from './rows.ts'

/**
 * For more than twice as long as commands lie in their topic. They come from the wallets' transactions alone, each of
 * them once: to remember them for ever would be a row for every transaction and account.
 */
const rememberedMs = 30 * 24 * 60 * 60 * 1_000

/** Owns what each account of a tenant has moved, and sees that all of them together are in balance. */
export const accounts: Decider<AccountCommand, AccountRows, AccountEvent, AccountEventBody> = {
  decide(command, rows) {
    switch (command.type) {
      case 'AddPostings': return addPostings(command, rows)
      default: return unreachable(command.type)
    }
  },

  evolve(rows, event) {
    switch (event.type) {
      case 'PostingsAdded':
      case 'LedgerUnbalanced': return evolvePostings(rows, event)
      case 'OperationRefused':
      case 'RecordDeadLettered': return rows
      default: return unreachable(event)
    }
  },

  react(event) {
    switch (event.type) {
      case 'LedgerUnbalanced': return [stopTenant(event)]
      case 'PostingsAdded':
      case 'OperationRefused':
      case 'RecordDeadLettered': return []
      default: return unreachable(event)
    }
  },

  keptUntil: (_, __, at) => at + rememberedMs,

  alarm: event => event.type === 'LedgerUnbalanced'
    ? `the ledger of tenant ${event.tenant} is out of balance in ${event.currency}: the tenant is stopped` : undefined
}
