import type { Flat } from '../../../schemas/record.ts'
import type { Facts, Ledger } from './facts.ts'
import { WalletModel } from './wallet-model.ts'

/**
 * Every event is what the model says, with the balance that the model has. So the sum of all wallets is what was
 * deposited and not paid out, or came back; what is held is what is pending, and nobody has spent what was not there.
 */
export function* moneyIsConserved(facts: Facts): Iterable<string> {
  const ledger = facts.ledgers.find(({ name }) => name === 'wallets')!
  const model = new WalletModel(id => facts.world.since(id))
  for (const { partition, event, command } of answered(facts, ledger)) {
    const fault = model.apply(event, command)
    if (fault === undefined) continue
    return yield `wallet-changelog/${partition}: revision ${event['revision']} of ${event['wallet']}: ${fault}`
  }
  yield* sumFaults(facts, ledger, model)
}

function* sumFaults(facts: Facts, { processor }: Ledger, model: WalletModel): Iterable<string> {
  let posted = 0n
  for (const [key, wallet] of model.wallets) {
    posted += wallet.posted
    const pending = [...wallet.withdrawals.values()].filter(({ status }) => status === 'pending')
    const held = pending.reduce((sum, { hold }) => sum + hold, 0n)
    if (wallet.held === held && wallet.posted >= held) continue
    yield `${key} holds ${wallet.held} of ${wallet.posted}, pending are ${held}`
  }
  if (posted !== model.deposited - model.paidOut) {
    yield `${posted} in all wallets, of ${model.deposited} deposited and ${model.paidOut} paid out`
  }

  const accounts = accountsOf(facts.records(processor.changelog.name))
  for (const [key, wallet] of model.wallets) {
    const account = accounts.get(key.replace('/', '/wallet/')) ?? 0n
    if (account !== wallet.posted) yield `the postings of ${key} come to ${account}, not ${wallet.posted}`
  }
}

/** By tenant and account what it has gained. */
export function accountsOf(events: readonly Flat[]): ReadonlyMap<string, bigint> {
  const accounts = new Map<string, bigint>()
  for (const { tenant, postings } of events) {
    for (const { debit, credit, amount } of postings ?? []) {
      accounts.set(`${tenant}/${debit}`, (accounts.get(`${tenant}/${debit}`) ?? 0n) - amount)
      accounts.set(`${tenant}/${credit}`, (accounts.get(`${tenant}/${credit}`) ?? 0n) + amount)
    }
  }
  return accounts
}

/** Events with the commands that they answer, dead letters left out. */
export function* answered(
  facts: Facts, ledger: Ledger
): Iterable<{ readonly partition: number, readonly event: Flat, readonly command: Flat }> {
  const { commands } = ledger.processor
  for (const partition of ledger.partitions) {
    const inputs = new Map(facts.inPartition(commands.name, partition).map(fact => [fact.source.offset, fact]))
    for (const event of facts.answers(ledger, partition, commands.name)) {
      const input = inputs.get(event['sourceOffset'] as number)
      if (event.type === 'RecordDeadLettered' || input?.isPoison !== false) continue
      yield { partition, event, command: input.record }
    }
  }
}
