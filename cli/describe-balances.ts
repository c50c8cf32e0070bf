import type { CurrencyBalance, TrialBalance } from './balances.ts'
import type { Currencies } from './currencies.ts'
import { formatTable, formatTime } from './format.ts'

/** A trial balance for people, line by line. */
export function describeBalances({ tenant, currencies, underWay, since }: TrialBalance, known: Currencies): string[] {
  const money = (amount: bigint, currency: string): string => known.format(tenant, amount, currency)
  return [
    ...currencies.length === 0 ? [`${tenant} has moved no money`] : [],
    ...currencies.flatMap(balance => describeCurrency(tenant, balance, amount => money(amount, balance.currency))),
    ...underWay === 0 ? [] : [`left out: transactions under way, ${underWay} since ${formatTime(since)}`]
  ]
}

function describeCurrency(
  tenant: string, { currency, debit, credit, difference, accounts }: CurrencyBalance, money: (amount: bigint) => string
): string[] {
  const rows = [
    ['debited', 'credited', 'balance'],
    ...accounts.map(each => [money(each.debit), money(each.credit), money(each.balance)]),
    [money(debit), money(credit), money(difference)]
  ]
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column]!.length)))
  const right = rows.map(row => row.map((cell, column) => cell.padStart(widths[column]!)))
  const names = ['account', ...accounts.map(({ account }) => account), 'all']
  return [
    `${tenant}, ${currency}: ${difference === 0n ? 'in balance' : `out of balance by ${money(difference)}`}`,
    ...formatTable(names.map((name, index) => [`  ${name}`, ...right[index]!]))
  ]
}
