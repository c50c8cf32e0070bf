import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { guardGroup } from './guard.ts'

const pollMs = 50
const stopTimeoutMs = 30_000
const logLinesMax = 40

export interface ProcessPlan {
  /** What messages call it. */
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  readonly folder: string
  /** The file that takes what it prints. */
  readonly log: string
  readonly startTimeoutMs: number
  /** Whether it is of use by now; `log` is what it has printed since its start. */
  readonly isReady: (log: string) => Promise<boolean>
}

interface Life {
  readonly child: ChildProcess
  readonly pid: number
  /** Ends when the process has ended. */
  readonly end: Promise<void>
}

/** A server process that can be started, stopped, killed, paused and started again. It ends with this process. */
export class ManagedProcess {
  readonly #plan: ProcessPlan
  #life: Life | undefined

  constructor(plan: ProcessPlan) {
    this.#plan = plan
  }

  /** `undefined` while it does not run. */
  get pid(): number | undefined {
    return this.#life?.pid
  }

  /** Ends when it next ends, for whatever reason; at once where it does not run. */
  get end(): Promise<void> {
    return this.#life?.end ?? Promise.resolve()
  }

  /** The last lines that it printed. */
  get logTail(): string {
    if (!existsSync(this.#plan.log)) return ''
    return readFileSync(this.#plan.log, 'utf8').trimEnd().split('\n').slice(-logLinesMax).join('\n')
  }

  /** Starts it and waits until it is of use. */
  async start(): Promise<void> {
    if (this.#life !== undefined) throw new Error(`${this.#plan.name} runs already, as process ${this.#life.pid}`)
    const logStart = existsSync(this.#plan.log) ? statSync(this.#plan.log).size : 0
    const life = await this.#spawn()
    try {
      await this.#untilReady(life, logStart)
    } catch (error) {
      await this.kill('SIGKILL')
      throw error
    }
  }

  /** Asks it to end and waits for that; what takes longer than 30 s is killed. */
  async stop(): Promise<void> {
    const life = this.#life
    if (life === undefined) return
    life.child.kill('SIGCONT')
    life.child.kill('SIGTERM')
    if (!await endsWithin(life, stopTimeoutMs)) await this.kill('SIGKILL')
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  /** Sends a signal that ends it, SIGKILL by default, and waits for the end. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const life = this.#life
    if (life === undefined) return
    life.child.kill(signal)
    if (!await endsWithin(life, stopTimeoutMs)) throw new Error(`${this.#plan.name} did not end on ${signal}`)
  }

  /** Freezes it: connections stay open and nothing is answered. */
  pause(): void {
    this.#life?.child.kill('SIGSTOP')
  }

  /** Ends a pause. */
  resume(): void {
    this.#life?.child.kill('SIGCONT')
  }

  async #spawn(): Promise<Life> {
    const log = openSync(this.#plan.log, 'a')
    // A group of its own: the terminal's Ctrl-C comes to us, and we decide how it ends.
    const child = spawn(this.#plan.program, this.#plan.args,
      { cwd: this.#plan.folder, stdio: ['ignore', log, log], detached: true })
    closeSync(log)
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    const pid = child.pid
    if (pid === undefined) throw new Error(`${this.#plan.name} has no process id`)
    child.unref()
    const release = guardGroup(pid)
    const end = new Promise<void>(resolve => {
      child.once('exit', () => {
        release()
        if (this.#life?.child === child) this.#life = undefined
        resolve()
      })
    })
    this.#life = { child, pid, end }
    return this.#life
  }

  async #untilReady(life: Life, logStart: number): Promise<void> {
    const { name, log, startTimeoutMs, isReady } = this.#plan
    const deadline = performance.now() + startTimeoutMs
    while (!await isReady(readFileSync(log).subarray(logStart).toString())) {
      if (this.#life !== life) {
        const code = life.child.signalCode ?? life.child.exitCode
        throw new Error(`${name} ended while starting, with ${code}; the end of its log:\n${this.logTail}`)
      }
      if (performance.now() > deadline) {
        throw new Error(`${name} is not up after ${startTimeoutMs / 1_000} s; the end of its log:\n${this.logTail}`)
      }
      await delay(pollMs)
    }
  }
}

/** Whether the process ends in time. */
async function endsWithin(life: Life, timeoutMs: number): Promise<boolean> {
  const timer = new AbortController()
  const late = delay(timeoutMs, false, { signal: timer.signal }).catch(() => false)
  const inTime = await Promise.race([life.end.then(() => true), late])
  timer.abort()
  return inTime
}
