import type { Currencies } from './currencies.ts'
import { formatTable } from './format.ts'
import type { PendingWithdrawal, WalletView } from './wallet-view.ts'

/** A wallet for people, line by line. */
export function describeWallet(view: WalletView, currencies: Currencies): string[] {
  const { tenant, wallet, status, currency, posted, held, available, revision, pending } = view
  const money = (amount: bigint): string => currencies.format(tenant, amount, currency)
  const amounts = [posted, held, available].map(money)
  const width = Math.max(...amounts.map(({ length }) => length))
  const [postedText, heldText, availableText] = amounts.map(amount => amount.padStart(width))
  return [
    `${tenant}/${wallet}`,
    ...formatTable([
      ['  status', `${status}, at revision ${revision}`],
      ['  posted', postedText!],
      ['  held', heldText!],
      ['  available', availableText!]
    ]),
    ...pending.map(withdrawal => `  pending: ${describePending(withdrawal, money)}`)
  ]
}

function describePending(
  { withdrawal, provider, amount, hold }: PendingWithdrawal, money: (amount: bigint) => string
): string {
  const held = hold === amount ? '' : `, ${money(hold)} held`
  return `${withdrawal}, ${money(amount)}${held}${provider === '' ? '' : ` by way of ${provider}`}`
}
