import { Option, type Command } from 'commander'

import type { Plain, Source } from '../../schemas/generated.ts'
import { CommandFailure } from '../exit-codes.ts'
import { formatDuration } from '../format.ts'
import { examples, paragraphs } from '../help.ts'
import { durationOf } from '../option-values.ts'
import { aboutFile, fileOption, printRows, putFields, putFile, revisionOption } from '../row-command.ts'

const about = paragraphs(`Says whether a source of a tenant's deposits is authorized, and how long they wait for it.

A source without a row is authorized. What is not given stays as it is in the row that is there; a new row is authorized
and its deposits wait for ever. Pending deposits are looked at again within a minute.

${aboutFile}

The row's revision grows by one with each change; to put what is there already changes nothing.`)

interface PutOptions { authorized?: true, unauthorized?: true, wait?: number, file?: string, revision?: number }

export function addSources(program: Command): void {
  const command = program.command('sources')
    .summary('put or list sources of deposits')
    .description('Sources: where the money of deposits comes from.')

  command.command('put')
    .summary('add or change a source')
    .description(about)
    .argument('[tenant]', 'whose source it is; a file has it in itself')
    .argument('[source]', 'its id, as deposits name it')
    .addOption(new Option('--authorized', 'its deposits are completed').conflicts('unauthorized'))
    .option('--unauthorized', 'its deposits wait until it is authorized')
    .addOption(new Option('--wait <duration>', 'after which a pending deposit fails: 90d').argParser(durationOf))
    .addOption(fileOption().conflicts(['authorized', 'unauthorized', 'wait']))
    .addOption(revisionOption())
    .addHelpText('after', examples(
      'wallets sources put demo payroll --unauthorized --wait 7d', 'wallets sources put demo payroll --authorized'
    ))
    .action(async (tenant: string | undefined, source: string | undefined, options: PutOptions) => {
      const { file, revision, wait: waitMs } = options
      if (file !== undefined) return await putFile('sources', file, { tenant, source }, revision)
      const isAuthorized = options.unauthorized === true ? false : options.authorized
      if (tenant === undefined || source === undefined || isAuthorized === undefined) {
        throw new CommandFailure(
          2, 'give the whole row with --file, or a tenant, a source and --authorized or --unauthorized'
        )
      }
      await putFields('sources', { tenant, source, isAuthorized, ...waitMs !== undefined && { waitMs } }, revision)
    })

  command.command('list')
    .summary('list sources that have a row')
    .description('Lists the sources that have a row. All others are authorized.')
    .option('--json', 'each as a JSON object, as `put --file` and `wallets send` take it')
    .addHelpText('after', examples('wallets sources list'))
    .action(({ json = false }: { json?: boolean }) => printRows('sources', json, { head, cells }))
}

const head = ['tenant', 'source', 'revision', 'authorized', 'deposits wait']

function cells({ tenant, source, revision, isAuthorized, waitMs }: Plain<Source>): string[] {
  return [
    tenant, source, String(revision), isAuthorized ? 'yes' : 'no', waitMs === 0 ? 'for ever' : formatDuration(waitMs)
  ]
}
