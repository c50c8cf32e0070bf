import type { CheckedOut, Change } from './checkout.ts'
import type { Diff, FieldChange } from './diff.ts'
import { formatTable, formatTime } from './format.ts'
import { leafText, leavesOf } from './leaves.ts'
import type { Reference } from './references.ts'

/** Something as it was, for people: where in its history it is, what made it so, and every field. */
export function describeState(found: CheckedOut): string[] {
  const { kind, name, revision, head } = found
  const last = revision === head ? ', its last' : ` of ${head}`
  return [`${kind} ${name} at revision ${revision}${last}`, ...describeFields(found)]
}

function describeFields({ event, state }: CheckedOut): string[] {
  const fields = leavesOf(state).map(([path, value]) => [path, leafText(value)])
  return formatTable([['event', describeChange(event)], ...fields]).map(line => `  ${line}`)
}

export function describeReference({ kind, name, pinned, by, found, missing }: Reference): string[] {
  const pinning = by.map(({ revision, type }) => `#${revision} ${type}`).join(', ')
  const title = `${kind} ${name} at its revision ${pinned}, pinned by ${pinning}`
  if (found === undefined) return ['', title, `  ${missing}`]
  // Rows of configuration fill a screen each.
  const isOfTable = found.event.type === undefined
  const see = `  see wallets checkout ${kind} ${name} --revision ${pinned}`
  return ['', title, ...isOfTable ? [see] : describeFields(found)]
}

/** `#4  2026-03-01 12:30:05.120  WithdrawalCreated by rent-11` */
export function describeChange({ revision, at, type, operationId }: Change): string {
  const by = type === undefined ? '' : `  ${type} by ${operationId}`
  return `#${revision}  ${formatTime(at)}${by}`
}

/** What changed in all, and then by which operation. */
export function describeDiff({ kind, name, from, to, changes, steps, omitted }: Diff): string[] {
  const lines = [`${kind} ${name} from revision ${from} to ${to}`, ...describeChanges(changes)]
  if (changes.length === 0) lines.push('  is the same')
  if (omitted > 0) lines.push('', `(${omitted} earlier versions are not told one by one)`)
  for (const step of steps) lines.push('', describeChange(step), ...describeChanges(step.changes))
  return lines
}

function describeChanges(changes: readonly FieldChange[]): string[] {
  if (changes.length === 0) return []
  return formatTable(changes.map(({ field, from, to }) => [field, leafText(from), '→', leafText(to)]))
    .map(line => `  ${line}`)
}
