import type { Currencies } from './currencies.ts'
import { describeLevel } from './describe-level.ts'
import { formatTable, formatTime } from './format.ts'
import type { OwnerView, PendingWithdrawal, WalletView } from './wallet-view.ts'

/** A wallet for people, line by line. */
export function describeWallet(view: WalletView, currencies: Currencies): string[] {
  const { tenant, wallet, status, currency, posted, held, available, revision, owner, pending } = view
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
      ['  available', availableText!],
      ...owner === undefined ? [] : [['  owner', describeOwner(owner)]]
    ]),
    ...pending.map(withdrawal => `  pending: ${describePending(withdrawal, money)}`)
  ]
}

function describeOwner(owner: OwnerView): string {
  const { isConfirmed, isBlocked, level, hasLapsed, identification } = owner
  const name = `${owner.party}/${owner.identity}`
  if (!isConfirmed) return `${name}, whose party has not confirmed it yet`
  const known = hasLapsed ? `${level} since ${formatTime(identification.validUntil)}` : describeLevel(identification)
  return `${name}, at level ${known}${isBlocked ? ', and blocked' : ''}`
}

function describePending(
  { withdrawal, provider, amount, hold }: PendingWithdrawal, money: (amount: bigint) => string
): string {
  const held = hold === amount ? '' : `, ${money(hold)} held`
  return `${withdrawal}, ${money(amount)}${held}${provider === '' ? '' : ` by way of ${provider}`}`
}
