import type { Connection } from './connection.ts'
import { Currencies } from './currencies.ts'
import { countForeseen, describeForeseen } from './describe-foreseen.ts'
import { withProgress } from './get-command.ts'
import { toJson } from './json.ts'
import { isRefused, type Rehearsal } from './rehearsal.ts'
import { print, remark } from './terminal.ts'

/** Prints what would come of each record. @returns whether all of it would be carried out */
export async function printRehearsal(connection: Connection, rehearsal: Rehearsal, json: boolean): Promise<boolean> {
  const foreseen = await withProgress(onProgress => rehearsal.run(onProgress))
  const currencies = await Currencies.read(connection)
  for (const each of foreseen) {
    for (const line of json ? [toJson(each)] : describeForeseen(each, currencies)) print(line)
  }
  remark(`nothing was sent: ${countForeseen(foreseen)}`)
  return !foreseen.some(isRefused)
}
