/**
 * What an id looks like. None has a slash, so joined by slashes they can be taken apart again: in record keys,
 * in accounts (`wallet/alice`) and in the operation ids that we derive from others.
 */
const id = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/

/** A provider's id is part of two topic names, which allow less. */
const providerId = /^[a-z0-9][a-z0-9-]{0,63}$/

/** Printable ASCII, or nothing. The provider knows what it means, we do not. */
const destination = /^[ -~]{0,256}$/

/** Operations of ours have a slash in their id, so that no client can take it first. */
const derivedId = /\//

/** A word of the tenant's own, or none. */
const word = /^[A-Za-z0-9._:-]{0,64}$/

/** Who decided something, by whatever name. */
const person = /^[ -~]{1,256}$/

const ofClients = {
  tenant: id, wallet: id, operationId: id, source: id, withdrawal: id, quote: optional(id),
  provider: optional(providerId), destination, method: word, party: word
}
const ofOurs = {
  tenant: id, wallet: id, operationId: derivedId, withdrawal: id, quote: id, terminal: optional(id), by: person
}
const ofTerminals = { ...ofOurs, provider: providerId, terminal: id }

/** The fields of a client's command that break their pattern. */
export function invalidIds(command: object): readonly string[] {
  return broken(command, ofClients)
}

/** The same for a command that another processor sends: it was checked where it came from, but for its name. */
export function invalidDerivedIds(command: object): readonly string[] {
  return broken(command, ofOurs)
}

/** The same for a command to a terminal, which has to be named in full: elsewhere an empty provider stands for any. */
export function invalidTerminalIds(command: object): readonly string[] {
  return broken(command, ofTerminals)
}

export function isId(text: string): boolean {
  return id.test(text)
}

export function isProviderId(text: string): boolean {
  return providerId.test(text)
}

/** A method or a party, and not none. */
export function isWord(text: string): boolean {
  return text !== '' && word.test(text)
}

/** An operation id of ours. Slashes only between the parts: two lists of parts that differ have two ids. */
export function joinIds(...parts: readonly string[]): string {
  return parts.map(part => shortId(part).replace(/[%/]/g, sign => sign === '/' ? '%2F' : '%25')).join('/')
}

/** Ids are keys, and keys are short. Should two long texts become one id, the fingerprint still tells them apart. */
export function shortId(text: string): string {
  return text.length <= textMax ? text : text.slice(0, textMax)
}

const textMax = 256

function optional(pattern: RegExp): RegExp {
  return new RegExp(`^$|${pattern.source}`)
}

function broken(command: object, patterns: Readonly<Record<string, RegExp>>): readonly string[] {
  let fields: string[] | undefined
  for (const field in patterns) {
    const text = (command as Readonly<Record<string, unknown>>)[field]
    if (typeof text !== 'string' || patterns[field]!.test(text)) continue
    fields ??= []
    fields.push(field)
  }
  return fields ?? none
}

const none: readonly string[] = []
