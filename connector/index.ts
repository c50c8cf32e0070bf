/**
 * The kit: what it takes to write the connector of a provider or of a verifier. `docs/providers.md` and
 * `docs/verifiers.md` tell how.
 */
export type { CommonOptions } from './bridge.ts'
export { Connector, type ConnectorOptions } from './connector.ts'
export type { Handlers } from './handlers.ts'
export { jsonLogger } from './json-logger.ts'
export { BadNotification, type Answer, type Notification } from './notification.ts'
export { openKafka, type Opened } from './open.ts'
export { Unanswered, type Patience } from './patience.ts'
export type { Result, Verdict } from './result.ts'
export {
  findTopics, findVerifierTopics, topicNames, verifierTopicNames, type PartitionedTopic, type ProviderTopics,
  type TopicNames, type VerifierTopicNames, type VerifierTopics
} from './topics.ts'
export { VerifierConnector, type VerifierConnectorOptions, type VerifierHandlers } from './verifier-connector.ts'
export { signatureHeader, verifySignature, type SignatureRules, type SignatureVerdict } from './verify-signature.ts'
export { Webhook, type WebhookOptions } from './webhook.ts'
