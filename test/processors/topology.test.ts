import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { FollowUp } from '../../processors/decider.ts'
import { checkTopology } from '../../runtime/check.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import { INPUT_BYTES_MAX } from '../../runtime/input.ts'
import { topology } from '../../topology.ts'

const test = suite('topology')
const { topics, processors } = topology

test('holds together', () => {
  checkTopology(topology, new Codec(schemas))
})

test('says where follow-ups go, and to no other place', () => {
  const sends: Readonly<Record<FollowUp['to'], readonly string[]>> = {
    walletCommands: ['wallets', 'withdrawals', 'parties'],
    withdrawalCommands: ['wallets', 'withdrawals', 'terminals'],
    terminalCommands: ['withdrawals'],
    providerInvoiceRequests: ['withdrawals'],
    partyCommands: ['wallets', 'parties'],
    partyKeys: ['parties'],
    verifierRequests: ['parties'],
    tenants: ['tenants'],
    accountCommands: ['wallets'],
    tenantCommands: ['accounts']
  }
  for (const [key, topic] of Object.entries(topics)) {
    const senders = Object.entries(processors)
      .filter(([, processor]) => (processor.sends as readonly object[]).includes(topic)).map(([name]) => name)
    assert.equal(senders, sends[key as FollowUp['to']] ?? [], key)
  }
})

test('keeps the ledger for ever and never lets it be compacted', () => {
  for (const { changelog: { config } } of Object.values(processors)) {
    assert.is(config['cleanup.policy'], 'delete')
    assert.is(config['retention.ms'], '-1')
    assert.is(config['retention.bytes'], '-1')
  }
})

test('takes the time of commands and events from the broker', () => {
  for (const { commands, changelog } of Object.values(processors)) {
    for (const { config } of [commands, changelog]) assert.is(config['message.timestamp.type'], 'LogAppendTime')
  }
})

test('has room downstream for whatever comes in', () => {
  const limit = (topic: { readonly config: { readonly 'max.message.bytes': string } }): number =>
    Number(topic.config['max.message.bytes'])
  const { providerInvoicePaid, withdrawalCommands } = topics
  assert.ok(INPUT_BYTES_MAX * 8 < limit(withdrawalCommands), 'a notification becomes a command')
  for (const { commands, changelog, deadLetters } of Object.values(processors)) {
    assert.ok(INPUT_BYTES_MAX * 8 < limit(changelog), 'a command becomes an event')
    for (const topic of [commands, providerInvoicePaid]) {
      assert.ok(limit(topic) * 1.5 < limit(deadLetters), 'whatever its topic took fits the dead letters')
    }
  }
})

test('reads only compressions that every reader of ours knows', () => {
  for (const { commands } of Object.values(processors)) assert.is(commands.config['compression.type'], 'uncompressed')
})

test('names topics in dashes: Kafka cannot tell dots from underscores in its metrics', () => {
  for (const { name } of Object.values(topics)) assert.match(name, /^[a-z{}]+(-[a-z{}]+)*$/)
})

test.run()
