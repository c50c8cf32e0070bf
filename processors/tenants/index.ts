import type { TenantCommand, TenantEvent, TenantEventBody } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { Decider } from '../decider.ts'
import { announceTenant, publish } from './announcement.ts'
import type { TenantRows } from './announcement.ts'

/** Owns what tenants say of themselves. */
export const tenants: Decider<TenantCommand, TenantRows, TenantEvent, TenantEventBody> = {
  decide(command, rows, tables) {
    switch (command.type) {
      case 'AnnounceTenant': return announceTenant(command, rows, tables)
      default: return unreachable(command.type)
    }
  },

  evolve(rows, event) {
    switch (event.type) {
      case 'TenantAnnounced': return { ...rows, announced: event.row }
      case 'OperationRefused':
      case 'RecordDeadLettered': return rows
      default: return unreachable(event)
    }
  },

  react(event) {
    switch (event.type) {
      case 'TenantAnnounced': return publish(event)
      case 'OperationRefused':
      case 'RecordDeadLettered': return []
      default: return unreachable(event)
    }
  }
}
