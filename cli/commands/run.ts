import { Option, type Command } from 'commander'

import { topology } from '../../topology.ts'
import { openContext } from '../context.ts'
import { endWith, examples, paragraphs } from '../help.ts'

const about = paragraphs(`Runs the processors.

With KAFKA_BROKERS and SCHEMA_REGISTRY_URL: on the cluster, until SIGTERM. Several processes share the partitions.
Apply the topology first.

Without: the whole service in this process, on an embedded log in the folder WALLETS_DATA. Commands come as NDJSON from
standard input, events go as NDJSON to standard output, and it ends when the input has ended and all is done. Nobody
else can reach that log, so it pays invoices itself, as \`wallets simulate-provider\` does, and answers challenges as
\`wallets simulate-verifier\` does.`)

const onlyOption = new Option('--only <processor...>', 'run these processors alone')

interface Options { only?: string[], simulatedProvider: boolean, simulatedVerifier: boolean }

export function addRun(program: Command): void {
  program.command('run')
    .summary('run the processors, on Kafka or on the embedded log')
    .description(about)
    .addOption(onlyOption.choices(Object.keys(topology.processors)))
    .option('--no-simulated-provider', 'on the embedded log: do not answer for the providers')
    .option('--no-simulated-verifier', 'on the embedded log: do not answer for the verifiers')
    .addHelpText('after', examples('wallets run < examples/commands.ndjson'))
    .action(async ({ only = [], simulatedProvider, simulatedVerifier }: Options) => {
      const { config, logger } = openContext()
      const { runOnKafka } = await import('../run-kafka.ts')
      const { kafka } = config
      if (kafka !== undefined) return endWith(await runOnKafka(config, kafka, logger, only))
      const { runEmbedded } = await import('../run-embedded.ts')
      const providers = simulatedProvider ? 'simulated' : 'none'
      const verifiers = simulatedVerifier ? 'simulated' : 'none'
      const streams = { input: process.stdin, output: process.stdout }
      endWith(await runEmbedded({ config, logger, only, providers, verifiers, ...streams }))
    })
}
