import * as assert from 'uvu/assert'
import { failsWith, nextOf, part, readUntil, record, recordsOf, type Part } from './trial.ts'

const readsMax = 50

export const reading: Part = (name, createLog) => {
  const readingOf = part(`${name}: reading`, createLog, (test, trial) => {
    test('begins in the middle of a partition', async () => {
      const topic = await trial().topic()
      await trial().log.append(['a', 'b', 'c', 'd'].map(value => record(topic, value)))
      await trial().holds(['c', 'd'], topic, 0, 2)
    })

    test('goes on from the last batch\'s next', async () => {
      const topic = await trial().topic()
      const reader = trial().reader({ topic, partition: 0, offset: 0 })
      const values: string[] = []
      let next = 0
      for (const value of ['a', 'b', 'c']) {
        await trial().commit(record(topic, value))
        for (const batch of await readUntil(reader, seen => recordsOf(seen).length > 0)) {
          assert.ok(batch.next > next)
          assert.ok(batch.records.every(({ offset }) => offset >= next && offset < batch.next))
          next = batch.next
          values.push(...batch.records.map(record => String(record.value)))
        }
      }
      assert.equal(values, ['a', 'b', 'c'])
    })

    test('reaches the end of the bounds after a commit, which may lie past the last record', async () => {
      const topic = await trial().topic()
      await trial().commit(record(topic, 'a'), record(topic, 'b'))
      const { end } = await trial().boundsPast(2, topic)
      const batches = await readUntil(trial().reader({ topic, partition: 0, offset: 0 }), seen => nextOf(seen) >= end)
      assert.is(nextOf(batches), end)
    })

    test('sees several partitions and topics at once', async () => {
      const [first, second] = [await trial().topic(2), await trial().topic(1)]
      await trial().log.append([record(first, 'a', 0), record(first, 'b', 1), record(second, 'c', 0)])
      const reader = trial().reader(
        { topic: first, partition: 0, offset: 0 }, { topic: first, partition: 1, offset: 0 },
        { topic: second, partition: 0, offset: 0 })
      const batches = await readUntil(reader, seen => recordsOf(seen).length === 3)
      const seen = batches.flatMap(({ topic, partition, records }) =>
        records.map(({ value }) => [topic, partition, String(value)]))
      assert.equal(seen.sort(), [[first, 0, 'a'], [first, 1, 'b'], [second, 0, 'c']].sort())
    })

    test('has nothing when nothing is new, soon', async () => {
      const topic = await trial().topic()
      await trial().log.append([record(topic, 'a')])
      const reader = trial().reader({ topic, partition: 0, offset: 1 })
      const start = Date.now()
      assert.equal(await reader.read(), [])
      assert.ok(Date.now() - start < 3_000)
    })

    test('sees what is written while it waits', async () => {
      const topic = await trial().topic()
      const reader = trial().reader({ topic, partition: 0, offset: 0 })
      const reading = readUntil(reader, seen => recordsOf(seen).length > 0)
      await trial().log.append([record(topic, 'a')])
      assert.is(recordsOf(await reading).length, 1)
    })

    test('reads more than one answer holds, whole and in order', async () => {
      const topic = await trial().topic()
      const padding = 'x'.repeat(10_000)
      const values = Array.from({ length: 600 }, (_, index) => `${index} ${padding}`)
      for (let first = 0; first < values.length; first += 100) {
        await trial().log.append(values.slice(first, first + 100).map(value => record(topic, value)))
      }
      await trial().holds(values, topic)
    })

    test('refuses a position past the end', async () => {
      const topic = await trial().topic()
      await trial().log.append([record(topic, 'a')])
      const reader = trial().reader({ topic, partition: 0, offset: 100 })
      const reading = async () => { for (let reads = 0; reads < readsMax; reads++) await reader.read() }
      await failsWith('OFFSET_OUT_OF_RANGE', reading())
    })

    test('a read that waits ends when the reader is closed', async () => {
      const topic = await trial().topic()
      const reader = trial().reader({ topic, partition: 0, offset: 0 })
      const waiting = failsWith('CLOSED', reader.read())
      await reader.close()
      await waiting
      await failsWith('CLOSED', reader.read())
    })
  })
  readingOf.run()
}
