/**
 * What the engine runs: topics, stores and pure processors, as plain data. It knows nothing of what they mean.
 * `topology.ts` at the root describes the wallets; `test/runtime/` has one of a dozen lines.
 */
export interface Topology {
  readonly topics: Readonly<Record<string, Topic>>
  readonly stores: Readonly<Record<string, Store>>
  readonly tables: Readonly<Record<string, Table>>
  readonly processors: Readonly<Record<string, Processor>>
  /** Who may have topics of its own, if anybody may. */
  readonly own?: Own
  /** Before every name, once it is deployed. */
  readonly prefix?: string
}

/** Rows of a table, each of which may have topics of its own: see `runtime/own-topics.ts`. */
export interface Own {
  readonly table: string
  /** The key of the table. Records have it too, and so tell whose they are. */
  readonly key: string
  /** The row's field with `OwnTopics`; null for a row that shares the topics of all. */
  readonly field: string
  /** Those that also run on topics of a row's own. */
  readonly processors: readonly string[]
}

/** What a row says of its own topics: chosen once. 0 is as the shared topics are. */
export interface OwnTopics {
  readonly partitions: number
  readonly replication: number
  /** How long inputs are kept, in milliseconds. */
  readonly commandRetentionMs: number
}

export interface Topic {
  /** `{provider}` stands for an id from the rows of the table in `per`: one topic for each. */
  readonly name: string
  readonly per?: { readonly table: string, readonly field: string }
  /** The record (an envelope, if it has a `body`) that is the value; subject `<topic>-value`. Without it, any bytes. */
  readonly value?: string
  /** The fields that are the message key, joined by `/`. Without it, any key will do. */
  readonly key?: readonly string[]
  readonly partitions: number
  /** Copies, when it is made; else as many as the log is set to. */
  readonly replication?: number
  /** Kafka's topic settings, each of them checked on start-up. */
  readonly config: Readonly<Record<string, string>>
}

/** Rows of a processor. A store with the processor's own key holds the aggregate; a processor may do without one. */
export interface Store {
  readonly key: readonly string[]
  /** The record that is the row. Never leaves the machine. */
  readonly row: string
  /** The row's field with the time when its processor's `tick` is asked, in milliseconds since 1970; 0 is never. */
  readonly due?: string
}

/** A topic that every instance reads whole: compacted, or with every revision of its rows. */
export interface Table {
  readonly topic: Topic
  /** Whether most keys have no row and need none. Then that one is missing is no reason to look again. */
  readonly isSparse?: boolean
}

export interface Processor {
  /** The fields that name the aggregate; the key of `commands` and `changelog`. */
  readonly key: readonly string[]
  readonly commands: Topic
  readonly changelog: Topic
  readonly deadLetters: Topic
  /** Topics of others, whose records are turned into commands for a processor. */
  readonly routes?: readonly Route[]
  readonly stores: readonly string[]
  readonly tables: readonly string[]
  /** Where follow-ups may go. */
  readonly sends: readonly Topic[]
  /** Fields of its commands that are personal: its events have them encrypted, by the decider's `seal`. */
  readonly personal?: readonly string[]
  readonly decider: Decider
  /** Milliseconds between its transactions, at least: for what nobody waits for, which is cheaper by the dozen. */
  readonly paceMs?: number
}

export interface Route {
  readonly from: Topic
  /** One record of theirs, one command of ours. `params` are the values of the name's placeholders. */
  map(record: any, params: Readonly<Record<string, string>>): FollowUp
}

/** See `processors/decider.ts`, where the same shape is typed for the domain. */
export interface Decider {
  decide(command: any, rows: any, tables: Tables, at: number): { readonly type: string }
  evolve(rows: any, event: any): any
  react?(event: any, rows: any): readonly FollowUp[]
  seal?(
    command: any, event: any, rows: any, tables: Tables, vault: Vault
  ): { readonly event: any, readonly followUps: readonly FollowUp[] }
  tick?(store: string, key: readonly string[], row: any, now: number): Tick
  keptUntil?(command: any, tables: Tables, at: number): number
  readonly noNews?: { readonly commands: readonly string[], readonly followUps?: readonly string[] }
  summarize?(): Summary
  alarm?(event: any): string | undefined
}

/** See `processors/decider.ts`. */
export interface Summary {
  add(event: any, before: any, after: any): void
  followUps(name: string): readonly FollowUp[]
}

/** See `processors/decider.ts`. */
export interface Vault {
  createKey(recipient: Uint8Array): { readonly publicKey: Uint8Array, readonly privateKey: Uint8Array }
  seal(publicKey: Uint8Array, text: Uint8Array): Uint8Array
}

export interface Tick { readonly command?: { readonly type: string }, readonly next?: number }

/** In place of an event: nothing new. */
export interface Unchanged { readonly type: 'Unchanged', readonly followUps: readonly FollowUp[] }

export interface Tables {
  /** The row of a table by its key, as of now. */
  get(table: string, ...key: readonly string[]): any
  /** The rows whose key begins so, in the order of their keys. */
  list(table: string, ...key: readonly string[]): readonly any[]
}

/** A record for another topic, sent in the transaction of the event that caused it. */
export interface FollowUp {
  /** Its key in `topology.topics`. */
  readonly to: string
  /** Values of the placeholders in the topic's name. */
  readonly params?: Readonly<Record<string, string>>
  readonly record: { readonly type: string }
  /**
   * Decided in the same transaction, if it is for the same partition of the same processor: whoever reads sees all of
   * it or nothing. Otherwise it goes by the log, as all do that say nothing.
   */
  readonly isLocal?: boolean
}

/** `provider-{provider}-invoice-paid` with { provider: 'acme' } is provider-acme-invoice-paid. */
export function topicName(topic: Topic, params: Readonly<Record<string, string>> = {}): string {
  return topic.name.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`topic ${topic.name} needs ${name}`)
    return value
  })
}
