/** Money as people write it: 12500 with two digits is `125.00 EUR`. Where the digits are not known, it says so. */
export function formatMoney(amount: bigint, currency: string, exponent: number | undefined): string {
  if (exponent === undefined) return `${amount} minor units of ${currency}`
  return `${formatDecimal(amount, exponent)} ${currency}`
}

export function formatDecimal(amount: bigint, exponent: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0')
  const [whole, fraction] = [digits.slice(0, digits.length - exponent), digits.slice(digits.length - exponent)]
  return `${amount < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** `2026-03-01 12:30:05.120`, in UTC. */
export function formatTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, -1).replace('T', ' ')
}

/** Columns of equal width, two spaces between them. */
export function formatTable(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(...rows.map(row => row.length))
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows.map(row => row.map((cell, index) => cell.padEnd(widths[index]!)).join('  ').trimEnd())
}

/** `14 d`, `1.5 h`: the largest unit that makes it short. */
export function formatDuration(ms: number): string {
  const [unit, size] = ([['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1_000]] as const)
    .find(([, size]) => ms >= size) ?? ['ms', 1]
  return `${Number((ms / size).toFixed(1))} ${unit}`
}

/** A provider and its terminal, where there is one: `paywell/card`. */
export function routeName({ provider, terminal }: { readonly provider: string, readonly terminal: string }): string {
  return terminal === '' ? provider : `${provider}/${terminal}`
}
