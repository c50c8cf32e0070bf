/**
 * The only door to kafkajs. What is used of it: connections (TLS, SASL, API versions) and the encodings of requests
 * and answers. Not used are its producer, which can lose or double a record when leaders move and asks for its
 * coordinator before every step; its consumer, which shows aborted records, checks no checksums and heartbeats only
 * between fetches; and its retries, which repeat what must not be repeated.
 *
 * These are internals. The package is frozen at 2.2.4 and pinned; another version is refused at start-up.
 */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export const kafkajsVersion = '2.2.4'

const { version } = require('kafkajs/package.json') as { version: string }
if (version !== kafkajsVersion) throw new Error(`kafkajs ${kafkajsVersion} is required, found ${version}`)

export interface Encoder {
  readonly buf: Buffer
  readonly buffer: Buffer
  size(): number
  writeInt16(value: number): Encoder
  writeInt32(value: number): Encoder
  writeString(value: string | null): Encoder
  writeBoolean(value: boolean): Encoder
  writeArray(values: readonly unknown[]): Encoder
}

export interface WireRequest {
  readonly apiKey: number
  readonly apiVersion: number
  readonly apiName: string
  /** kafkajs asks of the result no more than `buf`, to see that it is an encoder, and `buffer`. */
  encode(): Promise<{ readonly buf: Buffer, readonly buffer: Buffer }>
}

export interface WireResponse {
  decode(payload: Buffer): unknown
  parse(decoded: unknown): unknown
}

export interface WireCall {
  readonly request: WireRequest
  readonly response: WireResponse
  readonly requestTimeout?: number
  readonly logResponseError?: boolean
}

export interface Connection {
  readonly socket?: { destroy(): void }
  readonly requestQueue: { rejectAll(error: Error): void }
  disconnect(): Promise<boolean>
}

export interface ConnectionPool {
  readonly host: string
  readonly port: number
  readonly pool: readonly Connection[]
  send(call: WireCall): Promise<unknown>
}

export interface Broker {
  readonly connectionPool: ConnectionPool
  readonly versions: Readonly<Record<number, { minVersion: number, maxVersion: number }>> | null
  connect(): Promise<void>
  lookupRequest(apiKey: number, definition: RequestDefinition): (args: unknown) => WireCall
}

export interface RequestDefinition {
  readonly versions: readonly string[]
  protocol(options: { version: number }): (args: unknown) => WireCall
}

export interface KafkajsLogEntry {
  readonly namespace: string
  readonly level: number
  readonly label: string
  readonly log: Readonly<Record<string, unknown>> & { readonly message: string }
}

export interface RootLogger { namespace(name: string): RootLogger }

export interface SocketRequest {
  readonly host: string
  readonly port: number
  readonly ssl: object | boolean | undefined
  readonly onConnect: () => void
}

interface PoolBuilder { build(destination?: { host: string, port: number }): Promise<ConnectionPool> }

type RequestQueue = abstract new () => {
  throttleCheckTimeoutId: NodeJS.Timeout | null
  throttledUntil: number
  readonly pending: readonly unknown[]
  scheduleCheckPendingRequests(): void
  checkPendingRequests(): void
}

export const Broker = require('kafkajs/src/broker') as new (options: {
  connectionPool: ConnectionPool, logger: RootLogger, authenticationTimeout: number, allowAutoTopicCreation: false
}) => Broker

export const connectionPoolBuilder =
  require('kafkajs/src/cluster/connectionPoolBuilder') as (options: object) => PoolBuilder

export const RequestQueue = require('kafkajs/src/network/requestQueue') as RequestQueue

export const { createLogger, LEVELS } = require('kafkajs/src/loggers') as {
  createLogger(options: {
    level: number, logCreator: (level: number) => (entry: KafkajsLogEntry) => void
  }): RootLogger
  LEVELS: Readonly<Record<'NOTHING' | 'ERROR' | 'WARN' | 'INFO' | 'DEBUG', number>>
}

export const { requests } = require('kafkajs/src/protocol/requests') as {
  requests: Readonly<Record<string, RequestDefinition>>
}

export const apiKeys = require('kafkajs/src/protocol/requests/apiKeys') as Readonly<Record<string, number>>

export const Encoder = require('kafkajs/src/protocol/encoder') as new (initialSize?: number) => Encoder

export const { errorCodes } = require('kafkajs/src/protocol/error') as {
  errorCodes: readonly { readonly type: string, readonly code: number, readonly message: string }[]
}

export const { MemberMetadata, MemberAssignment } = require('kafkajs/src/consumer/assignerProtocol') as {
  MemberMetadata: {
    encode(metadata: { version: number, topics: readonly string[], userData?: Buffer }): Buffer
    decode(buffer: Buffer): { version: number, topics: string[], userData: Buffer | null }
  }
  MemberAssignment: {
    encode(assignment: { version: number, assignment: Record<string, readonly number[]>, userData?: Buffer }): Buffer
    decode(buffer: Buffer): { version: number, assignment: Record<string, number[]> } | null
  }
}
