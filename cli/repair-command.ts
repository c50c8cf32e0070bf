import { createHash } from 'node:crypto'

import type { Repair } from '../processors/repair.ts'
import { CommandFailure } from './exit-codes.ts'
import { parts } from './get-command.ts'

/** What can be repaired: its command, and what its name is made of. */
export const repairs = {
  opening: { type: 'RepairOpening', ids: ['tenant', 'wallet'], example: 'demo/alice' },
  deposit: { type: 'RepairDeposit', ids: ['tenant', 'wallet', 'deposit'], example: 'demo/alice/d-1' },
  transfer: { type: 'RepairTransfer', ids: ['tenant', 'wallet', 'transfer'], example: 'demo/alice/t-1' },
  batch: { type: 'RepairBatch', ids: ['tenant', 'wallet', 'batch'], example: 'demo/alice/b-1' },
  withdrawal: { type: 'RepairWithdrawal', ids: ['tenant', 'wallet', 'withdrawal'], example: 'demo/alice/w-1' },
  payout: { type: 'RepairPayout', ids: ['tenant', 'wallet', 'withdrawal'], example: 'demo/alice/w-1' },
  challenge: {
    type: 'RepairChallenge', ids: ['tenant', 'party', 'identity', 'challenge'], example: 'demo/p-1/alice/kyc-1'
  }
} as const satisfies Readonly<Record<string, {
  readonly type: string, readonly ids: readonly string[], readonly example: string
}>>

export type RepairKind = keyof typeof repairs

/** A repair as one JSON object: what `wallets send` takes, and what a second person is shown. */
export interface RepairFields extends Repair {
  readonly type: typeof repairs[RepairKind]['type']
  readonly tenant: string
  readonly operationId: string
  /** Its ids, and what only some kinds have. */
  readonly [field: string]: unknown
}

export interface RepairWishes extends Repair {
  readonly kind: RepairKind
  readonly name: string
  /** Undefined: made of all else, so that the same repair twice is one. */
  readonly id: string | undefined
  /** What only some kinds have. */
  readonly more: Readonly<Record<string, unknown>>
}

/** @throws CommandFailure when the name is none of its kind */
export function repairFields({ kind, name, id, more, ...said }: RepairWishes): RepairFields {
  const { type, ids, example } = repairs[kind]
  const values = parts(name, ids.length, `${ids.join('/')} is expected, as in ${example}`)
  const named = Object.fromEntries(ids.map((field, index) => [field, values[index]!]))
  const fields = { type, ...named, operationId: id ?? '', ...more, ...said } as unknown as RepairFields
  return id === undefined ? { ...fields, operationId: derivedId(fields) } : fields
}

/** The same repair with a second person. Made of all else, its operation id is made anew. */
export function approved(fields: RepairFields, approver: string): RepairFields {
  if (fields.approver !== '') throw new CommandFailure(1, `${fields.approver} has approved of it already`)
  const both = { ...fields, approver }
  return fields.operationId === derivedId(fields) ? { ...both, operationId: derivedId(both) } : both
}

function derivedId({ operationId: _, ...said }: RepairFields): string {
  const text = JSON.stringify(Object.entries(said).sort(([left], [right]) => left < right ? -1 : 1))
  return `repair-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
}

/** The kind of a command, and the name of what it repairs. */
export function nameOfRepair(fields: RepairFields): { readonly kind: RepairKind, readonly name: string } {
  const [kind, { ids }] = Object.entries(repairs).find(([, { type }]) => type === fields.type)!
  return { kind: kind as RepairKind, name: ids.map(id => fields[id]).join('/') }
}
