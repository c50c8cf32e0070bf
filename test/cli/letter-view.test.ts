import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Connection } from '../../cli/connection.ts'
import { DeadLetters } from '../../cli/dead-letters.ts'
import { describeLetter, letterLine, letterObject } from '../../cli/describe-letter.ts'
import { toJson } from '../../cli/json.ts'
import { LetterReader } from '../../cli/letter-view.ts'
import { readUpTo } from '../../cli/partial-record.ts'
import { schemas } from '../../schemas/generated.ts'
import { partitionOf } from '../../runtime/partition.ts'
import { closeWorlds, createDeposit, openWallet, walletsWorld } from '../flows/wallets-world.ts'
import { codecOf } from '../schemas/codecs.ts'
import { hangUp, lettersOf, operatorOf, putAside } from './dead-letters-world.ts'

const test = suite('what is shown of a dead letter')
test.after.each(hangUp)
test.after.each(closeWorlds)

const why = { why: 'not asked' }
const secret = 'alice@example.org'
const createIdentity = {
  type: 'CreateIdentity', tenant: 'demo', party: 'p-1', operationId: 'create', identity: 'i-1', class: 'person',
  contact: { phone: secret, email: secret, firstName: secret, middleName: secret, lastName: secret }
}

/** All that is ever printed of the open letters: the line, the text, the JSON. */
async function shown(connection: Connection): Promise<readonly string[][]> {
  const reader = new LetterReader(connection, (await DeadLetters.open(connection)).homes)
  const all: string[][] = []
  for (const letter of await lettersOf(connection)) {
    const content = await reader.read(letter)
    all.push([
      letterLine(letter, content), describeLetter(letter, content, why).join('\n'),
      toJson(letterObject(letter, content))
    ])
  }
  return all
}

test('a record is told in a line, with all its fields in a text, and whole in JSON', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  const value = world.codec.encode('wallet-commands', createDeposit('d-1') as never)
  const headers = { trace: 't\u001b[2J' }
  await putAside(world, { topic: 'wallet-commands', partition: 0, key: 'demo/bob', value, headers })
  const [[line, text, json]] = await shown(connection) as [[string, string, string]]
  assert.match(line, 'wallet-commands-dead-letters/0/0  ')
  const size = `${value.length} bytes`
  assert.match(line, `  key_mismatch  wallet-commands/0/0  key demo/bob  ${size}  CreateDeposit demo/alice d-1`)
  assert.match(text, '\n  reason      key_mismatch\n  came from   wallet-commands/0/0, ')
  assert.match(text, '\n  decided     not yet\n  send again  not asked\n  key         demo/bob\n')
  assert.match(text, '\n  header      trace: t\\x1b[2J\n')
  assert.match(text, '\n    amount: 10000\n')
  const { record, reason, original } = JSON.parse(json) as Record<string, Record<string, string>>
  assert.equal([reason, original!['topic'], record!['amount']], ['key_mismatch', 'wallet-commands', '10000'])
})

test('of one that is cut off the fields before that are shown, and its bytes', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  const value = world.codec.encode('wallet-commands', createDeposit('d-1') as never)
  const cut = value.subarray(0, value.indexOf('bank') + 2)
  await putAside(world, { topic: 'wallet-commands', partition: 0, key: 'demo/alice', value: cut })
  const [[line, text, json]] = await shown(connection) as [[string, string, string]]
  assert.match(line, 'CreateDeposit, in part')
  assert.match(text, /\n {2}schema {6}\d+, wallets.WalletCommand, of wallet-commands\n/)
  assert.match(text, `\n    operationId: d-1\n`)
  assert.match(text, `\n  it stops at body.source, byte ${value.indexOf('bank') - 1}\n`)
  assert.match(text, /\n {4}0000 {2}00 00 00 00 [0-9a-f ]+\|\.{6}demo/)
  const { fields, stuckAt, unreadable } = JSON.parse(json) as Record<string, Record<string, string>>
  assert.equal([unreadable, stuckAt], ['undecodable', 'body.source'])
  assert.equal([fields!['tenant'], fields!['body']], ['demo', 'CreateDeposit'])
})

test('a text and a schema that nobody knows are shown as bytes', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  const value = Buffer.from([0, 0, 0, 3, 231, 104, 105])
  await putAside(world, { topic: 'wallet-commands', partition: 0, key: null, value: Buffer.from('{"to":"bob"}') },
    { topic: 'wallet-commands', partition: 0, key: Buffer.from([255]), value })
  const [[, text], [line, unknown]] = await shown(connection) as [string[], string[]]
  assert.match(text!, '|{"to":"bob"}|')
  assert.match(text!, '\n  key         (none)\n')
  assert.match(line!, 'key 0xff')
  assert.match(unknown!, '\n  schema      999, which is not known\n')
  assert.match(unknown!, '|.....hi|')
})

test('contact data is shown of none, wherever it was sent and however it was spoilt', async () => {
  const world = await walletsWorld()
  const connection = await operatorOf(world)
  const value = world.codec.encode('party-commands', createIdentity as never)
  const partition = partitionOf('demo/p-1', 2)
  const spoilt = [
    { topic: 'party-commands', key: 'demo/p-2', value },
    { topic: 'party-commands', key: 'demo/p-1', value: value.subarray(0, -3) },
    { topic: 'party-commands', key: 'demo/p-1', value: Buffer.concat([value, value]) },
    { topic: 'party-commands', key: 'demo/p-1', value: Buffer.from(JSON.stringify(createIdentity)) },
    { topic: 'wallet-commands', key: 'demo/p-1', value }
  ]
  await putAside(world, ...spoilt.map(record => ({ ...record, partition })))
  const all = await shown(connection)
  assert.is(all.length, spoilt.length)
  const base64 = Buffer.from(secret).toString('base64').slice(4, -4)
  for (const text of all.flat()) {
    assert.not.match(text, secret.slice(0, 8))
    assert.not.match(text, base64)
    assert.not.match(text, Buffer.from(secret).toString('hex').replace(/../g, '$& ').slice(0, 30))
  }
  const texts = all.map(([, text]) => text!)
  assert.is(texts.filter(text => text.includes('the bytes may be personal and are not shown')).length, 4)
  assert.is(texts.filter(text => text.includes('\n    identity: i-1')).length, 1)
})

test('every prefix of a record is read up to where it ends, and the whole of it whole', () => {
  const codec = codecOf(schemas.WalletCommand)
  const value = codec.encode('topic', openWallet() as never)
  const type = codec.writer('topic', 1)!
  const whole = readUpTo(type, value, 5)
  assert.equal([whole.stuckAt, whole.end], [undefined, value.length])
  assert.equal(whole.fields.slice(0, 5).map(([path]) => path), [
    'tenant', 'wallet', 'operationId', 'expectedRevision', 'body'
  ])
  for (let length = 5; length < value.length; length++) {
    const { fields, stuckAt, end } = readUpTo(type, value.subarray(0, length), 5)
    assert.equal(fields, whole.fields.slice(0, fields.length))
    assert.is(stuckAt, whole.fields[fields.length]![0])
    assert.ok(end <= length)
  }
})

test.run()
