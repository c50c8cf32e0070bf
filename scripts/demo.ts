import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { Currencies } from '../cli/currencies.ts'
import { describeBalances } from '../cli/describe-balances.ts'
import { formatTable } from '../cli/format.ts'
import { readBalances } from '../cli/read-balances.ts'
import type { WalletView } from '../cli/wallet-view.ts'
import { readConfig, type Config } from '../runtime/config.ts'
import type { Flat } from '../schemas/record.ts'
import { startCluster } from './cluster.ts'
import { accountsProblem, balanceProblem, booked, eventsProblem } from './demo/checks.ts'
import { bold, heading, say, sayCommands, sayEvents, sayResult } from './demo/narrator.ts'
import { Stage } from './demo/stage.ts'
import { story, tenantsOfStory, walletsOfStory, type Step } from './demo/story.ts'

const usage = `npm run demo [-- --kafka]: a story of two wallets, told and checked.

  --kafka   on a real broker: of KAFKA_BROKERS and SCHEMA_REGISTRY_URL, or one started for it
  --help
`

/** What did not come out as it should. */
const problems: string[] = []

function check(what: string, problem: string | undefined): void {
  sayResult(what, problem)
  if (problem !== undefined) problems.push(`${what}: ${problem}`)
}

async function tell(stage: Stage): Promise<void> {
  const events: Flat[] = []
  for (const [index, step] of story.entries()) events.push(...await tellStep(stage, index + 1, step))
  await tellOfTheDisk(stage, story.length + 1)
  await tellTheEnd(stage, events)
}

async function tellStep(stage: Stage, number: number, step: Step): Promise<readonly Flat[]> {
  heading(number, step.title, step.tells)
  const events = await stage.play(step.sends)
  const currencies = await Currencies.read(stage.connection)
  sayCommands(step.sends, currencies)
  if (step.sends.some(({ type }) => type !== 'Tenant' && type !== 'Provider')) sayEvents(events, currencies)
  const rule = step.expects.length === 0 ? 'no new event' : 'one event for each operation'
  if (number > 1) check(rule, eventsProblem(step, events))
  for (const name of walletsOfStory) {
    const wanted = step.balances[name.wallet]
    if (wanted === undefined) continue
    const view = await stage.wallet(name)
    const amount = currencies.format(name.tenant, view.available, view.currency)
    check(`${name.wallet} may spend ${amount}`, balanceProblem(view, wanted))
  }
  return events
}

async function tellOfTheDisk(stage: Stage, number: number): Promise<void> {
  heading(number, 'The disk dies', 'The log is the truth, the state a cache of it: the folder is deleted and rebuilt.')
  const { before, after } = await stage.rebuild()
  const rows = before.split('\n').reduce((sum, line) => sum + Number(line.split(' ')[1]), 0)
  check(`${rows} rows rebuilt, digest for digest`, before === after ? undefined : `\n${before}\nis not\n${after}`)
}

async function tellTheEnd(stage: Stage, events: readonly Flat[]): Promise<void> {
  const currencies = await Currencies.read(stage.connection)
  const views = await Promise.all(walletsOfStory.map(name => stage.wallet(name)))
  tellOfWallets(views, currencies)
  await tellOfAccounts(stage, views, events, currencies)
}

function tellOfWallets(views: readonly WalletView[], currencies: Currencies): void {
  say()
  say(bold('    In the end'))
  const rows = views.map(({ tenant, wallet, status, currency, revision, ...view }) => {
    const money = (amount: bigint): string => currencies.format(tenant, amount, currency)
    return [`    ${wallet}`, status, money(view.posted), money(view.held), money(view.available), `#${revision}`]
  })
  const titles = ['    wallet', 'status', 'posted', 'held', 'available', 'revision']
  for (const line of formatTable([titles, ...rows])) say(line)
}

/** Double entry: what left one account reached another. The accounts say so, and so do the postings of all events. */
async function tellOfAccounts(
  { connection }: Stage, views: readonly WalletView[], events: readonly Flat[], currencies: Currencies
): Promise<void> {
  for (const tenant of tenantsOfStory) {
    say()
    const trial = await readBalances(connection, tenant)
    for (const line of describeBalances(trial, currencies)) say(`    ${line}`)
    check(`all accounts of ${tenant} come to nothing, as their postings do`, accountsProblem(trial, events))
  }
  say()
  const postings = booked(events)
  for (const { wallet, currency, posted } of views) {
    const sum = postings.get(`wallet/${wallet} ${currency}`)
    check(`the postings of ${wallet} sum to the balance`, posted === sum ? undefined : `${posted} and ${sum}`)
  }
}

async function main(): Promise<void> {
  const options = { kafka: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const
  const { values: { kafka, help } } = parseArgs({ options })
  if (help) return say(usage)
  const folder = await mkdtemp(join(tmpdir(), 'wallets-demo-'))
  const needsCluster = kafka && !process.env['KAFKA_BROKERS']
  if (needsCluster) say('starting a broker and a schema registry; the first time this downloads 190 MB')
  const cluster = needsCluster ? await startCluster() : undefined
  try {
    const config = demoConfig(folder, kafka, cluster?.environment ?? {})
    say(bold(`Wallets: a story in ${story.length + 1} steps, on ${kafka ? 'Kafka' : 'the embedded log'}`))
    const stage = await Stage.open(config)
    try {
      await tell(stage)
    } finally {
      await stage.close()
    }
    say()
    if (kafka && cluster === undefined) say(`the topics of this run stay on the cluster: ${config.prefix}…`)
  } finally {
    await cluster?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Names of its own, so that it can be told again on the same cluster. */
function demoConfig(folder: string, kafka: boolean, environment: Readonly<Record<string, string>>): Config {
  const own = {
    WALLETS_DATA: folder,
    WALLETS_PREFIX: `demo-${randomBytes(4).toString('hex')}-`,
    WALLETS_LOG_LEVEL: process.env['WALLETS_LOG_LEVEL'] ?? 'error'
  }
  return readConfig(kafka ? { ...process.env, ...environment, ...own } : own)
}

// Whoever stops listening does not stop the story: there is something to clean up in the end.
process.stdout.on('error', () => {})

try {
  await main()
  say(problems.length === 0 ? 'everything came out as it should' : `${problems.length} things came out wrong`)
  process.exit(problems.length === 0 ? 0 : 1)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}
