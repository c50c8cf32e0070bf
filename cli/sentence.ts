import type { Flat } from '../schemas/record.ts'
import type { Currencies } from './currencies.ts'
import { toJson } from './json.ts'

/** What a record says, for people: `+125.00 EUR from payroll, balance 125.00 EUR`. Whom it is about is said beside. */
export function sentence(record: Flat, currencies: Currencies): string {
  const money = (amount: bigint): string => currencies.format(record['tenant'], amount, record['currency'])
  return sentences[record.type]?.(record, money) ?? listFields(record, money)
}

type Sentence = (record: any, money: (amount: bigint) => string) => string

const sentences: Readonly<Record<string, Sentence>> = {
  WalletOpened: ({ currency }) => `open, in ${currency}`,
  WalletBlocked: () => 'blocked',
  WalletUnblocked: () => 'open again',
  WalletClosed: () => 'closed for ever',
  DepositCompleted: (event, money) => `+${money(event.amount)} from ${event.source}, ${balance(event, money)}`,
  WithdrawalCreated: (event, money) =>
    `${money(event.amount)} held for ${event.withdrawal} by way of ${event.provider}, ${balance(event, money)}`,
  WithdrawalCompleted: (event, money) =>
    `-${money(event.amount)} for ${event.withdrawal}, paid by ${event.provider}, ${balance(event, money)}`,
  WithdrawalFailed: (event, money) =>
    `${money(event.amount)} of ${event.withdrawal} given back: ${event.reason}, ${balance(event, money)}`,
  PayoutStarted: (event, money) => `${event.provider} is asked to pay ${money(event.amount)} for ${event.withdrawal}`,
  PayoutCompleted: (event, money) =>
    `${event.provider} paid ${money(event.amount)} for ${event.withdrawal}, invoice ${event.invoice}`,
  PayoutFailed: (event, money) =>
    `${event.provider} cannot pay ${money(event.amount)} for ${event.withdrawal}: ${event.reason}`,
  OperationRefused: ({ command, reason, fields }) =>
    `${command} refused: ${reason}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`,
  RecordDeadLettered: ({ reason, sourceTopic, sourceOffset }) =>
    `offset ${sourceOffset} of ${sourceTopic} is unreadable: ${reason}`
}

function balance({ balance: { posted, held } }: { balance: Balance }, money: (amount: bigint) => string): string {
  return `balance ${money(posted)}${held === 0n ? '' : `, ${money(posted - held)} of it available`}`
}

interface Balance { readonly posted: bigint, readonly held: bigint }

/** Fields that say who and when: they have columns of their own. */
const saidElsewhere = new Set([
  'type', 'tenant', 'wallet', 'revision', 'at', 'sourceTopic', 'sourceOffset', 'fingerprint'
])

function listFields(record: Flat, money: (amount: bigint) => string): string {
  const isMoney = record['amount'] !== undefined && record['currency'] !== undefined
  return Object.entries(record).flatMap(([name, value]) => {
    if (saidElsewhere.has(name) || isMoney && name === 'currency') return []
    if (isMoney && name === 'amount') return [`amount=${money(value as bigint)}`]
    return [`${name}=${typeof value === 'string' ? value : toJson(value)}`]
  }).join(' ')
}
