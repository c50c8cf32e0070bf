import { LogError, type Log, type Transaction, type TransactionalProducer } from '../../runtime/log/log.ts'
import { StoreError, type Store, type StoreFactory } from '../../state/store.ts'
import { WrappedLog } from '../runtime/wrapped-log.ts'

/**
 * The death of a process at one of its steps: whatever it wants to write from then on is not written, whoever asks. A
 * step is what a transaction or a store does once; the steps are counted from `arm` on.
 */
export class Crash {
  readonly #at: number
  #steps = 0
  #isArmed = false
  #died: string | undefined

  /** @param at how many steps go well: 0 dies at the first */
  constructor(at: number) {
    this.#at = at
  }

  arm(): void {
    this.#isArmed = true
  }

  /** At which step it died, if it did. */
  get died(): string | undefined {
    return this.#died
  }

  /** @throws Error from the fatal step on */
  step(name: string, dead: () => Error): void {
    if (this.#died !== undefined) throw dead()
    if (!this.#isArmed || this.#steps++ < this.#at) return
    this.#died = name
    throw dead()
  }
}

/** What one slice of commands takes: a transaction, and then the rows. */
export const stepsOfSlice = [
  'begin', 'send', 'send offsets', 'before the commit', 'after the commit', 'before the rows are written',
  'after the rows were written'
] as const

/**
 * The steps of one piece of work, by dying at them: at the first, in another life at the second, and so on, until the
 * last life sees no crash.
 *
 * @param live does all of the work, in spite of the crash. @returns where it died, life by life
 */
export async function stepsOf(live: (crash: Crash, step: number) => Promise<void>): Promise<readonly string[]> {
  const died: string[] = []
  for (;;) {
    const crash = new Crash(died.length)
    await live(crash, died.length)
    if (crash.died === undefined) return died
    died.push(crash.died)
  }
}

const cutOff = (): LogError => new LogError('UNAVAILABLE', 'the process is dead')
const unwritable = (): StoreError => new StoreError('FAILED', 'the process is dead')

/** The log as a process sees it that is going to die. Transactions that it leaves open are left open. */
export class CrashingLog extends WrappedLog {
  readonly #crash: Crash

  constructor(inner: Log, crash: Crash) {
    super(inner)
    this.#crash = crash
  }

  override producer(transactionalId: string): TransactionalProducer {
    const producer = this.inner.producer(transactionalId)
    return {
      fence: async () => {
        this.#crash.step('fence', cutOff)
        await producer.fence()
      },
      begin: async () => {
        this.#crash.step('begin', cutOff)
        return this.#doomed(await producer.begin())
      },
      close: () => producer.close()
    }
  }

  /** The connection is lost when it commits: before the log hears of it, or after. */
  #doomed(transaction: Transaction): Transaction {
    return {
      send: async records => {
        this.#crash.step('send', cutOff)
        return await transaction.send(records)
      },
      sendOffsets: async (group, positions) => {
        this.#crash.step('send offsets', cutOff)
        await transaction.sendOffsets(group, positions)
      },
      commit: async () => {
        this.#crash.step('before the commit', cutOff)
        await transaction.commit()
        this.#crash.step('after the commit', cutOff)
      }
    }
  }
}

/** The disk of the same process. A batch is written whole or not at all. */
export function crashingStores(inner: StoreFactory, crash: Crash): StoreFactory {
  return { open: async identity => crashing(await inner.open(identity), crash) }
}

function crashing(store: Store, crash: Crash): Store {
  return {
    checkpoint: () => store.checkpoint(),
    getMany: keys => store.getMany(keys),
    scan: () => store.scan(),
    keys: prefix => store.keys(prefix),
    close: () => store.close(),
    abandon: () => store.abandon(),
    apply: async (rows, checkpoint) => {
      crash.step('before the rows are written', unwritable)
      await store.apply(rows, checkpoint)
      crash.step('after the rows were written', unwritable)
    }
  }
}
