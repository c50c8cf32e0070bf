import { spawn } from 'node:child_process'
import { guardGroup } from '../../scripts/cluster/guard.ts'

/** What one test file's process did. */
export interface Execution {
  readonly code: number | undefined
  /** The signal that ended it, if one did. */
  readonly signal: string | undefined
  /** What it printed on both streams; of very much, the end. */
  readonly output: string
  readonly ms: number
  readonly end: 'of its own' | 'at the time limit'
}

const outputBytesMax = 4 * 1024 * 1024

/** Runs a compiled test file as a process of its own. What it leaves running is killed with it. */
export function execute(
  file: string, environment: Readonly<Record<string, string>>, limitMs: number
): Promise<Execution> {
  const start = performance.now()
  const child = spawn(process.execPath, ['--enable-source-maps', file],
    { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const release = child.pid === undefined ? (): void => {} : guardGroup(child.pid)
  const output = new Tail(outputBytesMax)
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  return new Promise((resolve, reject) => {
    let end: Execution['end'] = 'of its own'
    const timer = setTimeout(() => {
      end = 'at the time limit'
      child.kill('SIGKILL')
    }, limitMs)
    child.once('error', error => {
      clearTimeout(timer)
      reject(error)
    })
    // A process that it left behind would hold its output open: the group goes first, then the streams close.
    child.once('exit', release)
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve({
        code: code ?? undefined, signal: signal ?? undefined, output: output.text, ms: performance.now() - start, end
      })
    })
  })
}

/** Keeps about the last `bytesMax` bytes of what is pushed. */
class Tail {
  readonly #bytesMax: number
  #chunks: Buffer[] = []
  #bytes = 0

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString()
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    // Dropped at twice the size, so that dropping costs little.
    if (this.#bytes <= 2 * this.#bytesMax) return
    const kept = Buffer.concat(this.#chunks).subarray(-this.#bytesMax)
    this.#chunks = [kept]
    this.#bytes = kept.length
  }
}
