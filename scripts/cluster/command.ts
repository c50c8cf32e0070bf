import { spawn } from 'node:child_process'

export interface CommandResult {
  /** `undefined` where the program does not exist. */
  readonly code: number | undefined
  readonly output: string
}

/** Runs a program to its end and collects what it printed on both streams. */
export function run(program: string, args: readonly string[], folder: string): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve({ code: undefined, output: '' })
      else reject(error)
    })
    child.once('close', code => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }))
  })
}
