import type { WalletCommand } from '../../../schemas/generated.ts'
import type { Random } from '../random.ts'
import { currencies, firstProvider, lateProvider, tenants } from './deployment.ts'

const wallets = ['alice', 'bob', 'carol'] as const

const kinds = {
  deposit: 34, withdrawal: 34, quote: 6, cancel: 10, open: 7, block: 3, unblock: 6, close: 3
} as const

/** How far ahead a withdrawal is scheduled at most. */
const AHEAD_MS_MAX = 8_000

type Quote = Extract<WalletCommand, { type: 'QuoteWithdrawal' }>
type Withdrawal = Extract<WalletCommand, { type: 'CreateWithdrawal' }>

/** Commands of clients who mean well and err now and then. Every one has an operation id of its own. */
export class Commands {
  readonly #random: Random
  readonly #now: () => number
  readonly #quotes: Quote[] = []
  readonly #withdrawals: Withdrawal[] = []
  #made = 0

  constructor(random: Random, now: () => number) {
    this.#random = random
    this.#now = now
  }

  /** Opens most wallets and gives them money, or there would be little to see. */
  * first(): Iterable<WalletCommand> {
    for (const tenant of tenants) {
      for (const wallet of wallets) {
        if (this.#random.chance(0.2)) continue
        yield { type: 'OpenWallet', tenant, wallet, operationId: this.#id(), currency: this.#currency() }
        yield this.#deposit({ tenant, wallet, operationId: this.#id() }, BigInt(this.#random.between(100, 300)))
      }
    }
  }

  next(): WalletCommand {
    const random = this.#random
    const head = { tenant: random.pick(tenants), wallet: random.pick(wallets), operationId: this.#id() }
    switch (random.weighted(kinds)) {
      case 'deposit': return this.#deposit(head, this.#amount())
      case 'withdrawal': return this.#withdrawal(head)
      case 'quote': return this.#quote(head)
      case 'cancel': return this.#cancel(head)
      case 'open': return { type: 'OpenWallet', ...head, currency: this.#currency() }
      case 'block': return { type: 'BlockWallet', ...head }
      case 'unblock': return { type: 'UnblockWallet', ...head }
      case 'close': return { type: 'CloseWallet', ...head }
    }
  }

  /** Another operation under the id of this one. */
  reuse(command: WalletCommand): WalletCommand {
    const { tenant, wallet, operationId } = command
    return this.#deposit({ tenant, wallet, operationId }, this.#amount() + 1_000n)
  }

  /** Most of what is quoted is withdrawn; now and then for more than was asked. */
  #withdrawal(head: Head): Withdrawal {
    const random = this.#random
    const withdrawal = `w-${random.between(1, 30)}`
    const scheduledAt = random.chance(0.15) ? Math.round(this.#now() + AHEAD_MS_MAX * random.next()) : 0
    const terms = { ...this.#terms(), withdrawal, scheduledAt, provider: this.#provider() }
    const made: Withdrawal = { type: 'CreateWithdrawal', ...head, ...terms, quote: random.chance(0.02) ? 'q-0' : '' }
    const quoted = random.chance(0.4) ? this.#quotes.pop() : undefined
    this.#withdrawals.push(quoted === undefined ? made : this.#asQuoted(made, quoted))
    return this.#withdrawals.at(-1)!
  }

  #asQuoted(made: Withdrawal, { tenant, wallet, quote, amount, currency }: Quote): Withdrawal {
    const more = this.#random.chance(0.1) ? 1n : 0n
    return { ...made, tenant, wallet, quote, amount: amount + more, currency, provider: '' }
  }

  #quote(head: Head): Quote {
    const quote = `q-${this.#random.between(1, 9)}`
    const made: Quote = { type: 'QuoteWithdrawal', ...head, quote, ...this.#terms(), provider: '' }
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

  #terms() {
    return { destination: '', amount: this.#amount(), currency: this.#currency(), method: '', party: '' }
  }

  #deposit(head: Head, amount: bigint): WalletCommand {
    const source = this.#random.pick(['bank', 'cash'])
    return { type: 'CreateDeposit', ...head, source, amount, currency: this.#currency() }
  }

  #id(): string {
    return `o-${++this.#made}`
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
