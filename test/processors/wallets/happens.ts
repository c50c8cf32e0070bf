import * as assert from 'uvu/assert'

import type { FollowUp, Tables } from '../../../processors/decider.ts'
import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type { WalletCommand, WalletEvent, WalletEventBody } from '../../../schemas/generated.ts'
import { head, usualAt } from '../../support/given.ts'
import { tables as usual } from '../examples.ts'

export interface Happened {
  readonly body: WalletEventBody
  readonly type: string
  /** Of events that have them. */
  readonly balance: unknown
  readonly postings: unknown
  readonly rows: WalletRows
  readonly sent: readonly FollowUp['record'][]
}

/** A command that goes through, with all that comes of it. */
export function happens(command: WalletCommand, before: WalletRows, tables: Tables = usual): Happened {
  const body = wallets.decide(command, before, tables, usualAt) as WalletEventBody
  assert.is.not(body.type, 'OperationRefused', JSON.stringify(body, (_, value) => String(value)))
  const event = { ...head(command.operationId, 9), step: 0, ...body } as WalletEvent
  const rows = wallets.evolve(before, event)
  const { type, balance, postings } = body as WalletEventBody & Partial<Record<string, unknown>>
  return { body, type, balance, postings, rows, sent: wallets.react!(event, rows).map(({ record }) => record) }
}
