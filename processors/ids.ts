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

const ofClients = {
  tenant: id, wallet: id, operationId: id, source: id, withdrawal: id, provider: providerId, destination
}
const ofOurs = { tenant: id, wallet: id, operationId: derivedId, withdrawal: id }

/** The fields of a client's command that break their pattern. */
export function invalidIds(command: object): readonly string[] {
  return broken(command, ofClients)
}

/** The same for a command that another processor sends: it was checked where it came from, but for its name. */
export function invalidDerivedIds(command: object): readonly string[] {
  return broken(command, ofOurs)
}

export function isId(text: string): boolean {
  return id.test(text)
}

export function isProviderId(text: string): boolean {
  return providerId.test(text)
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
