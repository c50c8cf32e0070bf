import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { projectRoot } from '../../scripts/cluster/root.ts'
import { until } from './until.ts'

/** The example as an operator runs it: a process of its own, told by its environment. */
export class ConnectorProcess {
  readonly facts: { readonly level: string, readonly msg: string, readonly port?: number }[] = []
  readonly #child: ChildProcess

  constructor(environment: Readonly<Record<string, string>>) {
    const main = join(projectRoot(), 'dist/examples/http-connector/main.js')
    this.#child = spawn(process.execPath, [main], {
      env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe']
    })
    createInterface(this.#child.stderr!).on('line', line => {
      this.facts.push(line.startsWith('{') ? JSON.parse(line) : { level: 'error', msg: line })
    })
  }

  async port(): Promise<number> {
    const listening = (): number | undefined => this.facts.find(({ port }) => port !== undefined)?.port
    await until(() => listening() !== undefined || this.#child.exitCode !== null)
    const port = listening()
    if (port === undefined) throw new Error(JSON.stringify(this.facts))
    return port
  }

  /** @returns its exit code */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode
    const exited = once(this.#child, 'exit')
    this.#child.kill(signal)
    await exited
    return this.#child.exitCode
  }
}
