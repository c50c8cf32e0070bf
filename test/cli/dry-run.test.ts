import { readFileSync } from 'node:fs'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { projectRoot } from '../../scripts/cluster/root.ts'
import { readProjectFile } from '../processors/project.ts'
import { lines, ndjson, records, Workplace } from './process.ts'

const test = suite('wallets send --dry-run')
const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
test.before(async () => {
  await workplace.run(['run'], { input: readFileSync(`${projectRoot()}/examples/commands.ndjson`, 'utf8') })
})
test.after(() => workplace.close())

const dryRun = ['send', '--dry-run']
const alice = ['tenant=demo', 'wallet=alice']

test('prints what docs/cli.md shows', async () => {
  const [, section] = /^## Dry run\n([\s\S]*?)^## /m.exec(readProjectFile('docs/cli.md'))!
  const shown = section!.matchAll(/^ {4}wallets (send .*)\n\n((?: {4}.*\n)+)/gm)
  let count = 0
  for (const [, command, output] of shown) {
    const { stdout } = await workplace.run(command!.split(' '))
    assert.is(stdout, output!.replace(/^ {4}/gm, ''))
    count++
  }
  assert.is(count, 2)
})

test('changes no topic, and then the command has that event', async () => {
  const watched = async (): Promise<string> => {
    let all = ''
    for (const topic of ['wallet-commands', 'wallet-changelog', 'withdrawal-commands', 'withdrawal-changelog']) {
      all += (await workplace.run(['watch', topic, '--once', '--json'])).stdout
    }
    return all
  }
  const before = await watched()
  assert.ok(lines(before).length > 20)
  const deposit = { type: 'CreateDeposit', tenant: 'demo', wallet: 'alice', source: 'bank', currency: 'EUR' }
  const input = ndjson({ ...deposit, operationId: 'n-1', amount: '1' }, { ...deposit, operationId: 'n-2', amount: '2' })
  const foreseen = await workplace.run([...dryRun, '--file', '-', '--json'], { input })
  assert.equal([foreseen.code, foreseen.stderr], [0, 'nothing was sent: 2 events\n'])
  assert.is(await watched(), before)
  const { stdout } = await workplace.run(['run'], { input })
  const real = records(stdout).filter(({ type }) => type === 'DepositCompleted')
  // Of which the hash is made as well.
  const withoutTime = ({ at, hash, ...event }: { readonly at: number, readonly hash: string }): object => event
  assert.equal(records(foreseen.stdout).map(({ event }) => withoutTime(event)), real.map(withoutTime))
  assert.equal(records(foreseen.stdout).map(({ line }) => line), [1, 2])
})

test('says of each line what it comes to, and ends with 1 if it is not all well', async () => {
  const head = { tenant: 'demo', wallet: 'alice' }
  const input = ndjson(
    { type: 'Tenant', tenant: 'demo', revision: 1, currencies: [] },
    { type: 'BlockWallet', ...head, operationId: 'b-1' },
    { type: 'BlockWallet', ...head, operationId: 'b-2' },
    { type: 'BlockWallet', ...head, operationId: 'b-1' },
    { type: 'Nonsense' }
  )
  const { code, stdout, stderr } = await workplace.run(dryRun, { input })
  assert.is(code, 1)
  assert.match(stdout.replace(/#\d+/g, '#'), `line 2  demo/alice #  WalletBlocked: blocked
line 3  demo/alice #  OperationRefused: BlockWallet refused: wallet_blocked
line 4  demo/alice  BlockWallet is answered by #  WalletBlocked: blocked
`)
  assert.match(stderr, 'line 1: Tenant goes to tenants, where nobody decides it\nline 5: unknown type Nonsense')
  assert.match(stderr, 'nothing was sent: 1 event, 1 refusal, 1 repeat\n')
})

test('is for what operators decide, and for topics that are not there, too', async () => {
  const approve = ['ApproveWithdrawal', ...alice, 'withdrawal=w-1', 'operationId=approve-1', 'by=carol']
  const approved = await workplace.run([...dryRun, ...approve])
  assert.equal([approved.code, approved.stderr], [1, 'nothing was sent: 1 refusal\n'])
  assert.match(approved.stdout, 'ApproveWithdrawal refused: payout_not_awaiting_approval')
  const paid = ['InvoicePaid', 'provider=nobody', 'tenant=demo', 'reference=demo/alice/w-1/1', 'invoice=i', 'amount=1']
  const waiting = await workplace.run([...dryRun, ...paid, 'currency=EUR'])
  assert.equal([waiting.code, waiting.stdout], [1,
    'demo/alice  RecordNotification would wait for topic provider-nobody-invoice-paid, which is not there\n'])
})

test('--json goes with it', async () => {
  const { code, stderr } = await workplace.run(['send', '--json', 'BlockWallet', ...alice, 'operationId=b-1'])
  assert.equal([code, stderr], [2, 'wallets: --json goes with --dry-run\n'])
})

test.run()
