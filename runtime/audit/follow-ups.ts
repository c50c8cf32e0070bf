import type { EngineKind, Findings, Place } from './finding.ts'

/** A record that is in its topic, or that should be. */
export interface Side {
  /** What it says beyond its identity: the deciding bytes of a fingerprint, or a reason. */
  readonly print: string
  /** Where it is, or what causes it. */
  readonly place: Place
  readonly key: string
  /** For people. */
  readonly what: string
  /** When it or its cause was written, in milliseconds since 1970. */
  readonly at: number
  /**
   * Of what is there: it need not be caused by anything that can be seen. Of what is caused: it may be there more often
   * or not yet.
   */
  readonly isLenient: boolean
  /** Of what is there: an earlier one like it was decided. */
  readonly isRepeat?: boolean
  /** Of what is there: it became a dead letter. It may be sent once more, and then it is there again. */
  readonly isDead?: boolean
}

/** What the two sides are called where they do not meet. */
export interface Kinds {
  readonly missing: EngineKind
  readonly orphaned: EngineKind
  readonly altered: EngineKind
}

interface Open { readonly kinds: Kinds, caused: Side[], found: Side[] }

/** Whether what was found or caused lies before where the audit judges. */
export interface Judged { isCauseJudged(place: Place): boolean, isFoundJudged(place: Place): boolean }

/**
 * What events cause and what is in the topics, compared in whatever order they come. Only what has not met its other
 * side is kept.
 */
export class FollowUps {
  readonly #open = new Map<string, Open>()

  /** How many have not met their other side. */
  get size(): number {
    return this.#open.size
  }

  caused(identity: string, kinds: Kinds, side: Side): void {
    this.#meet(identity, kinds, side, 'found', 'caused')
  }

  found(identity: string, kinds: Kinds, side: Side): void {
    this.#meet(identity, kinds, side, 'caused', 'found')
  }

  #meet(identity: string, kinds: Kinds, side: Side, other: 'found' | 'caused', own: 'found' | 'caused'): void {
    const open = this.#open.get(identity)
    if (open === undefined) {
      this.#open.set(identity, { kinds, caused: own === 'caused' ? [side] : [], found: own === 'found' ? [side] : [] })
      return
    }
    const index = open[other].findIndex(({ print, isDead }) => print === side.print && isDead !== true)
    if (index < 0 || side.isDead === true) {
      open[own].push(side)
      return
    }
    open[other].splice(index, 1)
    if (open.caused.length === 0 && open.found.length === 0) this.#open.delete(identity)
  }

  /** Forgets what need not meet anything, from before a time that all topics have been read to. */
  prune(before: number): void {
    for (const [identity, open] of this.#open) {
      open.caused = open.caused.filter(({ isLenient, at }) => !isLenient || at >= before)
      open.found = open.found.filter(({ isLenient, at, isDead }) => !isLenient || at >= before || isDead === true)
      if (open.caused.length === 0 && open.found.length === 0) this.#open.delete(identity)
    }
  }

  /** Whether something has not met its other side that would be a finding. */
  hasFindings(judged: Judged): boolean {
    for (const open of this.#open.values()) {
      if (isSuspicious(open, judged)) return true
    }
    return false
  }

  judge(judged: Judged, findings: Findings): void {
    for (const { kinds, caused, found } of this.#open.values()) {
      const left = found.filter(({ place }) => judged.isFoundJudged(place))
      const dead = left.filter(({ isDead }) => isDead === true)
      const alive = left.filter(({ isDead }) => isDead !== true)
      for (const { place, key, what, isLenient, print } of caused) {
        if (isLenient || !judged.isCauseJudged(place) || dead.some(each => each.print === print)) continue
        const other = alive.shift()
        if (other === undefined) findings.add(kinds.missing, place, key, `${what} is missing`)
        else findings.add(kinds.altered, other.place, other.key, `${other.what}, caused as ${what} by ${nameOf(place)}`)
      }
      for (const { place, key, what, isLenient, isRepeat = false } of alive) {
        if (isLenient) continue
        const kind = isRepeat ? 'follow_up_doubled' : kinds.orphaned
        findings.add(kind, place, key, isRepeat ? `${what} once more` : `nothing has caused ${what}`)
      }
    }
  }
}

function isSuspicious({ caused, found }: Open, judged: Judged): boolean {
  return caused.some(({ isLenient, place }) => !isLenient && judged.isCauseJudged(place)) ||
    found.some(({ isLenient, place }) => !isLenient && judged.isFoundJudged(place))
}

export function nameOf({ topic, partition, offset }: Place): string {
  return `${topic}/${partition} at ${offset}`
}
