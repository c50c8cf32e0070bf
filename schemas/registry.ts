/** The little that we ask of a schema registry, and never in the hot path. */
export interface SchemaRegistry {
  /** Registers a version under BACKWARD_TRANSITIVE. @returns its id, also when it was there already. */
  register(subject: string, schema: unknown): Promise<number>
  /**
   * A schema by its id; undefined only when the registry itself says that there is none, or none in Avro.
   * @throws RegistryUnavailable
   */
  find(id: number): Promise<unknown>
}

/** The registry did not answer, or not with an answer. Says nothing about any record. */
export class RegistryUnavailable extends Error {
  constructor(cause: unknown) {
    super(`the schema registry does not answer: ${(cause as Error).message}`, { cause })
    this.name = 'RegistryUnavailable'
  }
}

/** The registry refused: an incompatible schema, another compatibility mode. */
export class RegistryRejected extends Error {
  constructor(subject: string, cause: unknown) {
    super(`the schema registry refused ${subject}: ${(cause as Error).message}`, { cause })
    this.name = 'RegistryRejected'
  }
}
