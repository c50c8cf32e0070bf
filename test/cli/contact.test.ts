import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { Connection } from '../../cli/connection.ts'
import { openEmbeddedLog } from '../../cli/open-log.ts'
import { readConfig } from '../../runtime/config.ts'
import { silent } from '../../runtime/logger.ts'
import { systemVault } from '../../runtime/vault.ts'
import { outgoing } from '../support/outgoing.ts'
import { Workplace, type Ran } from './process.ts'

const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
const at = 1_795_368_642_233
const alice = {
  phone: '+491701234567', email: 'alice@example.org', firstName: 'Alice', middleName: '', lastName: 'Liddell'
}
const later = { ...alice, phone: '', lastName: 'Hargreaves' }

test.before(async () => {
  await workplace.run(['topology', 'apply'])
  await workplace.run(['keys', 'create', 'other.pem'])
  writeFileSync(join(workplace.folder, 'text.pem'), 'something')
  writeFileSync(join(workplace.folder, 'signing.pem'), signingKey())
  const { stdout } = await workplace.run(['keys', 'create', 'demo.pem'])
  await writeParties(Buffer.from(stdout.trim(), 'base64'))
})
test.after(() => workplace.close())

test('a key is made for its owner alone, and its public part is printed', async () => {
  const made = await workplace.run(['keys', 'create', 'new.pem'])
  assert.is(made.code, 0)
  assert.is(Buffer.from(made.stdout.trim(), 'base64').length, 32)
  assert.match(made.stderr, 'the private key is in new.pem')
  assert.is(statSync(join(workplace.folder, 'new.pem')).mode & 0o777, 0o600)
  assert.match(readFileSync(join(workplace.folder, 'new.pem'), 'utf8'), /^-----BEGIN PRIVATE KEY-----\n.*\n-----END/)
})

test('a key is never written over what is there', async () => {
  const before = readFileSync(join(workplace.folder, 'demo.pem'), 'utf8')
  const again = await workplace.run(['keys', 'create', 'demo.pem'])
  assert.is(again.code, 2)
  assert.is(again.stdout, '')
  assert.match(again.stderr, 'demo.pem is there already, and a key is never written over')
  assert.is(readFileSync(join(workplace.folder, 'demo.pem'), 'utf8'), before)
  const nowhere = await workplace.run(['keys', 'create', 'no/where.pem'])
  assert.match(nowhere.stderr, 'no/where.pem cannot be written: ENOENT')
})

test('contact data is printed as it is now, and what is empty is left out', async () => {
  assert.equal(await getContact('demo/p-1/i-1'), {
    code: 0, stderr: '',
    stdout: [
      'demo/p-1/i-1', '  since  2026-11-22 17:30:42.236, revision 3 of the identity', '  name   Alice Hargreaves',
      '  email  alice@example.org', ''
    ].join('\n')
  })
})

test('contact data is printed as it was at a revision of the identity', async () => {
  const expected = [['1', 1, alice], ['2', 1, alice], ['3', 3, later], ['4', 3, later]] as const
  for (const [revision, since, contact] of expected) {
    const { stdout } = await getContact('demo/p-1/i-1', '--revision', revision, '--json')
    const { revision: found, ...view } = JSON.parse(stdout) as Record<string, unknown>
    assert.is(found, since)
    assert.equal(view['contact'], contact)
  }
})

test('the changelog, as everybody can print it, has none of it', async () => {
  const { stdout } = await workplace.run(['watch', 'party-changelog', '--once', '--json'])
  assert.match(stdout, 'ContactChanged')
  // Whole values: what is encrypted is printed in base64, and may well have a `+49` in it.
  for (const value of [...Object.values(alice), later.lastName].filter(Boolean)) assert.not.match(stdout, value)
})

for (const [code, problem, ...args] of [
  [1, 'this is not the right key: that of party demo/p-1 is encrypted to the personal key that tenant demo had at ' +
    'revision 7', 'demo/p-1/i-1', '--key', 'other.pem'],
  [1, 'the personal data of party demo/p-2 was erased at 2026-11-22 17:30:42.240, for good', 'demo/p-2/i-1'],
  [1, 'the personal data of party demo/p-3 was erased, for good', 'demo/p-3/i-1'],
  [1, 'there is no key of party demo/p-4 in party-keys', 'demo/p-4/i-1'],
  [1, 'the key of party demo/p-5 is not the one that its data is encrypted to', 'demo/p-5/i-1'],
  [1, 'demo/p-1/i-2 has no contact data', 'demo/p-1/i-2'],
  [1, 'there is no identity demo/p-1/nobody', 'demo/p-1/nobody'],
  [1, 'there is no identity demo/nobody/i-1', 'demo/nobody/i-1'],
  [1, 'identity demo/p-1/i-1 is at revision 4, there is no 5', 'demo/p-1/i-1', '--revision', '5'],
  [2, '1 or more is expected', 'demo/p-1/i-1', '--revision', '0'],
  [2, 'tenant/party/identity is expected, as in demo/p-1/i-1, and not demo/p-1', 'demo/p-1'],
  [2, 'nothing.pem cannot be read: ENOENT', 'demo/p-1/i-1', '--key', 'nothing.pem'],
  [2, 'text.pem is no private key of X25519 in PEM', 'demo/p-1/i-1', '--key', 'text.pem'],
  [2, 'signing.pem is no private key of X25519 in PEM', 'demo/p-1/i-1', '--key', 'signing.pem']
] as const) {
  test(`ends with ${code}: get contact ${args.join(' ')}`, async () => {
    const [name, ...more] = args
    const found = await getContact(name, ...more)
    assert.is(found.code, code)
    assert.is(found.stdout, '')
    assert.match(found.stderr, problem)
    assert.not.match(found.stderr, 'Alice')
  })
}

test('get contact needs a key', async () => {
  const { code, stderr } = await workplace.run(['get', 'contact', 'demo/p-1/i-1'])
  assert.is(code, 2)
  assert.match(stderr, '--key <file>')
})

test.run()

async function getContact(name: string, ...more: readonly string[]): Promise<Ran> {
  const key = more.includes('--key') ? [] : ['--key', 'demo.pem']
  return workplace.run(['get', 'contact', name, ...key, ...more])
}

/** Some parties, as their processor leaves them: p-1 as is usual, the others with something missing or wrong. */
async function writeParties(personalKey: Uint8Array): Promise<void> {
  const names = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5'] as const
  const [one, two, three, four, five] = names.map(() => systemVault.createKey(personalKey))
  await append('partyChangelog', [
    created('p-1', 'i-1', sealed(one!, alice)),
    created('p-1', 'i-2', Buffer.alloc(0)),
    cancelled('p-1', 'i-1', 2),
    { type: 'ContactChanged', party: 'p-1', identity: 'i-1', identityRevision: 3, contact: sealed(one!, later) },
    cancelled('p-1', 'i-1', 4),
    created('p-2', 'i-1', sealed(two!, alice)),
    created('p-3', 'i-1', sealed(three!, alice)),
    { type: 'PersonalDataErased', party: 'p-2' },
    created('p-4', 'i-1', sealed(four!, alice)),
    created('p-5', 'i-1', sealed(four!, alice))
  ].map((event, index) => ({ ...event, ...head, at: at + index })))
  await append('partyKeys', [
    key('p-1', one!.privateKey), key('p-2', two!.privateKey), key('p-3', three!.privateKey),
    key('p-3', Buffer.alloc(0)), key('p-5', five!.privateKey)
  ])
}

const head = {
  tenant: 'demo', operationId: 'o', revision: 1, sourceTopic: 'party-commands', sourceOffset: 0,
  fingerprint: Buffer.alloc(8)
}
const identification = { level: 0, validUntil: 0, levelAfter: 0, status: 'none', challenge: '' }

function created(party: string, identity: string, contact: Uint8Array): object {
  const type = 'IdentityCreated'
  return { type, party, identity, identityRevision: 1, class: 'person', contact, identification, tenantRevision: 7 }
}

function cancelled(party: string, identity: string, identityRevision: number): object {
  const challenge = { challenge: 'c', verifier: 'v', reference: 'r', isByVerifier: false }
  return { type: 'ChallengeCancelled', party, identity, identityRevision, ...challenge }
}

function key(party: string, privateKey: Uint8Array): object {
  return { type: 'PartyKey', tenant: 'demo', party, privateKey, tenantRevision: 7 }
}

function sealed({ publicKey }: { readonly publicKey: Uint8Array }, contact: object): Uint8Array {
  return systemVault.seal(publicKey, Buffer.from(JSON.stringify(contact)))
}

/** A key of another kind, in PEM. */
function signingKey(): string {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' }, publicKeyEncoding: { format: 'pem', type: 'spki' }
  }).privateKey
}

async function append(topic: string, records: readonly object[]): Promise<void> {
  const config = { ...readConfig({}), dataFolder: join(workplace.folder, 'data') }
  const connection = await Connection.over(await openEmbeddedLog(config, silent))
  try {
    const { log, codec, topology } = connection
    await log.append(records.map(record => outgoing(topology.topics[topic]!, codec, record)))
  } finally {
    await connection.close()
  }
}
