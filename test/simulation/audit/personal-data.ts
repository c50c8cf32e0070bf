import type { Flat } from '../../../schemas/record.ts'
import { masked, opened, publicKeyOf } from '../process/vault.ts'
import { PERSONAL } from '../workload/party-commands.ts'
import { personalKey } from '../workload/policies.ts'
import type { Facts } from './facts.ts'
import { answered } from './money.ts'

/**
 * Nobody finds contact data in a log or on a disk but where it came from, and what nobody could read. Who has the
 * party's key, and the tenant's, can read it, as long as the party is not erased.
 */
export function* personalDataIsSealed(facts: Facts): Iterable<string> {
  yield* plainLogs(facts)
  yield* plainDisks(facts)
  const keys = new Map<string, Buffer>()
  const { partyKeys } = facts.world.deployment.topology.topics
  for (const { tenant, party, privateKey } of facts.records(partyKeys!.name)) {
    const own = Buffer.from(personalKey(tenant), 'base64')
    if (privateKey.length > 0) keys.set(`${tenant}/${party}`, masked(own, privateKey))
  }
  const ledger = facts.ledgers.find(({ name }) => name === 'parties')!
  for (const { event, command } of answered(facts, ledger)) yield* sealFaults(event, command, keys)
}

/** After its party is erased, the last that anybody can have of a key is that it is gone. */
export function* erasedKeysAreGone(facts: Facts): Iterable<string> {
  const { partyKeys, partyChangelog } = facts.world.deployment.topology.topics
  const last = new Map(facts.records(partyKeys!.name)
    .map(({ tenant, party, privateKey }) => [`${tenant}/${party}`, privateKey.length as number]))
  for (const { type, tenant, party } of facts.records(partyChangelog!.name) as readonly Flat[]) {
    if (type !== 'PersonalDataErased' || last.get(`${tenant}/${party}`) === 0) continue
    yield `the key of ${tenant}/${party} is there, which is erased`
  }
}

function* plainLogs({ world: { broker, deployment, journal } }: Facts): Iterable<string> {
  for (const topic of deployment.topics.keys()) {
    if (topic === deployment.topology.topics['partyCommands']!.name || topic.endsWith('-dead-letters')) continue
    for (const { number, entries } of broker.partitions(topic)) {
      for (const [offset, { record }] of entries.entries()) {
        const isPlain = record?.value?.includes(PERSONAL) === true && !journal.isPoison(topic, number, offset)
        if (isPlain) yield `${topic}/${number}/${offset} can be read by anybody`
      }
    }
  }
}

function* plainDisks({ world: { instances } }: Facts): Iterable<string> {
  for (const { name: machine, machine: { disks } } of instances) {
    for (const [name, { rows }] of disks) {
      for (const [key, value] of rows) if (value.includes(PERSONAL)) yield `${name} of ${machine}: ${key} can be read`
    }
  }
}

function* sealFaults(event: Flat, command: Flat, keys: ReadonlyMap<string, Buffer>): Iterable<string> {
  const key = keys.get(`${event['tenant']}/${event['party']}`)
  if (event.type === 'PartyRegistered' && event['publicKey'].length > 0) {
    const isHad = key !== undefined && publicKeyOf(key).equals(event['publicKey'])
    if (!isHad) yield `nobody has the key of ${event['party']}`
  }
  if (event.type !== 'IdentityCreated' && event.type !== 'ContactChanged' || command['contact'] === null) return
  const text = key === undefined ? '' : opened(key, event['contact']).toString()
  if (text !== JSON.stringify(command['contact'])) yield `of ${event['party']}/${event['identity']} is sealed: ${text}`
}
