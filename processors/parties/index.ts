import type { PartyCommand, PartyEvent, PartyEventBody } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { Decider } from '../decider.ts'
import { cancelChallenge, startChallenge } from './challenge.ts'
import { addDestination, changeDestination, removeDestination } from './destination.ts'
import { evolveParty } from './evolve.ts'
import { expireChallenge, expireIdentification, tickChallenge, tickIdentity } from './expiry.ts'
import { changeContact, createIdentity } from './identity.ts'
import { blockParty, erasePersonalData, registerParty, unblockParty } from './party.ts'
import { seal } from './personal.ts'
import { reactToParty } from './react.ts'
import { registerWallet, registerWithdrawal, unregisterWallet, unregisterWithdrawal } from './registration.ts'
import { repairChallenge } from './repair.ts'
import type { PartyRows } from './rows.ts'
import { recordVerification } from './verification.ts'

/** Owns parties, and who they are: identities, challenges, destinations, and what belongs to them. */
export const parties: Decider<PartyCommand, PartyRows, PartyEvent, PartyEventBody> = {
  decide(command, rows, tables, at) {
    switch (command.type) {
      case 'RegisterParty': return registerParty(command, rows, tables)
      case 'BlockParty': return blockParty(command, rows)
      case 'UnblockParty': return unblockParty(command, rows)
      case 'ErasePersonalData': return erasePersonalData(command, rows)
      case 'CreateIdentity': return createIdentity(command, rows, tables)
      case 'ChangeContact': return changeContact(command, rows)
      case 'StartChallenge': return startChallenge(command, rows, tables, at)
      case 'CancelChallenge': return cancelChallenge(command, rows)
      case 'RecordVerification': return recordVerification(command, rows, at)
      case 'ExpireIdentification': return expireIdentification(command, rows, at)
      case 'ExpireChallenge': return expireChallenge(command, rows, at)
      case 'AddDestination': return addDestination(command, rows, tables)
      case 'ChangeDestination': return changeDestination(command, rows)
      case 'RemoveDestination': return removeDestination(command, rows)
      case 'RegisterWallet': return registerWallet(command, rows, tables)
      case 'UnregisterWallet': return unregisterWallet(command, rows)
      case 'RegisterWithdrawal': return registerWithdrawal(command, rows, tables, at)
      case 'UnregisterWithdrawal': return unregisterWithdrawal(command, rows)
      case 'RepairChallenge': return repairChallenge(command, rows, tables, at)
      default: return unreachable(command)
    }
  },

  evolve: evolveParty,

  seal,

  react: reactToParty,

  noNews: { commands: ['RecordVerification', 'ExpireIdentification', 'ExpireChallenge'] },

  tick: (store, key, row, now) => store === 'challenges' ? tickChallenge(key, row, now) : tickIdentity(key, row, now)
}
