import { InvalidArgumentError } from 'commander'

const time = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/

/** Milliseconds since 1970 of `2026-03-01T12:30:05Z`. Without a zone it is UTC, as all times that we print. */
export function timeOf(text: string): number {
  const match = time.exec(text)
  const given = match === null || match[1] !== undefined || text.length === 10 ? text : `${text}Z`
  const ms = match === null ? NaN : Date.parse(given.replace(' ', 'T'))
  // 30 February is 2 March to some.
  const day = text.slice(0, 10)
  if (!Number.isNaN(ms) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)) return ms
  throw new InvalidArgumentError('a time is expected, as in 2026-03-01T12:30:05Z.')
}
