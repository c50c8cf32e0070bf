import type { AccountLine, Plain } from '../../schemas/generated.ts'

export type Lines = readonly Plain<AccountLine>[]

/** All wallets of a tenant together: an account for each would be as many again. */
export const walletsAccount = 'wallets'

/** All accounts of a tenant together, wallets included. */
export const ledgerAccount = 'ledger'

/** Lines with others added to them, currency by currency, in the order in which the currencies came. */
export function added(lines: Lines, others: Lines): Lines {
  const sums = new Map(lines.map(line => [line.currency, line]))
  for (const { currency, debit, credit, count } of others) {
    const sum = sums.get(currency) ?? { currency, debit: 0n, credit: 0n, count: 0 }
    sums.set(currency, { currency, debit: sum.debit + debit, credit: sum.credit + credit, count: sum.count + count })
  }
  return [...sums.values()]
}

/** What an account has by its lines: more reached it than left it, or the other way round. Minor units. */
export function differenceOf({ debit, credit }: Plain<AccountLine>): bigint {
  return credit - debit
}
