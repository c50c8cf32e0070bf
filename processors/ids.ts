/**
 * What an id looks like. None has a slash, so joined by slashes they can be taken apart again: in record keys,
 * in accounts (`wallet/alice`) and in the operation ids that we derive from others.
 */
const id = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/

/** The id of a provider or a verifier is part of two topic names, which allow less. */
const providerId = /^[a-z0-9][a-z0-9-]{0,63}$/

/** Printable ASCII, or nothing. The provider knows what it means, we do not. */
const destination = /^[ -~]{0,256}$/

/** Operations of ours have a slash in their id, so that no client can take it first. */
const derivedId = /\//

/** A transfer of a batch, where it arrives: the batch and the transfer. */
const ofBatch = new RegExp(`^${id.source.slice(1, -1)}/${id.source.slice(1, -1)}$`)

/** A word of the tenant's own, or none. */
const word = /^[A-Za-z0-9._:-]{0,64}$/

/** Printable ASCII, and not nothing: who decided something, or what stands for a thing that others understand. */
const token = /^[ -~]{1,256}$/

/** A line of text, or nothing. */
const remark = /^\P{Cc}{0,256}$/u

/** A line of text, and not nothing. */
const statement = /^(?=.*\S)\P{Cc}{1,256}$/u

const ofClients = {
  tenant: id, wallet: id, operationId: id, source: id, withdrawal: id, quote: optional(id),
  provider: optional(providerId), destination, method: word, party: word, identity: optional(id),
  destinationId: optional(id), transfer: id, batch: id, to: id, holdId: id, counterparty: id, deposit: optional(id),
  revert: id
}
const ofOurs = {
  tenant: id, wallet: id, operationId: derivedId, withdrawal: id, quote: id, terminal: optional(id), by: token,
  transfer: id, batch: id, from: id, holdId: id, deposit: id, revert: id
}
/** `wallets`, `ledger`, or a kind and the id of what it is for. */
const account = /^[a-z]+(\/[A-Za-z0-9][A-Za-z0-9._:-]{0,63})?$/

const ofAccounts = { tenant: id, account, operationId: derivedId }
/** A processor of ours stops a tenant, or an operator does, and one resumes it. */
const ofTenants = {
  tenant: id, operationId: new RegExp(`${derivedId.source}|${id.source}`), author: token, reason: token
}
const ofBatches = { ...ofOurs, transfer: ofBatch }
const ofAdjustments = { ...ofClients, deposit: id, revert: id, transfer: id, author: statement, reason: statement }
/** Of people who repair. A second one may approve of it. */
const ofRepairs = {
  ...ofClients, identity: id, challenge: id, party: id, deposit: id, author: statement, reason: statement,
  approver: new RegExp(`^$|${statement.source}`, 'u'), reference: /^[ -~]{0,400}$/
}
const ofDerivedRepairs = { ...ofRepairs, operationId: derivedId }
const ofTerminals = { ...ofOurs, provider: providerId, terminal: id }
const toParties = { tenant: id, party: id, operationId: id, identity: id, challenge: id, destinationId: id, token }
const ofOursToParties = { ...toParties, operationId: derivedId, wallet: id, withdrawal: id }

/** The fields of a client's command that break their pattern. */
export function invalidIds(command: object): readonly string[] {
  return broken(command, ofClients)
}

/** The same for a command that another processor sends: it was checked where it came from, but for its name. */
export function invalidDerivedIds(command: object): readonly string[] {
  return broken(command, ofOurs)
}

/** The same for a command to a wallet that is paid by a batch. No other transfer has an id like those of a batch. */
export function invalidBatchIds(command: object): readonly string[] {
  return broken(command, ofBatches)
}

/** The same for a command of somebody who adjusts: it has to be said who and why. */
export function invalidAdjustmentIds(command: object): readonly string[] {
  return broken(command, ofAdjustments)
}

/** The same for a command of somebody who repairs a process, of a wallet or of a party. */
export function invalidRepairIds(command: object): readonly string[] {
  return broken(command, ofRepairs)
}

/** The same where it comes by way of the operators' own topic. */
export function invalidDerivedRepairIds(command: object): readonly string[] {
  return broken(command, ofDerivedRepairs)
}

/** The same for a command to a terminal, which has to be named in full: elsewhere an empty provider stands for any. */
export function invalidTerminalIds(command: object): readonly string[] {
  return broken(command, ofTerminals)
}

/** The same for a client's command to a party. */
export function invalidPartyIds(command: object): readonly string[] {
  return broken(command, toParties)
}

/** The same for a command to a party that another processor or a clock sends. */
export function invalidDerivedPartyIds(command: object): readonly string[] {
  return broken(command, ofOursToParties)
}

/** The same for what one transaction moved in an account. */
export function invalidAccountIds(command: object): readonly string[] {
  return broken(command, ofAccounts)
}

/** The same for a command that stops a tenant or resumes it. */
export function invalidTenantIds(command: object): readonly string[] {
  return broken(command, ofTenants)
}

export function isId(text: string): boolean {
  return id.test(text)
}

/** Whether a client asked for an operation, and no processor or clock. For what was accepted: its ids are in order. */
export function isOfClient(operationId: string): boolean {
  return !derivedId.test(operationId)
}

export function isProviderId(text: string): boolean {
  return providerId.test(text)
}

/** Its topics are named as a provider's are. */
export function isVerifierId(text: string): boolean {
  return providerId.test(text)
}

/** What stands for a document or an account, and tells us nothing of it. */
export function isToken(text: string): boolean {
  return token.test(text)
}

/** What somebody may say of why something was done: a line of text, or nothing. */
export function isRemark(text: string): boolean {
  return remark.test(text)
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
