import type { PayoutOrder, PayoutRouted, PayoutStarted, WithdrawalEventHead } from '../../schemas/generated.ts'
import type { FollowUp } from '../decider.ts'

/** It goes on at once, in an operation of its own: each attempt has its event. */
export function wake(
  { tenant, wallet, withdrawal, operationId, at }: WithdrawalEventHead & { readonly withdrawal: string }
): FollowUp {
  return {
    to: 'withdrawalCommands',
    record: { type: 'WakePayout', tenant, wallet, operationId: `${operationId}/next`, withdrawal, dueAt: at }
  }
}

type Asked = Pick<WithdrawalEventHead, 'tenant'> &
  Pick<PayoutStarted, 'reference' | 'provider' | 'terminal' | 'amount' | 'currency'> &
  Pick<PayoutOrder, 'destination' | 'method' | 'pinned'>

export function requestInvoice(event: Asked): FollowUp {
  const { tenant, provider, terminal, method, destination, amount, currency, reference, pinned } = event
  return {
    to: 'providerInvoiceRequests',
    params: { provider },
    record: { type: 'RequestInvoice', tenant, reference, amount, currency, destination, method, terminal, pinned }
  }
}

export function cancelInvoice(
  { tenant, provider, reference }: { readonly tenant: string, readonly provider: string, readonly reference: string }
): FollowUp {
  return { to: 'providerInvoiceRequests', params: { provider }, record: { type: 'CancelInvoice', tenant, reference } }
}

type Reserved = Pick<WithdrawalEventHead, 'tenant' | 'wallet'> &
  Pick<PayoutRouted, 'withdrawal' | 'reference' | 'provider' | 'terminal' | 'amount' | 'currency'>

export function holdTurnover(event: Reserved): FollowUp {
  const { tenant, provider, terminal, wallet, withdrawal, reference, amount, currency } = event
  return {
    to: 'terminalCommands',
    record: {
      type: 'HoldTurnover', tenant, provider, terminal, operationId: `${reference}/hold`, reference, wallet, withdrawal,
      amount, currency
    }
  }
}
