import type { TenantCommand } from '../schemas/generated.ts'
import type { Flat } from '../schemas/record.ts'
import { messageKey } from '../state/key.ts'
import { fingerprint, sameOperation } from '../runtime/fingerprint.ts'
import type { Reader } from '../runtime/log/log.ts'
import { partitionOf } from '../runtime/partition.ts'
import type { Topic } from '../runtime/topology.ts'
import type { Connection } from './connection.ts'
import { CommandFailure } from './exit-codes.ts'
import { Sender } from './sender.ts'

/**
 * Sends a command to the processor of tenants, and waits for the event that answers it.
 *
 * @throws CommandFailure when nothing answers in time
 */
export async function askTenant(connection: Connection, command: Flat, timeoutMs: number): Promise<Flat> {
  const { tenantCommands: topic } = connection.topology.topics
  const sender = new Sender(connection)
  await sender.add({ topic: topic!, params: {}, record: command })
  await sender.flush()
  return await answerTo(connection, command, timeoutMs)
}

/** The event of a command, which may be there already. All of a tenant's commands share its partition. */
async function answerTo(
  { log, schemas, topology, codec }: Connection, command: Flat, timeoutMs: number
): Promise<Flat> {
  const { tenantCommands, tenantChangelog: topic } = topology.topics as Record<string, Topic>
  const { tenant, operationId } = command as unknown as TenantCommand
  // By its parameters, too: an operation id that was used for something else has an event of that already.
  const print = fingerprint(codec.shape(tenantCommands!.value!).variants.get(command.type)!, command)
  const isAnswer = (event: Flat): boolean => event['tenant'] === tenant && event['operationId'] === operationId &&
    sameOperation(event['fingerprint'] as Buffer, print)
  const partition = partitionOf(messageKey([tenant]), topic!.partitions)
  const { start } = await log.bounds(topic!.name, partition)
  const reader = log.reader([{ topic: topic!.name, partition, offset: start }])
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    void reader.close()
  }, timeoutMs)
  try {
    for (;;) {
      for (const value of await valuesOf(reader, () => isLate)) {
        const read = await schemas.decode(topic!.name, value)
        if ('record' in read && isAnswer(read.record)) return read.record
      }
      if (isLate) throw unanswered(operationId, timeoutMs)
    }
  } finally {
    clearTimeout(timer)
    await reader.close()
  }
}

/** A reader that was closed because it is late has nothing to say. */
async function valuesOf(reader: Reader, isLate: () => boolean): Promise<readonly (Buffer | null)[]> {
  try {
    return (await reader.read()).flatMap(({ records }) => records.map(({ value }) => value))
  } catch (error) {
    if (isLate()) return []
    throw error
  }
}

function unanswered(operationId: string, timeoutMs: number): CommandFailure {
  return new CommandFailure(3, `it was sent, and nothing has answered within ${timeoutMs / 1_000} s
is a service running, with the processor tenants? --operation ${operationId} shows the answer once there is one`)
}
