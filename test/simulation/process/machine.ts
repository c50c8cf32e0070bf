import { emptyDigest, RunningDigest, sameDigest } from '../../../state/digest.ts'
import type { Random } from '../random.ts'
import { Disk } from './disk.ts'

/** What outlives a process: the disks of its stores, by `processor-partition`. */
export class Machine {
  readonly disks = new Map<string, Disk>()

  /** The process is dead; the operating system writes what it had from it. */
  endProcess(): void {
    for (const disk of this.disks.values()) disk.inUse = false
  }

  /** What was not synced is lost from some point on. Now and then a disk is lost as a whole. */
  losePower(random: Random): void {
    this.endProcess()
    for (const disk of this.disks.values()) disk.loseTail(random.between(0, disk.unsyncedBatches))
    for (const [name, disk] of this.disks) {
      disk.sync()
      if (random.chance(0.05)) this.disks.delete(name)
    }
  }
}

/** Whether the rows are those that the checkpoint tells of. */
export function isConsistent({ rows, checkpoint }: Disk): boolean {
  const digest = new RunningDigest()
  for (const [key, value] of rows) digest.add(key, value)
  return sameDigest(checkpoint?.digest ?? emptyDigest, digest.value())
}
