import { connect } from 'node:net'
import { loopback } from './ports.ts'

const answerTimeoutMs = 2_000
const client = 'start-up'

/** A request of Kafka's protocol, of which only the answer's error code is read. */
interface Question {
  readonly key: number
  readonly version: number
  readonly body: readonly number[]
  /** In the flexible versions headers end in a list of tagged fields, here empty: one zero byte. */
  readonly headerTags: readonly number[]
}

const name = [...Buffer.from(client)]
const coordinatorOf = { key: 10, version: 1, headerTags: [] }

/**
 * FindCoordinator for groups and for transactions: asking makes the broker create the internal topics they stand on,
 * which else the first client would wait for. ListGroups and ListTransactions: refused while either is loading.
 * InitProducerId: refused until the broker has its first block of producer identifiers.
 */
const questions: readonly Question[] = [
  { ...coordinatorOf, body: [0, name.length, ...name, 0] },
  { ...coordinatorOf, body: [0, name.length, ...name, 1] },
  { key: 16, version: 3, headerTags: [0], body: [0] },
  { key: 66, version: 0, headerTags: [0], body: [1, 1, 0] },
  { key: 22, version: 1, headerTags: [], body: [255, 255, 0, 0, 0, 1] }
]

/** Whether groups and transactions have coordinators that answer. */
export async function hasCoordinators(port: number): Promise<boolean> {
  for (const question of questions) {
    if (!await succeeds(port, question)) return false
  }
  return true
}

function succeeds(port: number, question: Question): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host: loopback, port, timeout: answerTimeoutMs })
    // Size, correlation, tagged fields if any and throttle time come before the error code.
    const errorCodeAt = 4 + 4 + question.headerTags.length + 4
    let answer = Buffer.alloc(0)
    const settle = (success: boolean): void => {
      socket.destroy()
      resolve(success)
    }
    socket.once('connect', () => socket.write(encode(question)))
    socket.on('data', chunk => {
      answer = Buffer.concat([answer, chunk])
      if (answer.length >= errorCodeAt + 2) settle(answer.readInt16BE(errorCodeAt) === 0)
    })
    socket.once('timeout', () => settle(false))
    socket.once('error', () => settle(false))
    socket.once('close', () => settle(false))
  })
}

function encode({ key, version, headerTags, body }: Question): Buffer {
  const correlation = [0, 0, 0, 1]
  const content = Buffer.from([0, key, 0, version, ...correlation, 0, name.length, ...name, ...headerTags, ...body])
  const size = Buffer.alloc(4)
  size.writeInt32BE(content.length)
  return Buffer.concat([size, content])
}
