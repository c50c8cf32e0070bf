import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { startSchemas } from '../../cli/connection.ts'
import { openEmbeddedLog } from '../../cli/open-log.ts'
import { readConfig } from '../../runtime/config.ts'
import { deadLetter } from '../../runtime/dead-letter.ts'
import { silent } from '../../runtime/logger.ts'
import { readProjectFile } from '../processors/project.ts'
import { createDeposit } from '../flows/wallets-world.ts'
import { Workplace } from './process.ts'

const test = suite('docs/dead-letters.md')
const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
test.after(() => workplace.close())

const page = readProjectFile('docs/dead-letters.md')
const [, section] = /^## What to do\n([\s\S]*?)^## What was decided/m.exec(page)!

/** The dead letters of the page: one under another's key, and one that is a text. */
async function putAside(): Promise<void> {
  await workplace.run(['topology', 'apply'])
  const opened = await openEmbeddedLog(readConfig({ WALLETS_DATA: join(workplace.folder, 'data') }), silent)
  const schemas = await startSchemas(opened)
  try {
    schemas.add('wallet-commands', 'WalletCommand')
    const value = schemas.codec.encode('wallet-commands', createDeposit('salary-11') as never)
    const record = { offset: 41, key: Buffer.from('demo/bob'), value, headers: {}, timestamp: 0 }
    const text = { ...record, offset: 42, value: Buffer.from('{"wallet":"bob"}'), headers: { trace: 't-2' } }
    const to = 'wallet-commands-dead-letters'
    await opened.log.append([
      deadLetter(to, 'wallet-commands', 0, record, 'key_mismatch'),
      deadLetter(to, 'wallet-commands', 0, text, 'wrong_magic_byte')
    ])
  } finally {
    await schemas.close()
    await opened.log.close()
  }
}

/** Commands and what they print: a line that begins with `wallets`, an empty one, and lines. */
const shown = [...section!.matchAll(/^ {4}wallets (.*)\n\n((?: {4}.*\n)+)/gm)]

test('its commands print what it shows, one after the other', async () => {
  await putAside()
  assert.is(shown.length, 5)
  for (const [, command, output] of shown) {
    const args = [...command!.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!)
    const { stdout } = await workplace.run(args)
    assert.is(withoutTimes(stdout), withoutTimes(output!.replace(/^ {4}/gm, '')), command)
  }
  const { stdout } = await workplace.run(['dead-letters', 'list', '--all'])
  assert.match(stdout, /resent to wallet-commands\/\d by ann, .*: ticket 7\n/)
  assert.match(stdout, /discarded by ann, .*: the gateway has sent it anew\n/)
  assert.is((await workplace.run(['dead-letters', 'list'])).stderr, '0 open\n')
})

test('a command that does not say which, by whom or why is wrong', async () => {
  const why = ['--author', 'ann', '--reason', 'ticket 7']
  for (const [args, code, said] of [
    [['resend', ...why], 2, 'which ones?'],
    [['resend', '--all', 'a/0/0', ...why], 2, 'one of them'],
    [['resend', '--all', '--author', 'ann'], 2, '--author and --reason'],
    [['resend', '--all', '--to', 'wallet-changelog', ...why], 2, 'read by no processor'],
    [['discard', 'nowhere/0/0', ...why], 1, 'no topic of dead letters'],
    [['list', '--since', 'yesterday'], 2, 'a time is expected'],
    [['list', '--code', 'ill'], 2, 'Allowed choices are']
  ] as const) {
    const ran = await workplace.run(['dead-letters', ...args])
    assert.is(ran.code, code, args.join(' '))
    assert.match(ran.stderr, said)
  }
})

test.run()

function withoutTimes(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}/g, 'TIME')
}
