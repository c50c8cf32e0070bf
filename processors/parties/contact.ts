import type { Contact, Plain } from '../../schemas/generated.ts'

/** The fields of contact data that cannot be, or `contact` when it says nothing at all. */
export function invalidContact(contact: Plain<Contact>): readonly string[] {
  const fields = Object.keys(patterns) as Field[]
  const broken = fields.filter(field => contact[field].length > lengthMax || !patterns[field].test(contact[field]))
  return broken.length === 0 && fields.every(field => contact[field] === '') ? ['contact'] : broken
}

/** As it is encrypted: JSON in UTF-8, its fields always in the same order. */
export function encodeContact({ phone, email, firstName, middleName, lastName }: Plain<Contact>): Uint8Array {
  return Buffer.from(JSON.stringify({ phone, email, firstName, middleName, lastName }))
}

type Field = keyof Plain<Contact>

/** International, and nothing that a text message could not be sent to. */
const phone = /^(\+[0-9]{7,15})?$/

/** What could be an address. Whether it is one, only a letter to it can tell. */
const email = /^([^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]+\.[^\s@.\p{Cc}]+)?$/u

const name = /^\P{Cc}{0,100}$/u

const patterns: Readonly<Record<Field, RegExp>> = { phone, email, firstName: name, middleName: name, lastName: name }

/** As long as an address may be. */
const lengthMax = 254
