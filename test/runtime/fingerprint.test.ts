import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { decisionText, differingFields, fingerprint, sameOperation } from '../../runtime/fingerprint.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import type { Flat, Variant } from '../../schemas/record.ts'
import { flatRecords } from '../schemas/arbitrary.ts'

const test = suite('fingerprint')

const codec = new Codec(schemas)
const variants = codec.shape('WalletCommand').variants
const commands = flatRecords(schemas.WalletCommand)

const createWithdrawal: Flat = {
  tenant: 'acme', wallet: 'alice', operationId: 'o-1', type: 'CreateWithdrawal',
  withdrawal: 'w-1', provider: 'swift', destination: 'tok', amount: 5n, currency: 'EUR',
  method: '', party: '', scheduledAt: 0, quote: '', destinationId: ''
}

const FROZEN_PERSONAL = '6505540ebc250f70f42c4477c25c56c4'
const FROZEN = '2214f729c9a2591642718887f7ba5f815b18685cb2d291a453b668ba'

test('two equal commands have the same, byte for byte', () => {
  fc.assert(fc.property(commands, command => {
    const again = JSON.parse(JSON.stringify(command, textOfBigint), bigintOfText)
    assert.equal(print(again), print(command))
    assert.is(sameOperation(print(again), print(command)), true)
  }), { seed: 1, numRuns: 500 })
})

test('is that of the parameters: who asked and under which id is of no matter', () => {
  for (const field of ['tenant', 'wallet', 'operationId']) {
    assert.equal(print({ ...createWithdrawal, [field]: 'other' }), print(createWithdrawal))
  }
})

test('differs for each single field that changes, and names that field alone', () => {
  let changes = 0
  fc.assert(fc.property(commands, commands, (command, other) => {
    for (const { name } of variantOf(command).bodyFields) {
      if (other[name] === undefined || isSame(other[name], command[name])) continue
      const changed = { ...command, [name]: other[name] }
      assert.is(sameOperation(print(command), print(changed)), false, name)
      assert.equal(differences(command, changed), [name])
      changes++
    }
  }), { seed: 2, numRuns: 2_000 })
  assert.ok(changes > 500, `${changes} changes`)
})

test('names exactly the fields that differ, in the order of the schema', () => {
  const pairs = commands.chain(command =>
    fc.tuple(
      fc.constant(command),
      commands.filter(({ type }) => type === command.type),
      fc.subarray(variantOf(command).bodyFields.map(({ name }) => name))
    )
  )
  fc.assert(
    fc.property(pairs, ([command, other, names]) => {
      const changed = { ...command, ...Object.fromEntries(names.map(name => [name, other[name]])) }
      const differing = names.filter(name => !isSame(changed[name], command[name]))
      if (differing.length > 0) assert.equal(differences(command, changed), differing)
      assert.is(sameOperation(print(command), print(changed)), differing.length === 0)
    }),
    { seed: 3, numRuns: 500 }
  )
})

test('two fields that swap their values both differ', () => {
  const swapped = {
    ...createWithdrawal,
    withdrawal: createWithdrawal['provider'],
    provider: createWithdrawal['withdrawal']
  } as Flat
  assert.equal(differences(createWithdrawal, swapped), ['withdrawal', 'provider'])
})

test('a command of another type is another operation, whatever it carries', () => {
  const complete: Flat = {
    ...createWithdrawal, type: 'CompleteWithdrawal', invoice: 'i-1', provider: '', terminal: '', postings: []
  }
  const fail: Flat = { ...createWithdrawal, type: 'FailWithdrawal', reason: 'i-1' }
  const block: Flat = { ...createWithdrawal, type: 'BlockWallet' }
  const unblock: Flat = { ...createWithdrawal, type: 'UnblockWallet' }
  for (const [one, other] of [[complete, fail], [block, unblock], [createWithdrawal, block]] as const) {
    assert.is(sameOperation(print(one), print(other)), false)
  }
  assert.equal(differences(block, unblock), ['type'])
  assert.equal(differences(fail, complete), ['invoice'])
})

test('a field at its default adds nothing: older clients do not know it', () => {
  const current = schemas.WalletCommand.fields[4].type[5]
  const older = {
    ...schemas.WalletCommand, fields: [...schemas.WalletCommand.fields.slice(0, 3), {
      name: 'body', type: [{ ...current, fields: current.fields.filter(({ name }) => name !== 'destination') }]
    }]
  }
  const before = new Codec({ WalletCommand: older }).shape('WalletCommand').variants.get('CreateWithdrawal')!
  const { destination: _, ...without } = createWithdrawal
  assert.equal(fingerprint(before, without as Flat), print({ ...createWithdrawal, destination: '' }))
  assert.equal(differences({ ...createWithdrawal, destination: '' }, createWithdrawal), ['destination'])
})

test('is short: eight bytes, and four for each field', () => {
  assert.is(print({ ...createWithdrawal, type: 'BlockWallet' }).length, 8)
  assert.is(print(createWithdrawal).length, 8 + 5 * 4)
  assert.is(print({ ...createWithdrawal, destination: '' }).length, 8 + 4 * 4)
})

test('is the same in every version of this program: it is on disk and in the changelog', () => {
  assert.is(print(createWithdrawal).toString('hex'), FROZEN)
  assert.is(decisionText(print(createWithdrawal)), FROZEN.slice(0, 16))
})

const changeContact: Flat = {
  tenant: 'acme', party: 'p-1', operationId: 'o-1', type: 'ChangeContact', identity: 'i-1',
  contact: { phone: '+491701234567', email: '', firstName: 'Alice', middleName: '', lastName: 'Liddell' }
}

test('has one byte of a field that is personal: one contact of 256 has the same', () => {
  const prints = new Set<string>()
  const counts = new Map<string, number>()
  for (let number = 0; number < 25_600; number++) {
    const command = withPhone(`+49170${String(number).padStart(7, '0')}`)
    const found = personalPrint(command).toString('hex')
    prints.add(found)
    counts.set(found, (counts.get(found) ?? 0) + 1)
  }
  assert.is(prints.size, 256)
  // About as many of each: no byte tells more than another.
  for (const count of counts.values()) assert.ok(count > 50 && count < 150, `${count} of 100`)
})

test('of a field that is personal: a repeat is one, and what differs is named, in all but one of 256 cases', () => {
  assert.equal(personalPrint({ ...changeContact }), personalPrint(changeContact))
  let taken = 0
  for (let number = 0; number < 25_600; number++) {
    const later = withPhone(`+1${String(number).padStart(9, '0')}`)
    if (sameOperation(personalPrint(changeContact), personalPrint(later))) taken++
    else assert.equal(personalDifferences(changeContact, later), ['contact'])
  }
  assert.ok(taken > 50 && taken < 150, `${taken} of 25,600 are taken for repeats`)
})

test('that some fields are personal changes nothing for the others, and is the same in every version too', () => {
  const { contact: _, ...rest } = changeContact
  const block = { ...rest, type: 'BlockParty' } as Flat
  assert.equal(personalPrint(block), fingerprint(partyVariant(block), block))
  assert.is(personalDifferences(changeContact, { ...changeContact, identity: 'i-2' })[0], 'identity')
  assert.is(personalPrint(changeContact).toString('hex'), FROZEN_PERSONAL)
})

test('a hundred thousand commands that look alike have as many', () => {
  const prints = new Set<string>()
  for (let index = 0; index < 100_000; index++) {
    prints.add(
      decisionText(
        print({ ...createWithdrawal, withdrawal: `w-${index % 1_000}`, amount: BigInt((index / 1_000) | 0) })
      )
    )
  }
  assert.is(prints.size, 100_000)
})

test.run()

function variantOf({ type }: Flat): Variant {
  return variants.get(type)!
}

function print(command: Flat): Buffer {
  return fingerprint(variantOf(command), command)
}

function partyVariant({ type }: Flat): Variant {
  return codec.shape('PartyCommand').variants.get(type)!
}

function personalPrint(command: Flat): Buffer {
  return fingerprint(partyVariant(command), command, new Set(['contact']))
}

function personalDifferences(earlier: Flat, later: Flat): string[] {
  return differingFields(partyVariant(later), personalPrint(earlier), personalPrint(later))
}

function withPhone(phone: string): Flat {
  return { ...changeContact, contact: { ...changeContact['contact'] as object, phone } }
}

/** As a later command that re-uses the id of an earlier one is told. */
function differences(earlier: Flat, later: Flat): string[] {
  return differingFields(variantOf(later), print(earlier), print(later))
}

/** Lists that have the same in them are the same. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, textOfBigint) === JSON.stringify(other, textOfBigint)
}

function textOfBigint(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? { bigint: String(value) } : value
}

function bigintOfText(_: string, value: unknown): unknown {
  const { bigint } = (value ?? {}) as { bigint?: string }
  return bigint === undefined ? value : BigInt(bigint)
}
