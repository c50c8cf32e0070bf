import { suite } from 'uvu'

import { approved, start, story } from '../challenge-story.ts'
import { day } from '../examples.ts'

/** Each name stands in the table of docs/parties.md. */
const test = suite('transitions: identification')

const second = { reference: 'acme/p-1/alice/kyc-2' }
const third = { reference: 'acme/p-1/alice/kyc-3' }

test('first approval', () => {
  story().starts().known({ status: 'none' }).hears(approved(start + day))
    .emits(['ChallengeApproved', {
      identification: { level: 1, status: 'active', validUntil: start + day, levelAfter: 0, challenge: 'kyc-1' }
    }])
    .known({ status: 'active' }).sends('UpdateOwner')
})

test('a higher level', () => {
  story().starts().hears(approved(start + 2 * day)).starts('kyc-2', 'address').hears(approved(start + day), second)
    .emits(['ChallengeApproved', {
      identification: { level: 2, status: 'active', validUntil: start + day, levelAfter: 1, challenge: 'kyc-2' }
    }])
    .known({ status: 'active' }).sends('UpdateOwner')
})

test('the highest level expires', () => {
  story().starts().hears(approved(start + 2 * day)).starts('kyc-2', 'address').hears(approved(start + day), second)
    .passes(day - 1).emits().passes(1)
    .emits(['IdentificationExpired', {
      identification: { level: 1, status: 'active', validUntil: start + 2 * day, levelAfter: 0, challenge: 'kyc-1' }
    }])
    .known({ status: 'active', level: 1 }).sends('UpdateOwner', 'ReviewWithdrawal')
    .passes(day).emits(['IdentificationExpired', {}]).known({ status: 'expired', level: 0 })
})

test('what it was built on expires', () => {
  story().starts().hears(approved(start + day)).starts('kyc-2', 'address').hears(approved(), second)
    .passes(day)
    .emits(['IdentificationExpired', {
      identification: { level: 0, status: 'expired', validUntil: 0, levelAfter: 0, challenge: '' }
    }])
    .known({ status: 'expired' }).sends('UpdateOwner', 'ReviewWithdrawal')
})

test('the last approval expires', () => {
  story().starts().hears(approved(start + day)).known({ status: 'active' }).passes(day)
    .emits(['IdentificationExpired', { identityRevision: 4 }])
    .known({ status: 'expired', level: 0 }).sends('UpdateOwner', 'ReviewWithdrawal')
    .passes(day).emits()
})

test('approved anew', () => {
  story().starts().hears(approved(start + day)).passes(day).known({ status: 'expired' })
    .starts('kyc-2').hears(approved(start + 2 * day), second)
    .emits(['ChallengeApproved', {
      identification: { level: 1, status: 'active', validUntil: start + 2 * day, levelAfter: 0, challenge: 'kyc-2' }
    }])
    .known({ status: 'active' }).sends('UpdateOwner')
    .passes(day).emits(['IdentificationExpired', {}]).known({ status: 'expired' })
})

test('approved anew before the clock has spoken', () => {
  story().starts().hears(approved(start + day)).starts('kyc-2', 'address').hears(approved(), second)
    .waits(day).starts('kyc-3').becomes('pending', 'kyc-3').hears(approved(), third)
    .emits(['ChallengeApproved', {
      identification: { level: 1, status: 'active', validUntil: 0, levelAfter: 1, challenge: 'kyc-3' }
    }])
    .sends('UpdateOwner')
    .passes(0).emits(['IdentificationExpired', { identification: {
      level: 1, status: 'active', validUntil: 0, levelAfter: 1, challenge: 'kyc-3'
    } }])
    .known({ status: 'active', level: 1 }).sends('UpdateOwner', 'ReviewWithdrawal')
    .passes(day).emits()
})

test.run()
