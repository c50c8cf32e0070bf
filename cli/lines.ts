/** No record is nearly as long; what is longer is not read into memory. */
export const lineBytesMax = 1 << 20

export interface Line {
  /** 1 for the first. */
  readonly number: number
  /** Undefined where it cannot be read; `problem` says why. */
  readonly text: string | undefined
  readonly problem?: string
}

const newline = 0x0a

/** Cuts a stream of bytes into lines, as they come. */
export class LineReader {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  #rest: Buffer[] = []
  #restBytes = 0
  #number = 0

  /** The lines that end in this chunk. */
  push(chunk: Buffer): Line[] {
    const lines: Line[] = []
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      this.#keep(chunk.subarray(start, end))
      lines.push(this.#take())
      start = end + 1
    }
    this.#keep(chunk.subarray(start))
    return lines
  }

  /** The last line, if nothing ended it. */
  end(): Line[] {
    return this.#restBytes > 0 ? [this.#take()] : []
  }

  #keep(part: Buffer): void {
    this.#restBytes += part.length
    if (this.#restBytes <= lineBytesMax) this.#rest.push(part)
    else this.#rest = []
  }

  #take(): Line {
    const number = ++this.#number
    const bytes = Buffer.concat(this.#rest)
    const tooLong = this.#restBytes > lineBytesMax
    this.#rest = []
    this.#restBytes = 0
    if (tooLong) return { number, text: undefined, problem: `longer than ${lineBytesMax} bytes` }
    try {
      return { number, text: this.#decoder.decode(bytes) }
    } catch {
      return { number, text: undefined, problem: 'not UTF-8' }
    }
  }
}
