import type { Flat } from '../../../schemas/record.ts'
import type { Facts } from './facts.ts'

/** What an event causes is there once for each such event, and never without it. */
export function* followUpsOncePerEvent(facts: Facts): Iterable<string> {
  const { topics } = facts.world.deployment.topology
  const ofWallets = facts.records(topics['walletChangelog']!.name)
  const ofPayouts = facts.records(topics['withdrawalChangelog']!.name)
  const toWallets = facts.records(topics['walletCommands']!.name)
  const toPayouts = facts.records(topics['withdrawalCommands']!.name)
  const requests = facts.perProvider('providerInvoiceRequests').flatMap(({ topic }) => facts.records(topic))

  yield* differences(withdrawals(ofWallets, 'WithdrawalCreated'), withdrawals(toPayouts, 'StartPayout'), 'StartPayout')
  yield* differences(references(ofPayouts, 'PayoutStarted'), references(requests, 'RequestInvoice'), 'RequestInvoice')
  for (const [event, command] of ends) {
    yield* differences(withdrawals(ofPayouts, event), withdrawals(toWallets, command), command)
  }
}

const ends = [['PayoutCompleted', 'CompleteWithdrawal'], ['PayoutFailed', 'FailWithdrawal']] as const

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
