/** Commands for load: reproducible for a seed, with the repeats that an upstream's retries make. */
export interface Workload {
  readonly commands: readonly object[]
  /** Distinct operations: what the changelog must hold, once each. */
  readonly operations: number
}

export interface WorkloadOptions {
  readonly seed: number
  readonly commands: number
  readonly wallets: number
  /** Share of commands that repeat an earlier one. */
  readonly duplicates: number
  /** Share of the operations that are withdrawals. */
  readonly withdrawals?: number
}

/** Opens every wallet first, then deposits and withdrawals at random, each sent again now and then. */
export function workload({ seed, commands: count, wallets, duplicates, withdrawals = 0 }: WorkloadOptions): Workload {
  const random = mulberry32(seed)
  const commands: object[] = []
  let operations = 0
  for (let wallet = 0; wallet < wallets && commands.length < count; wallet++) {
    commands.push({ type: 'OpenWallet', tenant: 'demo', wallet: `wallet-${wallet}`, operationId: `open-${wallet}`,
      currency: 'EUR' })
    operations++
  }
  while (commands.length < count) {
    if (random() < duplicates) {
      commands.push(commands[Math.floor(random() * commands.length)]!)
      continue
    }
    const wallet = `wallet-${Math.floor(random() * wallets)}`
    const amount = BigInt(1 + Math.floor(random() * 10_000))
    const operationId = `op-${operations++}`
    commands.push(random() < withdrawals
      ? { type: 'CreateWithdrawal', tenant: 'demo', wallet, operationId, withdrawal: operationId, provider: 'acme',
        destination: '', amount, currency: 'EUR' }
      : { type: 'CreateDeposit', tenant: 'demo', wallet, operationId, source: 'bank', amount, currency: 'EUR' })
  }
  return { commands, operations }
}

/** A small generator with a seed; good enough to spread load, not for secrets. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const tenantRow = { type: 'Tenant', tenant: 'demo', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }] }
export const providerRow = { type: 'Provider', tenant: 'demo', provider: 'acme', revision: 1, currencies: ['EUR'] }
