import { randomUUID } from 'node:crypto'

import type { Command } from 'commander'

import type {
  OperationRefused, TenantAnnounced, TenantResumed, TenantStopped
} from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { announceTenant } from '../announce-tenant.ts'
import { askTenant } from '../ask-tenant.ts'
import type { Connection } from '../connection.ts'
import { CommandFailure } from '../exit-codes.ts'
import { examples, paragraphs } from '../help.ts'
import { secondsOf } from '../option-values.ts'
import { readRows } from '../row-command.ts'
import { print } from '../terminal.ts'
import { withService } from '../with-service.ts'

const onEmbedded = `On the embedded log, where nothing else can run meanwhile, it runs the processor of tenants itself.`

const aboutAnnounce = paragraphs(`Announces a tenant, as the tenant itself would do: sends AnnounceTenant with what the
file says and waits for the event that answers it. The file is like that of \`tenants put\`, and what it leaves out has
its default. A revision in it, as in what \`list --json\` printed, is the one that is expected: another one by now is
refused.

To announce what is so already changes nothing. The operation id names the announcement for ever: given again with the
same file it shows the answer that there was.

${onEmbedded}`)

const aboutStop = paragraphs(`Stops a tenant: nothing new that moves its money is accepted from now on, and what was
begun goes on to its end. The accounts processor does the same when the tenant's ledger is out of balance. Other tenants
are not concerned.

${onEmbedded}`)

const aboutResume = paragraphs(`Accepts again what a tenant asks for. Who decided it, and why, is in the event for ever.

A tenant whose ledger is out of balance is stopped again only for more that is wrong: \`wallets balances\` shows what
is.

${onEmbedded}`)

interface AskOptions { operation?: string, timeout: number }
interface AnnounceOptions extends AskOptions { file: string }
interface StopOptions extends AskOptions { reason: string }
interface ResumeOptions extends StopOptions { author: string }

export function addAnnounce(command: Command): void {
  asking(command.command('announce'))
    .summary('announce a tenant, and wait for the answer')
    .description(aboutAnnounce)
    .argument('[tenant]', 'its id; the file has it in itself')
    .requiredOption('-f, --file <path>', 'what it is like, as JSON; - is standard input')
    .addHelpText('after', examples('wallets tenants announce --file examples/tenants/shop.json'))
    .action(async (tenant: string | undefined, { file, operation, timeout }: AnnounceOptions) => {
      const inputs = await readRows('tenants', file, { tenant })
      if (inputs.length > 1 && operation !== undefined) throw new CommandFailure(2, 'give --operation for one tenant')
      await withTenants(async connection => {
        for (const input of inputs) {
          const operationId = operation ?? `announce-${randomUUID()}`
          const event = await announceTenant(connection, { input, operationId, timeoutMs: timeout * 1_000 })
          const { row, isChanged } = answered<TenantAnnounced>(event)
          print(`tenant ${row.tenant} is ${isChanged ? 'announced' : 'like that already'}, at revision ${row.revision}`)
        }
      })
    })
}

export function addStop(command: Command): void {
  asking(command.command('stop'))
    .summary('accept nothing new from a tenant')
    .description(aboutStop)
    .argument('<tenant>', 'its id')
    .requiredOption('--reason <text>', 'why, for people')
    .addHelpText('after', examples("wallets tenants stop demo --reason 'audit 11'"))
    .action(async (tenant: string, { reason, operation, timeout }: StopOptions) => {
      await withTenants(async connection => {
        const operationId = operation ?? `stop-${randomUUID()}`
        const event = await askTenant(connection, { type: 'StopTenant', tenant, operationId, reason }, timeout * 1_000)
        const { row, isChanged } = answered<TenantStopped>(event)
        print(`tenant ${tenant} is stopped${isChanged ? '' : ' already'}, at revision ${row.revision}`)
      })
    })
}

export function addResume(command: Command): void {
  asking(command.command('resume'))
    .summary('let a tenant that was stopped go on')
    .description(aboutResume)
    .argument('<tenant>', 'its id')
    .requiredOption('--author <name>', 'who decided it')
    .requiredOption('--reason <text>', 'why, for people')
    .addHelpText('after', examples("wallets tenants resume demo --author ann --reason 'audit 11 is done'"))
    .action(async (tenant: string, { author, reason, operation, timeout }: ResumeOptions) => {
      await withTenants(async connection => {
        const operationId = operation ?? `resume-${randomUUID()}`
        const command = { type: 'ResumeTenant', tenant, operationId, author, reason }
        const { row, isChanged } = answered<TenantResumed>(await askTenant(connection, command, timeout * 1_000))
        print(`tenant ${tenant} ${isChanged ? 'goes on' : 'is not stopped'}, at revision ${row.revision}`)
      })
    })
}

/** What all have in common that wait for an event. */
function asking(command: Command): Command {
  return command
    .option('--operation <id>', 'the operation id, instead of a new one')
    .option('--timeout <seconds>', 'how long to wait for the answer', secondsOf, 30)
}

/** A deployment whose tenants are listened to. */
async function withTenants(work: (connection: Connection) => Promise<void>): Promise<void> {
  await withService(work, ['tenants'])
}

/** The event that answers, unless it is a refusal. @throws CommandFailure */
function answered<Event>(event: Flat): Event {
  if (event.type !== 'OperationRefused') return event as unknown as Event
  const { reason, fields } = event as unknown as OperationRefused
  throw new CommandFailure(1, `refused: ${reason}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`)
}
