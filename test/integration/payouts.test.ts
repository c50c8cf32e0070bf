import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { isFinished, isUnresolved, type PayoutRow } from '../../processors/withdrawals/rows.ts'
import { withdrawals } from '../../processors/withdrawals/index.ts'
import type { Plain, Posting } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { ConnectorProcess } from '../support/connector-process.ts'
import { EventTail } from '../support/event-tail.ts'
import { FakeHttpProvider } from '../support/fake-http-provider.ts'
import { sumOf, type BookedPayout } from '../support/fake-payouts.ts'
import { Instance } from '../support/instance.ts'
import { createDeployment, send, type Deployment } from '../support/kafka.ts'
import {
  fixed, limitOf, minOf, posting, providerOf, share, tenantOf, terminalOf
} from '../support/plans.ts'
import { sleep, until } from '../support/until.ts'

const PARTITIONS = 4
const WITHDRAWALS = Number(process.env['PAYOUTS'] ?? 10_000)
const WALLETS = 200
const CHUNK = 500
const DEPOSIT = 10_000_000n
const SETTLING_MS_MAX = 300_000
/** The part of the payouts that meets the providers at their worst. Afterwards they come to an end with all of them. */
const WILD = 0.95

const apiKey = 'sk_test_1'
const secret = 'whsec_0123456789abcdef'

/** What a provider pays otherwise than it was asked: one of so many withdrawals. */
const WRONG_EVERY = 100
/** And what it pays a second time. */
const TWICE_EVERY = 100

const tenant = {
  type: 'Tenant',
  ...tenantOf({
    tenant: 'demo', attemptsMax: 2, transientFailures: ['authorization_failed', 'limit_exceeded'],
    withdrawalPlan: [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', share(1, 100))]
  })
}

/** Two providers: what one declines for now, the other is asked for. */
const providers = [
  providerOf('acme', {
    terminals: [terminalOf('main', { priority: 1, limits: [limitOf('count', 'month', 8_000n)] }), terminalOf('spare')]
  }),
  providerOf('bolt', {
    terminals: [terminalOf('main', { fee: [posting('wallet', 'provider', minOf(fixed(5n), share(1, 20)))] })]
  })
].map(row => ({
  type: 'Provider', ...row, tenant: 'demo', answerMs: 60_000, enquiryFirstMs: 5_000, enquiryMaxMs: 30_000
}))

/** The provider with its connector: two processes that speak HTTP. */
class Payer {
  readonly id: string
  readonly provider: FakeHttpProvider
  readonly #prefix: string
  #connector: ConnectorProcess | undefined

  static async start(id: string, seed: number, prefix: string): Promise<Payer> {
    const provider = await FakeHttpProvider.start({
      seed, apiKey, secret, payMsMax: 4_000, callbackMsMax: 500, misbehaviour: { trouble: 0.03, lost: 0.05 },
      fate: (reference, usual) => isWrong(reference) && usual.outcome === 'paid'
        ? { outcome: 'paid', afterMs: usual.afterMs, amount: 1n }
        : usual
    })
    const payer = new Payer(id, provider, prefix)
    await payer.connect()
    return payer
  }

  private constructor(id: string, provider: FakeHttpProvider, prefix: string) {
    this.id = id
    this.provider = provider
    this.#prefix = prefix
  }

  /** A new connector process, after the death of the last. */
  async connect(): Promise<void> {
    await this.#connector?.end('SIGKILL')
    this.#connector = new ConnectorProcess({
      WALLETS_PREFIX: this.#prefix, PROVIDER_ID: this.id, PROVIDER_URL: this.provider.url, PROVIDER_API_KEY: apiKey,
      WEBHOOK_SECRETS: secret, WEBHOOK_PORT: '0'
    })
    this.provider.callbacks.url = `http://127.0.0.1:${await this.#connector.port()}/callbacks`
  }

  async close(): Promise<void> {
    await this.#connector?.end('SIGKILL')
    await this.provider.close()
  }

  tell(): void {
    console.error(this.id, this.#connector?.facts.slice(-10))
  }
}

const payouts = suite('ten thousand payouts on a real broker')

payouts('our books are the providers\', and what differs has a state that says so', async () => {
  const deployment = await createDeployment(PARTITIONS, providers.map(({ provider }) => provider))
  const folder = await mkdtemp(join(tmpdir(), 'wallets-payouts-'))
  const { prefix } = deployment
  const instances = ['one', 'two'].map(name => new Instance(name, { prefix, data: join(folder, name) }))
  const tails = await Promise.all(['wallet-changelog', 'withdrawal-changelog'].map(topic =>
    EventTail.start(deployment, topic))) as [EventTail, EventTail]
  const payers: Payer[] = []
  try {
    await send(deployment, 'tenants', [tenant])
    await send(deployment, 'providers', providers)
    for (const instance of instances) instance.start()
    for (const [index, { provider }] of providers.entries()) {
      payers.push(await Payer.start(provider, index + 1, prefix))
    }
    await withdraw(deployment, instances[0]!, payers[0]!)
    await settle(tails, payers)
    compare(tails, payers)
  } catch (error) {
    for (const { name, facts } of instances) console.error(name, facts.slice(-10))
    for (const payer of payers) payer.tell()
    throw error
  } finally {
    for (const instance of instances) await instance.signal('SIGKILL')
    for (const tail of tails) await tail.close()
    for (const payer of payers) await payer.close()
    await deployment.log.close()
    await rm(folder, { recursive: true, force: true })
  }
})

payouts.run()

/** All withdrawals, while a process of the service and a connector are killed, and some clients change their mind. */
async function withdraw(deployment: Deployment, instance: Instance, payer: Payer): Promise<void> {
  const wallets = Array.from({ length: WALLETS }, (_, index) => ({ tenant: 'demo', wallet: `wallet-${index}` }))
  await send(deployment, 'walletCommands', wallets.flatMap(wallet => [
    { ...wallet, type: 'OpenWallet', operationId: 'open', currency: 'EUR' },
    { ...wallet, type: 'CreateDeposit', operationId: 'deposit', source: 'bank', amount: DEPOSIT, currency: 'EUR' }
  ]))
  for (let start = 0; start < WITHDRAWALS; start += CHUNK) {
    const numbers = Array.from({ length: CHUNK }, (_, index) => start + index)
    await send(deployment, 'walletCommands', numbers.flatMap(number => [
      withdrawal(number), ...number % 50 === 0 ? [cancellation(number)] : []
    ]))
    if (start === WITHDRAWALS / 2) {
      await instance.signal('SIGKILL')
      instance.start()
      await payer.connect()
    }
    await sleep(200)
  }
}

function withdrawal(number: number): object {
  return {
    type: 'CreateWithdrawal', tenant: 'demo', wallet: `wallet-${number % WALLETS}`, operationId: `op-${number}`,
    withdrawal: `w-${number}`, provider: '', destination: `tok_${number}`, amount: BigInt(1_000 + number % 9_000),
    currency: 'EUR', method: '', party: '', scheduledAt: 0, quote: ''
  }
}

function cancellation(number: number): object {
  return {
    type: 'CancelWithdrawal', tenant: 'demo', wallet: `wallet-${number % WALLETS}`, operationId: `cancel-${number}`,
    withdrawal: `w-${number}`
  }
}

function numberOf(reference: string): number {
  return Number(reference.split('/')[2]!.slice('w-'.length))
}

function isWrong(reference: string): boolean {
  return numberOf(reference) % WRONG_EVERY === 7
}

/** From now on the providers behave. They say what they have not said, and pay some a second time. */
async function settle([wallets, payoutTail]: readonly [EventTail, EventTail], payers: readonly Payer[]): Promise<void> {
  await until(() => wallets.count('WithdrawalCreated') === WITHDRAWALS, SETTLING_MS_MAX)
  const booked = (): number => payers.reduce((sum, { provider }) => sum + provider.books.size, 0)
  await until(() => booked() > WITHDRAWALS * WILD, SETTLING_MS_MAX)
  for (const { provider } of payers) provider.heal()
  await until(async () => {
    for (const { provider } of payers) await provider.settle()
    const open = [...payoutsOf(payoutTail.events).values()].filter(({ attempts, status }) =>
      attempts.some(each => each.status === 'open' || each.status === 'reserving') || status === 'ready')
    const finished = wallets.count('WithdrawalCompleted') + wallets.count('WithdrawalFailed')
    if (open.length > 0 || finished < WITHDRAWALS - disputed(payoutTail.events)) await sleep(1_000)
    return open.length === 0 && finished === WITHDRAWALS - disputed(payoutTail.events)
  }, SETTLING_MS_MAX)
  let twice = 0
  for (const { provider } of payers) {
    for (const [reference, { state }] of provider.books) {
      if (state !== 'paid' || numberOf(reference) % TWICE_EVERY !== 3) continue
      provider.payAgain(reference)
      twice++
    }
    await provider.settle()
  }
  assert.ok(twice > 5, `${twice} paid twice`)
  const returns = payers.reduce((sum, { provider }) => sum + [...provider.books.values()]
    .reduce((count, payout) => count + (isWrong(payout.reference) ? 0 : payout.returns.length), 0), 0)
  await until(() => wallets.count('WithdrawalClaimed') === twice && wallets.count('WithdrawalReturned') === returns,
    SETTLING_MS_MAX)
}

function disputed(events: readonly Flat[]): number {
  return [...payoutsOf(events).values()].filter(({ status }) => status === 'mismatched').length
}

/** The payouts, folded from their events by the service's own code. */
function payoutsOf(events: readonly Flat[]): Map<string, PayoutRow> {
  const rows = new Map<string, PayoutRow>()
  for (const event of events) {
    const key = `${event['tenant']}/${event['wallet']}/${event['withdrawal']}`
    const { payouts: row } = withdrawals.evolve({ payouts: rows.get(key) }, event as never)
    if (row !== undefined) rows.set(key, row)
  }
  return rows
}

function compare([wallets, payoutTail]: readonly [EventTail, EventTail], payers: readonly Payer[]): void {
  const rows = payoutsOf(payoutTail.events)
  assert.is(rows.size, WITHDRAWALS)
  const explained = new Set<string>()
  for (const { id, provider } of payers) {
    for (const [reference, booked] of provider.books) {
      const why = differenceOf(reference, booked, rows)
      if (why === undefined) continue
      assert.is(why, 'mismatched', `${id} ${reference}`)
      explained.add(reference)
    }
  }
  assert.ok(explained.size > 5 && [...explained].every(isWrong), 'only what was paid otherwise differs, and says so')
  for (const [key, payout] of rows) {
    const references = payout.attempts.map((_, index) => `${key}/${index + 1}`)
    const isDisputed = references.some(reference => explained.has(reference))
    assert.ok(isFinished(payout) !== isDisputed, `${key} is ${payout.status}`)
    assert.is(payout.attempts.filter(isUnresolved).length, isDisputed ? 1 : 0, key)
  }
  compareMoney(wallets.events, payers, rows)
  console.log(tally(rows))
}

/** Undefined when what we have of an attempt is what the provider has booked; otherwise the state that tells. */
function differenceOf(
  reference: string, { payments, returns, order }: BookedPayout, rows: ReadonlyMap<string, PayoutRow>
): string | undefined {
  const [attempt, ...key] = reference.split('/').reverse() as [string, ...string[]]
  const ours = rows.get(key.reverse().join('/'))?.attempts[Number(attempt) - 1]
  if (ours === undefined) return order === undefined ? undefined : 'not in our books'
  const isEqual = ours.paid === sumOf(payments) && ours.returned === sumOf(returns)
  return isEqual && ours.status !== 'mismatched' ? undefined : ours.status
}

/** In double entry: what the accounts of the providers have is what they paid, less what came back. */
function compareMoney(events: readonly Flat[], payers: readonly Payer[], rows: ReadonlyMap<string, PayoutRow>): void {
  const accounts = new Map<string, bigint>()
  const held = new Map<string, bigint>()
  for (const event of events) {
    if (event['balance'] !== null && event['balance'] !== undefined) held.set(event['wallet'], event['balance'].held)
    for (const { debit, credit, amount } of (event['postings'] ?? []) as Plain<Posting>[]) {
      accounts.set(debit, (accounts.get(debit) ?? 0n) - amount)
      accounts.set(credit, (accounts.get(credit) ?? 0n) + amount)
    }
  }
  for (const { id, provider } of payers) {
    const fair = [...provider.books.values()].filter(({ reference }) => !isMismatched(reference, rows))
    const moved = fair.reduce((sum, { payments, returns }) => sum + sumOf(payments) - sumOf(returns), 0n)
    assert.is(accounts.get(`provider/${id}`), moved, `the account of ${id}`)
  }
  assert.is([...accounts.values()].reduce((sum, each) => sum + each, 0n), 0n)
  const inDispute = [...rows.values()].filter(({ status }) => status === 'mismatched')
    .reduce((sum, { order }) => sum + order!.hold, 0n)
  assert.is([...held.values()].reduce((sum, each) => sum + each, 0n), inDispute, 'what is held is what is in dispute')
}

function isMismatched(reference: string, rows: ReadonlyMap<string, PayoutRow>): boolean {
  const parts = reference.split('/')
  return rows.get(parts.slice(0, 3).join('/'))?.attempts[Number(parts[3]) - 1]?.status === 'mismatched'
}

function tally(rows: ReadonlyMap<string, PayoutRow>): object {
  const counts: Record<string, number> = {}
  for (const { status, attempts } of rows.values()) {
    counts[status] = (counts[status] ?? 0) + 1
    for (const each of attempts) counts[`attempt ${each.status}`] = (counts[`attempt ${each.status}`] ?? 0) + 1
  }
  return counts
}
