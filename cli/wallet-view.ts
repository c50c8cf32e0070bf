import { available } from '../processors/balance.ts'
import type { WalletRows } from '../processors/wallets/rows.ts'
import { wallets } from '../processors/wallets/index.ts'
import type { WalletEvent } from '../schemas/generated.ts'

/** A wallet as its events leave it. */
export interface WalletView {
  readonly tenant: string
  readonly wallet: string
  /** Of its last event, refusals included. */
  readonly revision: number
  readonly status: string
  readonly currency: string
  readonly posted: bigint
  readonly held: bigint
  readonly available: bigint
  readonly pending: readonly PendingWithdrawal[]
}

export interface PendingWithdrawal {
  readonly withdrawal: string
  /** That must pay it out; empty where the routing chooses. */
  readonly provider: string
  readonly amount: bigint
  /** The amount, and the fees that the owner bears. */
  readonly hold: bigint
}

/** Folds the events of one wallet, with the domain's own code. */
export class WalletFold {
  #wallet: WalletRows['wallets']
  readonly #withdrawals = new Map<string, WalletRows['withdrawals']>()
  #revision = 0

  /** @throws Error when an event is missing */
  add(event: WalletEvent): void {
    const { revision } = event
    if (revision !== this.#revision + 1) throw new Error(`events are missing: ${revision} follows ${this.#revision}`)
    this.#revision = revision
    const withdrawal = 'withdrawal' in event ? event.withdrawal : undefined
    const withdrawals = withdrawal === undefined ? undefined : this.#withdrawals.get(withdrawal)
    const after = wallets.evolve({ wallets: this.#wallet, withdrawals }, event)
    this.#wallet = after.wallets
    if (withdrawal !== undefined) this.#withdrawals.set(withdrawal, after.withdrawals)
  }

  /** The money side of a withdrawal; undefined when there is none. */
  withdrawal(id: string): WalletRows['withdrawals'] {
    return this.#withdrawals.get(id)
  }

  /** Undefined when no wallet was ever opened. */
  view(tenant: string, wallet: string): WalletView | undefined {
    if (this.#wallet === undefined) return undefined
    const { status, currency, posted, held } = this.#wallet
    const pending = [...this.#withdrawals].flatMap(([withdrawal, row]) => {
      if (!row?.hold) return []
      const { provider, amount, hold } = row.hold
      return [{ withdrawal, provider, amount, hold }]
    })
    const balance = { posted, held, available: available({ posted, held }) }
    return { tenant, wallet, revision: this.#revision, status, currency, ...balance, pending }
  }
}
