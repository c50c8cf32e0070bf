import type { Command } from 'commander'

import { withConnection } from '../context.ts'
import { formatTable } from '../format.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { putRow } from '../put-row.ts'
import { revisionOption, sayPut } from '../row-command.ts'
import { readTable } from '../tables.ts'
import { print } from '../terminal.ts'

const about = paragraphs(`Adds a provider that pays out for a tenant, or replaces its currencies by those given: all of
them, each time.

Its two topics, provider-<id>-invoice-requests and provider-<id>-invoice-paid, are created first if they are missing.
The row's revision grows by one with each change; to put what is there already changes nothing.`)

interface PutOptions { currency: string[], revision?: number }

export function addProviders(program: Command): void {
  const command = program.command('providers')
    .summary('put or list providers')
    .description('Providers: companies that pay out for tenants.')

  command.command('put')
    .summary('add or change a provider')
    .description(about)
    .argument('<tenant>', 'whose provider it is')
    .argument('<provider>', 'its id: lower-case letters, digits, dashes')
    .requiredOption('--currency <code...>', 'a currency that it pays out')
    .addOption(revisionOption())
    .addHelpText('after', examples('wallets providers put demo paywell --currency EUR'))
    .action(async (tenant: string, provider: string, { currency, revision }: PutOptions) => {
      await withConnection(async connection => {
        const put = await putRow(connection, 'providers', { tenant, provider, currencies: currency }, revision)
        sayPut(`provider ${tenant}/${provider}`, put)
      })
    })

  command.command('list')
    .summary('list providers')
    .description('Lists the providers.')
    .option('--json', 'a JSON object for each, as `wallets send` takes it')
    .addHelpText('after', examples('wallets providers list'))
    .action(async ({ json }: { json?: boolean }) => {
      const rows = [...(await withConnection(connection => readTable(connection, 'providers'))).values()]
      if (json) return rows.forEach(row => print(toJson(row)))
      const lines = rows.map(row => [row.tenant, row.provider, String(row.revision), row.currencies.join(' ')])
      for (const line of formatTable([['tenant', 'provider', 'revision', 'currencies'], ...lines])) print(line)
    })
}
