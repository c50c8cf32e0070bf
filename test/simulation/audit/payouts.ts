import type { Flat } from '../../../schemas/record.ts'
import type { Facts } from './facts.ts'
import { answered } from './money.ts'
import { isUnknown } from './wallet-model.ts'

interface ModelPayout {
  status: 'started' | 'completed' | 'failed'
  readonly provider: string
  readonly amount: bigint
  readonly currency: string
}

/** A payout is started once, and completed once: when its own provider says that the very amount was paid. */
export function* payoutsAsPaid(facts: Facts): Iterable<string> {
  const ledger = facts.ledgers.find(({ name }) => name === 'withdrawals')!
  const payouts = new Map<string, ModelPayout>()
  for (const { partition, event, command } of answered(facts, ledger)) {
    const fault = faultOf(payouts, event, command) ?? providerFault(facts, event)
    if (fault !== undefined) yield `withdrawal-changelog/${partition}: ${event.type} of ${event['wallet']}: ${fault}`
  }
}

function faultOf(payouts: Map<string, ModelPayout>, event: Flat, command: Flat): string | undefined {
  const reference = `${command['tenant']}/${command['wallet']}/${command['withdrawal']}/1`
  const payout = payouts.get(reference)
  if (event.type === 'OperationRefused') {
    const reason = reasonFor(payout, reference, command)
    return event['reason'] === reason ? undefined : `refused as ${event['reason']}, not ${reason}`
  }
  const { provider, amount, currency } = event as Flat & { provider: string, amount: bigint, currency: string }
  if (event.type === 'PayoutCompleted') {
    const reason = reasonFor(payout, reference, command)
    if (reason !== undefined) return `completed in spite of ${reason}`
    payout!.status = 'completed'
    return undefined
  }
  if (payout !== undefined) return 'started twice'
  if (provider !== command['provider'] || amount !== command['amount']) return 'started otherwise than asked'
  payouts.set(reference, { status: event.type === 'PayoutStarted' ? 'started' : 'failed', provider, amount, currency })
  return undefined
}

function providerFault({ world }: Facts, { reason, provider, at }: Flat): string | undefined {
  if (reason !== 'provider_not_found') return undefined
  return isUnknown(provider, at, name => world.providerSince(name)) ? undefined : 'its provider was there'
}

/** Why a notification completes nothing, if it does not. Starting a payout is never refused. */
function reasonFor(payout: ModelPayout | undefined, reference: string, command: Flat): string | undefined {
  if (command.type !== 'RecordInvoicePaid') return undefined
  if (payout === undefined || command['reference'] !== reference) return 'payout_not_found'
  if (payout.provider !== command['provider']) return 'provider_mismatch'
  if (payout.status !== 'started') return `payout_already_${payout.status}`
  if (payout.currency !== command['currency']) return 'currency_mismatch'
  if (payout.amount !== command['amount']) return 'amount_mismatch'
  return undefined
}
