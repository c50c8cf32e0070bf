import * as assert from 'uvu/assert'
import type { LogRecord } from '../../../runtime/log/log.ts'
import { part, record, type Part } from './trial.ts'

const clockDifferenceMs = 5_000

export const records: Part = (name, createLog) => {
  const recordsOf = part(`${name}: records`, createLog, (test, trial) => {
    test('appended records come back as they were', async () => {
      const topic = await trial().topic()
      const key = Buffer.from([0, 255, 128])
      const headers = { text: 'ünï', bytes: Buffer.from([1, 2, 0]), empty: '', ['__proto__']: 'own' }
      await trial().log.append([
        { topic, partition: 0, key: 'tenant/ümlaut', value: Buffer.from('value') },
        { topic, partition: 0, key: null, value: null },
        { topic, partition: 0, key: '', value: Buffer.alloc(0) },
        { topic, partition: 0, key, value: new Uint8Array([9, 8]), headers }
      ])
      const read = await trial().read(topic, 4)
      assert.equal(read.map(({ offset }) => offset), [0, 1, 2, 3])
      assert.equal(read.map(({ key }) => key?.toString('hex')), [hex('tenant/ümlaut'), undefined, '', '00ff80'])
      assert.equal(read.map(({ value }) => value?.toString('hex')), [hex('value'), undefined, '', '0908'])
      assert.equal(read.map(headersOf), [[], [], [],
        [['text', hex('ünï')], ['bytes', '010200'], ['empty', ''], ['__proto__', hex('own')]]])
    })

    test('a record has the time of its writing', async () => {
      const topic = await trial().topic()
      const before = Date.now() - clockDifferenceMs
      await trial().log.append([record(topic, 'a')])
      await trial().commit(record(topic, 'b'))
      for (const { timestamp } of await trial().read(topic, 2)) {
        assert.ok(timestamp >= before && timestamp <= Date.now() + clockDifferenceMs, `${timestamp}`)
      }
    })

    test('a record has the time of its writing where the topic asks for the broker\'s clock', async () => {
      const topic = await trial().topic(1, { 'message.timestamp.type': 'LogAppendTime' })
      const before = Date.now() - clockDifferenceMs
      await trial().log.append([record(topic, 'a')])
      const [read] = await trial().read(topic, 1)
      assert.ok(read!.timestamp >= before && read!.timestamp <= Date.now() + clockDifferenceMs)
    })

    test('records of several topics and partitions each find their place, in order', async () => {
      const [first, second] = [await trial().topic(2), await trial().topic(1)]
      const values = Array.from({ length: 300 }, (_, index) => `${index}`)
      await trial().log.append(values.flatMap(value =>
        [record(first, value, 0), record(second, value, 0), record(first, value, 1)]))
      await trial().holds(values, first, 0)
      await trial().holds(values, first, 1)
      await trial().holds(values, second, 0)
    })

    test('appends of many callers are all kept, each caller\'s in order', async () => {
      const topic = await trial().topic()
      const { log } = trial()
      await Promise.all(Array.from({ length: 20 }, async (_, caller) => {
        for (let turn = 0; turn < 5; turn++) await log.append([record(topic, `${caller}:${turn}`)])
      }))
      const values = (await trial().read(topic, 100)).map(({ value }) => String(value))
      assert.is(new Set(values).size, 100)
      assert.is(values.length, 100)
      for (let caller = 0; caller < 20; caller++) {
        const its = values.filter(value => value.startsWith(`${caller}:`)).map(value => Number(value.split(':')[1]))
        assert.equal(its, [0, 1, 2, 3, 4])
      }
    })

    test('appending nothing does nothing', async () => {
      await trial().log.append([])
    })

    test('the bounds end after the last record', async () => {
      const topic = await trial().topic()
      await trial().log.append([record(topic, 'a'), record(topic, 'b')])
      assert.equal(await trial().log.bounds(topic, 0), { start: 0, end: 2 })
    })
  })
  recordsOf.run()
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex')
}

function headersOf({ headers }: LogRecord): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('hex')])
}
