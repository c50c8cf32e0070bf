import type { Decider } from '../../runtime/topology.ts'
import { topology } from '../../topology.ts'
import type { Deciders } from './world.ts'

const { wallets, withdrawals, terminals } = topology.processors
const payouts: Decider = withdrawals.decider
const money: Decider = wallets.decider
const turnover: Decider = terminals.decider

/** Mistakes that such services are known for. Each must be noticed: otherwise the fuzzer looks at nothing. */
export const sabotages: Readonly<Record<string, Deciders>> = {
  'silence is taken for failure': {
    withdrawals: { ...payouts, decide: (...input) => {
      const event = payouts.decide(...input) as any
      if (event.type !== 'PayoutOutcomeUnknown') return event
      const [{ withdrawal }, { payouts: { currency, attempts } }] = input
      const { provider, reference } = event
      const { amount, hasTurnover } = attempts.at(-1)
      return {
        type: 'PayoutFailed', withdrawal, provider, terminal: '', amount, currency, reference, reason: 'timeout',
        outcome: 'expired', invoice: '', details: '', rejected: [], by: '', hasTurnover
      }
    } }
  },
  'the hold is given back when a cancellation is asked for': {
    withdrawals: reacting(payouts, 'PayoutCancelRequested', ({ tenant, wallet, withdrawal, operationId }) => [{
      to: 'walletCommands',
      record: {
        type: 'FailWithdrawal', tenant, wallet, withdrawal, operationId: `${operationId}/fail`, reason: ''
      } as any
    }])
  },
  'a second payment is forgotten': {
    withdrawals: {
      ...payouts, react: (event, rows) => event.type === 'PayoutPaidTwice' ? [] : payouts.react!(event, rows)
    }
  },
  'a second payment is claimed with every word of it': {
    withdrawals: { ...payouts, evolve: (rows, event) => event.type === 'PayoutPaidTwice'
      ? rows
      : payouts.evolve(rows, event) }
  },
  'a payment after the end is taken for a repeat': {
    withdrawals: { ...payouts, decide: (...input) => {
      const event = payouts.decide(...input)
      return event.type === 'PayoutPaidAfterClose' ? { type: 'Unchanged', followUps: [] } as any : event
    } }
  },
  'the plan of a failed attempt is forgotten': {
    withdrawals: { ...payouts, evolve: (rows, event) => {
      const after = payouts.evolve(rows, event)
      if (event.type !== 'PayoutAttemptFailed') return after
      const attempts = after.payouts.attempts.map((attempt: object) => ({ ...attempt, postings: [] }))
      return { payouts: { ...after.payouts, attempts } }
    } }
  },
  'what came back is credited twice': {
    withdrawals: reacting(payouts, 'ReturnRecorded', event => payouts.react!(event, {}).map(({ to, record }) =>
      ({ to, record: { ...record, operationId: `${event.operationId}/again` } })))
  },
  'a deadline is kept in memory': {
    withdrawals: { ...payouts, evolve: (rows, event) => {
      const after = payouts.evolve(rows, event)
      return event.type === 'PayoutStarted' ? { payouts: { ...after.payouts, dueAt: 0 } } : after
    } }
  },
  'a fold looks at something that is not in the event': {
    withdrawals: { ...payouts, evolve: (rows, event) => {
      const after = payouts.evolve(rows, event)
      return event.type === 'PayoutRouted' ? { payouts: { ...after.payouts, dueAt: ++folds } } : after
    } }
  },
  'what is left of a hold is kept': {
    wallets: { ...money, decide: (...input) => {
      const event = money.decide(...input) as any
      if (event.type !== 'WithdrawalCompleted') return event
      const { posted, held } = event.balance
      return { ...event, balance: { posted, held: held + event.released }, released: 0n }
    } }
  },
  'turnover is not released': {
    terminals: { ...turnover, evolve: (rows, event) => event.type === 'TurnoverReleased'
      ? rows
      : turnover.evolve(rows, event) }
  },
  'a limit counts what is committed alone': {
    terminals: { ...turnover, decide: (command, _, tables, at) => command.type === 'HoldTurnover'
      ? turnover.decide(command, {}, tables, at)
      : turnover.decide(command, _, tables, at) }
  }
}

let folds = 0

/** The same decider, which causes something more. */
function reacting(
  decider: Decider, type: string, more: (event: any) => ReturnType<NonNullable<Decider['react']>>
): Decider {
  return {
    ...decider, react: (event, rows) => [...decider.react!(event, rows), ...event.type === type ? more(event) : []]
  }
}
