import type { Command } from 'commander'

import type { Plain, Verifier } from '../../schemas/generated.ts'
import { CommandFailure } from '../exit-codes.ts'
import { examples, paragraphs } from '../help.ts'
import { aboutFile, fileOption, printRows, putFields, putFile, revisionOption } from '../row-command.ts'

const about = paragraphs(`Adds a verifier that finds out for a tenant who somebody is, or changes it.

${aboutFile}

Its two topics, verifier-<id>-requests and verifier-<id>-results, are created first if they are missing. The row's
revision grows by one with each change; to put what is there already changes nothing.`)

interface PutOptions { file?: string, revision?: number }

export function addVerifiers(program: Command): void {
  const command = program.command('verifiers')
    .summary('put or list verifiers')
    .description('Verifiers: companies that find out for tenants who somebody is.')

  command.command('put')
    .summary('add or change a verifier')
    .description(about)
    .argument('[tenant]', 'whose verifier it is; a file has it in itself')
    .argument('[verifier]', 'its id: lower-case letters, digits, dashes')
    .addOption(fileOption())
    .addOption(revisionOption())
    .addHelpText('after', examples('wallets verifiers put demo idcheck'))
    .action(async (tenant: string | undefined, verifier: string | undefined, { file, revision }: PutOptions) => {
      if (file !== undefined) return await putFile('verifiers', file, { tenant, verifier }, revision)
      if (tenant === undefined || verifier === undefined) {
        throw new CommandFailure(2, 'give the whole row with --file, or a tenant and a verifier')
      }
      await putFields('verifiers', { tenant, verifier }, revision)
    })

  command.command('list')
    .summary('list verifiers')
    .description('Lists the verifiers.')
    .option('--json', 'each as a JSON object, as `put --file` and `wallets send` take it')
    .addHelpText('after', examples('wallets verifiers list'))
    .action(({ json = false }: { json?: boolean }) => printRows('verifiers', json, { head, cells }))
}

const head = ['tenant', 'verifier', 'revision']

function cells({ tenant, verifier, revision }: Plain<Verifier>): string[] {
  return [tenant, verifier, String(revision)]
}
