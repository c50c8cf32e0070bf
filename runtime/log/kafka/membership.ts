import { setTimeout as sleep } from 'node:timers/promises'
import { LogError, type Membership, type MembershipListener } from '../log.ts'
import { Cluster } from './cluster.ts'
import { check, code, isAnswer, isConnectionTrouble, isCoordinatorMoved, toLogError } from './errors.ts'
import { within } from './patience.ts'
import { limits, type KafkaLogger, type KafkaSettings, type Limits } from './settings.ts'
import { decodeClaim, decodeShare, encodeClaim, encodeShare, protocolName, share } from './task-assigner.ts'

const leaveTimeoutMs = 5_000
const retryAfterMs = 100
const rebalanceTimeoutMs = 30_000
const joinTimeoutMs = 60_000
const notAMember = -1

/**
 * A member of a consumer group that shares the partition numbers of one topic. It speaks the group protocol itself:
 * join, sync, heartbeat on a clock of its own, leave. It reads nothing and commits nothing.
 *
 * It never gives up on a coordinator that moved or does not answer; only a refusal that no repeat will change ends it.
 */
export class KafkaMembership implements Membership {
  readonly #connect: () => Cluster
  readonly #limits: Limits
  readonly #logger: KafkaLogger
  readonly #cluster: Cluster
  readonly #group: string
  readonly #topic: string
  readonly #listener: MembershipListener
  readonly #closing = new AbortController()
  #memberId = ''
  #generation = notAMember
  #owned: readonly number[] = []
  #confirmedAt = Number.NEGATIVE_INFINITY
  #started = false
  #inTouch = true
  #ended: LogError | undefined
  #waiting: { resolve: () => void, reject: (error: LogError) => void }[] = []

  constructor(
    settings: KafkaSettings, group: string, topic: string, listener: MembershipListener,
    connect = () => new Cluster(settings)
  ) {
    this.#connect = connect
    this.#limits = limits(settings)
    this.#logger = settings.logger
    this.#cluster = connect()
    this.#group = group
    this.#topic = topic
    this.#listener = listener
  }

  /** Resolves with the first assignment. */
  async start(): Promise<this> {
    void this.#live()
    try {
      await within(joinTimeoutMs, `join ${this.#group}`, this.confirmed())
    } catch (error) {
      await this.close()
      throw error
    }
    this.#started = true
    return this
  }

  confirmed(): Promise<void> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended)
    if (this.#isConfirmed()) return Promise.resolve()
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return
    this.#end(new LogError('CLOSED', `the member of ${this.#group} has left`))
    this.#closing.abort()
    // The connection may be waiting for the answer to a join, which others delay: leave on a new one.
    await this.#cluster.close()
    if (this.#memberId !== '') await this.#leave()
  }

  async #live(): Promise<void> {
    while (this.#ended === undefined) {
      try {
        await this.#join()
        await this.#stay()
      } catch (error) {
        if (this.#ended === undefined) await this.#recover(error)
      }
    }
  }

  async #join(): Promise<void> {
    this.#confirmedAt = Number.NEGATIVE_INFINITY
    const groupId = this.#group
    const coordinator = await this.#cluster.coordinator('group', groupId)
    const metadata = encodeClaim(this.#topic, { owned: this.#owned, generation: this.#generation })
    const joined = await this.#cluster.ask(coordinator, 'JoinGroup', {
      groupId, memberId: this.#memberId, protocolType: 'consumer', sessionTimeout: this.#limits.sessionTimeoutMs,
      rebalanceTimeout: Math.max(rebalanceTimeoutMs, this.#limits.sessionTimeoutMs),
      groupProtocols: [{ name: protocolName, metadata }]
    })
    if (joined.memberId !== '') this.#memberId = joined.memberId
    check(joined.errorCode, 'join')
    const askedAt = performance.now()
    const { generationId, memberId } = joined
    const groupAssignment = joined.leaderId === memberId ? await this.#shareOut(joined.members) : []
    const synced = await this.#cluster.ask(coordinator, 'SyncGroup', {
      groupId, generationId, memberId, groupAssignment
    })
    check(synced.errorCode, 'sync')
    this.#assigned(generationId, decodeShare(this.#topic, synced.memberAssignment))
    this.#confirm(askedAt)
  }

  async #shareOut(members: readonly { memberId: string, memberMetadata: Buffer }[]) {
    const partitions = await this.#cluster.partitionCount(this.#topic)
    const claims = members.map(({ memberId, memberMetadata }) => decodeClaim(memberId, memberMetadata))
    return [...share(partitions, claims)].map(([memberId, its]) =>
      ({ memberId, memberAssignment: encodeShare(this.#topic, its) }))
  }

  #assigned(generation: number, partitions: readonly number[]): void {
    if (this.#ended !== undefined) return
    this.#generation = generation
    this.#owned = partitions
    this.#logger.info({ at: 'kafka.joined', group: this.#group, generation, partitions }, 'joined the group')
    this.#listener.onAssigned(partitions)
  }

  /** Reports until the coordinator says that something changed. One that moved or is silent is looked for again. */
  async #stay(): Promise<void> {
    for (let waitMs = this.#limits.heartbeatIntervalMs; ;) {
      await sleep(waitMs, undefined, { signal: this.#closing.signal })
      try {
        await this.#heartbeat()
        waitMs = this.#limits.heartbeatIntervalMs
      } catch (error) {
        if (!isCoordinatorMoved(error) && !isConnectionTrouble(error)) throw error
        this.#outOfTouch(error)
        waitMs = retryAfterMs
      }
    }
  }

  async #heartbeat(): Promise<void> {
    const askedAt = performance.now()
    const coordinator = await this.#cluster.coordinator('group', this.#group)
    const { errorCode } = await this.#cluster.ask(coordinator, 'Heartbeat', {
      groupId: this.#group, groupGenerationId: this.#generation, memberId: this.#memberId, groupInstanceId: null
    })
    check(errorCode, 'heartbeat')
    this.#confirm(askedAt)
  }

  /** Every way leads back to joining, which is right whatever happened; a refusal ends it. */
  async #recover(error: unknown): Promise<void> {
    if (isAnswer(error, code.memberIdRequired, code.rebalanceInProgress, code.illegalGeneration)) return
    if (isAnswer(error, code.unknownMember)) {
      this.#memberId = ''
      return
    }
    const failure = toLogError(error, `group ${this.#group}`)
    if (failure.code === 'REJECTED') {
      this.#end(failure)
      if (this.#started) this.#listener.onFailed(failure)
      return
    }
    this.#outOfTouch(failure)
    await sleep(retryAfterMs, undefined, { signal: this.#closing.signal }).catch(() => undefined)
  }

  /** Told once, until there is an answer again. */
  #outOfTouch(error: unknown): void {
    const { message } = toLogError(error, 'heartbeat')
    const level = this.#inTouch ? 'warn' : 'debug'
    this.#logger[level]({ at: 'kafka.group', group: this.#group, error: message }, 'out of touch with the group')
    this.#inTouch = false
    this.#cluster.forget()
  }

  /**
   * As of the question, not of the answer: a process that was frozen finds answers to questions of long ago, and has
   * lost its partitions since.
   */
  #confirm(askedAt: number): void {
    this.#confirmedAt = askedAt
    this.#inTouch = true
    if (this.#isConfirmed()) for (const { resolve } of this.#waiting.splice(0)) resolve()
  }

  #isConfirmed(): boolean {
    return performance.now() - this.#confirmedAt < 2 * this.#limits.heartbeatIntervalMs
  }

  #end(because: LogError): void {
    this.#ended ??= because
    for (const { reject } of this.#waiting.splice(0)) reject(because)
  }

  /** So that others take over at once, and not when the session runs out. */
  async #leave(): Promise<void> {
    const cluster = this.#connect()
    try {
      await within(leaveTimeoutMs, 'leave', (async () => {
        const coordinator = await cluster.coordinator('group', this.#group)
        await cluster.ask(coordinator, 'LeaveGroup',
          { groupId: this.#group, memberId: this.#memberId, groupInstanceId: null })
      })())
    } catch (error) {
      const { message } = toLogError(error, 'leave')
      this.#logger.warn({ at: 'kafka.group', group: this.#group, error: message }, 'left without saying so')
    } finally {
      await cluster.close()
    }
  }
}
