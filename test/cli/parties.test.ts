import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { readProjectFile } from '../processors/project.ts'
import { ndjson, records, Workplace } from './process.ts'

/** The examples of parties, sent through the service, and what `wallets get` says of them then. */
const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
const examples = ['parties', 'parties-money'].map(name => readProjectFile(`examples/${name}.ndjson`))
const page = readProjectFile('docs/cli.md')
const ran: string[][] = []

test.before(async () => {
  for (const input of examples) {
    const { code, stdout, stderr } = await workplace.run(['run'], { input })
    assert.equal([code, stderr], [0, ''])
    ran.push(records(stdout).map(told))
  }
})
test.after(() => workplace.close())

/** Who, and what happened: of what was refused the reason, of the others what it is about. */
function told({ sourceTopic, type, party, wallet, identity, reason, withdrawal }: any): string {
  const isOfParty = sourceTopic === 'party-commands'
  const about = reason || withdrawal || (isOfParty && identity)
  return [isOfParty ? party : wallet, type, ...about ? [about] : []].join(' ')
}

/** Events of one key are in order; which key is first is chance. */
function of(events: readonly string[], who: string): string[] {
  return events.filter(event => event.startsWith(`${who} `)).map(event => event.slice(who.length + 1))
}

async function get(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await workplace.run(['get', ...args])
  assert.equal([code, stderr], [0, ''], args.join(' '))
  return stdout
}

test('the example of people makes a party with two identities, a destination and a wallet', () => {
  const [events] = ran as [string[]]
  const mia = of(events, 'mia')
  assert.equal(mia.filter(event => !/^Challenge|^(Wallet|Registration)/.test(event)), [
    'PartyRegistered', 'IdentityCreated herself', 'IdentityCreated partner',
    'OperationRefused identity_class_not_found', 'DestinationAdded herself', 'OperationRefused card_number',
    'OperationRefused challenge_pending'
  ])
  assert.equal(mia.filter(event => /^(Wallet|Registration)/.test(event)).sort(), [
    'RegistrationRejected identity_not_found', 'WalletRegistered herself'
  ])
  assert.equal(mia.filter(event => /^Challenge/.test(event)).sort(), [
    'ChallengeApproved herself', 'ChallengeDenied simulated', 'ChallengeStarted herself', 'ChallengeStarted partner'
  ])
  assert.equal(of(events, 'zoe'), ['PartyRegistered', 'PartyBlocked', 'OperationRefused party_blocked'])
  assert.equal(of(events, 'lost'), ['WalletRequested', 'WalletRejected identity_not_found'])
  // Told once more, if the approval came after the wallet was registered.
  const till = of(events, 'till').filter(event => event !== 'OwnerUpdated')
  assert.equal(till, ['WalletRequested', 'WalletOpened'])
  assert.is(events.filter(event => event !== 'till OwnerUpdated').length, 20)
})

test('the example of money pays out to a destination of the owner, as far as she is known', () => {
  const [, events] = ran as [string[], string[]]
  const till = of(events, 'till').filter(event => !event.startsWith('Payout'))
  assert.equal(till.slice(0, 4), [
    'DepositCompleted', 'WithdrawalCreated w-1', 'OperationRefused identification_level_too_low',
    'WithdrawalCreated w-3'
  ])
  assert.equal(till.slice(4).sort(), [
    'WithdrawalCompleted w-1', 'WithdrawalConfirmed w-1', 'WithdrawalFailed destination_not_found'
  ])
  assert.equal(of(events, 'mia').sort(), [
    'RegistrationRejected destination_not_found', 'WithdrawalRegistered w-1', 'WithdrawalUnregistered w-1',
    'WithdrawalUnregistered w-3'
  ])
})

test('the tenant of the examples is the one that may announce itself', () => {
  const { type, revision, ...row } = records(examples[0]!)[0]
  assert.equal([type, revision], ['Tenant', 1])
  assert.equal(row, JSON.parse(readProjectFile('examples/tenants/shop.json')))
})

test('sent again they add no event', async () => {
  for (const input of examples) {
    assert.equal(await workplace.run(['run'], { input }), { code: 0, stdout: '', stderr: '' })
  }
})

for (const args of [
  ['party', 'shop/mia'], ['identity', 'shop/mia/herself'], ['wallet', 'shop/till']
] as const) {
  test(`docs/cli.md shows what get ${args.join(' ')} prints`, async () => {
    const time = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}/g
    const text = (await get(...args)).trimEnd().replace(time, '2026-03-01 12:30:05.120')
      .replace('open, at revision 9', 'open, at revision 10')
    assert.match(page, `\n${text.split('\n').map(line => `    ${line}\n`).join('')}\n`)
  })
}

test('a party as JSON has all that is counted', async () => {
  const { counts, wallets, withdrawals, identities, ...rest } = JSON.parse(await get('party', 'shop/mia', '--json'))
  assert.equal(rest, { tenant: 'shop', party: 'mia', revision: 17, status: 'registered' })
  assert.equal(counts, {
    identities: { count: 2, ceiling: 1000 }, wallets: { count: 1, ceiling: 10 },
    destinations: { count: 1, ceiling: 1000 }, withdrawals: { count: 0, ceiling: 100 }
  })
  assert.equal([wallets, withdrawals], [[{ wallet: 'till', identity: 'herself' }], []])
  assert.equal(identities.map(({ identity, identification: { level } }: any) => [identity, level]),
    [['herself', 1], ['partner', 0]])
  assert.is(JSON.parse(await get('party', 'shop/zoe', '--json')).status, 'blocked')
})

test('an identity is printed as it was when it got a revision', async () => {
  const statuses = []
  for (const revision of ['1', '2', '3']) {
    const view = JSON.parse(await get('identity', 'shop/mia/herself', '--revision', revision, '--json'))
    assert.is(view.revision, Number(revision))
    statuses.push([view.identification.level, view.pending, view.challenges.map(({ status }: any) => status)])
  }
  assert.equal(statuses, [[0, undefined, []], [0, 'passport-1', ['pending']], [1, undefined, ['approved']]])
})

test('a wallet as JSON tells of its owner', async () => {
  const { owner } = JSON.parse(await get('wallet', 'shop/till', '--json'))
  const { identification: { level: told }, ...rest } = owner
  assert.is(told, 1)
  assert.equal(rest, {
    party: 'mia', identity: 'herself', revision: 3, isBlocked: false, isConfirmed: true, level: 1, hasLapsed: false
  })
})

test('a tenant with topics of its own has its parties there', async () => {
  const party = { tenant: 'own', party: 'p-1' }
  const input = ndjson(
    { type: 'AnnounceTenant', tenant: 'own', operationId: 'a1', currencies: [{ code: 'EUR', exponent: 2 }],
      classes: [{ class: 'person', levels: [], initialLevel: 0, challenges: [] }], ownTopics: { partitions: 2 } },
    { ...party, type: 'RegisterParty', operationId: 'o1' },
    { ...party, type: 'CreateIdentity', operationId: 'o2', identity: 'i-1', class: 'person', contact: null }
  )
  assert.is((await workplace.run(['run'], { input })).code, 0)
  assert.match((await workplace.run(['watch', 'tenant-own-party-changelog', '--once'])).stdout, 'PartyRegistered')
  assert.match(await get('party', 'own/p-1'), /\n {2}identities {4}1 of 1000\n/)
  assert.match(await get('identity', 'own/p-1/i-1'), /\n {2}class {5}person\n/)
})

test('the ceilings of a tenant without a row of its own are those of the default one', async () => {
  const input = ndjson(
    { type: 'Tenant', tenant: '*', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }],
      serviceLimits: [{ kind: 'identities', ceiling: 7 }] },
    { type: 'RegisterParty', tenant: 'guest', party: 'p-1', operationId: 'o1' }
  )
  assert.is((await workplace.run(['run'], { input })).code, 0)
  assert.match(await get('party', 'guest/p-1'), /\n {2}identities {4}0 of 7\n {2}wallets {7}0 of 1000\n/)
})

for (const [code, problem, ...args] of [
  [1, 'there is no party shop/nobody', 'party', 'shop/nobody'],
  [1, 'there is no party other/mia', 'party', 'other/mia'],
  [1, 'there is no identity shop/mia/nobody', 'identity', 'shop/mia/nobody'],
  [1, 'there is no identity shop/nobody/herself', 'identity', 'shop/nobody/herself'],
  [1, 'there is no identity shop/mia/nobody', 'identity', 'shop/mia/nobody', '--revision', '1'],
  [1, 'identity shop/mia/herself is at revision 3, there is no 4', 'identity', 'shop/mia/herself', '--revision', '4'],
  [1, 'there is no wallet shop/lost', 'wallet', 'shop/lost'],
  [2, '1 or more is expected', 'identity', 'shop/mia/herself', '--revision', '0'],
  [2, 'tenant/party is expected, as in demo/p-1, and not shop', 'party', 'shop'],
  [2, 'tenant/party is expected, as in demo/p-1, and not shop/mia/herself', 'party', 'shop/mia/herself'],
  [2, 'tenant/party/identity is expected, as in demo/p-1/i-1, and not shop/mia', 'identity', 'shop/mia']
] as const) {
  test(`ends with ${code}: get ${args.join(' ')}`, async () => {
    const { code: found, stdout, stderr } = await workplace.run(['get', ...args])
    assert.equal([found, stdout], [code, ''])
    assert.match(stderr, problem)
  })
}

test.run()
