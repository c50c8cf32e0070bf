import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { LEVELS, type RootLogger } from '../../../../runtime/log/kafka/kafkajs.ts'
import { kafkajsLogger } from '../../../../runtime/log/kafka/logging.ts'

type Line = (message: string, fields?: object) => void
type KafkajsLogger = RootLogger & Record<'debug' | 'info' | 'warn' | 'error', Line>

function loggerOf() {
  const lines: unknown[] = []
  const at = (level: string) => (fields: object, message: string) => { lines.push([level, message, fields]) }
  const logger = kafkajsLogger({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') })
  return { lines, logger: logger.namespace('Connection') as KafkajsLogger }
}

test('passes on fields that are known to be harmless, and no others', () => {
  const { lines, logger } = loggerOf()
  const secrets = { payload: 'secret', error: { nested: 'secret' }, stack: 'long' }
  logger.error('failed', { broker: 'b:1', retryCount: 2, ...secrets })
  assert.equal(lines, [['warn', 'failed', { at: 'kafka.Connection', broker: 'b:1', retryCount: 2 }]])
})

test('makes no debug lines, which carry requests', () => {
  const { lines, logger } = loggerOf()
  logger.debug('request', { size: 1 })
  assert.equal(lines, [])
  assert.ok(LEVELS.DEBUG > LEVELS.INFO)
})

test('warns once of what repeats', () => {
  const { lines, logger } = loggerOf()
  for (let times = 0; times < 3; times++) logger.error('refused')
  logger.error('another')
  assert.equal(lines.map(line => (line as string[]).slice(0, 2)),
    [['warn', 'refused'], ['debug', 'refused'], ['debug', 'refused'], ['warn', 'another']])
})

test.run()
