import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { WalletCommand } from '../../../schemas/generated.ts'
import type { Flat } from '../../../schemas/record.ts'
import { tablesOf } from '../../support/given.ts'
import { tenantOf } from '../../support/plans.ts'
import { TransferBooks } from '../../support/transfer-books.ts'
import { Domain } from '../domain.ts'

/** The books by which the storm of transfers is judged: they find what is wrong to the unit. */
const test = suite('the books of a storm')

const people = ['alice', 'bob', 'carol']
const events = history()

test('find nothing wrong with what is right', () => {
  const books = booksOf(events)
  assert.is(books.transfers.size, 9)
  assert.is(books.account('transit/transfers'), 0n)
  assert.equal(new Set([...books.transfers.values()].map(({ steps }) => steps.at(-1))),
    new Set(['TransferCompleted', 'TransferFailed']))
})

test('find one unit too much, wherever it is', () => {
  let changes = 0
  for (const [index, event] of events.entries()) {
    for (const [where, changed] of withOneMore(event)) {
      const wrong = events.with(index, changed)
      assert.throws(() => booksOf(wrong), undefined, `${event.type}: ${where}`)
      changes++
    }
  }
  assert.ok(changes > 100, `${changes} changes`)
})

test('find an event that is missing, and one that is there twice', () => {
  for (const [index, event] of events.entries()) {
    const own = ({ wallet }: Flat): boolean => wallet === event['wallet']
    const renumbered = (those: readonly Flat[]): readonly Flat[] => those.map((each, place) =>
      own(each) ? { ...each, revision: those.slice(0, place + 1).filter(own).length } : each)
    const isOfMoney = event.type.startsWith('Transfer') && event.type !== 'TransferDeclined'
    if (!isOfMoney) continue
    const last = !events.slice(index + 1).some(own)
    if (!last) assert.throws(() => booksOf(renumbered(events.toSpliced(index, 1))), undefined, `no ${event.type}`)
    const again = { ...event, operationId: `${event.operationId}-again` }
    assert.throws(() => booksOf(renumbered(events.toSpliced(index, 0, again))), undefined, `${event.type} twice`)
  }
})

test('know what an effect comes after', () => {
  const books = new TransferBooks()
  for (const event of events) {
    if (!event.type.startsWith('Transfer')) continue
    assert.is(new TransferBooks().mayTake(event), event.type === 'TransferCreated', event.type)
  }
  for (const event of events) {
    assert.ok(books.mayTake(event), event.type)
    books.take(event)
  }
})

test.run()

/** Three people send money to each other and to nobody, in the order in which a single partition works it off. */
function history(): readonly Flat[] {
  const tables = tablesOf({ tenants: [tenantOf()] })
  const domain = new Domain(tables, ['accounts'])
  const send = (wallet: string, operationId: string, command: object): void =>
    domain.send({ tenant: 'acme', wallet, operationId, ...command } as WalletCommand)
  for (const wallet of people) {
    send(wallet, 'open', { type: 'OpenWallet', currency: 'EUR', party: '', identity: '' })
    send(wallet, 'deposit', {
      type: 'CreateDeposit', source: 'bank', amount: 100n, currency: 'EUR', deposit: ''
    })
  }
  for (const wallet of people) {
    for (const to of [...people.filter(other => other !== wallet), 'nobody']) {
      send(wallet, `send-${to}`, { type: 'CreateTransfer', transfer: to, to, amount: 30n, currency: 'EUR' })
    }
  }
  domain.settle('wallets')
  return domain.walletEvents as unknown as readonly Flat[]
}

function booksOf(those: readonly Flat[]): TransferBooks {
  const books = new TransferBooks()
  for (const event of those) books.take(event)
  return books
}

/** The event with one unit more in one place, for each place that says what there is or what moves. */
function withOneMore(event: Flat): readonly (readonly [where: string, changed: Flat])[] {
  const fields = event.type.startsWith('Transfer') ? ['amount', 'hold'] : []
  const balance = event['balance'] as Readonly<Record<string, bigint>>
  const postings = event['postings'] as readonly { readonly amount: bigint }[] | undefined ?? []
  return [
    ...fields.filter(field => field in event).map(field =>
      [field, { ...event, [field]: event[field] as bigint + 1n }] as const),
    ...['posted', 'held'].map(part =>
      [part, { ...event, balance: { ...balance, [part]: balance[part]! + 1n } }] as const),
    ...postings.map((posting, index) =>
      ['posting', { ...event, postings: postings.with(index, { ...posting, amount: posting.amount + 1n }) }] as const)
  ] as never
}
