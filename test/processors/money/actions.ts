import fc from 'fast-check'

import type {
  PartyCommand, Plain, ProviderNotification, Source, WalletCommand, WithdrawalDecision
} from '../../../schemas/generated.ts'
import { usualAt } from '../../support/given.ts'
import type { Name } from '../domain.ts'
import { aim, flowOf, movement } from './aims.ts'
import type { Aim } from './aims.ts'

/** What may happen to the wallets of two tenants, to those who pay into and out of them, and to their owner. */
export type Action =
  | { readonly do: 'send', readonly command: WalletCommand }
  /** A client sends again what it has sent. */
  | { readonly do: 'repeat', readonly pick: number }
  /** Somebody wants something of an operation that there is. */
  | { readonly do: 'aim', readonly aim: Aim }
  /** All that may be spent leaves, and the wallet is closed. */
  | { readonly do: 'leave', readonly tenant: string, readonly wallet: string, readonly operationId: string }
  /** Of which of the keys that have commands: any partition may be the next. */
  | { readonly do: 'step', readonly name: Name, readonly pick: number }
  | { readonly do: 'settle' }
  | { readonly do: 'say', readonly pick: number, readonly said: Said }
  | { readonly do: 'decide', readonly decision: WithdrawalDecision }
  | { readonly do: 'pass', readonly minutes: number }
  | { readonly do: 'authorize', readonly source: Plain<Source> }
  | { readonly do: 'tell', readonly command: PartyCommand }
  | { readonly do: 'stop' | 'resume', readonly tenant: string, readonly operationId: string }

export type Said = Omit<ProviderNotification, 'tenant' | 'reference'>

export const few = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)
const tenant = few('acme', 'acme', 'acme', 'globex')
const wallet = few('alice', 'alice', 'alice', 'bob', 'bob', 'carol', 'dora')
const to = few('alice', 'bob', 'bob', 'bob', 'dora', 'dora', 'carol', 'nobody')
const operationId = fc.integer({ min: 1, max: 600 }).map(String)
const alike = { tenant, wallet, operationId }
const some = fc.bigInt({ min: 1n, max: 6_00n })
const amount = fc.oneof(
  { weight: 12, arbitrary: some }, { weight: 2, arbitrary: few(20_00n, 60_00n, 1n) }, few(0n, -5n, 2n ** 63n - 1n)
)
const currency = fc.oneof({ weight: 15, arbitrary: few('EUR') }, few('JPY', 'XXX'))
const source = few('bank', 'shop', 'shop')
const withdrawal = few('w-1', 'w-2', 'w-3', 'w-4')
const transfer = few('t-1', 't-2', 't-3', 't-4', 't-5', 't-6')
const deposit = few('d-1', 'd-2', 'd-3', 'd-4')
const revert = few('r-1', 'r-2', 'r-3')
const holdId = few('h-1', 'h-2', 'h-3', 'h-4')
const batch = few('b-1', 'b-2', 'b-3')
const money = { amount, currency }
const terms = { provider: few(''), destination: few(''), method: few(''), party: few('') }

/** Dora's money goes to her destination, that of nobody to any. */
const withDestination = <Command extends { readonly wallet: string }>(command: Command): Command & Destined =>
  ({ ...command, destinationId: command.wallet === 'dora' ? 'card' : '' })

interface Destined { readonly destinationId: string }

const leg = fc.record({ transfer, to, amount: fc.oneof({ weight: 25, arbitrary: some }, few(0n, 2n ** 63n - 1n)) })
const legs = fc.uniqueArray(leg, { minLength: 1, maxLength: 3, selector: each => each.transfer })

/** Most often not to itself. */
function toAnother<Leg extends { readonly to: string, readonly wallet: string, readonly operationId: string }>(
  leg: Leg
): Leg {
  if (leg.to !== leg.wallet || leg.operationId.endsWith('7')) return leg
  return { ...leg, to: leg.wallet === 'bob' ? 'alice' : 'bob' }
}

const moving = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: few('CreateDeposit'), ...alike, source, ...money, deposit: few('') }) },
  { weight: 5, arbitrary: fc.record({ type: few('CreateDeposit'), ...alike, source, ...money, deposit }) },
  { weight: 4, arbitrary: fc.record({
    type: few('RevertDeposit'), ...alike, deposit, revert, ...money, reason: few('', 'by mistake')
  }) },
  { weight: 6, arbitrary: fc.record({
    type: few('CreateWithdrawal'), ...alike, withdrawal, ...terms, ...money, scheduledAt: few(0),
    quote: few('', '', '', 'q-1')
  }).map(withDestination) },
  fc.record({ type: few('QuoteWithdrawal'), ...alike, quote: few('q-1'), ...terms, ...money }).map(withDestination),
  fc.record({ type: few('CancelWithdrawal'), ...alike, withdrawal }),
  { weight: 8, arbitrary: fc.record({ type: few('CreateTransfer'), ...alike, transfer, to, ...money }).map(toAnother) },
  { weight: 5, arbitrary: fc.record({ type: few('CreateBatch'), ...alike, batch, transfers: legs, currency })
    .map(of => ({ ...of, transfers: of.transfers.map(each => ({ ...each, to: toAnother({ ...of, ...each }).to })) })) },
  { weight: 5, arbitrary: fc.record({
    type: few('PlaceHold'), ...alike, holdId, counterparty: few('shop', 'inn'), ...money,
    expiresAt: few(0, usualAt + 600_000, usualAt + 6_000_000, usualAt + 200_000_000)
  }) },
  { weight: 4, arbitrary: fc.record({
    type: few('PostHold'), ...alike, holdId, amount: few(0n, 0n, 1n, 1_00n, 3_00n), isFinal: fc.boolean()
  }) },
  { weight: 2, arbitrary: fc.record({ type: few('ReleaseHold'), ...alike, holdId, amount: few(0n, 1n, 1_00n) }) }
)

const status = few('completed', 'failed', 'failed', 'pending')
const signed = { author: few('eve', 'eve', 'eve', 'eve', ''), reason: few('ticket 7') }

const adjusting = fc.oneof(
  fc.record({ type: few('AdjustDeposit'), ...alike, deposit, status, ...signed }).chain(withFlow),
  fc.record({ type: few('AdjustRevert'), ...alike, deposit, revert, status, ...signed }).chain(withFlow),
  fc.record({ type: few('AdjustWithdrawal'), ...alike, withdrawal, status, ...signed }).chain(withFlow),
  { weight: 2, arbitrary: fc.record({ type: few('AdjustTransfer'), ...alike, transfer, status, ...signed }) }
)

function withFlow<Command extends { readonly wallet: string }>(command: Command): fc.Arbitrary<Command> {
  return fc.array(movement, { maxLength: 2 })
    .map(movements => ({ ...command, postings: flowOf(command.wallet, movements) }))
}

const nobodys = { party: few(''), identity: few('') }
const ofAda = { tenant: few('acme'), wallet: few('erin', 'fay', 'gil', 'hal'), operationId, currency: few('EUR') }
const changing = fc.oneof(
  { weight: 2, arbitrary: fc.record({ type: few('OpenWallet'), ...alike, currency, ...nobodys }) },
  { weight: 2, arbitrary: fc.record({ type: few('BlockWallet'), ...alike }) },
  { weight: 4, arbitrary: fc.record({ type: few('UnblockWallet'), ...alike }) },
  fc.record({ type: few('CloseWallet'), ...alike })
)

const opening = fc.record({ type: few('OpenWallet'), ...ofAda, party: few('p-1'), identity: few('ada') })

const command = fc.oneof(
  { weight: 28, arbitrary: moving }, { weight: 2, arbitrary: adjusting }, { weight: 2, arbitrary: changing },
  { weight: 1, arbitrary: opening }
) as unknown as fc.Arbitrary<WalletCommand>

const invoice = few('', 'inv-1', 'inv-1', 'inv-2')
const details = few('')

/** What is paid is as it was asked for. Some of it comes late, and twice. */
const said = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: few('InvoicePaid'), invoice, details }) },
  { weight: 3, arbitrary: fc.record({ type: few('InvoiceDeclined'), invoice, reason: few('no_such_card'), details }) },
  { weight: 2, arbitrary: fc.record({
    type: few('PayoutReturned'), invoice, return: few('ret-1', 'ret-2'), amount: fc.bigInt({ min: 1n, max: 3_00n }),
    reason: few(''), details
  }) }
) as fc.Arbitrary<Said>

const decision = fc.record({
  type: few('ApproveWithdrawal'), ...alike, withdrawal, by: few('eve')
}) as fc.Arbitrary<WithdrawalDecision>

const ofParty = { tenant: few('acme'), party: few('p-1'), operationId }
const telling = fc.record({ type: few('BlockParty', 'UnblockParty', 'UnblockParty'), ...ofParty }) as
  fc.Arbitrary<PartyCommand>

const row = fc.record({
  tenant, source: few('shop', 'shop', 'bank'), isAuthorized: fc.boolean(), waitMs: few(0, 1_200_000, 90_000)
}).map(each => ({ ...each, revision: 0 }))

const does = <Do extends string>(name: Do): { readonly do: fc.Arbitrary<Do> } => ({ do: fc.constant(name) })
const names = few<Name>('wallets', 'wallets', 'wallets', 'withdrawals', 'terminals', 'parties', 'accounts', 'tenants')
const action = fc.oneof(
  { weight: 28, arbitrary: fc.record({ ...does('send'), command }) },
  { weight: 1, arbitrary: fc.record({ ...does('repeat'), pick: fc.nat(40) }) },
  { weight: 8, arbitrary: fc.record({ ...does('aim'), aim }) },
  { weight: 1, arbitrary: fc.record({ ...does('leave'), ...alike }) },
  { weight: 24, arbitrary: fc.record({ ...does('step'), name: names, pick: fc.nat(6) }) },
  { weight: 6, arbitrary: fc.record(does('settle')) },
  { weight: 9, arbitrary: fc.record({ ...does('say'), pick: fc.nat(5), said }) },
  { weight: 1, arbitrary: fc.record({ ...does('decide'), decision }) },
  { weight: 3, arbitrary: fc.record({ ...does('pass'), minutes: few(1, 2, 5, 20, 60, 1_500, 5_000) }) },
  { weight: 2, arbitrary: fc.record({ ...does('authorize'), source: row }) },
  { weight: 1, arbitrary: fc.record({ ...does('tell'), command: telling }) },
  { weight: 1, arbitrary: fc.record({ do: few('stop', 'resume', 'resume', 'resume', 'resume'), tenant, operationId }) }
) as fc.Arbitrary<Action>

export const lives = fc.array(action, { minLength: 1, maxLength: 160, size: 'max' })
