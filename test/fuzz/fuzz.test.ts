import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { schemas } from '../../schemas/generated.ts'
import { topology } from '../../topology.ts'
import { ofMoney } from '../processors/money/of-money.ts'
import { typesOf } from '../schemas/arbitrary.ts'
import { failureOf, play } from './fuzz.ts'
import { sabotages } from './sabotage.ts'

/** The same seeds in every run, so that a red test is somebody's change. Other seeds are for who has time. */
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 1)
const sequences = Number(process.env['FUZZ_SEQUENCES'] ?? 20_000)
const sabotageSequences = 2_000

/** Wallets with owners are tried in `test/processors/wallets/policy.test.ts`. */
const ofOwners = [
  'WalletRequested', 'WalletRejected', 'OwnerUpdated', 'WithdrawalConfirmed', 'WithdrawalReviewed', 'PayoutNotStopped'
]

const test = suite('fuzz')

test(`all invariants hold in ${sequences} sequences from seed ${firstSeed}, which meet every event`, () => {
  process.stdout.write(`\n  ${sequences} sequences from seed ${firstSeed}\n`)
  const met = new Set<string>()
  for (let seed = firstSeed; seed < firstSeed + sequences; seed++) {
    const sequence = play(seed)
    if (sequence.violations.length > 0) throw new Error(failureOf(sequence))
    for (const event of sequence.events) met.add(event)
  }
  if (sequences < 1_000) return
  const never = ['RecordDeadLettered', 'WalletClosed', ...ofOwners, ...ofMoney]
  const { wallets, withdrawals, terminals } = topology.processors
  const all = [wallets, withdrawals, terminals].flatMap(({ changelog }) => typesOf(schemas[changelog.value]))
  assert.equal([...met].sort(), [...new Set(all)].filter(type => !never.includes(type)).sort())
})

test('a seed is a sequence', () => {
  assert.equal(play(7).trace, play(7).trace)
  assert.not.equal(play(7).trace, play(8).trace)
})

for (const [mistake, deciders] of Object.entries(sabotages)) {
  test(`it is noticed when ${mistake}`, () => {
    for (let seed = firstSeed; seed < firstSeed + sabotageSequences; seed++) {
      const { violations: [violation] } = play(seed, deciders)
      if (violation === undefined) continue
      process.stdout.write(`\n  ${mistake}: at seed ${seed}, ${violation.invariant}\n`)
      return
    }
    assert.unreachable(`not within ${sabotageSequences} sequences`)
  })
}

test.run()
