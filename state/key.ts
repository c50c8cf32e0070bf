/**
 * A row's key: the store's name and the key's parts, joined by NUL. No two lists of parts give the same text,
 * whatever the parts hold: a hostile id must not reach the row of another.
 */
export function rowKey(store: string, parts: readonly string[]): string {
  let key = store
  for (const part of parts) key += `\0${hasReserved.test(part) ? escape(part) : part}`
  return key
}

/** The store's name and the parts that a row's key was made of. */
export function rowKeyParts(key: string): { readonly store: string, readonly parts: readonly string[] } {
  const [store, ...parts] = key.split('\0')
  return { store: store!, parts: parts.map(unescape) }
}

/** A message key: the parts joined by `/`. Ids that pass the domain's pattern hold none. */
export function messageKey(parts: readonly string[]): string {
  return parts.join('/')
}

const hasReserved = /[\0\u0001]/

function escape(part: string): string {
  return part.replaceAll('\u0001', '\u0001\u0002').replaceAll('\0', '\u0001\u0001')
}

function unescape(part: string): string {
  return part.replaceAll(/\u0001([\u0001\u0002])/g, (_, escaped: string) => escaped === '\u0001' ? '\0' : '\u0001')
}
