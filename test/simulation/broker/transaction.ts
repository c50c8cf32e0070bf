import type { LogRecord, Position } from '../../../runtime/log/log.ts'
import type { Partition } from './partition.ts'

/** One transaction, from its first record or offset to its last mark. */
export class BrokerTransaction {
  /** It is decided at once for all partitions, and they learn of it by its marks. */
  status: 'open' | 'committed' | 'aborted' = 'open'
  readonly written: { readonly partition: Partition, readonly record: LogRecord }[] = []
  readonly offsets: GroupPosition[] = []

  get partitions(): ReadonlySet<Partition> {
    return new Set(this.written.map(({ partition }) => partition))
  }
}

export interface GroupPosition extends Position { readonly group: string }
