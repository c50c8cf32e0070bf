import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { readProjectFile } from '../processors/project.ts'
import { lines, records, Workplace } from './process.ts'

const test = suite('examples/money.ndjson')
const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
test.after(() => workplace.close())

/** What each operation of a client comes to, in the order of the file. A repeat has no answer of its own. */
const answers = [
  ['open-alice', 'WalletOpened'], ['open-bob', 'WalletOpened'], ['open-carol', 'WalletOpened'],
  ['salary-11', 'DepositCompleted'], ['correct-11', 'DepositReverted'], ['cash-1', 'DepositCompleted'],
  ['false-note', 'DepositAdjusted'], ['hotel-1', 'HoldPlaced'], ['hotel-2', 'HoldPosted'], ['car-1', 'HoldPlaced'],
  ['rent-11', 'TransferCreated'], ['oops-1', 'transfer_to_itself'], ['lost-1', 'TransferCreated'],
  ['presents', 'BatchCreated'], ['yacht-1', 'limit_exceeded'], ['partner-1', 'DepositCreated'],
  ['close-carol', 'revision_mismatch']
]

test('can be sent, and comes to what it says', async () => {
  const { code, stdout, stderr } = await workplace.run(['run'], { input: readProjectFile('examples/money.ndjson') })
  assert.equal([code, stderr], [0, ''])
  const events = records(stdout)
  const reasons = events.filter(({ type }) => type === 'OperationRefused').map(({ reason }) => reason as string)
  assert.equal(reasons.sort(), ['limit_exceeded', 'revision_mismatch', 'transfer_to_itself'])
  for (const [operationId, answer] of answers) {
    const found = events.filter(each => each.operationId === operationId)
    assert.equal(found.map(({ type, reason }) => type === 'OperationRefused' ? reason : type), [answer], operationId)
  }
  const ends = events.map(({ type }) => type as string)
  for (const type of ['TransferCompleted', 'TransferFailed', 'BatchCompleted']) assert.ok(ends.includes(type), type)
})

test('wallets get prints what docs/cli.md shows of it', async () => {
  const [, section] = /^## Money\n([\s\S]*?)^## /m.exec(readProjectFile('docs/cli.md'))!
  const shown = [...section!.matchAll(/^ {4}wallets (get .*)\n\n((?: {4}.*\n)+)/gm)]
  assert.is(shown.length, 5)
  for (const [, command, output] of shown) {
    const { stdout } = await workplace.run(command!.split(' '))
    assert.equal(lines(timeless(stdout)), lines(timeless(output!.replace(/^ {4}/gm, ''))), command)
  }
})

test('and what cannot be found is told', async () => {
  for (const [what, name] of [
    ['transfer', 'bank/alice/t-9'], ['transfer', 'bank/alice/b-1/t-9'], ['transfer', 'bank/alice/t-4'],
    ['deposit', 'bank/alice/d-9'], ['hold', 'bank/bob/h-1']
  ] as const) {
    assert.equal(await workplace.run(['get', what, name]), {
      code: 1, stdout: '', stderr: `wallets: there is no ${what} ${name}\n`
    })
  }
  const { code, stderr } = await workplace.run(['get', 'hold', 'bank/alice'])
  assert.equal([code, stderr], [2,
    'wallets: tenant/wallet/hold is expected, as in demo/alice/h-1, and not bank/alice\n'])
})

test.run()

/** Times are those of the run, and so is the order in which wallets answer each other. */
function timeless(text: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}/g, 'then')
    .replace(/^ {2}#\d+/gm, '  #').replace(/balance .*$/gm, 'balance').replace(/at revision \d+/, 'at revision')
}
