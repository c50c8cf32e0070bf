import { differenceOf, added, ledgerAccount, type Lines } from '../processors/accounts/lines.ts'
import type { Account, Plain, Posting, Wallet } from '../schemas/generated.ts'
import type { Flat } from '../schemas/record.ts'
import type { Inspected, Inspector, Report, Rest } from '../runtime/audit/context.ts'
import { heldBy } from './audit-holds.ts'
import { AccountSums } from './audit-sums.ts'

/** What is wrong with money, by kind; docs/audit.md lists this table. */
export const moneyKinds = {
  posting_invalid: 'a posting moves nothing, or nowhere, or another currency than the wallet has',
  balance_wrong: 'the balance has changed by something else than the postings of the event',
  balance_differs: 'the balance in the event is not that of the wallet after it',
  held_wrong: 'what is held has changed by something else than what the operation holds or has held',
  held_negative: 'less than nothing is held',
  available_negative: 'less than nothing is available, and nothing was adjusted',
  account_total_wrong: 'the totals of the account are not those before it and what was added',
  account_lines_differ: 'an account was told something else than the events of its transaction have moved',
  account_lines_missing: 'no account was told of what the event has moved, or not every one',
  ledger_unbalanced: 'what left the accounts of a tenant is not what reached others'
} as const

/** Looks at the money in events of wallets and accounts, whatever their types are: by the fields that tell of it. */
export class MoneyAudit implements Inspector {
  readonly #sums = new AccountSums()

  event(inspected: Inspected, report: Report): void {
    if (inspected.processor === 'wallets') this.#wallet(inspected, report)
    else if (inspected.processor === 'accounts') this.#account(inspected, report)
  }

  isWaiting(rest: Rest): boolean {
    return this.#sums.isWaiting(rest)
  }

  end(rest: Rest, report: Report): void {
    this.#sums.end(rest, report)
  }

  #wallet(inspected: Inspected, report: Report): void {
    const { place, key, event, before: { wallets: before }, after: { wallets: after } } = inspected as WalletInspected
    const postings = (event['postings'] ?? none) as readonly Plain<Posting>[]
    const moved = postings.length === 0 ? 0n : movedOf(`wallet/${event['wallet']}`, postings)
    for (const posting of postings) {
      const fault = faultOf(posting, after?.currency)
      if (fault !== undefined) report('posting_invalid', place, key, fault)
    }
    this.#sums.moved(inspected, moved, postings, report)
    checkBalance(inspected, after, report)
    if (before === after) return
    const [posted, held] = [after?.posted ?? 0n, after?.held ?? 0n]
    const [postedBefore, heldBefore] = [before?.posted ?? 0n, before?.held ?? 0n]
    if (held < 0n) report('held_negative', place, key, `${held} is held`)
    const available = posted - held
    if (available < 0n && available < postedBefore - heldBefore && !event.type.includes('Adjust')) {
      report('available_negative', place, key, `${event.type} leaves ${available}`)
    }
    if (inspected.isDamaged) return
    if (posted - postedBefore !== moved) {
      report('balance_wrong', place, key, `${postedBefore} and ${moved} come to ${posted} in ${event.type}`)
    }
    const changed = heldBy(inspected.after, key) - heldBy(inspected.before, key)
    if (held - heldBefore !== changed) {
      report('held_wrong', place, key, `${heldBefore} and ${changed} come to ${held} in ${event.type}`)
    }
  }

  #account(inspected: Inspected, report: Report): void {
    const { place, key, event, before, isDamaged } = inspected
    const lines = event['lines'] as Lines | undefined
    if (lines === undefined) return
    const totals = event['totals'] as Lines
    const known = (before['accounts'] as Plain<Account> | undefined)?.totals ?? none
    if (!isDamaged && !isSame(added(known, lines), totals)) {
      report('account_total_wrong', place, key, `${text(known)} and ${text(lines)} come to ${text(totals)}`)
    }
    if (event['account'] === ledgerAccount) {
      for (const line of totals) {
        const difference = differenceOf(line)
        const earlier = known.find(({ currency }) => currency === line.currency)
        if (difference === 0n || earlier !== undefined && differenceOf(earlier) === difference) continue
        report('ledger_unbalanced', place, key, `by ${difference} ${line.currency}`)
      }
    }
    this.#sums.told(inspected, lines, report)
  }
}

interface WalletInspected extends Inspected {
  readonly before: { readonly wallets?: Plain<Wallet> }
  readonly after: { readonly wallets?: Plain<Wallet> }
}

function checkBalance({ place, key, event }: Inspected, wallet: Plain<Wallet> | undefined, report: Report): void {
  const balance = (event as Flat)['balance'] as { readonly posted: bigint, readonly held: bigint } | null | undefined
  if (balance === null || balance === undefined) return
  const { posted, held } = wallet ?? { posted: 0n, held: 0n }
  if (balance.posted === posted && balance.held === held) return
  const said = `${balance.posted} posted and ${balance.held} held`
  report('balance_differs', place, key, `${said}, and the wallet has ${posted} and ${held}`)
}

function movedOf(account: string, postings: readonly Plain<Posting>[]): bigint {
  let moved = 0n
  for (const { debit, credit, amount } of postings) {
    if (debit === account) moved -= amount
    if (credit === account) moved += amount
  }
  return moved
}

function faultOf({ debit, credit, amount, currency }: Plain<Posting>, own: string | undefined): string | undefined {
  if (amount <= 0n) return `${amount} from ${debit} to ${credit}`
  if (debit === credit) return `from ${debit} to itself`
  return own !== undefined && currency !== own ? `${currency}, and the wallet has ${own}` : undefined
}

function isSame(left: Lines, right: Lines): boolean {
  return left.length === right.length && left.every((line, index) => {
    const other = right[index]!
    return line.currency === other.currency && line.debit === other.debit && line.credit === other.credit &&
      line.count === other.count
  })
}

function text(lines: Lines): string {
  return lines.map(({ currency, debit, credit }) => `${currency} -${debit} +${credit}`).join(', ') || 'nothing'
}

const none: readonly never[] = []
