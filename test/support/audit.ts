import type { Codec } from '../../schemas/codec.ts'
import type { Flat } from '../../schemas/record.ts'
import type { Log, LogRecord } from '../../runtime/log/log.ts'

/** Every committed record of a topic, in order within each partition. */
export async function readAll(log: Log, topic: string): Promise<(LogRecord & { readonly partition: number })[]> {
  const { partitions } = (await log.describe(topic))!
  const positions = await Promise.all(Array.from({ length: partitions }, async (_, partition) =>
    ({ topic, partition, ...await log.bounds(topic, partition) })))
  const ends = new Map(positions.map(({ partition, end }) => [partition, end]))
  const open = new Set(positions.filter(({ start, end }) => start < end).map(({ partition }) => partition))
  const records: (LogRecord & { readonly partition: number })[] = []
  const reader = log.reader(positions.map(({ start, ...position }) => ({ ...position, offset: start })))
  try {
    while (open.size > 0) {
      for (const { partition, records: read, next } of await reader.read()) {
        for (const record of read) records.push({ ...record, partition })
        if (next >= ends.get(partition)!) open.delete(partition)
      }
    }
  } finally {
    await reader.close()
  }
  return records
}

export async function readRecords(log: Log, codec: Codec, topic: string): Promise<Flat[]> {
  return (await readAll(log, topic)).map(({ value }) => {
    const decoded = codec.decode(topic, value)
    if (!('record' in decoded)) throw new Error(`${topic}: ${JSON.stringify(decoded)}`)
    return decoded.record
  })
}

export interface WalletsAudit {
  readonly events: number
  readonly deposited: bigint
  /** What was taken for withdrawals, less what came back. */
  readonly paidOut: bigint
  readonly posted: bigint
  readonly held: bigint
  readonly pending: bigint
}

/**
 * Goes through the events of wallet-changelog with a model of its own, which shares nothing with the engine.
 * @throws Error naming the first thing that is wrong
 */
export function auditWallets(events: readonly Flat[]): WalletsAudit {
  const revisions = new Map<string, number>()
  const operations = new Set<string>()
  const balances = new Map<string, { posted: bigint, held: bigint }>()
  const pending = new Map<string, bigint>()
  let deposited = 0n
  let paidOut = 0n

  for (const event of events) {
    const key = `${event['tenant']}/${event['wallet']}`
    const operation = `${key}/${event['operationId']}`
    const revision = (revisions.get(key) ?? 0) + 1
    if (event['revision'] !== revision)
      throw new Error(`${key}: revision ${event['revision']} comes where ${revision} should`)
    revisions.set(key, revision)
    if (operations.has(operation)) throw new Error(`${operation} has two events`)
    operations.add(operation)

    const withdrawal = `${key}/${event['withdrawal']}`
    const moved = movedBy(event)
    if (event.type === 'WithdrawalCreated') pending.set(withdrawal, moved.held)
    if (event.type === 'WithdrawalCompleted' || event.type === 'WithdrawalFailed') {
      if (pending.get(withdrawal) !== -moved.held)
        throw new Error(`${withdrawal} ended and was not pending with ${-moved.held}`)
      pending.delete(withdrawal)
    }
    const { posted, held } = balances.get(key) ?? nothing
    const balance = { posted: posted + moved.posted, held: held + moved.held }
    if (event.type === 'DepositCompleted') deposited += moved.posted
    else paidOut -= moved.posted
    balances.set(key, balance)
    const left = (event['balance'] ?? null) as { posted: bigint, held: bigint } | null
    if (left !== null && (left.posted !== balance.posted || left.held !== balance.held)) {
      const sums = `the event says ${left.posted}/${left.held}, the sum is ${balance.posted}/${balance.held}`
      throw new Error(`${key}, revision ${revision}: ${sums}`)
    }
    if (balance.held < 0n || balance.posted < balance.held)
      throw new Error(`${key}: ${balance.posted} posted, ${balance.held} held`)
  }

  const posted = sum([...balances.values()].map(balance => balance.posted))
  const held = sum([...balances.values()].map(balance => balance.held))
  if (posted !== deposited - paidOut) throw new Error(`posted ${posted}, deposited ${deposited}, paid out ${paidOut}`)
  if (held !== sum([...pending.values()])) throw new Error(`held ${held}, pending ${sum([...pending.values()])}`)
  return { events: events.length, deposited, paidOut, posted, held, pending: sum([...pending.values()]) }
}

/** What an event changes of its wallet's balance. */
function movedBy(event: Flat): { readonly posted: bigint, readonly held: bigint } {
  const {
    amount = 0n, hold = 0n, released = 0n, settled = 0n, suspended = 0n, collected = 0n
  } = event as unknown as Readonly<Record<string, bigint>>
  switch (event.type) {
    case 'DepositCompleted': return { posted: amount, held: 0n }
    // Events from before there were fees have no hold of their own.
    case 'WithdrawalCreated': return { posted: 0n, held: hold === 0n ? amount : hold }
    case 'WithdrawalCompleted': return { posted: -amount, held: -amount - released }
    case 'WithdrawalFailed': return { posted: 0n, held: -amount }
    case 'WithdrawalReturned': return { posted: amount - settled - suspended, held: 0n }
    case 'WithdrawalClaimed': return { posted: -collected, held: 0n }
    default: return nothing
  }
}

const nothing = { posted: 0n, held: 0n }

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
