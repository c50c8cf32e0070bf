import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { approved, nameOfRepair, repairFields, type RepairWishes } from '../../cli/repair-command.ts'
import { readProjectFile } from '../processors/project.ts'
import { ndjson, Workplace } from './process.ts'

const test = suite('wallets repair')
const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
test.after(() => workplace.close())

const wishes: RepairWishes = {
  kind: 'payout', name: 'demo/alice/w-1', outcome: 'retry', hold: 'keep', isForced: false, author: 'ann',
  reason: 'OPS-7', approver: '', id: undefined, more: {}
}
const idOf = (change: Partial<RepairWishes> = {}): string => repairFields({ ...wishes, ...change }).operationId

test('an operation id is made of all that is said, so that the same is one', () => {
  assert.match(idOf(), /^repair-[0-9a-f]{16}$/)
  assert.is(idOf(), idOf())
  const changes: readonly Partial<RepairWishes>[] = [
    { name: 'demo/alice/w-2' }, { name: 'demo/bob/w-1' }, { kind: 'withdrawal' }, { outcome: 'fail' },
    { hold: 'release' }, { isForced: true }, { author: 'bob' }, { reason: 'OPS-8' }, { approver: 'bob' },
    { more: { reference: 'demo/alice/w-1/1' } }
  ]
  assert.is(new Set([{}, ...changes].map(idOf)).size, changes.length + 1)
  assert.is(idOf({ id: 'mine' }), 'mine')
})

test('with a second person it is another operation, unless its id was given', () => {
  const both = approved(repairFields(wishes), 'bob')
  assert.equal([both.operationId, both.approver], [idOf({ approver: 'bob' }), 'bob'])
  assert.is(approved(repairFields({ ...wishes, id: 'mine' }), 'bob').operationId, 'mine')
  assert.throws(() => approved(both, 'carl'), 'bob has approved of it already')
})

test('a name has as many ids as its kind', () => {
  const of = (kind: RepairWishes['kind'], name: string) => nameOfRepair(repairFields({ ...wishes, kind, name }))
  assert.equal(of('challenge', 'demo/p-1/alice/kyc-1'), { kind: 'challenge', name: 'demo/p-1/alice/kyc-1' })
  assert.equal(of('opening', 'demo/alice'), { kind: 'opening', name: 'demo/alice' })
  assert.throws(() => of('opening', 'demo/alice/w-1'), /tenant\/wallet is expected, as in demo\/alice, and not/)
})

const alice = { tenant: 'demo', wallet: 'alice' }

test('prints what docs/repair.md shows', async () => {
  await workplace.run(['run', '--no-simulated-provider'], { input: ndjson(
    { type: 'Tenant', tenant: 'demo', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }] },
    { type: 'Provider', tenant: 'demo', provider: 'paywell', revision: 1, currencies: ['EUR'] },
    { type: 'OpenWallet', ...alice, operationId: 'o-1', currency: 'EUR' },
    { type: 'CreateDeposit', ...alice, operationId: 'o-2', source: 'bank', amount: '10000', currency: 'EUR' },
    {
      type: 'CreateWithdrawal', ...alice, operationId: 'o-3', withdrawal: 'w-1', provider: 'paywell',
      destination: 'tok_1', amount: '3000', currency: 'EUR'
    }
  ) })
  const [, section] = /^## On the command line\n([\s\S]*?)^## /m.exec(readProjectFile('docs/repair.md'))!
  const shown = [...section!.matchAll(/^ {4}wallets (repair .*)\n\n((?: {4}.*\n)+)/gm)]
  assert.is(shown.length, 3)
  for (const [, command, output] of shown) {
    const { code, stdout } = await workplace.run(command!.split(' '))
    assert.equal([code, stdout], [0, output!.replace(/^ {4}/gm, '')])
    if (command!.endsWith('--propose')) writeFileSync(join(workplace.folder, 'repair.json'), stdout)
  }
})

test('the same once more shows its answer, and what would be refused is not sent', async () => {
  const again = await workplace.run(['repair', 'approve', 'repair.json', '--approver', 'bob', '--json'])
  const { type, author, approver, revision } = JSON.parse(again.stdout) as Readonly<Record<string, unknown>>
  assert.equal([again.code, type, author, approver, revision], [0, 'PayoutRepaired', 'ann', 'bob', 2])
  assert.match(again.stderr, 'it was sent before')
  const said = ['--outcome', 'retry', '--author', 'ann', '--reason', 'OPS-7']
  const late = await workplace.run(['repair', 'payout', 'demo/alice/w-1', ...said, '--json'])
  assert.equal(late, {
    code: 1, stdout: '', stderr: 'wallets: refused: payout_already_failed; nothing was sent\n'
  })
  const watched = await workplace.run(['watch', 'withdrawal-changelog', '--once', '--json'])
  assert.not.match(watched.stdout, 'OperationRefused')
})

test('what cannot be is said before anything is read', async () => {
  const mine = await workplace.run(['repair', 'approve', 'repair.json', '--approver', ' Ann'])
  assert.equal([mine.code, mine.stderr], [1, 'wallets: ann has proposed it: somebody else has to approve\n'])
  const wrong = await workplace.run([
    'repair', 'deposit', 'demo/alice/d-1', '--outcome', 'fail', '--author', 'a', '--reason', 'r', '--reference', 'x'
  ])
  assert.equal([wrong.code, wrong.stderr], [2, 'wallets: --reference is not for a deposit\n'])
})

test.run()
