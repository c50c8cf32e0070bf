import { apiKeys, Encoder, requests, type Broker, type WireCall, type WireRequest } from './kafkajs.ts'

/** The requests we make, with what goes in and what comes out. Names and encodings are kafkajs'. */
export interface Wire {
  Metadata: { args: { topics: readonly string[] }, answer: MetadataAnswer }
  GroupCoordinator: { args: { groupId: string, coordinatorType: 0 | 1 }, answer: CoordinatorAnswer }
  ListOffsets: {
    args: { topics: readonly { topic: string, partitions: readonly { partition: number, timestamp: number }[] }[] }
    answer: { responses: readonly { partitions: readonly { errorCode: number, offset: string }[] }[] }
  }
  OffsetFetch: {
    args: { groupId: string, topics: readonly { topic: string, partitions: readonly { partition: number }[] }[] }
    answer: { errorCode: number, responses: readonly { partitions: readonly OffsetAnswer[] }[] }
  }
  InitProducerId: {
    args: { transactionalId: string | undefined, transactionTimeout: number }
    answer: { errorCode: number, producerId: string, producerEpoch: number }
  }
  AddPartitionsToTxn: {
    args: Owner & { topics: readonly { topic: string, partitions: readonly number[] }[] }
    answer: { errors: readonly { topic: string, partitionErrors: readonly PartitionAnswer[] }[] }
  }
  AddOffsetsToTxn: { args: Owner & { groupId: string }, answer: { errorCode: number } }
  TxnOffsetCommit: {
    args: Owner & { groupId: string, topics: readonly { topic: string, partitions: readonly OffsetEntry[] }[] }
    answer: { topics: readonly { topic: string, partitions: readonly PartitionAnswer[] }[] }
  }
  EndTxn: { args: Owner & { transactionResult: true }, answer: { errorCode: number } }
  CreateTopics: {
    args: { topics: readonly NewTopic[], timeout: number }
    answer: { topicErrors: readonly { errorCode: number, errorMessage: string | null }[] }
  }
  DescribeConfigs: {
    args: { resources: readonly { type: number, name: string }[] }
    answer: { resources: readonly { errorCode: number, configEntries: readonly ConfigEntry[] }[] }
  }
  JoinGroup: { args: JoinRequest, answer: JoinAnswer }
  SyncGroup: {
    args: {
      groupId: string, generationId: number, memberId: string
      groupAssignment: readonly { memberId: string, memberAssignment: Buffer }[]
    }
    answer: { errorCode: number, memberAssignment: Buffer }
  }
  Heartbeat: {
    args: { groupId: string, groupGenerationId: number, memberId: string, groupInstanceId: null }
    answer: { errorCode: number }
  }
  LeaveGroup: { args: { groupId: string, memberId: string, groupInstanceId: null }, answer: { errorCode: number } }
}

/** Whose transaction it is. */
export interface Owner {
  readonly transactionalId: string
  readonly producerId: string
  readonly producerEpoch: number
}

export interface MetadataAnswer {
  readonly brokers: readonly { nodeId: number, host: string, port: number }[]
  readonly clusterId: string
  readonly controllerId: number
  readonly topicMetadata: readonly {
    topic: string
    topicErrorCode: number
    partitionMetadata: readonly { partitionErrorCode: number, partitionId: number, leader: number }[]
  }[]
}

export interface CoordinatorAnswer {
  readonly errorCode: number
  readonly coordinator: { readonly nodeId: number, readonly host: string, readonly port: number }
}

export interface JoinRequest {
  readonly groupId: string
  readonly sessionTimeout: number
  readonly rebalanceTimeout: number
  readonly memberId: string
  readonly protocolType: 'consumer'
  readonly groupProtocols: readonly { name: string, metadata: Buffer }[]
}

export interface JoinAnswer {
  readonly errorCode: number
  readonly generationId: number
  readonly leaderId: string
  readonly memberId: string
  readonly members: readonly { memberId: string, memberMetadata: Buffer }[]
}

export interface PartitionAnswer { readonly partition: number, readonly errorCode: number }
interface OffsetAnswer extends PartitionAnswer { readonly offset: string }
interface OffsetEntry { readonly partition: number, readonly offset: number, readonly metadata: null }
interface ConfigEntry {
  readonly configName: string
  readonly configValue: string | null
  readonly configSource: number
}
interface NewTopic {
  readonly topic: string
  readonly numPartitions: number
  readonly replicationFactor: number
  readonly configEntries: readonly { name: string, value: string }[]
}

/** A request in the newest version that the broker and kafkajs both speak. kafkajs' own judging of answers is off. */
export function callOf<Name extends keyof Wire>(broker: Broker, name: Name, args: Wire[Name]['args']): WireCall {
  const { request, response, ...rest } = broker.lookupRequest(apiKeys[name]!, requests[name]!)(args)
  const asIs = { decode: response.decode, parse: (decoded: unknown) => decoded }
  const ours = name === 'Metadata' && 'topics' in args ? namedTopics(request, args) : request
  return { ...rest, request: ours, response: asIs, logResponseError: false }
}

/** kafkajs turns an empty list of topics into "all topics", and asks for missing ones to be created. */
function namedTopics(request: WireRequest, { topics }: { topics: readonly unknown[] }): WireRequest {
  return { ...request, encode: async () => new Encoder().writeArray(topics).writeBoolean(false) }
}
