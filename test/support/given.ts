import * as assert from 'uvu/assert'

import type { Decider, Tables } from '../../processors/decider.ts'
import type { OperationRefused, Plain, Provider, Reason, Source, Tenant, Verifier } from '../../schemas/generated.ts'

/**
 * One example of a rule, in one sentence: given rows, when a command, it emits an event.
 *
 *     const given = specification(wallets, tables)
 *     given({ wallets: open }).when(deposit).emits({ type: 'DepositCompleted', … })
 */
export function specification<Command extends { readonly type: string }, Rows, Event extends Body, Body>(
  decider: Decider<Command, Rows, Event, Body>, usual: Tables
): (rows: Rows, tables?: Tables, at?: number) => Given<Command, Body> {
  return (rows, tables = usual, at = usualAt) => ({
    when: command => {
      const event = decider.decide(command, rows, tables, at)
      return {
        emits: expected => assert.equal(event, expected),
        refuses: (reason, details = {}) => assert.equal(
          event,
          {
            type: 'OperationRefused', command: command.type, reason, fields: [], balance: null, limit: null,
            walletLimit: null, ...details
          }
        )
      }
    }
  })
}

/** When the broker gets the commands of examples: 2023-11-14 22:13:20 UTC, a Tuesday. */
export const usualAt = 1_700_000_000_000

/** The tables of a deployment with these rows. */
export function tablesOf({ tenants = [], providers = [], verifiers = [], sources = [] }: TableRows): Tables {
  const rows = new Map<string, unknown>([
    ...tenants.map(row => [`tenants/${row.tenant}`, row] as const),
    ...providers.map(row => [`providers/${row.tenant}/${row.provider}`, row] as const),
    ...verifiers.map(row => [`verifiers/${row.tenant}/${row.verifier}`, row] as const),
    ...sources.map(row => [`sources/${row.tenant}/${row.source}`, row] as const)
  ])
  return {
    get: (table: string, ...key: readonly string[]): any => rows.get([table, ...key].join('/')),
    list: (_, tenant) => providers.filter(row => row.tenant === tenant)
      .sort((a, b) => a.provider < b.provider ? -1 : 1)
  }
}

export interface TableRows {
  readonly tenants?: readonly Plain<Tenant>[]
  readonly providers?: readonly Plain<Provider>[]
  readonly verifiers?: readonly Plain<Verifier>[]
  readonly sources?: readonly Plain<Source>[]
}

/** The head that the engine gives to an event. */
export function head(operationId: string, revision = 1): Head {
  return {
    tenant: 'acme',
    wallet: 'alice',
    operationId,
    revision,
    at: usualAt,
    sourceTopic: 'wallet-commands',
    sourceOffset: revision - 1,
    fingerprint: Buffer.alloc(0),
    keptUntil: 0
  }
}

interface Given<Command, Body> { when(command: Command): Then<Body> }

interface Then<Body> {
  emits(event: Body): void
  refuses(
    reason: Reason, details?: Partial<Pick<OperationRefused, 'fields' | 'balance' | 'limit' | 'walletLimit'>>
  ): void
}

interface Head {
  readonly tenant: string
  readonly wallet: string
  readonly operationId: string
  readonly revision: number
  readonly at: number
  readonly sourceTopic: string
  readonly sourceOffset: number
  readonly fingerprint: Uint8Array
  readonly keptUntil: number
}
