import type { OutgoingRecord } from '../../../runtime/log/log.ts'
import type { WalletCommand } from '../../../schemas/generated.ts'
import type { Broker } from '../broker/broker.ts'
import type { Random } from '../random.ts'
import { Actor, type Scheduler } from '../scheduler.ts'
import { Commands } from './commands.ts'
import type { Deployment } from './deployment.ts'
import type { Journal } from './journal.ts'
import { keyed } from './outgoing.ts'
import { misplace, spoil } from './poison.ts'

const COMMANDS_MIN = 15
const COMMANDS_MAX = 65
const AT_ONCE_MAX = 6
const PAUSE_MS_MAX = 1_500

const manners = { new: 82, repeat: 8, reuse: 4, spoilt: 3, misplaced: 3 } as const

/** The upstream systems: they send commands, repeat some, re-use ids, and send what nobody can read. */
export class Client {
  readonly #actor = new Actor('client')
  readonly #broker: Broker
  readonly #scheduler: Scheduler
  readonly #deployment: Deployment
  readonly #journal: Journal
  readonly #random: Random
  readonly #commands: Commands
  readonly #sent: WalletCommand[] = []
  #left: number

  constructor(options: {
    broker: Broker, scheduler: Scheduler, deployment: Deployment, journal: Journal, random: Random
  }) {
    this.#broker = options.broker
    this.#scheduler = options.scheduler
    this.#deployment = options.deployment
    this.#journal = options.journal
    this.#random = options.random
    this.#commands = new Commands(options.random, () => options.scheduler.now)
    this.#left = options.random.between(COMMANDS_MIN, COMMANDS_MAX)
  }

  get isDone(): boolean {
    return this.#left <= 0
  }

  async run(): Promise<void> {
    for (const command of this.#commands.first()) this.#send(command)
    while (!this.isDone) {
      const pauseMs = PAUSE_MS_MAX * this.#random.next() ** 2
      await this.#scheduler.later(this.#actor, 'sends commands', pauseMs, () => this.#sendSome()).promise
    }
  }

  #sendSome(): void {
    for (let count = this.#random.between(1, AT_ONCE_MAX); count > 0; count--) this.#sendOne()
  }

  #sendOne(): void {
    this.#left--
    const { topology: { topics }, partitions } = this.#deployment
    const manner = this.#sent.length === 0 ? 'new' : this.#random.weighted(manners)
    switch (manner) {
      case 'new': return this.#send(this.#commands.next())
      case 'repeat': return this.#send(this.#random.pick(this.#sent))
      case 'reuse': return this.#send(this.#commands.reuse(this.#random.pick(this.#sent)))
      case 'spoilt': return this.#poison(spoil(this.#record(this.#commands.next()), this.#random))
      case 'misplaced': {
        const record = this.#record(this.#commands.next())
        const topic = this.#random.pick([topics['walletCommands']!, topics['withdrawalCommands']!]).name
        // Where another record is expected it is only noise.
        const elsewhere = topic !== record.topic ? { ...record, topic } : misplace(record, partitions, this.#random)
        return this.#poison(elsewhere)
      }
    }
  }

  #send(command: WalletCommand): void {
    this.#sent.push(command)
    this.#broker.append([this.#record(command)])
  }

  #poison(record: OutgoingRecord): void {
    this.#journal.poisoned(record.topic, record.partition, this.#broker.append([record]))
  }

  #record(command: WalletCommand): OutgoingRecord {
    return keyed(this.#deployment.topology.topics['walletCommands']!, command)
  }
}
