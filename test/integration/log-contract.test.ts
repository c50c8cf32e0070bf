import { KafkaLog } from '../../runtime/log/kafka/kafka-log.ts'
import { logContract } from '../support/log-contract.ts'

const logger = { debug() {}, info() {}, warn() {}, error: console.error }

logContract('kafka', async () => {
  const log = new KafkaLog({
    brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'log-contract', logger, fetchWaitMs: 50,
    heartbeatIntervalMs: 100, sessionTimeoutMs: 6_000
  })
  return { log, close: () => log.close() }
})
