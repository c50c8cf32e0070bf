import { randomUUID } from 'node:crypto'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { readPartition } from '../../cli/read-partition.ts'
import {
  findVerifierTopics, signatureHeader, Unanswered, VerifierConnector, verifierTopicNames, Webhook, type Result,
  type Verdict, type VerifierConnectorOptions, type VerifierHandlers
} from '../../connector/index.ts'
import { systemClock } from '../../runtime/clock.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import type { Log } from '../../runtime/log/log.ts'
import { silent } from '../../runtime/logger.ts'
import { partitionOf } from '../../runtime/partition.ts'
import { Schemas, SCHEMAS_TOPIC, schemasTopic } from '../../runtime/schemas.ts'
import { applyTopics, localRegistry } from '../../runtime/topics.ts'
import { topicName } from '../../runtime/topology.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas as avroSchemas } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { topology } from '../../topology.ts'
import { until } from '../support/until.ts'

const partitions = 2
const { requests, results } = verifierTopicNames('idcheck')
const [alice, bob] = ['demo/p-1/alice/kyc-1', 'demo/p-1/bob/kyc-1'] as const
const approved: Verdict = { type: 'VerificationApproved', validUntil: 1_900_000_000_000 }

const connecting = suite<{ world: VerifierWorld }>('connector of a verifier')

connecting.before.each(async context => { context.world = await VerifierWorld.create() })
connecting.after.each(context => context.world.close())

/** The two topics of one verifier, with nobody behind them. */
class VerifierWorld {
  readonly log: Log
  readonly schemas: Schemas
  readonly #connectors: VerifierConnector[] = []

  static async create(): Promise<VerifierWorld> {
    const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
    const codec = new Codec(avroSchemas)
    const config = { 'message.timestamp.type': 'LogAppendTime' }
    const wanted = [
      { name: SCHEMAS_TOPIC, value: undefined, ...schemasTopic },
      { name: requests, value: 'VerificationRequest', partitions, config },
      { name: results, value: 'VerificationResult', partitions, config }
    ]
    for (const { name, value } of wanted) if (value !== undefined) codec.add(name, value)
    await applyTopics(log, localRegistry(), codec, wanted, avroSchemas, '')
    const schemas = new Schemas({ log, codec, registry: undefined, prefix: '', clock: systemClock, logger: silent })
    await schemas.start()
    return new VerifierWorld(log, schemas)
  }

  private constructor(log: Log, schemas: Schemas) {
    this.log = log
    this.schemas = schemas
  }

  async connect(
    handlers: Partial<VerifierHandlers>, options: Partial<VerifierConnectorOptions> = {}
  ): Promise<VerifierConnector> {
    const nothing = (): Promise<[]> => Promise.resolve([])
    const connector = new VerifierConnector({
      log: this.log, schemas: this.schemas, topics: await findVerifierTopics(this.log, 'idcheck'),
      group: 'connector-idcheck', logger: silent, patience: { pauseMs: 1, pauseMsMax: 20 },
      handlers: { verify: nothing, cancel: nothing, ...handlers }, ...options
    })
    this.#connectors.push(connector)
    return connector
  }

  async ask(...asked: readonly (Partial<Flat> & { readonly reference: string })[]): Promise<void> {
    await this.log.append(asked.map(request => {
      const proofs = [{ kind: 'passport', token: 'doc_7f3a' }]
      const record = { type: 'RequestVerification', tenant: 'demo', class: 'passport', proofs, ...request }
      const { reference: key } = request
      return {
        topic: requests, key, partition: partitionOf(key, partitions),
        value: this.schemas.codec.encode(requests, record)
      }
    }))
  }

  async said(): Promise<Flat[]> {
    const said: Flat[] = []
    for (let partition = 0; partition < partitions; partition++) {
      for await (const { value } of readPartition(this.log, results, partition)) {
        const read = await this.schemas.decode(results, value)
        if (!('record' in read)) throw new Error(read.unreadable)
        said.push(read.record)
      }
    }
    return said.sort((left, right) => left['reference'].localeCompare(right['reference']))
  }

  async close(): Promise<void> {
    for (const connector of this.#connectors) await connector.close()
    await this.schemas.close()
    await this.log.close()
  }
}

connecting('the kit calls the topics what the topology calls them, and misses them by name', async ({ world }) => {
  const { verifierRequests, verifierResults } = topology.topics
  assert.equal(verifierTopicNames('idcheck', 'x-'), {
    requests: `x-${topicName(verifierRequests, { verifier: 'idcheck' })}`,
    results: `x-${topicName(verifierResults, { verifier: 'idcheck' })}`
  })
  assert.equal([verifierRequests.value, verifierResults.value], ['VerificationRequest', 'VerificationResult'])
  await findVerifierTopics(world.log, 'other').then(() => assert.unreachable(), ({ message }: Error) =>
    assert.is(message, 'topic verifier-other-requests does not exist: run `wallets verifiers put`'))
})

connecting('each request goes to its handler, and the verdict has its tenant and reference', async ({ world }) => {
  const asked: unknown[] = []
  const connector = await world.connect({
    verify: async ({ class: name, proofs }) => {
      asked.push([name, ...proofs.map(({ kind, token }) => `${kind} ${token}`)])
      return [approved]
    },
    cancel: async ({ type }) => {
      asked.push(type)
      return [{ type: 'VerificationCancelled' }]
    }
  })
  await world.ask({ reference: alice })
  await until(() => connector.isIdle())
  await world.ask({ reference: bob, type: 'CancelVerification' })
  await until(() => connector.isIdle())
  assert.equal(asked, [['passport', 'passport doc_7f3a'], 'CancelVerification'])
  assert.equal(await world.said(), [
    { tenant: 'demo', reference: alice, ...approved },
    { tenant: 'demo', reference: bob, type: 'VerificationCancelled', reason: '' }
  ])
})

connecting('a verifier that cannot be reached is asked again, and in the end nothing is said', async ({ world }) => {
  const tried: string[] = []
  const connector = await world.connect({
    verify: async ({ reference }) => {
      tried.push(reference)
      if (reference === alice || tried.filter(each => each === bob).length < 2) throw new Unanswered('503')
      return [{ type: 'VerificationDenied', reason: 'document:expired' }]
    }
  }, { patience: { attemptsMax: 3, pauseMs: 1 } })
  await world.ask({ reference: alice }, { reference: bob })
  await until(() => connector.isIdle())
  assert.equal(tried.sort(), [alice, alice, alice, bob, bob])
  assert.equal(await world.said(), [
    { type: 'VerificationDenied', tenant: 'demo', reference: bob, reason: 'document:expired' }
  ])
})

connecting('no request is too old to be passed on', async ({ world }) => {
  const clock = { ...systemClock, now: () => systemClock.now() + 30 * 24 * 60 * 60_000 }
  const connector = await world.connect({ verify: async () => [approved] }, { clock })
  await world.ask({ reference: alice })
  await until(() => connector.isIdle())
  assert.is((await world.said()).length, 1)
})

connecting('a reason that is a sentence is not written, nor told in the error', async ({ world }) => {
  const connector = await world.connect({})
  const head = { tenant: 'demo', reference: alice }
  for (const reason of ['Jane Roe is unknown', 'Roe', 'a::b', 'a'.repeat(101)]) {
    for (const type of ['VerificationDenied', 'VerificationFailed', 'VerificationCancelled'] as const) {
      await connector.notify({ ...head, type, reason }).then(() => assert.unreachable(reason), (error: Error) => {
        assert.is(error.name, 'BadNotification')
        assert.not.ok(error.message.includes(reason))
      })
    }
  }
  await connector.notify({ ...head, type: 'VerificationFailed', reason: 'no_match:face_2' })
  assert.equal((await world.said()).map(({ type, reason }) => [type, reason]), [
    ['VerificationFailed', 'no_match:face_2']
  ])
})

connecting('what is under way when it is closed is asked again, under the same reference', async ({ world }) => {
  let asked = 0
  const first = await world.connect({
    verify: () => {
      asked++
      return new Promise(() => {})
    }
  })
  await world.ask({ reference: alice })
  await until(() => asked === 1)
  await first.close()
  const second = await world.connect({ verify: async () => [approved] })
  await until(() => second.isIdle())
  assert.equal((await world.said()).map(({ reference }) => reference), [alice])
})

connecting('a callback is a result when it is signed, and confirmed when it is in the log', async ({ world }) => {
  const connector = await world.connect({})
  const secret = 'whsec_0123456789abcdef'
  const webhook = await Webhook.listen<Result>({
    port: 0, path: '/callbacks', secrets: [secret], logger: silent,
    read: body => ({ type: 'VerificationApproved', tenant: 'demo', reference: (body as { of: string }).of }),
    notify: result => connector.notify(result)
  })
  const body = JSON.stringify({ of: alice })
  const post = async (secrets: readonly string[]): Promise<number> => {
    const signature = signatureHeader(Buffer.from(body), secrets, Date.now() / 1_000)
    const headers = { 'x-signature': signature }
    return (await fetch(`http://127.0.0.1:${webhook.port}/callbacks`, { method: 'POST', body, headers })).status
  }
  assert.equal([await post(['whsec_of_somebody_else']), await world.said()], [401, []])
  assert.is(await post([secret]), 200)
  assert.equal(await world.said(), [
    { type: 'VerificationApproved', tenant: 'demo', reference: alice, validUntil: 0 }
  ])
  await webhook.close()
})

connecting.run()
