import type {
  AccountCommand, OperationRefused, PartyCommand, PartyKey, Plain, Provider, ProviderRequest, Reason, Source, Tenant,
  TenantCommand, TerminalCommand, VerificationRequest, Verifier, WalletCommand, WithdrawalCommand
} from '../schemas/generated.ts'

/**
 * The pure core of a processor: deterministic, without clock, I/O or randomness. Ids come with the command, time
 * with its record, and the only rows it sees were fetched for it beforehand. So production, a restore and a
 * simulation agree to the last byte.
 *
 * `Event` is the whole record, `Body` the part of it that is decided: the engine adds the head.
 */
export interface Decider<Command, Rows, Event extends Body, Body> {
  /**
   * One command in, one event out: a fresh object each time, to which the engine adds its head. A refusal is an
   * answer, not an exception; it throws only when we are wrong. What the clock or a provider says may be nothing
   * new: such a command alone may be answered with `unchanged`.
   *
   * @param at when the broker got the command, in milliseconds since 1970
   */
  decide(command: Command, rows: Rows, tables: Tables, at: number): Body | Unchanged
  /**
   * Folds an event into the rows it touches; it also runs on restore, so it never refuses and has no rules of its
   * own. A row that stays the same object is not written; undefined removes it.
   */
  evolve(rows: Rows, event: Event): Rows
  /**
   * Puts what is personal into an event, encrypted: between deciding and folding, so that rows and changelog have
   * nothing else. The one step that is not deterministic; a restore does not run it.
   *
   * @param rows as they were decided on
   */
  seal?(command: Command, event: Body, rows: Rows, tables: Tables, vault: Vault): Sealed<Body>
  /**
   * Commands and requests that the event causes, sent in its transaction.
   *
   * @param rows as the event left them
   */
  react?(event: Event, rows: Rows): readonly FollowUp[]
  /**
   * What a row's clock has to say now, for stores with a `due` time: asked when the row is due, and again at
   * `next` for as long as it stays so. The command goes to the processor itself, by way of the log: only there is it
   * decided, by the time that the broker gives it.
   *
   * @param key the values of the store's key fields
   * @param now milliseconds since 1970, of this machine
   */
  tick?(store: string, key: readonly string[], row: any, now: number): Tick<Command>
  /**
   * Until when the operation is remembered at least, in milliseconds since 1970; 0 is for ever. Later the same command
   * may count as a new operation. Without it all operations are remembered for ever.
   */
  keptUntil?(command: Command, tables: Tables, at: number): number
  /** What may be said without being news. Without it nothing may. */
  readonly noNews?: NoNews<Command>
  /** A new sum of nothing, for the events of one transaction. Refusals are left out. */
  summarize?(): Summary<Rows, Event>
  /**
   * What operators have to be told at once, of an event that must never happen: one sentence for people, without
   * anything personal. Told once at least: again, if the transaction has to be.
   */
  alarm?(event: Event): string | undefined
}

/**
 * What the events of one transaction come to: what many of them touch is told once for all, and nothing that everybody
 * touches has to be waited for.
 */
export interface Summary<Rows, Event> {
  /** One event more, with the rows that it was decided on and those that it left. */
  add(event: Event, before: Rows, after: Rows): void
  /** Commands that tell of it. @param name of the transaction: no other has it. It has a slash */
  followUps(name: string): readonly FollowUp[]
}

/** Encrypts for others: what it has written it cannot read. */
export interface Vault {
  /** A new pair of keys (X25519). The private one comes encrypted to `recipient`, a public key of 32 bytes. */
  createKey(recipient: Uint8Array): { readonly publicKey: Uint8Array, readonly privateKey: Uint8Array }
  /** Only who has the private key can read it. */
  seal(publicKey: Uint8Array, text: Uint8Array): Uint8Array
}

export interface Sealed<Body> { readonly event: Body, readonly followUps: readonly FollowUp[] }

/** A command to send, if any, and when to ask again if the row is still due. */
export interface Tick<Command> { readonly command?: Command, readonly next?: number }

/** What clocks, providers and verifiers say, maybe again and again; whoever looks at the log goes by it. */
export interface NoNews<Command> {
  /** The only commands that may be answered with `unchanged`. */
  readonly commands: readonly (Command extends { readonly type: infer Type } ? Type : never)[]
  /** Requests that may follow from such an answer. */
  readonly followUps?: readonly string[]
}

/**
 * Nothing new: no event, and the operation is not remembered. Requests may follow all the same, for which it must not
 * matter if they are sent again: after a crash the command may be asked again, as nothing tells that it was.
 */
export interface Unchanged { readonly type: 'Unchanged', readonly followUps: readonly FollowUp[] }

export function unchanged(...followUps: readonly FollowUp[]): Unchanged {
  return { type: 'Unchanged', followUps }
}

/** What operators configure. Every decision records the revision of the row it used. */
export interface Tables {
  get(table: 'tenants', tenant: string): Plain<Tenant> | undefined
  get(table: 'providers', tenant: string, provider: string): Plain<Provider> | undefined
  get(table: 'verifiers', tenant: string, verifier: string): Plain<Verifier> | undefined
  get(table: 'sources', tenant: string, source: string): Plain<Source> | undefined
  /** The tenant's rows, in the order of their ids. */
  list(table: 'providers', tenant: string): readonly Plain<Provider>[]
}

/** A record for another topic, which is named by its key in `topology.ts`. */
export type FollowUp =
  | { readonly to: 'walletCommands', readonly record: WalletCommand, readonly isLocal?: boolean }
  | { readonly to: 'withdrawalCommands', readonly record: WithdrawalCommand }
  | { readonly to: 'terminalCommands', readonly record: TerminalCommand }
  | { readonly to: 'partyCommands', readonly record: PartyCommand }
  | { readonly to: 'accountCommands', readonly record: AccountCommand }
  | { readonly to: 'tenantCommands', readonly record: TenantCommand }
  | { readonly to: 'partyKeys', readonly record: PartyKey }
  | { readonly to: 'tenants', readonly record: Tenant }
  | {
    readonly to: 'verifierRequests'
    readonly params: { readonly verifier: string }
    readonly record: VerificationRequest
  }
  | {
    readonly to: 'providerInvoiceRequests'
    readonly params: { readonly provider: string }
    readonly record: ProviderRequest
  }

export type Refusal = OperationRefused

/** The answer to a command that changes nothing. */
export function refuse(
  command: { readonly type: string }, reason: Reason,
  details: Partial<Pick<Refusal, 'fields' | 'balance' | 'limit' | 'walletLimit'>> = {}
): Refusal {
  return {
    type: 'OperationRefused', command: command.type, reason, fields: [], balance: null, limit: null, walletLimit: null,
    ...details
  }
}

/** For what cannot be unless we are wrong. Never for what a client sent. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}

/** Makes the compiler prove that a switch is exhaustive. */
export function unreachable(record: never): never {
  throw new Error(`unreachable: ${(record as { type: string }).type}`)
}
