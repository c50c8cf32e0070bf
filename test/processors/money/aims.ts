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
  'cancel a withdrawal': (_, [withdrawal = '']) => ({ type: 'CancelWithdrawal', withdrawal })
} satisfies Readonly<Record<string, Way>>

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
  const [, , kind = ''] = aimed.way.split(' ')
  const keys = [...domain.rows[`${kind}s` as 'holds' | 'deposits' | 'reverts' | 'withdrawals' | 'transfers'].keys()]
  const key = keys[aimed.pick % keys.length]
  if (key === undefined) return undefined

  const [tenant = '', wallet = '', ...ids] = key.split('/')
  const { operationId } = aimed
  return { tenant, wallet, operationId, ...ways[aimed.way](aimed, ids, wallet) } as WalletCommand
}
