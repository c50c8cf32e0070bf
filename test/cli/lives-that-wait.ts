import type { Plain, Tenant, WalletCommand } from '../../schemas/generated.ts'
import { Domain, type Name } from '../processors/domain.ts'
import { acme, checkit } from '../processors/parties/examples.ts'
import { tablesOf, usualAt } from '../support/given.ts'
import { providerOf } from '../support/plans.ts'

const hour = 60 * 60_000

export const tenant: Plain<Tenant> = { ...acme, tenant: 'demo', approvals: [{ currency: 'EUR', above: 40_00n }] }

const tables = tablesOf({
  tenants: [tenant], verifiers: [{ ...checkit, tenant: 'demo' }],
  providers: [{ ...providerOf('paywell'), tenant: 'demo' }],
  sources: [{ tenant: 'demo', source: 'payroll', revision: 1, isAuthorized: false, waitMs: 0 }]
})

type Body = { readonly type: WalletCommand['type'], readonly [field: string]: unknown }

/** The life of some wallets and a party of the tenant demo, which begins some hours ago. */
class Life extends Domain {
  #operations = 0

  constructor(hoursAgo: number) {
    super(tables)
    this.now = usualAt - Math.round(hoursAgo * hour)
  }

  open(wallet: string, owner = { party: '', identity: '' }): this {
    this.does(wallet, { type: 'OpenWallet', currency: 'EUR', ...owner })
    return this
  }

  /** A wallet with 100.00 EUR. */
  rich(wallet: string): this {
    this.open(wallet).does(wallet, { ...deposit, source: 'bank', amount: 100_00n, deposit: '' })
    this.settle()
    return this
  }

  does(wallet: string, body: Body): this {
    this.send({ tenant: 'demo', wallet, operationId: `op-${++this.#operations}`, ...body } as WalletCommand)
    return this
  }

  /** Works off as many commands of these as are named, one after the other, and leaves the rest. */
  works(...names: readonly Name[]): this {
    for (const name of names) this.step(name)
    return this
  }

  challenges(party: string, identity: string): this {
    const ids = { tenant: 'demo', party, identity }
    const contact = { phone: '', email: '', firstName: 'Judy', middleName: '', lastName: '' }
    this.sendToParty({ type: 'RegisterParty', tenant: 'demo', party, operationId: 'p-op-1' })
    this.sendToParty({ type: 'CreateIdentity', ...ids, operationId: 'p-op-2', class: 'person', contact })
    this.sendToParty({
      type: 'StartChallenge', ...ids, operationId: 'p-op-3', challenge: 'kyc-1', class: 'passport',
      proofs: [{ kind: 'passport', token: 'doc_1' }]
    })
    this.settle('parties')
    return this
  }
}

const withdraws = (amount: bigint, scheduledAt = 0): Body => ({
  type: 'CreateWithdrawal', withdrawal: 'w-1', provider: '', destination: 'tok_1', method: '', party: '', amount,
  currency: 'EUR', scheduledAt, quote: '', destinationId: ''
})
const quote: Body = {
  type: 'QuoteWithdrawal', quote: 'q-1', provider: '', destination: 'tok_1', method: '', party: '', amount: 1_00n,
  currency: 'EUR', destinationId: ''
}
const pays = (to: string): Body => ({ type: 'CreateTransfer', transfer: 't-1', to, amount: 30_00n, currency: 'EUR' })
const batch: Body = {
  type: 'CreateBatch', batch: 'b-1', currency: 'EUR',
  transfers: [{ transfer: 't-1', to: 'finn', amount: 1_50n }, { transfer: 't-2', to: 'hugo', amount: 2_00n }]
}
const deposit: Body = { type: 'CreateDeposit', source: 'payroll', amount: 25_00n, currency: 'EUR', deposit: 'd-1' }
const owner = { party: 'p-1', identity: 'erin' }

/** One of each that waits: what is left undone is what a service or somebody else did not do. */
export function livesThatWait(): readonly Domain[] {
  const dora = new Life(24).rich('dora').does('dora', withdraws(50_00n))
  dora.settle()
  const alice = new Life(3.5).open('alice').does('alice', deposit)
  alice.settle()
  const gus = new Life(2).rich('gus').rich('finn').rich('hugo').does('gus', batch).works('wallets', 'wallets')
  const ivan = new Life(1.5).rich('ivan').does('ivan', withdraws(30_00n))
  ivan.settle()
  return [
    dora, alice, gus, ivan,
    new Life(3).rich('bob').does('bob', pays('carol')).works('wallets'),
    new Life(2.5).open('erin', owner).works('wallets'),
    new Life(1.2).challenges('p-2', 'judy'),
    new Life(1.1).rich('kate').does('kate', withdraws(20_00n)).works('wallets')
  ]
}

/** And what does not: it has ended, or nothing but its time is waited for. */
export function livesThatWentOn(): readonly Domain[] {
  const lee = new Life(5).rich('lee').rich('mia').does('lee', quote).does('lee', pays('mia'))
  lee.does('lee', withdraws(30_00n))
  lee.settle()
  lee.notify('paywell', {
    type: 'InvoicePaid', tenant: 'demo', reference: 'demo/lee/w-1/1', invoice: 'i-1', amount: 30_00n, currency: 'EUR',
    details: ''
  })
  lee.settle()
  lee.pass(hour / 2)
  const nina = new Life(5).rich('nina').does('nina', withdraws(10_00n, usualAt + hour)).does('nina', {
    type: 'PlaceHold', holdId: 'h-1', counterparty: 'shop', amount: 5_00n, currency: 'EUR', expiresAt: usualAt + hour
  })
  nina.settle()
  const olga = new Life(5).challenges('p-3', 'olga')
  const reference = 'demo/p-3/olga/kyc-1'
  olga.verify('checkit', { type: 'VerificationApproved', tenant: 'demo', reference, validUntil: 0 })
  olga.settle()
  return [lee, nina, olga]
}
