import { SimulatedProvider, type SimulatedProviderOptions } from './simulated-provider.ts'
import { StandIns } from './stand-ins.ts'

export type SimulatedProvidersOptions = Omit<SimulatedProviderOptions, 'id'> & {
  /** Which to stand in for; every one in the table by default, those included that are yet to come. */
  readonly only?: readonly string[]
}

/** Stands in for providers as their rows appear. */
export class SimulatedProviders extends StandIns {
  constructor(options: SimulatedProvidersOptions) {
    const { connection, only } = options
    const create = (id: string): SimulatedProvider => new SimulatedProvider({ ...options, id })
    super({ connection, table: 'providers', field: 'provider', only, create })
  }
}
