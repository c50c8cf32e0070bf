import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Fact { readonly fact: string, readonly level?: string, readonly [field: string]: unknown }

/** A `worker.ts` process: started, watched, and stopped by its pid. */
export class Instance {
  readonly name: string
  readonly facts: Fact[] = []
  readonly #environment: NodeJS.ProcessEnv
  #process: ChildProcess | undefined

  constructor(name: string, options: { readonly prefix: string, readonly data: string, readonly only?: string }) {
    this.name = name
    this.#environment = { ...process.env, PREFIX: options.prefix, DATA: options.data,
      ...(options.only && { ONLY: options.only }) }
  }

  start(): void {
    const worker = fileURLToPath(new URL('worker.js', import.meta.url))
    const child = spawn(process.execPath, ['--enable-source-maps', worker], { env: this.#environment,
      stdio: ['ignore', 'pipe', 'inherit'] })
    this.#process = child
    createInterface({ input: child.stdout! }).on('line', line => this.facts.push(JSON.parse(line) as Fact))
  }

  /** Sends a signal; SIGKILL and SIGTERM are waited for. @returns the exit code of SIGTERM */
  async signal(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<number | null> {
    const child = this.#process!
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const exited = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
    process.kill(child.pid!, signal)
    return signal === 'SIGKILL' || signal === 'SIGTERM' ? await exited : null
  }

  /** How often it told of something. */
  count(fact: string): number {
    return this.facts.filter(told => told.fact === fact).length
  }
}
