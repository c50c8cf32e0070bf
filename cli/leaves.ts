/** Every value within a state, by its path: `owner.party`, `flow[0].amount`. A list of nothing has its own. */
export function leavesOf(value: unknown, path = ''): [path: string, value: unknown][] {
  if (value === undefined) return []
  if (Array.isArray(value)) {
    if (value.length === 0) return [[path, null]]
    return value.flatMap((item, index) => leavesOf(item, `${path}[${index}]`))
  }
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [[path, value]]
  return Object.entries(value).filter(([name]) => path !== '' || name !== 'type')
    .flatMap(([name, part]) => leavesOf(part, path === '' ? name : `${path}.${name}`))
}

/** Amounts are in minor units. */
export function leafText(value: unknown): string {
  if (value === undefined || value === null) return 'none'
  if (value instanceof Uint8Array) return value.length === 0 ? '-' : Buffer.from(value).toString('base64')
  return value === '' ? '-' : String(value)
}
