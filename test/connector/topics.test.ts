import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { findTopics, topicNames } from '../../connector/index.ts'
import { topicName } from '../../runtime/topology.ts'
import { topology } from '../../topology.ts'
import { ConnectorWorld } from './connector-world.ts'

test('the kit calls the topics what the topology calls them, and knows what is in them', () => {
  const { providerInvoiceRequests: requests, providerInvoicePaid: notifications } = topology.topics
  assert.equal(topicNames('acme', 'x-'), {
    requests: `x-${topicName(requests, { provider: 'acme' })}`,
    notifications: `x-${topicName(notifications, { provider: 'acme' })}`
  })
  assert.equal([requests.value, notifications.value], ['ProviderRequest', 'ProviderNotification'])
})

test('topics are found as they are, and missed by name', async () => {
  const world = await ConnectorWorld.create()
  assert.equal(await findTopics(world.log, 'acme'), world.topics)
  await findTopics(world.log, 'paywell').then(() => assert.unreachable(), ({ message }: Error) =>
    assert.is(message, 'topic provider-paywell-invoice-requests does not exist: run `wallets providers put`'))
  await world.close()
})

test.run()
