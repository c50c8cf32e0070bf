import { SimulatedVerifier, type SimulatedVerifierOptions } from './simulated-verifier.ts'
import { StandIns } from './stand-ins.ts'

export type SimulatedVerifiersOptions = Omit<SimulatedVerifierOptions, 'id'> & {
  /** Which to stand in for; every one in the table by default, those included that are yet to come. */
  readonly only?: readonly string[]
}

/** Stands in for verifiers as their rows appear. */
export class SimulatedVerifiers extends StandIns {
  constructor(options: SimulatedVerifiersOptions) {
    const { connection, only } = options
    const create = (id: string): SimulatedVerifier => new SimulatedVerifier({ ...options, id })
    super({ connection, table: 'verifiers', field: 'verifier', only, create })
  }
}
