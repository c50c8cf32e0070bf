import type { Currencies } from './currencies.ts'
import { describeLevel } from './describe-level.ts'
import { formatTable, formatTime } from './format.ts'
import type { OwnerView, PendingWithdrawal, WalletView } from './wallet-view.ts'

/** A wallet for people, line by line. */
export function describeWallet(view: WalletView, currencies: Currencies): string[] {
  const { tenant, wallet, status, currency, posted, held, available, revision, owner, incoming } = view
  const money = (amount: bigint): string => currencies.format(tenant, amount, currency)
  const amounts = [posted, held, available, incoming].map(money)
  const width = Math.max(...amounts.map(({ length }) => length))
  const [postedText, heldText, availableText, incomingText] = amounts.map(amount => amount.padStart(width))
  return [
    `${tenant}/${wallet}`,
    ...formatTable([
      ['  status', `${status}, at revision ${revision}`],
      ['  posted', postedText!],
      ['  held', heldText!],
      ['  available', availableText!],
      ...incoming === 0n ? [] : [['  expected', incomingText!]],
      ...owner === undefined ? [] : [['  owner', describeOwner(owner)]]
    ]),
    ...pendingLines(view, money)
  ]
}

type Money = (amount: bigint) => string

function pendingLines({ pending, holds, transfers, batches, expected }: WalletView, money: Money): string[] {
  return [
    ...pending.map(withdrawal => `  pending: ${describePending(withdrawal, money)}`),
    ...holds.map(({ holdId, counterparty, left, expiresAt }) =>
      `  hold: ${holdId}, ${money(left)} for ${counterparty}${
        expiresAt === 0 ? '' : ` until ${formatTime(expiresAt)}`}`),
    ...transfers.map(({ transfer, to, amount, status, adjustment }) =>
      `  transfer: ${transfer}, ${money(amount)} to ${to}, ${
        adjustment === '' ? status : `${status}, ${adjustment} waits for ${to}`}`),
    ...batches.map(({ batch, amount, wallets, waiting }) =>
      `  batch: ${batch}, ${money(amount)} to ${wallets} wallets, ${waiting} of them have not answered`),
    ...expected.map(({ id, from, amount }) => `  expected: ${id}, ${money(amount)} from ${from}`)
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
  { withdrawal, provider, amount, hold }: PendingWithdrawal, money: Money
): string {
  const held = hold === amount ? '' : `, ${money(hold)} held`
  return `${withdrawal}, ${money(amount)}${held}${provider === '' ? '' : ` by way of ${provider}`}`
}
