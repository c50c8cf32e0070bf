import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import { sharedSettings } from '../scripts/cluster/broker.ts'
import { projectRoot } from '../scripts/cluster/root.ts'
import { versions } from '../scripts/cluster/versions.ts'

/** Of the Compose Specification, what is looked at here. */
interface Compose {
  readonly services: Readonly<Record<string, Service>>
}

interface Service {
  readonly image?: string
  readonly build?: string
  readonly ports?: readonly string[]
  readonly profiles?: readonly string[]
  readonly environment?: Readonly<Record<string, string | number>>
  readonly healthcheck?: object
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
}

const compose = parse(read('docker-compose.yml')) as Compose
const services = Object.entries(compose.services)

test('keeps to the Compose Specification', () => {
  const { $schema, ...schema } = JSON.parse(read('test/support/compose-spec.json')) as Record<string, unknown>
  assert.match(String($schema), /draft-07/, 'the draft that this validator speaks')
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema)
  validate(compose)
  assert.equal(validate.errors, null)
})

test('pins every image', () => {
  const bases = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(found => found[1] ?? '')
  const images = [...services.flatMap(([, service]) => service.image ?? []), ...bases]
  assert.is(images.length, 4)
  for (const image of images) assert.match(image, /^[^:]+:\d+\.\d+[^:]*$/)
})

test('runs the broker and the registry that the tests run', () => {
  assert.is(compose.services['kafka']?.image, `apache/kafka:${versions.kafka}`)
  assert.is(compose.services['registry']?.image, `apicurio/apicurio-registry-mem:${versions.registry}`)
})

test('gives the broker the settings that the service counts on', () => {
  const environment = compose.services['kafka']?.environment ?? {}
  for (const [setting, value] of Object.entries(sharedSettings)) {
    const name = `KAFKA_${setting.toUpperCase().replaceAll('.', '_')}`
    assert.is(String(environment[name]), value, name)
  }
})

test('listens on this machine alone', () => {
  const ports = services.flatMap(([, service]) => service.ports ?? [])
  assert.ok(ports.length > 0)
  for (const port of ports) assert.match(port, /^127\.0\.0\.1:\d+:\d+$/)
})

test('starts the service behind its profile, once what it needs is healthy', () => {
  const behindProfiles = services.filter(([, service]) => service.profiles !== undefined)
  assert.equal(behindProfiles.map(([name, service]) => [name, service.build, service.profiles]),
    [['service', '.', ['service']]])
  const needs = Object.entries(compose.services['service']?.depends_on ?? {})
  assert.equal(needs.map(([name, { condition }]) => [name, condition]),
    [['kafka', 'service_healthy'], ['registry', 'service_healthy']])
  for (const [name] of needs) assert.ok(compose.services[name]?.healthcheck, `${name} has a health check`)
})

test('runs the service as a user without rights', () => {
  const lastStage = read('Dockerfile').split(/^FROM /m).at(-1) ?? ''
  assert.match(lastStage, /^USER node$/m)
})

function read(path: string): string {
  return readFileSync(join(projectRoot(), path), 'utf8')
}

test.run()
