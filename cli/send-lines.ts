import { InputRefused } from './input-refused.ts'
import { LineReader, type Line } from './lines.ts'
import type { ClientRecord, RecordReader } from './ndjson.ts'

export interface SentLines {
  readonly sent: number
  readonly refused: number
}

/** What `Sender` does, or somebody in its place. */
export interface Taker {
  /** @throws InputRefused when it can never be sent */
  add(record: ClientRecord, line: number): Promise<void>
  flush(): Promise<void>
}

export interface SendLinesOptions {
  readonly input: AsyncIterable<Buffer>
  readonly reader: RecordReader
  readonly sender: Taker
  /** Told of a line that was not sent. The others are. */
  readonly onRefused: (line: number, why: string) => void
  /** Told after each piece of input: bytes read and records sent so far. */
  readonly onProgress?: (bytes: number, sent: number) => void
}

/** Sends NDJSON as it comes: what arrived together is sent together, and nothing waits for more. */
export async function sendLines(options: SendLinesOptions): Promise<SentLines> {
  const { input, reader, sender, onRefused, onProgress } = options
  const lines = new LineReader()
  let [bytes, sent, refused] = [0, 0, 0]
  const handle = async (line: Line): Promise<void> => {
    if (line.text?.trim() === '') return
    try {
      if (line.text === undefined) throw new InputRefused(line.problem!)
      await sender.add(reader.parse(line.text), line.number)
      sent++
    } catch (error) {
      if (!(error instanceof InputRefused)) throw error
      refused++
      onRefused(line.number, error.message)
    }
  }
  for await (const chunk of input) {
    for (const line of lines.push(chunk)) await handle(line)
    await sender.flush()
    bytes += chunk.length
    onProgress?.(bytes, sent)
  }
  for (const line of lines.end()) await handle(line)
  await sender.flush()
  return { sent, refused }
}
