import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { finalWord, firstWord, isFinal } from '../../cli/simulated-answers.ts'
import type { ProviderRequest } from '../../schemas/generated.ts'

const head = { tenant: 'demo', reference: 'demo/alice/w1/1' }
const request: ProviderRequest = {
  ...head, type: 'RequestInvoice', amount: 5n, currency: 'EUR', destination: 'tok', method: '', terminal: 'card',
  pinned: null
}
const enquiry: ProviderRequest = { ...head, type: 'RequestInvoiceStatus', dueAt: 7 }
const cancel: ProviderRequest = { ...head, type: 'CancelInvoice' }
const paid = finalWord(request, undefined, {})
const declined = finalWord(request, undefined, { decline: 'no_account' })

test('what it is asked to pay is paid: the very amount, under an invoice of its own', () => {
  assert.match((paid as { invoice: string }).invoice, /^inv-[0-9a-f]{12}$/)
  assert.equal({ ...paid, invoice: '' }, {
    ...head, type: 'InvoicePaid', invoice: '', amount: 5n, currency: 'EUR', details: ''
  })
  assert.equal(finalWord(request, undefined, {}), paid)
  const other = finalWord({ ...request, reference: 'demo/alice/w1/2' }, undefined, {}) as { invoice: string }
  assert.is.not(other.invoice, (paid as { invoice: string }).invoice)
})

test('told to decline, it declines', () => {
  const { invoice } = paid as { invoice: string }
  assert.equal(declined, { ...head, type: 'InvoiceDeclined', invoice, reason: 'no_account', details: '' })
})

test('told to issue, it says first that the invoice is issued, and of nothing else', () => {
  assert.equal(firstWord(request, { issue: true }).map(({ type }) => type), ['InvoiceIssued'])
  assert.equal(firstWord(enquiry, { issue: true }), [])
  assert.equal(firstWord(request, {}), [])
})

test('an enquiry is answered by what it said, whatever it would say now', () => {
  const { invoice } = paid as { invoice: string }
  const status = { ...head, type: 'InvoiceStatus', invoice, reason: '', details: '' }
  assert.equal(finalWord(enquiry, paid, { decline: 'x' }), {
    ...status, state: 'paid', amount: 5n, currency: 'EUR'
  })
  assert.equal(finalWord(enquiry, declined, {}), {
    ...status, state: 'declined', amount: 0n, currency: '', reason: 'no_account'
  })
})

test('asked to pay once more, it says the same, whatever it would say now', () => {
  assert.equal(finalWord(request, paid, { decline: 'x' }), paid)
  assert.equal(finalWord(request, declined, {}), declined)
})

test('what it never spoke of is not found', () => {
  assert.equal(finalWord(enquiry, undefined, {}), {
    ...head, type: 'InvoiceStatus', state: 'not_found', invoice: '', amount: 0n, currency: '', reason: '', details: ''
  })
})

test('asked to cancel, it says again what came of it; what came of nothing is cancelled', () => {
  assert.equal(finalWord(cancel, paid, {}), paid)
  assert.equal(finalWord(cancel, declined, {}), declined)
  assert.is(finalWord(cancel, undefined, {}).type, 'InvoiceCancelled')
  assert.is((finalWord(enquiry, finalWord(cancel, undefined, {}), {}) as { state: string }).state, 'cancelled')
})

test('that an invoice is issued, or its state, is not its end', () => {
  const words = [paid, declined, finalWord(cancel, undefined, {}), finalWord(enquiry, undefined, {})]
  assert.equal(words.map(isFinal), [true, true, true, false])
  assert.equal(firstWord(request, { issue: true }).map(isFinal), [false])
})

test.run()
