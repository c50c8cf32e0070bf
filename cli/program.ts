import { Command } from 'commander'

import { addAudit } from './commands/audit.ts'
import { addBalances } from './commands/balances.ts'
import { addCheckout } from './commands/checkout.ts'
import { addDiff } from './commands/diff.ts'
import { addDeadLetters } from './commands/dead-letters.ts'
import { addGet } from './commands/get.ts'
import { addKeys } from './commands/keys.ts'
import { addProviders } from './commands/providers.ts'
import { addRepair } from './commands/repair.ts'
import { addReplay } from './commands/replay.ts'
import { addRun } from './commands/run.ts'
import { addSend } from './commands/send.ts'
import { addSimulateProvider } from './commands/simulate-provider.ts'
import { addSimulateVerifier } from './commands/simulate-verifier.ts'
import { addSources } from './commands/sources.ts'
import { addStuck } from './commands/stuck.ts'
import { addTenants } from './commands/tenants.ts'
import { addTopology } from './commands/topology.ts'
import { addVerifiers } from './commands/verifiers.ts'
import { addWatch } from './commands/watch.ts'
import { tablesOfHelp } from './help.ts'
import { version } from './version.ts'

const about = `Wallet processing on Kafka: commands in, exactly one event per operation out.

Without KAFKA_BROKERS everything works on an embedded log in one folder, for trying it out.`

/** The `wallets` command. Errors are thrown, not printed; the process is not ended. */
export function createProgram(): Command {
  const program = new Command('wallets')
    .description(about)
    .version(version())
    .exitOverride()
    // What comes after a command is its own, be it of the same name as an option of the group that it is in.
    .enablePositionalOptions()
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({ outputError: () => {} })
    .addHelpText('after', tablesOfHelp())
  addRun(program)
  addSend(program)
  addWatch(program)
  addGet(program)
  addBalances(program)
  addCheckout(program)
  addDiff(program)
  addReplay(program)
  addAudit(program)
  addStuck(program)
  addRepair(program)
  addTenants(program)
  addKeys(program)
  addProviders(program)
  addVerifiers(program)
  addSources(program)
  addTopology(program)
  addDeadLetters(program)
  addSimulateProvider(program)
  addSimulateVerifier(program)
  return program
}
