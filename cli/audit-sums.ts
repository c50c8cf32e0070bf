import { ledgerAccount, walletsAccount, type Lines } from '../processors/accounts/lines.ts'
import type { AccountLine, Plain, Posting } from '../schemas/generated.ts'
import type { Place } from '../runtime/audit/finding.ts'
import type { Inspected, Report, Rest } from '../runtime/audit/context.ts'

/** What a wallet's event has moved in one account. */
interface Move extends Plain<AccountLine> {
  readonly account: string
  readonly place: Place
  readonly writtenAt: number
  /** Offset of the command. */
  readonly source: number
}

/** What accounts were told of one transaction. */
interface Sum {
  /** Offset of the first command that changed anything. */
  readonly source: number
  readonly lines: Map<string, { readonly lines: Lines, readonly place: Place }>
  ledger: { readonly lines: Lines, readonly place: Place, readonly at: number } | undefined
  /** Moves that the ledger tells of, less those that accounts tell of. */
  missing: number
}

/** Of one tenant, in one partition of commands. */
interface Flow { readonly moves: Move[], readonly sums: Map<number, Sum>, hasBegun: boolean }

/** Commands of one transaction come at about one time. */
const MARGIN_MS = 5_000

/**
 * What wallets have moved beside what accounts were told of it, transaction by transaction. A transaction is named
 * after the first command that moved anything, and its ledger says how many moves it has. Kept is what the other side
 * has not told of yet.
 */
export class AccountSums {
  /** By topic and partition of commands, and tenant. */
  readonly #flows = new Map<string, Flow>()

  /** @param gained by the wallet */
  moved(inspected: Inspected, gained: bigint, postings: readonly Plain<Posting>[], report: Report): void {
    if (postings.length === 0 && gained === 0n) return
    const { event, place, commands, writtenAt } = inspected
    const flow = this.#flowOf(`${commands}/${place.partition}`, event['tenant'] as string)
    const source = event['sourceOffset'] as number
    const add = (account: string, currency: string, debit: bigint, credit: bigint) =>
      flow.moves.push({ account, currency, debit, credit, count: 1, place, writtenAt, source })
    if (gained > 0n) add(walletsAccount, postings[0]!.currency, 0n, gained)
    if (gained < 0n) add(walletsAccount, postings[0]!.currency, -gained, 0n)
    for (const { debit, credit, amount, currency } of postings) {
      if (!isWallet(debit)) add(debit, currency, amount, 0n)
      if (!isWallet(credit)) add(credit, currency, 0n, amount)
    }
    this.#settle(flow, report)
  }

  told({ event, place }: Inspected, lines: Lines, report: Report): void {
    const { tenant, account, operationId, at } = event as unknown as Told
    const slash = operationId.lastIndexOf('/')
    const flow = this.#flowOf(operationId.slice(0, slash), tenant)
    const source = Number(operationId.slice(slash + 1))
    const sum = flow.sums.get(source) ?? { source, lines: new Map(), ledger: undefined, missing: 0 }
    flow.sums.set(source, sum)
    const count = countOf(lines)
    if (account === ledgerAccount) sum.ledger = { lines, place, at }
    else sum.lines.set(account, { lines, place })
    sum.missing += account === ledgerAccount ? count : -count
    this.#settle(flow, report)
  }

  isWaiting(rest: Rest): boolean {
    return [...this.#flows.values()].some(({ moves, hasBegun }) =>
      hasBegun && moves.some(each => rest.isJudged(each.place)))
  }

  end(rest: Rest, report: Report): void {
    const before = rest.undecidedSince('accounts') - MARGIN_MS
    for (const flow of this.#flows.values()) {
      // Sums of what was left over come out wrong, and say so.
      for (const sum of sortedSums(flow)) {
        const { ledger } = sum
        if (ledger === undefined || ledger.at >= before || !rest.isJudged(ledger.place)) continue
        if (sum.missing !== 0) tellMissing(sum, flow, report)
        this.#compare(sum, flow, report)
      }
      if (!flow.hasBegun) continue
      for (const { place, account, writtenAt } of flow.moves) {
        if (writtenAt >= before || !rest.isJudged(place)) continue
        report('account_lines_missing', place, account, 'it was not told')
      }
    }
  }

  /** Compares transactions of which everything is there, in their order. */
  #settle(flow: Flow, report: Report): void {
    while (flow.sums.size > 0) {
      const sum = sortedSums(flow)[0]!
      const { ledger, missing, source } = sum
      if (ledger === undefined || missing !== 0) return
      const count = countOf(ledger.lines)
      const from = flow.moves.findIndex(each => each.source >= source)
      if (from < 0 || flow.moves.length - from < count) return
      const moves = flow.moves.slice(from, from + count)
      // What does not come out may have lost a move: then the next transaction tells where this one ends.
      if (!isTold(sum, totalsOf(moves)) && nextOf(sum, flow) === undefined) return
      this.#compare(sum, flow, report)
    }
  }

  #compare(sum: Sum, flow: Flow, report: Report): void {
    const { source, lines } = sum
    const ledger = sum.ledger!
    const next = nextOf(sum, flow)
    flow.sums.delete(source)
    const from = flow.moves.findIndex(each => each.source >= source)
    const earlier = flow.moves.splice(0, from < 0 ? flow.moves.length : from)
    // Before the first sum of all there were none.
    if (flow.hasBegun) {
      for (const { place, account } of earlier) report('account_lines_missing', place, account, 'it was not told')
    }
    flow.hasBegun = true
    const count = flow.moves.slice(0, countOf(ledger.lines)).filter(each => each.source < (next ?? Infinity)).length
    const moves = flow.moves.splice(0, count)
    const totals = totalsOf(moves)
    if (isTold(sum, totals)) return
    for (const [account, { lines: told, place }] of [...lines, [ledgerAccount, ledger] as const]) {
      const moved = totals.get(account) ?? none
      if (!isSame(moved, told)) {
        report('account_lines_differ', place, account, `told ${text(told)}, moved ${text(moved)}`)
      }
    }
  }

  #flowOf(place: string, tenant: string): Flow {
    const name = `${place} ${tenant}`
    let flow = this.#flows.get(name)
    if (flow === undefined) this.#flows.set(name, flow = { moves: [], sums: new Map(), hasBegun: false })
    return flow
  }
}

interface Told {
  readonly tenant: string
  readonly account: string
  readonly operationId: string
  readonly at: number
}

/** Which accounts have not heard of a transaction, by what moved in it. */
function tellMissing({ source, lines, ledger }: Sum, { moves }: Flow, report: Report): void {
  const own = moves.filter(each => each.source >= source).slice(0, countOf(ledger!.lines))
  for (const account of new Set(own.map(each => each.account))) {
    if (lines.has(account)) continue
    const { place } = own.find(each => each.account === account)!
    report('account_lines_missing', place, account, 'it was not told')
  }
}

function sortedSums({ sums }: Flow): readonly Sum[] {
  return sums.size === 1 ? [...sums.values()] : [...sums.values()].sort((left, right) => left.source - right.source)
}

/** Where the next transaction begins, as far as it is known. Ledgers are told in order. */
function nextOf({ source }: Sum, flow: Flow): number | undefined {
  return sortedSums(flow).find(each => each.source > source && each.ledger !== undefined)?.source
}

function isTold({ lines, ledger }: Sum, totals: Totals): boolean {
  if (!isSame(totals.get(ledgerAccount) ?? none, ledger!.lines)) return false
  for (const [account, told] of lines) if (!isSame(totals.get(account) ?? none, told.lines)) return false
  return true
}

type Totals = ReadonlyMap<string, Lines>

interface Total { readonly currency: string, debit: bigint, credit: bigint, count: number }

/** What each account moved, and as the ledger's what all of them did. */
function totalsOf(moves: readonly Move[]): Totals {
  const totals = new Map<string, Total[]>()
  for (const move of moves) {
    addTo(totals, move.account, move)
    addTo(totals, ledgerAccount, move)
  }
  return totals
}

function addTo(totals: Map<string, Total[]>, account: string, { currency, debit, credit }: Move): void {
  let lines = totals.get(account)
  if (lines === undefined) totals.set(account, lines = [])
  const line = lines.find(each => each.currency === currency)
  if (line === undefined) return void lines.push({ currency, debit, credit, count: 1 })
  line.debit += debit
  line.credit += credit
  line.count++
}

const none: Lines = []

function countOf(lines: Lines): number {
  let count = 0
  for (const line of lines) count += line.count
  return count
}

/** In whatever order the currencies are. */
function isSame(left: Lines, right: Lines): boolean {
  return left.length === right.length && left.every(line => right.some(other => other.currency === line.currency &&
    other.debit === line.debit && other.credit === line.credit && other.count === line.count))
}

function text(lines: Lines): string {
  const texts = lines.map(({ currency, debit, credit, count }) => `${currency} -${debit} +${credit} in ${count}`)
  return texts.join(', ') || 'nothing'
}

function isWallet(account: string): boolean {
  return account.startsWith('wallet/')
}
