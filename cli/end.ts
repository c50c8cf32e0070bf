import { errorFields, type Logger } from '../runtime/logger.ts'
import type { Service } from '../runtime/service.ts'
import type { Task } from '../runtime/task.ts'
import type { ExitCode } from './exit-codes.ts'
import { codeOfSignal, onStopSignal, type StopSignal } from './signals.ts'

/** Why a running service ends. */
export type End =
  | { readonly because: 'signal', readonly signal: StopSignal }
  | { readonly because: 'failure', readonly error: Error }
  | { readonly because: 'done' }

/** How long an orderly end may take, a little less than the 10 s that supervisors are told. */
const stopMsMax = 9_500

/** The first reason to end; later ones change nothing. */
export class Ending {
  readonly reached: Promise<End>
  #resolve!: (end: End) => void
  readonly #release: () => void

  constructor() {
    this.reached = new Promise(resolve => { this.#resolve = resolve })
    this.#release = onStopSignal(signal => this.#resolve({ because: 'signal', signal }))
  }

  readonly fail = (error: Error): void => this.#resolve({ because: 'failure', error })

  done(): void {
    this.#resolve({ because: 'done' })
  }

  /** Signals have their usual meaning again. */
  release(): void {
    this.#release()
  }
}

/** Waits for an orderly stop, but not for ever, and says how the process ends. */
export async function finish(end: End, stopping: Promise<unknown>, logger: Logger): Promise<ExitCode> {
  if (end.because === 'failure') logger.error(errorFields(end.error), 'service.beyond_help')
  if (end.because === 'signal') logger.info({ signal: end.signal }, 'service.stopping')
  const inTime = await withinMs(stopMsMax, stopping)
  if (inTime) logger.info({}, 'service.stopped')
  else logger.warn({ ms: stopMsMax }, 'service.not_stopped_in_time')
  if (end.because === 'failure') return 5
  return inTime || end.because === 'done' ? 0 : codeOfSignal(end.signal)
}

/** @returns whether the work was done in time */
async function withinMs(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>(resolve => { timer = setTimeout(() => resolve(false), ms) })
  try {
    return await Promise.race([work.then(() => true as const), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Partitions that met a contradiction and wait for an operator. */
export function stoppedTasks(service: Service): readonly Task[] {
  return service.tasks.filter(({ state }) => state === 'stopped')
}
