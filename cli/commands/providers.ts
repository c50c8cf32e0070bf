import type { Command } from 'commander'

import type { Plain, Provider } from '../../schemas/generated.ts'
import { formatDuration } from '../format.ts'
import { examples, paragraphs } from '../help.ts'
import {
  aboutFile, fileOption, needsCurrency, printRows, putFields, putFile, revisionOption
} from '../row-command.ts'

const about = paragraphs(`Adds a provider that pays out for a tenant, or changes it.

With --currency its currencies are replaced by those given: all of them, each time. Everything else (terminals, how long
it may take to answer) stays as it is in the row that is there; in a new row it has its defaults.

${aboutFile}

Its two topics, provider-<id>-invoice-requests and provider-<id>-invoice-paid, are created first if they are missing.
The row's revision grows by one with each change; to put what is there already changes nothing.`)

interface PutOptions { currency?: string[], file?: string, revision?: number }

export function addProviders(program: Command): void {
  const command = program.command('providers')
    .summary('put or list providers')
    .description('Providers: companies that pay out for tenants.')

  command.command('put')
    .summary('add or change a provider')
    .description(about)
    .argument('[tenant]', 'whose provider it is; a file has it in itself')
    .argument('[provider]', 'its id: lower-case letters, digits, dashes')
    .option('--currency <code...>', 'a currency that it pays out')
    .addOption(fileOption())
    .addOption(revisionOption())
    .addHelpText('after', examples(
      'wallets providers put demo paywell --currency EUR',
      'wallets providers put --file examples/payouts/paywell.json'
    ))
    .action(async (tenant: string | undefined, provider: string | undefined, options: PutOptions) => {
      const { currency, file, revision } = options
      if (file !== undefined) return await putFile('providers', file, { tenant, provider }, revision)
      if (tenant === undefined || provider === undefined || currency === undefined) {
        throw needsCurrency('a tenant, a provider and its')
      }
      await putFields('providers', { tenant, provider, currencies: currency }, revision)
    })

  command.command('list')
    .summary('list providers')
    .description('Lists the providers.')
    .option('--json', 'all of each as a JSON object, as `put --file` and `wallets send` take it')
    .addHelpText('after', examples('wallets providers list'))
    .action(({ json = false }: { json?: boolean }) => printRows('providers', json, { head, cells }))
}

const head = ['tenant', 'provider', 'revision', 'currencies', 'terminals', 'limits', 'answers in', 'asked again']

function cells(row: Plain<Provider>): string[] {
  const { tenant, provider, revision, currencies, terminals, answerMs, enquiryFirstMs, enquiryMaxMs } = row
  return [
    tenant, provider, String(revision), currencies.join(' '), String(terminals.length || 'default'),
    String(terminals.flatMap(({ limits }) => limits).length), formatDuration(answerMs),
    `${formatDuration(enquiryFirstMs)} to ${formatDuration(enquiryMaxMs)}`
  ]
}
