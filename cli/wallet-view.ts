import { available } from '../processors/balance.ts'
import { hasLapsed, levelAt } from '../processors/wallets/owner.ts'
import type { WalletRows } from '../processors/wallets/rows.ts'
import { wallets } from '../processors/wallets/index.ts'
import type { Owner, Plain, WalletEvent } from '../schemas/generated.ts'

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
  /** If it belongs to somebody. */
  readonly owner?: OwnerView
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

/** Whose wallet it is, as its party told last. */
export interface OwnerView extends Plain<Owner> {
  /** Whether the party has said that the wallet may be its identity's. Until then no more than the names is known. */
  readonly isConfirmed: boolean
  /** How well the owner is known now, which is what decides. */
  readonly level: number
  /** Whether what the party told has expired by now, and the level is the one for after that. */
  readonly hasLapsed: boolean
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

  /** Undefined when no wallet was ever opened. @param now milliseconds since 1970, for what has expired */
  view(tenant: string, wallet: string, now: number): WalletView | undefined {
    if (this.#wallet === undefined) return undefined
    const { status, currency, posted, held, owner } = this.#wallet
    const pending = [...this.#withdrawals].flatMap(([withdrawal, row]) => {
      if (!row?.hold) return []
      const { provider, amount, hold } = row.hold
      return [{ withdrawal, provider, amount, hold }]
    })
    const balance = { posted, held, available: available({ posted, held }) }
    return {
      tenant, wallet, revision: this.#revision, status, currency, ...balance,
      ...owner !== null && { owner: ownerView(owner, status !== 'opening', now) }, pending
    }
  }
}

function ownerView(owner: Plain<Owner>, isConfirmed: boolean, now: number): OwnerView {
  return { ...owner, isConfirmed, level: levelAt(owner, now), hasLapsed: hasLapsed(owner, now) }
}
