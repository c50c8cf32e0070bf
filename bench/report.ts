import type { Ceilings } from './ceilings.ts'
import type { Latency } from './latency.ts'
import type { ServiceRun } from './service.ts'

export interface PassThroughRun { readonly records: number, readonly ms: number }

export interface Results {
  readonly machine: string
  readonly commands: number
  readonly partitions: number
  readonly services: readonly ServiceRun[]
  readonly passThroughs: readonly PassThroughRun[]
  readonly rate: number
  readonly latency: Latency
  readonly ceilings: Ceilings
}

/** The report as Markdown: what `docs/benchmarks.md` quotes. */
export function report({ machine, commands, partitions, services, passThroughs, rate, latency, ceilings }: Results): string {
  const service = median(services.map(perSecond))
  const floor = median(passThroughs.map(perSecond))
  const ratios = services.map((run, round) => perSecond(run) / perSecond(passThroughs[round]!))
  const restored = median(services.map(({ restoredEvents, restoreMs }) => restoredEvents / restoreMs * 1_000))
  const [run] = services
  const share = (ms: number) => `${Math.round(ms / (run!.readMs + run!.decideMs + run!.commitMs) * 100)} %`
  return `Machine: ${machine}, shared by broker, service and load. ${number(commands)} commands over ${partitions} partitions,
${services.length} paired rounds, medians.

| measure | per second |
|---|---:|
| commands end to end, one process | ${number(service)} |
| plain kafkajs pass-through, same transactions | ${number(floor)} |
| restore into an empty store, start-up included | ${number(restored)} |
| decode a command, alone | ${number(ceilings.decodeCommand)} |
| encode an event, alone | ${number(ceilings.encodeEvent)} |
| write a LevelDB row, in batches of 4,000 | ${number(ceilings.levelWrite)} |
| read a LevelDB row, 4,000 at once | ${number(ceilings.levelRead)} |

End to end against the pass-through: ${ratios.map(ratio => ratio.toFixed(2)).join(', ')} per round, median ${median(ratios).toFixed(2)}.

At ${rate} commands/s, from before the send until a read_committed reader has the event, ${number(latency.commands)} commands:
p50 ${latency.p50.toFixed(1)} ms, p99 ${latency.p99.toFixed(1)} ms, max ${latency.max.toFixed(1)} ms.

Where the tasks' time goes (they overlap): reading rows ${share(run!.readMs)}, deciding ${share(run!.decideMs)}, committing (Kafka and
LevelDB) ${share(run!.commitMs)}; ${Math.round(run!.records / run!.slices)} commands per transaction, ${(run!.cpuMs * 1_000 / run!.records).toFixed(1)} µs of processor time per command.
`
}

function perSecond({ records, ms }: { readonly records: number, readonly ms: number }): number {
  return records / ms * 1_000
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)]!
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en')
}
