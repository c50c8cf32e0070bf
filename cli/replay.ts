import { resolve } from 'node:path'

import { systemClock } from '../runtime/clock.ts'
import type { Config } from '../runtime/config.ts'
import { Contradiction } from '../runtime/contradiction.ts'
import { HistoryOverlay, historyIdentity } from '../runtime/history.ts'
import { partsOf, Replay, type Part, type ReplayContext } from '../runtime/replay.ts'
import { GlobalTables } from '../runtime/tables.ts'
import { differencesOf, digestOf, type Differences } from '../state/compare.ts'
import { sameDigest } from '../state/digest.ts'
import { LevelStores, openGiven, type GivenStore } from '../state/level-store.ts'
import { StoreError, type Checkpoint, type Store } from '../state/store.ts'
import type { Connection } from './connection.ts'
import { CommandFailure } from './exit-codes.ts'
import { historyFolder, stateFolder } from './open-log.ts'

export interface ReplayRequest {
  /** A data folder: what is rebuilt is where a service has it. */
  readonly folder: string
  /** By its name in the topology, for shared and own topics, or by the name of one with own topics. */
  readonly processor?: string | undefined
  readonly partition?: number | undefined
  /** Of the changelog: the first offset that is left out. */
  readonly untilOffset?: number | undefined
  /** Milliseconds since 1970: what was there by then. */
  readonly until?: number | undefined
  /** A data folder to compare with. */
  readonly compare?: string | undefined
  /** Histories in place of stores, for `wallets checkout` and `diff`. */
  readonly history?: boolean | undefined
}

export interface Replayed {
  /** The store's folder: `wallets-3`. */
  readonly store: string
  /** Offset in the changelog of the next event to fold. */
  readonly next: number
  readonly rows: number
  readonly sum: string
  /** The outcome of a comparison, if there was one. */
  readonly compared?: 'same' | 'different' | 'damaged' | 'missing'
  readonly differences?: Differences
  /** Why the store that was given cannot be trusted. */
  readonly why?: string
}

export interface ReplayOptions {
  readonly connection: Connection
  readonly config: Config
  readonly request: ReplayRequest
  readonly isCancelled: () => boolean
  readonly onProgress: (done: number, total: number, store: string) => void
  readonly onRebuild: (folder: string, why: string) => void
}

/** What a replay or a history reads, for as long as `work` goes on. */
export async function withReplayContext<Result>(
  { log, topology, schemas, logger }: Connection, work: (context: ReplayContext) => Promise<Result>
): Promise<Result> {
  const tables = new GlobalTables({ log, topology, schemas, clock: systemClock, logger })
  await tables.start()
  try {
    return await work({ log, topology, schemas, tables })
  } finally {
    await tables.close()
  }
}

/**
 * Rebuilds stores from their changelogs, one after the other, each from where it is by now. It ends early when it is
 * cancelled; what it has is closed in order.
 *
 * @throws CommandFailure for what cannot be done as it is asked for
 */
export async function* replay(context: ReplayContext, options: ReplayOptions): AsyncGenerator<Replayed> {
  const { request } = options
  if (request.compare !== undefined && resolve(request.compare) === resolve(request.folder)) {
    throw new CommandFailure(2, '--compare: it is the folder that is written')
  }
  if (request.compare !== undefined && request.history === true) {
    throw new CommandFailure(2, '--history has more than rows: compare without it')
  }
  const steps = await stepsOf(context, request)
  const total = steps.reduce((sum, { end }) => sum + end, 0)
  let before = 0
  for (const step of steps) {
    if (options.isCancelled()) return
    const onProgress = (next: number): void => options.onProgress(before + next, total, nameOf(step.replay.part))
    const replayed = await storeErrors(() => replayOne(step, options, onProgress))
    if (replayed !== undefined) yield replayed
    before += step.end
  }
}

interface Step { readonly replay: Replay, readonly end: number }

async function stepsOf(context: ReplayContext, { processor, partition, untilOffset }: ReplayRequest): Promise<Step[]> {
  const parts = partsOf(context)
  const named = parts.filter(part => [undefined, part.name, part.processor].includes(processor))
  if (named.length === 0) {
    const names = [...new Set(parts.map(({ name }) => name))]
    throw new CommandFailure(2, `there is no processor ${processor}: ${names.join(', ')}`)
  }
  const wanted = named.filter(part => [undefined, part.partition].includes(partition))
  if (wanted.length === 0) throw new CommandFailure(2, `there is no partition ${partition}`)
  if (untilOffset !== undefined && wanted.length > 1) {
    throw new CommandFailure(2, '--until-offset is of one changelog: name its --processor and its --partition')
  }
  const steps: Step[] = []
  for (const part of wanted) {
    const its = new Replay(context, part)
    const { end } = await its.bounds()
    if (untilOffset !== undefined && untilOffset > end) {
      throw new CommandFailure(1, `${its.changelog.topic}/${part.partition} ends at ${end}`)
    }
    // A partition where nothing ever happened has nothing to rebuild.
    if (end > 0 || wanted.length === 1) steps.push({ replay: its, end: untilOffset ?? end })
  }
  return steps
}

async function replayOne(
  { replay: its, end }: Step, { config, request, isCancelled, onRebuild }: ReplayOptions,
  onProgress: (next: number) => void
): Promise<Replayed | undefined> {
  const identity = await its.identity()
  const until = request.until === undefined ? end : await its.offsetAt(request.until, end)
  const given = request.compare === undefined
    ? undefined : await openGiven(stateFolder({ ...config, dataFolder: resolve(request.compare) }), identity)
  try {
    const theirs = given?.store?.checkpoint()?.changelogNext
    if (theirs !== undefined && theirs > until) {
      throw new CommandFailure(1, `${nameOf(its.part)} in ${request.compare} is at ${theirs}, beyond ${until}`)
    }
    const where = { ...config, dataFolder: resolve(request.folder) }
    const store = request.history === true
      ? await new LevelStores(historyFolder(where), onRebuild).open(historyIdentity(identity))
      : await new LevelStores(stateFolder(where), onRebuild).open(identity)
    try {
      const wanted = theirs ?? until
      const at = store.checkpoint()?.changelogNext ?? 0
      if (at > wanted) {
        throw new CommandFailure(1, `${nameOf(its.part)} in ${request.folder} is at ${at} already, beyond ${wanted}: ` +
          'give another folder')
      }
      const checkpoint = await its.run(store, wanted, {
        isCancelled, onFolded: (_, next) => onProgress(next),
        ...request.history === true && { overlay: at => new HistoryOverlay(at, its.processor) }
      })
      if (checkpoint.changelogNext < wanted) return undefined
      return { ...describe(its.part, checkpoint), ...await compared(store, given) }
    } finally {
      await store.close()
    }
  } finally {
    await given?.store?.close()
  }
}

function describe(part: Part, { changelogNext: next, digest }: Checkpoint): Replayed {
  return { store: nameOf(part), next, ...digest }
}

async function compared(store: Store, given: GivenStore | undefined): Promise<Partial<Replayed>> {
  if (given === undefined) return {}
  if (given.why !== undefined) return { compared: 'damaged', why: given.why }
  if (given.store === undefined) return { compared: 'missing' }
  // Of the rows themselves: that a store has kept its digest does not say that it has kept its rows.
  if (sameDigest(await digestOf(store), await digestOf(given.store))) return { compared: 'same' }
  return { compared: 'different', differences: await differencesOf(store, given.store) }
}

function nameOf({ name, topology, partition }: Part): string {
  return `${topology.prefix ?? ''}${name}-${partition}`
}

/** What is wrong with a folder, or with a changelog, is what was asked for, and no fault of ours. */
export async function storeErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Contradiction) throw new CommandFailure(1, error.message, { cause: error })
    if (!(error instanceof StoreError)) throw error
    const hint = error.code === 'LOCKED'
      ? '\na service that runs has its stores to itself: stop it, or copy what a stopped one has left' : ''
    throw new CommandFailure(1, `${error.message}${hint}`, { cause: error })
  }
}
