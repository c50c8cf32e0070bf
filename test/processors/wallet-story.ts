import * as assert from 'uvu/assert'

import type { Tables } from '../../processors/decider.ts'
import type { Owner, Plain, Source, Tenant, WalletCommand, WalletEvent } from '../../schemas/generated.ts'
import { tablesOf } from '../support/given.ts'
import { tenantOf } from '../support/plans.ts'
import { accountsOf, checkBooks } from './books.ts'
import { Domain } from './domain.ts'
import * as examples from './examples.ts'

/** What a story is told in. */
export interface Configuration {
  readonly tenant?: Partial<Plain<Tenant>>
  readonly source?: Partial<Plain<Source>>
  /** Whose the wallet is. Nobody's, if it is not told. */
  readonly owner?: Partial<Plain<Owner>>
}

/** A command without its head. */
export type Command = { readonly type: WalletCommand['type'], readonly [field: string]: unknown }

type EventType = WalletEvent['type']
type Expected = { readonly [Type in EventType]:
  readonly [type: Type, fields?: Partial<Omit<Extract<WalletEvent, { readonly type: Type }>, 'type'>>] }[EventType]

/** A hold or a deposit of alice's, told step by step. She has 100.00 EUR, which came from the till. */
export class WalletStory {
  readonly #domain: Domain
  readonly #store: 'holds' | 'deposits'
  readonly #id: string
  readonly #tables: { tenants: readonly Plain<Tenant>[], sources: readonly Plain<Source>[] }
  #seen = 0
  #operations = 0

  /** @param id of the hold or deposit that it is about */
  constructor(store: 'holds' | 'deposits', id: string, { tenant, source, owner }: Configuration = {}) {
    const { euro, yen } = examples
    this.#store = store
    this.#id = id
    this.#tables = {
      tenants: [tenantOf({ currencies: [euro, yen] })],
      sources: source === undefined ? [] : [{ ...bank, ...source }]
    }
    this.#domain = new Domain({
      get: ((...key: ['tenants', string]) => tablesOf(this.#tables).get(...key)) as Tables['get'], list: () => []
    }, ['parties', 'accounts'])
    const { party, identity } = owner === undefined ? { party: '', identity: '' } : examples.owner
    this.does({ type: 'OpenWallet', currency: 'EUR', party, identity })
    if (owner !== undefined) {
      this.does({ type: 'ConfirmWallet', operationId: 'alice/op-1/confirm', owner: { ...examples.owner, ...owner } })
    }
    this.does({ type: 'CreateDeposit', source: 'till', amount: 100_00n, currency: 'EUR', deposit: '' })
    this.changes(tenant ?? {})
  }

  does(...commands: readonly Command[]): this {
    this.#seen = this.#domain.walletEvents.length
    for (const command of commands) {
      const head = { tenant: 'acme', wallet: 'alice', operationId: `op-${++this.#operations}` }
      this.#domain.send({ ...head, ...command } as unknown as WalletCommand)
      this.#domain.settle('wallets')
      checkBooks(this.#domain)
    }
    return this
  }

  /** Time passes, and whatever becomes due is decided. */
  passes(ms: number): this {
    this.#seen = this.#domain.walletEvents.length
    this.#domain.pass(ms)
    checkBooks(this.#domain)
    return this
  }

  /** Time passes, and the clock says nothing of it yet. */
  sleeps(ms: number): this {
    this.#domain.now += ms
    return this
  }

  /** The bank's row is another one. Undefined: it is gone. */
  knows(source: Partial<Plain<Source>> | undefined): this {
    this.#tables.sources = source === undefined ? [] : [{ ...bank, revision: 5, ...source }]
    return this
  }

  changes(tenant: Partial<Plain<Tenant>>): this {
    this.#tables.tenants = this.#tables.tenants.map(row => ({ ...row, ...tenant }))
    return this
  }

  /** Nobody knows the tenant any more. */
  loses(): this {
    this.#tables.tenants = []
    return this
  }

  /** The events of the last step: these and no others. Of each, the fields that are named. */
  emits(...expected: readonly Expected[]): this {
    const events = this.#domain.walletEvents.slice(this.#seen)
    assert.equal(events.map(({ type }) => type), expected.map(([type]) => type))
    for (const [index, [, fields = {}]] of expected.entries()) {
      const event = events[index] as unknown as Readonly<Record<string, unknown>>
      assert.equal(Object.fromEntries(Object.keys(fields).map(field => [field, event[field]])), fields)
    }
    return this
  }

  /** The status of the hold or deposit. Undefined: there is none. */
  becomes(status: string | undefined): this {
    assert.is(this.#domain.rows[this.#store].get(`acme/alice/${this.#id}`)?.status, status)
    return this
  }

  /** What is posted, held and expected, and in accounts that are not empty besides. */
  leaves(
    { posted = 100_00n, held = 0n, incoming = 0n }: Partial<Money>, accounts: Readonly<Record<string, bigint>> = {}
  ): this {
    const row = this.#domain.rows.wallets.get('acme/alice')!
    assert.equal({ posted: row.posted, held: row.held, incoming: row.incoming }, { posted, held, incoming })
    const others = [...accountsOf(this.#domain)]
      .filter(([name, sum]) => sum !== 0n && name !== 'wallet/alice' && name !== 'source/till')
    assert.equal(Object.fromEntries(others), accounts)
    return this
  }
}

interface Money { readonly posted: bigint, readonly held: bigint, readonly incoming: bigint }

const bank: Plain<Source> = { tenant: 'acme', source: 'bank', revision: 4, isAuthorized: true, waitMs: 0 }
