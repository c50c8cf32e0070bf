import type {
  OperationRefused, Plain, Provider, ProviderRequest, Reason, Tenant, TerminalCommand, WalletCommand, WithdrawalCommand
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
  /** Commands and requests that the event causes, sent in its transaction. */
  react?(event: Event): readonly FollowUp[]
  /**
   * What a row's clock has to say now, for stores with a `due` time: asked when the row is due, and again at
   * `next` for as long as it stays so. The command goes to the processor itself, by way of the log: only there is it
   * decided, by the time that the broker gives it.
   *
   * @param key the values of the store's key fields
   * @param now milliseconds since 1970, of this machine
   */
  tick?(store: string, key: readonly string[], row: any, now: number): Tick<Command>
}

/** A command to send, if any, and when to ask again if the row is still due. */
export interface Tick<Command> { readonly command?: Command, readonly next?: number }

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
  /** The tenant's rows, in the order of their ids. */
  list(table: 'providers', tenant: string): readonly Plain<Provider>[]
}

/** A record for another topic, which is named by its key in `topology.ts`. */
export type FollowUp =
  | { readonly to: 'walletCommands', readonly record: WalletCommand }
  | { readonly to: 'withdrawalCommands', readonly record: WithdrawalCommand }
  | { readonly to: 'terminalCommands', readonly record: TerminalCommand }
  | {
    readonly to: 'providerInvoiceRequests'
    readonly params: { readonly provider: string }
    readonly record: ProviderRequest
  }

export type Refusal = OperationRefused

/** The answer to a command that changes nothing. */
export function refuse(
  command: { readonly type: string }, reason: Reason, details: Partial<Pick<Refusal, 'fields' | 'balance'>> = {}
): Refusal {
  return { type: 'OperationRefused', command: command.type, reason, fields: [], balance: null, ...details }
}

/** For what cannot be unless we are wrong. Never for what a client sent. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message)
}

/** Makes the compiler prove that a switch is exhaustive. */
export function unreachable(record: never): never {
  throw new Error(`unreachable: ${(record as { type: string }).type}`)
}
