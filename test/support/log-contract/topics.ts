import * as assert from 'uvu/assert'
import { failsWith, part, unique, type Part } from './trial.ts'

export const topics: Part = (name, createLog) => {
  const topicsOf = part(`${name}: topics`, createLog, (test, trial) => {
    test('has an id that stays', async () => {
      const { log } = trial()
      assert.ok((await log.id()).length > 0)
      assert.is(await log.id(), await log.id())
    })

    test('describes a topic as it was created, with its configuration', async () => {
      const { log } = trial()
      const topic = unique('described')
      const config = { 'cleanup.policy': 'compact', 'retention.ms': '-1' }
      await log.create(topic, { partitions: 3, config })
      const described = await log.describe(topic)
      assert.is(described?.partitions, 3)
      for (const [setting, value] of Object.entries(config)) assert.is(described?.config[setting], value)
    })

    test('creates a topic with as many copies as it is told', async () => {
      const { log } = trial()
      const topic = unique('copied')
      await log.create(topic, { partitions: 2, replication: 1, config: {} })
      assert.is((await log.describe(topic))?.partitions, 2)
    })

    test('has no description of a topic that is not there', async () => {
      assert.is(await trial().log.describe(unique('missing')), undefined)
    })

    test('does not create a topic twice', async () => {
      const topic = await trial().topic()
      await failsWith('REJECTED', trial().log.create(topic, { partitions: 1, config: {} }))
    })

    test('an empty partition begins and ends at 0', async () => {
      const topic = await trial().topic(2)
      assert.equal(await trial().log.bounds(topic, 1), { start: 0, end: 0 })
    })

    test('rejects records for a topic that is not there', async () => {
      const missing = { topic: unique('missing'), partition: 0, key: 'k', value: Buffer.from('v') }
      await failsWith('REJECTED', trial().log.append([missing]))
    })
  })
  topicsOf.run()
}
