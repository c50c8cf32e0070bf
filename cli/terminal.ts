/** What was asked for. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** What a person should know beside it. */
export function remark(line: string): void {
  process.stderr.write(`${line}\n`)
}
