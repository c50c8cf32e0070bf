import type { OperationRefused, Plain, Rate, Reason } from '../schemas/generated.ts'
import { refuse } from './decider.ts'
import type { Decider, Tables } from './decider.ts'
import { isOfClient } from './ids.ts'
import { findTenant } from './tenant.ts'

/** The rows of a processor whose tenants may have a quota. */
export interface RateRows { readonly rates?: Plain<Rate> | undefined }

interface Named { readonly type: string, readonly tenant: string, readonly operationId: string }

interface Happened extends Named { readonly at: number }

/**
 * A decider that refuses what a tenant's clients ask for beyond its quota, and counts what it accepts of them. What
 * processors and clocks send is neither counted nor refused: it is the rest of something that was accepted.
 */
export function withQuota<Command extends Named, Rows, Event extends Body & Happened, Body extends { type: string }>(
  decider: Decider<Command, Rows, Event, Body>
): Decider<Command, Rows & RateRows, Event, Body | OperationRefused> {
  return {
    ...decider,
    decide(command, rows, tables, at) {
      const event = decider.decide(command, rows, tables, at)
      if (!isOverQuota(command, rows, tables, at)) return event
      // What is wrong with the command itself is the better answer: it would be wrong in the next second, too.
      return isBeforeQuota(event) ? event : refuse(command, 'rate_exceeded')
    },
    evolve(rows, event) {
      const after = decider.evolve(rows, event)
      return isAccepted(event) ? { ...after, rates: counted(rows.rates, event.at) } : after as Rows & RateRows
    }
  }
}

/** The reasons that a client's command may be refused for before its tenant's quota is asked, as in the enum Reason. */
export const reasonsBeforeQuota: ReadonlySet<Reason> = new Set([
  'invalid_id', 'invalid_contact', 'invalid_proofs', 'invalid_batch', 'invalid_adjustment', 'card_number',
  'amount_not_positive', 'expiry_in_past', 'transfer_to_itself', 'tenant_not_found', 'tenant_stopped'
])

function isBeforeQuota(event: { readonly type: string, readonly reason?: unknown }): boolean {
  return event.type === 'OperationRefused' && reasonsBeforeQuota.has(event.reason as Reason)
}

function isOverQuota(command: Named, { rates }: RateRows, tables: Tables, at: number): boolean {
  if (rates === undefined || secondOf(at) > rates.second || !isOfClient(command.operationId)) return false

  const quota = findTenant(tables, command.tenant)?.operationsPerSecond ?? 0
  return quota > 0 && rates.operations >= quota
}

/** By the event alone: a restore has no tables. So it is counted for tenants without a quota as well. */
function isAccepted({ type, operationId }: Named): boolean {
  return type !== 'OperationRefused' && type !== 'RecordDeadLettered' && isOfClient(operationId)
}

/** A broker's time may step back. What comes from an earlier second counts as of the latest one. */
function counted(rates: Plain<Rate> | undefined, at: number): Plain<Rate> {
  const second = secondOf(at)
  if (rates === undefined || second > rates.second) return { second, operations: 1 }
  return { second: rates.second, operations: rates.operations + 1 }
}

function secondOf(at: number): number {
  return Math.floor(at / 1_000)
}
