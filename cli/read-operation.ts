import type { WalletEvent } from '../schemas/generated.ts'
import { homeOf } from './home.ts'
import {
  depositView, holdView, transferView, type DepositView, type HoldView, type OperationId, type Told, type TransferView
} from './operation-view.ts'
import { readEvents } from './read-events.ts'
import type { TableSource } from './tables.ts'
import { WalletFold } from './wallet-fold.ts'

type OnProgress = (done: number, total: number) => void

/** A transfer as both of its wallets have it, or undefined. `onProgress` counts the records of one after the other. */
export async function readTransfer(
  source: TableSource, id: OperationId, onProgress?: OnProgress
): Promise<TransferView | undefined> {
  const [batch, leg] = id.id.split('/')
  // What has the other wallet in `from` comes in.
  const isAbout = (event: WalletEvent): boolean => !('from' in event) && (leg === undefined
    ? 'transfer' in event && event.transfer === id.id && !('batch' in event)
    : 'batch' in event && event.batch === batch)
  const told = await tell(source, id, isAbout, onProgress)
  const to = transferView(id, told)?.to
  if (to === undefined) return undefined
  const other = await tell(source, { ...id, wallet: to }, () => false, onProgress)
  return transferView(id, told, other.fold)
}

/** A deposit, or undefined. `onProgress` counts records. */
export async function readDeposit(
  source: TableSource, id: OperationId, onProgress?: OnProgress
): Promise<DepositView | undefined> {
  return depositView(id, await tell(source, id, event => 'deposit' in event && event.deposit === id.id, onProgress))
}

/** A hold, or undefined. `onProgress` counts records. */
export async function readHold(
  source: TableSource, id: OperationId, onProgress?: OnProgress
): Promise<HoldView | undefined> {
  return holdView(id, await tell(source, id, event => 'holdId' in event && event.holdId === id.id, onProgress))
}

async function tell(
  source: TableSource, { tenant, wallet }: OperationId, isAbout: (event: WalletEvent) => boolean,
  onProgress: OnProgress | undefined
): Promise<Told> {
  const topic = (await homeOf(source, tenant)).topics['walletChangelog']!
  const fold = new WalletFold()
  const events: WalletEvent[] = []
  for await (const event of readEvents<WalletEvent>(source, topic, [tenant, wallet], onProgress)) {
    fold.add(event)
    if (isAbout(event)) events.push(event)
  }
  return { fold, events }
}
