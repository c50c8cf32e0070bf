import type { PartyCommand, WalletCommand } from '../../../schemas/generated.ts'
import type { Flat } from '../../../schemas/record.ts'
import type { Random } from '../random.ts'
import { currencies, firstProvider, lateProvider, tenants, wallets } from './deployment.ts'
import { MoneyCommands } from './money-commands.ts'
import { PartyCommands } from './party-commands.ts'

const OWNED = 0.6
const OF_PARTIES = 0.3

const kinds = {
  deposit: 20, withdrawal: 48, quote: 8, cancel: 9, open: 6, block: 2, unblock: 5, close: 4, transfer: 16, batch: 9,
  hold: 8, endOfHold: 11, revert: 9
} as const

/** How far ahead a withdrawal is scheduled at most. */
const AHEAD_MS_MAX = 8_000

type Quote = Extract<WalletCommand, { type: 'QuoteWithdrawal' }>
type Deposit = Extract<WalletCommand, { type: 'CreateDeposit' }>
type Withdrawal = Extract<WalletCommand, { type: 'CreateWithdrawal' }>

/** Commands of clients who mean well and err now and then. Every one is an operation of its own. */
export class Commands {
  readonly #random: Random
  readonly #now: () => number
  readonly #parties: PartyCommands
  readonly #money: MoneyCommands
  /** Who owns a wallet, by `tenant/wallet`. */
  readonly #owners = new Map<string, Owner>()
  /** Wallets that were opened, as far as anybody has looked: `tenant/wallet`. */
  readonly #opened: string[] = []
  readonly #blocked: Omit<Head, 'operationId'>[] = []
  readonly #quotes: Quote[] = []
  readonly #withdrawals: Withdrawal[] = []
  readonly #made = new Map<string, number>()

  constructor(random: Random, now: () => number) {
    this.#random = random
    this.#now = now
    this.#parties = new PartyCommands(random)
    this.#money = new MoneyCommands(random, now)
  }

  /** Opens most wallets, or there would be little to see. */
  * first(): Iterable<Command> {
    for (const command of this.#parties.first()) yield this.#named(command)
    for (const tenant of tenants) {
      for (const wallet of wallets) {
        if (!this.#random.chance(0.2)) yield this.#named(this.#open({ tenant, wallet, operationId: '' }))
      }
    }
  }

  /** What comes of it, now that a wallet is open or was not opened, or a challenge has ended. */
  after(event: Flat): readonly Command[] {
    return this.#afterwards(event).map(command => this.#named(command))
  }

  #afterwards(event: Flat): readonly Command[] {
    const { tenant, wallet } = event as Flat & { tenant: string, wallet: string }
    if (event.type === 'WalletOpened') {
      this.#opened.push(`${tenant}/${wallet}`)
      this.#owners.set(`${tenant}/${wallet}`, event['owner'] ?? nobody)
      // What stays empty may be closed.
      if (this.#random.chance(0.12)) return []
      return [this.#deposit({ tenant, wallet, operationId: '' }, BigInt(this.#random.between(100, 300)))]
    }
    if (event.type === 'WalletRejected' && this.#random.chance(0.5)) {
      return [this.#open({ tenant, wallet, operationId: '' })]
    }
    if (event.type === 'OwnerUpdated') return this.#nowThatIsKnown(tenant, wallet, event['owner'])
    return this.#parties.after(event)
  }

  /** Who is known takes out as much as takes to be known, at once or later: maybe when nobody is known any more. */
  #nowThatIsKnown(tenant: string, wallet: string, { identification }: Flat): readonly WalletCommand[] {
    if (identification.status !== 'active') return []
    const scheduledAt = this.#random.chance(0.3) ? Math.round(this.#now() + AHEAD_MS_MAX * this.#random.next()) : 0
    const money = this.#deposit({ tenant, wallet, operationId: '' }, BigInt(this.#random.between(90, 200)))
    return [{ ...money, currency: currencies[0] }, { ...this.#large(tenant, wallet), scheduledAt }]
  }

  /** Who will not be known any more tries once again, before the news has got around. */
  tooLate({ tenant, party, identity }: Flat): readonly Command[] {
    return this.#walletsOf(tenant, party, identity).map(wallet => this.#named(this.#large(tenant, wallet)))
  }

  #large(tenant: string, wallet: string): Withdrawal {
    const made = this.#withdrawal({ tenant, wallet, operationId: '' })
    return { ...made, amount: BigInt(this.#random.between(65, 83)), currency: currencies[0], quote: '', scheduledAt: 0 }
  }

  #walletsOf(tenant: string, party: string, identity: string): readonly string[] {
    const its = this.#opened.filter(key => {
      const owner = this.#owners.get(key)
      return key.startsWith(`${tenant}/`) && owner?.party === party && owner?.identity === identity
    })
    return its.map(key => key.split('/')[1]!)
  }

  next(): Command {
    return this.#named(this.#random.chance(OF_PARTIES) ? this.#parties.next() : this.#ofWallet())
  }

  #ofWallet(): WalletCommand {
    const random = this.#random
    const [tenant, wallet] = this.#opened.length > 0 && random.chance(0.92)
      ? random.pick(this.#opened).split('/') as [string, string]
      : [random.pick(tenants), random.pick(wallets)]
    const head = { tenant, wallet, operationId: '' }
    switch (random.weighted(kinds)) {
      case 'deposit': return this.#deposit(head, this.#amount())
      case 'withdrawal': return this.#withdrawal(head)
      case 'quote': return this.#quote(head)
      case 'cancel': return this.#cancel(head)
      case 'open': return this.#open(head)
      case 'block':
        this.#blocked.push({ tenant, wallet })
        return { type: 'BlockWallet', ...head }
      case 'unblock': return { type: 'UnblockWallet', ...head, ...this.#blocked.pop() }
      case 'close': return { type: 'CloseWallet', ...head }
      case 'transfer': return this.#money.transfer(head, this.#amounts())
      case 'batch': return this.#money.batch(head, this.#amounts())
      case 'hold': return this.#money.hold(head, this.#amounts())
      case 'endOfHold': return this.#money.endOfHold(head)
      case 'revert': return this.#money.revert(head, this.#amounts())
    }
  }

  /** Another operation under the id of this one. */
  reuse(command: Command): Command {
    if (!('wallet' in command)) return this.#parties.reuse(command)
    const { tenant, wallet, operationId } = command
    return this.#deposit({ tenant, wallet, operationId }, this.#amount() + 1_000n)
  }

  #open(head: Head): WalletCommand {
    const owner = this.#random.chance(OWNED) ? this.#parties.owner(head.tenant) : nobody
    const key = `${head.tenant}/${head.wallet}`
    if (!this.#opened.includes(key)) this.#owners.set(key, owner)
    return { type: 'OpenWallet', ...head, currency: this.#currency(), ...owner }
  }

  /** Most of what is quoted is withdrawn; now and then for more than was asked. */
  #withdrawal(head: Head): Withdrawal {
    const random = this.#random
    const withdrawal = `w-${random.between(1, 30)}`
    const scheduledAt = random.chance(0.15) ? Math.round(this.#now() + AHEAD_MS_MAX * random.next()) : 0
    const terms = { ...this.#terms(head), withdrawal, scheduledAt, provider: this.#provider() }
    const made: Withdrawal = { type: 'CreateWithdrawal', ...head, ...terms, quote: random.chance(0.02) ? 'q-0' : '' }
    const quoted = random.chance(0.4) ? this.#quotes.pop() : undefined
    this.#withdrawals.push(quoted === undefined ? made : this.#asQuoted(made, quoted))
    return this.#withdrawals.at(-1)!
  }

  #asQuoted(made: Withdrawal, quoted: Quote): Withdrawal {
    const { tenant, wallet, quote, currency, destinationId, party } = quoted
    const amount = quoted.amount + (this.#random.chance(0.1) ? 1n : 0n)
    return { ...made, tenant, wallet, quote, amount, currency, destinationId, party, provider: '' }
  }

  #quote(head: Head): Quote {
    const quote = `q-${this.#random.between(1, 9)}`
    const made: Quote = { type: 'QuoteWithdrawal', ...head, quote, ...this.#terms(head), provider: '' }
    this.#quotes.push(made)
    return made
  }

  /** Most often of a withdrawal that may still be under way. */
  #cancel(head: Head): WalletCommand {
    const recent = this.#withdrawals.slice(-4)
    const found = recent.length > 0 && this.#random.chance(0.95) ? this.#random.pick(recent) : undefined
    const { tenant, wallet, withdrawal } = found ?? { ...head, withdrawal: 'w-0' }
    return { type: 'CancelWithdrawal', tenant, wallet, operationId: head.operationId, withdrawal }
  }

  /** An owner's money goes to the owner's destinations; of nobody's wallet, anywhere. Now and then it is mixed up. */
  #terms({ tenant, wallet }: Head) {
    const random = this.#random
    const { party, identity } = this.#owners.get(`${tenant}/${wallet}`) ?? nobody
    const isOwned = party !== '' !== random.chance(0.04)
    const destinationId = isOwned ? this.#parties.destinationOf({ tenant, party, identity }) : ''
    return { ...this.#amounts(), destination: '', destinationId, method: '', party: random.chance(0.3) ? party : '' }
  }

  #deposit(head: Head, amount: bigint): Deposit {
    const source = this.#random.pick(['bank', 'cash'])
    const deposit = this.#money.depositId(head, amount)
    return { type: 'CreateDeposit', ...head, source, amount, currency: this.#currency(), deposit }
  }

  /** Clients know nothing of each other: each wallet and each party has a first, a second and a third operation. */
  #named<Of extends Command>(command: Of): Of {
    const key = `${command.tenant}/${'wallet' in command ? command.wallet : command.party}`
    const made = (this.#made.get(key) ?? 0) + 1
    this.#made.set(key, made)
    return { ...command, operationId: `o-${made}` }
  }

  #amounts(): { readonly amount: bigint, readonly currency: string } {
    return { amount: this.#amount(), currency: this.#currency() }
  }

  #amount(): bigint {
    return this.#random.chance(0.04) ? BigInt(this.#random.between(-5, 0)) : BigInt(this.#random.between(1, 90))
  }

  #currency(): string {
    return this.#random.chance(0.93) ? currencies[0] : this.#random.pick([currencies[1], 'XXX'])
  }

  #provider(): string {
    return this.#random.weighted({ '': 45, [firstProvider]: 30, [lateProvider]: 20, nobody: 5 })
  }
}

interface Head { readonly tenant: string, readonly wallet: string, readonly operationId: string }

type Owner = ReturnType<PartyCommands['owner']>

/** What clients send. */
export type Command = WalletCommand | PartyCommand

const nobody: Owner = { party: '', identity: '' }
