import { readProjectFile } from '../processors/project.ts'

/** A command of a page, as it is printed there, with the code that it ends with. */
export interface PrintedCommand { readonly line: string, readonly code: number }

/** The commands of a page, by the heading of their part: what is indented and begins as a command does. */
export function printedCommands(page: string): ReadonlyMap<string, readonly PrintedCommand[]> {
  const parts = readProjectFile(page).split(/^## /m).slice(1)
  return new Map(parts.map(part => {
    const lines = part.split('\n').filter(line => line.startsWith('    wallets '))
    return [part.slice(0, part.indexOf('\n')), lines.map(commandOf)]
  }))
}

function commandOf(text: string): PrintedCommand {
  const [line = '', remark = ''] = text.trim().split('  # ends with code ')
  return { line, code: Number(remark) }
}

/** The text of the first block of a page in a language. */
export function printedBlock(page: string, language: string): string {
  const block = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(readProjectFile(page))
  if (block === null) throw new Error(`${page} shows no ${language}`)
  return block[1]!
}
