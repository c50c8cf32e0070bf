import { createHmac } from 'node:crypto'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { signatureHeader, verifySignature } from '../../connector/index.ts'

const nowS = 1_795_368_642
const secret = 'whsec_the_one_in_use'
const former = 'whsec_the_one_before'
const foreign = 'whsec_of_somebody_else'
const body = Buffer.from('{"event":"paid","reference":"demo/alice/w-1/1"}')
const rules = { secrets: [secret], nowS, toleranceS: 300 }
const header = signatureHeader(body, [secret], nowS)
const [, signature] = header.split(',v1=')
const zeros = '0'.repeat(64)

test('the signature is HMAC-SHA256 of time, dot and body', () => {
  const hex = createHmac('sha256', secret).update(`${nowS}.${body}`).digest('hex')
  assert.is(header, `t=${nowS},v1=${hex}`)
})

for (const [verdict, what, message, changed] of [
  ['valid', 'signed now', {}, {}],
  ['valid', 'five minutes old', { header: signatureHeader(body, [secret], nowS - 300) }, {}],
  ['valid', 'of a clock that is five minutes ahead', { header: signatureHeader(body, [secret], nowS + 300) }, {}],
  ['valid', 'a former secret that is still allowed', { header: signatureHeader(body, [former], nowS) },
    { secrets: [secret, former] }],
  ['valid', 'signed with a new secret that we do not have yet, and the old one',
    { header: signatureHeader(body, [foreign, secret], nowS) }, {}],
  ['valid', 'parts of other versions, blanks and capitals',
    { header: `t=${nowS}, v0=${zeros}, v1=${signature!.toUpperCase()}` }, {}],
  ['wrong', 'another body', { body: Buffer.from(`${body} `) }, {}],
  ['wrong', 'another time under the same signature', { header: `t=${nowS + 1},v1=${signature}` }, {}],
  ['wrong', 'another secret', { header: signatureHeader(body, [foreign], nowS) }, {}],
  ['wrong', 'a former secret that is allowed no more', { header: signatureHeader(body, [former], nowS) }, {}],
  ['wrong', 'no secret to compare with', {}, { secrets: [] }],
  ['wrong', 'two wrong signatures', { header: `t=${nowS},v1=${zeros},v1=${zeros}` }, {}],
  ['too_old', 'one second too old', { header: signatureHeader(body, [secret], nowS - 301) }, {}],
  ['too_early', 'one second too early', { header: signatureHeader(body, [secret], nowS + 301) }, {}],
  ['missing', 'no header', { header: undefined }, {}],
  ['missing', 'an empty header', { header: '' }, {}],
  ['malformed', 'no time', { header: `v1=${signature}` }, {}],
  ['malformed', 'two times', { header: `t=${nowS},${header}` }, {}],
  ['malformed', 'a time that is no number', { header: `t=now,v1=${signature}` }, {}],
  ['malformed', 'a negative time', { header: `t=-${nowS},v1=${signature}` }, {}],
  ['malformed', 'no signature', { header: `t=${nowS}` }, {}],
  ['malformed', 'a signature of another version alone', { header: `t=${nowS},v0=${signature}` }, {}],
  ['malformed', 'a signature that is cut', { header: header.slice(0, -1) }, {}],
  ['malformed', 'a signature that is no hex', { header: `t=${nowS},v1=${'z'.repeat(64)}` }, {}],
  ['malformed', 'one good signature and one that is none', { header: `${header},v1=00` }, {}],
  ['malformed', 'more signatures than anybody has', { header: `${header}${`,v1=${zeros}`.repeat(8)}` }, {}]
] as const) {
  test(`${verdict}: ${what}`, () => {
    assert.is(verifySignature({ header, body, ...message }, { ...rules, ...changed }), verdict)
  })
}

test.run()
