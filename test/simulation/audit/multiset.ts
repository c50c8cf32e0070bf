/** What an event causes: the type of a command or request, and what it is about. */
export type Effect = readonly [type: string, about: string]

export const MISSING = 'there is no'

/** What differs between causes and their effects, each of which has to be there as often as its cause. */
export function* differences(causes: readonly string[], effects: readonly string[], name: string): Iterable<string> {
  const left = new Map<string, number>()
  for (const cause of causes) left.set(cause, (left.get(cause) ?? 0) + 1)
  for (const effect of effects) left.set(effect, (left.get(effect) ?? 0) - 1)
  for (const [what, count] of left) {
    if (count > 0) yield `${MISSING} ${name} for ${what}`
    if (count < 0) yield `there is a ${name} too many for ${what}`
  }
}
