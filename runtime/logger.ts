/** Structured logs: a fact with its fields. Never a payload; a key only where a partition stops because of it. */
export interface Logger {
  debug(fields: object, fact: string): void
  info(fields: object, fact: string): void
  warn(fields: object, fact: string): void
  error(fields: object, fact: string): void
}

export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} }

/** What a log line says of an error: its code or name and its message. */
export function errorFields(error: unknown): { readonly error: string, readonly message: string } {
  const { code, name, message } = error as { code?: string, name?: string, message?: string }
  return { error: code ?? name ?? 'Error', message: message ?? String(error) }
}
