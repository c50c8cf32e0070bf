import type { Log } from '../runtime/log/log.ts'

/** The two topics of one provider: all of the service that its connector sees. */
export interface ProviderTopics {
  /** What the provider is asked. Read only. */
  readonly requests: PartitionedTopic
  /** What the provider says. Written only, and by its connector alone. */
  readonly notifications: PartitionedTopic
}

export interface TopicNames { readonly requests: string, readonly notifications: string }

export interface PartitionedTopic { readonly name: string, readonly partitions: number }

/** What they are called, as `topology.ts` has it. @param prefix the deployment's: `WALLETS_PREFIX` */
export function topicNames(provider: string, prefix = ''): TopicNames {
  return {
    requests: `${prefix}provider-${provider}-invoice-requests`,
    notifications: `${prefix}provider-${provider}-invoice-paid`
  }
}

/** The topics as they are on the log. @throws Error when one is missing: an operator has to put the provider first */
export async function findTopics(log: Log, provider: string, prefix = ''): Promise<ProviderTopics> {
  const { requests, notifications } = topicNames(provider, prefix)
  return {
    requests: await find(log, requests, 'providers'), notifications: await find(log, notifications, 'providers')
  }
}

/** The two topics of one verifier: all of the service that its connector sees. */
export interface VerifierTopics {
  /** What the verifier is asked. Read only. */
  readonly requests: PartitionedTopic
  /** What the verifier says. Written only, and by its connector alone. */
  readonly results: PartitionedTopic
}

export interface VerifierTopicNames { readonly requests: string, readonly results: string }

/** What they are called, as `topology.ts` has it. @param prefix the deployment's: `WALLETS_PREFIX` */
export function verifierTopicNames(verifier: string, prefix = ''): VerifierTopicNames {
  return { requests: `${prefix}verifier-${verifier}-requests`, results: `${prefix}verifier-${verifier}-results` }
}

/** The topics as they are on the log. @throws Error when one is missing: an operator has to put the verifier first */
export async function findVerifierTopics(log: Log, verifier: string, prefix = ''): Promise<VerifierTopics> {
  const { requests, results } = verifierTopicNames(verifier, prefix)
  return { requests: await find(log, requests, 'verifiers'), results: await find(log, results, 'verifiers') }
}

async function find(log: Log, name: string, table: string): Promise<PartitionedTopic> {
  const found = await log.describe(name)
  if (found === undefined) throw new Error(`topic ${name} does not exist: run \`wallets ${table} put\``)
  return { name, partitions: found.partitions }
}
