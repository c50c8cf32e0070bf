import type { Command } from 'commander'

import { withConnection } from '../context.ts'
import { describeAudit } from '../describe-audit.ts'
import { CommandFailure } from '../exit-codes.ts'
import { withProgress, type GetOptions } from '../get-command.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { auditDeployment } from '../run-audit.ts'
import { print } from '../terminal.ts'

const about = paragraphs(`Proves from the topics alone that the service has written them and nobody else: one event
for each command, revisions without a gap, hashes that follow from one another, follow-ups that agree with the events
that caused them, postings, balances and accounts that agree with each other. It prints each finding with the topic,
the partition and the offset where it is. If there is any, it ends with code 1.

It reads all changelogs from the beginning, and the commands that are still there, up to the ends that they have when it
begins. It writes nothing and joins no group: the service may run meanwhile.`)

export function addAudit(program: Command): void {
  program.command('audit')
    .summary('prove from the topics that nothing is missing, made up or altered')
    .description(about)
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets audit', 'wallets audit --json > audit.json'))
    .action(async ({ json }: GetOptions) => {
      await withConnection(async connection => {
        const report = await withProgress(onProgress => auditDeployment(connection, onProgress))
        print(json ? toJson(report) : describeAudit(report).join('\n'))
        if (!report.isClean) throw new CommandFailure(1, 'the audit has findings')
      })
    })
}
