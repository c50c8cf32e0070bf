import { rm } from 'node:fs/promises'

import { applyWanted, wantedOf } from '../../cli/apply.ts'
import { Connection } from '../../cli/connection.ts'
import { openLogger } from '../../cli/logger.ts'
import { RecordReader } from '../../cli/ndjson.ts'
import { openOrCreateLog, stateFolder, type OpenedLog } from '../../cli/open-log.ts'
import { readPartition } from '../../cli/read-partition.ts'
import { readWallet } from '../../cli/read-wallet.ts'
import { Sender } from '../../cli/sender.ts'
import { SimulatedProviders } from '../../cli/simulated-providers.ts'
import { SimulatedVerifiers } from '../../cli/simulated-verifiers.ts'
import type { StandIn } from '../../cli/stand-ins.ts'
import type { WalletView } from '../../cli/wallet-view.ts'
import { systemClock } from '../../runtime/clock.ts'
import type { Config } from '../../runtime/config.ts'
import { deploy } from '../../runtime/deployment.ts'
import { Service } from '../../runtime/service.ts'
import { schemas } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { LevelStores } from '../../state/level-store.ts'
import { topology } from '../../topology.ts'
import type { Sent } from './story.ts'

const partitions = 4
const quietCheckMs = 20
const quietMsMax = 30_000

/**
 * The service with providers and verifiers, on the log that the settings name: what is sent is decided before `play`
 * returns.
 */
export class Stage {
  readonly connection: Connection
  readonly #stateFolder: string
  readonly #opened: OpenedLog
  readonly #sender: Sender
  readonly #reader: RecordReader
  readonly #seen = new Map<string, number>()
  #service: Service
  readonly #standIns: readonly StandIn[]

  static async open(config: Config): Promise<Stage> {
    const opened = await openOrCreateLog(config, openLogger(config.logLevel))
    const { prefix } = opened
    await applyWanted(opened, await wantedOf(opened, deploy(topology, { prefix, partitions })))
    const connection = await Connection.over(opened)
    const folder = stateFolder(config)
    const service = await startService(opened, folder)
    const providers = new SimulatedProviders({ connection, notifications: 2 })
    await providers.start()
    const verifiers = new SimulatedVerifiers({ connection, results: 2 })
    await verifiers.start()
    return new Stage(opened, connection, service, [providers, verifiers], folder)
  }

  constructor(
    opened: OpenedLog, connection: Connection, service: Service, standIns: readonly StandIn[], folder: string
  ) {
    this.#opened = opened
    this.connection = connection
    this.#service = service
    this.#standIns = standIns
    this.#stateFolder = folder
    this.#sender = new Sender(connection, () => this.#service.tables.caughtUp())
    this.#reader = new RecordReader(connection.topology, connection.codec)
  }

  /**
   * Sends records and waits until nothing more comes of them. @returns the new events, in the order they happened.
   * What the accounts were told of them is no part of it: nobody has asked for that.
   */
  async play(records: readonly Sent[]): Promise<readonly Flat[]> {
    for (const record of records) await this.#sender.add(this.#reader.parse(JSON.stringify(record)))
    await this.#sender.flush()
    await this.#quiet()
    return await this.#newEvents()
  }

  async wallet({ tenant, wallet }: { readonly tenant: string, readonly wallet: string }): Promise<WalletView> {
    return (await readWallet(this.connection, tenant, wallet, systemClock.now()))!
  }

  /** Deletes the folder of the state and starts again. @returns the digests of all rows before, and after. */
  async rebuild(): Promise<{ readonly before: string, readonly after: string }> {
    const before = this.#digests()
    await this.#service.stop()
    await rm(this.#stateFolder, { recursive: true })
    this.#service = await startService(this.#opened, this.#stateFolder)
    await this.#quiet()
    return { before, after: this.#digests() }
  }

  async close(): Promise<void> {
    for (const standIn of this.#standIns) await standIn.close()
    await this.#service.stop()
    await this.connection.close()
  }

  #digests(): string {
    const digests = this.#service.tasks.map(({ positions, partition, checkpoint: { digest } }) =>
      [...positions.keys()][0] + `/${partition} ${digest.rows} ${digest.sum}`)
    return digests.sort().join('\n')
  }

  async #quiet(): Promise<void> {
    const until = performance.now() + quietMsMax
    for (let calm = 0, ends = ''; calm < 2;) {
      if (performance.now() > until) throw new Error(`the service is not done after ${quietMsMax} ms`)
      await systemClock.sleep(quietCheckMs)
      const idle = await Promise.all([this.#service.idle(), ...this.#standIns.map(standIn => standIn.isIdle())])
      const quiet = idle.every(Boolean)
      const now = JSON.stringify([...await this.#changelogEnds()])
      calm = quiet && now === ends ? calm + 1 : 0
      ends = now
    }
  }

  async #changelogEnds(): Promise<Map<string, number>> {
    const { log, topology } = this.connection
    const ends = new Map<string, number>()
    for (const { changelog: { name } } of Object.values(topology.processors)) {
      for (let partition = 0; partition < partitions; partition++) {
        ends.set(`${name}/${partition}`, (await log.bounds(name, partition)).end)
      }
    }
    return ends
  }

  async #newEvents(): Promise<readonly Flat[]> {
    const events: { readonly event: Flat, readonly timestamp: number }[] = []
    const { changelog: { name: ofAccounts } } = this.connection.topology.processors['accounts']!
    for (const [place, end] of await this.#changelogEnds()) {
      const [topic, partition] = place.split('/') as [string, string]
      if (topic === ofAccounts) continue
      const from = this.#seen.get(place) ?? 0
      this.#seen.set(place, end)
      if (from < end) events.push(...await this.#read(topic, Number(partition), from, end))
    }
    return events.sort((left, right) => left.timestamp - right.timestamp || rank(left.event) - rank(right.event))
      .map(({ event }) => event)
  }

  async #read(topic: string, partition: number, from: number, end: number) {
    const { log, schemas } = this.connection
    const events: { readonly event: Flat, readonly timestamp: number }[] = []
    for await (const record of readPartition(log, topic, partition, { from })) {
      if (record.offset >= end) break
      const read = await schemas.decode(topic, record.value)
      if ('record' in read) events.push({ event: read.record, timestamp: record.timestamp })
    }
    return events
  }
}

/** What leads to what, should two of them have happened in one millisecond. */
const chain = [
  'WalletRequested', 'WalletRegistered', 'WalletOpened', 'ChallengeStarted', 'ChallengeApproved', 'WithdrawalCreated',
  'WithdrawalRegistered', 'WithdrawalConfirmed', 'PayoutStarted', 'PayoutCompleted', 'WithdrawalCompleted',
  'WithdrawalUnregistered'
]

function rank({ type }: Flat): number {
  return chain.indexOf(type)
}

function startService(opened: OpenedLog, folder: string): Promise<Service> {
  return Service.start({
    ...opened, topology, schemas, stores: new LevelStores(folder), clock: systemClock,
    onFailed: error => { throw error }
  })
}
