import { formatTable } from './format.ts'
import { auditKinds, type AuditReport } from './run-audit.ts'

/** The report of an audit for people, line by line. */
export function describeAudit({ isClean, events, keys, counts, findings }: AuditReport): string[] {
  const read = `${events} ${events === 1 ? 'event' : 'events'} of ${keys} ${keys === 1 ? 'key' : 'keys'}`
  if (isClean) return [`nothing was found in ${read}`]
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return [
    `${all} ${all === 1 ? 'finding' : 'findings'} in ${read}`,
    ...findings.flatMap(({ kind, topic, partition, offset, key, detail }) => [
      '', `${topic}/${partition} at ${offset}: ${kind}${key === '' ? '' : `, ${key}`}`,
      `  ${auditKinds[kind]}`, `  ${detail}`
    ]),
    ...all > findings.length ? ['', `and ${all - findings.length} more`] : [],
    '', ...formatTable(Object.entries(counts).map(([kind, count]) => [kind, String(count)]))
  ]
}
