import type { Command } from 'commander'

import type { Currency, Plain, Tenant } from '../../schemas/generated.ts'
import { withConnection } from '../context.ts'
import { CommandFailure } from '../exit-codes.ts'
import { formatDuration, formatMoney, formatTable } from '../format.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { aboutFile, fileOption, needsCurrency, putFields, putFile, revisionOption } from '../row-command.ts'
import { readTable } from '../tables.ts'
import { print } from '../terminal.ts'

const about = paragraphs(`Adds a tenant, or changes it.

With --currency its currencies are replaced by those given: all of them, each time. A currency is a code and the number
of digits after its decimal point: EUR:2, JPY:0. Everything else (plan, approvals, attempts, parties, quotes) stays as
it is in the row that is there; in a new row it has its defaults.

${aboutFile}

The row's revision grows by one with each change; to put what is there already changes nothing.`)

interface PutOptions { currency?: string[], file?: string, revision?: number }

export function addTenants(program: Command): void {
  const command = program.command('tenants')
    .summary('put or list tenants')
    .description('Tenants: who uses the service, in which currencies, and how their withdrawals go.')

  command.command('put')
    .summary('add or change a tenant')
    .description(about)
    .argument('[tenant]', 'its id; a file has it in itself')
    .option('--currency <code:digits...>', 'a currency that it uses')
    .addOption(fileOption())
    .addOption(revisionOption())
    .addHelpText('after', examples(
      'wallets tenants put demo --currency EUR:2 JPY:0',
      'wallets tenants put --file examples/payouts/tenant.json'
    ))
    .action(async (tenant: string | undefined, { currency, file, revision }: PutOptions) => {
      if (file !== undefined) return await putFile('tenants', file, { tenant }, revision)
      if (tenant === undefined || currency === undefined) throw needsCurrency('a tenant and its')
      await putFields('tenants', { tenant, currencies: currency.map(readCurrency) }, revision)
    })

  command.command('list')
    .summary('list tenants')
    .description('Lists the tenants.')
    .option('--json', 'all of each as a JSON object, as `put --file` and `wallets send` take it')
    .addHelpText('after', examples('wallets tenants list'))
    .action(async ({ json }: { json?: boolean }) => {
      const rows = [...(await withConnection(connection => readTable(connection, 'tenants'))).values()]
      if (json) return rows.forEach(row => print(toJson(row)))
      for (const line of formatTable([head, ...rows.map(cells)])) print(line)
    })
}

const head = ['tenant', 'revision', 'currencies', 'plan', 'approval', 'attempts', 'parties', 'quotes']

function cells(row: Plain<Tenant>): string[] {
  const { tenant, revision, currencies, withdrawalPlan, approvals, attemptsMax, parties, quoteMs } = row
  const exponents = new Map(currencies.map(({ code, exponent }) => [code, exponent]))
  return [
    tenant, String(revision), currencies.map(({ code, exponent }) => `${code}:${exponent}`).join(' '),
    withdrawalPlan.length === 0 ? 'default' : `${withdrawalPlan.length} postings`,
    approvals.map(({ currency, above }) => `above ${formatMoney(above, currency, exponents.get(currency))}`).join(', ')
      || 'never',
    String(attemptsMax), String(parties.length), formatDuration(quoteMs)
  ]
}

function readCurrency(text: string): Plain<Currency> {
  const [, code, digits] = /^([^:]+):(\d{1,2})$/.exec(text) ?? []
  if (code === undefined) {
    throw new CommandFailure(2, `--currency takes a code and its digits after the point, as in EUR:2, and not ${text}`)
  }
  return { code, exponent: Number(digits) }
}
