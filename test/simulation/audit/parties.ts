import type { Flat } from '../../../schemas/record.ts'
import { namesOf } from '../workload/deployment.ts'
import type { Facts } from './facts.ts'
import { answered } from './money.ts'
import { ownerOf, PartyModel, textOfOwner } from './party-model.ts'
import { WalletModel } from './wallet-model.ts'

/**
 * Who may do what comes of approvals alone: the model has the same levels, one pending challenge at a time, and never
 * more of anything than there may be; and every refusal is right.
 */
export function* partiesAsTold(facts: Facts): Iterable<string> {
  yield* play(facts, new PartyModel(id => facts.world.since(id)))
}

function* play(facts: Facts, model: PartyModel): Iterable<string> {
  const ledger = facts.ledgers.find(({ name }) => name === 'parties')!
  for (const { partition, event, command } of answered(facts, ledger)) {
    const fault = model.apply(event, command)
    if (fault === undefined) continue
    yield `party-changelog/${partition}: ${event.type} at revision ${event['revision']} of ${event['party']}: ${fault}`
  }
}

/** All parties of a run, as far as their events went. */
export function partyModelOf(facts: Facts): PartyModel {
  const model = new PartyModel(id => facts.world.since(id))
  for (const _ of play(facts, model)) continue
  return model
}

/**
 * Once all is quiet, parties and wallets know the same of each other: which wallets and open withdrawals there are, and
 * who owns them. Nothing waits for an answer.
 */
export function* partiesAndWalletsAgree(facts: Facts): Iterable<string> {
  const { parties } = partyModelOf(facts)
  const wallets = walletModelOf(facts)
  const [owned, open] = [new Set<string>(), new Set<string>()]
  for (const [key, { tenant, status, owner, withdrawals }] of wallets.wallets) {
    if (status === 'opening') yield `${key} is opening`
    for (const [id, { status: state, isConfirmed }] of withdrawals) {
      if (state !== 'pending') continue
      if (!isConfirmed) yield `${key}/${id} is not confirmed`
      if (owner !== undefined) open.add(`${tenant}/${owner.party}: ${key}/${id} of ${owner.identity}`)
    }
    if (owner === undefined || status === 'closed' || status === 'opening') continue
    owned.add(`${tenant}/${owner.party}: ${key} of ${owner.identity}`)
    const party = parties.get(`${tenant}/${owner.party}`)
    const wallet = key.slice(tenant.length + 1)
    const told = party?.wallets.has(wallet) === true ? textOfOwner(ownerOf(party, wallet)) : 'nobody'
    if (textOfOwner(owner) !== told) yield `${key} belongs to ${textOfOwner(owner)}, which is ${told}`
  }
  for (const [id, { tenant, wallets: its, withdrawals }] of parties) {
    for (const [wallet, { identity }] of its) {
      if (!owned.delete(`${id}: ${tenant}/${wallet} of ${identity}`)) yield `${id} has ${wallet}, which is not its own`
    }
    for (const [withdrawal, identity] of withdrawals) {
      if (!open.delete(`${id}: ${tenant}/${withdrawal} of ${identity}`)) yield `${id} has ${withdrawal}, which is over`
    }
  }
  for (const left of [...owned, ...open]) yield `${left}, of which the party knows nothing`
}

function walletModelOf(facts: Facts): WalletModel {
  const ledger = facts.ledgers.find(({ name }) => name === 'wallets')!
  const model = new WalletModel(id => facts.world.since(id))
  for (const { event, command } of answered(facts, ledger)) model.apply(event, command)
  return model
}

/** What leaves for an owner's destination leaves for the one that the party has confirmed, as it was then. */
export function* payoutsToConfirmed(facts: Facts): Iterable<string> {
  const { walletChangelog, withdrawalCommands, providerInvoiceRequests } = facts.world.deployment.topology.topics
  const confirmed = new Map(facts.records(walletChangelog!.name)
    .filter(({ type }) => type === 'WithdrawalConfirmed')
    .map(event => [`${event['tenant']}/${event['wallet']}/${event['withdrawal']}`, pinnedText(event)]))
  for (const command of facts.records(withdrawalCommands!.name)) {
    if (command.type !== 'StartPayout') continue
    const key = `${command['tenant']}/${command['wallet']}/${command['withdrawal']}`
    const expected = confirmed.get(key) ?? pinnedText({ type: '', destination: '', pinned: null })
    if (pinnedText(command) !== expected) yield `${key} is paid to ${pinnedText(command)}, not ${expected}`
  }
  for (const topic of namesOf(providerInvoiceRequests!)) {
    for (const request of facts.records(topic)) {
      if (request.type !== 'RequestInvoice') continue
      const key = (request['reference'] as string).split('/').slice(0, 3).join('/')
      const expected = confirmed.get(key) ?? pinnedText({ type: '', destination: '', pinned: null })
      if (pinnedText(request) !== expected) yield `${topic}: ${key} to ${pinnedText(request)}, not ${expected}`
    }
  }
}

function pinnedText({ destination, pinned }: Flat): string {
  if (pinned === null) return `${destination} of nobody`
  const { party, identity, identityRevision, destinationId, destinationRevision } = pinned
  return `${destination} of ${party}/${identity} ${identityRevision}, ${destinationId} ${destinationRevision}`
}
