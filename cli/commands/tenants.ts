import { randomUUID } from 'node:crypto'

import { InvalidArgumentError, type Command } from 'commander'

import type { Currency, OperationRefused, Plain, Tenant, TenantAnnounced } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { announceTenant } from '../announce-tenant.ts'
import type { Connection } from '../connection.ts'
import { openContext, withConnection } from '../context.ts'
import { EmbeddedService } from '../embedded-service.ts'
import { CommandFailure } from '../exit-codes.ts'
import { formatDuration, formatMoney } from '../format.ts'
import { examples, paragraphs } from '../help.ts'
import { openLogger } from '../logger.ts'
import {
  aboutFile, fileOption, needsCurrency, printRows, putFields, putFile, readRows, revisionOption
} from '../row-command.ts'
import { print } from '../terminal.ts'

const about = paragraphs(`Adds a tenant, or changes it. The tenant * is the default: what those are like who have no row
of their own. Without it they are refused.

With --currency its currencies are replaced by those given: all of them, each time. A currency is a code and the number
of digits after its decimal point: EUR:2, JPY:0. Everything else (plan, approvals, classes, limits …) stays as it is in
the row that is there; in a new row it has its defaults. Topics of its own are chosen with the first row and stay.

${aboutFile}

The row's revision grows by one with each change; to put what is there already changes nothing.`)

const aboutAnnounce = paragraphs(`Announces a tenant, as the tenant itself would do: sends AnnounceTenant with what the
file says and waits for the event that answers it. The file is like that of \`tenants put\`, and what it leaves out has
its default. A revision in it, as in what \`list --json\` printed, is the one that is expected: another one by now is
refused.

To announce what is so already changes nothing. The operation id names the announcement for ever: given again with the
same file it shows the answer that there was.

On the embedded log, where nothing else can run meanwhile, it runs the processor of tenants itself.`)

const timeoutSecondsMax = 3_600

interface AnnounceOptions { file: string, operation?: string, timeout: number }

interface PutOptions { currency?: string[], file?: string, revision?: number }

export function addTenants(program: Command): void {
  const command = program.command('tenants')
    .summary('announce, put or list tenants')
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

  command.command('announce')
    .summary('announce a tenant, and wait for the answer')
    .description(aboutAnnounce)
    .argument('[tenant]', 'its id; the file has it in itself')
    .requiredOption('-f, --file <path>', 'what it is like, as JSON; - is standard input')
    .option('--operation <id>', 'the operation id, instead of a new one')
    .option('--timeout <seconds>', 'how long to wait for the answer', readSeconds, 30)
    .addHelpText('after', examples('wallets tenants announce --file examples/tenants/shop.json'))
    .action(async (tenant: string | undefined, { file, operation, timeout }: AnnounceOptions) => {
      const inputs = await readRows('tenants', file, { tenant })
      if (inputs.length > 1 && operation !== undefined) throw new CommandFailure(2, 'give --operation for one tenant')
      await withTenants(async connection => {
        for (const input of inputs) {
          const operationId = operation ?? `announce-${randomUUID()}`
          sayAnswer(await announceTenant(connection, { input, operationId, timeoutMs: timeout * 1_000 }))
        }
      })
    })

  command.command('list')
    .summary('list tenants')
    .description('Lists the tenants.')
    .option('--json', 'all of each as a JSON object, as `put --file` and `wallets send` take it')
    .addHelpText('after', examples('wallets tenants list'))
    .action(({ json = false }: { json?: boolean }) => printRows('tenants', json, { head, cells }))
}

const head = [
  'tenant', 'revision', 'currencies', 'plan', 'approval', 'attempts', 'quotes', 'classes', 'policies', 'limits',
  'a second', 'topics'
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
    row.operationsPerSecond === 0 ? 'any' : String(row.operationsPerSecond),
    row.ownTopics === null ? 'shared' : `own, ${row.ownTopics.partitions} partitions`
  ]
}

/** A deployment whose tenants are listened to. */
async function withTenants(work: (connection: Connection) => Promise<void>): Promise<void> {
  const { config } = openContext()
  if (config.kafka !== undefined) return await withConnection(work)
  // That its processor comes and goes is no news here.
  const quiet = openLogger(config.logLevel === 'info' ? 'warn' : config.logLevel)
  let fail: (error: Error) => void
  const failed = new Promise<never>((_, reject) => { fail = reject })
  const embedded = await EmbeddedService.start({
    config, logger: quiet, only: ['tenants'], providers: 'none', verifiers: 'none', onEvent: () => {},
    onFailed: error => fail(error)
  })
  try {
    await Promise.race([failed, work(embedded.connection)])
  } finally {
    await embedded.stop()
  }
}

function sayAnswer(event: Flat): void {
  if (event.type !== 'TenantAnnounced') {
    const { reason, fields } = event as unknown as OperationRefused
    throw new CommandFailure(1, `refused: ${reason}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`)
  }
  const { row: { tenant, revision }, isChanged } = event as unknown as TenantAnnounced
  print(`tenant ${tenant} is ${isChanged ? 'announced' : 'like that already'}, at revision ${revision}`)
}

function readSeconds(text: string): number {
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (seconds >= 1 && seconds <= timeoutSecondsMax) return seconds
  throw new InvalidArgumentError(`A whole number from 1 to ${timeoutSecondsMax} is expected.`)
}

function readCurrency(text: string): Plain<Currency> {
  const [, code, digits] = /^([^:]+):(\d{1,2})$/.exec(text) ?? []
  if (code === undefined) {
    throw new CommandFailure(2, `--currency takes a code and its digits after the point, as in EUR:2, and not ${text}`)
  }
  return { code, exponent: Number(digits) }
}
