import type { WalletEvent, WithdrawalEvent } from '../schemas/generated.ts'
import { homeOf } from './home.ts'
import { readEvents } from './read-events.ts'
import type { TableSource } from './tables.ts'
import { WithdrawalFold, type WithdrawalView } from './withdrawal-view.ts'

export interface WithdrawalId { readonly tenant: string, readonly wallet: string, readonly withdrawal: string }

/**
 * A withdrawal as the two changelogs have it at `now`, or undefined when there is none. The money is read first, so the
 * payout may be further than it. `onProgress` counts the records of one changelog after the other.
 */
export async function readWithdrawal(
  source: TableSource, { tenant, wallet, withdrawal }: WithdrawalId, now: number,
  onProgress?: (done: number, total: number) => void
): Promise<WithdrawalView | undefined> {
  const { walletChangelog, withdrawalChangelog } = (await homeOf(source, tenant)).topics
  const key = [tenant, wallet]
  const fold = new WithdrawalFold(tenant, wallet, withdrawal)
  for await (const event of readEvents<WalletEvent>(source, walletChangelog!, key, onProgress)) {
    fold.addWalletEvent(event)
  }
  for await (const event of readEvents<WithdrawalEvent>(source, withdrawalChangelog!, key, onProgress)) {
    fold.addPayoutEvent(event)
  }
  return fold.view(now)
}
