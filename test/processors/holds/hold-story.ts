import { usualAt } from '../../support/given.ts'
import type { Command, Configuration } from '../wallet-story.ts'
import { WalletStory } from '../wallet-story.ts'

export const hour = 3_600_000

/**
 *     story().places().does(post(10_00n))
 *       .emits(['HoldPosted', { amount: 10_00n, left: 20_00n }])
 *       .becomes('placed')
 *       .leaves({ posted: 90_00n, held: 20_00n }, { 'counterparty/shop': 10_00n })
 */
export function story(configuration: Configuration = {}): HoldStory {
  return new HoldStory('holds', 'h-1', configuration)
}

export class HoldStory extends WalletStory {
  /** 30.00 for a shop, for an hour. */
  places(change: object = {}): this {
    return this.does({
      type: 'PlaceHold', holdId: 'h-1', counterparty: 'shop', amount: 30_00n, currency: 'EUR',
      expiresAt: usualAt + hour, ...change
    })
  }
}

/** 0 is all that is left. */
export function post(amount: bigint, isFinal = false): Command {
  return { type: 'PostHold', holdId: 'h-1', amount, isFinal }
}

export function release(amount: bigint): Command {
  return { type: 'ReleaseHold', holdId: 'h-1', amount }
}

export const block = { type: 'BlockWallet' } as const
