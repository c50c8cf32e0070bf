import type { Flat } from '../../../schemas/record.ts'
import type { Facts, Ledger } from './facts.ts'
import { isLocal, localCommandsOf, nameOf } from './locals.ts'
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
    const { transfers, batches } = wallet.money
    const pending = [...wallet.withdrawals.values(), ...transfers.values(), ...batches.values()]
      .filter(({ status }) => status === 'pending').map(({ hold }) => hold)
    const held = [...pending, ...[...wallet.money.holds.values()].map(({ left }) => left)]
      .reduce((sum, amount) => sum + amount, 0n)
    if (wallet.held === held && wallet.posted >= held) continue
    yield `${key} holds ${wallet.held} of ${wallet.posted}, pending are ${held}`
  }
  const { deposited, paidOut, sent, arrived } = model.flows
  if (posted !== deposited - paidOut - sent + arrived) {
    const flows = `${deposited} deposited, ${paidOut} paid out, ${sent} sent and ${arrived} arrived`
    yield `${posted} in all wallets, of ${flows}`
  }

  const accounts = accountsOf(facts.records(processor.changelog.name))
  for (const [key, wallet] of model.wallets) {
    const account = accounts.get(key.replace('/', '/wallet/')) ?? 0n
    if (account !== wallet.posted) yield `the postings of ${key} come to ${account}, not ${wallet.posted}`
  }
}

/** Nothing is on its way between two wallets, and nothing of it is held. */
export function* transfersEnded(facts: Facts): Iterable<string> {
  const ledger = facts.ledgers.find(({ name }) => name === 'wallets')!
  const model = new WalletModel(id => facts.world.since(id))
  for (const { event, command } of answered(facts, ledger)) model.apply(event, command)
  for (const [key, { money }] of model.wallets) {
    for (const [transfer, { status }] of money.transfers) {
      if (status === 'pending') yield `the transfer ${transfer} of ${key} never ended`
    }
    for (const [batch, { status }] of money.batches) {
      if (status === 'pending') yield `the batch ${batch} of ${key} never ended`
    }
    for (const [transfer, { status }] of money.credits) {
      if (status === 'reserved') yield `${key} keeps room for ${transfer}`
    }
    for (const [hold, { left, expiresAt }] of money.holds) {
      if (left > 0n && expiresAt !== 0) yield `the hold ${hold} of ${key} never expired`
    }
  }
  const { sent, arrived } = model.flows
  if (sent !== arrived) yield `${sent} were sent and ${arrived} arrived`
}

/** These say what will move. */
const plans = new Set(['DepositCreated', 'TransferCreated', 'BatchCreated'])

/** By tenant and account what it has gained. */
export function accountsOf(events: readonly Flat[]): ReadonlyMap<string, bigint> {
  const accounts = new Map<string, bigint>()
  for (const { type, tenant, postings } of events) {
    if (plans.has(type)) continue
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
    const caused = new Map<string, Flat>()
    for (const event of facts.answers(ledger, partition, commands.name)) {
      for (const command of localCommandsOf(event)) caused.set(nameOf(command), command)
      if (isLocal(event)) {
        yield { partition, event, command: caused.get(nameOf(event)) ?? { type: 'Unasked' } }
        continue
      }
      const input = inputs.get(event['sourceOffset'] as number)
      if (event.type === 'RecordDeadLettered' || input?.isPoison !== false) continue
      yield { partition, event, command: input.record }
    }
  }
}
