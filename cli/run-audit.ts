import { audit } from '../runtime/audit/audit.ts'
import type { Finding } from '../runtime/audit/finding.ts'
import { engineKinds } from '../runtime/audit/finding.ts'
import { systemClock } from '../runtime/clock.ts'
import { GlobalTables } from '../runtime/tables.ts'
import type { Connection } from './connection.ts'
import { MoneyAudit, moneyKinds } from './money-audit.ts'

/** All that an audit can find, by kind. */
export const auditKinds: Readonly<Record<string, string>> = { ...engineKinds, ...moneyKinds }

export interface AuditReport {
  readonly isClean: boolean
  readonly events: number
  /** Wallets, parties and whatever else has a changelog. */
  readonly keys: number
  /** How many findings there are of each kind that was found. */
  readonly counts: Readonly<Record<string, number>>
  /** Partition by partition: all of them, or the first of very many. */
  readonly findings: readonly Finding[]
}

/** Audits a deployment as it is now. @param onProgress counts records */
export async function auditDeployment(
  { log, topology, schemas, prefix, logger }: Connection, onProgress?: (done: number, total: number) => void
): Promise<AuditReport> {
  const shared = { log, topology, schemas, clock: systemClock, logger }
  const tables = new GlobalTables(shared)
  await tables.start()
  try {
    const { findings, counts, events, keys } = await audit({
      log, topology, schemas, tables, prefix, sleep: ms => systemClock.sleep(ms), inspector: new MoneyAudit(),
      onProgress
    })
    const sorted = [...counts].sort(([left], [right]) => left < right ? -1 : 1)
    return { isClean: findings.length === 0, events, keys, counts: Object.fromEntries(sorted), findings }
  } finally {
    await tables.close()
  }
}
