import { randomUUID } from 'node:crypto'

import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import type { ServiceOptions } from '../../runtime/service.ts'
import type { Plain, Provider, Tenant } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { opened } from '../runtime/counter-world.ts'
import { HandClock } from '../runtime/egg-world.ts'
import { providerOf, tenantOf } from '../support/plans.ts'
import { World } from '../support/world.ts'
import { createDeposit, createWithdrawal, openWallet, wordOf } from './wallets-world.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const DAY = 24 * 60 * MINUTE

export interface Configuration {
  readonly tenant?: Partial<Plain<Tenant>>
  /** By their ids. */
  readonly providers?: Readonly<Record<string, Partial<Plain<Provider>>>>
  /** What runs; all of it by default. */
  readonly only?: readonly string[]
}

/** The whole service with a wallet that has money, and a clock that the test moves: the broker's and the service's. */
export class PayoutsWorld {
  readonly world: World
  readonly clock: HandClock
  #revision = 1

  static async create({ tenant = {}, providers = { acme: {} }, only = [] }: Configuration = {}): Promise<PayoutsWorld> {
    const clock = new HandClock()
    const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), clock)
    const world = opened(await World.create({ log, ids: { providers: Object.keys(providers) } }))
    const payouts = new PayoutsWorld(world, clock)
    await world.send('tenants', { type: 'Tenant', ...tenantOf({ tenant: 'demo', ...tenant }) })
    for (const [id, row] of Object.entries(providers)) await payouts.configure(id, row)
    await payouts.start({ only })
    await world.send('walletCommands', openWallet(), createDeposit())
    return payouts
  }

  private constructor(world: World, clock: HandClock) {
    this.world = world
    this.clock = clock
  }

  async start(options: Partial<ServiceOptions> = {}): Promise<void> {
    await this.world.start({ clock: this.clock, ...options })
  }

  /** Writes a provider's row. */
  async configure(provider: string, row: Partial<Plain<Provider>>): Promise<void> {
    const revision = this.#revision++
    const complete = providerOf(provider, { tenant: 'demo', revision, ...row })
    await this.world.send('providers', { type: 'Provider', ...complete })
  }

  /** A withdrawal by whichever provider there is. */
  async withdraw(withdrawal: string, changes: object = {}): Promise<void> {
    await this.command(createWithdrawal(`create-${withdrawal}`, { withdrawal, provider: '', ...changes }))
  }

  async cancel(withdrawal: string): Promise<void> {
    const operationId = `cancel-${withdrawal}`
    await this.command({ tenant: 'demo', wallet: 'alice', operationId, type: 'CancelWithdrawal', withdrawal })
  }

  async command(...commands: readonly object[]): Promise<void> {
    await this.world.send('walletCommands', ...commands)
    await this.world.quiet()
  }

  /** An operator decides. */
  async decide(type: string, withdrawal: string, fields: object = {}): Promise<void> {
    const operationId = `${type}-${withdrawal}`
    await this.world.send('withdrawalDecisions', {
      tenant: 'demo', wallet: 'alice', operationId, type, withdrawal, by: 'olga', ...fields
    })
    await this.world.quiet()
  }

  /** A provider speaks of an attempt: `w1/1` is the first one of w1. */
  async say(provider: string, type: string, attempt: string, fields: object = {}): Promise<void> {
    await this.world.send('providerInvoicePaid', {
      provider, tenant: 'demo', reference: `demo/alice/${attempt}`, type, invoice: 'i1', details: '', ...fields
    })
    await this.world.quiet()
  }

  /** Lets time go by for everybody, and what is due then happen. */
  async pass(ms: number): Promise<void> {
    this.clock.time += ms
    await this.world.quiet()
  }

  /** What became of a withdrawal, as its payout tells it, in words. */
  async payout(withdrawal: string): Promise<readonly string[]> {
    return (await this.events('withdrawal-changelog', withdrawal)).map(wordOf)
  }

  /** The same, as the wallet tells it. */
  async money(withdrawal: string): Promise<readonly string[]> {
    return (await this.events('wallet-changelog', withdrawal)).map(wordOf)
  }

  /** Events of a withdrawal. */
  async events(changelog: string, withdrawal: string): Promise<readonly Flat[]> {
    return (await this.world.read(changelog)).filter(event => event['withdrawal'] === withdrawal)
  }

  /** What a provider was asked: the types of the requests, each with its attempt. */
  async asked(provider: string): Promise<readonly string[]> {
    const requests = await this.world.read(`provider-${provider}-invoice-requests`)
    return requests.map(({ type, reference }) => `${type} ${(reference as string).slice('demo/alice/'.length)}`)
  }

  /** Posted and held, after everything. */
  async balance(): Promise<readonly [posted: bigint, held: bigint]> {
    const { posted, held } = (await this.world.read('wallet-changelog')).findLast(({ balance }) => balance)!['balance']
    return [posted, held]
  }
}
