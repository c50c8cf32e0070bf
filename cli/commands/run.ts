import { Option, type Command } from 'commander'

import { topology } from '../../topology.ts'
import { openContext } from '../context.ts'
import { endWith, examples, paragraphs } from '../help.ts'

const about = paragraphs(`Runs the processors.

With KAFKA_BROKERS and SCHEMA_REGISTRY_URL: on the cluster, until SIGTERM. Several processes share the partitions.
Apply the topology first.

Without: the whole service in this process, on an embedded log in the folder WALLETS_DATA. Commands come as NDJSON from
standard input, events go as NDJSON to standard output, and it ends when the input has ended and all is done. Nobody
else can reach that log, so it pays invoices itself, as \`wallets simulate-provider\` does.`)

const onlyOption = new Option('--only <processor...>', 'run these processors alone')

export function addRun(program: Command): void {
  program.command('run')
    .summary('run the processors, on Kafka or on the embedded log')
    .description(about)
    .addOption(onlyOption.choices(Object.keys(topology.processors)))
    .option('--no-simulated-provider', 'on the embedded log: do not answer for the providers')
    .addHelpText('after', examples('wallets run < examples/commands.ndjson'))
    .action(async ({ only = [], simulatedProvider }: { only?: string[], simulatedProvider: boolean }) => {
      const { config, logger } = openContext()
      const { runOnKafka } = await import('../run-kafka.ts')
      const { kafka } = config
      if (kafka !== undefined) return endWith(await runOnKafka(config, kafka, logger, only))
      const { runEmbedded } = await import('../run-embedded.ts')
      const providers = simulatedProvider ? 'simulated' : 'none'
      endWith(await runEmbedded({ config, logger, only, providers, input: process.stdin, output: process.stdout }))
    })
}
