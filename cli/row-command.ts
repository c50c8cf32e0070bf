import { InvalidArgumentError, Option } from 'commander'

import { Codec } from '../schemas/codec.ts'
import { schemas } from '../schemas/generated.ts'
import { withConnection } from './context.ts'
import { CommandFailure } from './exit-codes.ts'
import { formatTable } from './format.ts'
import { InputRefused } from './input-refused.ts'
import { toJson } from './json.ts'
import { putRow, type PutRow, type RowContent } from './put-row.ts'
import { readRowFile, type RowInput } from './row-file.ts'
import { readTable, type TableName, type TableRows } from './tables.ts'
import { print } from './terminal.ts'

/** What all that put rows have in common. */
export function revisionOption(): Option {
  return new Option('--revision <number>', 'instead of the next one').argParser(text => {
    if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
    throw new InvalidArgumentError('A whole number from 1 is expected.')
  })
}

export function fileOption(): Option {
  return new Option('-f, --file <path>', 'the whole row as JSON; - is standard input').conflicts('currency')
}

/** The end of what they say of themselves. */
export const aboutFile = `With --file the row is what the file says: a JSON object of its fields, with money as
\`wallets send\` takes it. What the file leaves out has its default. The revision is not needed; in a file that
\`list --json\` printed it is the one that the file was made from, and when the row has changed since it is refused.
Nothing is written unless all of it is right.`

/** The fields that name a row; on a command line they may be left out beside a file. */
export type RowId = Readonly<Record<string, string | undefined>>

/** Puts the rows of a file. */
export async function putFile(
  table: TableName, path: string, id: RowId, revision: number | undefined
): Promise<void> {
  const inputs = await readRows(table, path, id)
  if (inputs.length > 1 && revision !== undefined) throw new CommandFailure(2, 'give --revision for one row alone')
  await withConnection(async connection => {
    for (const { content, madeFrom } of inputs) {
      sayPut(table, await putRow(connection, table, content, { revision, madeFrom }))
    }
  })
}

/** The rows of a file, each of them checked. @throws InputRefused when one is for another id than is given */
export async function readRows<Name extends TableName>(
  table: Name, path: string, id: RowId
): Promise<readonly RowInput<TableRows[Name]>[]> {
  const inputs = await readRowFile(new Codec(schemas), table, path)
  for (const { content } of inputs) checkId(content, id)
  return inputs
}

/** Puts a row of which some fields are given. */
export async function putFields<Name extends TableName>(
  table: Name, content: RowContent<TableRows[Name]>, revision: number | undefined
): Promise<void> {
  await withConnection(async connection => sayPut(table, await putRow(connection, table, content, { revision })))
}

/** How the rows of a table look to people: a head, and for each row as many cells. */
export interface Columns<Row> { readonly head: readonly string[], readonly cells: (row: Row) => readonly string[] }

/** Prints the rows of a table: all of each as JSON, or in columns. */
export async function printRows<Name extends TableName>(
  table: Name, asJson: boolean, { head, cells }: Columns<TableRows[Name]>
): Promise<void> {
  const rows = [...(await withConnection(connection => readTable(connection, table))).values()]
  if (asJson) return rows.forEach(row => print(toJson(row)))
  for (const line of formatTable([head, ...rows.map(cells)])) print(line)
}

export function needsCurrency(usage: string): CommandFailure {
  return new CommandFailure(2, `give the whole row with --file, or ${usage} --currency …`)
}

/** A file for somebody else was not meant. */
function checkId(content: object, id: RowId): void {
  for (const [field, value] of Object.entries(id)) {
    if (value === undefined || value === (content as RowId)[field]) continue
    throw new InputRefused(`${field}: the file is for another one than ${value}`)
  }
}

function sayPut(table: TableName, { row, change }: PutRow<TableRows[TableName]>): void {
  const { tenant, provider, verifier, source } = row as object as RowId
  const name = [tenant, provider ?? verifier ?? source].filter(id => id !== undefined).join('/')
  const verb = change === 'unchanged' ? 'like that already' : change
  print(`${table.slice(0, -1)} ${name} is ${verb}, at revision ${row.revision}`)
}
