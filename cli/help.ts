import { settings, type Setting } from '../runtime/settings.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'

/** Text of a help: lines of one paragraph are joined, so that it is wrapped to the terminal's width. */
export function paragraphs(text: string): string {
  return text.replace(/([^\n])\n(?=[^\n])/g, '$1 ')
}

/** The end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExample${lines.length > 1 ? 's' : ''}:\n${lines.map(line => `  ${line}\n`).join('')}`
}

/** The end of the help of `wallets` itself. */
export function tablesOfHelp(): string {
  return `\nSettings (environment variables):\n${settings.map(describeSetting).join('\n')}\n\nExit codes:\n${
    exitCodes.map(({ code, doc }) => `  ${String(code).padEnd(5)}${doc}`).join('\n')}\n`
}

/** The code with which the process will end; a command that says nothing ends with 0. */
export function endWith(code: ExitCode): void {
  process.exitCode = code
}

function describeSetting({ name, value, fallback, doc }: Setting): string {
  const usual = fallback === undefined ? '' : ` (${fallback})`
  return `  ${name}=${value}${usual}\n      ${doc}`
}
