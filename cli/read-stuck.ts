import type { Flat } from '../schemas/record.ts'
import { DEAD_LETTERED } from '../runtime/decide.ts'
import { RowFold } from '../runtime/row-fold.ts'
import type { Topic, Topology } from '../runtime/topology.ts'
import { homeOf, homesOf } from './home.ts'
import { readPartition } from './read-partition.ts'
import type { TableSource } from './tables.ts'
import { waitingOf, type Waiting } from './waiting.ts'

export interface StuckOptions {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Of one tenant alone. */
  readonly tenant?: string | undefined
  /** After how many milliseconds what waits is stuck. */
  readonly stuckAfterMs: (tenant: string) => number
  /** Told how many records are read, of all that will be. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

export interface Stuck extends Waiting {
  /** Since when it waits, in milliseconds before now. */
  readonly ageMs: number
}

/** Whose rows may wait for somebody. Those of wallets come after those of payouts, which tell how they go on. */
const processorsRead = ['withdrawals', 'wallets', 'parties'] as const

/**
 * What waits longer than it should, the oldest first. It folds the changelogs as they are now, one partition number
 * after the other, and holds the rows of one of them in memory at a time.
 */
export async function readStuck(source: TableSource, options: StuckOptions): Promise<readonly Stuck[]> {
  const { now, tenant, stuckAfterMs } = options
  const homes = tenant === undefined ? await homesOf(source) : [await homeOf(source, tenant)]
  const places = await placesOf(source, homes)
  const progress = new Progress(places.flat(), options.onProgress)
  const stuck: Stuck[] = []
  for (const together of places) {
    for (const waiting of await readWaiting(source, together, tenant, progress)) {
      const ageMs = now - waiting.since
      if (ageMs >= stuckAfterMs(waiting.tenant)) stuck.push({ ...waiting, ageMs })
    }
  }
  return stuck.sort((left, right) => left.since - right.since || compare(left.name, right.name))
}

/** One partition of one changelog. */
interface Place {
  readonly name: typeof processorsRead[number]
  readonly topology: Topology
  readonly topic: Topic
  readonly partition: number
  readonly records: number
}

/** The partitions that there are, those of one number together: what is of one wallet is in these. */
async function placesOf(
  { log, schemas }: TableSource, homes: readonly Topology[]
): Promise<readonly (readonly Place[])[]> {
  const places: Place[][] = []
  for (const topology of homes) {
    const topics = processorsRead.map(name => ({ name, topic: topology.processors[name]!.changelog }))
    for (const { topic } of topics) schemas.add(topic.name, topic.value!)
    for (let partition = 0; partition < topics[0]!.topic.partitions; partition++) {
      places.push(await Promise.all(topics.map(async ({ name, topic }) => {
        const { start, end } = await log.bounds(topic.name, partition)
        return { name, topology, topic, partition, records: end - start }
      })))
    }
  }
  return places
}

async function readWaiting(
  source: TableSource, places: readonly Place[], tenant: string | undefined, progress: Progress
): Promise<readonly Waiting[]> {
  const folds = new Map<string, RowFold>()
  for (const place of places) folds.set(place.name, await fold(source, place, tenant, progress))
  const wallets = folds.get('wallets')!
  const currencyOf = (of: string, wallet: string): string => wallets.aggregate(of, wallet).currency as string
  const waiting: Waiting[] = []
  for (const rows of folds.values()) {
    for (const folded of rows.all()) {
      const found = waitingOf(folded, currencyOf)
      const known = found?.kind === 'withdrawal' && found.step === 'pending'
        ? withPayout(found, folds.get('withdrawals')!.row('payouts', ...folded.key)) : found
      if (known !== undefined) waiting.push(known)
    }
  }
  return waiting
}

/** A payout that goes on tells for itself what is waited for. */
function withPayout(found: Waiting, payout: { readonly status: string } | undefined): Waiting | undefined {
  if (payout === undefined || payout.status === 'unmatched') return { ...found, waitsFor: 'its payout to start' }
  if (!endings.has(payout.status)) return undefined
  return { ...found, waitsFor: `to hear of its payout, which is ${payout.status}` }
}

const endings: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled', 'paid_after_close'])

async function fold(
  { log, schemas }: TableSource, { name, topology, topic, partition, records }: Place, tenant: string | undefined,
  progress: Progress
): Promise<RowFold> {
  const rows = new RowFold(topology, topology.processors[name]!, schemas.codec)
  for await (const { value, offset } of readPartition(log, topic.name, partition, { onProgress: progress.reached })) {
    const read = await schemas.decode(topic.name, value)
    if (!('record' in read)) throw new Error(`${topic.name}/${partition} at ${offset}: ${read.unreadable}`)
    const event: Flat = read.record
    if (event.type !== DEAD_LETTERED && (tenant === undefined || event['tenant'] === tenant)) rows.add(event)
  }
  progress.passed(records)
  return rows
}

/** How much of all partitions is read. What is written meanwhile counts for nothing. */
class Progress {
  readonly #total: number
  readonly #tell: StuckOptions['onProgress']
  #before = 0

  constructor(places: readonly Place[], tell: StuckOptions['onProgress']) {
    this.#total = places.reduce((sum, { records }) => sum + records, 0)
    this.#tell = tell
  }

  readonly reached = (done: number): void => this.#tell?.(Math.min(this.#before + done, this.#total), this.#total)

  passed(records: number): void {
    this.#before += records
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
