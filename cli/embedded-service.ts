import { schemas } from '../schemas/generated.ts'
import type { Flat } from '../schemas/record.ts'
import { LevelStores } from '../state/level-store.ts'
import { systemClock } from '../runtime/clock.ts'
import type { Config } from '../runtime/config.ts'
import { deploy } from '../runtime/deployment.ts'
import type { JournalRecord } from '../runtime/log/embedded/journal.ts'
import type { Logger } from '../runtime/logger.ts'
import { Service } from '../runtime/service.ts'
import { topology } from '../topology.ts'
import { applyWanted, wantedOf } from './apply.ts'
import { Connection, findDeployment } from './connection.ts'
import { stoppedTasks } from './end.ts'
import { EventTeller } from './event-teller.ts'
import { ObservedJournal } from './observed-journal.ts'
import { embeddedPartitions, openEmbeddedLog, sayRebuilt, stateFolder, type OpenedLog } from './open-log.ts'
import { SimulatedProviders } from './simulated-providers.ts'
import { SimulatedVerifiers } from './simulated-verifiers.ts'
import type { StandIn } from './stand-ins.ts'

const quietCheckMs = 5
/** Two looks in a row have to agree: between them nothing was written. */
const quietChecks = 2

export interface EmbeddedServiceOptions {
  readonly config: Config
  readonly logger: Logger
  readonly only?: readonly string[]
  readonly providers: 'simulated' | 'none'
  /** Simulated ones approve what the tokens of the proofs tell them to, and nothing else. */
  readonly verifiers: 'simulated' | 'none'
  /** Told of each event of each changelog, in the order in which they were committed. */
  readonly onEvent: (event: Flat) => void
  readonly onFailed: (error: Error) => void
}

/** The whole service in one process, on the embedded log. */
export class EmbeddedService {
  readonly connection: Connection
  readonly service: Service
  readonly #standIns: readonly StandIn[]
  readonly #teller: EventTeller
  readonly #writes: () => number

  static async start(options: EmbeddedServiceOptions): Promise<EmbeddedService> {
    const { config, config: { prefix }, logger, onFailed } = options
    let onWritten: (records: readonly JournalRecord[]) => void = () => {}
    let writes = 0
    const opened = await openEmbeddedLog(config, logger, journal => new ObservedJournal(journal, records => {
      writes++
      onWritten(records)
    }))
    await applyTopology(opened)
    const connection = await Connection.over(opened)
    const teller = new EventTeller(connection, options.onEvent)
    onWritten = records => teller.tell(records)
    const service = await Service.start({
      topology, schemas, log: opened.log, registry: undefined, clock: systemClock, logger, prefix, onFailed,
      stores: new LevelStores(stateFolder(config), (folder, why) => sayRebuilt(logger, folder, why)),
      ...options.only && { only: options.only }
    })
    const standIns = [
      ...options.providers === 'simulated' ? [new SimulatedProviders({ connection })] : [],
      ...options.verifiers === 'simulated' ? [new SimulatedVerifiers({ connection })] : []
    ]
    for (const each of standIns) await each.start()
    return new EmbeddedService(connection, service, standIns, teller, () => writes)
  }

  constructor(
    connection: Connection, service: Service, standIns: readonly StandIn[], teller: EventTeller, writes: () => number
  ) {
    this.connection = connection
    this.service = service
    this.#standIns = standIns
    this.#teller = teller
    this.#writes = writes
  }

  /** Resolves when every input is consumed, every request answered, and nothing more comes of it. */
  async quiet(): Promise<void> {
    for (let calm = 0, writes = -1; calm < quietChecks;) {
      const stopped = stoppedTasks(this.service)
      if (stopped.length > 0) throw new Error(`${stopped.length} partitions have stopped: the errors above say why`)
      const idle = await Promise.all([this.service.idle(), ...this.#standIns.map(each => each.isIdle())])
      const quiet = idle.every(Boolean)
      calm = quiet && writes === this.#writes() ? calm + 1 : 0
      writes = this.#writes()
      await systemClock.sleep(quietCheckMs)
    }
    await this.#teller.done
  }

  async stop(): Promise<void> {
    await Promise.all(this.#standIns.map(each => each.close()))
    await this.service.stop()
    await this.connection.close()
  }
}

async function applyTopology(opened: OpenedLog): Promise<void> {
  const { log, prefix } = opened
  const deployed = await findDeployment(log, prefix) ?? deploy(topology, { prefix, partitions: embeddedPartitions })
  await applyWanted(opened, await wantedOf(opened, deployed))
}
