import { RecordReader } from '../../cli/ndjson.ts'
import type { Balance } from '../../processors/balance.ts'
import type { Plain, PlanAccount, PlanPosting, Source, Tenant, Volume, WalletEvent } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { topology } from '../../topology.ts'
import { codecOfAll } from '../schemas/codecs.ts'
import { postingsOf } from '../processors/money/books.ts'
import { Domain } from '../processors/domain.ts'
import type { Flat as Event } from '../processors/domain.ts'
import { tablesOf } from './given.ts'
import { fixed, posting, providerOf, share, tenantOf } from './plans.ts'
import { linesOfTable } from './transitions.ts'

/** A part of the page: what is sent in it, in its order, and what its table tells of it. */
export interface Part {
  readonly heading: string
  readonly records: readonly { readonly record: Flat, readonly params: Readonly<Record<string, string>> }[]
  readonly table: readonly (readonly string[])[]
  /** What is neither a record nor a table nor a heading. */
  readonly prose: string
}

export const eventsHead = '| event | wallet | debit | credit | amount | posted | held | available |'
export const accountsHead = '| account | debited | credited | balance |'
const plansHead = '| operation | debit | credit | how much |'
const hour = 60 * 60_000

/** The parts of the story, which are those that send something. */
export function partsOf(page: string): readonly Part[] {
  const reader = new RecordReader(topology, codecOfAll())
  return page.split(/^## /m).slice(1).map(section => {
    const lines = section.split('\n')
    const records = lines.filter(line => line.startsWith('    {')).map(line => reader.parse(line.trim()))
    const table = section.includes(eventsHead) ? linesOfTable(section, eventsHead).map(plainly) : []
    const prose = lines.slice(1).filter(line => !/^( {4}|\|)/.test(line)).join('\n')
    return { heading: lines[0]!, records, table, prose }
  }).filter(({ records }) => records.length > 0)
}

/** Plays the page part by part. What is sent in one is worked off, and then an hour passes. */
export class Story {
  readonly domain: Domain
  readonly #sources = new Map<string, Plain<Source>>()

  constructor(page: string) {
    const tenant = tenantOf({ tenant: 'demo', ...plansOf(page) })
    const provider = { ...providerOf('paywell'), tenant: 'demo' }
    const rows = tablesOf({ tenants: [tenant], providers: [provider] })
    this.domain = new Domain({
      get: ((table: string, ...key: readonly string[]) => table === 'sources'
        ? this.#sources.get(key.join('/'))
        : (rows.get as (...path: readonly string[]) => unknown)(table, ...key)) as never,
      list: (...key) => rows.list(...key)
    })
  }

  /** @returns the lines that the part's table has to have */
  play({ records }: Part): readonly (readonly string[])[] {
    const { history } = this.domain
    const start = history.length
    for (const { record, params } of records) {
      if (record.type === 'Source') this.#sources.set(`${record['tenant']}/${record['source']}`, record as never)
      else if (record.type === 'InvoicePaid') this.domain.notify(params['provider']!, record as never)
      else this.domain.send(record as never)
      this.domain.settle()
    }
    this.domain.pass(hour)
    return history.slice(start).filter(({ name }) => name === 'wallets').flatMap(({ event }) => linesOf(event))
  }

  /** Each account with what it was debited and credited in all. */
  balances(): readonly (readonly string[])[] {
    return [...this.domain.rows.accounts].map(([key, { totals }]) => {
      const { debit, credit } = totals[0]!
      return [key.replace('demo/', ''), money(debit), money(credit), money(credit - debit)]
    })
  }
}

function linesOf(event: Event): readonly (readonly string[])[] {
  const { type, wallet, balance: { posted, held } } = event as unknown as WalletEvent & { readonly balance: Balance }
  const moved = postingsOf(event).map(({ debit, credit, amount }) => [debit, credit, money(amount)])
  const [first = ['', '', ''], ...rest] = moved
  return [
    [type, wallet, ...first, money(posted), money(held), money(posted - held)],
    ...rest.map(each => ['', '', ...each, '', '', ''])
  ]
}

export function money(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0')
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export function plainly(cells: readonly string[]): readonly string[] {
  return cells.map(cell => cell.replaceAll('`', ''))
}

/** The plans by the page's own table. */
function plansOf(page: string): Partial<Plain<Tenant>> {
  const lines = linesOfTable(page, plansHead).map(plainly)
  const of = (operation: string): readonly Plain<PlanPosting>[] =>
    lines.filter(([name]) => name === operation).map(([, debit, credit, amount]) =>
      posting(debit as PlanAccount, credit as PlanAccount, volumeOf(amount!)))
  return { depositPlan: of('deposit'), transferPlan: of('transfer'), withdrawalPlan: of('withdrawal') }
}

/** `all of it`, `1 of 100`, `0.50`. */
function volumeOf(text: string): Plain<Volume> {
  const [, numerator, denominator] = /^(\d+) of (\d+)$/.exec(text) ?? []
  if (text === 'all of it') return share(1, 1)
  return numerator === undefined ? fixed(BigInt(text.replace('.', ''))) : share(Number(numerator), Number(denominator))
}
