import type { WalletEvent } from '../schemas/generated.ts'
import { CommandFailure } from './exit-codes.ts'
import { homeOf } from './home.ts'
import { limitsView, type LimitsView } from './limits-view.ts'
import { readEvents } from './read-events.ts'
import { readTenant, type TableSource } from './tables.ts'
import { WalletFold } from './wallet-fold.ts'

export interface WalletId { readonly tenant: string, readonly wallet: string }

/**
 * What a wallet has used of its limits as the changelog has it at `now`; or as it was when it got the `wanted`
 * revision, at that time. The limits are those that the tenant has now.
 *
 * @throws CommandFailure when there is no such tenant, wallet or revision
 */
export async function readLimits(
  source: TableSource, { tenant, wallet }: WalletId, now: number, wanted?: number,
  onProgress?: (done: number, total: number) => void
): Promise<LimitsView> {
  const row = await readTenant(source, tenant)
  if (row === undefined) throw new CommandFailure(1, `there is no tenant ${tenant}`)
  const topic = (await homeOf(source, tenant)).topics['walletChangelog']!
  const fold = new WalletFold()
  let at = now
  for await (const event of readEvents<WalletEvent>(source, topic, [tenant, wallet], onProgress)) {
    fold.add(event)
    if (event.revision !== wanted) continue
    at = event.at
    break
  }
  // The default row has another name.
  const view = limitsView(fold, { ...row, tenant }, wallet, at)
  const name = `${tenant}/${wallet}`
  if (wanted !== undefined && wanted > fold.revision && fold.revision > 0) {
    throw new CommandFailure(1, `wallet ${name} is at revision ${fold.revision}, there is no ${wanted}`)
  }
  if (view === undefined) throw new CommandFailure(1, `there is no wallet ${name}`)
  return view
}
