import type { TenantCommand, TenantEvent, TenantEventBody } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { Decider } from '../decider.ts'
import { announceTenant, publish } from './announcement.ts'
import type { TenantRows } from './announcement.ts'
import { resumeTenant, stopTenant } from './stopping.ts'

/** Owns what tenants say of themselves, and whether they are stopped. */
export const tenants: Decider<TenantCommand, TenantRows, TenantEvent, TenantEventBody> = {
  decide(command, rows, tables) {
    switch (command.type) {
      case 'AnnounceTenant': return announceTenant(command, rows, tables)
      case 'StopTenant': return stopTenant(command, rows, tables)
      case 'ResumeTenant': return resumeTenant(command, rows, tables)
      default: return unreachable(command)
    }
  },

  evolve(rows, event) {
    switch (event.type) {
      case 'TenantAnnounced':
      case 'TenantStopped':
      case 'TenantResumed': return { ...rows, announced: event.row }
      case 'OperationRefused':
      case 'RecordDeadLettered': return rows
      default: return unreachable(event)
    }
  },

  react(event) {
    switch (event.type) {
      case 'TenantAnnounced':
      case 'TenantStopped':
      case 'TenantResumed': return publish(event)
      case 'OperationRefused':
      case 'RecordDeadLettered': return []
      default: return unreachable(event)
    }
  }
}
