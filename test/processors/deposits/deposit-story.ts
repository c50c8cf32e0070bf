import type { Command, Configuration } from '../wallet-story.ts'
import { WalletStory } from '../wallet-story.ts'

export const second = 1_000
export const hour = 3_600_000

/**
 *     story({ source: unsure }).deposits().knows({ isAuthorized: true }).passes(second)
 *       .emits(['DepositCompleted', { credited: 50_00n }])
 *       .becomes('completed')
 *       .leaves({ posted: 150_00n }, { 'source/bank': -50_00n })
 */
export function story(configuration: Configuration = {}): DepositStory {
  return new DepositStory('deposits', 'd-1', configuration)
}

/** Not authorized, and waited for an hour. */
export const unsure = { isAuthorized: false, waitMs: hour }

export class DepositStory extends WalletStory {
  /** 50.00 from the bank. */
  deposits(change: object = {}): this {
    return this.does({
      type: 'CreateDeposit', source: 'bank', amount: 50_00n, currency: 'EUR', deposit: 'd-1', ...change
    })
  }

  /** Gives 20.00 of them back. */
  reverts(change: object = {}): this {
    return this.does({
      type: 'RevertDeposit', deposit: 'd-1', revert: 'r-1', amount: 20_00n, currency: 'EUR', reason: '', ...change
    })
  }
}

export const block = { type: 'BlockWallet' } as const
export const close = { type: 'CloseWallet' } as const

export function holds(amount: bigint): Command {
  return { type: 'PlaceHold', holdId: 'h-1', counterparty: 'shop', amount, currency: 'EUR', expiresAt: 0 }
}
