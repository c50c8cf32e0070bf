import type { Decider } from '../../runtime/topology.ts'
import { topology } from '../../topology.ts'
import type { Deciders } from './workload/deployment.ts'

const parties: Decider = topology.processors.parties.decider
const wallets: Decider = topology.processors.wallets.decider

/** Mistakes in what is decided of parties, of wallets for their sake, and of money. */
export const mistakes: Readonly<Record<string, Deciders>> = {
  'the confirmation of a wallet is lost': { parties: silent(parties, 'WalletRegistered', 'ConfirmWallet') },
  'the confirmation of a withdrawal is lost': { parties: silent(parties, 'WithdrawalRegistered', 'ConfirmWithdrawal') },
  'a registration counts twice': {
    parties: { ...parties, evolve: (rows, event) => {
      const after = parties.evolve(rows, event)
      if (event.type !== 'WalletRegistered') return after
      const { wallets: list } = after.parties
      return { ...after, parties: { ...after.parties, wallets: [...list, list.at(-1)] } }
    } }
  },
  'what is removed counts still': {
    parties: { ...parties, evolve: (rows, event) => {
      const after = parties.evolve(rows, event)
      if (event.type !== 'DestinationRemoved') return after
      return { ...after, parties: { ...after.parties, destinations: rows.parties.destinations } }
    } }
  },
  'a denied challenge raises the level': {
    parties: { ...parties, decide: (command, ...rest) => {
      const event = parties.decide(command, ...rest)
      return event.type === 'ChallengeDenied' ? parties.decide(approved(command), ...rest) : event
    } }
  },
  'an approval counts after its challenge was cancelled': {
    parties: { ...parties, decide: (command, rows, ...rest) => {
      const event = parties.decide(command, rows, ...rest) as any
      if (event.type !== 'VerificationIgnored' || event.status !== 'cancelled') return event
      return parties.decide(command, { ...rows, challenges: { ...rows.challenges, status: 'pending' } }, ...rest)
    } }
  },
  'wallets are not told of an expiry': { parties: silent(parties, 'IdentificationExpired', 'UpdateOwner') },
  'wallets are not told of a block': { parties: silent(parties, 'PartyBlocked', 'UpdateOwner') },
  'withdrawals are not reviewed': { parties: silent(parties, 'IdentificationExpired', 'ReviewWithdrawal') },
  'a wallet trusts what has run out': {
    wallets: { ...wallets, decide: (command, rows, ...rest) => wallets.decide(command, trusting(rows), ...rest) }
  },
  'a closed wallet stays with its party': { wallets: silent(wallets, 'WalletClosed', 'UnregisterWallet') },
  'a failed withdrawal stays with its party': { wallets: silent(wallets, 'WithdrawalFailed', 'UnregisterWithdrawal') },
  'the seal is forgotten': { parties: { ...parties, seal: (_, event) => ({ event, followUps: [] }) } },
  'contact data is kept as it came': {
    parties: { ...parties, seal: (command, event, ...rest) => {
      const sealed = parties.seal!(command, event, ...rest)
      if (!('contact' in sealed.event) || command.contact === null) return sealed
      return { ...sealed, event: { ...sealed.event, contact: Buffer.from(JSON.stringify(command.contact)) } }
    } }
  },
  'the key of the erased is kept': { parties: silent(parties, 'PersonalDataErased', 'PartyKey') },
  'the money of a transfer arrives, and nobody says so': {
    wallets: silent(wallets, 'TransferCredited', 'CompleteTransfer')
  },
  'a transfer is declined, and nobody says so': { wallets: silent(wallets, 'TransferDeclined', 'FailTransfer') },
  'a blocked wallet takes the money of a transfer': {
    wallets: { ...wallets, decide: (command, rows, ...rest) => command.type === 'CreditTransfer'
      ? wallets.decide(command, unblocked(rows), ...rest) : wallets.decide(command, rows, ...rest) }
  },
  'a batch that failed keeps the room of others': { wallets: silent(wallets, 'BatchFailed', 'CancelCredit') },
  'a batch is completed by the first answer': {
    wallets: { ...wallets, decide: (command, rows, ...rest) => command.type === 'RecordReservation'
      ? wallets.decide(command, withoutOthers(rows, command), ...rest) : wallets.decide(command, rows, ...rest) }
  },
  'more goes back than a deposit brought': {
    wallets: { ...wallets, decide: (command, rows, ...rest) => command.type === 'RevertDeposit'
      ? wallets.decide(command, unreverted(rows), ...rest) : wallets.decide(command, rows, ...rest) }
  },
  'the rest of a hold stays held when its part is posted': {
    wallets: { ...wallets, decide: (...of) => {
      const event = wallets.decide(...of) as any
      if (event.type !== 'HoldPosted') return event
      const { posted, held } = event.balance
      return { ...event, balance: { posted, held: held + event.released } }
    } }
  },
  'a posting is left out': {
    wallets: { ...wallets, decide: (...of) => {
      const event = wallets.decide(...of) as any
      return event.type === 'DepositReverted' ? { ...event, postings: [] } : event
    } }
  },
  'what a transaction has posted is not told to accounts': {
    wallets: { ...wallets, summarize: () => ({ add() {}, followUps: () => [] }) }
  }
}


/** The same decider, which forgets one kind of follow-up. */
function silent(decider: Decider, type: string, forgotten: string): Decider {
  return { ...decider, react: (event, rows) => decider.react!(event, rows).filter(({ record }) =>
    event.type !== type || record.type !== forgotten) }
}

function approved(command: any): any {
  return { ...command, verification: { ...command.verification, kind: 'approved', validUntil: 0, reason: '' } }
}

function unblocked(rows: any): any {
  return rows.wallets?.status === 'blocked' ? { ...rows, wallets: { ...rows.wallets, status: 'open' } } : rows
}

function withoutOthers(rows: any, { transfer }: any): any {
  const { batches } = rows
  if (batches === undefined || !batches.waiting.includes(transfer)) return rows
  return { ...rows, batches: { ...batches, waiting: [transfer] } }
}

function unreverted(rows: any): any {
  return rows.deposits === undefined ? rows : { ...rows, deposits: { ...rows.deposits, reverted: 0n } }
}

function trusting(rows: any): any {
  const owner = rows.wallets?.owner
  if (owner === undefined || owner === null) return rows
  const identification = { ...owner.identification, validUntil: 0 }
  return { ...rows, wallets: { ...rows.wallets, owner: { ...owner, identification } } }
}
