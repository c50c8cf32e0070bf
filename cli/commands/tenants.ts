import type { Command } from 'commander'

import type { Currency, Plain } from '../../schemas/generated.ts'
import { withConnection } from '../context.ts'
import { CommandFailure } from '../exit-codes.ts'
import { formatTable } from '../format.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { revisionOption, sayPut } from '../row-command.ts'
import { putRow } from '../put-row.ts'
import { readTable } from '../tables.ts'
import { print } from '../terminal.ts'

const about = paragraphs(`Adds a tenant, or replaces its currencies by those given: all of them, each time.

A currency is a code and the number of digits after its decimal point: EUR:2, JPY:0. The row's revision grows by one
with each change; to put what is there already changes nothing.`)

export function addTenants(program: Command): void {
  const command = program.command('tenants')
    .summary('put or list tenants')
    .description('Tenants: who uses the service, and in which currencies.')

  command.command('put')
    .summary('add or change a tenant')
    .description(about)
    .argument('<tenant>', 'its id')
    .requiredOption('--currency <code:digits...>', 'a currency that it uses')
    .addOption(revisionOption())
    .addHelpText('after', examples('wallets tenants put demo --currency EUR:2 JPY:0'))
    .action(async (tenant: string, { currency, revision }: { currency: string[], revision?: number }) => {
      const currencies = currency.map(readCurrency)
      await withConnection(async connection => {
        sayPut(`tenant ${tenant}`, await putRow(connection, 'tenants', { tenant, currencies }, revision))
      })
    })

  command.command('list')
    .summary('list tenants')
    .description('Lists the tenants.')
    .option('--json', 'a JSON object for each, as `wallets send` takes it')
    .addHelpText('after', examples('wallets tenants list'))
    .action(async ({ json }: { json?: boolean }) => {
      const rows = [...(await withConnection(connection => readTable(connection, 'tenants'))).values()]
      if (json) return rows.forEach(row => print(toJson(row)))
      const lines = rows.map(({ tenant, revision, currencies }) =>
        [tenant, String(revision), currencies.map(({ code, exponent }) => `${code}:${exponent}`).join(' ')])
      for (const line of formatTable([['tenant', 'revision', 'currencies'], ...lines])) print(line)
    })
}

function readCurrency(text: string): Plain<Currency> {
  const [, code, digits] = /^([^:]+):(\d{1,2})$/.exec(text) ?? []
  if (code === undefined) {
    throw new CommandFailure(2, `--currency takes a code and its digits after the point, as in EUR:2, and not ${text}`)
  }
  return { code, exponent: Number(digits) }
}
