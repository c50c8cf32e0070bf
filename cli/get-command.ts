import { InvalidArgumentError } from 'commander'

import { CommandFailure } from './exit-codes.ts'
import { openProgress, type Progress } from './progress.ts'

/** What all that print one thing have in common. */
export interface GetOptions { json?: boolean }

/** The ids in the name of a thing, `demo/alice`. @throws CommandFailure when there are not as many */
export function parts(name: string, count: number, usage: string): string[] {
  const found = name.split('/')
  if (found.length === count && !found.includes('')) return found
  throw new CommandFailure(2, `${usage}, and not ${name}`)
}

/** The value of `--revision`. */
export function revisionOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('1 or more is expected.')
}

/** A bar for each changelog, one after the other. */
export async function withProgress<Result>(
  work: (onProgress: (done: number, total: number) => void) => Promise<Result>
): Promise<Result> {
  let progress: Progress | undefined
  try {
    return await work((done, total) => {
      progress ??= openProgress('reading', total)
      progress.update(done)
      if (done < total) return
      progress.stop()
      progress = undefined
    })
  } finally {
    progress?.stop()
  }
}
