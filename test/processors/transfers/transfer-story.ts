import * as assert from 'uvu/assert'

import type { Tables } from '../../../processors/decider.ts'
import type {
  CreateTransfer, Owner, Plain, Tenant, Transfer, WalletCommand, WalletEvent
} from '../../../schemas/generated.ts'
import { tablesOf } from '../../support/given.ts'
import { tenantOf } from '../../support/plans.ts'
import { accountsOf, checkBooks } from '../books.ts'
import { Domain } from '../domain.ts'
import * as examples from '../examples.ts'

/**
 * One transfer from alice to bob, told step by step. She has 100.00 EUR and sends 30.00; he has nothing. Between two
 * steps anything may happen to either of them: their wallets are in different partitions.
 *
 *     story().sends().arrives().ends()
 *       .emits(['TransferCompleted', { amount: 30_00n }])
 *       .becomes('completed')
 *       .leaves({ alice: [70_00n, 0n], bob: [30_00n, 0n] })
 */
export function story(configuration: Configuration = {}): TransferStory {
  return new TransferStory(configuration)
}

export interface Configuration {
  readonly tenant?: Partial<Plain<Tenant>>
  /** Whose wallets they are. Nobody's, if it is not told. */
  readonly owners?: Readonly<Record<string, Partial<Plain<Owner>>>>
  /** Bob's wallet: whether it is there, its currency, and what else has happened to it. */
  readonly bob?: { readonly isMissing?: true, readonly currency?: string, readonly then?: readonly Command[] }
}

/** A command without its head: to alice, unless it names another wallet. */
export type Command = { readonly type: WalletCommand['type'], readonly [field: string]: unknown }

export const deposit = (wallet: string, amount: bigint): Command =>
  ({ type: 'CreateDeposit', wallet, source: 'bank', amount, currency: 'EUR', deposit: '' })

type EventType = WalletEvent['type']
type Expected = { readonly [Type in EventType]:
  readonly [type: Type, fields?: Partial<Omit<Extract<WalletEvent, { readonly type: Type }>, 'type'>>] }[EventType]

export class TransferStory {
  readonly #domain: Domain
  readonly #seen = { events: 0, sent: 0 }
  #tables: Tables
  #operations = 0

  constructor({ tenant, owners = {}, bob = {} }: Configuration) {
    const { euro, yen } = examples
    this.#tables = tablesOf({ tenants: [tenantOf({ currencies: [euro, yen], ...tenant })] })
    this.#domain = new Domain({
      get: ((...key: ['tenants', string]) => this.#tables.get(...key)) as Tables['get'], list: () => []
    }, ['parties', 'accounts'])
    this.#open('alice', owners['alice'])
    this.#do(deposit('alice', 100_00n))
    if (bob.isMissing !== true) this.#open('bob', owners['bob'], bob.currency)
    for (const command of bob.then ?? []) this.#do(command)
  }

  /** Alice asks. What is given besides happens before the money arrives. */
  sends(change: Partial<CreateTransfer> = {}, ...meanwhile: readonly Command[]): this {
    const transfer = { transfer: 't-1', to: 'bob', amount: 30_00n, currency: 'EUR', ...change }
    return this.#act({ type: 'CreateTransfer', ...transfer }, ...meanwhile)
  }

  /** The money reaches bob. What is given besides happens before alice hears of it. */
  arrives(...meanwhile: readonly Command[]): this {
    return this.#act(undefined, ...meanwhile)
  }

  /** Alice hears what became of it. */
  ends(): this {
    return this.#act(undefined)
  }

  /** Whoever it is, somebody sends a command. */
  hears(command: Command): this {
    return this.#act(command)
  }

  /** The tenant takes no new operations. */
  stops(): this {
    this.#tables = tablesOf({ tenants: [{ ...this.#tables.get('tenants', 'acme')!, stopped: 'an audit' }] })
    return this
  }

  /** Nobody knows the tenant any more. */
  loses(): this {
    this.#tables = tablesOf({})
    return this
  }

  /** The events of the transfer in the last step: these and no others. Of each, the fields that are named. */
  emits(...expected: readonly Expected[]): this {
    const events = this.#domain.walletEvents.slice(this.#seen.events).filter(({ type }) => isOfTransfer.test(type))
    assert.equal(events.map(({ type }) => type), expected.map(([type]) => type))
    for (const [index, [, fields = {}]] of expected.entries()) {
      const event = events[index] as unknown as Readonly<Record<string, unknown>>
      assert.equal(Object.fromEntries(Object.keys(fields).map(field => [field, event[field]])), fields)
    }
    return this
  }

  /** What the last step has caused: commands to wallets, in order. */
  tells(...expected: readonly string[]): this {
    const told = this.#domain.sent.slice(this.#seen.sent).filter(({ to }) => to === 'walletCommands')
      .map(({ record }) => record as WalletCommand)
    assert.equal(told.map(({ type, wallet }) => `${type} ${wallet}`), expected)
    return this
  }

  /** The transfer's row, as alice has it: its status. Undefined: there is none. */
  becomes(status: Transfer['status'] | undefined): this {
    assert.is(this.#domain.rows.transfers.get('acme/alice/t-1')?.status, status)
    return this
  }

  /** What is posted and what is held in each wallet, and in accounts that are not empty besides. */
  leaves(wallets: Readonly<Record<string, readonly [bigint, bigint]>>, accounts: Readonly<Record<string, bigint>> = {}
  ): this {
    for (const [wallet, [posted, held]] of Object.entries(wallets)) {
      const row = this.#domain.rows.wallets.get(`acme/${wallet}`)!
      assert.equal({ posted: row.posted, held: row.held }, { posted, held }, wallet)
    }
    const others = [...accountsOf(this.#domain)].filter(([name, sum]) => !/^(wallet|source)/.test(name) && sum !== 0n)
    assert.equal(Object.fromEntries(others), accounts)
    return this
  }

  #act(command: Command | undefined, ...meanwhile: readonly Command[]): this {
    this.#seen.events = this.#domain.walletEvents.length
    this.#seen.sent = this.#domain.sent.length
    const all = [...command === undefined ? [] : [command], ...meanwhile]
    for (const each of all) this.#send(each)
    for (let step = command === undefined ? -1 : 0; step < all.length; step++) {
      this.#domain.step('wallets')
      checkBooks(this.#domain)
    }
    return this
  }

  #open(wallet: string, owner: Partial<Plain<Owner>> | undefined, currency = 'EUR'): void {
    const { party, identity } = owner === undefined ? { party: '', identity: '' } : examples.owner
    this.#do({ type: 'OpenWallet', wallet, currency, party, identity })
    if (owner === undefined) return
    const operationId = `${wallet}/open/register/confirm`
    this.#do({ type: 'ConfirmWallet', wallet, operationId, owner: { ...examples.owner, ...owner } })
  }

  #do(command: Command): void {
    this.#send(command)
    this.#domain.settle('wallets')
  }

  #send(command: Command): void {
    const head = { tenant: 'acme', wallet: 'alice', operationId: `op-${++this.#operations}` }
    this.#domain.send({ ...head, ...command } as unknown as WalletCommand)
  }
}

const isOfTransfer = /^(Transfer|OperationRefused)/
