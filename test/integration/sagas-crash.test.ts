import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { systemClock } from '../../runtime/clock.ts'
import { silent } from '../../runtime/logger.ts'
import { Service } from '../../runtime/service.ts'
import { schemas } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { LevelStores } from '../../state/level-store.ts'
import type { Digest } from '../../state/store.ts'
import { topology } from '../../topology.ts'
import { wordOf } from '../flows/wallets-world.ts'
import { readRecords } from '../support/audit.ts'
import { Crash, CrashingLog, crashingStores, stepsOf, stepsOfSlice } from '../support/crash.ts'
import { createDeployment, kafkaLog, send, type Deployment } from '../support/kafka.ts'
import { beginnings, PARTITIONS, sagas, tenantRow, type Saga, type Sent } from '../support/sagas.ts'
import { until } from '../support/until.ts'

/** Those that wallets and parties have between them. On the embedded log there are all, and all processors. */
const openings = sagas.filter(({ name }) => name.startsWith('opening'))
const transfers = sagas.filter(({ name }) => name.startsWith('a transfer'))

const test = suite('a crash on a real broker')

test('at any step of opening a wallet ends in the same state as no crash', () => die(openings))

test('at any step of a transfer between two partitions ends in the same state as no crash', () => die(transfers))

test.run()

async function die(those: readonly Saga[]): Promise<void> {
  const deployment = await createDeployment(PARTITIONS, [])
  const folder = await mkdtemp(join(tmpdir(), 'wallets-sagas-'))
  const running = new Running(deployment, folder)
  try {
    await send(deployment, 'tenants', [tenantRow])
    await sendAll(deployment, beginnings())
    for (const saga of those) await dieAtEveryStep(deployment, running, saga)

    await running.start(new Crash(Infinity))
    const digests = running.digests()
    await running.stop()
    const rebuilt = new Running(deployment, join(folder, 'rebuilt'))
    await rebuilt.start(new Crash(Infinity))
    assert.equal(rebuilt.digests(), digests, 'what every restart left is what the changelogs say')
    await rebuilt.stop()
  } finally {
    await running.stop()
    await deployment.log.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** One wallet for each step: the process dies there, and its successor takes over. The last wallet sees no crash. */
async function dieAtEveryStep(deployment: Deployment, running: Running, saga: Saga): Promise<void> {
  const walletOf = (step: number) => `${saga.words.at(-1)}-${step}`
  const died = await stepsOf(async (crash, step) => {
    await running.start(crash)
    const wallet = walletOf(step)
    for (const sent of saga.given(wallet)) {
      await sendAll(deployment, sent)
      await running.rests()
    }
    crash.arm()
    await sendAll(deployment, saga.commands(wallet))
    const hasEnded = async () => (await outcomeOf(deployment, saga, wallet)).length === saga.words.length
    await until(async () => crash.died !== undefined || await hasEnded())
    await running.stop()
  })
  const calm = await outcomeOf(deployment, saga, walletOf(died.length))
  assert.equal(calm.map(wordOf), saga.words)
  for (const [step, name] of died.entries()) {
    assert.equal(await outcomeOf(deployment, saga, walletOf(step)), calm, `after ${step} steps, ${name}`)
  }
  assert.is(died.length, stepsOfSlice.length * saga.words.length, 'it died at each step of each slice')
}

async function sendAll(deployment: Deployment, all: readonly Sent[]): Promise<void> {
  for (const [to, command] of all) await send(deployment, to, [command])
}

/** The events of its wallets, without what is another one for each: names, times and offsets. */
async function outcomeOf({ log, codec, prefix }: Deployment, saga: Saga, wallet: string): Promise<readonly Flat[]> {
  const [parties, wallets] = await Promise.all(
    ['party-changelog', 'wallet-changelog'].map(name => readRecords(log, codec, prefix + name)))
  const before = new Set(saga.given(wallet).flat().map(([, command]) => (command as Flat).operationId))
  const ids = saga.wallets(wallet)
  const events = [parties!, ...ids.map(() => wallets!)].flatMap((those, index) =>
    those.filter(event => event['wallet'] === (ids[index - 1] ?? wallet) && !before.has(event.operationId)))
  return events.map(event => {
    const { hash, at, sourceOffset, fingerprint, revision, ...rest } = event
    const own = event['party'] === undefined || event.type === 'WalletRequested' ? { revision } : {}
    return JSON.parse(ids.reduceRight((text, id, index) => text.replaceAll(id, `WALLET ${index}`),
      JSON.stringify({ ...rest, ...own }, plain))) as Flat
  })
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}

/** A service in this process that can die: its successor finds what it has left on the broker and on the disk. */
class Running {
  readonly #deployment: Deployment
  readonly #folder: string
  #service: Service | undefined
  #close = async () => {}

  constructor(deployment: Deployment, folder: string) {
    this.#deployment = deployment
    this.#folder = folder
  }

  /** Resolves when it has nothing left to do of what came before. */
  async start(crash: Crash): Promise<void> {
    const { prefix, registry } = this.#deployment
    const log = kafkaLog({ sessionTimeoutMs: 6_000, heartbeatIntervalMs: 500 })
    const service = await Service.start({
      topology, schemas, registry, prefix, log: new CrashingLog(log, crash), only: ['wallets', 'parties'],
      stores: crashingStores(new LevelStores(this.#folder), crash), clock: systemClock, logger: silent,
      onFailed: error => { throw error }
    })
    this.#service = service
    this.#close = () => log.close()
    await until(() => service.idle())
  }

  /** Resolves when nothing more comes of what was sent. */
  async rests(): Promise<void> {
    let calm = 0
    await until(async () => (calm = await this.#service!.idle() ? calm + 1 : 0) === 3)
  }

  async stop(): Promise<void> {
    await this.#service?.stop()
    await this.#close()
    this.#service = undefined
    this.#close = async () => {}
  }

  digests(): Readonly<Record<string, Digest>> {
    return Object.fromEntries(this.#service!.tasks.map(task =>
      [`${task.processor}-${task.partition}`, task.checkpoint.digest]))
  }
}
