import type { Command } from 'commander'

import { examples, paragraphs } from '../help.ts'
import { createKeyFile } from '../key-file.ts'
import { print, remark } from '../terminal.ts'

const about = paragraphs(`Makes a pair of keys for personal data. The private one is written to the file, in PEM, which
only you can read and which must not be there yet. The public one is printed, in base64: it is the tenant's
\`personalKey\`.

Who has the file can read the personal data of every party that is registered while the tenant has this key. Without it,
nobody can. Keep a copy of it somewhere else.`)

export function addKeys(program: Command): void {
  const command = program.command('keys')
    .summary('make keys for personal data')
    .description('Keys by which a tenant reads personal data: contact data of identities.')

  command.command('create')
    .summary('make a private key, and print its public one')
    .description(about)
    .argument('<file>', 'where the private key is to be')
    .addHelpText('after', examples('wallets keys create demo.pem'))
    .action(async (file: string) => {
      print(await createKeyFile(file))
      remark(`the private key is in ${file}: without it nobody can read what is encrypted to this one`)
    })
}
