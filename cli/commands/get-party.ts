import type { Command } from 'commander'

import { systemClock } from '../../runtime/clock.ts'
import { withConnection } from '../context.ts'
import { describeContact } from '../describe-contact.ts'
import { describeIdentity } from '../describe-identity.ts'
import { describeParty } from '../describe-party.ts'
import { CommandFailure } from '../exit-codes.ts'
import { parts, revisionOf, withProgress, type GetOptions } from '../get-command.ts'
import { examples, paragraphs } from '../help.ts'
import type { IdentityId } from '../identity-id.ts'
import { toJson } from '../json.ts'
import { readKeyFile } from '../key-file.ts'
import { readContact } from '../read-contact.ts'
import { readIdentity, readParty } from '../read-party.ts'
import { print } from '../terminal.ts'

const aboutParty = paragraphs(`Prints a party: its status, how many identities, wallets, destinations and open
withdrawals it has of those that it may have, and each of its identities in a line.

It reads the party's partition of party-changelog, as \`wallets get wallet\` reads wallet-changelog. The ceilings are
those that the tenant has now. With --json the wallets and the open withdrawals are listed too.`)

const aboutIdentity = paragraphs(`Prints an identity: its class, how well it is known and until when, every challenge,
and where its money may go. As it is now, or as it was when it got one of its revisions, which operations pin.

What has expired by now counts no more, whether the event that says so is there yet or not. Of contact data it tells
which revision it is of: it is encrypted, and \`wallets get contact\` reads it with the tenant's key.`)

const aboutContact = paragraphs(`Prints the contact data of an identity: as it is now, or as it was at one of the
identity's revisions.

It reads the party's partition of party-changelog, where the data is encrypted to the party's key, and that of
party-keys, where the party's key is encrypted to the tenant's. The tenant's private key is in the file that
\`wallets keys create\` has made. What was erased cannot be read by anybody.`)

interface IdentityOptions extends GetOptions { revision?: number }

interface ContactOptions extends IdentityOptions { key: string }

export function addGetParty(command: Command): void {
  command.command('party')
    .summary('print a party as it is now')
    .description(aboutParty)
    .argument('<tenant/party>', 'whose, and which')
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets get party demo/p-1'))
    .action(async (name: string, { json }: GetOptions) => {
      const [tenant = '', party = ''] = parts(name, 2, 'tenant/party is expected, as in demo/p-1')
      await withConnection(async connection => {
        const now = Math.floor(systemClock.now())
        const view = await withProgress(onProgress => readParty(connection, { tenant, party }, now, onProgress))
        if (view === undefined) throw new CommandFailure(1, `there is no party ${name}`)
        print(json ? toJson(view) : describeParty(view).join('\n'))
      })
    })
}

export function addGetIdentity(command: Command): void {
  command.command('identity')
    .summary('print an identity')
    .description(aboutIdentity)
    .argument('<tenant/party/identity>', 'whose, of which party, and which')
    .option('--revision <number>', 'as it was when it got this revision', revisionOf)
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets get identity demo/p-1/i-1'))
    .action(async (name: string, { revision, json }: IdentityOptions) => {
      const id = identityOf(name)
      await withConnection(async connection => {
        const now = Math.floor(systemClock.now())
        const view = await withProgress(onProgress => readIdentity(connection, id, now, revision, onProgress))
        print(json ? toJson(view) : describeIdentity(view).join('\n'))
      })
    })
}

export function addGetContact(command: Command): void {
  command.command('contact')
    .summary('print contact data of an identity')
    .description(aboutContact)
    .argument('<tenant/party/identity>', 'whose, of which party, and which')
    .requiredOption('--key <file>', 'the tenant\'s private key, in PEM')
    .option('--revision <number>', 'as it was at this revision of the identity', revisionOf)
    .option('--json', 'a JSON object instead of a text for people')
    .addHelpText('after', examples('wallets get contact demo/p-1/i-1 --key demo.pem'))
    .action(async (name: string, { key, revision, json }: ContactOptions) => {
      const id = identityOf(name)
      const tenantKey = await readKeyFile(key)
      await withConnection(async connection => {
        const view = await withProgress(onProgress => readContact(connection, id, tenantKey, revision, onProgress))
        print(json ? toJson(view) : describeContact(view).join('\n'))
      })
    })
}

/** @throws CommandFailure when the name is of another form */
function identityOf(name: string): IdentityId {
  const usage = 'tenant/party/identity is expected, as in demo/p-1/i-1'
  const [tenant = '', party = '', identity = ''] = parts(name, 3, usage)
  return { tenant, party, identity }
}
