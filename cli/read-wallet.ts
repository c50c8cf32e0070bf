import type { WalletEvent } from '../schemas/generated.ts'
import { messageKey } from '../state/key.ts'
import { partitionOf } from '../runtime/partition.ts'
import { decode } from './decode.ts'
import { readPartition } from './read-partition.ts'
import type { TableSource } from './tables.ts'
import { WalletFold, type WalletView } from './wallet-view.ts'

/** A wallet as the changelog has it now, or undefined when there is none. `onProgress` counts records. */
export async function readWallet(
  { log, schemas, topology }: TableSource, tenant: string, wallet: string,
  onProgress?: (done: number, total: number) => void
): Promise<WalletView | undefined> {
  const topic = topology.topics['walletChangelog']!
  const key = messageKey([tenant, wallet])
  const partition = partitionOf(key, topic.partitions)
  const fold = new WalletFold()
  for await (const { key: found, value, offset } of readPartition(log, topic.name, partition, onProgress)) {
    if (found?.toString() !== key) continue
    const read = await decode(schemas, topic.name, value)
    if (!('record' in read)) throw new Error(`${topic.name}/${partition} at ${offset}: ${read.unreadable}`)
    fold.add(read.record as unknown as WalletEvent)
  }
  return fold.view(tenant, wallet)
}
