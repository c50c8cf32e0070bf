import type { Flat } from '../../../schemas/record.ts'
import type { Facts } from './facts.ts'

/**
 * What follows from an event for the same partition may be decided in its transaction, and then it is in no topic: what
 * was asked for is told here once more, from what caused it.
 */
export function localCommandsOf(event: Flat): readonly Flat[] {
  const { tenant, wallet, batch, currency, from, operationId } = event as Flat
  const transfers = event['transfers'] as readonly Flat[]
  const toLegs = (type: string, step: string, legs = transfers): readonly Flat[] => legs.map(leg => ({
    type, tenant, wallet: leg['to'], operationId: `batch/${wallet}/${batch}/${leg['transfer']}/${step}`, from: wallet,
    batch, transfer: `${batch}/${leg['transfer']}`, amount: leg['credited'], currency
  }))
  switch (event.type) {
    case 'BatchCreated': return toLegs('ReserveCredit', 'reserve')
    case 'BatchCompleted': return toLegs('ConfirmCredit', 'confirm')
    case 'BatchFailed':
      return toLegs('CancelCredit', 'cancel', transfers.filter(({ transfer }) => transfer !== event['transfer']))
    case 'CreditReserved':
    case 'CreditDeclined': return [{
      type: 'RecordReservation', tenant, wallet: from, operationId: `${operationId}/answer`, batch,
      transfer: (event['transfer'] as string).split('/')[1], isReserved: event.type === 'CreditReserved'
    }]
    default: return []
  }
}

/** Whether it was decided in the transaction of what caused it. */
export function isLocal({ step = 0 }: Flat): boolean {
  return step > 0
}

/** The commands that were decided so, with what was made of them. */
export function localsOf(facts: Facts): readonly Flat[] {
  const events = facts.records(facts.world.deployment.topology.topics['walletChangelog']!.name)
  const caused = new Map(events.flatMap(localCommandsOf).map(command => [nameOf(command), command]))
  return events.filter(isLocal).map(event => caused.get(nameOf(event)) ?? { type: 'Unasked', ...head(event) })
}

/** What is decided at once comes right after what it follows from, and is no other's answer. */
export function* localsInPlace(facts: Facts): Iterable<string> {
  const { name } = facts.world.deployment.topology.topics['walletChangelog']!
  const known = new Set<string>()
  let before: Flat | undefined
  for (const fact of facts.of(name)) {
    if (fact.isPoison) continue
    const event = fact.record
    const { step = 0, sourceTopic, sourceOffset } = event
    const isNext = before?.['sourceTopic'] === sourceTopic && before?.['sourceOffset'] === sourceOffset &&
      step === (before?.['step'] ?? 0) + 1
    if (step > 0 && !isNext) yield `${name}/${fact.partition}: ${event.type} at step ${step} follows ${before?.type}`
    if (step > 0 && known.has(nameOf(event))) yield `${event['operationId']} was decided twice`
    known.add(nameOf(event))
    before = event
  }
}

export function nameOf({ tenant, wallet, operationId }: Flat): string {
  return `${tenant}/${wallet}/${operationId}`
}

function head({ tenant, wallet, operationId }: Flat): Omit<Flat, 'type'> {
  return { tenant, wallet, operationId }
}
