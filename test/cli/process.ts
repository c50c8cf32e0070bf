import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../cli/main.js', import.meta.url))
const secondsMax = 60

/** What a process of `wallets` did. */
export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  /** Standard input; it ends when this was given. */
  readonly input?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** A folder of its own for `wallets` to work in, and `wallets` in it. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'wallets-cli-test-'))
  readonly #environment: Readonly<Record<string, string>>
  readonly #running = new Set<ChildProcess>()

  /** @param environment on top of what the tests run in, less all settings of ours */
  constructor(environment: Readonly<Record<string, string>> = {}) {
    const strangers = Object.entries(process.env).filter(([name]) => !/^(KAFKA|SCHEMA|WALLETS)_/.test(name))
    this.#environment = { ...Object.fromEntries(strangers) as Record<string, string>, ...environment }
  }

  /** Runs a command to its end. */
  run(args: readonly string[], { input = '', environment = {} }: RunOptions = {}): Promise<Ran> {
    const { child, ended } = this.start(args, environment)
    child.stdin!.on('error', () => {}).end(input)
    return ended
  }

  /** Starts a command that ends by itself or by a signal. */
  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Started {
    return this.#spawn(process.execPath, [main, ...args], environment)
  }

  /** Starts a line for the shell, as a page prints it: `wallets run`. */
  startLine(line: string): Started {
    const wallets = `wallets() { exec '${process.execPath}' '${main}' "$@"; }`
    return this.#spawn('/bin/sh', ['-c', `${wallets}\n${line}`], {}, 10 * secondsMax)
  }

  #spawn(
    file: string, args: readonly string[], environment: Readonly<Record<string, string>>, seconds = secondsMax
  ): Started {
    const child = spawn(file, args, {
      cwd: this.folder, env: { ...this.#environment, ...environment }, stdio: 'pipe', timeout: seconds * 1_000
    })
    this.#running.add(child)
    const output = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => { output.stdout += text })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { output.stderr += text })
    const ended = new Promise<Ran>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', code => {
        this.#running.delete(child)
        resolve({ code, ...output })
      })
    })
    return { child, output, ended }
  }

  /** Kills what still runs and removes the folder. */
  close(): void {
    for (const child of this.#running) child.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export interface Started {
  readonly child: ChildProcess
  /** What it has said so far. */
  readonly output: { readonly stdout: string, readonly stderr: string }
  readonly ended: Promise<Ran>
}

/** Waits until a condition holds, and not for ever. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const until = Date.now() + secondsMax * 1_000; !await holds();) {
    if (Date.now() > until) throw new Error(`not within ${secondsMax} s: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

export function lines(text: string): string[] {
  return text.split('\n').filter(line => line !== '')
}

export function records(text: string): any[] {
  return lines(text).map(line => JSON.parse(line) as unknown)
}

export function ndjson(...rows: readonly object[]): string {
  return rows.map(row => `${JSON.stringify(row)}\n`).join('')
}
