import { SingleBar } from 'cli-progress'

import { remark } from './terminal.ts'

/** How far something is, on standard error: a bar where a person watches, else a line now and then. */
export interface Progress {
  update(done: number, note?: string): void
  stop(): void
}

const lineIntervalMs = 5_000

/** @param total in the unit of `update`; undefined where nobody knows it */
export function openProgress(title: string, total: number | undefined): Progress {
  return process.stderr.isTTY && total !== undefined ? bar(title, total) : lines(title, total)
}

function bar(title: string, total: number): Progress {
  const single = new SingleBar({
    format: `${title} {bar} {percentage}% {note}`, stream: process.stderr, hideCursor: true, clearOnComplete: true
  })
  single.start(total, 0, { note: '' })
  return { update: (done, note = '') => single.update(done, { note }), stop: () => single.stop() }
}

function lines(title: string, total: number | undefined): Progress {
  let saidAt = performance.now()
  return {
    update: (done, note = '') => {
      if (performance.now() - saidAt < lineIntervalMs) return
      saidAt = performance.now()
      const share = total === undefined || total === 0 ? '' : ` ${Math.floor(100 * done / total)}%`
      remark(`${title}${share} ${note}`.trimEnd())
    },
    stop: () => {}
  }
}
