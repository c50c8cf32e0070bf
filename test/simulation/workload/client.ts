import type { OutgoingRecord } from '../../../runtime/log/log.ts'
import type { Broker } from '../broker/broker.ts'
import type { Random } from '../random.ts'
import { Actor, type Scheduler } from '../scheduler.ts'
import type { Flat } from '../../../schemas/record.ts'
import { Commands, type Command } from './commands.ts'
import { codec, type Deployment } from './deployment.ts'
import type { Journal } from './journal.ts'
import { keyed } from './outgoing.ts'
import { misplace, spoil } from './poison.ts'

const COMMANDS_MIN = 15
const COMMANDS_MAX = 65
const AT_ONCE_MAX = 6
const PAUSE_MS_MAX = 1_500
const READ_MS = 400
const TOO_LATE_MS_MAX = 300
/** How long the clients wait at most until their wallets are open. */
const PATIENCE_MS_MIN = 2_000
const PATIENCE_MS_MAX = 12_000

const manners = { new: 82, repeat: 8, reuse: 4, spoilt: 3, misplaced: 3 } as const

/**
 * The upstream systems: they send commands, repeat some, re-use ids, and send what nobody can read. They read what
 * becomes of wallets and challenges, and go on from there.
 */
export class Client {
  readonly #actor = new Actor('client')
  readonly #broker: Broker
  readonly #scheduler: Scheduler
  readonly #deployment: Deployment
  readonly #journal: Journal
  readonly #random: Random
  readonly #commands: Commands
  readonly #sent: Command[] = []
  /** Next offset by `topic/partition`. */
  readonly #positions = new Map<string, number>()
  /** Wallets that were asked for first and have no answer yet. */
  readonly #awaited = new Set<string>()
  #left: number
  #waiting = 0

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
    return this.#left <= 0 && this.#waiting === 0
  }

  async run(): Promise<void> {
    for (const command of this.#commands.first()) {
      this.#send(command)
      if (command.type === 'OpenWallet') this.#awaited.add(`${command.tenant}/${command.wallet}`)
    }
    const impatientAt = this.#scheduler.now + this.#random.between(PATIENCE_MS_MIN, PATIENCE_MS_MAX)
    while (this.#awaited.size > 0 && this.#scheduler.now < impatientAt) await this.#read()
    void this.#readOn()
    while (this.#left > 0) {
      const pauseMs = PAUSE_MS_MAX * this.#random.next() ** 2
      await this.#scheduler.later(this.#actor, 'sends commands', pauseMs, () => this.#sendSome()).promise
    }
  }

  async #readOn(): Promise<void> {
    while (!this.isDone) await this.#read()
  }

  #read(): Promise<void> {
    return this.#scheduler.later(this.#actor, 'reads events', READ_MS, () => {
      const { walletChangelog, partyChangelog } = this.#deployment.topology.topics
      for (const { name } of [walletChangelog!, partyChangelog!]) {
        for (const event of this.#next(name)) {
          if (isAnswer(event)) this.#awaited.delete(`${event['tenant']}/${event['wallet']}`)
          for (const command of this.#commands.after(event)) this.#send(command)
          if (event.type === 'ChallengeApproved') this.#waitForEnd(event)
        }
      }
    }).promise
  }

  /** For the moment in which an approval runs out. */
  #waitForEnd(event: Flat): void {
    const { validUntil } = event as Flat & { validUntil: number }
    if (validUntil <= this.#scheduler.now) return
    this.#waiting++
    const delayMs = validUntil - this.#scheduler.now + TOO_LATE_MS_MAX * this.#random.next()
    void this.#scheduler.later(this.#actor, 'sends too late', delayMs, () => {
      this.#waiting--
      for (const command of this.#commands.tooLate(event)) this.#send(command)
    })
  }

  * #next(topic: string): Iterable<Flat> {
    for (const partition of this.#broker.partitions(topic)) {
      const name = `${topic}/${partition.number}`
      const batch = partition.read(this.#positions.get(name) ?? 0, Infinity)
      if (batch === undefined) continue
      this.#positions.set(name, batch.next)
      for (const { value } of batch.records) {
        const decoded = codec.decode(topic, value)
        if ('record' in decoded) yield decoded.record
      }
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
        const { walletCommands, withdrawalCommands, partyCommands } = topics
        const topic = this.#random.pick([walletCommands!, withdrawalCommands!, partyCommands!]).name
        // Where another record is expected it is only noise.
        const elsewhere = topic !== record.topic ? { ...record, topic } : misplace(record, partitions, this.#random)
        return this.#poison(elsewhere)
      }
    }
  }

  #send(command: Command): void {
    this.#sent.push(command)
    this.#broker.append([this.#record(command)])
  }

  #poison(record: OutgoingRecord): void {
    this.#journal.poisoned(record.topic, record.partition, this.#broker.append([record]))
  }

  #record(command: Command): OutgoingRecord {
    const topic = 'wallet' in command ? 'walletCommands' : 'partyCommands'
    return keyed(this.#deployment.topology.topics[topic]!, command)
  }
}

/** To somebody who wants a wallet. */
function isAnswer({ type }: Flat): boolean {
  return type === 'WalletOpened' || type === 'WalletRejected' || type === 'OperationRefused'
}
