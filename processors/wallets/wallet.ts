import type {
  BlockWallet, CloseWallet, UnblockWallet, WalletBlocked, WalletClosed, WalletCommandHead, WalletUnblocked
} from '../../schemas/generated.ts'
import { balanceOf, isEmpty } from '../balance.ts'
import { refuse, unreachable } from '../decider.ts'
import type { Refusal } from '../decider.ts'
import { invalidIds } from '../ids.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

export function blockWallet(
  command: WalletCommandHead & BlockWallet, { wallets: wallet }: WalletRows
): WalletBlocked | Refusal {
  const fields = invalidIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'opening') return refuse(command, 'wallet_opening')
  if (wallet.status === 'closed') return refuse(command, 'wallet_closed')
  if (wallet.status === 'blocked') return refuse(command, 'wallet_blocked')

  return { type: 'WalletBlocked', balance: balanceOf(wallet) }
}

export function unblockWallet(
  command: WalletCommandHead & UnblockWallet, { wallets: wallet }: WalletRows
): WalletUnblocked | Refusal {
  const fields = invalidIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'opening') return refuse(command, 'wallet_opening')
  if (wallet.status === 'closed') return refuse(command, 'wallet_closed')
  if (wallet.status === 'open') return refuse(command, 'wallet_not_blocked')

  return { type: 'WalletUnblocked', balance: balanceOf(wallet) }
}

/**
 * A blocked wallet may be closed: empty, it has nothing that the block could protect. One that expects money may not:
 * what has its room will arrive.
 */
export function closeWallet(
  command: WalletCommandHead & CloseWallet, { wallets: wallet }: WalletRows
): WalletClosed | Refusal {
  const fields = invalidIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'opening') return refuse(command, 'wallet_opening')
  if (wallet.status === 'closed') return refuse(command, 'wallet_closed')
  const isNeeded = !isEmpty(wallet) || wallet.incoming > 0n
  if (isNeeded) return refuse(command, 'wallet_not_empty', { balance: balanceOf(wallet) })

  return { type: 'WalletClosed', balance: balanceOf(wallet) }
}

export function evolveWallet(
  rows: WalletRows, event: WalletBlocked | WalletUnblocked | WalletClosed
): WalletRows {
  const { balance } = event
  switch (event.type) {
    case 'WalletBlocked': return withBalance(rows, balance, { status: 'blocked' })
    case 'WalletUnblocked': return withBalance(rows, balance, { status: 'open' })
    case 'WalletClosed': return withBalance(rows, balance, { status: 'closed' })
    default: return unreachable(event)
  }
}
