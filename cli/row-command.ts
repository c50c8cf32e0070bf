import { InvalidArgumentError, Option } from 'commander'

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
