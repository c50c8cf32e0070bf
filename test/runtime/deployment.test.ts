import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { checkTopology } from '../../runtime/check.ts'
import { deploy, topicParams } from '../../runtime/deployment.ts'
import { ownDeployment } from '../../runtime/own-topics.ts'
import { topicName, type Topic, type Topology } from '../../runtime/topology.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import { topology } from '../../topology.ts'

const test = suite('deployment')

const deployed = deploy(topology, { prefix: 'staging-', partitions: 3 })
const topicsOf = ({ processors }: Topology): readonly Topic[] =>
  Object.values(processors).flatMap(({ commands, changelog, deadLetters, routes = [], sends }) => [
    commands,
    changelog,
    deadLetters,
    ...routes.map(({ from }) => from),
    ...sends
  ])

test('puts the prefix before every topic, and changes nothing else about it', () => {
  assert.equal(Object.keys(deployed.topics), Object.keys(topology.topics))
  for (const [key, topic] of Object.entries(topology.topics)) {
    const { name, partitions, ...rest } = deployed.topics[key]!
    const { name: plain, partitions: _, ...expected } = topic
    assert.is(name, `staging-${plain}`)
    assert.equal(rest, expected)
  }
})

test('splits keyed topics as it is told, and leaves tables whole', () => {
  for (const [key, { partitions }] of Object.entries(topology.topics)) {
    assert.is(deployed.topics[key]!.partitions, partitions === 1 ? 1 : 3, key)
  }
})

test('holds together as the topology did: processors and tables name the same topics', () => {
  checkTopology(deployed, new Codec(schemas))
  const known = Object.values(deployed.topics)
  assert.ok(topicsOf(deployed).length > 10)
  for (const topic of [...topicsOf(deployed), ...Object.values(deployed.tables).map(table => table.topic)]) {
    assert.ok(known.includes(topic), topic.name)
  }
})

test('without options is the topology as it is', () => {
  const plain = deploy(topology, {})
  for (const [key, topic] of Object.entries(topology.topics)) assert.equal(plain.topics[key], topic)
  for (const [name, processor] of Object.entries(topology.processors)) {
    assert.is(plain.processors[name]!.decider, processor.decider)
    assert.equal(plain.processors[name]!.stores, processor.stores)
  }
})

test('says which topic of a processor is none of the topology', () => {
  const { wallets } = topology.processors
  const broken = {
    ...topology,
    processors: { wallets: { ...wallets, commands: { ...wallets.commands, name: 'elsewhere' } } }
  }
  assert.throws(() => deploy(broken, {}), /elsewhere is not in topology.topics/)
})

test('of a tenant has topics of its own, and shares those of providers and verifiers, and tables', () => {
  const row = { type: 'Tenant', tenant: 'big-1', ownTopics: { partitions: 5, replication: 3, commandRetentionMs: 9 } }
  const home = ownDeployment(deployed, row)
  const [own, shared]: [string[], string[]] = [[], []]
  for (const [key, topic] of Object.entries(deployed.topics)) {
    const its = home.topics[key]!
    if (its === topic) {
      shared.push(key)
      continue
    }
    own.push(key)
    const { name, partitions, replication, config, ...rest } = its
    const { name: plain, partitions: _, config: usual, ...expected } = topic
    assert.is(name, plain.replace('staging-', 'staging-tenant-big-1-'))
    assert.equal([partitions, replication], [5, 3])
    const isInput = /Commands|Decisions/.test(key)
    assert.equal(config, isInput ? { ...usual, 'retention.ms': '9' } : usual, key)
    assert.equal(rest, expected)
  }
  assert.equal(shared.sort(), [
    'accountChangelog', 'accountCommands', 'accountDeadLetters', 'deadLetterDecisions', 'providerInvoicePaid',
    'providerInvoiceRequests', 'providers', 'sources', 'tenantChangelog', 'tenantCommands', 'tenantDeadLetters',
    'tenants', 'verifierRequests', 'verifierResults', 'verifiers'
  ])
  assert.equal(own.sort(), [
    'partyChangelog', 'partyCommands', 'partyDeadLetters', 'partyKeys', 'terminalChangelog', 'terminalCommands',
    'terminalDeadLetters', 'walletChangelog', 'walletCommands', 'walletDeadLetters', 'withdrawalChangelog',
    'withdrawalCommands', 'withdrawalDeadLetters', 'withdrawalDecisions'
  ])
  assert.equal(Object.keys(home.processors), ['wallets', 'withdrawals', 'terminals', 'parties'])
  const routes = Object.values(home.processors).flatMap(({ routes = [] }) => routes.map(({ from }) => from.name))
  assert.equal(routes, ['staging-tenant-big-1-withdrawal-decisions'])
  checkTopology({ ...home, own: undefined } as never, new Codec(schemas))
})

test('of a tenant is as the shared one is where its row says 0', () => {
  const row = { type: 'Tenant', tenant: 'big', ownTopics: { partitions: 1, replication: 0, commandRetentionMs: 0 } }
  const home = ownDeployment(deployed, row)
  for (const [key, { config, replication }] of Object.entries(home.topics)) {
    assert.equal([config, replication], [deployed.topics[key]!.config, undefined])
  }
})

test('a name with a placeholder and the id in it give each other', () => {
  const { providerInvoicePaid, walletCommands } = deployed.topics as Record<string, Topic>
  for (const provider of ['acme', 'a', 'invoice-paid', 'a-invoice-paid-b']) {
    const name = topicName(providerInvoicePaid!, { provider })
    assert.is(name, `staging-provider-${provider}-invoice-paid`)
    assert.equal(topicParams(providerInvoicePaid!, name), { provider })
  }
  assert.equal(topicParams(walletCommands!, 'staging-wallet-commands'), {})
})

test('a name of another topic has no ids of this one', () => {
  const { providerInvoicePaid, walletCommands } = deployed.topics as Record<string, Topic>
  const others = [
    'provider-acme-invoice-paid',
    'staging-provider-acme-invoice-requests',
    'staging-provider--invoice-paid',
    'staging-provider-invoice-paid',
    ''
  ]
  for (const name of others) assert.is(topicParams(providerInvoicePaid!, name), undefined, name)
  assert.is(topicParams(walletCommands!, 'wallet-commands'), undefined)
})

test('a name whose placeholder has no value is no name', () => {
  assert.throws(() => topicName(topology.topics.providerInvoicePaid, {}), /needs provider/)
})

test.run()
