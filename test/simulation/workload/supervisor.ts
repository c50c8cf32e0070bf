import type { WithdrawalDecision, WithdrawalEvent } from '../../../schemas/generated.ts'
import type { Broker } from '../broker/broker.ts'
import type { Random } from '../random.ts'
import { Actor, type Scheduler } from '../scheduler.ts'
import { codec, type Deployment } from './deployment.ts'
import { keyed } from './outgoing.ts'

const POLL_MS = 500
const DELAY_MS_MAX = 4_000

type Decision = WithdrawalDecision extends infer Each
  ? Each extends WithdrawalDecision ? Omit<Each, 'tenant' | 'wallet' | 'operationId' | 'by' | 'withdrawal'> : never
  : never

/** Decides on withdrawals: whether large ones may go, and what became of those whose providers make no sense. */
export class Supervisor {
  readonly #actor = new Actor('supervisor')
  readonly #broker: Broker
  readonly #scheduler: Scheduler
  readonly #deployment: Deployment
  readonly #random: Random
  readonly #positions = new Map<number, number>()
  #decisions = 0
  #underWay = 0

  constructor(options: { broker: Broker, scheduler: Scheduler, deployment: Deployment, random: Random }) {
    this.#broker = options.broker
    this.#scheduler = options.scheduler
    this.#deployment = options.deployment
    this.#random = options.random
  }

  /** Whether there is nothing that waits for a decision. */
  get isIdle(): boolean {
    return this.#underWay === 0 && this.#changelog.every(({ number, stableEnd }) =>
      (this.#positions.get(number) ?? 0) >= stableEnd)
  }

  async run(): Promise<void> {
    for (;;) await this.#scheduler.later(this.#actor, 'reads payouts', POLL_MS, () => this.#poll()).promise
  }

  get #changelog() {
    return this.#broker.partitions(this.#deployment.topology.topics['withdrawalChangelog']!.name)
  }

  #poll(): void {
    for (const partition of this.#changelog) {
      const batch = partition.read(this.#positions.get(partition.number) ?? 0, Infinity)
      if (batch === undefined) continue
      this.#positions.set(partition.number, batch.next)
      for (const { value } of batch.records) {
        const decoded = codec.decode(partition.topic, value)
        if ('record' in decoded) this.#look(decoded.record as unknown as WithdrawalEvent)
      }
    }
  }

  #look(event: WithdrawalEvent): void {
    const random = this.#random
    switch (event.type) {
      case 'PayoutApprovalRequired': return this.#decide(event, random.chance(0.7)
        ? { type: 'ApproveWithdrawal' }
        : { type: 'RejectWithdrawal', reason: 'doubtful' })
      case 'PayoutOutcomeUnknown':
        // Providers answer in the end. Not everybody waits for that.
        if (random.chance(0.1)) this.#resolve(event)
        return
      case 'PayoutMismatched': return this.#resolve(event)
    }
  }

  #resolve(event: WithdrawalEvent & { readonly withdrawal: string, readonly reference: string }): void {
    const resolution = this.#random.pick(['paid', 'failed'] as const)
    this.#decide(event, { type: 'ResolveWithdrawal', reference: event.reference, resolution, details: 'by statement' })
  }

  /** Two of them may decide, and neither knows of the other. */
  #decide({ tenant, wallet, withdrawal }: WithdrawalEvent & { readonly withdrawal: string }, decision: Decision): void {
    const times = this.#random.chance(0.2) ? 2 : 1
    for (let time = 0; time < times; time++) {
      this.#underWay++
      void this.#scheduler.later(this.#actor, 'decides', DELAY_MS_MAX * this.#random.next(), () => {
        this.#underWay--
        const operationId = `d-${++this.#decisions}`
        const record = { ...decision, tenant, wallet, operationId, withdrawal, by: 'sue' }
        this.#broker.append([keyed(this.#deployment.topology.topics['withdrawalDecisions']!, record)])
      })
    }
  }
}
