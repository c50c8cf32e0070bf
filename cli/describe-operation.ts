import type { WalletEvent } from '../schemas/generated.ts'
import type { Currencies } from './currencies.ts'
import { formatTable, formatTime } from './format.ts'
import type { DepositView, HoldView, OperationId, TransferView } from './operation-view.ts'
import { sentence } from './sentence.ts'

type Fact = readonly [name: string, text: string | false]

/** A transfer for people, line by line. */
export function describeTransfer(view: TransferView, currencies: Currencies): string[] {
  const { status, to, amount, hold, credited, credit, batch, adjustment } = view
  const money = moneyOf(view, currencies)
  return described(view, currencies, [
    ['status', status],
    ['to', to],
    ['amount', money(amount)],
    ['held', status === 'pending' && hold > 0n && money(hold)],
    ['brings', credited !== amount && money(credited)],
    ['there', credit ?? 'nothing'],
    ['batch', batch],
    ['adjustment', adjustment !== '' && `${adjustment} waits for ${to}`]
  ])
}

/** A deposit for people, line by line. */
export function describeDeposit(view: DepositView, currencies: Currencies): string[] {
  const { status, source, amount, credited, reverted, failsAt, reverts } = view
  const money = moneyOf(view, currencies)
  return described(view, currencies, [
    ['status', status],
    ['source', source],
    ['amount', money(amount)],
    ['brings', credited !== amount && money(credited)],
    ['reverted', reverted > 0n && money(reverted)],
    ['fails', failsAt > 0 && formatTime(failsAt)],
    ...reverts.map((each): Fact => ['revert', `${each.revert}, ${money(each.amount)}, ${each.status}`])
  ])
}

/** A hold for people, line by line. */
export function describeHold(view: HoldView, currencies: Currencies): string[] {
  const { status, counterparty, left, posted, expiresAt } = view
  const money = moneyOf(view, currencies)
  return described(view, currencies, [
    ['status', status],
    ['for', counterparty],
    ['left', left > 0n && money(left)],
    ['posted', posted > 0n && money(posted)],
    ['expires', expiresAt > 0 && formatTime(expiresAt)]
  ])
}

interface View extends OperationId { readonly currency: string, readonly events: readonly WalletEvent[] }

function moneyOf({ tenant, currency }: View, currencies: Currencies): (amount: bigint) => string {
  return amount => currencies.format(tenant, amount, currency)
}

/** What there is nothing to say of is left out. */
function described({ tenant, wallet, id, events }: View, currencies: Currencies, facts: readonly Fact[]): string[] {
  return [
    `${tenant}/${wallet}/${id}`,
    ...formatTable(facts.flatMap(([name, text]) => text ? [[`  ${name}`, text]] : [])),
    ...events.map(event =>
      `  #${event.revision}  ${formatTime(event.at)}  ${event.type}: ${sentence(event, currencies)}`)
  ]
}
