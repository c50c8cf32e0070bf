import type { OutgoingRecord } from '../../runtime/log/log.ts'
import { silent } from '../../runtime/logger.ts'
import type { Flat } from '../../schemas/record.ts'
import { Connection } from '../../cli/connection.ts'
import { DeadLetters, type Letter, type Selection } from '../../cli/dead-letters.ts'
import { LetterDesk, type DecideListener } from '../../cli/decide-letters.ts'
import { Mender, type Mending } from '../../cli/mender.ts'
import { findInput } from '../../cli/input-topic.ts'
import type { World } from '../support/world.ts'

export const ann = { author: 'ann', reason: 'ticket 7' }

const open = new Set<Connection>()

/** What an operator works with, beside a running service. `hangUp` ends it. */
export async function operatorOf({ log }: World): Promise<Connection> {
  const connection = await Connection.over({ log, registry: undefined, prefix: '', logger: silent })
  open.add(connection)
  return connection
}

export async function hangUp(): Promise<void> {
  for (const { schemas } of open) await schemas.close()
  open.clear()
}

/** Puts records aside: each is sent as it is and becomes a dead letter, or an event. */
export async function putAside(world: World, ...records: readonly OutgoingRecord[]): Promise<void> {
  await world.log.append(records)
  await world.quiet()
}

export async function lettersOf(connection: Connection, selection: Selection = {}): Promise<Letter[]> {
  const letters: Letter[] = []
  for await (const letter of (await DeadLetters.open(connection)).select(selection)) letters.push(letter)
  return letters
}

export async function placesOf(connection: Connection, selection: Selection = {}): Promise<string[]> {
  return (await lettersOf(connection, selection)).map(({ place }) => place).sort()
}

/** How each of them would be sent again. */
export async function mendingsOf(connection: Connection, to?: string): Promise<Mending[]> {
  const letters = await DeadLetters.open(connection)
  const mender = new Mender(connection, letters.homes, to === undefined ? undefined : findInput(letters.homes, to))
  const mendings: Mending[] = []
  for await (const letter of letters.select({})) mendings.push(await mender.mend(letter))
  return mendings
}

/** What it comes to: why it has to stay, or what is other than it came. */
export function wordsOf(mending: Mending): string {
  return 'hopeless' in mending ? mending.hopeless : `mended: ${mending.mended.join(' ')}`
}

export interface ResendOptions extends DecideListener { readonly selection?: Selection, readonly to?: string }

export async function resend(connection: Connection, { selection = {}, to, ...listener }: ResendOptions = {}) {
  const desk = await LetterDesk.open(connection, ann)
  try {
    const letters = await DeadLetters.open(connection)
    const mender = new Mender(connection, letters.homes, to === undefined ? undefined : findInput(letters.homes, to))
    return await desk.resend(letters.select(selection), mender, listener)
  } finally {
    await desk.close()
  }
}

export async function discard(connection: Connection, selection: Selection = {}): Promise<number> {
  const desk = await LetterDesk.open(connection, ann)
  try {
    return await desk.discard((await DeadLetters.open(connection)).select(selection))
  } finally {
    await desk.close()
  }
}

export function decisionsOf(world: World): Promise<Flat[]> {
  return world.read('dead-letter-decisions')
}
