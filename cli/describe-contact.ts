import { formatTable, formatTime } from './format.ts'
import type { ContactView } from './read-contact.ts'

/** Contact data for people, line by line. What is empty is left out. */
export function describeContact({ tenant, party, identity, revision, at, contact }: ContactView): string[] {
  const { phone, email, firstName, middleName, lastName } = contact
  const name = [firstName, middleName, lastName].filter(Boolean).join(' ')
  const facts = [['name', name], ['phone', phone], ['email', email]].filter(([, text]) => text !== '')
  return [
    `${tenant}/${party}/${identity}`,
    ...formatTable([
      ['  since', `${formatTime(at)}, revision ${revision} of the identity`],
      ...facts.map(([fact, text]) => [`  ${fact}`, text!])
    ])
  ]
}
