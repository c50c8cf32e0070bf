import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { available } from '../../../processors/balance.ts'
import { creditOf } from '../../../processors/wallets/reservation.ts'
import type { Batch, BatchCreated, Plain, Wallet, WalletCommand, WalletEvent } from '../../../schemas/generated.ts'
import { tablesOf } from '../../support/given.ts'
import { fixed, posting, share, tenantOf } from '../../support/plans.ts'
import { accountsOf, checkAccounts, sum } from '../books.ts'
import { Domain } from '../domain.ts'
import type { Flat, Happened } from '../domain.ts'
import { euro, yen } from '../examples.ts'
import { replay } from '../replay.ts'

/**
 * Random lives of several batches at once, between wallets that are opened, fill up, are blocked and closed meanwhile,
 * each in a partition of its own. All or none of a batch arrives, and when all is said nothing is held, expected or on
 * its way.
 */
type Action =
  | { readonly do: 'send', readonly command: WalletCommand }
  | { readonly do: 'step', readonly pick: number }
  | { readonly do: 'settle' }

const few = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)
const most = 2n ** 63n - 1n

/** Dave has nothing, the full one has room for 2.00, the strange one has yen, and the late one is opened by chance. */
const rich = ['alice', 'bob', 'carol']
const wallet = fc.oneof(
  { weight: 12, arbitrary: few(...rich) }, { weight: 4, arbitrary: few('dave', 'dave', 'full') }, few('strange', 'late')
)
const payer = fc.oneof({ weight: 5, arbitrary: few(...rich) }, few('dave'))
const amount = fc.oneof({ weight: 8, arbitrary: fc.bigInt({ min: 20n, max: 2_00n }) }, few(1n, 0n, most))
const transfer = few('t-1', 't-2', 't-3', 't-4', 't-5')
const transfers = fc.uniqueArray(
  fc.record({ transfer, to: wallet, amount }), { maxLength: 5, selector: each => each.transfer })
const operationId = fc.integer({ min: 1, max: 10_000 }).map(String)
const tenant = few('acme')

const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({
    type: few('CreateBatch'), tenant, wallet: payer, operationId, batch: few('b-1', 'b-2', 'b-3'), transfers,
    currency: fc.oneof({ weight: 20, arbitrary: few('EUR') }, few('JPY'))
  }) },
  fc.record({
    type: few('CreateTransfer'), tenant, wallet: payer, operationId, transfer, to: wallet, amount,
    currency: few('EUR')
  }),
  fc.record({
    type: few('CreateDeposit'), tenant, wallet, operationId, source: few('bank'), amount, currency: few('EUR'),
    deposit: few('')
  }),
  fc.record({ type: few('BlockWallet', 'UnblockWallet', 'UnblockWallet'), tenant, wallet, operationId }),
  fc.record({ type: few('CloseWallet'), tenant, wallet: few('dave', 'dave', 'late', 'strange'), operationId }),
  fc.record({
    type: few('OpenWallet'), tenant, wallet: few('late'), operationId, currency: few('EUR'), party: few(''),
    identity: few('')
  })
) as fc.Arbitrary<WalletCommand>

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: few('send'), command }) },
  { weight: 14, arbitrary: fc.record({ do: few('step'), pick: fc.nat(11) }) },
  fc.record({ do: few('settle') })
) as fc.Arbitrary<Action>

const lives = fc.array(action, { minLength: 20, maxLength: 160, size: 'max' })

const test = suite('batches')

test('bring all or nothing, whatever happens to their wallets meanwhile', () => {
  const seen = new Set<string>()
  fc.assert(fc.property(lives, actions => {
    const domain = live(actions, checkMoney)
    domain.settle()
    checkMoney(domain)
    checkRest(domain)
    checkAccounts(domain)
    for (const happened of domain.history) note(happened, seen)
  }), { seed: 61, numRuns: 600, includeErrorInReport: true })
  assert.equal(situations.filter(each => !seen.has(each)), [], 'the sequences reach every situation')
})

test('are rebuilt from their events alone, to every point of them', () => {
  fc.assert(fc.property(lives, actions => {
    const { history } = live(actions)
    replay(history, (step, rows) => assert.equal(rows, history[step]!.rows, `after ${step + 1} events`))
  }), { seed: 62, numRuns: 100, includeErrorInReport: true })
})

test.run()

/** What there is to be right about: a search that never meets it shows nothing. */
const situations = [
  'BatchCreated', 'ReservationRecorded', 'BatchCompleted', 'BatchFailed', 'CreditReserved', 'CreditCancelled',
  ...['wallet_not_found', 'wallet_closed', 'wallet_blocked', 'currency_mismatch', 'balance_over_limit']
    .map(reason => `CreditDeclined ${reason}`),
  'RecordReservation batch_already_failed', 'CancelCredit credit_not_found', 'CloseWallet while money is expected',
  'TransferCredited in a blocked wallet', 'TransferCompleted', 'TransferFailed'
]

function note({ event, rows }: Happened, seen: Set<string>): void {
  const { type, reason, transfer } = event as Flat & { readonly reason?: string, readonly transfer?: string }
  const wallet = rows['wallets'] as Plain<Wallet> | undefined
  seen.add(type)
  if (type === 'OperationRefused') seen.add(`${event['command']} ${reason}`)
  if (type === 'CreditDeclined') seen.add(`${type} ${reason}`)
  if (wallet === undefined) return
  if (type === 'TransferCredited' && transfer!.includes('/') && wallet.status === 'blocked') {
    seen.add('TransferCredited in a blocked wallet')
  }
  if (event['command'] === 'CloseWallet' && wallet.posted === 0n && wallet.incoming > 0n) {
    seen.add('CloseWallet while money is expected')
  }
}

/** Each transfer costs who sends it 3 cents, and who gets it one in a hundred. */
const plan = [
  posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(3n)),
  posting('destination', 'system', share(1, 100))
]

function live(actions: readonly Action[], check: (domain: Domain) => void = () => {}): Domain {
  const tables = tablesOf({ tenants: [tenantOf({ currencies: [euro, yen], transferPlan: plan })] })
  const domain = new Domain(tables, ['parties'])
  for (const first of beginning) domain.send(first)
  domain.settle()
  for (const each of actions) {
    switch (each.do) {
      case 'send': domain.send(each.command); break
      case 'step': domain.step('wallets', each.pick); check(domain); break
      case 'settle': domain.settle(); check(domain)
    }
  }
  return domain
}

const beginning: readonly WalletCommand[] = [
  ...opened('alice', 10_00n), ...opened('bob', 10_00n), ...opened('carol', 10_00n), ...opened('dave', 0n),
  ...opened('full', most - 2_00n), ...opened('strange', 0n, 'JPY')
]

function opened(id: string, first: bigint, currency = 'EUR'): readonly WalletCommand[] {
  const head = { tenant: 'acme', wallet: id }
  const open: WalletCommand = { type: 'OpenWallet', ...head, operationId: 'open', currency, party: '', identity: '' }
  if (first === 0n) return [open]
  return [
    open,
    { type: 'CreateDeposit', ...head, operationId: 'first', source: 'bank', amount: first, currency, deposit: '' }
  ]
}

/** What must hold at any time, whatever waits in the queues. */
function checkMoney(domain: Domain): void {
  const { rows } = domain
  const accounts = accountsOf(domain)
  assert.is(sum(accounts.values()), 0n, 'debits equal credits')
  for (const [key, row] of rows.wallets) {
    const id = key.slice('acme/'.length)
    const pending = [...ofWallet(rows.batches, key), ...ofWallet(rows.transfers, key)]
      .filter(({ status }) => status === 'pending')
    const reserved = ofWallet(rows.credits, key).filter(({ status }) => status === 'reserved')
    assert.is(row.posted, accounts.get(`wallet/${id}`) ?? 0n, 'posted is the sum of the postings')
    assert.is(row.held, sum(pending.map(({ hold }) => hold)), 'held is the sum of what is pending')
    assert.is(row.incoming, sum(reserved.map(each => each.amount)), 'what is expected is the sum of what is reserved')
    assert.ok(row.posted + row.incoming <= most, 'what is expected has its room')
    assert.ok(available(row) >= 0n)
    if (row.status === 'closed') assert.equal([row.posted, row.held, row.incoming], [0n, 0n, 0n], 'closed is empty')
  }
  for (const each of batchesOf(domain)) {
    const brought = each.legs.filter(({ status }) => status === 'credited')
    if (each.status !== 'completed') assert.equal(brought, [], `${each.status}, and something was brought`)
  }
  const underway = batchesOf(domain).filter(({ status }) => status === 'completed')
    .flatMap(({ legs }) => legs.filter(({ status }) => status !== 'credited'))
  const ahead = [...rows.transfers].filter(([key, row]) => row.status === 'pending' && creditAt(domain, key, row.to))
  const onItsWay = sum(underway.map(({ credited }) => credited)) - sum(ahead.map(([, { credited }]) => credited))
  assert.is(accounts.get('transit/transfers') ?? 0n, onItsWay, 'between the wallets is what is on its way')
}

/** What must hold when there is nothing left to do. */
function checkRest(domain: Domain): void {
  const { rows, walletEvents } = domain
  for (const { key, status, legs } of batchesOf(domain)) {
    assert.is.not(status, 'pending', `${key} never ended`)
    const fates = new Set(legs.map(leg => leg.status))
    assert.ok(status === 'completed' ? fates.size === 1 && fates.has('credited') : !fates.has('credited'),
      `${key} ${status}: ${[...fates].join()}`)
    assert.not(fates.has('reserved'), `${key} is over, and room is kept for it`)
  }
  const ended = walletEvents.filter(({ type }) => type === 'BatchCompleted' || type === 'BatchFailed')
  assert.is(ended.length, rows.batches.size, 'every batch ended once')
  for (const row of rows.batches.values()) assert.equal([row.hold, row.flow, row.legs, row.waiting], [0n, [], [], []])
  for (const { held, incoming } of rows.wallets.values()) {
    assert.equal([held, incoming], [0n, 0n], 'nothing is held or expected')
  }

  const accounts = accountsOf(domain)
  assert.is(accounts.get('transit/transfers') ?? 0n, 0n, 'nothing is on its way')
  const inWallets = sum([...rows.wallets.values()].map(({ posted }) => posted))
  assert.is(inWallets + (accounts.get('system/settlement') ?? 0n) + (accounts.get('source/bank') ?? 0n), 0n,
    'what came in is in a wallet, or was a fee')
}

interface Fate {
  readonly key: string
  readonly status: Batch['status']
  readonly legs: readonly (BatchCreated['transfers'][number] & { readonly status: string })[]
}

/** Every batch that was ever created, with what became of each transfer on the other side. */
function batchesOf({ rows, walletEvents }: Domain): readonly Fate[] {
  return walletEvents.filter(event => event.type === 'BatchCreated').map(event => {
    const { wallet: from, batch, transfers: legs } = event as WalletEvent & BatchCreated
    const statusOf = (id: string, to: string): string =>
      rows.credits.get(`acme/${to}/${from}/${creditOf(batch, id)}`)?.status ?? 'none'
    const key = `acme/${from}/${batch}`
    return {
      key, status: rows.batches.get(key)!.status,
      legs: legs.map(leg => ({ ...leg, status: statusOf(leg.transfer, leg.to) }))
    }
  })
}

/** Whether a transfer has arrived that its payer does not know of yet. */
function creditAt({ rows }: Domain, transferKey: string, to: string): boolean {
  const [, from, id] = transferKey.split('/')
  return rows.credits.has(`acme/${to}/${from}/${id}`)
}

function ofWallet<Row>(rows: ReadonlyMap<string, Row>, key: string): readonly Row[] {
  return [...rows].filter(([each]) => each.startsWith(`${key}/`)).map(([, row]) => row)
}
