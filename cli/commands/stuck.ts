import type { Command } from 'commander'

import { defaultTenant } from '../../processors/tenant.ts'
import { systemClock } from '../../runtime/clock.ts'
import { withConnection } from '../context.ts'
import { Currencies } from '../currencies.ts'
import { countStuck, describeStuck } from '../describe-stuck.ts'
import { CommandFailure } from '../exit-codes.ts'
import { withProgress } from '../get-command.ts'
import { examples, paragraphs } from '../help.ts'
import { toJson } from '../json.ts'
import { durationOf } from '../option-values.ts'
import { readStuck } from '../read-stuck.ts'
import { readTable, readTenant } from '../tables.ts'
import { print, remark } from '../terminal.ts'

const about = paragraphs(`Lists what waits for longer than it should, the oldest first: openings of wallets, deposits,
transfers, adjustments of transfers, credits and batches, withdrawals, payouts, challenges, and holds whose time has
passed. It says for how long, at which step, for whom, and what money waits with it. What waits for nothing but its time
is not stuck before that.

How long is too long is the tenant's to say (stuckAfterMs), or that of --older-than.

It reads the changelogs from the beginning and folds them, so it needs no running service, and disturbs none. It holds
the rows of one partition number in memory at a time: some hundred bytes for each wallet, withdrawal, transfer … there
ever was in it.`)

/** Of a tenant whose row has gone. */
const stuckAfterMsDefault = 3_600_000

interface Options { tenant?: string, olderThan?: number, json?: boolean, failIfAny?: boolean }

export function addStuck(program: Command): void {
  program.command('stuck')
    .summary('list what waits for longer than it should')
    .description(about)
    .option('--tenant <tenant>', 'of one tenant alone')
    .option('--older-than <duration>', 'what waits for as long as this: 90s, 15m, 2h, 1d', durationOf)
    .option('--fail-if-any', 'end with 1 if there is any, for monitoring')
    .option('--json', 'a JSON object for each instead of a table for people')
    .addHelpText('after', examples('wallets stuck', 'wallets stuck --tenant demo --older-than 15m --fail-if-any'))
    .action(async ({ tenant, olderThan, json = false, failIfAny = false }: Options) => {
      await withConnection(async connection => {
        if (tenant !== undefined && await readTenant(connection, tenant) === undefined) {
          throw new CommandFailure(1, `there is no tenant ${tenant}`)
        }
        const tenants = await readTable(connection, 'tenants')
        const stuckAfterMs = (id: string): number =>
          olderThan ?? (tenants.get(id) ?? tenants.get(defaultTenant))?.stuckAfterMs ?? stuckAfterMsDefault
        const now = Math.floor(systemClock.now())
        const stuck = await withProgress(onProgress =>
          readStuck(connection, { now, tenant, stuckAfterMs, onProgress }))
        const lines = json ? stuck.map(toJson) : describeStuck(stuck, await Currencies.read(connection))
        for (const line of lines) print(line)
        if (failIfAny && stuck.length > 0) throw new CommandFailure(1, countStuck(stuck))
        remark(countStuck(stuck))
      })
    })
}
