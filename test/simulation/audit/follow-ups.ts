import type { Flat } from '../../../schemas/record.ts'
import type { Facts } from './facts.ts'

/** What an event causes is there once for each such event, and never without it. */
export function* followUpsOncePerEvent(facts: Facts): Iterable<string> {
  const { walletChangelog, withdrawalChangelog, walletCommands, withdrawalCommands } = facts.world.deployment.topology.topics
  const [created, started] = [facts.records(walletChangelog!.name), facts.records(withdrawalChangelog!.name)]
  const [toWallets, toPayouts] = [facts.records(walletCommands!.name), facts.records(withdrawalCommands!.name)]
  const requests = facts.perProvider('providerInvoiceRequests').flatMap(({ topic }) => facts.records(topic))

  yield* differences(withdrawals(created, 'WithdrawalCreated'), withdrawals(toPayouts, 'StartPayout'), 'StartPayout')
  yield* differences(references(started, 'PayoutStarted'), references(requests, 'RequestInvoice'), 'RequestInvoice')
  yield* differences(withdrawals(started, 'PayoutCompleted'), withdrawals(toWallets, 'CompleteWithdrawal'), 'CompleteWithdrawal')
  yield* differences(withdrawals(started, 'PayoutFailed'), withdrawals(toWallets, 'FailWithdrawal'), 'FailWithdrawal')
}

/** Every notification of a provider is passed on, once, with all that it says. */
export function* notificationsPassedOn(facts: Facts): Iterable<string> {
  const said = facts.perProvider('providerInvoicePaid')
    .flatMap(({ provider, topic }) => facts.records(topic).map(record => notification(provider, record)))
  const { withdrawalCommands } = facts.world.deployment.topology.topics
  const passedOn = facts.records(withdrawalCommands!.name)
    .flatMap(record => record.type === 'RecordInvoicePaid' ? [notification(record['provider'] as string, record)] : [])
  for (const fault of differences(said, passedOn, 'RecordInvoicePaid')) {
    if (facts.world.hasSettled || !fault.startsWith(MISSING)) yield fault
  }
}

export function notification(provider: string, { reference, invoice, amount, currency }: Flat): string {
  return [provider, reference, invoice, amount, currency].join(' ')
}

function withdrawals(records: readonly Flat[], type: string): string[] {
  return records.filter(record => record.type === type)
    .map(({ tenant, wallet, withdrawal }) => `${tenant}/${wallet}/${withdrawal}`)
}

function references(records: readonly Flat[], type: string): string[] {
  return records.filter(record => record.type === type).map(({ reference }) => reference as string)
}

const MISSING = 'there is no'

function* differences(causes: readonly string[], effects: readonly string[], name: string): Iterable<string> {
  const left = new Map<string, number>()
  for (const cause of causes) left.set(cause, (left.get(cause) ?? 0) + 1)
  for (const effect of effects) left.set(effect, (left.get(effect) ?? 0) - 1)
  for (const [what, count] of left) {
    if (count > 0) yield `${MISSING} ${name} for ${what}`
    if (count < 0) yield `there is a ${name} too many for ${what}`
  }
}
