/**
 * The port to the log: all that the service asks of Kafka. Two implementations, one contract test:
 * `kafka/` for real work, `embedded/` for one process.
 *
 * Offsets are JavaScript numbers (exact to 2^53). Reads are read_committed: what a transaction wrote is
 * seen when it is committed and never before.
 */
export interface Log {
  /** The cluster's id. State made from one cluster is refused on another. */
  id(): Promise<string>

  /** A topic as it is, or undefined when there is none. */
  describe(topic: string): Promise<TopicDescription | undefined>

  /** Creates a topic. Fails when it exists. */
  create(topic: string, description: TopicDescription): Promise<void>

  /** The offsets of the first record still kept and of the next one to be readable (the last stable offset). */
  bounds(topic: string, partition: number): Promise<Bounds>

  /** The next offset that the group committed, or undefined. A mirror for tools: positions live in the changelog. */
  committed(group: string, topic: string, partition: number): Promise<number | undefined>

  /** Reads partitions from given offsets, without a group. */
  reader(positions: readonly Position[]): Reader

  /** A producer that may commit transactions once it has fenced the earlier owners of its id. */
  producer(transactionalId: string): TransactionalProducer

  /** Sends records outside any transaction, acknowledged by all replicas; for clients, not for processors. */
  append(records: readonly OutgoingRecord[]): Promise<void>

  /** Joins a group that shares the partition numbers of one topic among its members. */
  join(group: string, topic: string, listener: MembershipListener): Promise<Membership>

  /** Frees every connection or file. Members, readers and producers are closed by those who opened them. */
  close(): Promise<void>
}

export interface TopicDescription {
  readonly partitions: number
  /** Copies, when it is made; else as many as the log is set to. Not described: operators may change it. */
  readonly replication?: number
  /** Kafka's topic settings. A description of an existing topic holds at least those that differ from the default. */
  readonly config: Readonly<Record<string, string>>
}

export interface Bounds { readonly start: number, readonly end: number }

export interface Position { readonly topic: string, readonly partition: number, readonly offset: number }

export type Headers = Readonly<Record<string, Uint8Array | string>>

export interface LogRecord {
  readonly offset: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: Headers
  /** Milliseconds since 1970; the broker's own where the topic says LogAppendTime. */
  readonly timestamp: number
}

export interface OutgoingRecord {
  readonly topic: string
  readonly partition: number
  readonly key: string | Uint8Array | null
  readonly value: Uint8Array | null
  readonly headers?: Headers
}

/** Consecutive records of one partition. */
export interface Batch {
  readonly topic: string
  readonly partition: number
  readonly records: readonly LogRecord[]
  /** Where reading goes on. May be past the last record: control records and aborted ones are stepped over. */
  readonly next: number
}

export interface Reader {
  /**
   * What is there, at least one batch whenever a position moves; after a short wait with nothing new, none.
   * @throws LogError OFFSET_OUT_OF_RANGE, CORRUPT, UNAVAILABLE, CLOSED
   */
  read(): Promise<readonly Batch[]>
  close(): Promise<void>
}

export interface TransactionalProducer {
  /**
   * Makes this producer the only one of its id. When it resolves, every transaction of the earlier owners is
   * over, committed or aborted, and none of them can write again.
   */
  fence(): Promise<void>
  /** One transaction at a time. After any error the producer is good for nothing but `close`. */
  begin(): Promise<Transaction>
  close(): Promise<void>
}

/** `send` and `sendOffsets` may run side by side. */
export interface Transaction {
  /**
   * Writes records; resolves when every partition acknowledged each of its records once.
   * @returns the offset of the first record written to each partition, by `topic/partition`.
   */
  send(records: readonly OutgoingRecord[]): Promise<ReadonlyMap<string, number>>
  /** Adds the positions reached in the inputs to the transaction. */
  sendOffsets(group: string, positions: readonly Position[]): Promise<void>
  /** Resolves when the transaction is durably committed. Rejects with the outcome unknown. */
  commit(): Promise<void>
}

export interface MembershipListener {
  /** The partition numbers this member owns from now on. Called for every generation, synchronously. */
  onAssigned(partitions: readonly number[]): void
  /** The member is beyond help; a supervisor should restart the process. */
  onFailed(error: Error): void
}

export interface Membership {
  /** Resolves when the group's coordinator has just confirmed (within two heartbeats) that this member is in. */
  confirmed(): Promise<void>
  /** Leaves the group. */
  close(): Promise<void>
}

/** What went wrong decides what to do: see `runtime/errors.ts`. */
export type LogErrorCode =
  /** Another producer took over the transactional id. */
  | 'FENCED'
  /** The log cannot be reached or refused for now. The outcome of what was under way is unknown. */
  | 'UNAVAILABLE'
  /** Acknowledgements do not match what was sent. */
  | 'ACKS_MISMATCH'
  /** A position is outside of what the log keeps. */
  | 'OFFSET_OUT_OF_RANGE'
  /** Bytes on the log do not match their checksum. */
  | 'CORRUPT'
  /** Used after close. */
  | 'CLOSED'
  /** The request can never succeed: no such topic, not allowed, record too large. */
  | 'REJECTED'

export class LogError extends Error {
  readonly code: LogErrorCode
  constructor(code: LogErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LogError'
    this.code = code
  }
}
