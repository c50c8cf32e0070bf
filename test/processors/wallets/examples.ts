import type {
  CreateDeposit, Deposit, ExpireHold, PlacedHold, PlaceHold, Plain, PostHold, ReleaseHold, Revert, RevertDeposit,
  ReviewDeposit, Source, Wallet, WalletCommandHead
} from '../../../schemas/generated.ts'
import { usualAt } from '../../support/given.ts'
import { createDeposit, open } from '../examples.ts'

/** Alice's 100.00 EUR again: 30.00 of them are set aside for a shop, and 50.00 came from the bank as a deposit. */
const alice = { tenant: 'acme', wallet: 'alice' }
const hour = 3_600_000

export const placeHold: WalletCommandHead & PlaceHold = {
  type: 'PlaceHold', ...alice, operationId: 'place-1', holdId: 'h-1', counterparty: 'shop', amount: 30_00n,
  currency: 'EUR', expiresAt: usualAt + hour
}
export const postHold: WalletCommandHead & PostHold =
  { type: 'PostHold', ...alice, operationId: 'post-1', holdId: 'h-1', amount: 0n, isFinal: false }
export const releaseHold: WalletCommandHead & ReleaseHold =
  { type: 'ReleaseHold', ...alice, operationId: 'release-1', holdId: 'h-1', amount: 0n }
export const expireHold: WalletCommandHead & ExpireHold = {
  type: 'ExpireHold', ...alice, operationId: `hold/h-1/expire/${usualAt + hour}`, holdId: 'h-1',
  expiresAt: usualAt + hour
}
export const placed: Plain<PlacedHold> = {
  status: 'placed', counterparty: 'shop', left: 30_00n, posted: 0n, expiresAt: usualAt + hour, localDay: 0
}

export const bank: Plain<Source> =
  { tenant: 'acme', source: 'bank', revision: 4, isAuthorized: true, waitMs: 0 }
export const strange: Plain<Source> = { ...bank, isAuthorized: false, waitMs: hour }
export const depositNamed: WalletCommandHead & CreateDeposit = { ...createDeposit, deposit: 'd-1' }
const flow = [{ debit: 'source/bank', credit: 'wallet/alice', amount: 50_00n, currency: 'EUR' }]
export const deposited: Plain<Deposit> = {
  status: 'completed', source: 'bank', amount: 50_00n, credited: 50_00n, reverted: 0n, flow, moved: null, dueAt: 0,
  failsAt: 0, localDay: 0, since: 0
}
export const expected: Plain<Deposit> =
  { ...deposited, status: 'pending', dueAt: usualAt + 1_000, failsAt: usualAt + hour, since: usualAt }
export const expecting: Plain<Wallet> = { ...open, incoming: 50_00n }
export const reviewDeposit: WalletCommandHead & ReviewDeposit = {
  type: 'ReviewDeposit', ...alice, operationId: `deposit/d-1/review/${usualAt + 1_000}`, deposit: 'd-1',
  dueAt: usualAt + 1_000
}
export const revertDeposit: WalletCommandHead & RevertDeposit = {
  type: 'RevertDeposit', ...alice, operationId: 'revert-1', deposit: 'd-1', revert: 'r-1', amount: 20_00n,
  currency: 'EUR', reason: 'ticket 17'
}
export const reverted: Plain<Revert> = {
  status: 'completed', amount: 20_00n, moved: null,
  flow: [{ debit: 'wallet/alice', credit: 'source/bank', amount: 20_00n, currency: 'EUR' }]
}
