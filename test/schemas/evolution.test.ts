import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { schemas } from '../../schemas/generated.ts'
import { tenantOf } from '../support/plans.ts'
import { codecOf } from './codecs.ts'

const test = suite('evolution')

/** An id that is not the one of our own schema. */
const OLD = 2

const amount = { type: 'long', logicalType: 'minor-units' } as const
const head = [
  { name: 'tenant', type: 'string' },
  { name: 'wallet', type: 'string' },
  { name: 'operationId', type: 'string' },
  { name: 'revision', type: 'long' },
  { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' } },
  { name: 'sourceTopic', type: 'string' },
  { name: 'sourceOffset', type: 'long' },
  { name: 'fingerprint', type: 'bytes' }
] as const

/** WalletEvent as an early version could have written it: fewer records, fewer fields, fewer reasons, no docs. */
const oldWalletEvent = {
  type: 'record',
  name: 'WalletEvent',
  namespace: 'wallets',
  fields: [
    ...head,
    {
      name: 'body',
      type: [
        {
          type: 'record',
          name: 'WalletOpened',
          fields: [
            { name: 'currency', type: 'string' },
            {
              name: 'balance',
              type: {
                type: 'record',
                name: 'Balance',
                fields: [
                  { name: 'posted', type: amount },
                  { name: 'held', type: amount }
                ]
              }
            },
            { name: 'tenantRevision', type: 'long' }
          ]
        },
        {
          type: 'record',
          name: 'OperationRefused',
          fields: [
            { name: 'command', type: 'string' },
            {
              name: 'reason',
              type: { type: 'enum', name: 'Reason', symbols: ['unknown', 'wallet_not_found'], default: 'unknown' }
            }
          ]
        },
        {
          type: 'record',
          name: 'WithdrawalCreated',
          fields: [
            { name: 'withdrawal', type: 'string' },
            { name: 'provider', type: 'string' },
            { name: 'amount', type: amount },
            { name: 'currency', type: 'string' },
            { name: 'balance', type: 'Balance' },
            { name: 'tenantRevision', type: 'long' },
            { name: 'providerRevision', type: 'long' }
          ]
        }
      ]
    }
  ]
} as const

const event = {
  tenant: 'acme',
  wallet: 'alice',
  operationId: 'o-1',
  revision: 3,
  at: 1_700_000_000_000,
  sourceTopic: 'wallet-commands',
  sourceOffset: 9,
  fingerprint: Buffer.from('0011223344556677', 'hex')
}
const balance = { posted: 2n ** 60n, held: 5n }

test('an event of an older version is read, and new fields have their defaults', () => {
  const written = [
    { ...event, type: 'WalletOpened', currency: 'EUR', balance, tenantRevision: 4 },
    { ...event, type: 'OperationRefused', command: 'CloseWallet', reason: 'wallet_not_found' },
    {
      ...event,
      type: 'WithdrawalCreated',
      withdrawal: 'w',
      provider: 'p',
      amount: 5n,
      currency: 'EUR',
      balance,
      tenantRevision: 1,
      providerRevision: 2
    }
  ]
  const added = [
    { owner: null },
    { fields: [], balance: null, limit: null, walletLimit: null },
    {
      destination: '', method: '', party: '', scheduledAt: 0, quote: '', hold: 0n, route: null, destinationId: '',
      identity: '', identityRevision: 0, level: 0, localDay: 0
    }
  ]
  const writer = writing(oldWalletEvent)
  const reader = codecOf(schemas.WalletEvent)
  reader.learn('topic', OLD, oldWalletEvent)
  for (const [index, record] of written.entries()) {
    const read = { ...record, hash: Buffer.alloc(0), keptUntil: 0, step: 0, ...added[index] }
    assert.equal(reader.decode('topic', writer.encode('topic', record)), { record: read })
  }
})

test('having learnt an older schema, it still writes its own', () => {
  const reader = codecOf(schemas.WalletEvent)
  reader.learn('topic', OLD, oldWalletEvent)
  const bytes = reader.encode('topic', { ...event, type: 'WalletBlocked', balance })
  assert.is(bytes.readInt32BE(1), 1)
})

test('a schema that differs in docs alone is another schema with the same bytes', () => {
  const undocumented = JSON.parse(JSON.stringify(schemas.Tenant, (key, value) => key === 'doc' ? undefined : value))
  const reader = codecOf(schemas.Tenant)
  reader.learn('topic', OLD, undocumented)
  const record = { type: 'Tenant', ...tenantOf() }
  assert.equal(reader.decode('topic', writing(undocumented).encode('topic', record)), { record })
})

test('our own schema is known again when it comes back from a registry as text', () => {
  for (const schema of Object.values(schemas)) {
    const codec = codecOf(schema)
    codec.learn('topic', OLD, JSON.parse(JSON.stringify(schema)))
    assert.is(codec.knows('topic', OLD), true)
    const fresh = codecOf(schema)
    fresh.add('other', schema.name)
    fresh.learn('other', OLD, JSON.parse(JSON.stringify(schema)))
    assert.is(fresh.canEncode('other'), true, schema.name)
  }
})

test('a body with a single record is read by a version that has several', () => {
  const { fields } = schemas.ProviderNotification
  const paid = fields[2].type.find(({ name }) => name === 'InvoicePaid')!
  const narrow = { ...schemas.ProviderNotification, fields: [...fields.slice(0, 2), { name: 'body', type: [paid] }] }
  const said = { invoice: 'i', amount: 7n, currency: 'EUR', details: '' }
  const record = { tenant: 'acme', reference: 'r', type: 'InvoicePaid', ...said }
  const bytes = writing(narrow).encode('topic', record)
  const reader = codecOf(schemas.ProviderNotification)
  reader.learn('topic', OLD, narrow)
  assert.equal(reader.decode('topic', bytes), { record })
})

test('an older version reads a reason that it does not know as unknown', () => {
  const reasons = schemas.WalletEvent.fields[11].type[8].fields[1].type
  const older = JSON.parse(
    JSON.stringify(schemas.WalletEvent, (_, value) =>
      value === reasons
        ? { ...reasons, symbols: reasons.symbols.filter(symbol => symbol !== 'insufficient_funds') }
        : value
    )
  )
  const refused = {
    ...event,
    hash: Buffer.alloc(16, 7),
    keptUntil: 0,
    step: 0,
    type: 'OperationRefused',
    command: 'CreateWithdrawal',
    reason: 'insufficient_funds',
    fields: [],
    balance,
    limit: null,
    walletLimit: null
  }
  const bytes = writing(schemas.WalletEvent).encode('topic', refused)
  const reader = codecOf(older)
  reader.learn('topic', OLD, schemas.WalletEvent)
  assert.equal(reader.decode('topic', bytes), { record: { ...refused, reason: 'unknown' } })
})

test('a schema that ours cannot read is refused when it is learnt, not when its records come', () => {
  const reader = codecOf(oldWalletEvent)
  assert.throws(() => reader.learn('topic', OLD, schemas.WalletEvent), /cannot read/)
  assert.is(reader.knows('topic', OLD), false)
})

test.run()

/** A codec that writes under the id of an older version. */
function writing(schema: { readonly name: string }): ReturnType<typeof codecOf> {
  const codec = codecOf(schema)
  codec.learn('topic', OLD, schema)
  return codec
}
