import type { Flat } from '../schemas/record.ts'
import { ask } from './ask.ts'
import type { Connection } from './connection.ts'

/**
 * Sends a command to the processor of tenants, and waits for the event that answers it.
 *
 * @throws CommandFailure when nothing answers in time
 */
export function askTenant(connection: Connection, command: Flat, timeoutMs: number): Promise<Flat> {
  const { tenantCommands: topic } = connection.topology.topics
  return ask(connection, { topic: topic!, params: {}, record: command }, { timeoutMs, idOption: '--operation' })
}
