import { suite } from 'uvu'

import { approved, cancelled, denied, failed, start, story } from '../challenge-story.ts'
import { day } from '../examples.ts'

/** Each name stands in the table of docs/parties.md. */
const test = suite('transitions: challenge')

const reference = 'acme/p-1/alice/kyc-1'

test('started', () => {
  story().starts()
    .emits(['ChallengeStarted', {
      identityRevision: 2, class: 'passport', verifier: 'checkit', reference, fromLevel: 0, toLevel: 1,
      dueAt: start + day, tenantRevision: 7, verifierRevision: 2
    }])
    .becomes('pending').known({ level: 0, status: 'none' }).sends('RequestVerification')
})

test('started under an id that was used', () => {
  story().starts().starts().emits(['OperationRefused', { reason: 'challenge_already_exists' }])
    .becomes('pending').sends()
    .hears(denied()).starts().refuses('challenge_already_exists').becomes('denied').sends()
})

test('started while another one is pending', () => {
  story().starts('kyc-0').starts().emits(['OperationRefused', { reason: 'challenge_pending' }])
    .becomes('pending', 'kyc-0').sends()
})

test('started from a level that is not there', () => {
  story().starts('kyc-1', 'address').emits(['OperationRefused', { reason: 'challenge_level_mismatch' }]).sends()
})

test('approved', () => {
  story().starts().hears(approved())
    .emits(['ChallengeApproved', { identityRevision: 3, challenge: 'kyc-1', validUntil: 0 }])
    .becomes('approved').known({ level: 1, status: 'active', challenge: 'kyc-1' }).sends('UpdateOwner')
})

test('approved until a time that has passed', () => {
  story().starts().hears(approved(start))
    .emits(['ChallengeApproved', { identityRevision: 3, validUntil: start }])
    .becomes('approved').known({ level: 0, status: 'none', challenge: '' }).sends('UpdateOwner')
})

test('approved when its level is no longer there', () => {
  story().starts('kyc-0').hears(approved(start + 2), { reference: 'acme/p-1/alice/kyc-0' })
    .starts('kyc-1', 'address').becomes('pending').passes(2).hears(approved())
    .emits(['ChallengeApproved', { validUntil: 0 }])
    .becomes('approved').known({ level: 0, status: 'expired', challenge: '' })
})

test('denied', () => {
  story().starts().hears(denied())
    .emits(['ChallengeDenied', { identityRevision: 3, challenge: 'kyc-1', reason: 'blurred' }])
    .becomes('denied').known({ level: 0, status: 'none' }).sends()
    .starts('kyc-2').becomes('pending', 'kyc-2')
})

test('failed', () => {
  story().starts().hears(failed())
    .emits(['ChallengeFailed', { identityRevision: 3, reason: 'unavailable' }])
    .becomes('failed').known({ level: 0, status: 'none' }).sends()
})

test('cancelled by its verifier', () => {
  story().starts().hears(cancelled())
    .emits(['ChallengeCancelled', { identityRevision: 3, verifier: 'checkit', reference, isByVerifier: true }])
    .becomes('cancelled').known({ level: 0 }).sends()
})

test('without an answer', () => {
  story().starts().passes(day - 1).emits().becomes('pending')
    .passes(1).emits(['ChallengeFailed', { identityRevision: 3, reason: 'no_answer' }])
    .becomes('failed').known({ level: 0 }).sends()
    .passes(day).emits()
})

test('cancelled', () => {
  story().starts().cancels()
    .emits(['ChallengeCancelled', { identityRevision: 3, verifier: 'checkit', reference, isByVerifier: false }])
    .becomes('cancelled').known({ level: 0 }).sends('CancelVerification')
    .starts('kyc-2').becomes('pending', 'kyc-2')
})

test('cancelled of a blocked party', () => {
  story().starts().blocks().cancels().emits(['ChallengeCancelled', { isByVerifier: false }])
    .becomes('cancelled').sends('CancelVerification')
})

test('cancelled again', () => {
  story().starts().cancels().cancels()
    .emits(['ChallengeCancelled', { identityRevision: 3, verifier: '', reference, isByVerifier: false }])
    .becomes('cancelled').sends()
})

test('cancelled after it was completed', () => {
  story().starts().hears(approved()).cancels()
    .emits(['OperationRefused', { reason: 'challenge_already_completed' }]).becomes('approved').sends()
  story().starts().hears(denied()).cancels()
    .emits(['OperationRefused', { reason: 'challenge_already_completed' }]).becomes('denied').sends()
})

test('cancelled after it had failed', () => {
  story().starts().hears(failed()).cancels()
    .emits(['OperationRefused', { reason: 'challenge_already_failed' }]).becomes('failed').sends()
})

test('cancelled, and there is none', () => {
  story().cancels().emits(['OperationRefused', { reason: 'challenge_not_found' }]).sends()
})

test('said again', () => {
  story().starts().hears(approved(start + day)).hears(approved(start + day)).emits().becomes('approved').sends()
  story().starts().hears(denied()).hears(denied()).emits().hears(denied('in other words')).emits().becomes('denied')
  story().starts().passes(day).hears(failed()).emits().becomes('failed')
  story().starts().cancels().hears(cancelled('as asked')).emits().becomes('cancelled')
})

test('approved after it was denied', () => {
  story().starts().hears(denied()).hears(approved())
    .emits(['VerificationIgnored', { challenge: 'kyc-1', status: 'denied' }])
    .becomes('denied').known({ level: 0, status: 'none' }).sends()
})

test('approved after it had failed', () => {
  story().starts().passes(day).hears(approved())
    .emits(['VerificationIgnored', { challenge: 'kyc-1', status: 'failed' }])
    .becomes('failed').known({ level: 0, status: 'none' }).sends()
})

test('approved after it was cancelled', () => {
  story().starts().cancels().hears(approved())
    .emits(['VerificationIgnored', { challenge: 'kyc-1', status: 'cancelled' }])
    .becomes('cancelled').known({ level: 0, status: 'none' }).sends()
})

test('denied after it was approved', () => {
  for (const word of [denied(), failed(), cancelled()]) {
    story().starts().hears(approved()).hears(word)
      .emits(['VerificationIgnored', { challenge: 'kyc-1', status: 'approved' }])
      .becomes('approved').known({ level: 1, status: 'active' }).sends()
  }
})

test('approved until another time', () => {
  story().starts().hears(approved(start + day)).hears(approved(start + 2 * day))
    .emits(['VerificationIgnored', { status: 'approved' }])
    .becomes('approved').known({ level: 1, validUntil: start + day }).sends()
})

test('said by another verifier', () => {
  story().starts().hears(approved(), { verifier: 'other' })
    .emits(['OperationRefused', { reason: 'verifier_mismatch' }]).becomes('pending').known({ level: 0 }).sends()
})

test('said of no challenge', () => {
  story().hears(approved()).emits(['OperationRefused', { reason: 'challenge_not_found' }]).known({ level: 0 }).sends()
    .starts().hears(approved(), { reference: 'acme/p-1/alice/kyc-2' }).refuses('challenge_not_found').becomes('pending')
    .hears(approved(), { reference: 'nonsense' }).refuses('challenge_not_found').becomes('pending').known({ level: 0 })
})

test.run()
