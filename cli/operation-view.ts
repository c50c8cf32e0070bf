import { creditOf } from '../processors/wallets/reservation.ts'
import type { Credit, Deposit, PlacedHold, Plain, Revert, Transfer, WalletEvent } from '../schemas/generated.ts'
import type { WalletFold } from './wallet-fold.ts'

/** Operations of a wallet that have an id and a life of their own. */
export interface OperationId { readonly tenant: string, readonly wallet: string, readonly id: string }

/** As the events of its wallet leave it. */
interface OperationView extends OperationId {
  readonly currency: string
  /** In their order: what happened to it. */
  readonly events: readonly WalletEvent[]
}

/** A transfer that the wallet pays. One of a batch, `b-1/t-1`, has the batch's status. */
export interface TransferView
  extends OperationView, Omit<Plain<Transfer>, 'flow' | 'localDay' | 'since' | 'isRepaired'> {
  /** The other side: what the wallet that is paid knows of it. Undefined: nothing. */
  readonly credit?: Plain<Credit>['status']
}

export interface DepositView
  extends OperationView, Omit<Plain<Deposit>, 'flow' | 'moved' | 'localDay' | 'dueAt' | 'since'> {
  readonly reverts: readonly RevertView[]
}

export interface RevertView extends Pick<Plain<Revert>, 'status' | 'amount'> { readonly revert: string }

export interface HoldView extends OperationView, Omit<Plain<PlacedHold>, 'localDay'> {}

/** A wallet, and its events that are about one operation. */
export interface Told { readonly fold: WalletFold, readonly events: readonly WalletEvent[] }

/** Undefined when the wallet pays no such transfer. */
export function transferView(id: OperationId, { fold, events }: Told, other?: WalletFold): TransferView | undefined {
  const row = fold.row('transfers', id.id) ?? legOf(id.id, fold, events)
  if (row === undefined) return undefined
  const { flow: _, localDay: __, since: ___, isRepaired: ____, ...facts } = row
  const credit = other?.row('credits', id.wallet, id.id)?.status
  return { ...id, currency: fold.wallet!.currency, ...facts, ...credit && { credit }, events }
}

/** A transfer of a batch: its id has that of the batch before it. It has no row, all of them share the batch's. */
function legOf(id: string, fold: WalletFold, events: readonly WalletEvent[]): Plain<Transfer> | undefined {
  const created = events.find(event => event.type === 'BatchCreated')
  const leg = created?.transfers.find(({ transfer }) => creditOf(created.batch, transfer) === id)
  if (created === undefined || leg === undefined) return undefined
  const { batch, localDay } = created
  const { to, amount, credited } = leg
  const { status } = fold.row('batches', batch)!
  return {
    status, to, amount, hold: 0n, credited, flow: [], adjustment: '', batch, localDay, since: 0, isRepaired: false
  }
}

/** Undefined when the wallet has no such deposit. */
export function depositView(id: OperationId, { fold, events }: Told): DepositView | undefined {
  const row = fold.row('deposits', id.id)
  if (row === undefined) return undefined
  const { flow: _, moved: __, localDay: ___, dueAt: ____, since: _____, ...facts } = row
  const reverts = [...fold.rows('reverts')].flatMap(([key, { status, amount }]) => {
    const [deposit, revert] = key.split('/')
    return deposit === id.id ? [{ revert: revert!, status, amount }] : []
  })
  return { ...id, currency: fold.wallet!.currency, ...facts, reverts, events }
}

/** Undefined when the wallet has no such hold. */
export function holdView(id: OperationId, { fold, events }: Told): HoldView | undefined {
  const row = fold.row('holds', id.id)
  if (row === undefined) return undefined
  const { localDay: _, ...facts } = row
  return { ...id, currency: fold.wallet!.currency, ...facts, events }
}
