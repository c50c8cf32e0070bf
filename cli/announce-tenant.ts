import type { Flat } from '../schemas/record.ts'
import { askTenant } from './ask-tenant.ts'
import type { Connection } from './connection.ts'
import type { RowInput } from './row-file.ts'
import type { TableRows } from './tables.ts'

export interface Announcement {
  readonly input: RowInput<TableRows['tenants']>
  readonly operationId: string
  /** How long its event is waited for. */
  readonly timeoutMs: number
}

/**
 * Sends what a tenant says of itself, and waits for the event that answers it. A revision that the content was made
 * from is the one that is expected.
 *
 * @throws CommandFailure when nothing answers in time
 */
export async function announceTenant(
  connection: Connection, { input: { content, madeFrom }, operationId, timeoutMs }: Announcement
): Promise<Flat> {
  const record: Flat = { type: 'AnnounceTenant', operationId, ...content, expectedRevision: madeFrom ?? 0 }
  return await askTenant(connection, record, timeoutMs)
}
