import { systemClock } from '../runtime/clock.ts'
import { ASKED_MAX, dryRun, isDecided, type Foreseen } from '../runtime/dry-run.ts'
import { GlobalTables } from '../runtime/tables.ts'
import { topicName } from '../runtime/topology.ts'
import type { Connection } from './connection.ts'
import { InputRefused } from './input-refused.ts'
import type { ClientRecord } from './ndjson.ts'

/** What would come of one record. */
export interface ForeseenLine extends Foreseen {
  /** Where it stands in its file; undefined for one that was given by arguments. */
  readonly line?: number
}

/** Takes records in place of a sender, and keeps them for a dry run. */
export class Rehearsal {
  readonly #connection: Connection
  readonly #asked: { readonly client: ClientRecord, readonly line: number | undefined }[] = []

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** @throws InputRefused for what nobody decides, and for more than a dry run takes */
  async add(client: ClientRecord, line?: number): Promise<void> {
    const { topic, params, record } = client
    if (!isDecided(this.#connection.topology, topic)) {
      throw new InputRefused(`${record.type} goes to ${topicName(topic, params)}, where nobody decides it`)
    }
    if (this.#asked.length >= ASKED_MAX) throw new InputRefused(`a dry run takes ${ASKED_MAX} records at most`)
    this.#asked.push({ client, line })
  }

  /** There is nothing to be sent. */
  async flush(): Promise<void> {}

  /** What would come of all that was taken. Nothing is written. @param onProgress counts records of changelogs */
  async run(onProgress?: (done: number, total: number) => void): Promise<readonly ForeseenLine[]> {
    const { log, topology, schemas, logger } = this.#connection
    const shared = { log, topology, schemas, clock: systemClock }
    const tables = new GlobalTables({ ...shared, logger })
    await tables.start()
    try {
      const foreseen = await dryRun({ ...shared, tables, onProgress }, this.#asked.map(({ client }) => client))
      return foreseen.map((each, index) => {
        const { line } = this.#asked[index]!
        return line === undefined ? each : { line, ...each }
      })
    } finally {
      await tables.close()
    }
  }
}

/** Whether it would not be carried out, or was not. */
export function isRefused({ outcome, event }: Foreseen): boolean {
  return outcome === 'dead_letter' || outcome === 'waits' || event?.type === 'OperationRefused'
}
