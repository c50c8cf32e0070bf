import * as assert from 'uvu/assert'
import type { Membership } from '../../../runtime/log/log.ts'
import { eventually, failsWith, part, unique, type Part, type Trial } from './trial.ts'

/** A member and what it was given last. */
interface Member {
  readonly membership: Membership
  readonly given: { partitions: readonly number[], generations: number }
}

export const groups: Part = (name, createLog) => {
  const groupsOf = part(`${name}: groups`, createLog, (test, trial) => {
    test('one member has all partitions', async () => {
      const [topic, group] = [await trial().topic(4), unique('group')]
      const { given } = await join(trial(), group, topic)
      assert.equal(given.partitions, [0, 1, 2, 3])
    })

    test('two members share the partitions, evenly and without overlap', async () => {
      const [topic, group] = [await trial().topic(5), unique('group')]
      const members = [await join(trial(), group, topic), await join(trial(), group, topic)]
      await shared('two members share', members, 5)
      assert.equal(members.map(({ given }) => given.partitions.length).sort(), [2, 3])
    })

    test('members that join at the same time share as well', async () => {
      const [topic, group] = [await trial().topic(6), unique('group')]
      const members = await Promise.all([1, 2, 3].map(() => join(trial(), group, topic)))
      await shared('three members share', members, 6)
      assert.equal(members.map(({ given }) => given.partitions.length), [2, 2, 2])
    })

    test('a member keeps of its partitions what it can', async () => {
      const [topic, group] = [await trial().topic(6), unique('group')]
      const first = await join(trial(), group, topic)
      const second = await join(trial(), group, topic)
      await shared('two members share', [first, second], 6)
      const [before, beforeToo] = [first.given.partitions, second.given.partitions]
      const third = await join(trial(), group, topic)
      await shared('three members share', [first, second, third], 6)
      assert.ok(first.given.partitions.every(partition => before.includes(partition)))
      assert.ok(second.given.partitions.every(partition => beforeToo.includes(partition)))
    })

    test('who leaves hands over at once', async () => {
      const [topic, group] = [await trial().topic(4), unique('group')]
      const [first, second] = [await join(trial(), group, topic), await join(trial(), group, topic)]
      await shared('two members share', [first, second], 4)
      await first.membership.close()
      await eventually('the other has all', () => second.given.partitions.length === 4, 5_000)
    })

    test('a member with nothing to do is told so', async () => {
      const [topic, group] = [await trial().topic(1), unique('group')]
      const members = [await join(trial(), group, topic), await join(trial(), group, topic)]
      await shared('one of two has the partition', members, 1)
      assert.ok(members.every(({ given }) => given.generations > 0))
    })

    test('membership is confirmed, again and again', async () => {
      const [topic, group] = [await trial().topic(2), unique('group')]
      const { membership } = await join(trial(), group, topic)
      for (let times = 0; times < 3; times++) {
        await membership.confirmed()
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    })

    test('membership is not confirmed after it was closed', async () => {
      const [topic, group] = [await trial().topic(1), unique('group')]
      const { membership } = await join(trial(), group, topic)
      await membership.close()
      await failsWith('CLOSED', membership.confirmed())
    })

    test('groups do not disturb each other', async () => {
      const topic = await trial().topic(3)
      const members = [await join(trial(), unique('group'), topic), await join(trial(), unique('group'), topic)]
      assert.equal(members.map(({ given }) => given.partitions), [[0, 1, 2], [0, 1, 2]])
    })
  })
  groupsOf.run()
}

async function join(trial: Trial, group: string, topic: string): Promise<Member> {
  const given = { partitions: [] as readonly number[], generations: 0 }
  const membership = await trial.log.join(group, topic, {
    onAssigned: partitions => {
      given.partitions = partitions
      given.generations++
    },
    onFailed: error => { throw error }
  })
  return { membership: trial.closeLater(membership), given }
}

async function shared(what: string, members: readonly Member[], partitions: number): Promise<void> {
  const all = Array.from({ length: partitions }, (_, partition) => partition)
  await eventually(what, () => {
    const given = members.flatMap(member => member.given.partitions).sort((left, right) => left - right)
    return given.length === all.length && given.every((partition, index) => partition === all[index])
  })
  const least = Math.floor(partitions / members.length)
  await eventually(`${what} evenly`, () => members.every(({ given }) =>
    given.partitions.length >= least && given.partitions.length <= Math.ceil(partitions / members.length)))
}
