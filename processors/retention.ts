import { findTenant } from './tenant.ts'
import type { Decider } from './decider.ts'

/** A decider whose operations are remembered for as long as their tenant says. */
export function withRetention<Command extends { readonly tenant: string }, Rows, Event extends Body, Body>(
  decider: Decider<Command, Rows, Event, Body>
): Decider<Command, Rows, Event, Body> {
  return {
    ...decider,
    keptUntil({ tenant }, tables, at) {
      const retentionMs = findTenant(tables, tenant)?.operationRetentionMs ?? 0
      return retentionMs > 0 ? at + retentionMs : 0
    }
  }
}
