import type { Flat } from '../../schemas/record.ts'
import { schemas } from '../../schemas/generated.ts'
import { applyTopics, localRegistry, wantedTopics } from '../../runtime/topics.ts'
import type { Digest } from '../../state/store.ts'
import { opened } from '../runtime/counter-world.ts'
import { World, type WorldOptions } from '../support/world.ts'

export { closeWorlds } from '../runtime/counter-world.ts'

export const tenant = {
  type: 'Tenant', tenant: 'demo', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }, { code: 'JPY', exponent: 0 }]
}
export const provider = { type: 'Provider', tenant: 'demo', provider: 'acme', revision: 1, currencies: ['EUR'] }
export const alice = { tenant: 'demo', wallet: 'alice' }

/** A running service with one tenant and one provider. */
export async function walletsWorld(options: WorldOptions = {}): Promise<World> {
  const world = opened(await World.create(options))
  await world.send('tenants', tenant)
  await world.send('providers', provider)
  await world.start()
  return world
}

export function openWallet(operationId = 'open', changes: object = {}): object {
  return { ...alice, operationId, type: 'OpenWallet', currency: 'EUR', ...changes }
}

export function createDeposit(operationId = 'deposit', changes: object = {}): object {
  return { ...alice, operationId, type: 'CreateDeposit', source: 'bank', amount: 10_000n, currency: 'EUR', ...changes }
}

export function createWithdrawal(operationId = 'withdraw', changes: object = {}): object {
  return {
    ...alice,
    operationId,
    type: 'CreateWithdrawal',
    withdrawal: 'w1',
    provider: 'acme',
    destination: 'tok',
    amount: 3_000n,
    currency: 'EUR',
    ...changes
  }
}

/** What the provider says when it has paid. `provider` names the topic, no field of the record. */
export function invoicePaid(reference: string, changes: object = {}): object {
  return {
    tenant: 'demo',
    reference,
    type: 'InvoicePaid',
    provider: 'acme',
    invoice: 'i1',
    amount: 3_000n,
    currency: 'EUR',
    ...changes
  }
}

/** Sends commands, waits until all is quiet, and gives the events of wallets since then. */
export async function decided(world: World, ...commands: readonly object[]): Promise<Flat[]> {
  const before = new Set((await world.read('wallet-changelog')).map(idOf))
  await world.send('walletCommands', ...commands)
  await world.quiet()
  return (await world.read('wallet-changelog')).filter(event => !before.has(idOf(event)))
}

/** What an event says in a word: its type, or the reason of a refusal. */
export function wordOf(event: Flat): string {
  return event.type === 'OperationRefused' || event.type === 'RecordDeadLettered'
    ? (event['reason'] as string)
    : event.type
}

/** Makes the topics of another provider while the service runs. */
export async function createProviderTopics(world: World, provider: string): Promise<void> {
  const wanted = wantedTopics(world.topology, '', { providers: [provider] }).filter(({ name }) =>
    name.startsWith(`provider-${provider}-`)
  )
  for (const { name, value } of wanted) world.codec.add(name, value!)
  const registry = localRegistry([1_000])
  await applyTopics(world.log, {
    ...registry,
    register: async (subject, schema) => {
      const id = await registry.register(subject, schema)
      world.codec.learn(subject.slice(0, -'-value'.length), id, schema)
      return id
    }
  }, world.codec, wanted, schemas, '')
}

/** Of every store of the service, by processor and partition. */
export function digests(world: World): Readonly<Record<string, Digest>> {
  const entries = world.service.tasks.map(
    task => [`${task.processor}-${task.partition}`, task.checkpoint.digest] as const
  )
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)))
}

function idOf({ tenant, wallet, revision, sourceTopic, sourceOffset }: Flat): string {
  return [tenant, wallet, revision, sourceTopic, sourceOffset].join('/')
}
