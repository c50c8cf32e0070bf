import { InvalidArgumentError } from 'commander'

const delayMsMax = 600_000

/** Milliseconds of `--delay`. */
export function delayOf(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= delayMsMax) return Number(text)
  throw new InvalidArgumentError(`0 to ${delayMsMax} is expected.`)
}

const unitMs: Readonly<Record<string, number>> = {
  ms: 1, s: 1_000, m: 60_000, h: 60 * 60_000, d: 24 * 60 * 60_000
}
const daysMax = 36_500

/** Milliseconds of a duration: `90d`. */
export function durationOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,15})(ms|s|m|h|d)$/.exec(text) ?? []
  const ms = Number(count) * (unitMs[unit] ?? 0)
  if (ms > 0 && ms <= daysMax * unitMs['d']!) return ms
  throw new InvalidArgumentError(`A number of ms, s, m, h or d is expected, up to ${daysMax}d.`)
}

const timeoutSecondsMax = 3_600

/** Seconds of `--timeout`. */
export function secondsOf(text: string): number {
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (seconds >= 1 && seconds <= timeoutSecondsMax) return seconds
  throw new InvalidArgumentError(`A whole number from 1 to ${timeoutSecondsMax} is expected.`)
}
