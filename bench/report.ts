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
export function report(results: Results): string {
  const { machine, commands, partitions, services, passThroughs, rate, latency, ceilings } = results
  const ratios = services.map((run, round) => perSecond(run) / perSecond(passThroughs[round]!))
  const restored = services.map(({ restoredEvents, restoreMs }) => restoredEvents / restoreMs * 1_000)
  const rows: readonly (readonly [measure: string, perSecond: number])[] = [
    ['commands end to end, one process', median(services.map(perSecond))],
    ['plain kafkajs pass-through, same transactions', median(passThroughs.map(perSecond))],
    ['restore into an empty store, start-up included', median(restored)],
    ['decode a command, alone', ceilings.decodeCommand],
    ['encode an event, alone', ceilings.encodeEvent],
    ['write a LevelDB row, in batches of 4,000', ceilings.levelWrite],
    ['read a LevelDB row, 4,000 at once', ceilings.levelRead]
  ]
  return [
    `Machine: ${machine}, shared by broker, service and load.`,
    `${number(commands)} commands over ${partitions} partitions, ${services.length} paired rounds, medians.`,
    '',
    '| measure | per second |',
    '|---|---:|',
    ...rows.map(([measure, value]) => `| ${measure} | ${number(value)} |`),
    '',
    `End to end against the pass-through: ${ratios.map(ratio => ratio.toFixed(2)).join(', ')} per round,`,
    `median ${median(ratios).toFixed(2)}.`,
    '',
    `At ${rate} commands/s, from before the send until a read_committed reader has the event,`,
    `${number(latency.commands)} commands: p50 ${latency.p50.toFixed(1)} ms, p99 ${latency.p99.toFixed(1)} ms, ` +
    `max ${latency.max.toFixed(1)} ms.`,
    '',
    ...timeSpent(services[0]!),
    ''
  ].join('\n')
}

function timeSpent({ records, slices, readMs, decideMs, commitMs, cpuMs }: ServiceRun): readonly string[] {
  const share = (ms: number) => `${Math.round(ms / (readMs + decideMs + commitMs) * 100)} %`
  const cpu = (cpuMs * 1_000 / records).toFixed(1)
  return [
    `Where the tasks' time goes (they overlap): reading rows ${share(readMs)}, deciding ${share(decideMs)},`,
    `committing (Kafka and LevelDB) ${share(commitMs)}; ${Math.round(records / slices)} commands per transaction,`,
    `${cpu} µs of processor time per command.`
  ]
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
