import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { schemas } from '../../schemas/generated.ts'
import { confluentRegistry } from '../../schemas/confluent-registry.ts'
import { RegistryRejected, RegistryUnavailable } from '../../schemas/registry.ts'
import { codecOf } from './codecs.ts'
import { FakeRegistry, schemaNotFound, type Answer } from './fake-registry.ts'

/** Long enough for an answer on this machine, short enough to wait for none. */
const timeoutMs = 2_000
const impatient = { timeoutMs: 200 }

interface Context { server: FakeRegistry }

const find = suite<Context>('find')
find.before.each(async context => { context.server = await FakeRegistry.start() })
find.after.each(({ server }) => server.stop())

find('gives the schema as it was registered, fit to be learnt', async ({ server }) => {
  server.answers({ status: 200, body: { schema: JSON.stringify(schemas.WalletCommand) } })
  const found = await confluentRegistry({ url: server.url, timeoutMs }).find(7)
  assert.equal(found, schemas.WalletCommand)
  assert.equal(server.requests, [{ method: 'GET', path: '/schemas/ids/7', authorization: undefined }])
  const codec = codecOf(schemas.WalletCommand)
  codec.add('other', 'WalletCommand')
  codec.learn('other', 7, found)
  assert.is(codec.canEncode('other'), true)
})

find('gives undefined when the registry says that there is no such schema', async ({ server }) => {
  server.answers(schemaNotFound)
  assert.is(await confluentRegistry({ url: server.url, timeoutMs }).find(7), undefined)
})

find('gives undefined for a schema of another language', async ({ server }) => {
  const registry = confluentRegistry({ url: server.url, timeoutMs })
  for (const schemaType of ['JSON', 'PROTOBUF']) {
    server.answers({ status: 200, body: { schemaType, schema: '{}' } })
    assert.is(await registry.find(7), undefined, schemaType)
  }
})

const noAnswers: Readonly<Record<string, Answer>> = {
  'an error of the registry': { status: 500, body: { error_code: 50001, message: 'error in the backend data store' } },
  'a registry that is starting': { status: 503, body: 'Service Unavailable' },
  'missing rights': { status: 401, body: { error_code: 40101, message: 'Unauthorized' } },
  'a 404 of a proxy in front': { status: 404, body: '<html>nginx</html>' },
  'a 404 for a path that does not exist': { status: 404, body: { error_code: 404, message: 'HTTP 404 Not Found' } },
  'a page where a schema should be': { status: 200, body: '<html>Log in</html>' },
  'text that is no JSON where a schema should be': { status: 200, body: { schema: '{"type":' } }
}

for (const [name, answer] of Object.entries(noAnswers)) {
  find(`takes ${name} for no answer`, async ({ server }) => {
    server.answers(answer)
    await rejects(confluentRegistry({ url: server.url, timeoutMs }).find(7), RegistryUnavailable)
  })
}

find('takes a refused connection for no answer, and says so', async ({ server }) => {
  const { url } = server
  await server.stop()
  const error = await rejects(confluentRegistry({ url, timeoutMs }).find(7), RegistryUnavailable)
  assert.match(error.message, /ECONNREFUSED/)
})

find('takes a name that does not resolve for no answer', async () => {
  await rejects(confluentRegistry({ url: 'http://registry.invalid', timeoutMs }).find(7), RegistryUnavailable)
})

find('takes silence for no answer, and asks anew the next time', async ({ server }) => {
  const registry = confluentRegistry({ url: server.url, ...impatient })
  await rejects(registry.find(7), RegistryUnavailable)
  server.answers({ status: 200, body: { schema: '"string"' } })
  assert.is(await registry.find(7), 'string')
  assert.is(server.requests.length, 2)
})

find('sends the name and the password, if there are any', async ({ server }) => {
  server.answers(schemaNotFound)
  await confluentRegistry({ url: `${server.url}/`, username: 'alice', password: 'secret', timeoutMs }).find(7)
  const { path, authorization } = server.requests[0]!
  assert.is(path, '/schemas/ids/7')
  assert.is(authorization, `Basic ${Buffer.from('alice:secret').toString('base64')}`)
})

find.run()

const register = suite<Context>('register')
register.before.each(async context => { context.server = await FakeRegistry.start() })
register.after.each(({ server }) => server.stop())

register('registers under BACKWARD_TRANSITIVE and gives the id', async ({ server }) => {
  server.answers((method, path) => {
    if (path.startsWith('/config') && method === 'GET')
      return { status: 404, body: { error_code: 40401, message: 'no such subject' } }
    return { status: 200, body: path.startsWith('/config') ? { compatibility: 'BACKWARD_TRANSITIVE' } : { id: 42 } }
  })
  assert.is(await confluentRegistry({ url: server.url, timeoutMs }).register('tenants-value', schemas.Tenant), 42)
  assert.equal(server.requests.map(({ method, path }) => `${method} ${path}`), [
    'GET /config/tenants-value', 'POST /subjects/tenants-value/versions', 'PUT /config/tenants-value'
  ])
})

for (const status of [409, 422]) {
  register(`an answer of ${status} is a refusal, which names the subject`, async ({ server }) => {
    server.answers((_, path) => path.startsWith('/config')
      ? { status: 200, body: { compatibilityLevel: 'BACKWARD_TRANSITIVE' } }
      : { status, body: { error_code: status, message: 'incompatible' } })
    const error = await rejects(
      confluentRegistry({ url: server.url, timeoutMs }).register('tenants-value', schemas.Tenant), RegistryRejected)
    assert.match(error.message, /tenants-value.*incompatible/)
  })
}

register('another compatibility mode is a refusal', async ({ server }) => {
  server.answers({ status: 200, body: { compatibilityLevel: 'NONE' } })
  await rejects(
    confluentRegistry({ url: server.url, timeoutMs }).register('tenants-value', schemas.Tenant),
    RegistryRejected
  )
})

register('an error of the registry is no refusal', async ({ server }) => {
  server.answers({ status: 500, body: { error_code: 50001, message: 'error in the backend data store' } })
  await rejects(
    confluentRegistry({ url: server.url, timeoutMs }).register('tenants-value', schemas.Tenant),
    RegistryUnavailable
  )
})

register('a refused connection and silence are no refusals', async ({ server }) => {
  await rejects(
    confluentRegistry({ url: server.url, ...impatient }).register('tenants-value', schemas.Tenant),
    RegistryUnavailable
  )
  const { url } = server
  await server.stop()
  await rejects(confluentRegistry({ url, timeoutMs }).register('tenants-value', schemas.Tenant), RegistryUnavailable)
})

register.run()

async function rejects<Expected extends Error>(
  promise: Promise<unknown>, expected: abstract new (...parameters: never[]) => Expected
): Promise<Expected> {
  const error = await promise.then(() => undefined, (caught: unknown) => caught)
  assert.instance(error, expected)
  return error as Expected
}
