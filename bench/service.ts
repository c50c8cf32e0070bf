/**
 * The service on commands that lie ready in the topic, from its first slice to its last; then a restore of all of it
 * into an empty store. A process of its own, like what it is compared with.
 *
 * PREFIX, RECORDS in the environment; prints a `ServiceRun`.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { systemClock } from '../runtime/clock.ts'
import { silent } from '../runtime/logger.ts'
import { Service } from '../runtime/service.ts'
import type { SliceReport } from '../runtime/context.ts'
import { schemas } from '../schemas/generated.ts'
import { confluentRegistry } from '../schemas/confluent-registry.ts'
import { LevelStores } from '../state/level-store.ts'
import { clusterFromEnvironment, kafkaLog } from '../test/support/kafka.ts'
import { topology } from '../topology.ts'

export interface ServiceRun {
  readonly records: number
  readonly ms: number
  readonly slices: number
  /** Milliseconds of all tasks together; they overlap in time. */
  readonly readMs: number
  readonly decideMs: number
  readonly commitMs: number
  /** Milliseconds of processor time of this process, all threads. */
  readonly cpuMs: number
  readonly restoredEvents: number
  readonly restoreMs: number
}

const { PREFIX: prefix = '', RECORDS = '0' } = process.env
const records = Number(RECORDS)

const folder = await mkdtemp(join(tmpdir(), 'wallets-bench-'))
const slices: SliceReport[] = []
let first = 0
let cpu = process.cpuUsage()
let done = 0
const finished = new Promise<void>(resolve => {
  void start('live', slice => {
    if (slices.length === 0) {
      first = performance.now() - slice.readMs - slice.decideMs - slice.commitMs
      cpu = process.cpuUsage()
    }
    slices.push(slice)
    done += slice.records
    if (done >= records) resolve()
  }).then(service => { running = service })
})
let running: Service | undefined
await finished
const ms = performance.now() - first
const { user, system } = process.cpuUsage(cpu)
await running!.stop()

const restoring = performance.now()
const restored = await start('restored')
while (!restored.tasks.every(({ state }) => state === 'running')) await new Promise(resolve => setTimeout(resolve, 5))
const restoreMs = performance.now() - restoring
const restoredEvents = restored.tasks.reduce((sum, { checkpoint }) => sum + checkpoint.changelogNext, 0)
await restored.stop()
await rm(folder, { recursive: true })

const sum = (field: 'readMs' | 'decideMs' | 'commitMs') => slices.reduce((total, slice) => total + slice[field], 0)
process.stdout.write(JSON.stringify({
  records: done, ms, slices: slices.length, readMs: sum('readMs'), decideMs: sum('decideMs'), commitMs: sum('commitMs'),
  cpuMs: (user + system) / 1_000, restoredEvents, restoreMs
} satisfies ServiceRun))
process.exit(0)

function start(name: string, onSlice: (slice: SliceReport) => void = () => {}): Promise<Service> {
  return Service.start({
    topology, schemas, log: kafkaLog(), registry: confluentRegistry({ url: clusterFromEnvironment().registryUrl }),
      prefix,
    only: ['wallets'], stores: new LevelStores(join(folder, name)), clock: systemClock, logger: silent,
    onFailed: error => { throw error }, observer: { onSlice }
  })
}
