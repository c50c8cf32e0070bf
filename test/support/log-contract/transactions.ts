import * as assert from 'uvu/assert'
import { failsWith, nextOf, part, readUntil, record, recordsOf, unique, type Part } from './trial.ts'

export const transactions: Part = (name, createLog) => {
  const transactionsOf = part(`${name}: transactions`, createLog, (test, trial) => {
    test('nothing is seen before the commit, everything after it', async () => {
      const topic = await trial().topic()
      await trial().log.append([record(topic, 'before')])
      const transaction = await trial().transaction()
      await transaction.send([record(topic, 'a'), record(topic, 'b')])
      assert.is((await trial().log.bounds(topic, 0)).end, 1)
      const reader = trial().reader({ topic, partition: 0, offset: 1 })
      assert.equal(await reader.read(), [])
      await transaction.commit()
      const batches = await readUntil(reader, seen => recordsOf(seen).length > 0)
      assert.equal(recordsOf(batches).map(({ value }) => String(value)), ['a', 'b'])
    })

    test('a commit covers all partitions it wrote to, and says where', async () => {
      const [first, second] = [await trial().topic(2), await trial().topic(1)]
      await trial().log.append([record(first, 'old', 1)])
      const transaction = await trial().transaction()
      const offsets = await transaction.send([
        record(first, 'a', 0), record(first, 'b', 1), record(second, 'c', 0), record(first, 'd', 1)
      ])
      await transaction.commit()
      assert.equal([...offsets].sort(), [[`${first}/0`, 0], [`${first}/1`, 1], [`${second}/0`, 0]].sort())
      await trial().holds(['a'], first, 0)
      await trial().holds(['old', 'b', 'd'], first, 1)
      await trial().holds(['c'], second, 0)
    })

    test('the offsets that send returns are those that readers see, in every transaction of a producer', async () => {
      const topic = await trial().topic()
      const producer = await trial().fenced()
      for (let turn = 0; turn < 5; turn++) {
        const transaction = await producer.begin()
        const offsets = await transaction.send([record(topic, `a${turn}`), record(topic, `b${turn}`)])
        await transaction.commit()
        await trial().holds([`a${turn}`, `b${turn}`], topic, 0, offsets.get(`${topic}/0`))
      }
    })

    test('a transaction may send several times', async () => {
      const topic = await trial().topic(2)
      const transaction = await trial().transaction()
      await transaction.send([record(topic, 'a', 0)])
      await transaction.send([record(topic, 'b', 0), record(topic, 'c', 1)])
      await transaction.commit()
      await trial().holds(['a', 'b'], topic, 0)
      await trial().holds(['c'], topic, 1)
    })

    test('an empty transaction commits', async () => {
      const producer = await trial().fenced()
      for (let turn = 0; turn < 3; turn++) await (await producer.begin()).commit()
    })

    test('many records of one transaction stay in order', async () => {
      const topic = await trial().topic()
      const values = Array.from({ length: 5_000 }, (_, index) => `${index}`)
      await trial().commit(...values.map(value => record(topic, value)))
      await trial().holds(values, topic)
    })

    test('an abandoned transaction is never seen, and holds nobody up once its id is fenced', async () => {
      const topic = await trial().topic()
      const id = unique('task')
      const abandoned = await (await trial().fenced(id)).begin()
      await abandoned.send([record(topic, 'lost')])
      assert.is((await trial().log.bounds(topic, 0)).end, 0)
      const transaction = await (await trial().fenced(id)).begin()
      await transaction.send([record(topic, 'kept')])
      await transaction.commit()
      await trial().holds(['kept'], topic)
    })

    test('aborted and committed transactions of several producers in one partition are told apart', async () => {
      const topic = await trial().topic()
      const [one, two] = [unique('one'), unique('two')]
      const first = await (await trial().fenced(one)).begin()
      const second = await (await trial().fenced(two)).begin()
      await first.send([record(topic, 'first, lost')])
      await second.send([record(topic, 'second, kept')])
      await first.send([record(topic, 'first, lost too')])
      await trial().fenced(one)
      const offsets = await second.send([record(topic, 'second, kept too')])
      await second.commit()
      await trial().holds(['second, kept', 'second, kept too'], topic)
      await trial().holds(['second, kept too'], topic, 0, offsets.get(`${topic}/0`))
    })

    test('a fenced producer can write nothing that is seen', async () => {
      const topic = await trial().topic()
      const id = unique('task')
      const old = await trial().fenced(id)
      const sending = await old.begin()
      await sending.send([record(topic, 'zombie')])
      await trial().fenced(id)
      await failsWith('FENCED', sending.commit())
      await trial().holds([], topic)
      await trial().commit(record(topic, 'next'))
      await trial().holds(['next'], topic)
    })

    test('a producer fenced between transactions, or before its next send, finds out at that send', async () => {
      const topic = await trial().topic()
      const id = unique('task')
      const old = await trial().fenced(id)
      const transaction = await old.begin()
      await trial().fenced(id)
      await failsWith('FENCED', transaction.send([record(topic, 'zombie')]))
      await trial().holds([], topic)
    })

    test('a producer fenced before it sends offsets finds out', async () => {
      const topic = await trial().topic()
      const [id, group] = [unique('task'), unique('group')]
      const transaction = await (await trial().fenced(id)).begin()
      await trial().fenced(id)
      const offsets = transaction.sendOffsets(group, [{ topic, partition: 0, offset: 7 }])
      await failsWith('FENCED', offsets.then(() => transaction.commit()))
      assert.is(await trial().log.committed(group, topic, 0), undefined)
    })

    test('after an error a producer is good for nothing but close', async () => {
      const topic = await trial().topic()
      const id = unique('task')
      const old = await trial().fenced(id)
      const transaction = await old.begin()
      await trial().fenced(id)
      await failsWith('FENCED', transaction.send([record(topic, 'zombie')]))
      await failsWith('FENCED', transaction.commit())
      await failsWith('FENCED', old.begin())
      await old.close()
    })

    test('offsets are committed with the records, never before', async () => {
      const topic = await trial().topic()
      const group = unique('group')
      assert.is(await trial().log.committed(group, topic, 0), undefined)
      const transaction = await trial().transaction()
      await transaction.send([record(topic, 'a')])
      await transaction.sendOffsets(group, [{ topic, partition: 0, offset: 42 }])
      assert.is(await trial().log.committed(group, topic, 0), undefined)
      await transaction.commit()
      await trial().committed(42, group, topic, 0)
    })

    test('a transaction may be of offsets alone, one after the other', async () => {
      const topic = await trial().topic(2)
      const group = unique('group')
      const producer = await trial().fenced()
      for (let offset = 1; offset <= 4; offset++) {
        const transaction = await producer.begin()
        await transaction.sendOffsets(group,
          [{ topic, partition: 0, offset }, { topic, partition: 1, offset: 10 + offset }])
        await transaction.commit()
      }
      await trial().committed(4, group, topic, 0)
      await trial().committed(14, group, topic, 1)
    })

    test('records and offsets may be sent at the same time', async () => {
      const topic = await trial().topic()
      const group = unique('group')
      const producer = await trial().fenced()
      for (let offset = 1; offset <= 4; offset++) {
        const transaction = await producer.begin()
        await Promise.all([
          transaction.send([record(topic, `${offset}`)]),
          transaction.sendOffsets(group, [{ topic, partition: 0, offset }])
        ])
        await transaction.commit()
      }
      await trial().holds(['1', '2', '3', '4'], topic)
      await trial().committed(4, group, topic, 0)
    })

    test('an abandoned transaction commits no offsets', async () => {
      const topic = await trial().topic()
      const [id, group] = [unique('task'), unique('group')]
      const abandoned = await (await trial().fenced(id)).begin()
      await abandoned.send([record(topic, 'lost')])
      await abandoned.sendOffsets(group, [{ topic, partition: 0, offset: 42 }])
      await trial().fenced(id)
      assert.is(await trial().log.committed(group, topic, 0), undefined)
    })

    test('what is read of a partition of commits and aborts alone reaches its end', async () => {
      const topic = await trial().topic()
      const id = unique('task')
      await (await (await trial().fenced(id)).begin()).send([record(topic, 'lost')])
      await trial().fenced(id)
      const { end } = await trial().log.bounds(topic, 0)
      if (end === 0) return // A log that keeps nothing of what was aborted.
      const batches = await readUntil(trial().reader({ topic, partition: 0, offset: 0 }), seen => nextOf(seen) >= end)
      assert.equal(recordsOf(batches), [])
    })

    test('rejects what belongs to a transaction that is over', async () => {
      const topic = await trial().topic()
      const transaction = await trial().transaction()
      await transaction.commit()
      await failsWith('REJECTED', transaction.send([record(topic, 'late')]))
    })
  })
  transactionsOf.run()
}
