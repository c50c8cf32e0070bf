import { suite } from 'uvu'

import { approved, denied, start, story } from '../challenge-story.ts'
import { acme, checkit } from '../examples.ts'
import { tablesOf } from '../../../support/given.ts'

/** Each name stands in the table of docs/parties.md. */
const test = suite('transitions: repairs of challenges')

const hour = 60 * 60_000
const reference = 'acme/p-1/alice/kyc-1'

test('repaired: its verifier is asked again', () => {
  story().starts().repairs('retry')
    .emits(['ChallengeRepaired', {
      outcome: 'retry', hold: 'keep', before: 'pending', status: 'pending', identityRevision: 2, verifier: 'checkit',
      reference, identification: null, author: 'eve', reason: 'ticket 7', approver: '', isForced: true
    }])
    .becomes('pending').known({ level: 0, status: 'none' }).sends('RequestVerification').asksAgain()
    .hears(approved()).becomes('approved')
})

test('repaired as approved', () => {
  story().starts().repairs('complete')
    .emits(['ChallengeRepaired', { outcome: 'complete', status: 'approved', identityRevision: 3, validUntil: 0 }])
    .becomes('approved').known({ level: 1, status: 'active', challenge: 'kyc-1' }).sends('UpdateOwner')
    .hears(approved()).emits()
})

test('repaired as approved until a time', () => {
  story().starts().repairs('complete', { validUntil: start + hour })
    .emits(['ChallengeRepaired', { status: 'approved', validUntil: start + hour }])
    .becomes('approved').known({ level: 1, status: 'active', validUntil: start + hour, levelAfter: 0 })
    .passes(hour).emits(['IdentificationExpired', {}]).known({ level: 0, status: 'expired' })
})

test('repaired as approved, when its level is no longer there', () => {
  story().starts('kyc-0').hears(approved(start + 2), { reference: 'acme/p-1/alice/kyc-0' })
    .starts('kyc-1', 'address').passes(2).repairs('complete')
    .emits(['ChallengeRepaired', { status: 'approved' }])
    .becomes('approved').known({ level: 0, status: 'expired', challenge: '' })
})

test('repaired as failed', () => {
  story().starts().repairs('fail')
    .emits(['ChallengeRepaired', { outcome: 'fail', status: 'failed', identityRevision: 3, identification: null }])
    .becomes('failed').known({ level: 0, status: 'none' }).sends()
    .starts('kyc-2').becomes('pending', 'kyc-2')
})

test('repaired of a blocked party', () => {
  story().starts().blocks().repairs('fail').emits(['ChallengeRepaired', { status: 'failed' }]).becomes('failed')
})

test('approved after it was repaired as failed', () => {
  story().starts().repairs('fail').hears(approved())
    .emits(['VerificationIgnored', { status: 'failed' }])
    .becomes('failed').known({ level: 0, status: 'none' }).sends()
})

test('denied after it was repaired as approved', () => {
  story().starts().repairs('complete').hears(denied())
    .emits(['VerificationIgnored', { status: 'approved' }])
    .becomes('approved').known({ level: 1, status: 'active' }).sends()
})

test('repaired too early', () => {
  story().starts().waits(hour - 1).repairs('fail', { isForced: false })
    .emits(['OperationRefused', { reason: 'process_not_stuck' }]).becomes('pending')
    .waits(1).repairs('fail', { isForced: false }).emits(['ChallengeRepaired', { isForced: false }])
})

test('repaired with a time that cannot be', () => {
  story().starts().repairs('complete', { validUntil: start })
    .emits(['OperationRefused', { reason: 'invalid_repair', fields: ['validUntil'] }]).becomes('pending')
    .repairs('fail', { validUntil: start + hour })
    .emits(['OperationRefused', { reason: 'invalid_repair', fields: ['validUntil'] }]).becomes('pending')
})

test('repaired with a hold that it has not', () => {
  story().starts().repairs('fail', { hold: 'release' })
    .emits(['OperationRefused', { reason: 'invalid_repair', fields: ['hold'] }]).becomes('pending')
})

test('repaired by one person, where there have to be two', () => {
  story(tablesOf({ tenants: [{ ...acme, isRepairApproved: true }], verifiers: [checkit] })).starts().repairs('fail')
    .emits(['OperationRefused', { reason: 'repair_not_approved' }]).becomes('pending')
    .repairs('fail', { approver: 'Eve' }).emits(['OperationRefused', { reason: 'repair_not_approved' }])
    .repairs('fail', { approver: 'adam' }).emits(['ChallengeRepaired', { author: 'eve', approver: 'adam' }])
})

test('repaired after it was completed', () => {
  story().starts().hears(denied()).repairs('complete')
    .emits(['OperationRefused', { reason: 'challenge_already_completed' }]).becomes('denied')
})

test('repaired after it was cancelled', () => {
  story().starts().cancels().repairs('complete')
    .emits(['OperationRefused', { reason: 'challenge_already_failed' }]).becomes('cancelled')
})

test('repaired, and there is none', () => {
  story().repairs('fail').emits(['OperationRefused', { reason: 'challenge_not_found' }])
})

test.run()
