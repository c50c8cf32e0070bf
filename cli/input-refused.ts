/** Input that can never be sent, and why, in a sentence that names fields and never repeats what is in them. */
export class InputRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'InputRefused'
  }
}

/** Takes the first problem that a check finds. @throws InputRefused */
export function refuseAt(path: string, problem: string): never {
  throw new InputRefused(`${path}: ${problem}`)
}
