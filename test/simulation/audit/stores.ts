import { Decisions } from '../../../runtime/decide.ts'
import type { Log, Reader } from '../../../runtime/log/log.ts'
import { restore } from '../../../runtime/restore.ts'
import {
  aggregateKey, DUE, dueMarkParts, rowsOf, STORE_VERSION, storeKeyParts, type Rows
} from '../../../runtime/rows.ts'
import type { Flat } from '../../../schemas/record.ts'
import { sameDigest } from '../../../state/digest.ts'
import { MemoryStores } from '../../../state/memory-store.ts'
import { emptyCheckpoint, type Checkpoint, type Store } from '../../../state/store.ts'
import type { Partition } from '../broker/partition.ts'
import type { Disk } from '../process/disk.ts'
import { isConsistent } from '../process/machine.ts'
import { codec } from '../workload/deployment.ts'
import type { Facts, Ledger } from './facts.ts'
import { answered } from './money.ts'
import { WalletModel, type ModelWallet } from './wallet-model.ts'

/**
 * Every store, also one that its machine has not used for long, is row for row what a fold of the changelog up to its
 * checkpoint gives; and the fold of all of it has the balances of the model.
 */
export async function* storesAsFolded(facts: Facts): AsyncIterable<string> {
  for (const ledger of facts.ledgers) {
    for (const partition of ledger.partitions) {
      const fold = await Fold.begin(facts, ledger, partition)
      for (const { machine, disk } of disksOf(facts, ledger, partition)) {
        await fold.upTo(disk.checkpoint!.changelogNext)
        const difference = await fold.differenceOf(disk)
        if (difference !== undefined) yield `${ledger.name}-${partition} of ${machine}: ${difference}`
      }
      await fold.toTheEnd()
      yield* fold.markFaults()
      if (ledger.name === 'wallets') yield* modelFaults(facts, ledger, partition, fold)
    }
  }
}

/** Whatever had its time has had it, and nothing of it is left in the rows. */
export async function* nothingIsDue(facts: Facts): AsyncIterable<string> {
  for (const ledger of facts.ledgers) {
    for (const partition of ledger.partitions) {
      const fold = await Fold.begin(facts, ledger, partition)
      await fold.toTheEnd()
      for (const row of await fold.dueRows()) yield `${ledger.name}-${partition}: ${row}`
    }
  }
}

interface MachineDisk { readonly machine: string, readonly disk: Disk }

function disksOf(facts: Facts, { name }: Ledger, partition: number): readonly MachineDisk[] {
  return facts.world.instances
    .map(({ name: machine, machine: { disks } }) => ({ machine, disk: disks.get(`${name}-${partition}`)! }))
    .filter(({ disk }) => disk?.checkpoint !== undefined && !disk.damaged)
    .sort((left, right) => left.disk.checkpoint!.changelogNext - right.disk.checkpoint!.changelogNext)
}

/** How the keys of rows begin that are the domain's. */
const ROW = 'row/'

/** The production restore from nothing, in stages. */
class Fold {
  readonly rows: Rows
  readonly #changelog: Partition
  readonly #decisions: Decisions
  readonly #store: Store
  #checkpoint: Checkpoint = emptyCheckpoint

  static async begin({ world }: Facts, { name, processor }: Ledger, partition: number): Promise<Fold> {
    const { topology, partitions } = world.deployment
    const rows = rowsOf(topology, processor, codec)
    const tables = { get: () => undefined, list: () => [] }
    const decisions = new Decisions({ topology, processor, rows, codec, tables, partition })
    const { format } = rows
    const identity = { cluster: '', processor: name, partition, partitions, version: STORE_VERSION, format }
    const store = await new MemoryStores().open(identity)
    return new Fold(rows, world.broker.partition(processor.changelog.name, partition), decisions, store)
  }

  private constructor(rows: Rows, changelog: Partition, decisions: Decisions, store: Store) {
    this.rows = rows
    this.#changelog = changelog
    this.#decisions = decisions
    this.#store = store
  }

  async upTo(end: number): Promise<void> {
    const { topic, number: partition } = this.#changelog
    this.#checkpoint = await restore({
      log: { reader: () => this.#reader(end) } as Partial<Log> as Log, store: this.#store, codec,
      decisions: this.#decisions, changelog: { topic, partition }, from: this.#checkpoint, end
    })
  }

  async toTheEnd(): Promise<void> {
    await this.upTo(this.#changelog.stableEnd)
  }

  async row(key: string): Promise<Buffer | undefined> {
    return (await this.#store.getMany([key]))[0]
  }

  async differenceOf(disk: Disk): Promise<string | undefined> {
    const rows = await this.#rows()
    for (const [key, value] of rows) {
      if (disk.rows.get(key)?.equals(value) !== true) return `row ${JSON.stringify(key)} differs from the fold`
    }
    if (rows.size !== disk.rows.size) return `${disk.rows.size} rows, ${rows.size} in the fold`
    if (!isConsistent(disk)) return 'the rows differ from their digest'
    return sameDigest(disk.checkpoint!.digest, this.#checkpoint.digest) ? undefined : 'the digest differs from the fold'
  }

  /** Rows that are due at some time, each with it. */
  async dueRows(): Promise<readonly string[]> {
    const due: string[] = []
    for (const [key, value] of await this.#rows()) {
      if (!key.startsWith(ROW)) continue
      const { store, key: names } = storeKeyParts(key)
      const { codec: rowCodec, due: field } = this.rows.others.find(({ name }) => name === store)!
      const time = field === undefined ? 0 : (rowCodec.decode(value) as Flat)[field] as number
      if (time > 0) due.push(`${store} ${names.join('/')} at ${time}`)
    }
    return due.sort()
  }

  /** The marks by which a task finds them again are those of the rows, and no others. */
  async * markFaults(): AsyncIterable<string> {
    const marks = [...(await this.#rows()).keys()].filter(key => key.startsWith(DUE)).map(mark => {
      const { due, storeRow } = dueMarkParts(mark)
      const { store, key } = storeKeyParts(storeRow)
      return `${store} ${key.join('/')} at ${due}`
    })
    const [found, expected] = [marks.sort().join(), (await this.dueRows()).join()]
    if (found !== expected) yield `marked are ${found || 'none'}, due are ${expected || 'none'}`
  }

  async #rows(): Promise<ReadonlyMap<string, Buffer>> {
    const rows = new Map<string, Buffer>()
    for await (const some of this.#store.scan()) for (const [key, value] of some) rows.set(key, value)
    return rows
  }

  /** What is committed from the last stage to this one, at once. */
  #reader(end: number): Reader {
    const { topic, number: partition } = this.#changelog
    const records = [...this.#changelog.committed(end)].filter(({ offset }) => offset >= this.#checkpoint.changelogNext)
    return {
      read: () => Promise.resolve([{ topic, partition, records, next: end }]),
      close: () => Promise.resolve()
    }
  }
}

async function* modelFaults(facts: Facts, ledger: Ledger, partition: number, fold: Fold): AsyncIterable<string> {
  const model = new WalletModel(id => facts.world.since(id))
  for (const answer of answered(facts, ledger)) {
    if (answer.partition === partition) model.apply(answer.event, answer.command)
  }
  for (const [key, wallet] of model.wallets) {
    const bytes = await fold.row(aggregateKey(key.split('/')))
    const { revision, row } = fold.rows.aggregate.decode(bytes!)
    const [found, expected] = [summary({ ...row as ModelWallet, revision }), summary(wallet)]
    if (found !== expected) yield `the row of ${key} is ${found}, not ${expected}`
  }
}

function summary({ revision, status, posted, held }: ModelWallet): string {
  return `${status} with ${posted} of which ${held} held, at revision ${revision}`
}
