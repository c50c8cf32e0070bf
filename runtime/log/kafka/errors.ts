import { LogError, type LogErrorCode } from '../log.ts'
import { errorCodes } from './kafkajs.ts'

/** Answers of brokers that are looked at by number. */
export const code = {
  none: 0,
  offsetOutOfRange: 1,
  corruptMessage: 2,
  unknownTopic: 3,
  leaderNotAvailable: 5,
  notLeader: 6,
  replicaNotAvailable: 9,
  coordinatorLoading: 14,
  coordinatorNotAvailable: 15,
  notCoordinator: 16,
  notEnoughReplicas: 19,
  illegalGeneration: 22,
  unknownMember: 25,
  rebalanceInProgress: 27,
  topicExists: 36,
  notController: 41,
  invalidProducerEpoch: 47,
  concurrentTransactions: 51,
  operationNotAttempted: 55,
  fencedLeaderEpoch: 74,
  unknownLeaderEpoch: 75,
  memberIdRequired: 79,
  producerFenced: 90
} as const

const newerNames: Readonly<Record<number, string>> = {
  90: 'PRODUCER_FENCED', 97: 'INVALID_UPDATE_VERSION', 100: 'UNKNOWN_TOPIC_ID', 120: 'TRANSACTION_ABORTABLE'
}
const names = new Map(errorCodes.map(({ code, type }) => [code, type]))

/** A broker's refusal. */
export class BrokerError extends Error {
  readonly number: number
  constructor(number: number, doing: string) {
    super(`${doing}: ${names.get(number) ?? newerNames[number] ?? `error ${number}`}`)
    this.name = 'BrokerError'
    this.number = number
  }
}

/** Throws unless the broker's answer was success. */
export function check(number: number, doing: string): void {
  if (number !== code.none) throw new BrokerError(number, doing)
}

/** The coordinator is elsewhere or not ready: nothing was done, ask again. */
export function isCoordinatorMoved(error: unknown): boolean {
  return isAnswer(error, code.coordinatorLoading, code.coordinatorNotAvailable, code.notCoordinator)
}

/** The partition is led elsewhere or not ready: nothing was read or appended, look for the leader and ask again. */
export function isLeaderMoved(error: unknown): boolean {
  return isAnswer(error, code.leaderNotAvailable, code.notLeader, code.replicaNotAvailable, code.notEnoughReplicas,
    code.fencedLeaderEpoch, code.unknownLeaderEpoch)
}

const topicAppearsMs = 3_000

/** As `isLeaderMoved`; and for a moment an unknown topic too, since brokers hear of a new one after its creation. */
export function leaderMayAppear(): (error: unknown) => boolean {
  const until = Date.now() + topicAppearsMs
  return error => isLeaderMoved(error) || (isAnswer(error, code.unknownTopic) && Date.now() < until)
}

export function isAnswer(error: unknown, ...numbers: readonly number[]): boolean {
  return error instanceof BrokerError && numbers.includes(error.number)
}

/** The request may or may not have been carried out: the connection or the patience ended before the answer. */
export function isConnectionTrouble(error: unknown): boolean {
  return !(error instanceof BrokerError) && toLogError(error, '').code === 'UNAVAILABLE'
}

const byNumber: Readonly<Record<number, LogErrorCode>> = {
  [code.offsetOutOfRange]: 'OFFSET_OUT_OF_RANGE',
  [code.corruptMessage]: 'CORRUPT',
  [code.invalidProducerEpoch]: 'FENCED',
  [code.producerFenced]: 'FENCED'
}

/** Answers that no repeat will change: unknown, forbidden, too large, malformed. */
const rejected = new Set([
  code.unknownTopic, 10, 12, 17, 18, 21, 23, 24, 26, 28, 29, 30, 31, 32, 33, 34, 35, code.topicExists, 37, 38, 39, 40,
  42, 43, 44, 50, 53, 54, 58, 65, 76, 81, 87, 100
])

const rejectedNames = ['KafkaJSSASLAuthenticationError', 'KafkaJSServerDoesNotSupportApiKey', 'KafkaJSNotImplemented']

/** Whatever went wrong, in the terms of the port. */
export function toLogError(error: unknown, doing: string): LogError {
  if (error instanceof LogError) return error
  if (error instanceof BrokerError) {
    const known = byNumber[error.number] ?? (rejected.has(error.number) ? 'REJECTED' : 'UNAVAILABLE')
    return new LogError(known, error.message, { cause: error })
  }
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  const ours: LogErrorCode = rejectedNames.includes(name) ? 'REJECTED' : 'UNAVAILABLE'
  return new LogError(ours, doing === '' ? message : `${doing}: ${message}`, { cause: error })
}
