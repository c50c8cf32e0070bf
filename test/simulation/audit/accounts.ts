import type { Flat } from '../../../schemas/record.ts'
import type { Facts } from './facts.ts'
import { accountsOf } from './money.ts'

/** What an account was debited and credited with in a currency. */
interface Line { readonly currency: string, readonly debit: bigint, readonly credit: bigint }

/** The account of all others together, and that of all wallets. */
const LEDGER = 'ledger'
const WALLETS = 'wallets'

/** Each account has what was added to it so far, and its tenant's ledger is in balance after every event. */
export function* accountsAddUp(facts: Facts): Iterable<string> {
  const sums = new Map<string, Line>()
  for (const { type, account, tenant, lines, totals } of eventsOf(facts)) {
    if (type !== 'PostingsAdded') {
      yield `${type} of ${tenant}/${account}`
      continue
    }
    for (const { currency, debit, credit } of lines as readonly Line[]) {
      const key = `${tenant}/${account} ${currency}`
      const before = sums.get(key) ?? { debit: 0n, credit: 0n }
      sums.set(key, { currency, debit: before.debit + debit, credit: before.credit + credit })
    }
    for (const { currency, debit, credit } of totals as readonly Line[]) {
      const sum = sums.get(`${tenant}/${account} ${currency}`)
      if (sum?.debit !== debit || sum.credit !== credit) yield `${tenant}/${account} has ${credit - debit} ${currency}`
      if (account === LEDGER && debit !== credit) yield `${tenant} is out of balance by ${credit - debit} ${currency}`
    }
  }
}

/** At rest every account has what the postings of all wallets say, to the unit, and all together have nothing. */
export function* accountsAsPosted(facts: Facts): Iterable<string> {
  const last = new Map<string, readonly Line[]>()
  for (const { account, tenant, totals } of eventsOf(facts)) last.set(`${tenant}/${account}`, totals as readonly Line[])

  const { walletChangelog } = facts.world.deployment.topology.topics
  const expected = new Map<string, bigint>()
  for (const [name, amount] of accountsOf(facts.records(walletChangelog!.name))) {
    const key = name.replace(/\/wallet\/.*/, `/${WALLETS}`)
    expected.set(key, (expected.get(key) ?? 0n) + amount)
  }
  for (const key of new Set([...last.keys(), ...expected.keys()])) {
    const found = (last.get(key) ?? []).reduce((sum, { debit, credit }) => sum + credit - debit, 0n)
    const wanted = key.endsWith(`/${LEDGER}`) ? 0n : expected.get(key) ?? 0n
    if (found !== wanted) yield `${key} has ${found}, and ${wanted} were posted`
  }
}

function eventsOf(facts: Facts): readonly Flat[] {
  return facts.records(facts.world.deployment.topology.topics['accountChangelog']!.name)
    .filter(({ type }) => type !== 'OperationRefused' && type !== 'RecordDeadLettered')
}
