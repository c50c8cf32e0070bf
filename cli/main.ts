#!/usr/bin/env node
import { CommanderError } from 'commander'

import { describeError, exitCodeOf } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { remark } from './terminal.ts'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read our output has gone, as in `wallets watch … | head`: that is no fault.
  if (error.code === 'EPIPE') return
  remark(`wallets: standard output cannot be written: ${error.message}`)
  process.exit(5)
})

async function main(): Promise<number> {
  try {
    await createProgram().parseAsync()
    return process.exitCode as number | undefined ?? 0
  } catch (error) {
    const code = exitCodeOf(error)
    if (!(error instanceof CommanderError)) remark(`wallets: ${describeError(error)}`)
    else if (code !== 0 && error.code !== 'commander.help') remark(`${error.message}\nsee \`wallets --help\``)
    return code
  }
}

const code = await main()
// Connections that were given up may still hold the process; all that there is to say has been said.
process.stdout.write('', () => process.exit(code))
