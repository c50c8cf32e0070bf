import type { Reason } from '../../schemas/generated.ts'

/** A command that goes through, with all that it is decided on. */
export interface Scenario extends Parts { readonly command: { readonly type: string } }

/** Tables and rows, by what they are. */
interface Parts {
  readonly tenant?: object | undefined
  readonly provider?: object | undefined
  readonly verifier?: object | undefined
  readonly source?: object | undefined
  readonly wallets?: object | undefined
  readonly withdrawals?: object | undefined
  readonly quotes?: object | undefined
  readonly holds?: object | undefined
  readonly deposits?: object | undefined
  readonly reverts?: object | undefined
  readonly transfers?: object | undefined
  readonly credits?: object | undefined
  readonly batches?: object | undefined
  readonly payouts?: object | undefined
  readonly turnovers?: object | undefined
  readonly reservations?: object | undefined
  readonly parties?: object | undefined
  readonly identities?: object | undefined
  readonly challenges?: object | undefined
  readonly destinations?: object | undefined
  readonly accounts?: object | undefined
  readonly announced?: object | undefined
  readonly rates?: object | undefined
}

/** What makes a scenario break one rule: what is set, part by part. A fault of some commands alone is tagged so. */
export interface Fault {
  readonly of?: readonly string[]
  readonly set: Partial<Record<keyof Scenario, Readonly<Record<string, unknown>> | 'gone'>>
}

/** Commands of one kind: those that go through, what makes them be refused, and rows that a fault brings about. */
export interface Refusals {
  readonly scenarios: Readonly<Record<string, Scenario>>
  readonly faults: Readonly<Partial<Record<Reason, readonly Fault[]>>>
  readonly rows: Readonly<Record<string, object>>
}

/** Pairs of faults that can be there at once: they set different things. */
export function compatible(ones: readonly Fault[], others: readonly Fault[]): readonly (readonly [Fault, Fault])[] {
  return ones.flatMap(one => others.map(other => [one, other] as const)).filter(([one, other]) => !clash(one, other))
}

function clash({ set: one }: Fault, { set: other }: Fault): boolean {
  return Object.entries(one).some(([part, change]) => {
    const otherChange = other[part as keyof Scenario]
    if (otherChange === undefined) return false
    if (change === 'gone' || otherChange === 'gone') return true
    return Object.keys(change).some(field => field in otherChange && change[field] !== otherChange[field])
  })
}

export function show(fault: Fault): string {
  return JSON.stringify(fault, (_, value: unknown) => typeof value === 'bigint' ? `${value}n` : value)
}
