import type { Command } from 'commander'

import type { Currency, Plain, Tenant } from '../../schemas/generated.ts'
import { CommandFailure } from '../exit-codes.ts'
import { formatDuration, formatMoney } from '../format.ts'
import { examples, paragraphs } from '../help.ts'
import { aboutFile, fileOption, needsCurrency, printRows, putFields, putFile, revisionOption } from '../row-command.ts'
import { addAnnounce, addResume, addStop } from './ask-tenants.ts'

const about = paragraphs(`Adds a tenant, or changes it. The tenant * is the default: what those are like who have no row
of their own. Without it they are refused.

With --currency its currencies are replaced by those given: all of them, each time. A currency is a code and the number
of digits after its decimal point: EUR:2, JPY:0. Everything else (plan, approvals, classes, limits …) stays as it is in
the row that is there; in a new row it has its defaults. Topics of its own are chosen with the first row and stay.

${aboutFile}

The row's revision grows by one with each change; to put what is there already changes nothing. A tenant that is
stopped stays so: \`tenants resume\` lets it go on.`)

interface PutOptions { currency?: string[], file?: string, revision?: number }

export function addTenants(program: Command): void {
  const command = program.command('tenants')
    .summary('put, announce, stop, resume or list tenants')
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
      'wallets tenants put --file examples/payouts/tenant.json',
      'wallets tenants put \'*\' --currency EUR:2'
    ))
    .action(async (tenant: string | undefined, { currency, file, revision }: PutOptions) => {
      if (file !== undefined) return await putFile('tenants', file, { tenant }, revision)
      if (tenant === undefined || currency === undefined) throw needsCurrency('a tenant and its')
      await putFields('tenants', { tenant, currencies: currency.map(readCurrency) }, revision)
    })

  addAnnounce(command)
  addStop(command)
  addResume(command)

  command.command('list')
    .summary('list tenants')
    .description('Lists the tenants.')
    .option('--json', 'all of each as a JSON object, as `put --file` and `wallets send` take it')
    .addHelpText('after', examples('wallets tenants list'))
    .action(({ json = false }: { json?: boolean }) => printRows('tenants', json, { head, cells }))
}

const head = [
  'tenant', 'revision', 'currencies', 'plan', 'approval', 'attempts', 'quotes', 'classes', 'policies', 'ceilings',
  'limits', 'a second', 'topics', 'stopped'
]

function cells(row: Plain<Tenant>): string[] {
  const { tenant, revision, currencies, withdrawalPlan, approvals, attemptsMax, quoteMs, classes, levelPolicies } = row
  const exponents = new Map(currencies.map(({ code, exponent }) => [code, exponent]))
  return [
    tenant, String(revision), currencies.map(({ code, exponent }) => `${code}:${exponent}`).join(' '),
    withdrawalPlan.length === 0 ? 'default' : `${withdrawalPlan.length} postings`,
    approvals.map(({ currency, above }) => `above ${formatMoney(above, currency, exponents.get(currency))}`).join(', ')
      || 'never',
    String(attemptsMax), formatDuration(quoteMs), classes.map(each => each.class).join(' ') || 'none',
    String(levelPolicies.length), row.serviceLimits.length === 0 ? 'default' : `${row.serviceLimits.length}`,
    row.limits.length === 0 ? 'none' : `${row.limits.length}, days of ${row.timeZone}`,
    row.operationsPerSecond === 0 ? 'any' : String(row.operationsPerSecond),
    row.ownTopics === null ? 'shared' : `own, ${row.ownTopics.partitions} partitions`,
    row.stopped || 'no'
  ]
}

function readCurrency(text: string): Plain<Currency> {
  const [, code, digits] = /^([^:]+):(\d{1,2})$/.exec(text) ?? []
  if (code === undefined) {
    throw new CommandFailure(2, `--currency takes a code and its digits after the point, as in EUR:2, and not ${text}`)
  }
  return { code, exponent: Number(digits) }
}
