import type { FollowUp, Processor, Decider as EngineDecider } from '../../runtime/topology.ts'
import type { ProviderRequest } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { notified } from '../../processors/withdrawals/notification.ts'
import { topology } from '../../topology.ts'
import { Random } from '../simulation/random.ts'
import { tablesOf } from '../support/given.ts'
import { configurationOf, CURRENCY, TENANT, WALLETS, type Configuration } from './configuration.ts'
import { Invariants } from './invariants.ts'
import { Machine } from './machine.ts'
import { FuzzProvider } from './provider.ts'

export type Deciders = Readonly<Record<string, EngineDecider>>

export interface Violation { readonly invariant: string, readonly detail: string }

const START = 1_700_000_000_000
const SETTLING_MAX = 2_000

/** What happens next, by weight. A processor works more often than anything happens to it. */
const doings = {
  work: 40, client: 6, provider: 12, request: 10, word: 14, time: 5, tick: 6, operator: 2, crash: 1
} as const

/** One sequence: three processors, their providers, clients and operators, and time, in any order. */
export class FuzzWorld {
  readonly random: Random
  readonly configuration: Configuration
  readonly machines: ReadonlyMap<string, Machine>
  readonly providers: ReadonlyMap<string, FuzzProvider>
  readonly violations: Violation[] = []
  readonly isHonest: boolean
  readonly trace: string[] = []
  now = START
  readonly #invariants: Invariants
  #number = 0
  readonly #sent: Flat[] = []

  constructor(seed: number, deciders: Deciders) {
    this.random = new Random(seed, 'fuzz')
    this.isHonest = this.random.chance(0.4)
    this.configuration = configurationOf(this.random)
    const { tenant, providers } = this.configuration
    this.providers = new Map(providers.map(({ provider }) =>
      [provider, new FuzzProvider(provider, this.random, this.isHonest)]))
    const around = {
      tables: tablesOf({ tenants: [tenant], providers }) as never, now: () => this.now,
      send: (followUp: FollowUp) => this.#send(followUp),
      fail: (invariant: string, detail: string) => void this.violations.push({ invariant, detail })
    }
    this.machines = new Map(Object.entries<Processor>(topology.processors).map(([name, processor]) => {
      const stores = processor.stores.map(store =>
        ({ name: store, ...topology.stores[store as 'quotes'] }))
      return [name, new Machine(name, processor, stores, deciders[name] ?? processor.decider, around)]
    }))
    this.#invariants = new Invariants(this)
  }

  fail(invariant: string, detail: string): void {
    this.violations.push({ invariant, detail })
  }

  /** Plays it to its end. */
  play(steps: number): void {
    for (const wallet of WALLETS) {
      this.#command('walletCommands', wallet, { type: 'OpenWallet', currency: CURRENCY, party: '', identity: '' })
      const amount = BigInt(this.random.between(5_000, 30_000))
      this.#command('walletCommands', wallet, { type: 'CreateDeposit', source: 'bank', amount, currency: CURRENCY })
    }
    for (let step = 0; step < steps && this.violations.length === 0; step++) this.#doOne()
    this.#settle()
    for (const machine of this.machines.values()) machine.crash()
    if (this.violations.length === 0) this.#invariants.checkAtRest()
  }

  #doOne(): void {
    switch (this.random.weighted(doings)) {
      case 'work': return this.#work(this.random.pick([...this.machines.values()]))
      case 'client': return this.#client()
      case 'provider': return this.random.pick([...this.providers.values()]).act()
      case 'request': return this.random.pick([...this.providers.values()]).read()
      case 'word': return this.#hear(this.random.pick([...this.providers.entries()]))
      case 'time': this.now += this.random.pick([1, 5_000, 30_000, 120_000]); return
      case 'tick': this.random.pick([...this.machines.values()]).tick(); return
      case 'operator': return this.#operator()
      case 'crash': return this.random.pick([...this.machines.values()]).crash()
    }
  }

  #work(machine: Machine): void {
    const event = machine.step()
    if (event === undefined) return
    this.trace.push(`${this.now - START} ${machine.name}: ${describe(event)}`)
    this.#invariants.check(machine, event)
  }

  #hear([provider, voice]: readonly [string, FuzzProvider]): void {
    const word = voice.speak()
    if (word === undefined) return
    if (this.random.chance(0.01)) this.#send(notified(word, { provider: 'stranger' }))
    this.#send(notified(word, { provider }))
  }

  #client(): void {
    const wallet = this.random.pick(WALLETS)
    const number = this.#number++
    const withdrawal = `w${this.random.between(0, 5)}`
    const amount = BigInt(this.random.pick([1, 99, 1_000, 3_000, 7_000]))
    const terms = {
      destination: 'tok', destinationId: '', amount, currency: CURRENCY, method: '', party: '', provider: ''
    }
    const ask = (body: object): void => this.#command('walletCommands', wallet, body)
    switch (this.random.weighted({ withdraw: 6, quote: 2, cancel: 3, again: 1, deposit: 1, block: 1 })) {
      case 'withdraw': {
        const scheduledAt = this.random.chance(0.2) ? this.now + 20_000 : 0
        const quote = this.random.chance(0.2) ? `q${this.random.between(0, 2)}` : ''
        return ask({ type: 'CreateWithdrawal', ...terms, withdrawal, scheduledAt, quote })
      }
      case 'quote': return ask({ type: 'QuoteWithdrawal', ...terms, quote: `q${number % 3}` })
      case 'cancel': return ask({ type: 'CancelWithdrawal', withdrawal })
      case 'again': return this.machines.get('wallets')!.push(this.random.pick(this.#sent))
      case 'deposit': return ask({ type: 'CreateDeposit', source: 'bank', amount, currency: CURRENCY })
      case 'block': return ask({ type: this.random.pick(['BlockWallet', 'UnblockWallet']) })
    }
  }

  #operator(): void {
    const payouts = [...this.machines.get('withdrawals')!.rows('payouts')]
    if (payouts.length === 0) return
    const [key, row] = this.random.pick(payouts)
    const [, wallet, withdrawal] = key.split('/') as [string, string, string]
    const decide = (body: object): void =>
      this.#command('withdrawalCommands', wallet, { withdrawal, by: 'olga', ...body })
    if (row.status === 'awaiting_approval') {
      return this.random.chance(0.7)
        ? decide({ type: 'ApproveWithdrawal' })
        : decide({ type: 'RejectWithdrawal', reason: 'fraud' })
    }
    if (this.isHonest || !this.random.chance(0.2) || row.attempts.length === 0) return
    const reference = `${key}/${this.random.between(1, row.attempts.length)}`
    const resolution = this.random.pick(['paid', 'failed'])
    decide({ type: 'ResolveWithdrawal', reference, resolution, details: '' })
  }

  /** Everybody comes to an end with everything: what must hold at rest is then looked at. */
  #settle(): void {
    for (let round = 0; this.violations.length === 0; round++) {
      if (round === SETTLING_MAX) return this.fail('all comes to rest', 'it does not')
      for (const provider of this.providers.values()) provider.settle()
      for (const entry of this.providers) while (!entry[1].isQuiet && this.random.chance(0.9)) this.#hear(entry)
      this.#approveAll()
      for (const machine of this.machines.values()) machine.tick()
      if (this.#workedOff()) {
        const next = Math.min(...[...this.machines.values()].map(({ nextDueAt }) => nextDueAt))
        if (next === Infinity || !this.#hasHope()) return
        this.now = Math.max(this.now, next)
      }
    }
  }

  #approveAll(): void {
    for (const [key, { status }] of this.machines.get('withdrawals')!.rows('payouts')) {
      const [, wallet, withdrawal] = key.split('/') as [string, string, string]
      if (status === 'awaiting_approval') {
        this.#command('withdrawalCommands', wallet, { type: 'ApproveWithdrawal', withdrawal, by: 'olga' })
      }
    }
  }

  #workedOff(): boolean {
    let idle = [...this.providers.values()].every(({ isQuiet }) => isQuiet)
    for (const machine of this.machines.values()) {
      if (!machine.isIdle) idle = false
      while (!machine.isIdle && this.violations.length === 0) this.#work(machine)
    }
    return idle
  }

  /** A mismatch stays for ever, and is asked about for ever. Everything else that is due leads somewhere. */
  #hasHope(): boolean {
    const payouts = [...this.machines.get('withdrawals')!.rows('payouts').values()]
    const isWaiting = payouts.some(({ dueAt, attempts }) =>
      dueAt > 0 && !attempts.some(({ status }: { status: string }) => status === 'mismatched'))
    return isWaiting || this.machines.get('wallets')!.nextDueAt < Infinity
  }

  #command(to: string, wallet: string, body: object): void {
    const operationId = to === 'walletCommands' ? `op-${this.#number++}` : `decision/${this.#number++}`
    const record = { tenant: TENANT, wallet, operationId, ...body } as unknown as Flat
    if (to === 'walletCommands') this.#sent.push(record)
    this.#send({ to, record })
  }

  #send({ to, params, record }: FollowUp): void {
    if (to === 'providerInvoiceRequests') {
      const { tenant, reference, type } = record as ProviderRequest
      this.trace.push(`${this.now - START} to ${params!['provider']}: ${type} ${tenant}/${reference}`)
      return this.providers.get(params!['provider']!)!.ask(record as ProviderRequest)
    }
    const receiver = Object.entries<Processor>(topology.processors)
      .find(([, { commands }]) => commands === topology.topics[to as 'walletCommands'])!
    this.machines.get(receiver[0])!.push(record as Flat)
  }
}

function describe(event: Flat): string {
  const { type, wallet, withdrawal, reference, command, reason, amount } = event
  return [type, wallet, withdrawal, reference, command, reason, amount].filter(part => part !== undefined).join(' ')
}
