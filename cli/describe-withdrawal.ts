import type { Currencies } from './currencies.ts'
import { formatDuration, formatTable, formatTime, routeName } from './format.ts'
import type { AttemptView, MoneyView, UnknownView, WaitsFor, WithdrawalView } from './withdrawal-view.ts'

/** A withdrawal for people, line by line. What there is nothing to say of is left out. */
export function describeWithdrawal(view: WithdrawalView, currencies: Currencies): string[] {
  const { tenant, wallet, withdrawal, status, money, unknown, reason, attempts, rejected, conflicts, kept } = view
  const format = (amount: bigint, currency = money?.currency ?? ''): string =>
    currencies.format(tenant, amount, currency)
  const facts: readonly (readonly [string, string | false | undefined])[] = [
    ['status', status],
    ...money === undefined ? [] : factsOfMoney(money, format),
    ['waits for', waiting(view)],
    ['unknown', unknown && describeUnknown(unknown)],
    ['cancel', view.isCancelRequested && 'requested'],
    ['reason', reason],
    ['conflicts', conflicts.join(', ')],
    ['kept', kept > 0 && `${kept} ${kept === 1 ? 'notification' : 'notifications'} of unknown references`]
  ]
  return [
    `${tenant}/${wallet}/${withdrawal}`,
    ...formatTable(facts.flatMap(([name, text]) => text ? [[`  ${name}`, text]] : [])),
    ...attempts.length === 0 ? [] : attemptLines(attempts, format),
    ...rejected.map(row => `  not chosen: ${routeName(row)}, ${row.reason}${row.details && ` (${row.details})`}`)
  ]
}

type Format = (amount: bigint, currency?: string) => string

function factsOfMoney(money: MoneyView, format: Format): [string, string | false][] {
  const { amount, status, held, receivable, destination, method, party, quote, createdAt, scheduledAt } = money
  return [
    ['amount', format(amount)],
    ['money', status],
    ['held', held > 0n && format(held)],
    ['owed', receivable > 0n && `${format(receivable)} that nothing covered`],
    ['destination', method === '' ? destination : `${destination} by ${method}`],
    ['party', party],
    ['quote', quote],
    ['created', formatTime(createdAt)],
    ['scheduled', scheduledAt > 0 && formatTime(scheduledAt)]
  ]
}

const waits: Readonly<Record<WaitsFor, string>> = {
  payout: 'its payout to start',
  approval: 'approval',
  schedule: 'its time',
  routing: 'its next attempt',
  turnover: 'its terminal\'s limits',
  provider: 'the provider\'s answer',
  provider_or_operator: 'the provider\'s answer, or an operator\'s',
  wallet: 'its wallet'
}

function waiting({ waitsFor, dueAt }: WithdrawalView): string | undefined {
  if (waitsFor === undefined) return undefined
  return dueAt === undefined ? waits[waitsFor] : `${waits[waitsFor]}, due at ${formatTime(dueAt)}`
}

function describeUnknown({ since, forMs, nextEnquiryAt }: UnknownView): string {
  return `since ${formatTime(since)}, for ${formatDuration(forMs)}; asked again at ${formatTime(nextEnquiryAt)}`
}

const attemptHead = ['attempt', 'route', 'status', 'asked', 'paid', 'returned', 'since', 'invoice', 'reason']

function attemptLines(attempts: readonly AttemptView[], format: Format): string[] {
  const rows = attempts.map(row => [
    String(row.attempt), routeName(row), row.status, format(row.amount), paidText(row, format),
    format(row.returned), row.since === 0 ? '-' : formatTime(row.since), row.invoice || '-', row.reason || '-'
  ])
  return formatTable([attemptHead, ...rows]).map(line => `  ${line}`)
}

function paidText({ status, paid, paidInstead, again }: AttemptView, format: Format): string {
  if (status === 'mismatched' && paidInstead) return `${format(paidInstead.amount, paidInstead.currency)} instead`
  return again.length === 0 ? format(paid) : `${format(paid)} in ${again.length + 1} payments`
}
