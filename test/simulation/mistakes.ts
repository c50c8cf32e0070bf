import type { Decider } from '../../runtime/topology.ts'
import { topology } from '../../topology.ts'
import type { Deciders } from './workload/deployment.ts'

const parties: Decider = topology.processors.parties.decider
const wallets: Decider = topology.processors.wallets.decider

/** Mistakes in what is decided of parties, and of wallets for their sake. */
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
  'the key of the erased is kept': { parties: silent(parties, 'PersonalDataErased', 'PartyKey') }
}

/** The same decider, which forgets one kind of follow-up. */
function silent(decider: Decider, type: string, forgotten: string): Decider {
  return { ...decider, react: (event, rows) => decider.react!(event, rows).filter(({ record }) =>
    event.type !== type || record.type !== forgotten) }
}

function approved(command: any): any {
  return { ...command, verification: { ...command.verification, kind: 'approved', validUntil: 0, reason: '' } }
}

function trusting(rows: any): any {
  const owner = rows.wallets?.owner
  if (owner === undefined || owner === null) return rows
  const identification = { ...owner.identification, validUntil: 0 }
  return { ...rows, wallets: { ...rows.wallets, owner: { ...owner, identification } } }
}
