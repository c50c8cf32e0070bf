import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { terminals } from '../../processors/terminals/index.ts'
import { startOf } from '../../processors/terminals/periods.ts'
import type {
  Period, Plain, Reservation, TerminalCommand, TerminalEventBody, Turnover, TurnoverLimit
} from '../../schemas/generated.ts'
import { tablesOf, usualAt } from '../support/given.ts'
import { limitOf, providerOf, terminalOf } from '../support/plans.ts'

const head = { tenant: 'acme', provider: 'swift', terminal: 't-1', operationId: 'op/1' }
const source = {
  revision: 1, sourceTopic: 'terminal-commands', sourceOffset: 0, fingerprint: Buffer.alloc(0), keptUntil: 0
}
const payout = { wallet: 'alice', withdrawal: 'w-1', currency: 'EUR' }

/** Random holds, commits and releases at one terminal, against a list of attempts that is counted anew each time. */
const test = suite('turnover, against a list of attempts')

interface Attempt { readonly at: number, readonly amount: bigint, status: 'held' | 'committed' | 'released' }

const spans = fc.constantFrom<Period>('day', 'week', 'month')
const limits = fc.array(fc.oneof(
  fc.tuple(spans, fc.bigInt({ min: 0n, max: 400n })).map(each => limitOf('amount', ...each)),
  fc.tuple(spans, fc.bigInt({ min: 0n, max: 12n })).map(each => limitOf('count', ...each))
), { maxLength: 3 })

const action = fc.record({
  do: fc.constantFrom('hold', 'hold', 'commit', 'release'),
  attempt: fc.nat(30),
  amount: fc.bigInt({ min: 1n, max: 60n }),
  hours: fc.oneof({ weight: 4, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.nat(24 * 20) })
})

/** Hours by which a broker's clock is behind that of another. */
const lags = { none: fc.constant(0), some: fc.oneof(fc.constant(0), fc.nat(36)) }

for (const [name, lag] of Object.entries(lags)) {
  test(`no limit is passed, none applied early, and what is released leaves nothing; lag: ${name}`, () => {
    const seen = new Set<string>()
    const actions = fc.array(fc.tuple(action, lag), { minLength: 20, maxLength: 80, size: 'max' })
    fc.assert(fc.property(limits, actions, (configured, all) => live(configured, all, seen)),
      { seed: 52, numRuns: 500 })
    assert.equal([...seen].sort(),
      ['OperationRefused', 'TurnoverCommitted', 'TurnoverExceeded', 'TurnoverHeld', 'TurnoverReleased'])
  })
}

test.run()

type Timed = readonly [{ do: string, attempt: number, amount: bigint, hours: number }, number]

function live(configured: readonly Plain<TurnoverLimit>[], actions: readonly Timed[], seen: Set<string>): void {
  const tables = limited(...configured)
  const attempts = new Map<string, Attempt>()
  const reservations = new Map<string, Plain<Reservation>>()
  let turnovers: Plain<Turnover> | undefined
  let clock = usualAt

  const send = (type: string, name: string, amount: bigint, at: number): TerminalEventBody => {
    const rows = { turnovers, reservations: reservations.get(name) }
    const command = { ...head, type, ...payout, reference: name, amount } as TerminalCommand
    const event = terminals.decide(command, rows, tables, at) as TerminalEventBody
    const after = terminals.evolve(rows, { ...head, ...source, at, ...event })
    turnovers = after.turnovers
    if (after.reservations === undefined) reservations.delete(name)
    else reservations.set(name, after.reservations)
    seen.add(event.type)
    return event
  }

  for (const [{ do: what, attempt, amount, hours }, lag] of actions) {
    clock += hours * 60 * 60 * 1000
    const at = clock - lag * 60 * 60 * 1000
    const name = `acme/alice/w-${attempt}/1`
    const known = attempts.get(name)
    if (what === 'hold') {
      const latest = Math.max(at, ...[...attempts.values()].map(each => startOf('day', each.at)))
      const expected = known?.status === 'held' ? 'OperationRefused'
        : mayHold([...attempts.values()], configured, amount, latest) ? 'TurnoverHeld' : 'TurnoverExceeded'
      // A reference that is used again, which is not done, would replace its attempt here: so it gets a new name.
      const fresh = known === undefined || known.status === 'held' ? name : `${name}${attempts.size}`
      assert.is(send('HoldTurnover', fresh, amount, at).type, expected)
      if (expected === 'TurnoverHeld') attempts.set(fresh, { at: latest, amount, status: 'held' })
    } else {
      const isHeld = known?.status === 'held'
      const [type, done, status] = what === 'commit' ? ['CommitTurnover', 'TurnoverCommitted', 'committed'] as const
        : ['ReleaseTurnover', 'TurnoverReleased', 'released'] as const
      assert.is(send(type, name, amount, at).type, isHeld ? done : 'OperationRefused')
      if (isHeld) known.status = status
    }
    checkUsage(turnovers, [...attempts.values()])
  }

  const open = [...attempts].filter(([, { status }]) => status === 'held')
  assert.equal([...reservations.keys()].sort(), open.map(([name]) => name).sort())
}

/** The rule, by the whole list. */
function mayHold(
  attempts: readonly Attempt[], configured: readonly Plain<TurnoverLimit>[], amount: bigint, at: number
): boolean {
  return configured.every(({ measure, period, max }) => {
    const counted = countedIn(attempts, period, startOf(period, at))
    return measure === 'count' ? BigInt(counted.length) + 1n <= max : sum(counted) + amount <= max
  })
}

function checkUsage(turnover: Plain<Turnover> | undefined, attempts: readonly Attempt[]): void {
  for (const [period, field] of [['day', 'days'], ['week', 'weeks'], ['month', 'months']] as const) {
    const usage = turnover?.[field]
    if (usage === undefined) continue
    const counted = countedIn(attempts, period, usage.start)
    assert.equal([usage.amount, usage.count], [sum(counted), counted.length], period)
  }
}

function countedIn(attempts: readonly Attempt[], period: Period, start: number): readonly Attempt[] {
  return attempts.filter(({ at, status }) => status !== 'released' && startOf(period, at) === start)
}

function sum(attempts: readonly Attempt[]): bigint {
  return attempts.reduce((total, { amount }) => total + amount, 0n)
}

function limited(...limits: readonly Plain<TurnoverLimit>[]): ReturnType<typeof tablesOf> {
  return tablesOf({ providers: [providerOf('swift', { terminals: [terminalOf('t-1', { limits })] })] })
}
