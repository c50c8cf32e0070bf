import { isId, isProviderId, isWord } from './ids.ts'
import { longestMs } from './time.ts'

/**
 * Told of each value that is not as it should be: where it is, and what is wrong. A problem never repeats what is
 * there. Who takes the first one alone may throw.
 */
export type Report = (path: string, problem: string) => void

const codePattern = /^[A-Za-z0-9._-]{1,16}$/

export function checkId(path: string, id: string, report: Report): void {
  if (!isId(id)) report(path, '1 to 64 letters, digits and . _ : - are expected')
}

/** An id that is part of a topic's name. */
export function checkTopicId(path: string, id: string, report: Report): void {
  if (!isProviderId(id)) report(path, '1 to 64 lower-case letters, digits and dashes are expected')
}

/** Codes that currencies are defined by. */
export function checkCodes(paths: readonly string[], codes: readonly string[], report: Report): void {
  if (codes.length === 0) report('currencies', 'at least one is expected')
  for (const [index, code] of codes.entries()) {
    if (!codePattern.test(code)) report(paths[index]!, '1 to 16 letters, digits and . _ - are expected as a code')
  }
  checkDistinct('currencies', codes, report)
}

/** A code that refers to a currency. */
export function checkKnownCode(path: string, code: string, known: readonly string[], report: Report): void {
  if (!known.includes(code)) report(path, `one of ${known.join(', ')} is expected`)
}

export function checkKnownCodes(
  path: string, codes: readonly string[], known: readonly string[], report: Report
): void {
  for (const [index, code] of codes.entries()) checkKnownCode(`${path}[${index}]`, code, known, report)
  checkDistinct(path, codes, report)
}

/** Methods, parties, types of proofs: a tenant's own words. */
export function checkWords(path: string, words: readonly string[], report: Report): void {
  for (const [index, word] of words.entries()) checkWord(`${path}[${index}]`, word, report)
  checkDistinct(path, words, report)
}

export function checkWord(path: string, word: string, report: Report): void {
  if (!isWord(word)) report(path, '1 to 64 letters, digits and . _ : - are expected')
}

/** Tokens joined by colons, the most general first. */
export function isReason(text: string): boolean {
  return text.split(':').every(token => /^\S+$/.test(token))
}

/** An empty token is met by no reason, so the list would not do what it seems to. */
export function checkReasons(path: string, reasons: readonly string[], report: Report): void {
  for (const [index, reason] of reasons.entries()) {
    if (!isReason(reason)) report(`${path}[${index}]`, 'tokens joined by colons are expected, none of them empty')
  }
  checkDistinct(path, reasons, report)
}

export function checkDistinct(path: string, values: readonly unknown[], report: Report): void {
  if (new Set(values).size < values.length) report(path, 'one is there twice')
}

export function checkRange(path: string, value: number, min: number, max: number, report: Report): void {
  if (value < min || value > max) report(path, `${min} to ${max} is expected`)
}

export function checkMs(path: string, ms: number, report: Report): void {
  if (ms < 1 || ms > longestMs) report(path, `1 to ${longestMs} milliseconds are expected`)
}

export function checkNotNegative(path: string, value: number | bigint, report: Report): void {
  if (value < 0) report(path, 'it is negative')
}

interface AmountRange { readonly amountMin: bigint, readonly amountMax: bigint }

/** Where 0 stands for no bound. */
export function checkAmountRange(path: string, { amountMin, amountMax }: AmountRange, report: Report): void {
  checkNotNegative(`${path}.amountMin`, amountMin, report)
  checkNotNegative(`${path}.amountMax`, amountMax, report)
  if (amountMax !== 0n && amountMin > amountMax) report(`${path}.amountMin`, 'it is greater than amountMax')
}
