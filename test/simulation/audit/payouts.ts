import { sumOf } from '../workload/invoice.ts'
import type { Facts } from './facts.ts'
import { accountsOf, answered } from './money.ts'
import { PayoutModel } from './payout-model.ts'

/**
 * A payout begins once and ends once: its attempts go one after the other, it completes when the provider of one says
 * that the very amount was paid, and fails when none can be paid any more.
 */
export function* payoutsAsTold(facts: Facts): Iterable<string> {
  yield* play(facts, new PayoutModel())
}

function* play(facts: Facts, model: PayoutModel): Iterable<string> {
  const ledger = facts.ledgers.find(({ name }) => name === 'withdrawals')!
  for (const { partition, event, command } of answered(facts, ledger)) {
    const fault = model.apply(event, command)
    if (fault === undefined) continue
    yield `withdrawal-changelog/${partition}: ${event.type} of ${command['wallet']}/${command['withdrawal']}: ${fault}`
  }
}

/** Once all is quiet it is known of every attempt what became of it, whoever was silent. */
export function* payoutsEnded(facts: Facts): Iterable<string> {
  const model = modelOf(facts)
  for (const [key, { status, attempts }] of model.payouts) {
    if (status === 'waits' || status === 'under way') yield `${key} ${status}`
    for (const [index, attempt] of attempts.entries()) {
      if (attempt.status !== 'paid' && attempt.status !== 'failed') yield `${key}/${index + 1} is ${attempt.status}`
    }
  }
}

/**
 * What we have for paid and returned is what the provider did, or an event says why not. The same stands in the
 * accounts of the providers.
 */
export function* booksAsProviders(facts: Facts): Iterable<string> {
  const booked = new Map<string, bigint>()
  for (const [key, { attempts }] of modelOf(facts).payouts) {
    for (const [index, { provider, paid, returned, isExplained }] of attempts.entries()) {
      const account = `${key.split('/')[0]}/provider/${provider}`
      booked.set(account, (booked.get(account) ?? 0n) + paid - returned)
      const reference = `${key}/${index + 1}`
      const truth = facts.world.invoices.get(reference)
      const [truePaid, trueReturned] = [sumOf(truth?.paid ?? []), sumOf(truth?.returned ?? [])]
      if (isExplained || paid === truePaid && returned === trueReturned) continue
      yield `${reference}: we have ${paid} paid, ${returned} back; ${provider} ${truePaid} and ${trueReturned}`
    }
  }
  const ledger = facts.ledgers.find(({ name }) => name === 'wallets')!
  const accounts = accountsOf(facts.records(ledger.processor.changelog.name))
  for (const [account, sum] of booked) {
    if ((accounts.get(account) ?? 0n) !== sum) yield `${account} has ${accounts.get(account) ?? 0n}, not ${sum}`
  }
}

function modelOf(facts: Facts): PayoutModel {
  const model = new PayoutModel()
  for (const _ of play(facts, model)) continue
  return model
}
