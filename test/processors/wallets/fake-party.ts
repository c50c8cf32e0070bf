import * as assert from 'uvu/assert'

import type { Identification, Owner, PartyCommand, Plain, WalletCommand } from '../../../schemas/generated.ts'
import type { Domain } from '../domain.ts'

/** An approved challenge that raises the level by one, to this one. */
export interface Approval { readonly level: number, readonly validUntil: number }

/**
 * Ada's party, as wallets see one: it answers what they ask in the order in which they ask, and tells them in order
 * what becomes of her. It knows her by her approvals, and what a wallet is told of them follows from that.
 */
export class FakeParty {
  /** What is told of each revision: by this the wallet's decisions are compared with the truth. */
  readonly told = new Map<number, Told>()
  /** The withdrawals that have not ended, as far as it has heard. */
  readonly open = new Map<string, Extract<PartyCommand, { readonly type: 'RegisterWithdrawal' }>>()
  readonly #domain: Domain
  #wallets: string[] = []
  #approvals: readonly Approval[] = []
  #hasExpired = false
  #isBlocked = false
  #revision = 1
  #read = 0

  constructor(domain: Domain) {
    this.#domain = domain
  }

  /** Answers the next command, if there is one. */
  answer(): boolean {
    for (const { to, record } of this.#domain.sent.slice(this.#read)) {
      this.#read++
      if (to !== 'partyCommands') continue
      this.#answer(record as PartyCommand)
      return true
    }
    return false
  }

  /** A challenge is approved for this long; 0 is for ever. */
  approve(ms: number): void {
    const level = levelOf(this.#approvals) + 1
    this.#change([...this.#approvals, { level, validUntil: ms === 0 ? 0 : this.#domain.now + ms }])
  }

  /** Its clock looks for approvals that are over. */
  tick(): void {
    const { now } = this.#domain
    const left = this.#approvals.filter(approval => !isOver(approval, now))
    if (left.length === this.#approvals.length) return
    this.#hasExpired ||= counting(this.#approvals).length > 0
    this.#change(left)
  }

  block(isBlocked: boolean): void {
    this.#isBlocked = isBlocked
    this.#change(this.#approvals)
  }

  #change(approvals: readonly Approval[]): void {
    const hasFallen = levelOf(approvals) < levelOf(this.#approvals)
    this.#approvals = approvals
    this.#revision++
    const change = `change-${this.#revision}`
    const owner = this.#owner()
    for (const wallet of this.#wallets) this.#tell(wallet, `${change}/owner`, { type: 'UpdateOwner', owner })
    if (!hasFallen) return
    for (const { wallet, withdrawal } of this.open.values()) {
      this.#tell(wallet, `${change}/review/${withdrawal}`, { type: 'ReviewWithdrawal', withdrawal })
    }
  }

  #answer(command: PartyCommand): void {
    const { operationId } = command
    assert.match(operationId, /^alice\/.+\//, 'an operation of ours is named after its wallet')
    switch (command.type) {
      case 'RegisterWallet':
        this.#wallets.push(command.wallet)
        return this.#tell(command.wallet, `${operationId}/confirm`, { type: 'ConfirmWallet', owner: this.#owner() })
      case 'UnregisterWallet':
        this.#wallets = this.#wallets.filter(wallet => wallet !== command.wallet)
        return
      case 'RegisterWithdrawal': return this.#register(command)
      case 'UnregisterWithdrawal':
        this.open.delete(`${command.wallet}/${command.withdrawal}`)
        return
      default: throw new Error(`no wallet sends ${command.type}`)
    }
  }

  /** What it knows is what counts: an approval that is over does not, whether its clock has said so or not. */
  #register(command: Extract<PartyCommand, { readonly type: 'RegisterWithdrawal' }>): void {
    const { wallet, withdrawal, operationId, destinationId, level } = command
    if (levelOf(this.#approvals.filter(approval => !isOver(approval, this.#domain.now))) < level) {
      const reason = 'identification_level_too_low'
      return this.#tell(wallet, `${operationId}/fail`, { type: 'FailWithdrawal', withdrawal, reason })
    }
    this.open.set(`${wallet}/${withdrawal}`, command)
    const pinned = {
      party: 'p-1', identity: 'ada', identityRevision: this.#revision, destinationId, destinationRevision: 1
    }
    this.#tell(wallet, `${operationId}/confirm`, {
      type: 'ConfirmWithdrawal', withdrawal, destination: 'card-tok', method: 'bank_card', pinned
    })
  }

  #owner(): Plain<Owner> {
    this.told.set(this.#revision, {
      approvals: this.#approvals, hasExpired: this.#hasExpired, isBlocked: this.#isBlocked
    })
    return {
      party: 'p-1', identity: 'ada', revision: this.#revision, isBlocked: this.#isBlocked,
      identification: identify(this.#approvals, this.#hasExpired)
    }
  }

  #tell(wallet: string, operationId: string, body: object): void {
    this.#domain.send({ ...body, tenant: 'acme', wallet, operationId } as WalletCommand)
  }
}

export interface Told {
  readonly approvals: readonly Approval[]
  readonly hasExpired: boolean
  readonly isBlocked: boolean
}

/** Those that lead from one level to the next, without a gap. */
export function counting(approvals: readonly Approval[]): readonly Approval[] {
  const counted: Approval[] = []
  for (const approval of approvals) if (approval.level === counted.length + 1) counted.push(approval)
  return counted
}

function isOver({ validUntil }: Approval, at: number): boolean {
  return validUntil !== 0 && at >= validUntil
}

function levelOf(approvals: readonly Approval[]): number {
  return counting(approvals).length
}

function identify(approvals: readonly Approval[], hasExpired: boolean): Plain<Identification> {
  const counted = counting(approvals)
  const ends = counted.map(({ validUntil }) => validUntil).filter(end => end !== 0)
  const validUntil = ends.length === 0 ? 0 : Math.min(...ends)
  const rest = approvals.filter(approval => approval.validUntil !== validUntil)
  const level = counted.length
  const status = level > 0 ? 'active' : hasExpired ? 'expired' : 'none'
  const levelAfter = validUntil === 0 ? level : levelOf(rest)
  return { level, status, validUntil, levelAfter, challenge: level > 0 ? `c-${level}` : '' }
}
