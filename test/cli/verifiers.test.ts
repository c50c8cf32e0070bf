import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { conducts } from '../../cli/simulated-verdicts.ts'
import { readProjectFile } from '../processors/project.ts'
import { eventually, ndjson, records, Workplace } from './process.ts'

const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
const row = { tenant: 'demo', verifier: 'idcheck' }
const put = ['verifiers', 'put', 'demo', 'idcheck']

test.before(async () => {
  await workplace.run(['topology', 'apply', '--partitions', '2'])
})
test.after(() => workplace.close())

async function list(...options: readonly string[]): Promise<string> {
  return (await workplace.run(['verifiers', 'list', ...options])).stdout
}

test('a verifier is put once, and brings its topics along', async () => {
  const none = await workplace.run(['watch', 'verifier-idcheck-requests', '--once'])
  assert.equal([none.code, none.stderr], [3, 'wallets: there is no topic verifier-idcheck-requests\n'])
  assert.equal(await workplace.run(put), {
    code: 0, stdout: 'verifier demo/idcheck is new, at revision 1\n', stderr: ''
  })
  assert.is((await workplace.run(put)).stdout, 'verifier demo/idcheck is like that already, at revision 1\n')
  for (const topic of ['verifier-idcheck-requests', 'verifier-idcheck-results']) {
    assert.equal(await workplace.run(['watch', topic, '--once']), { code: 0, stdout: '', stderr: '' })
  }
})

test('an explicit revision has to go forward', async () => {
  assert.is((await workplace.run([...put, '--revision', '3'])).stdout,
    'verifier demo/idcheck is changed, at revision 3\n')
  const back = await workplace.run([...put, '--revision', '2'])
  assert.equal([back.code, back.stdout], [1, ''])
  assert.match(back.stderr, 'revision: the row is at 3')
})

test('a file has one row or many, and all of them are right or none is put', async () => {
  writeFileSync(join(workplace.folder, 'one.json'), JSON.stringify({ ...row, verifier: 'bureau' }, null, 2))
  assert.is((await workplace.run(['verifiers', 'put', '--file', 'one.json'])).stdout,
    'verifier demo/bureau is new, at revision 1\n')
  const input = ndjson({ ...row, verifier: 'notary' }, { ...row, verifier: 'Notary' })
  const { code, stdout, stderr } = await workplace.run(['verifiers', 'put', '--file', '-'], { input })
  assert.equal([code, stdout], [1, ''])
  assert.is(stderr, 'wallets: row 2: verifier: 1 to 64 lower-case letters, digits and dashes are expected\n')
  assert.not.match(await list(), 'notary')
})

test('a list shows each, of every tenant', async () => {
  await workplace.run(['verifiers', 'put', 'shop', 'idcheck'])
  assert.is(await list(), [
    'tenant  verifier  revision', 'demo    idcheck   3', 'demo    bureau    1', 'shop    idcheck   1', ''
  ].join('\n'))
  assert.equal(records(await list('--json')).map(({ tenant, verifier, revision }) => [tenant, verifier, revision]), [
    ['demo', 'idcheck', 3], ['demo', 'bureau', 1], ['shop', 'idcheck', 1]
  ])
})

test('what a list prints as JSON is taken again and can be sent', async () => {
  const input = await list('--json')
  const again = await workplace.run(['verifiers', 'put', '--file', '-'], { input })
  assert.match(again.stdout, /^(verifier \S+ is like that already, at revision \d\n){3}$/)
  assert.equal(await workplace.run(['send'], { input }), { code: 0, stdout: 'sent 3\n', stderr: '' })
  assert.is(await list('--json'), input)
})

test('a file that was made from an older revision is refused', async () => {
  const input = JSON.stringify({ ...row, revision: 2 })
  const { code, stderr } = await workplace.run(['verifiers', 'put', '--file', '-'], { input })
  assert.equal([code, stderr], [1, 'wallets: revision: this was made from 2, and the row is at 3 by now\n'])
})

for (const [code, problem, ...args] of [
  [2, 'give the whole row with --file, or a tenant and a verifier', 'put'],
  [2, 'give the whole row with --file, or a tenant and a verifier', 'put', 'demo'],
  [2, 'nothing.json cannot be read: ENOENT', 'put', '--file', 'nothing.json'],
  [2, 'A whole number from 1 is expected', 'put', 'demo', 'idcheck', '--revision', '0'],
  [1, 'verifier: the file is for another one than idcheck', 'put', 'demo', 'idcheck', '--file', 'one.json'],
  [1, 'verifier: 1 to 64 lower-case letters, digits and dashes are expected', 'put', 'demo', 'ID-Check'],
  [1, 'tenant: 1 to 64 letters', 'put', 'de/mo', 'idcheck'],
  [1, 'tenant: 1 to 64 letters', 'put', '*', 'idcheck']
] as const) {
  test(`ends with ${code}: wallets verifiers ${args.join(' ')}`, async () => {
    const before = await list('--json')
    const found = await workplace.run(['verifiers', ...args])
    assert.equal([found.code, found.stdout], [code, ''])
    assert.match(found.stderr, problem)
    assert.is(await list('--json'), before)
  })
}

test('the word of a verifier that has no row cannot be sent', async () => {
  const { code, stderr } = await workplace.run(['send', 'VerificationDenied', 'verifier=nobody', 'tenant=demo',
    'reference=demo/p-1/i-1/c-1', 'reason=document'])
  assert.is(code, 1)
  assert.match(stderr, 'there is no topic verifier-nobody-results: `wallets verifiers put` makes it with its row')
})

const mia = { tenant: 'shop', party: 'mia', identity: 'herself' }

/** Lets the service decide; nobody answers for the verifiers. */
async function run(...commands: readonly object[]): Promise<string[]> {
  const { stdout } = await workplace.run(['run', '--no-simulated-verifier'], { input: ndjson(...commands) })
  return records(stdout).map(({ type }) => type)
}

async function challengesOfMia(): Promise<string[][]> {
  const { stdout } = await workplace.run(['get', 'identity', 'shop/mia/herself', '--json'])
  return JSON.parse(stdout).challenges.map(({ challenge, status, reason }: any) => [challenge, status, reason])
}

function challenge(id: string): object {
  const proofs = [{ kind: 'passport', token: 'doc_7f3a' }]
  return { ...mia, type: 'StartChallenge', operationId: id, challenge: id, class: 'passport', proofs }
}

test('without a simulated verifier a challenge waits, until somebody answers by hand', async () => {
  const [tenant] = records(readProjectFile('examples/parties.ndjson'))
  await run(tenant, { ...mia, type: 'RegisterParty', operationId: 'o1', identity: undefined })
  assert.equal(await run({ ...mia, type: 'CreateIdentity', operationId: 'o2', class: 'person', contact: null }),
    ['IdentityCreated'])
  assert.equal(await run(challenge('c-1')), ['ChallengeStarted'])
  assert.equal(await run(), [])
  assert.equal(await challengesOfMia(), [['c-1', 'pending', '']])
  const sent = await workplace.run(['send', 'VerificationFailed', 'verifier=idcheck', 'tenant=shop',
    'reference=shop/mia/herself/c-1', 'reason=blurred'])
  assert.equal(sent, { code: 0, stdout: 'sent VerificationFailed\n', stderr: '' })
  assert.equal(await run(), ['ChallengeFailed'])
  assert.equal(await challengesOfMia(), [['c-1', 'failed', 'blurred']])
})

test('a simulated verifier answers what was asked before it came, as its options say', async () => {
  assert.equal(await run(challenge('c-2')), ['ChallengeStarted'])
  const { child, output, ended } = workplace.start(
    ['simulate-verifier', 'idcheck', '--deny', 'document:expired'], { WALLETS_LOG_LEVEL: 'info' })
  await eventually('an answer', () => output.stderr.includes('simulated_verifier.answered'))
  child.kill('SIGTERM')
  assert.is((await ended).code, 0)
  assert.equal(await run(), ['ChallengeDenied'])
  assert.equal((await challengesOfMia()).at(-1), ['c-2', 'denied', 'document:expired'])
})

test('docs/cli.md tells of everything that a simulated verifier can be told to do', () => {
  const rows = readProjectFile('docs/cli.md').split('\n').filter(line => /^\| `\w+` \| `--\w+/.test(line))
  const told = rows.map(row => /^\| `(\w+)` \| `--(\w+)/.exec(row)!.slice(1))
  assert.equal(told.sort(), conducts.map(conduct => [conduct, conduct]).sort())
})

test.run()
