import type { WalletCommand } from '../../../schemas/generated.ts'
import type { Random } from '../random.ts'
import { wallets } from './deployment.ts'

/** So short that some of the holds expire within the run, and so that none of them outlives it. */
const EXPIRY_MS_MAX = 9_000

interface Head { readonly tenant: string, readonly wallet: string, readonly operationId: string }

interface Deposit {
  readonly tenant: string
  readonly wallet: string
  readonly deposit: string
  readonly amount: bigint
}

interface Money { readonly amount: bigint, readonly currency: string }

type Transfer = Extract<WalletCommand, { type: 'CreateTransfer' }>
type Hold = Extract<WalletCommand, { type: 'PlaceHold' }>

/** Commands that move money between wallets, set it aside and give it back, of clients who err now and then. */
export class MoneyCommands {
  readonly #random: Random
  readonly #now: () => number
  readonly #holds: Hold[] = []
  readonly #deposits: Deposit[] = []

  constructor(random: Random, now: () => number) {
    this.#random = random
    this.#now = now
  }

  /** To another wallet, most often. */
  transfer(head: Head, money: Money): Transfer {
    const random = this.#random
    const others = wallets.filter(wallet => wallet !== head.wallet)
    const to = random.chance(0.03) ? head.wallet : random.chance(0.03) ? 'nobody' : random.pick(others)
    return { type: 'CreateTransfer', ...head, transfer: `t-${random.between(1, 40)}`, to, ...money }
  }

  /** To some of the others. Now and then to itself, or to nobody. */
  batch(head: Head, { currency }: Money): WalletCommand {
    const random = this.#random
    const others = [...wallets, 'nobody'].filter(wallet => wallet !== head.wallet || random.chance(0.03))
    const legs = others.filter(wallet => random.chance(wallet === 'nobody' ? 0.08 : 0.8))
    const transfers = (legs.length > 0 ? legs : [wallets[0]]).map((to, index) => ({
      transfer: `t-${index + 1}`, to, amount: BigInt(random.chance(0.02) ? 0 : random.between(1, 30))
    }))
    return { type: 'CreateBatch', ...head, batch: `b-${random.between(1, 20)}`, transfers, currency }
  }

  hold(head: Head, money: Money): Hold {
    const random = this.#random
    const ahead = random.chance(0.05) ? -1 : EXPIRY_MS_MAX * random.next()
    const expiresAt = random.chance(0.4) ? 0 : Math.round(this.#now() + ahead)
    const made: Hold = {
      type: 'PlaceHold', ...head, holdId: `h-${random.between(1, 30)}`, counterparty: random.pick(['inn', 'shop']),
      ...money, expiresAt
    }
    this.#holds.push(made)
    return made
  }

  /** Of a hold that may still be there: all of it, or a part. */
  endOfHold(head: Head): WalletCommand {
    const random = this.#random
    const recent = this.#holds.slice(-5)
    const found = recent.length > 0 && random.chance(0.95) ? random.pick(recent) : { ...head, holdId: 'h-0' }
    const { tenant, wallet, holdId } = found
    const amount = random.chance(0.5) ? 0n : BigInt(random.between(1, 30))
    const of = { tenant, wallet, operationId: head.operationId, holdId, amount }
    if (random.chance(0.4)) return { type: 'ReleaseHold', ...of }
    return { type: 'PostHold', ...of, isFinal: random.chance(0.5) }
  }

  /** An id for a deposit, or none: then nobody can revert it. */
  depositId({ tenant, wallet }: Head, amount: bigint): string {
    if (this.#random.chance(0.4)) return ''
    const deposit = `d-${this.#random.between(1, 40)}`
    this.#deposits.push({ tenant, wallet, deposit, amount })
    return deposit
  }

  /** A part of it, or all. */
  revert(head: Head, { amount: some, currency }: Money): WalletCommand {
    const random = this.#random
    const recent = this.#deposits.slice(-4)
    const nothing = { ...head, deposit: 'd-0', amount: some }
    const found = recent.length > 0 && random.chance(0.95) ? random.pick(recent) : nothing
    const { tenant, wallet, deposit } = found
    const amount = random.chance(0.4) ? found.amount : some
    const of = { tenant, wallet, operationId: head.operationId, deposit, revert: `r-${random.between(1, 9)}` }
    return { type: 'RevertDeposit', ...of, amount, currency, reason: '' }
  }
}
