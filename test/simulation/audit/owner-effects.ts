import type { Flat } from '../../../schemas/record.ts'
import type { Effect } from './multiset.ts'

/** What wallets ask of parties, and of payouts because of their owners: by events alone. */
export class OwnerEffects {
  /** The party, by `tenant/wallet`. */
  readonly #owners = new Map<string, string>()
  /** Withdrawals of owners that their parties have not confirmed. */
  readonly #unconfirmed = new Set<string>()

  of(event: Flat): readonly Effect[] {
    return [...this.#effectsOf(event)]
  }

  * #effectsOf(event: Flat): Iterable<Effect> {
    const wallet = `${event['tenant']}/${event['wallet']}`
    const withdrawal = `${wallet}/${event['withdrawal']}`
    switch (event.type) {
      case 'WalletRequested': return yield ['RegisterWallet', `${event['party']} ${event['identity']} ${wallet}`]
      case 'WalletOpened':
        if (event['owner'] !== null) this.#owners.set(wallet, event['owner'].party)
        return
      case 'WalletClosed': return yield* this.#toParty('UnregisterWallet', wallet, wallet)
      case 'WithdrawalCreated':
        if (!this.#owners.has(wallet)) return yield ['StartPayout', withdrawal]
        this.#unconfirmed.add(withdrawal)
        return yield* this.#toParty('RegisterWithdrawal', wallet, `${withdrawal} ${event['destinationId']}`)
      case 'WithdrawalConfirmed':
        this.#unconfirmed.delete(withdrawal)
        return yield ['StartPayout', withdrawal]
      case 'CancellationRequested':
        if (!this.#unconfirmed.has(withdrawal)) yield ['CancelPayout', withdrawal]
        return
      case 'WithdrawalReviewed':
        if (event['reason'] !== '') yield ['StopPayout', `${withdrawal} ${event['reason']}`]
        return
      case 'WithdrawalCompleted':
      case 'WithdrawalFailed': return yield* this.#toParty('UnregisterWithdrawal', wallet, withdrawal)
    }
  }

  * #toParty(type: string, wallet: string, what: string): Iterable<Effect> {
    const party = this.#owners.get(wallet)
    if (party !== undefined) yield [type, `${party} ${what}`]
  }
}
