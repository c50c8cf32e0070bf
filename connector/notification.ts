import type { Codec } from '../schemas/codec.ts'
import type {
  InvoiceCancelled, InvoiceDeclined, InvoiceExpired, InvoiceIssued, InvoicePaid, InvoiceStatus, PayoutReturned
} from '../schemas/generated.ts'
import type { OutgoingRecord } from '../runtime/log/log.ts'
import { partitionOf } from '../runtime/partition.ts'
import type { PartitionedTopic } from './topics.ts'

/** What a provider says to a request. Tenant and reference are those of the request: the kit adds them. */
export type Answer =
  | Short<InvoiceIssued, 'details'>
  | Short<InvoicePaid, 'details'>
  | Short<InvoiceDeclined, 'invoice' | 'details'>
  | Short<InvoiceExpired, 'invoice' | 'details'>
  | Short<InvoiceCancelled, 'invoice' | 'details'>
  | Short<PayoutReturned, 'reason' | 'details'>
  | Short<InvoiceStatus, 'invoice' | 'amount' | 'currency' | 'reason' | 'details'>

/** What a provider says, and of what: tenant and reference as they were in the request. */
export type Notification = Answer & { readonly tenant: string, readonly reference: string }

/** Fields with a default may be left out. */
export type Short<Body, Optional extends keyof Body> = Omit<Body, Optional> & Partial<Pick<Body, Optional>>

/** A notification, or a verifier's result, that can never be written: to say it again is of no use. */
export class BadNotification extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'BadNotification'
  }
}

/** `details` is for people: what is longer is cut. */
export const detailsMax = 1_000

/** Of an encoded notification. A hundred of them fit into one batch of the topic. */
export const notificationBytesMax = 8 * 1024

/** A notification as it goes to the log, beside the others of its reference. @throws BadNotification */
export function encodeNotification(codec: Codec, topic: PartitionedTopic, notification: Notification): OutgoingRecord {
  const { details = '' } = notification
  return encodeSaid(codec, topic, { ...notification, details: details.slice(0, detailsMax) }, 'notification')
}

/** What a company said, as it goes to the log. @param what that is, for people @throws BadNotification */
export function encodeSaid(codec: Codec, topic: PartitionedTopic, said: Said, what: string): OutgoingRecord {
  const { tenant, reference: key } = said
  if (tenant === '' || key === '') throw new BadNotification(`a ${what} needs tenant and reference`)
  const value = encode(codec, topic.name, said, what)
  if (value.length > notificationBytesMax) {
    throw new BadNotification(`a ${what} has ${value.length} bytes, more than ${notificationBytesMax}`)
  }
  return { topic: topic.name, partition: partitionOf(key, topic.partitions), key, value }
}

interface Said { readonly type: string, readonly tenant: string, readonly reference: string, readonly details?: string }

function encode(codec: Codec, topic: string, said: Said, what: string): Buffer {
  try {
    return codec.encode(topic, said)
  } catch (cause) {
    throw new BadNotification(`a ${what} does not fit its schema: ${(cause as Error).message}`, { cause })
  }
}
