/** What happened in a run, line by line: as a hash always, as text when somebody wants to read it. */
export class Trace {
  readonly lines: string[] = []
  readonly #records: boolean
  #hash = 0x811c9dc5

  private constructor(records: boolean) {
    this.#records = records
  }

  static hashed(): Trace {
    return new Trace(false)
  }

  static recorded(): Trace {
    return new Trace(true)
  }

  /** Two runs with the same hash took the same steps. */
  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0')
  }

  step(now: number, actor: string, what: string): void {
    let hash = this.#hash
    for (let index = 0; index < what.length; index++) hash = Math.imul(hash ^ what.charCodeAt(index), 0x01000193)
    for (let index = 0; index < actor.length; index++) hash = Math.imul(hash ^ actor.charCodeAt(index), 0x01000193)
    this.#hash = Math.imul(hash ^ Math.floor(now * 1_000), 0x01000193)
    if (this.#records) this.lines.push(line(now, actor, what))
  }

  /** For the reader alone: no part of the hash. */
  note(now: number, actor: string, what: () => string): void {
    if (this.#records) this.lines.push(line(now, actor, `  ${what()}`))
  }
}

function line(now: number, actor: string, what: string): string {
  return `${(now % 1e8).toFixed(1).padStart(11)}  ${actor.padEnd(10)} ${what}`
}
