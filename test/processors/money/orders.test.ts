import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { ProviderNotification, WalletCommand } from '../../../schemas/generated.ts'
import { few } from './actions.ts'
import { Books } from './books.ts'
import { Life } from './life.ts'

/**
 * Operations that were begun and wait: for another wallet, a provider, a client, a source, the clock. How each of them
 * ends is settled beforehand, when it does is not: in whatever order, the same money is in the same accounts.
 */
const test = suite('the order in which operations end')

test('makes no difference to any balance', () => {
  const seen = new Set<string>()
  fc.assert(fc.property(plans, orders, (pending, order) => {
    const one = begun(pending)
    const other = begun(pending)
    for (const each of pending) each.end.forEach(end => act(one, end))
    finish(one)
    for (const step of shuffled(pending.map(({ end }) => end), order)) {
      if ('pick' in step) other.life.domain.step('wallets', step.pick)
      else act(other, step)
      other.books.check()
    }
    finish(other)
    assert.equal(standing(other), standing(one))
    for (const { event } of other.life.domain.history) seen.add(event.type)
  }), { seed: 81, numRuns: 200, includeErrorInReport: true })

  const least = [
    'TransferCompleted', 'TransferFailed', 'BatchCompleted', 'BatchFailed', 'WithdrawalCompleted', 'WithdrawalFailed',
    'HoldPosted', 'HoldReleased', 'HoldExpired', 'DepositCompleted', 'DepositFailed', 'DepositReverted'
  ]
  assert.equal(least.filter(type => !seen.has(type)), [], 'operations end in every way')
})

type End =
  | { readonly do: 'send', readonly command: WalletCommand }
  | { readonly do: 'say', readonly withdrawal: string, readonly type: 'InvoicePaid' | 'InvoiceDeclined' }
  | { readonly do: 'pass', readonly minutes: number }

/** Of any partition. */
interface Step { readonly pick: number }

interface Order { readonly keys: readonly number[], readonly picks: readonly number[] }

/** What is sent first, and what ends it. Those that end by themselves take steps alone. */
interface Pending { readonly begin: readonly WalletCommand[], readonly end: readonly End[] }

interface World { readonly life: Life, readonly books: Books }

const wallet = few('alice', 'bob', 'dora')
/** One is not there, and one takes yen. */
const to = few('alice', 'bob', 'dora', 'nobody', 'carol')
const amount = fc.bigInt({ min: 1n, max: 3_00n })
const own = fc.record({ wallet, amount })

const transfer = fc.record({ wallet, amount, to }).map(({ to, ...of }): Plan => (head, id) => ({
  begin: [{
    type: 'CreateTransfer', ...head(of.wallet), transfer: id, to: another(to, of), amount: of.amount, currency
  }],
  end: []
}))

const batch = fc.record({ wallet, legs: fc.array(fc.record({ to, amount }), { minLength: 1, maxLength: 3 }) })
  .map(({ wallet: of, legs }): Plan => (head, id) => {
    const transfers = legs.map((leg, index) => ({
      transfer: `${id}-${index}`, to: another(leg.to, { wallet: of }), amount: leg.amount
    }))
    return { begin: [{ type: 'CreateBatch', ...head(of), batch: id, transfers, currency }], end: [] }
  })

const withdrawal = fc.tuple(own, few<'InvoicePaid' | 'InvoiceDeclined'>('InvoicePaid', 'InvoiceDeclined'))
  .map(([of, type]): Plan => (head, id) => ({
    begin: [{
      type: 'CreateWithdrawal', ...head(of.wallet), withdrawal: id, provider: '', destination: '', method: '',
      party: '', destinationId: of.wallet === 'dora' ? 'card' : '', amount: of.amount, currency, scheduledAt: 0,
      quote: ''
    }],
    end: [{ do: 'say', withdrawal: `acme/${of.wallet}/${id}`, type }]
  }))

const hold = fc.tuple(own, few('posted', 'released', 'expired', 'in parts'))
  .map(([of, way]): Plan => (head, id) => {
    const expiresAt = way === 'expired' ? soon : 0
    const post = (part: bigint, isFinal: boolean): End => ({
      do: 'send', command: { type: 'PostHold', ...head(of.wallet), holdId: id, amount: part, isFinal }
    })
    const release: End = { do: 'send', command: { type: 'ReleaseHold', ...head(of.wallet), holdId: id, amount: 0n } }
    const ends = {
      posted: [post(0n, false)], released: [release], expired: [{ do: 'pass', minutes: 30 } as const],
      'in parts': [post(1n, true)]
    }
    return {
      begin: [{
        type: 'PlaceHold', ...head(of.wallet), holdId: id, counterparty: 'inn', amount: of.amount, currency, expiresAt
      }],
      end: ends[way as keyof typeof ends]
    }
  })

/** The shop is authorized at the end, the stall is not within its time. */
const deposit = fc.tuple(own, few('shop', 'stall')).map(([of, source]): Plan => (head, id) => ({
  begin: [{ type: 'CreateDeposit', ...head(of.wallet), source, amount: of.amount + 50n, currency, deposit: id }],
  end: [{ do: 'pass', minutes: 5 }]
}))

const reverted = own.map((of): Plan => (head, id) => ({
  begin: [{
    type: 'CreateDeposit', ...head(of.wallet), source: 'bank', amount: of.amount + 50n, currency, deposit: id
  }],
  end: [1, 2].map(number => ({
    do: 'send', command: {
      type: 'RevertDeposit', ...head(of.wallet), deposit: id, revert: `r-${number}`, amount: of.amount / 2n + 1n,
      currency, reason: ''
    }
  }))
}))

type Head = (wallet: string) => { readonly tenant: string, readonly wallet: string, readonly operationId: string }
type Plan = (head: Head, id: string) => Pending

const currency = 'EUR'
const start = new Life().domain.now
const soon = start + 20 * 60_000

const plans = fc.array(fc.oneof(transfer, transfer, batch, withdrawal, hold, deposit, reverted), {
  minLength: 1, maxLength: 8
}).map(list => list.map((plan, index): Pending => {
  let operations = 0
  return plan(of => ({ tenant: 'acme', wallet: of, operationId: `${index}-${++operations}` }), `id-${index}`)
}))

const orders = fc.record({ keys: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }), picks: fc.array(fc.nat(5)) })

function another(id: string, { wallet: of }: { readonly wallet: string }): string {
  return id !== of ? id : of === 'bob' ? 'alice' : 'bob'
}

/** All of it is begun, and whatever waits for another wallet waits still. */
function begun(pending: readonly Pending[]): World {
  const life = new Life()
  const books = new Books(life.domain)
  // So much that nothing depends on what has come back already.
  for (const of of ['alice', 'bob', 'dora']) {
    const head = { tenant: 'acme', wallet: of, operationId: 'more' }
    life.send({ type: 'CreateDeposit', ...head, source: 'bank', amount: 900_00n, currency, deposit: '' })
  }
  life.domain.settle()
  for (const [source, waitMs] of [['shop', 0], ['stall', 60_000]] as const) {
    life.authorize({ tenant: 'acme', source, revision: 0, isAuthorized: false, waitMs })
  }
  const commands = pending.flatMap(({ begin }) => begin)
  for (const command of commands) life.send(command)
  for (const _ of commands) life.domain.step('wallets')
  books.check()
  return { life, books }
}

function act({ life }: World, end: End): void {
  const { domain } = life
  switch (end.do) {
    case 'send': return life.send(end.command)
    case 'pass': return domain.pass(end.minutes * 60_000)
    case 'say': {
      // It can only be said once the provider has been asked.
      domain.settle('wallets', 'parties', 'withdrawals', 'terminals')
      const asked = domain.requests.find(({ request }) => request.reference.startsWith(`${end.withdrawal}/`))!
      const said = { type: end.type, invoice: 'inv-1', reason: 'no_such_card', details: '' } as ProviderNotification
      domain.notify(asked.provider, life.answerTo(asked.request, said))
    }
  }
}

/** The shop is authorized, and enough time passes for everything that waits for it. */
function finish({ life, books }: World): void {
  life.domain.settle()
  const shop = life.sources.get('acme/shop')!
  life.authorize({ ...shop, isAuthorized: true })
  life.domain.pass(start + 24 * 60 * 60_000 - life.domain.now)
  life.domain.settle()
  books.check()
  books.checkRest()
}

/** What every wallet and every account has. */
function standing({ life, books }: World): unknown {
  const wallets = [...life.domain.rows.wallets]
    .map(([key, { posted, held, incoming }]) => [key, posted, held, incoming])
  const accounts = [...books.accounts].filter(([, has]) => has !== 0n)
  return [wallets, accounts].map(list => list.sort(([left], [right]) => String(left) < String(right) ? -1 : 1))
}

/** The ends of each operation stay in their order; steps of any partition come in between. */
function shuffled(
  ends: readonly (readonly End[])[], { keys, picks }: Order
): readonly (End | Step)[] {
  const left = ends.map(list => [...list]).filter(list => list.length > 0)
  const steps: (End | Step)[] = []
  for (let turn = 0; left.some(list => list.length > 0) || turn < picks.length; turn++) {
    if (picks[turn] !== undefined) steps.push({ pick: picks[turn]! })
    const open = left.filter(list => list.length > 0)
    if (open.length > 0) steps.push(open[(keys[turn % keys.length] ?? 0) % open.length]!.shift()!)
  }
  return steps
}
test.run()
