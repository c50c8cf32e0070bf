import type {
  CommitTurnover, HoldTurnover, Period, Plain, ReleaseTurnover, TerminalCommandHead, TerminalEventHead,
  TurnoverCommitted, TurnoverExceeded, TurnoverHeld, TurnoverLimit, TurnoverReleased
} from '../../schemas/generated.ts'
import { postedMax } from '../balance.ts'
import { assert, refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidTerminalIds } from '../ids.ts'
import { findTerminal } from '../routing.ts'
import { countedAt, usageOf, withHeld, withoutHeld } from './rows.ts'
import type { TerminalRows } from './rows.ts'

/**
 * An attempt counts from before it leaves until it is certain that it was not paid: what is under way cannot pass a
 * limit together. A terminal that has gone from the configuration meanwhile has none.
 */
export function holdTurnover(
  command: TerminalCommandHead & HoldTurnover, { turnovers: turnover, reservations: reservation }: TerminalRows,
  tables: Tables, at: number
): TurnoverHeld | TurnoverExceeded | Refusal {
  const { reference, wallet, withdrawal, amount, currency } = command
  const fields = invalidTerminalIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (amount <= 0n) return refuse(command, 'amount_not_positive')
  if (reservation !== undefined) return refuse(command, 'turnover_already_held')

  const provider = tables.get('providers', command.tenant, command.provider)
  const terminal = provider === undefined ? undefined : findTerminal(provider, command.terminal)
  const providerRevision = provider === undefined || terminal === undefined ? 0 : provider.revision

  const time = countedAt(turnover, at)
  for (const limit of [...terminal?.limits ?? [], ...longLimits(currency)]) {
    if (limit.currency !== currency) continue
    const usage = usageOf(turnover, limit.period, time)
    const used = limit.measure === 'count' ? BigInt(usage.count) : usage.amount
    const asked = limit.measure === 'count' ? 1n : amount
    if (used + asked <= limit.max) continue

    return { type: 'TurnoverExceeded', reference, wallet, withdrawal, amount, currency, limit, used, providerRevision }
  }
  return { type: 'TurnoverHeld', reference, wallet, withdrawal, amount, currency, providerRevision }
}

/** What was held stays used, to the end of its periods. */
export function commitTurnover(
  command: TerminalCommandHead & CommitTurnover, { reservations: reservation }: TerminalRows
): TurnoverCommitted | Refusal {
  const { reference, currency } = command
  const fields = invalidTerminalIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (reservation?.currency !== currency) return refuse(command, 'turnover_not_held')

  return { type: 'TurnoverCommitted', reference, currency }
}

/** What was not paid is free again, in the periods in which it was held. */
export function releaseTurnover(
  command: TerminalCommandHead & ReleaseTurnover, { turnovers: turnover, reservations: reservation }: TerminalRows
): TurnoverReleased | Refusal {
  const { reference, currency } = command
  const fields = invalidTerminalIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (turnover === undefined || reservation?.currency !== currency) return refuse(command, 'turnover_not_held')

  return { type: 'TurnoverReleased', reference, currency }
}

export function evolveTurnover(
  rows: TerminalRows, event: TerminalEventHead & (TurnoverHeld | TurnoverCommitted | TurnoverReleased)
): TerminalRows {
  const { turnovers: turnover, reservations: reservation } = rows
  switch (event.type) {
    case 'TurnoverHeld': {
      const { amount, currency } = event
      const at = countedAt(turnover, event.at)
      return { turnovers: withHeld(turnover, amount, at), reservations: { amount, currency, at } }
    }
    case 'TurnoverCommitted': return { ...rows, reservations: undefined }
    case 'TurnoverReleased': {
      assert(turnover !== undefined && reservation !== undefined, 'what is released must be held')
      return { turnovers: withoutHeld(turnover, reservation), reservations: undefined }
    }
    default: return unreachable(event)
  }
}

/** The payout waits for this before anything leaves. */
export function answerTurnover(event: TerminalEventHead & (TurnoverHeld | TurnoverExceeded)): FollowUp {
  const { tenant, wallet, withdrawal, reference } = event
  return {
    to: 'withdrawalCommands',
    record: {
      type: 'AnswerTurnover',
      tenant,
      wallet,
      operationId: `${event.operationId}/answer`,
      withdrawal,
      reference,
      isHeld: event.type === 'TurnoverHeld',
      details: event.type === 'TurnoverHeld' ? '' : detailsOf(event)
    }
  }
}

function detailsOf({ limit, used }: TurnoverExceeded): string {
  const { currency, measure, period, max } = limit
  return `${currency} ${measure} per ${period}: ${used} of ${max} used`
}

/** Every terminal's: what is counted is a `long`, in each period. */
function longLimits(currency: string): readonly Plain<TurnoverLimit>[] {
  return periods.map(period => ({ currency, measure: 'amount', period, max: postedMax }))
}

const periods: readonly Period[] = ['day', 'week', 'month']
