import { balance, by, type Money, type Sentences } from './sentence-parts.ts'

/** Of what people have ended by hand, or asked again. */
export const repairSentences: Sentences = {
  OpeningRepaired: event => repaired('the opening', event),
  DepositRepaired: (event, money) => withBalance(event.deposit, event, money),
  TransferRepaired: (event, money) => withBalance(event.transfer, event, money),
  BatchRepaired: (event, money) => withBalance(event.batch, event, money),
  WithdrawalRepaired: (event, money) => withBalance(event.withdrawal, event, money),
  PayoutRepaired: event => repaired(event.withdrawal, event),
  ChallengeRepaired: event => repaired(event.challenge, event)
}

interface Told {
  readonly outcome: string
  readonly status: string
  readonly author: string
  readonly approver: string
  readonly reason: string
}

function repaired(what: string, { outcome, status, author, approver, reason }: Told): string {
  const said = `says ${author}${by(' with', approver)}: ${reason}`
  return outcome === 'retry' ? `${what} is asked for again, ${said}` : `${what} is ${status} by hand, ${said}`
}

function withBalance(what: string, event: any, money: Money): string {
  return `${repaired(what, event)}, ${balance(event, money)}`
}
