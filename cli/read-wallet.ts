import type { WalletEvent } from '../schemas/generated.ts'
import { homeOf } from './home.ts'
import { readEvents } from './read-events.ts'
import type { TableSource } from './tables.ts'
import { WalletFold } from './wallet-fold.ts'
import { walletView, type WalletView } from './wallet-view.ts'

/** A wallet as the changelog has it at `now`, or undefined when there is none. `onProgress` counts records. */
export async function readWallet(
  source: TableSource, tenant: string, wallet: string, now: number,
  onProgress?: (done: number, total: number) => void
): Promise<WalletView | undefined> {
  const topic = (await homeOf(source, tenant)).topics['walletChangelog']!
  const fold = new WalletFold()
  for await (const event of readEvents<WalletEvent>(source, topic, [tenant, wallet], onProgress)) fold.add(event)
  return walletView(fold, tenant, wallet, now)
}
