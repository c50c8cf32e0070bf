import { InvalidArgumentError, Option } from 'commander'

import { CommandFailure } from './exit-codes.ts'
import type { PutRow } from './put-row.ts'
import { print } from './terminal.ts'

/** What `tenants put` and `providers put` share. */
export function revisionOption(): Option {
  return new Option('--revision <number>', 'instead of the next one').argParser(text => {
    if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
    throw new InvalidArgumentError('A whole number from 1 is expected.')
  })
}

export function sayPut(name: string, { row: { revision }, change }: PutRow<{ readonly revision: number }>): void {
  print(`${name} is ${change === 'unchanged' ? 'like that already' : change}, at revision ${revision}`)
}

/** A currency's code. */
export function readCode(text: string): string {
  if (/^[A-Za-z0-9._-]{1,16}$/.test(text)) return text
  throw new CommandFailure(2, `--currency takes 1 to 16 letters, digits and . _ - as a code, and not ${text}`)
}
