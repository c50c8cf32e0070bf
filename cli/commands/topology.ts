import { InvalidArgumentError, type Command } from 'commander'

import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import type { Config } from '../../runtime/config.ts'
import { deploy } from '../../runtime/deployment.ts'
import { checkTopic, TopologyMismatch, type WantedTopic } from '../../runtime/topics.ts'
import type { Topology } from '../../runtime/topology.ts'
import { topology } from '../../topology.ts'
import { applyWanted, wantedOf } from '../apply.ts'
import { findDeployment } from '../connection.ts'
import { openContext } from '../context.ts'
import { examples, paragraphs } from '../help.ts'
import { embeddedPartitions, openLog, openOrCreateLog, type OpenedLog } from '../open-log.ts'
import { topologyMermaid, topologyText } from '../print-topology.ts'
import { print } from '../terminal.ts'

const about = paragraphs(`Prints what the service is made of: topics, records, processors. It asks no cluster.

\`topology apply\` and \`topology check\` compare it with the cluster.`)

const aboutApply = paragraphs(`Creates the topics that are missing and registers the schemas. Running it again changes
nothing.

It never deletes and never alters. When a topic that exists has another number of partitions, cleanup policy or
retention, it shows the difference and does nothing at all. The number of partitions is chosen once, with the first
apply: a key must stay in its partition.`)

const partitionsMax = 10_000

export function addTopology(program: Command): void {
  const command = program.command('topology')
    .summary('print the topology, apply it or check it')
    .description(about)
    .option('--mermaid', 'as a Mermaid diagram')
    .addHelpText('after', examples('wallets topology --mermaid'))
    .action(({ mermaid }: { mermaid?: boolean }) => {
      print(mermaid ? topologyMermaid(topology) : topologyText(topology, new Codec(schemas)))
    })

  command.command('apply')
    .summary('create missing topics and register schemas')
    .description(aboutApply)
    .option('--partitions <number>', 'of every keyed topic, instead of the topology\'s', partitionsOf)
    .option('--dry-run', 'only say what would be done')
    .addHelpText('after', examples('wallets topology apply --partitions 24'))
    .action(async (options: { partitions?: number, dryRun?: boolean }) => {
      const { config, logger } = openContext()
      const opened = await openOrCreateLog(config, logger)
      try {
        await apply(opened, await deploymentToApply(opened, config, options.partitions), options)
      } finally {
        await opened.log.close()
      }
    })

  command.command('check')
    .summary('compare the cluster with the topology')
    .description('Compares topics with the topology, shows the differences, and changes nothing.')
    .option('--partitions <number>', 'that keyed topics should have, instead of as many as there are', partitionsOf)
    .addHelpText('after', examples('wallets topology check'))
    .action(async ({ partitions }: { partitions?: number }) => {
      const { config, logger } = openContext()
      const opened = await openLog(config, logger)
      try {
        const found = partitions === undefined ? await findDeployment(opened.log, opened.prefix) : undefined
        const wanted = await wantedOf(opened, found ?? deployAs(opened, partitions))
        await check(opened, wanted, ['missing', 'different'])
        print(`${wanted.length} topics are as the topology says`)
      } finally {
        await opened.log.close()
      }
    })
}

async function apply(opened: OpenedLog, deployed: Topology, { dryRun }: { dryRun?: boolean }): Promise<void> {
  const wanted = await wantedOf(opened, deployed)
  if (dryRun) {
    const missing = await check(opened, wanted, ['different'])
    for (const name of missing) print(`would create ${name}`)
    return print(missing.length === 0 ? 'all topics are there' : `${missing.length} topics are missing`)
  }
  const { created, registered } = await applyWanted(opened, wanted)
  for (const name of created) print(`created ${name}`)
  for (const subject of registered) print(`registered ${subject}`)
  if (created.length + registered.length === 0) print('nothing to do: topics and schemas are as the topology says')
}

/** As large as asked for, or as the topology says. Nobody chose the size of an embedded log: it stays as it is. */
async function deploymentToApply(
  opened: OpenedLog, { kafka }: Config, partitions: number | undefined
): Promise<Topology> {
  if (partitions !== undefined || kafka !== undefined) return deployAs(opened, partitions)
  return await findDeployment(opened.log, opened.prefix) ?? deployAs(opened, embeddedPartitions)
}

function deployAs({ prefix }: OpenedLog, partitions: number | undefined): Topology {
  return deploy(topology, { prefix, ...partitions && { partitions } })
}

/** @returns the topics that are missing. @throws TopologyMismatch about those that are as in `fatal` */
async function check({ log }: OpenedLog, wanted: readonly WantedTopic[], fatal: readonly string[]): Promise<string[]> {
  const checks = await Promise.all(wanted.map(topic => checkTopic(log, topic)))
  const problems = checks.filter(({ status }) => fatal.includes(status))
  if (problems.length > 0) throw new TopologyMismatch(problems)
  return checks.filter(({ status }) => status === 'missing').map(({ name }) => name)
}

function partitionsOf(text: string): number {
  const partitions = Number(text)
  if (/^\d+$/.test(text) && partitions >= 1 && partitions <= partitionsMax) return partitions
  throw new InvalidArgumentError(`1 to ${partitionsMax} is expected.`)
}
