import { isId, isProviderId, isWord } from '../processors/ids.ts'
import { longestMs } from '../processors/time.ts'
import { InputRefused } from './input-refused.ts'

/** Checks of single values in a row. Messages name the place and never repeat what is there. */

const codePattern = /^[A-Za-z0-9._-]{1,16}$/

export function refuseAt(path: string, problem: string): never {
  throw new InputRefused(`${path}: ${problem}`)
}

export function checkId(path: string, id: string): void {
  if (!isId(id)) refuseAt(path, '1 to 64 letters, digits and . _ : - are expected')
}

/** An id that is part of a topic's name. */
export function checkTopicId(path: string, id: string): void {
  if (!isProviderId(id)) refuseAt(path, '1 to 64 lower-case letters, digits and dashes are expected')
}

/** Codes that currencies are defined by. */
export function checkCodes(paths: readonly string[], codes: readonly string[]): void {
  if (codes.length === 0) refuseAt('currencies', 'at least one is expected')
  for (const [index, code] of codes.entries()) {
    if (!codePattern.test(code)) refuseAt(paths[index]!, '1 to 16 letters, digits and . _ - are expected as a code')
  }
  checkDistinct('currencies', codes)
}

/** A code that refers to a currency. */
export function checkKnownCode(path: string, code: string, known: readonly string[]): void {
  if (!known.includes(code)) refuseAt(path, `one of ${known.join(', ')} is expected`)
}

export function checkKnownCodes(path: string, codes: readonly string[], known: readonly string[]): void {
  for (const [index, code] of codes.entries()) checkKnownCode(`${path}[${index}]`, code, known)
  checkDistinct(path, codes)
}

/** Methods or parties. */
export function checkWords(path: string, words: readonly string[]): void {
  for (const [index, word] of words.entries()) checkWord(`${path}[${index}]`, word)
  checkDistinct(path, words)
}

export function checkWord(path: string, word: string): void {
  if (!isWord(word)) refuseAt(path, '1 to 64 letters, digits and . _ : - are expected')
}

/** Tokens joined by colons, the most general first. */
export function isReason(text: string): boolean {
  return text.split(':').every(token => /^\S+$/.test(token))
}

export function checkDistinct(path: string, values: readonly string[]): void {
  if (new Set(values).size < values.length) refuseAt(path, 'one is there twice')
}

export function checkRange(path: string, value: number, min: number, max: number): void {
  if (value < min || value > max) refuseAt(path, `${min} to ${max} is expected`)
}

export function checkMs(path: string, ms: number): void {
  if (ms < 1 || ms > longestMs) refuseAt(path, `1 to ${longestMs} milliseconds are expected`)
}

interface AmountRange { readonly amountMin: bigint, readonly amountMax: bigint }

/** Where 0 stands for no bound. */
export function checkAmountRange(path: string, { amountMin, amountMax }: AmountRange): void {
  if (amountMin < 0n) refuseAt(`${path}.amountMin`, 'it is negative')
  if (amountMax < 0n) refuseAt(`${path}.amountMax`, 'it is negative')
  if (amountMax !== 0n && amountMin > amountMax) refuseAt(`${path}.amountMin`, 'it is greater than amountMax')
}
