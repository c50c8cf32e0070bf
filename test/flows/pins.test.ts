import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { nameOf } from '../../cli/kinds.ts'
import { pinsOf } from '../../cli/pins.ts'
import { RecordReader } from '../../cli/ndjson.ts'
import type { Tables } from '../../processors/decider.ts'
import type { PartyCommand, Plain, WalletCommand } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { topology } from '../../topology.ts'
import { Domain } from '../processors/domain.ts'
import { readProjectFile } from '../processors/project.ts'
import { codecOfAll } from '../schemas/codecs.ts'
import { tablesOf } from '../support/given.ts'
import { providerOf, tenantOf } from '../support/plans.ts'
import { AnyClient, answerTo, tenantOfClient } from './any-client.ts'

const test = suite('pins')

const codec = codecOfAll()
const reader = new RecordReader(topology, codec)

/**
 * What these were decided by is in them, as the times and the fees that came of it: they go on with a payout that has
 * pinned its configuration.
 */
const told = new Set([
  'InvoiceRecorded', 'PayoutOutcomeUnknown', 'PayoutMismatched', 'PayoutAttemptFailed', 'PayoutFailed',
  'PayoutPaidAfterClose', 'PayoutCompleted', 'PayoutCancelled', 'PayoutContradicted'
])
/** Answers that change nothing, and what needs its tenant for nothing but the quota. */
const exempt = new Set([
  'OperationRefused', 'RegistrationRejected', 'TransferDeclined', 'CreditDeclined',
  'WalletBlocked', 'WalletUnblocked', 'WalletClosed', 'HoldPosted', 'PartyBlocked', 'PartyUnblocked',
  'DestinationChanged', 'DestinationRemoved', 'CancellationRequested', 'WithdrawalFailed', 'ChallengeCancelled'
])

test('an event has the revision of every row that it was decided against', () => {
  const checked = new Map<string, number>()
  for (const seed of [1, 2]) play(seed, 250, checked)
  for (const type of [
    'BatchCreated', 'ChallengeStarted', 'DepositCompleted', 'DepositCreated', 'DestinationAdded', 'HoldPlaced',
    'IdentityCreated', 'PartyRegistered', 'PayoutStarted', 'TransferCreated', 'TransferCredited', 'WalletOpened',
    'WalletRegistered', 'WalletRequested', 'WithdrawalCreated', 'WithdrawalRegistered'
  ]) assert.ok(checked.has(type), `${type} was never seen to read a row: ${[...checked.keys()].sort().join(', ')}`)
})

test.run()

function play(seed: number, count: number, checked: Map<string, number>): void {
  const tables = new ReadTables()
  const domain = new Domain(tables as unknown as Tables)
  const story = readProjectFile('examples/money.ndjson').trim().split('\n').map(line => reader.parse(line).record)
  for (const command of story) {
    if (command.type !== 'Tenant' && command.type !== 'Source') domain.send(command as unknown as WalletCommand)
  }
  const client = new AnyClient('one', seed)
  const send = ([to, record]: readonly [string, object]): void => {
    if (to === 'walletCommands') domain.send(defaulted('WalletCommand', record as Flat) as unknown as WalletCommand)
    else domain.sendToParty(defaulted('PartyCommand', record as Flat) as unknown as PartyCommand)
  }
  for (const first of client.first()) send(first)
  settle(domain, tables, checked)
  for (let sent = 0; sent < count; sent++) {
    send(client.next())
    settle(domain, tables, checked)
    const asked = [...domain.requests.splice(0).map(({ request }) => request),
      ...domain.verifications.splice(0).map(({ request }) => request)]
    for (const request of asked) {
      const [to, answer] = answerTo(request as unknown as Flat, seed) ?? []
      const said = (envelope: string) => defaulted(envelope, answer as Flat) as never
      if (to === 'providerInvoicePaid') domain.notify('acme', said('ProviderNotification'))
      if (to === 'verifierResults') domain.verify('idly', said('VerificationResult'))
    }
    settle(domain, tables, checked)
  }
}

/** One command after the other, each with what it has read. */
function settle(domain: Domain, tables: ReadTables, checked: Map<string, number>): void {
  for (let isBusy = true; isBusy;) {
    isBusy = false
    for (const name of ['wallets', 'parties', 'withdrawals', 'terminals'] as const) {
      const before = domain.history.length
      tables.read.clear()
      domain.step(name)
      const happened = domain.history.slice(before)
      if (happened.length > 0) isBusy = true
      for (const { event } of happened) check(event as unknown as Flat, tables.read, checked)
    }
  }
}

function check(event: Flat, read: ReadonlySet<string>, checked: Map<string, number>): void {
  if (exempt.has(event.type) || told.has(event.type) || read.size === 0) return
  // What an event leaves to what it is about, a source or an owner, is of any name here.
  const pins = new Set(pinsOf(event, { party: '?', identity: '?', source: '?' })
    .map(({ thing, revision }) => `${thing.kind.name} ${nameOf(thing)} ${revision}`))
  for (const row of read) {
    const isPinned = pins.has(row) || row.startsWith('source') && pins.has(row.replace(/\/\S+/, '/?'))
    assert.ok(isPinned, `${event.type} was decided by ${row} and has ${[...pins].join(', ')}`)
  }
  checked.set(event.type, (checked.get(event.type) ?? 0) + 1)
}

/** Tables that know which rows were asked for. */
class ReadTables {
  readonly read = new Set<string>()
  readonly #tables: Tables

  constructor() {
    const [bank, source] = readProjectFile('examples/money.ndjson').split('\n').slice(0, 2)
      .map(line => reader.parse(line).record as never)
    const tenants = [{ ...tenantOfClient('one'), revision: 3 }, bank!] as Plain<Parameters<typeof tenantOf>[0]>[]
    this.#tables = tablesOf({
      tenants: tenants as never, sources: [source!], providers: [providerOf('acme', { tenant: 'one', revision: 4 })],
      verifiers: [{ tenant: 'one', verifier: 'idly', revision: 5 }]
    })
  }

  get(table: string, ...key: readonly string[]): unknown {
    const row = (this.#tables.get as (...path: readonly string[]) => { readonly revision: number } | undefined)(
      table, ...key
    )
    if (row !== undefined) this.read.add(`${table.slice(0, -1)} ${key.join('/')} ${row.revision}`)
    return row
  }

  /** Of many that were looked at, the one that was chosen is pinned. */
  list(_: string, tenant: string): unknown {
    return this.#tables.list('providers', tenant)
  }
}

function defaulted(envelope: string, record: Flat): Flat {
  const variant = codec.shape(envelope).variants.get(record.type)!
  return { ...Object.fromEntries(variant.fields.map(field => [field.name, field.defaultValue()])), ...record }
}
