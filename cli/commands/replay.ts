import { InvalidArgumentError, type Command } from 'commander'

import { withConnection } from '../context.ts'
import { CommandFailure } from '../exit-codes.ts'
import { endWith, examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { openProgress, type Progress } from '../progress.ts'
import { replay, withReplayContext, type Replayed, type ReplayRequest } from '../replay.ts'
import { codeOfSignal, onStopSignal, type StopSignal } from '../signals.ts'
import { print, remark } from '../terminal.ts'
import { timeOf } from '../time-option.ts'

const about = paragraphs(`Rebuilds the stores of processors from their changelogs, into a folder that can be given to a
service as WALLETS_DATA. It only reads the log, so it may run beside the service.

Interrupted, or killed, it goes on where it was when it is started again. With --until-offset or --until it goes no
further: up to an offset of one changelog, or in front of the first event of each that is later than that time.

With --compare it rebuilds as far as the stores in another data folder are, and compares every row: it ends with code 1
if any is missing, more, or other. A service that runs has its stores locked, so compare with those of a stopped one.`)

interface Options extends Omit<ReplayRequest, 'folder'> { json?: boolean }

export function addReplay(program: Command): void {
  program.command('replay')
    .summary('rebuild stores from the changelogs, and compare them')
    .description(about)
    .argument('<folder>', 'a data folder to write to; it may be a new one')
    .option('--processor <name>', 'of this one alone')
    .option('--partition <number>', 'this partition alone', offsetOf)
    .option('--until-offset <offset>', 'the first event to leave out, of one changelog', offsetOf)
    .option('--until <time>', 'leave out what is later: 2026-03-01T12:30:00Z', timeOf)
    .option('--compare <folder>', 'a data folder whose stores should be the same')
    .option('--history', 'histories in place of stores, for `wallets checkout` and `wallets diff`')
    .option('--json', 'a JSON object for each store instead of a line for people')
    .addHelpText('after', examples(
      'wallets replay rebuilt',
      'wallets replay rebuilt --processor wallets --partition 3 --until-offset 120000',
      'wallets replay checked --compare data',
      'wallets replay data --history'
    ))
    .action(async (folder: string, { json = false, ...options }: Options) => {
      const request: ReplayRequest = { folder, ...options }
      if (request.until !== undefined && request.untilOffset !== undefined) {
        throw new CommandFailure(2, 'give --until or --until-offset, not both')
      }
      await run(request, json)
    })
}

async function run(request: ReplayRequest, json: boolean): Promise<void> {
  let interruptedBy: StopSignal | undefined
  let progress: Progress | undefined
  const release = onStopSignal(signal => { interruptedBy = signal })
  const outcomes = new Set<Replayed['compared']>()
  try {
    await withConnection((connection, { config }) => withReplayContext(connection, async context => {
      const replayed = replay(context, {
        connection, config, request, isCancelled: () => interruptedBy !== undefined,
        onProgress: (done, total, store) => {
          progress ??= openProgress('replaying', total)
          progress.update(done, store)
        },
        onRebuild: (where, why) => remark(`${where} is begun again: ${why}`)
      })
      for await (const each of replayed) {
        outcomes.add(each.compared)
        print(json ? toJson(each) : describe(each, request))
      }
    }))
  } finally {
    progress?.stop()
    release()
  }
  if (interruptedBy !== undefined) return endWith(codeOfSignal(interruptedBy))
  if (request.compare !== undefined && [...outcomes].every(outcome => outcome === 'missing')) {
    throw new CommandFailure(1, `there is no store to compare with in ${request.compare}`)
  }
  endWith(outcomes.has('different') || outcomes.has('damaged') ? 1 : 0)
}

function describe(replayed: Replayed, { compare }: ReplayRequest): string {
  const { store, next, rows, sum, compared, differences, why } = replayed
  const line = `${store} at ${next}: ${rows} rows, ${sum}`
  if (compared === undefined) return line
  if (compared === 'same') return `${line}, the same in ${compare}`
  if (compared === 'missing') return `${line}, none in ${compare}`
  if (compared === 'damaged') return `${line}, damaged in ${compare}: ${why}`
  const { count, keys } = differences!
  const shown = keys.map(key => `\n  ${key.replaceAll('\0', ' ')}`).join('')
  return `${line}, ${count} rows differ in ${compare}${shown}`
}

function offsetOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('0 or more is expected.')
}
