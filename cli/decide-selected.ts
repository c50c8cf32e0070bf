import { openProgress, type Progress } from './progress.ts'
import type { Connection } from './connection.ts'
import { DeadLetters, type Letter, type Selection } from './dead-letters.ts'
import { LetterDesk, type Decider, type DecideListener } from './decide-letters.ts'
import { mendingLine } from './describe-letter.ts'
import { CommandFailure, type ExitCode } from './exit-codes.ts'
import { findTopic } from './find-topic.ts'
import { findOwnTopic } from './home.ts'
import { findInput, type InputTopic } from './input-topic.ts'
import { Mender } from './mender.ts'
import { codeOfSignal, onStopSignal, type StopSignal } from './signals.ts'
import { print, remark } from './terminal.ts'

export type Asked = Decider

/** Of those that cannot be sent again, how many are named; the others are counted. */
const namedMax = 20

/** Prints what would be sent, and how. @returns 1 when some of it cannot be */
export async function previewLetters(
  connection: Connection, selection: Selection, to: string | undefined
): Promise<ExitCode> {
  const letters = await DeadLetters.open(connection)
  const mender = new Mender(connection, letters.homes, await inputOf(connection, letters, to))
  let [sent, stay] = [0, 0]
  for await (const letter of onlyOpen(letters, selection)) {
    const mending = await mender.mend(letter)
    print(mendingLine(letter, mending))
    if ('hopeless' in mending) stay++
    else sent++
  }
  remark(`nothing was sent: ${sent} would be, ${stay} would stay`)
  return stay === 0 ? 0 : 1
}

/** Sends them again. @returns 1 when some of them stay */
export async function resendLetters(
  connection: Connection, selection: Selection, by: Asked, to: string | undefined
): Promise<ExitCode> {
  return await decideLetters(connection, by, 'resent', async (desk, listener, onProgress) => {
    const letters = await DeadLetters.open(connection)
    const mender = new Mender(connection, letters.homes, await inputOf(connection, letters, to))
    return await desk.resend(onlyOpen(letters, selection, onProgress), mender, listener)
  })
}

/** Decides that they are not to be sent again. */
export async function discardLetters(connection: Connection, selection: Selection, by: Asked): Promise<ExitCode> {
  return await decideLetters(connection, by, 'discarded', async (desk, listener, onProgress) => {
    const letters = await DeadLetters.open(connection)
    return await desk.discard(onlyOpen(letters, selection, onProgress), listener)
  })
}

type OnProgress = (done: number, total: number) => void

/** Opens the desk first: what was decided is read when nobody else can decide any more. */
async function decideLetters(
  connection: Connection, by: Asked, verb: string,
  work: (desk: LetterDesk, listener: DecideListener, onProgress: OnProgress) => Promise<number>
): Promise<ExitCode> {
  const desk = await LetterDesk.open(connection, by)
  let [decided, stay] = [0, 0]
  let stoppedBy: StopSignal | undefined
  const release = onStopSignal(signal => { stoppedBy = signal })
  let progress: Progress | undefined
  const listener: DecideListener = {
    onCommitted: count => { decided = count },
    onHopeless: ({ place }, why) => {
      if (stay++ < namedMax) remark(`${place} stays: ${why}`)
      if (stay === namedMax + 1) remark('and more: --preview names all of them')
    },
    isStopped: () => stoppedBy !== undefined
  }
  try {
    await work(desk, listener, (done, total) => {
      progress ??= openProgress(verb, total)
      progress.update(done, `${decided} ${verb}`)
    })
  } finally {
    progress?.stop()
    release()
    await desk.close()
    print(`${verb} ${decided}${stay === 0 ? '' : `, ${stay} stay`}`)
  }
  return stoppedBy === undefined ? stay === 0 ? 0 : 1 : codeOfSignal(stoppedBy)
}

/** Those that are meant. Who names one that was decided already is told, and it is left as it is. */
async function* onlyOpen(letters: DeadLetters, selection: Selection, onProgress?: OnProgress): AsyncGenerator<Letter> {
  for await (const letter of letters.select(selection, onProgress)) {
    if (letter.decided === undefined || selection.withDecided === true) {
      yield letter
    } else {
      const { author, type } = letter.decided.decision
      const how = type === 'DeadLetterResent' ? 'sent again' : 'discarded'
      remark(`${letter.place} was ${how} by ${author} already`)
    }
  }
}

/** @throws CommandFailure for a topic that no processor reads */
async function inputOf(
  connection: Connection, { homes }: DeadLetters, to: string | undefined
): Promise<InputTopic | undefined> {
  if (to === undefined) return undefined
  const own = await findOwnTopic(connection, connection.prefix, to)
  const name = own?.name ?? findTopic(connection.topology, connection.prefix, to).name
  const input = findInput(homes, name)
  if (input === undefined) throw new CommandFailure(2, `${name} is read by no processor`)
  return input
}
