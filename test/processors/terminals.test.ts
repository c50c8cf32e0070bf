import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { postedMax } from '../../processors/balance.ts'
import { terminals } from '../../processors/terminals/index.ts'
import type { TerminalRows } from '../../processors/terminals/rows.ts'
import type {
  HoldTurnover, Plain, Reservation, TerminalCommandHead, TerminalEventBody, TerminalEventHead, Turnover, TurnoverHeld,
  TurnoverLimit
} from '../../schemas/generated.ts'
import { specification, tablesOf, usualAt } from '../support/given.ts'
import { limitOf, providerOf, terminalOf } from '../support/plans.ts'

const dayMs = 24 * 60 * 60 * 1000

/** The periods of `usualAt`: a Tuesday. */
const day = Date.UTC(2023, 10, 14)
const week = Date.UTC(2023, 10, 13)
const month = Date.UTC(2023, 10, 1)

const t1 = { tenant: 'acme', provider: 'swift', terminal: 't-1' }
const reference = 'acme/alice/w-1/1'
const holdTurnover: TerminalCommandHead & HoldTurnover = {
  type: 'HoldTurnover',
  ...t1,
  operationId: 'op-1/payout/hold',
  reference,
  wallet: 'alice',
  withdrawal: 'w-1',
  amount: 30n,
  currency: 'EUR'
}
const commitTurnover =
  { type: 'CommitTurnover', ...t1, operationId: 'op-1/paid/commit', reference, currency: 'EUR' } as const
const releaseTurnover =
  { type: 'ReleaseTurnover', ...t1, operationId: 'op-1/declined/release', reference, currency: 'EUR' } as const

const turnoverHeld: TurnoverHeld = {
  type: 'TurnoverHeld',
  reference,
  wallet: 'alice',
  withdrawal: 'w-1',
  amount: 30n,
  currency: 'EUR',
  providerRevision: 3
}

const turnoverCommitted = { type: 'TurnoverCommitted', reference, currency: 'EUR' } as const
const turnoverReleased = { type: 'TurnoverReleased', reference, currency: 'EUR' } as const

const used: Plain<Turnover> = {
  days: { start: day, amount: 70n, count: 2 },
  weeks: { start: week, amount: 170n, count: 5 },
  months: { start: month, amount: 270n, count: 9 }
}
const held: Plain<Reservation> = { amount: 30n, currency: 'EUR', at: usualAt }

const given = specification(terminals, limited())

const deciding = suite('terminals decide')

deciding('holds turnover where there is no limit', () => {
  given({}).when(holdTurnover).emits(turnoverHeld)
  given({ turnovers: used }).when(holdTurnover).emits(turnoverHeld)
})

deciding('lets a limit be reached, and not passed', () => {
  for (const [limit, counted] of [
    [limitOf('amount', 'day', 100n), 70n],
    [limitOf('amount', 'week', 200n), 170n],
    [limitOf('amount', 'month', 300n), 270n],
    [limitOf('count', 'day', 3n), 2n],
    [limitOf('count', 'week', 6n), 5n],
    [limitOf('count', 'month', 10n), 9n]
  ] as const) {
    given({ turnovers: used }, limited(limit)).when(holdTurnover).emits(turnoverHeld)
    const lower = { ...limit, max: limit.max - 1n }
    given({ turnovers: used }, limited(lower)).when(holdTurnover)
      .emits({ ...turnoverHeld, type: 'TurnoverExceeded', limit: lower, used: counted })
  }
})

deciding('names the first limit that would be passed', () => {
  const passed = limitOf('count', 'week', 5n)
  given({ turnovers: used }, limited(limitOf('amount', 'day', 100n), passed, limitOf('amount', 'month', 1n)))
    .when(holdTurnover).emits({ ...turnoverHeld, type: 'TurnoverExceeded', limit: passed, used: 5n })
})

deciding('applies no limit of another currency or of another terminal', () => {
  given({ turnovers: used }, limited(limitOf('amount', 'day', 1n, 'USD'))).when(holdTurnover).emits(turnoverHeld)
  given({ turnovers: used }, limited(limitOf('amount', 'day', 1n))).when({ ...holdTurnover, terminal: 't-2' })
    .emits(turnoverHeld)
})

deciding('takes nothing where the limit is zero', () => {
  const limit = limitOf('count', 'day', 0n)
  given({}, limited(limit)).when(holdTurnover).emits({ ...turnoverHeld, type: 'TurnoverExceeded', limit, used: 0n })
})

deciding('begins every period at zero', () => {
  for (const [period, next] of [
    ['day', day + dayMs], ['week', Date.UTC(2023, 10, 20)], ['month', Date.UTC(2023, 11, 1)]
  ] as const) {
    const limit = limitOf('amount', period, 30n)
    given({ turnovers: used }, limited(limit), next).when(holdTurnover).emits(turnoverHeld)
    given({ turnovers: used }, limited(limit), next - 1).when(holdTurnover).emits({
      ...turnoverHeld, type: 'TurnoverExceeded', limit, used: { day: 70n, week: 170n, month: 270n }[period]
    })
  }
})

deciding('counts what comes from an earlier day as of the latest day', () => {
  const limit = limitOf('amount', 'day', 99n)
  given({ turnovers: used }, limited(limit), day - 1).when(holdTurnover)
    .emits({ ...turnoverHeld, type: 'TurnoverExceeded', limit, used: 70n })
  given({ turnovers: used }, limited({ ...limit, max: 100n }), day - 40 * dayMs).when(holdTurnover).emits(turnoverHeld)
})

deciding('holds without limits for a terminal or a provider that has gone', () => {
  const gone = { ...turnoverHeld, providerRevision: 0 }
  given({ turnovers: used }, tablesOf({})).when(holdTurnover).emits(gone)
  given({ turnovers: used }, limited(limitOf('amount', 'day', 1n))).when({ ...holdTurnover, terminal: 't-3' })
    .emits(gone)
})

deciding('counts no more than a long can say', () => {
  const limit = limitOf('amount', 'day', postedMax)
  given({ turnovers: used }).when({ ...holdTurnover, amount: postedMax - 69n })
    .emits({ ...turnoverHeld, type: 'TurnoverExceeded', amount: postedMax - 69n, limit, used: 70n })
  given({}).when({ ...holdTurnover, amount: postedMax }).emits({ ...turnoverHeld, amount: postedMax })
})

deciding('commits and releases what is held, whatever became of the terminal', () => {
  for (const tables of [limited(limitOf('count', 'day', 0n)), tablesOf({})]) {
    given({ turnovers: used, reservations: held }, tables).when(commitTurnover)
      .emits(turnoverCommitted)
    given({ turnovers: used, reservations: held }, tables).when(releaseTurnover)
      .emits(turnoverReleased)
  }
})

deciding.run()

const refusing = suite('terminals refuse')

refusing('for the first reason of those that apply', () => {
  const broken = { ...holdTurnover, operationId: 'op-1' }
  given({ reservations: held }).when({ ...broken, amount: 0n }).refuses('invalid_id', { fields: ['operationId'] })
  given({ reservations: held }).when({ ...holdTurnover, amount: 0n }).refuses('amount_not_positive')
  given({}).when({ ...holdTurnover, amount: -1n }).refuses('amount_not_positive')
  given({ reservations: held }, limited(limitOf('count', 'day', 0n))).when(holdTurnover)
    .refuses('turnover_already_held')
})

refusing('what is not held', () => {
  given({ turnovers: used }).when(commitTurnover).refuses('turnover_not_held')
  given({ turnovers: used }).when(releaseTurnover).refuses('turnover_not_held')
  given({ reservations: held }).when({ ...releaseTurnover, currency: 'USD' }).refuses('turnover_not_held')
})

refusing('ids that are none, of every command', () => {
  for (const command of [holdTurnover, commitTurnover, releaseTurnover]) {
    given({}).when({ ...command, tenant: '', operationId: 'op-1', provider: '', terminal: '' })
      .refuses('invalid_id', { fields: ['tenant', 'operationId', 'terminal', 'provider'] })
  }
})

refusing.run()

const evolving = suite('terminals evolve')

evolving('counts in all three periods', () => {
  const first = folded({}, turnoverHeld)
  assert.equal(first, { turnovers: turnover([day, 30n, 1], [week, 30n, 1], [month, 30n, 1]), reservations: held })

  const { turnovers } = folded({ ...first, reservations: undefined }, { ...turnoverHeld, amount: 5n }, day + dayMs)
  assert.equal(turnovers, turnover([day + dayMs, 5n, 1], [week, 35n, 2], [month, 35n, 2]))
})

evolving('keeps what is committed, and forgets what is released', () => {
  const rows = { turnovers: used, reservations: held }
  assert.equal(folded(rows, turnoverCommitted),
    { turnovers: used, reservations: undefined })
  assert.equal(folded(rows, turnoverReleased), {
    turnovers: turnover([day, 40n, 1], [week, 140n, 4], [month, 240n, 8]), reservations: undefined
  })
})

evolving('releases only in the periods that still run', () => {
  const reservations = { amount: 30n, currency: 'EUR', at: day - dayMs }
  assert.equal(folded({ turnovers: used, reservations }, turnoverReleased), {
    turnovers: turnover([day, 70n, 2], [week, 140n, 4], [month, 240n, 8]), reservations: undefined
  })
  const older = { amount: 30n, currency: 'EUR', at: month - 1 }
  assert.equal(folded({ turnovers: used, reservations: older }, turnoverReleased),
    { turnovers: used, reservations: undefined })
})

evolving('counts in the latest period when time steps back, and releases it there', () => {
  const rows = folded({ turnovers: used }, turnoverHeld, day - 1)
  assert.equal(rows.turnovers, turnover([day, 100n, 3], [week, 200n, 6], [month, 300n, 10]))
  assert.equal(folded(rows, turnoverReleased, day - 1),
    { turnovers: used, reservations: undefined })
})

evolving('writes no row for what changed nothing', () => {
  const rows = { turnovers: used, reservations: held }
  const exceeded = { ...turnoverHeld, type: 'TurnoverExceeded', limit: limitOf('amount', 'day', 1n), used: 0n } as const
  const refused = {
    type: 'OperationRefused', command: 'HoldTurnover', reason: 'turnover_already_held',
    fields: [], balance: null, limit: null, walletLimit: null
  } as const
  for (const event of [exceeded, refused, { type: 'RecordDeadLettered', reason: 'empty' } as const]) {
    assert.is(folded(rows, event), rows)
    assert.is(folded(rows, event, day + dayMs), rows)
  }
})

evolving.run()

const reacting = suite('terminals react')

const answer = {
  type: 'AnswerTurnover',
  tenant: 'acme',
  wallet: 'alice',
  operationId: 'op-1/payout/hold/answer',
  withdrawal: 'w-1',
  reference
} as const

reacting('tells the payout that its turnover is held', () => {
  assert.equal(terminals.react!({ ...head(), ...turnoverHeld }, {}),
    [{ to: 'withdrawalCommands', record: { ...answer, isHeld: true, details: '' } }])
})

reacting('tells the payout which limit it would pass', () => {
  const limit = limitOf('amount', 'day', 99n)
  assert.equal(terminals.react!({ ...head(), ...turnoverHeld, type: 'TurnoverExceeded', limit, used: 70n }, {}), [{
    to: 'withdrawalCommands',
    record: { ...answer, isHeld: false, details: 'EUR amount per day: 70 of 99 used' }
  }])
})

reacting('tells nobody of the rest', () => {
  for (const command of [commitTurnover, releaseTurnover]) {
    for (const rows of [{}, { turnovers: used, reservations: held }]) {
      const event = terminals.decide(command, rows, tablesOf({}), usualAt) as TerminalEventBody
      assert.equal(terminals.react!({ ...head(), ...event }, {}), [])
    }
  }
})

reacting.run()

function limited(...limits: readonly Plain<TurnoverLimit>[]): ReturnType<typeof tablesOf> {
  const own = [terminalOf('t-1', { limits }), terminalOf('t-2')]
  return tablesOf({ providers: [providerOf('swift', { terminals: own })] })
}

function folded(rows: TerminalRows, event: TerminalEventBody, at = usualAt): TerminalRows {
  return terminals.evolve(rows, { ...head(at), ...event })
}

type Counted = readonly [start: number, amount: bigint, count: number]

function turnover(days: Counted, weeks: Counted, months: Counted): Plain<Turnover> {
  const usage = ([start, amount, count]: Counted): Plain<Turnover>['days'] => ({ start, amount, count })
  return { days: usage(days), weeks: usage(weeks), months: usage(months) }
}

function head(at = usualAt): TerminalEventHead {
  return {
    ...t1,
    operationId: 'op-1/payout/hold',
    revision: 1,
    at,
    sourceTopic: 'terminal-commands',
    sourceOffset: 0,
    fingerprint: Buffer.alloc(0),
    keptUntil: 0
  }
}
