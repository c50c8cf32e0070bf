import fc from 'fast-check'

import type { Plain, Posting, WalletCommand } from '../../../schemas/generated.ts'
import type { Domain } from '../domain.ts'

/** What somebody wants of an operation that there is: most of what is sent by chance is about none. */
export interface Aim {
  readonly way: keyof typeof ways
  readonly pick: number
  readonly operationId: string
  readonly amount: bigint
  readonly number: number
  readonly isFinal: boolean
  readonly status: 'completed' | 'failed'
  readonly movements: readonly Movement[]
}

/** Into the wallet, or out of it. */
export interface Movement {
  readonly other: string
  readonly isIn: boolean
  readonly amount: bigint
  readonly currency: string
}

const some = fc.bigInt({ min: 1n, max: 6_00n })

export const movement: fc.Arbitrary<Movement> = fc.record({
  other: fc.constantFrom('source/bank', 'source/bank', 'provider/swift', 'system/settlement', 'wallet/bob', 'no/where'),
  isIn: fc.boolean(),
  amount: fc.oneof({ weight: 9, arbitrary: some }, fc.constant(0n)),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'EUR', 'JPY')
})

export function flowOf(wallet: string, movements: readonly Movement[]): readonly Plain<Posting>[] {
  const own = `wallet/${wallet}`
  return movements.map(({ other, isIn, amount, currency }) =>
    ({ debit: isIn ? other : own, credit: isIn ? own : other, amount, currency }))
}

type Command<Type> = Extract<WalletCommand, { readonly type: Type }>
type Rest<Type> = Omit<Command<Type>, 'tenant' | 'wallet' | 'operationId'>
type Way = (aim: Aim, ids: readonly string[], wallet: string) => Rest<WalletCommand['type']>

const adjusted = ({ status, movements }: Aim, wallet: string) =>
  ({ status, postings: flowOf(wallet, status === 'failed' ? [] : movements), author: 'eve', reason: 'ticket 7' })

/** Of what waits: it is asked again, or ended by hand. */
const repaired = ({ number, status, amount }: Aim, hasHold: boolean) => {
  const outcome = number === 1 ? 'retry' : status === 'completed' ? 'complete' : 'fail'
  const fate = outcome === 'complete' ? 'post' : 'release'
  const hold = outcome === 'retry' || !hasHold ? 'keep' : fate
  return { outcome, hold, isForced: amount !== 9_00n, author: 'eve', reason: 'ticket 9', approver: '' } as const
}

const ways = {
  'post a hold': ({ amount, isFinal }, [holdId = '']) => ({ type: 'PostHold', holdId, amount, isFinal }),
  'release a hold': ({ amount }, [holdId = '']) => ({ type: 'ReleaseHold', holdId, amount }),
  'revert a deposit': ({ amount, number }, [deposit = '']) => ({
    type: 'RevertDeposit', deposit, revert: `r-${number}`, amount: amount + 1n, currency: 'EUR', reason: ''
  }),
  'adjust a deposit': (aim, [deposit = ''], wallet) => ({ type: 'AdjustDeposit', deposit, ...adjusted(aim, wallet) }),
  'adjust a revert': (aim, [deposit = '', revert = ''], wallet) =>
    ({ type: 'AdjustRevert', deposit, revert, ...adjusted(aim, wallet) }),
  'adjust a withdrawal': (aim, [withdrawal = ''], wallet) =>
    ({ type: 'AdjustWithdrawal', withdrawal, ...adjusted(aim, wallet) }),
  'adjust a transfer': ({ status }, [transfer = '']) =>
    ({ type: 'AdjustTransfer', transfer, status, author: 'eve', reason: 'ticket 8' }),
  'cancel a withdrawal': (_, [withdrawal = '']) => ({ type: 'CancelWithdrawal', withdrawal }),
  'repair a deposit': (aim, [deposit = '']) => ({ type: 'RepairDeposit', deposit, ...repaired(aim, false) }),
  'repair a transfer': (aim, [transfer = '']) => ({ type: 'RepairTransfer', transfer, ...repaired(aim, true) }),
  'repair a batch': (aim, [batch = '']) => ({ type: 'RepairBatch', batch, ...repaired(aim, true) }),
  'repair a withdrawal': (aim, [withdrawal = '']) =>
    ({ type: 'RepairWithdrawal', withdrawal, provider: 'swift', ...repaired(aim, true) }),
  'repair a wallet': aim => ({ type: 'RepairOpening', ...repaired(aim, false) })
} satisfies Readonly<Record<string, Way>>

const stores = {
  hold: 'holds', deposit: 'deposits', revert: 'reverts', withdrawal: 'withdrawals', transfer: 'transfers',
  batch: 'batches', wallet: 'wallets'
} as const

export const aim: fc.Arbitrary<Aim> = fc.record({
  way: fc.constantFrom(...Object.keys(ways) as Aim['way'][], 'revert a deposit'),
  pick: fc.nat(7),
  operationId: fc.integer({ min: 601, max: 999 }).map(String),
  amount: fc.constantFrom(0n, 0n, 1n, 1_00n, 3_00n, 9_00n),
  number: fc.integer({ min: 1, max: 4 }),
  isFinal: fc.boolean(),
  status: fc.constantFrom('completed', 'failed'),
  movements: fc.oneof(fc.constant([]), fc.array(movement, { minLength: 1, maxLength: 2 }))
})

/** Undefined: there is no operation of the kind. */
export function commandFor(domain: Domain, aimed: Aim): WalletCommand | undefined {
  const [what, , kind = ''] = aimed.way.split(' ')
  const found = what === 'repair' ? waiting(domain) : keysOf(domain, kind).map(key => [aimed.way, key] as const)
  const [way, key] = found[aimed.pick % found.length] ?? []
  if (way === undefined || key === undefined) return undefined

  const [tenant = '', wallet = '', ...ids] = key.split('/')
  const { operationId } = aimed
  return { tenant, wallet, operationId, ...ways[way](aimed, ids, wallet) } as WalletCommand
}

function keysOf(domain: Domain, kind: string): readonly string[] {
  return [...domain.rows[stores[kind as keyof typeof stores]].keys()]
}

/** What can be repaired, of whatever kind: the rarest first. */
function waiting(domain: Domain): readonly (readonly [way: Aim['way'], key: string])[] {
  return (['wallet', 'batch', 'deposit', 'transfer', 'withdrawal'] as const).flatMap(kind => {
    const rows = domain.rows[stores[kind]] as ReadonlyMap<string, { readonly status: string }>
    const pending = [...rows].filter(([, { status }]) => status === 'pending' || status === 'opening')
    return pending.map(([key]) => [`repair a ${kind}`, key] as const)
  })
}
