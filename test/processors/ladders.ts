import * as assert from 'uvu/assert'

import type { Reason } from '../../schemas/generated.ts'

/** The ladders of a page of refusals, by command. */
export function laddersOf(text: string): ReadonlyMap<string, readonly Reason[]> {
  const [, ...parts] = section(text, '## Precedence').split(/^### /m)
  return new Map(parts.map(part => [
    part.slice(0, part.indexOf('\n')),
    [...part.matchAll(/^\| (\d+) \| \[`(\w+)`\]\(#\2\) \|/gm)].map((match, index) => {
      assert.is(Number(match[1]), index + 1, `the steps of a ladder are numbered: ${match[0]}`)
      return match[2] as Reason
    })
  ]))
}

/** From a heading to the next one of its kind. */
export function section(text: string, heading: string): string {
  const start = text.indexOf(`\n${heading}\n`)
  assert.ok(start >= 0, heading)
  const end = text.indexOf('\n## ', start + 1)
  return text.slice(start, end < 0 ? undefined : end)
}
