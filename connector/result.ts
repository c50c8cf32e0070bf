import type { Codec } from '../schemas/codec.ts'
import type {
  VerificationApproved, VerificationCancelled, VerificationDenied, VerificationFailed
} from '../schemas/generated.ts'
import type { OutgoingRecord } from '../runtime/log/log.ts'
import { BadNotification, encodeSaid, type Short } from './notification.ts'
import type { PartitionedTopic } from './topics.ts'

/** What a verifier says to a request. Tenant and reference are those of the request: the kit adds them. */
export type Verdict =
  | Short<VerificationApproved, 'validUntil'>
  | Short<VerificationDenied, 'reason'>
  | Short<VerificationFailed, 'reason'>
  | Short<VerificationCancelled, 'reason'>

/** What a verifier says, and of what: tenant and reference as they were in the request. */
export type Result = Verdict & { readonly tenant: string, readonly reference: string }

const reasonMax = 100

/** Tokens in small letters, joined by colons. */
const codePattern = /^[a-z0-9_]+(:[a-z0-9_]+)*$/

/**
 * A result as it goes to the log, beside the others of its reference. A reason is kept for ever and for all to read,
 * so it has to be a code: a sentence may have somebody's name in it.
 *
 * @throws BadNotification
 */
export function encodeResult(codec: Codec, topic: PartitionedTopic, result: Result): OutgoingRecord {
  if (result.type !== 'VerificationApproved') checkReason(result.reason ?? '')
  return encodeSaid(codec, topic, result, 'result')
}

/** Whether a reason is a code. */
export function isCode(reason: string): boolean {
  return reason.length <= reasonMax && codePattern.test(reason)
}

/** Says nothing of what is in it. */
function checkReason(reason: string): void {
  if (reason === '' || isCode(reason)) return
  throw new BadNotification(`the reason of a result is not a code of at most ${reasonMax} characters`)
}
