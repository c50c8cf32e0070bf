import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Answered } from '../../runtime/audit/answered.ts'
import { Findings, type Place } from '../../runtime/audit/finding.ts'
import { FollowUps, type Kinds, type Side } from '../../runtime/audit/follow-ups.ts'

const test = suite('parts of an audit')

const print = (value: number): Buffer => Buffer.alloc(8, value)
const kinds: Kinds = { missing: 'follow_up_missing', orphaned: 'follow_up_orphaned', altered: 'follow_up_altered' }

test('an operation has one answer, and another when it may be forgotten', () => {
  const answered = new Answered()
  const event = { fingerprint: print(1), keptUntil: 100, at: 10, offset: 1 }
  assert.is(answered.noveltyOf('k', 'o', print(1)), 'new')
  assert.is(answered.add('k', 'o', false, event), undefined)
  assert.is(answered.noveltyOf('k', 'o', print(1)), 'repeat')
  assert.is(answered.noveltyOf('k', 'o', print(2)), 'conflict')
  assert.is(answered.add('k', 'o', true, { ...event, fingerprint: print(2), offset: 2 }), undefined)
  assert.is(answered.noveltyOf('k', 'o', print(2)), 'repeat')
  assert.is(answered.add('k', 'o', false, { ...event, at: 99, offset: 3 }), 1)
  answered.add('k', 'other', false, { ...event, at: 100, offset: 4 })
  assert.is(answered.add('k', 'o', false, { ...event, keptUntil: 0, at: 101, offset: 5 }), undefined)
  assert.is(answered.add('k', 'o', false, { ...event, at: 1_000, offset: 6 }), 5, 'for ever')
})

test('operations stay known however many there are', () => {
  const answered = new Answered()
  const event = { fingerprint: print(1), keptUntil: 0, at: 10, offset: 0 }
  for (let offset = 0; offset < 5_000; offset++) answered.add('k', `o${offset}`, false, { ...event, offset })
  for (let offset = 0; offset < 5_000; offset++) {
    assert.is(answered.noveltyOf('k', `o${offset}`, print(1)), 'repeat')
  }
  assert.is(answered.noveltyOf('other', 'o1', print(1)), 'new')
})

test('what lies beyond the ends is not judged', () => {
  const place = (offset: number): Place => ({ topic: 't', partition: 0, offset })
  const side = (offset: number): Side =>
    ({ print: 'p', place: place(offset), key: 'k', what: 'Store', at: 0, isLenient: false })
  const followUps = new FollowUps()
  for (const offset of [4, 5]) {
    followUps.caused(`caused ${offset}`, kinds, side(offset))
    followUps.found(`found ${offset}`, kinds, side(offset))
  }
  const findings = new Findings()
  const judged = { isCauseJudged: (at: Place) => at.offset < 5, isFoundJudged: (at: Place) => at.offset < 5 }
  assert.is(followUps.hasFindings(judged), true)
  followUps.judge(judged, findings)
  assert.equal(findings.list().map(({ kind, offset }) => [kind, offset]),
    [['follow_up_missing', 4], ['follow_up_orphaned', 4]])
})

test('what became a dead letter and was sent once more is one follow-up', () => {
  const place = { topic: 't', partition: 0, offset: 1 }
  const side = { print: 'p', place, key: 'k', what: 'Store', at: 0, isLenient: false }
  const all = { isCauseJudged: () => true, isFoundJudged: () => true }
  const findingsOf = (again: boolean): number => {
    const followUps = new FollowUps()
    followUps.found('one', kinds, { ...side, isLenient: true, isDead: true })
    followUps.caused('one', kinds, side)
    if (again) followUps.found('one', kinds, side)
    followUps.prune(1)
    const findings = new Findings()
    followUps.judge(all, findings)
    return findings.list().length
  }
  assert.equal([findingsOf(false), findingsOf(true)], [0, 0])
})

test.run()
