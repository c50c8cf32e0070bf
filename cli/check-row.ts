import { isId, isProviderId } from '../processors/ids.ts'
import { InputRefused } from './input-refused.ts'

const codePattern = /^[A-Za-z0-9._-]{1,16}$/
const exponentMax = 18

/** What the schema cannot say of a row. Nobody decides about rows, so nobody could refuse them later. */
export function checkRow(row: object): void {
  const { tenant, provider, revision, currencies } = row as RowFields
  if (!isId(tenant)) throw new InputRefused('tenant: 1 to 64 letters, digits and . _ : - are expected')
  if (provider !== undefined) checkTopicId('provider', provider)
  if (revision < 1) throw new InputRefused('revision: it counts from 1')
  const codes = currencies.map(currency => typeof currency === 'string' ? currency : currency.code)
  if (!codes.every(code => codePattern.test(code))) {
    throw new InputRefused('currencies: 1 to 16 letters, digits and . _ - are expected as a code')
  }
  if (new Set(codes).size < codes.length) throw new InputRefused('currencies: one is there twice')
  const exponents = currencies.map(currency => typeof currency === 'string' ? 0 : currency.exponent)
  if (!exponents.every(exponent => exponent >= 0 && exponent <= exponentMax)) {
    throw new InputRefused(`currencies: 0 to ${exponentMax} digits are expected`)
  }
}

/** An id that is part of a topic's name. */
export function checkTopicId(field: string, id: string): void {
  if (!isProviderId(id)) throw new InputRefused(`${field}: 1 to 64 lower-case letters, digits and dashes are expected`)
}

/** Of a tenant or of a provider. */
interface RowFields {
  readonly tenant: string
  readonly provider?: string
  readonly revision: number
  readonly currencies: readonly (string | { readonly code: string, readonly exponent: number })[]
}
