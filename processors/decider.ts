import type {
  OperationRefused, Plain, Provider, ProviderRequest, Reason, Tenant, WalletCommand, WithdrawalCommand
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
   * answer, not an exception; it throws only when we are wrong.
   */
  decide(command: Command, rows: Rows, tables: Tables): Body
  /**
   * Folds an event into the rows it touches; it also runs on restore, so it never refuses and has no rules of its
   * own. A row that stays the same object is not written; undefined removes it.
   */
  evolve(rows: Rows, event: Event): Rows
  /** Commands and requests that the event causes, sent in its transaction. */
  react?(event: Event): readonly FollowUp[]
}

/** What operators configure. Every decision records the revision of the row it used. */
export interface Tables {
  get(table: 'tenants', tenant: string): Plain<Tenant> | undefined
  get(table: 'providers', tenant: string, provider: string): Plain<Provider> | undefined
}

/** A record for another topic, which is named by its key in `topology.ts`. */
export type FollowUp =
  | { readonly to: 'walletCommands', readonly record: WalletCommand }
  | { readonly to: 'withdrawalCommands', readonly record: WithdrawalCommand }
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
