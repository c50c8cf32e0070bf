import { errorFields } from './logger.ts'
import type { Membership } from './log/log.ts'
import type { TaskContext } from './context.ts'
import { Task } from './task.ts'

/** One member of a processor's group: it opens a task for each partition number it gets, and closes those it loses. */
export class Member {
  readonly #context: TaskContext
  readonly #onFailed: (error: Error) => void
  readonly #tasks = new Map<number, Task>()
  /** Tasks that are on their way out: the store's folder is theirs until they have closed. */
  readonly #leaving = new Map<number, Promise<void>>()
  #assigned: ReadonlySet<number> = new Set()
  #membership: Promise<Membership> | undefined
  #closed = false

  constructor(context: TaskContext, onFailed: (error: Error) => void) {
    this.#context = context
    this.#onFailed = onFailed
  }

  async start(): Promise<void> {
    const { log, group, processor } = this.#context
    this.#membership = log.join(group, processor.commands.name, {
      onAssigned: partitions => this.#onAssigned(partitions),
      onFailed: this.#onFailed
    })
    await this.#membership
  }

  /** The tasks it has now. */
  get tasks(): readonly Task[] {
    return [...this.#tasks.values()]
  }

  /** Closes every task, each after the transaction it is in, and leaves the group. */
  async close(): Promise<void> {
    this.#closed = true
    this.#assigned = new Set()
    for (const partition of this.#tasks.keys()) this.#leave(partition)
    await Promise.all(this.#leaving.values())
    await (await this.#membership)?.close()
  }

  #onAssigned(partitions: readonly number[]): void {
    if (this.#closed) return
    this.#assigned = new Set(partitions)
    this.#context.logger.info({ processor: this.#context.name, partitions }, 'member.assigned')
    for (const partition of this.#tasks.keys()) if (!this.#assigned.has(partition)) this.#leave(partition)
    for (const partition of partitions) this.#enter(partition)
  }

  #enter(partition: number): void {
    if (this.#tasks.has(partition)) return
    const leaving = this.#leaving.get(partition)
    if (leaving !== undefined) {
      void leaving.then(() => { if (this.#assigned.has(partition)) this.#enter(partition) })
      return
    }
    // Tasks ask by way of this: the first assignment can come before `join` resolves.
    const membership = { confirmed: async () => (await this.#membership!).confirmed(), close: () => Promise.resolve() }
    this.#tasks.set(partition, new Task(this.#context, membership, partition))
  }

  #leave(partition: number): void {
    const task = this.#tasks.get(partition)!
    this.#tasks.delete(partition)
    const leaving = task.close().catch((error: unknown) => {
      this.#context.logger.warn({ processor: this.#context.name, partition, ...errorFields(error) },
        'task.close_failed')
    }).finally(() => {
      if (this.#leaving.get(partition) === leaving) this.#leaving.delete(partition)
    })
    this.#leaving.set(partition, leaving)
  }
}
