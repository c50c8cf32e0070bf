import { added, differenceOf, ledgerAccount } from '../processors/accounts/lines.ts'
import type { Lines } from '../processors/accounts/lines.ts'
import type { AccountEvent } from '../schemas/generated.ts'

/** The trial balance of a tenant, in one currency. Minor units. */
export interface CurrencyBalance {
  readonly currency: string
  readonly debit: bigint
  readonly credit: bigint
  /** What reached accounts and left none; negative: left accounts and reached none. 0 is as it should be. */
  readonly difference: bigint
  readonly accounts: readonly AccountBalance[]
}

export interface AccountBalance {
  readonly account: string
  readonly debit: bigint
  readonly credit: bigint
  /** What it has; negative: what it gave. */
  readonly balance: bigint
  /** How many times something left it or reached it. */
  readonly count: number
}

export interface TrialBalance {
  readonly tenant: string
  readonly isBalanced: boolean
  readonly currencies: readonly CurrencyBalance[]
  /** Transactions of which some accounts have heard and others not yet: none of them counts here. */
  readonly underWay: number
  /** When the first of these was decided, in milliseconds since 1970; 0: there is none. */
  readonly since: number
}

/** A transaction of which not all accounts have told yet. */
interface Parts {
  readonly at: number
  readonly lines: { readonly account: string, readonly lines: Lines }[]
  /** What the ledger has heard of, less what accounts have. */
  missing: number
  isInLedger: boolean
}

/**
 * Adds up what the accounts of one tenant say. They are in many partitions, and each hears of a transaction at a time
 * of its own, so between them there is always something on its way. The ledger knows how much a transaction has in all:
 * it counts once all of it is there.
 */
export class BalanceFold {
  readonly #tenant: string
  readonly #accounts = new Map<string, Lines>()
  readonly #underWay = new Map<string, Parts>()

  constructor(tenant: string) {
    this.#tenant = tenant
  }

  add(event: AccountEvent): void {
    if (event.type !== 'PostingsAdded' && event.type !== 'LedgerUnbalanced' || event.tenant !== this.#tenant) return
    const { account, operationId, at, lines } = event
    const parts = this.#underWay.get(operationId) ?? { at, lines: [], missing: 0, isInLedger: false }
    this.#underWay.set(operationId, parts)
    const count = lines.reduce((sum, line) => sum + line.count, 0)
    if (account === ledgerAccount) {
      parts.isInLedger = true
      parts.missing += count
    } else {
      parts.lines.push({ account, lines })
      parts.missing -= count
    }
    if (parts.isInLedger && parts.missing === 0) this.#complete(operationId, parts)
  }

  get balance(): TrialBalance {
    const all = [...this.#accounts.values()].reduce<Lines>((sum, lines) => added(sum, lines), [])
    const currencies = all.map(({ currency, debit, credit }) =>
      ({ currency, debit, credit, difference: credit - debit, accounts: this.#accountsIn(currency) }))
    const times = [...this.#underWay.values()].map(({ at }) => at)
    return {
      tenant: this.#tenant, isBalanced: currencies.every(({ difference }) => difference === 0n),
      currencies: currencies.sort((left, right) => left.currency < right.currency ? -1 : 1),
      underWay: times.length, since: times.reduce((least, at) => Math.min(least, at), times[0] ?? 0)
    }
  }

  #complete(operationId: string, { lines }: Parts): void {
    this.#underWay.delete(operationId)
    for (const { account, lines: some } of lines) {
      this.#accounts.set(account, added(this.#accounts.get(account) ?? [], some))
    }
  }

  #accountsIn(currency: string): readonly AccountBalance[] {
    return [...this.#accounts].flatMap(([account, lines]) => {
      const line = lines.find(each => each.currency === currency)
      if (line === undefined) return []
      const { debit, credit, count } = line
      return [{ account, debit, credit, balance: differenceOf(line), count }]
    }).sort((left, right) => left.account < right.account ? -1 : 1)
  }
}
