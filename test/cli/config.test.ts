import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { readConfig } from '../../runtime/config.ts'
import { SettingsError, type Environment } from '../../runtime/settings-reader.ts'
import { settings } from '../../runtime/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'wallets-config-test-'))
test.after(() => rmSync(folder, { recursive: true }))

const kafka = { KAFKA_BROKERS: 'broker-1:9092, broker-2:9092', SCHEMA_REGISTRY_URL: 'http://registry:8081' }

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('without settings there is the embedded log in ./data', () => {
  assert.equal(readConfig({}), {
    kafka: undefined, dataFolder: resolve('data'), prefix: '', logLevel: 'info', warnings: []
  })
})

test('empty variables count as none', () => {
  assert.equal(readConfig(Object.fromEntries(settings.map(({ name }) => [name, '']))), readConfig({}))
})

test('a cluster needs brokers and a registry', () => {
  const { log, registry } = readConfig(kafka).kafka!
  assert.equal(log, { brokers: ['broker-1:9092', 'broker-2:9092'], clientId: 'wallets' })
  assert.equal(registry, { url: 'http://registry:8081' })
})

test('secrets and certificates come from files', () => {
  const config = readConfig({
    ...kafka, SCHEMA_REGISTRY_URL: 'https://registry', SCHEMA_REGISTRY_USERNAME: 'r',
    SCHEMA_REGISTRY_PASSWORD_FILE: file('registry', ' pass word \n'),
    KAFKA_TLS_CA_FILE: file('ca', 'CA'), KAFKA_TLS_CERT_FILE: file('cert', 'CERT'),
    KAFKA_TLS_KEY_FILE: file('key', 'KEY'),
    KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD_FILE: file('kafka', 'secret\n')
  })
  assert.equal(config.kafka!.registry, { url: 'https://registry', username: 'r', password: ' pass word ' })
  assert.equal(config.kafka!.log.ssl, { ca: 'CA', cert: 'CERT', key: 'KEY' })
  assert.equal(config.kafka!.log.sasl, { mechanism: 'scram-sha-512', username: 'u', password: 'secret' })
  assert.equal(config.warnings, [])
})

test('TLS with the authorities that Node knows needs no file', () => {
  assert.equal(readConfig({ ...kafka, KAFKA_TLS: 'true' }).kafka!.log.ssl, {})
  assert.is(readConfig({ ...kafka, KAFKA_TLS: 'false' }).kafka!.log.ssl, undefined)
})

test('numbers are passed on', () => {
  const { log } = readConfig({
    ...kafka, KAFKA_REPLICATION_FACTOR: '3', WALLETS_SESSION_TIMEOUT_MS: '6000', WALLETS_HEARTBEAT_INTERVAL_MS: '2000'
  }).kafka!
  assert.is(log.replicationFactor, 3)
  assert.is(log.sessionTimeoutMs, 6_000)
  assert.is(log.heartbeatIntervalMs, 2_000)
})

test('a login in clear over the network is warned of, on this machine it is not', () => {
  const sasl = { KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' }
  const registry = { SCHEMA_REGISTRY_USERNAME: 'u', SCHEMA_REGISTRY_PASSWORD: 'p' }
  assert.is(readConfig({ ...kafka, ...sasl, ...registry }).warnings.length, 2)
  assert.is(readConfig({ ...kafka, ...sasl, KAFKA_TLS: 'true' }).warnings.length, 0)
  const here = { KAFKA_BROKERS: 'localhost:9092', SCHEMA_REGISTRY_URL: 'http://127.0.0.1:8081' }
  assert.is(readConfig({ ...here, ...sasl, ...registry }).warnings.length, 0)
})

const both = 'set both, or neither'
for (const [problem, environment] of [
  [`SCHEMA_REGISTRY_URL is set and KAFKA_BROKERS is not: ${both}`, { SCHEMA_REGISTRY_URL: 'http://registry' }],
  [`KAFKA_TLS is set and KAFKA_BROKERS is not: ${both}`, { KAFKA_TLS: 'true' }],
  [`KAFKA_BROKERS is set and SCHEMA_REGISTRY_URL is not: ${both}`, { KAFKA_BROKERS: 'broker:9092' }],
  ['KAFKA_BROKERS is "broker": it takes host:port,…', { ...kafka, KAFKA_BROKERS: 'broker' }],
  ['KAFKA_BROKERS is ",": it takes host:port,…', { ...kafka, KAFKA_BROKERS: ',' }],
  ['SCHEMA_REGISTRY_URL is not right: it takes URL', { ...kafka, SCHEMA_REGISTRY_URL: 'ftp://u:hunter2@registry' }],
  ['SCHEMA_REGISTRY_URL must not hold a login: that is for SCHEMA_REGISTRY_USERNAME and its password file',
    { ...kafka, SCHEMA_REGISTRY_URL: 'http://u:hunter2@registry' }],
  ['KAFKA_TLS is "yes": it takes true | false', { ...kafka, KAFKA_TLS: 'yes' }],
  ['KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE go together: set both, or neither',
    { ...kafka, KAFKA_TLS_CERT_FILE: file('cert', 'CERT') }],
  ['KAFKA_TLS is false and there is a KAFKA_TLS_…_FILE: leave out one',
    { ...kafka, KAFKA_TLS: 'false', KAFKA_TLS_CA_FILE: file('ca', 'CA') }],
  ['KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD_FILE go together: set all, or none',
    { ...kafka, KAFKA_SASL_USERNAME: 'u' }],
  ['KAFKA_SASL_PASSWORD and KAFKA_SASL_PASSWORD_FILE are set: leave out one',
    {
      ...kafka, KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p',
      KAFKA_SASL_PASSWORD_FILE: file('p', 'p')
    }],
  ['KAFKA_REPLICATION_FACTOR is "0": it takes 1 to 9', { ...kafka, KAFKA_REPLICATION_FACTOR: '0' }],
  ['WALLETS_PREFIX is "a_b": it takes letters, digits, dashes', { WALLETS_PREFIX: 'a_b' }],
  ['WALLETS_LOG_LEVEL is "loud": it takes debug | info | warn | error | silent', { WALLETS_LOG_LEVEL: 'loud' }],
  ['WALLETS_HEARTBEAT_INTERVAL_MS must be at most a third of WALLETS_SESSION_TIMEOUT_MS',
    { ...kafka, WALLETS_SESSION_TIMEOUT_MS: '5000' }]
] as const satisfies readonly (readonly [string, Environment])[]) {
  test(`refuses: ${problem}`, () => {
    assert.throws(
      () => readConfig(environment),
      (error: unknown) => error instanceof SettingsError && error.message === problem
    )
  })
}

test('a file that is not there is named', () => {
  const environment = { ...kafka, KAFKA_TLS_CA_FILE: join(folder, 'nothing') }
  assert.throws(() => readConfig(environment), /KAFKA_TLS_CA_FILE: the file cannot be read: ENOENT/)
})

test('all that is wrong is said at once', () => {
  try {
    readConfig({ WALLETS_PREFIX: '-', WALLETS_LOG_LEVEL: 'x', KAFKA_TLS: 'true' })
    assert.unreachable()
  } catch (error) {
    assert.is((error as Error).message.split('\n').length, 3)
  }
})

test.run()
