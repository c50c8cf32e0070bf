import type { Flat } from '../../schemas/record.ts'
import { sumOf, type BookedPayout } from './fake-payouts.ts'

/** What a connector said, compared with what its provider's books say really happened. Empty when they agree. */
export function booksProblems(
  books: ReadonlyMap<string, BookedPayout>, said: readonly Flat[], references: readonly string[]
): string[] {
  const byReference = new Map<string, Flat[]>(references.map(reference => [reference, []]))
  const foreign: string[] = []
  for (const notification of said) {
    const ofReference = byReference.get(notification['reference'] as string)
    if (ofReference === undefined) foreign.push(`${notification['reference']}: nobody asked for it`)
    else ofReference.push(notification)
  }
  return [...foreign, ...references.flatMap(reference =>
    problemsOf(books.get(reference), byReference.get(reference)!).map(problem => `${reference}: ${problem}`))]
}

function problemsOf(booked: BookedPayout | undefined, said: readonly Flat[]): string[] {
  const [payments, returns] = [booked?.payments ?? [], booked?.returns ?? []]
  const paid = said.filter(({ type, state }) => type === 'InvoicePaid' || state === 'paid')
  const problems: string[] = []
  for (const { id, amount, currency } of payments) {
    if (!paid.some(each => each['invoice'] === id && each['amount'] === amount && each['currency'] === currency)) {
      problems.push(`it paid ${amount}, which was not said`)
    }
  }
  if (payments.length === 0 && paid.length > 0) problems.push('it is said to be paid, and is not')
  const saidReturns = new Map(said.filter(({ type }) => type === 'PayoutReturned')
    .map(each => [each['return'] as string, { amount: each['amount'] as bigint }]))
  if (sumOf([...saidReturns.values()]) !== sumOf(returns)) {
    problems.push(`${sumOf(returns)} came back, ${sumOf([...saidReturns.values()])} is said to`)
  }
  const unpaid = said.filter(({ type, state }) =>
    /^Invoice(Declined|Expired|Cancelled)$/.test(type) || /^(declined|expired|cancelled|not_found)$/.test(state ?? ''))
  if (payments.length > 0 && unpaid.length > 0) problems.push(`it paid, and ${unpaid[0]!.type} was said`)
  if (payments.length === 0 && unpaid.length === 0) problems.push(`it is ${booked?.state}, and nothing final was said`)
  return problems
}
