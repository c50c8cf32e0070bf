import type { Flat } from '../schemas/record.ts'
import { messageKey } from '../state/key.ts'
import { fingerprint, sameOperation } from '../runtime/fingerprint.ts'
import type { Reader } from '../runtime/log/log.ts'
import { partitionOf } from '../runtime/partition.ts'
import type { Processor, Topic } from '../runtime/topology.ts'
import type { Connection } from './connection.ts'
import { CommandFailure } from './exit-codes.ts'
import { homeOf } from './home.ts'
import type { ClientRecord } from './ndjson.ts'
import { Sender } from './sender.ts'

export interface AskOptions {
  /** How long its event is waited for. */
  readonly timeoutMs: number
  /** The option of the command line that asks once more for the same answer. */
  readonly idOption: string
}

/** A command as its processor decides it, and where the event that answers it will be. */
export interface Question {
  /** The processor. */
  readonly name: string
  readonly command: Flat
  readonly topic: Topic
  readonly partition: number
  isAnswer(event: Flat): boolean
}

/**
 * Sends a record that is a command, or becomes one, and waits for the event that answers it, which may be there
 * already.
 *
 * @throws CommandFailure when nothing answers in time
 */
export async function ask(connection: Connection, client: ClientRecord, options: AskOptions): Promise<Flat> {
  const question = await questionOf(connection, client)
  const sender = new Sender(connection)
  await sender.add(client)
  await sender.flush()
  return await answerTo(connection, question, options)
}

async function questionOf(connection: Connection, { topic, params, record }: ClientRecord): Promise<Question> {
  const { topology, codec } = connection
  const processors = Object.entries(topology.processors)
  const followUp = processors.flatMap(([, { routes = [] }]) => routes).find(({ from }) => from === topic)
    ?.map(record, params)
  const [commands, command] = followUp === undefined
    ? [topic, record] : [topology.topics[followUp.to]!, followUp.record as Flat]
  const [name, shared] = processors.find(([, processor]) => processor.commands === commands)!
  const home = await homeOf(connection, command['tenant'] as string)
  const { changelog, key }: Processor = home.processors[name] ?? shared
  const variant = codec.shape(commands.value!).variants.get(command.type)!
  // By its parameters, too: an operation id that was used for something else has an event of that already.
  const print = fingerprint(variant, command, new Set(shared.personal))
  return {
    name, command, topic: changelog,
    partition: partitionOf(messageKey(key.map(field => command[field] as string)), changelog.partitions),
    isAnswer: event => key.every(field => event[field] === command[field]) &&
      event['operationId'] === command['operationId'] && sameOperation(event['fingerprint'] as Buffer, print)
  }
}

async function answerTo(
  { log, schemas }: Connection, { name, command, topic, partition, isAnswer }: Question,
  { timeoutMs, idOption }: AskOptions
): Promise<Flat> {
  schemas.add(topic.name, topic.value!)
  const { start } = await log.bounds(topic.name, partition)
  const reader = log.reader([{ topic: topic.name, partition, offset: start }])
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    void reader.close()
  }, timeoutMs)
  try {
    for (;;) {
      for (const value of await valuesOf(reader, () => isLate)) {
        const read = await schemas.decode(topic.name, value)
        if ('record' in read && isAnswer(read.record)) return read.record
      }
      if (isLate) {
        const again = `${idOption} ${command['operationId']} shows the answer once there is one`
        throw new CommandFailure(3, `it was sent, and nothing has answered within ${timeoutMs / 1_000} s
is a service running, with the processor ${name}? ${again}`)
      }
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
