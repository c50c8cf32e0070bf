import type { Foreseen, FollowingRecord } from '../runtime/dry-run.ts'
import type { Topic, Topology } from '../runtime/topology.ts'
import type { Flat } from '../schemas/record.ts'
import { systemClock } from '../runtime/clock.ts'
import type { Connection } from './connection.ts'
import type { Currencies } from './currencies.ts'
import { describeForeseen } from './describe-foreseen.ts'
import { formatTable } from './format.ts'
import { sharedTopicOf } from './home.ts'
import type { ClientRecord } from './ndjson.ts'
import { readWallet } from './read-wallet.ts'
import { Rehearsal } from './rehearsal.ts'
import type { RepairKind } from './repair-command.ts'

/** What a repair would lead to, as far as it is decided by processors of ours. */
export interface RepairPreview {
  readonly kind: RepairKind
  readonly name: string
  /** Statuses; undefined when it would be refused. */
  readonly before?: string
  readonly after?: string
  /** Wallets that it touches, at once or by what follows. */
  readonly wallets: readonly WalletChange[]
  /** What would come of it, and of what follows from it, one after the other. */
  readonly foreseen: readonly Foreseen[]
}

export interface WalletChange {
  readonly tenant: string
  readonly wallet: string
  readonly currency: string
  readonly before: Money
  readonly after: Money
}

interface Money { readonly posted: bigint, readonly held: bigint }

/** How far what follows is followed. */
const roundsMax = 4
const recordsMax = 100

/** Decides a repair, and what follows from it for wallets, payouts and parties, without a trace. */
export async function previewRepair(
  connection: Connection, of: { readonly kind: RepairKind, readonly name: string }, client: ClientRecord,
  onProgress?: (done: number, total: number) => void
): Promise<RepairPreview> {
  const rehearsal = new Rehearsal(connection)
  await rehearsal.add(client)
  let foreseen: readonly Foreseen[] = await rehearsal.run(onProgress)
  for (let round = 1, known = 0; round < roundsMax; round++) {
    const next = foreseen.slice(known).flatMap(each => each.followUps.flatMap(record => decided(connection, record)))
    known = foreseen.length
    if (next.length === 0 || known + next.length > recordsMax) break
    for (const each of next) await rehearsal.add(each)
    foreseen = await rehearsal.run(onProgress)
  }
  const [{ outcome, event }] = foreseen as readonly [Foreseen]
  const isCarriedOut = outcome === 'event' && event!.type !== 'OperationRefused'
  return {
    ...of, ...isCarriedOut && { before: event!['before'] as string, after: event!['status'] as string },
    wallets: isCarriedOut ? await walletsOf(connection, foreseen) : [], foreseen
  }
}

/** Whose commands tell what becomes of money and people. */
const followed = ['wallets', 'withdrawals', 'parties']

function decided({ topology }: Connection, { topic: name, record }: FollowingRecord): readonly ClientRecord[] {
  const topic = topicOf(topology, name)
  const isFollowed = followed.some(each => topology.processors[each]!.commands === topic)
  return topic !== undefined && isFollowed ? [{ topic, params: {}, record }] : []
}

function topicOf(topology: Topology, name: string): Topic | undefined {
  return Object.values(topology.topics).find(topic => topic.name === name) ?? sharedTopicOf(topology, name)
}

async function walletsOf(connection: Connection, foreseen: readonly Foreseen[]): Promise<readonly WalletChange[]> {
  const last = new Map<string, Flat>()
  for (const { outcome, processor, key, event, further } of foreseen) {
    if (processor !== 'wallets' || outcome !== 'event') continue
    for (const { key: of, record } of [{ key, record: event! }, ...further]) {
      if ('balance' in record && record['balance'] !== null) last.set(of, record)
    }
  }
  const now = Math.floor(systemClock.now())
  return await Promise.all([...last.values()].map(async event => {
    const { tenant, wallet, balance: { posted, held } } = event as unknown as WalletEvent
    const view = await readWallet(connection, tenant, wallet, now)
    const before = { posted: view?.posted ?? 0n, held: view?.held ?? 0n }
    return { tenant, wallet, currency: view?.currency ?? '', before, after: { posted, held } }
  }))
}

interface WalletEvent { readonly tenant: string, readonly wallet: string, readonly balance: Money }

/** Before and after in columns, and then what would happen. */
export function describePreview(preview: RepairPreview, currencies: Currencies): string[] {
  const { kind, name, before, after, wallets, foreseen } = preview
  const rows = wallets.map(({ tenant, wallet, currency, ...change }) => {
    const text = ({ posted, held }: Money): string =>
      `${currencies.format(tenant, posted, currency)}, ${currencies.format(tenant, held, currency)} of it held`
    return [`wallet ${tenant}/${wallet}`, text(change.before), text(change.after)]
  })
  const table = before === undefined ? []
    : formatTable([['', 'now', 'after'], [`${kind} ${name}`, before, after!], ...rows])
  return [...table, ...foreseen.flatMap(each => describeForeseen(each, currencies))]
}
