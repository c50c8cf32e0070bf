import { topicName, type Topic } from '../../../runtime/topology.ts'
import type { VerificationRequest, VerificationResult } from '../../../schemas/generated.ts'
import type { Broker } from '../broker/broker.ts'
import type { Faults } from '../faults.ts'
import type { Random } from '../random.ts'
import { Actor, type Scheduler } from '../scheduler.ts'
import { codec, firstVerifier, lateVerifier, verifiers, type Deployment } from './deployment.ts'
import type { Journal } from './journal.ts'
import { unkeyed } from './outgoing.ts'
import { spoil } from './poison.ts'

const POLL_MS = 400
const DELAY_MS_MAX = 1_000
/** Later than any challenge waits. */
const LATE_MS_MAX = 14_000
/** So short that an approval expires within the run. */
const VALID_MS_MIN = 500
const VALID_MS_MAX = 6_000
/** How often they are replaced, of a hundred polls. */
const REPLACED = 2

/** What becomes of a request. */
const manners = {
  approves: 20, approvesBriefly: 38, approvesTooLate: 3, denies: 9, fails: 6, cancels: 4, isLate: 8, isSilent: 6,
  contradicts: 12, errs: 8, spoils: 3
} as const

type Word = VerificationResult extends infer Each
  ? Each extends VerificationResult ? Omit<Each, 'tenant' | 'reference'> : never
  : never

/**
 * The verifiers' connectors: they read requests, and say whether somebody is who it says. What one that is replaced had
 * not finished it reads again, and may say something else this time.
 */
export class Verifiers {
  readonly #broker: Broker
  readonly #scheduler: Scheduler
  readonly #deployment: Deployment
  readonly #journal: Journal
  readonly #random: Random
  readonly #faults: Faults
  #actor = new Actor('verifiers')
  /** Next offset by `topic/partition`; and as it was when everything before had been answered. */
  #positions = new Map<string, number>()
  #answered: ReadonlyMap<string, number> = new Map()
  #underWay = 0

  constructor(options: {
    broker: Broker, scheduler: Scheduler, deployment: Deployment, journal: Journal, random: Random, faults: Faults
  }) {
    this.#broker = options.broker
    this.#scheduler = options.scheduler
    this.#deployment = options.deployment
    this.#journal = options.journal
    this.#random = options.random
    this.#faults = options.faults
  }

  /** Whether they have read every request and said all that they have to say. */
  get isIdle(): boolean {
    const requests = verifiers.flatMap(verifier => this.#requestsOf(verifier))
    return this.#underWay === 0 && requests.every(({ topic, number, stableEnd }) =>
      (this.#positions.get(`${topic}/${number}`) ?? 0) >= stableEnd)
  }

  async run(): Promise<void> {
    for (;;) {
      await this.#scheduler.later(this.#actor, 'read requests', POLL_MS, () => {
        for (const verifier of verifiers) this.#poll(verifier)
        if (this.#underWay === 0) this.#answered = new Map(this.#positions)
        if (this.#faults.active && this.#random.chance(REPLACED / 100)) this.#replace()
      }).promise
    }
  }

  /** The process dies with all that it was about to say, and another one goes on where answers end. */
  #replace(): void {
    this.#scheduler.kill(this.#actor, () => false)
    this.#actor = new Actor('verifiers')
    this.#positions = new Map(this.#answered)
    this.#underWay = 0
  }

  #poll(verifier: string): void {
    for (const partition of this.#requestsOf(verifier)) {
      const name = `${partition.topic}/${partition.number}`
      const batch = partition.read(this.#positions.get(name) ?? 0, Infinity)
      if (batch === undefined) continue
      this.#positions.set(name, batch.next)
      for (const { value } of batch.records) {
        const decoded = codec.decode(partition.topic, value)
        if ('record' in decoded) this.#answer(verifier, decoded.record as unknown as VerificationRequest)
      }
    }
  }

  #requestsOf(verifier: string) {
    return this.#broker.partitions(topicName(this.#topic('verifierRequests'), { verifier }))
  }

  #answer(verifier: string, request: VerificationRequest): void {
    const random = this.#random
    const say = (word: Word, delayMsMax = DELAY_MS_MAX) =>
      this.#later(() => this.#say(verifier, request, word), delayMsMax)
    if (request.type === 'CancelVerification') {
      if (random.chance(0.6)) say({ type: 'VerificationCancelled', reason: 'asked' })
      return
    }
    switch (random.weighted(manners)) {
      case 'approves': return say(this.#approval(0))
      case 'approvesBriefly': return say(this.#approval(this.#brief()))
      case 'approvesTooLate': return say(this.#approval(this.#scheduler.now - VALID_MS_MAX))
      case 'denies': return say(denial)
      case 'fails': return say({ type: 'VerificationFailed', reason: 'out_of_order' })
      case 'cancels': return say({ type: 'VerificationCancelled', reason: '' })
      case 'isLate': return say(this.#approval(0), LATE_MS_MAX)
      case 'isSilent': return
      case 'contradicts': return this.#contradict(verifier, request)
      case 'errs': this.#err(verifier, request); break
      case 'spoils': this.#poison(verifier, request)
    }
    say(this.#approval(random.chance(0.5) ? 0 : this.#brief()))
  }

  /** Says something, says it again or not, and then something else. */
  #contradict(verifier: string, request: VerificationRequest): void {
    const words = [this.#approval(0), this.#approval(this.#brief()), denial]
    for (let count = this.#random.between(2, 3); count > 0; count--) {
      const word = this.#random.pick(words)
      this.#later(() => this.#say(verifier, request, word), LATE_MS_MAX / 2)
    }
  }

  /** Of nobody, of a challenge that is not there, of another tenant, or of what another verifier was asked. */
  #err(verifier: string, { tenant, reference }: VerificationRequest): void {
    const approval = this.#approval(0)
    const other = verifier === firstVerifier ? lateVerifier : firstVerifier
    const [speaker, of] = this.#random.pick<readonly [string, Of]>([
      [verifier, { tenant, reference: 'who knows' }],
      [verifier, { tenant, reference: `${reference}1` }],
      [verifier, { tenant: 'nobody', reference }],
      [other, { tenant, reference }],
      [other, { tenant, reference }]
    ])
    this.#say(speaker, of, approval)
  }

  #approval(validUntil: number): Word {
    return { type: 'VerificationApproved', validUntil: Math.round(validUntil) }
  }

  #brief(): number {
    return this.#scheduler.now + VALID_MS_MIN + (VALID_MS_MAX - VALID_MS_MIN) * this.#random.next()
  }

  /** Something it does soon, or within a time. */
  #later(act: () => void, delayMsMax: number): void {
    this.#underWay++
    void this.#scheduler.later(this.#actor, 'goes on', delayMsMax * this.#random.next(), () => {
      this.#underWay--
      act()
    })
  }

  /** Whose topics are not there yet is not heard. */
  #say(verifier: string, { tenant, reference }: Of, word: Word): void {
    this.#append(verifier, { ...word, tenant, reference }, record => record)
  }

  #poison(verifier: string, { tenant, reference }: Of): void {
    const offset = this.#append(verifier, { ...denial, tenant, reference }, record => spoil(record, this.#random))
    if (offset !== undefined) this.#journal.poisoned(offset.topic, offset.partition, offset.offset)
  }

  #append(verifier: string, result: VerificationResult, change: (record: Outgoing) => Outgoing) {
    const partition = this.#random.between(0, this.#deployment.partitions - 1)
    const record = change(unkeyed(this.#topic('verifierResults'), { verifier }, partition, result))
    if (this.#broker.describe(record.topic) === undefined) return undefined
    return { ...record, offset: this.#broker.append([record]) }
  }

  #topic(name: string): Topic {
    return this.#deployment.topology.topics[name]!
  }
}

const denial = { type: 'VerificationDenied', reason: 'no_such_document' } as const

type Of = Pick<VerificationResult, 'tenant' | 'reference'>
type Outgoing = ReturnType<typeof unkeyed>
