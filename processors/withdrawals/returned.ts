import type { ReturnRecorded } from '../../schemas/generated.ts'
import { unchanged } from '../decider.ts'
import { contradicted } from './spoken.ts'
import type { Heard, Spoken } from './spoken.ts'

/** Of one attempt: they are all kept, to tell a repeat from another one. */
const returnsMax = 256

/**
 * Money that came back, in full or in part, maybe days later. Before it is said that anything was paid it waits: it is
 * the later word that came first.
 */
export function returned(spoken: Spoken, keep: () => Heard): Heard {
  const { command, payout, index, said } = spoken
  const attempt = payout.attempts[index]!
  if (attempt.status !== 'paid') return keep()

  const { provider, reference, invoice, amount, currency, reason, details } = said
  const known = attempt.returns.find(({ id }) => id === said.return)
  if (known !== undefined && known.amount === amount && currency === payout.currency) return unchanged()
  if (known !== undefined) return contradicted(spoken, 'returned_other_amount')
  if (amount <= 0n) return contradicted(spoken, 'returned_nothing')
  if (currency !== payout.currency) return contradicted(spoken, 'returned_other_currency')
  if (attempt.returned + amount > attempt.paid) return contradicted(spoken, 'returned_too_much')
  if (attempt.returns.length >= returnsMax) return contradicted(spoken, 'returned_too_often')
  return {
    type: 'ReturnRecorded', withdrawal: command.withdrawal, reference, provider, invoice, return: said.return, amount,
    currency, returned: attempt.returned + amount, reason, details
  } satisfies ReturnRecorded
}
