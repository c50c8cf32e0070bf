/** Where something is in the log. */
export interface Place { readonly topic: string, readonly partition: number, readonly offset: number }

/** Something that cannot be, if this service alone has written its topics. */
export interface Finding extends Place {
  readonly kind: string
  /** Of the record; empty where it has none. */
  readonly key: string
  /** For people. Nothing of it is personal. */
  readonly detail: string
}

/** What is wrong, by kind; docs/audit.md lists this table. */
export const engineKinds = {
  history_lost: 'the changelog does not begin at 0: what was before is gone',
  undecodable: 'no event of this changelog can be read from the record',
  wrong_key: 'the key of the record is not that of the event',
  wrong_partition: 'events of this key belong to another partition',
  revision_gap: 'the revision is higher than the next of its key: an event before it is missing',
  revision_repeated: 'the revision was given to an earlier event of the key',
  operation_answered_twice: 'the operation has an earlier event',
  source_out_of_order: 'it answers a command before the one that was answered last',
  step_out_of_order: 'it says that it followed at once, and is not the next step of the event before it',
  wrong_source: 'it answers a record of a topic that this processor does not take commands from',
  evolve_failed: 'the event cannot be folded into the rows that the events before it have left',
  chain_broken: 'its hash is not that of its bytes and of the event before it: one of the two was changed or moved',
  chain_ended: 'it has no hash, and the events before it have',
  command_without_event: 'the command was read, and no event answers it',
  event_without_command: 'where the command should be, there is none, though the topic goes back as far',
  event_of_other_command: 'the command there has another key or operation id, or cannot be read',
  fingerprint_differs: 'the command there has other parameters than the event was decided on',
  time_differs: 'the command there came at another time than the event says',
  follow_up_missing: 'what the event causes is not in its topic, or was not decided with it',
  follow_up_orphaned: 'nothing has caused it',
  follow_up_altered: 'it is not what its event has caused',
  follow_up_doubled: 'it is there more often than it was caused',
  dead_letter_missing: 'the event says that a record is in the dead-letter topic, and it is not',
  dead_letter_orphaned: 'no event says that the record was dead',
  dead_letter_altered: 'the event gives another reason for it'
} as const

export type EngineKind = keyof typeof engineKinds

/** Findings that are kept one by one; of more there are numbers. */
export const FINDINGS_MAX = 10_000

/** What was found. */
export class Findings {
  readonly #list: Finding[] = []
  readonly #counts = new Map<string, number>()

  add(kind: string, { topic, partition, offset }: Place, key: string, detail: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1)
    if (this.#list.length < FINDINGS_MAX) this.#list.push({ kind, topic, partition, offset, key, detail })
  }

  get counts(): ReadonlyMap<string, number> {
    return this.#counts
  }

  /** Partition by partition, in their order. */
  list(): readonly Finding[] {
    return this.#list.sort((left, right) => compare(left.topic, right.topic) || left.partition - right.partition ||
      left.offset - right.offset || compare(left.kind, right.kind))
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
