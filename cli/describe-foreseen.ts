import type { Foreseen } from '../runtime/dry-run.ts'
import type { Flat } from '../schemas/record.ts'
import type { Currencies } from './currencies.ts'
import type { ForeseenLine } from './rehearsal.ts'
import { sentence } from './sentence.ts'

/** What would come of a record, for people: a line for its event, and one for all that would follow. */
export function describeForeseen(foreseen: ForeseenLine, currencies: Currencies): string[] {
  const { line, key, further, followUps } = foreseen
  return [
    `${line === undefined ? '' : `line ${line}  `}${key}${outcomeOf(foreseen, currencies)}`,
    ...further.map(({ key: of, record }) => `    and ${of} #${record['revision']}  ${told(record, currencies)}`),
    ...followUps.map(({ topic, key: to, record }) => `    to ${topic}, ${to}  ${told(record, currencies)}`)
  ]
}

/** How many records came to what: `3 events, 1 refusal`. */
export function countForeseen(foreseen: readonly Foreseen[]): string {
  const counts = new Map<Word, number>()
  for (const each of foreseen) counts.set(wordOf(each), (counts.get(wordOf(each)) ?? 0) + 1)
  const said = words.filter(word => counts.has(word)).map(word => {
    const count = counts.get(word)!
    return `${count} ${count === 1 ? word : plurals[word]}`
  })
  return said.join(', ') || 'no records'
}

const plurals = {
  event: 'events', refusal: 'refusals', repeat: 'repeats', 'without an event': 'without an event',
  'dead letter': 'dead letters', 'that would wait': 'that would wait'
} as const

type Word = keyof typeof plurals

const words = Object.keys(plurals) as readonly Word[]

function wordOf({ outcome, event }: Foreseen): Word {
  switch (outcome) {
    case 'event': return event!.type === 'OperationRefused' ? 'refusal' : 'event'
    case 'repeat': return 'repeat'
    case 'unchanged': return 'without an event'
    case 'dead_letter': return 'dead letter'
    case 'waits': return 'that would wait'
  }
}

function outcomeOf({ outcome, command, event, reason, missing }: Foreseen, currencies: Currencies): string {
  switch (outcome) {
    case 'event': return ` #${event!['revision']}  ${told(event!, currencies)}`
    case 'repeat': return `  ${command} is answered by #${event!['revision']}  ${told(event!, currencies)}`
    case 'unchanged': return `  ${command} says nothing new`
    case 'dead_letter': return `  ${command} would be a dead letter: ${reason}`
    case 'waits': return `  ${command} would wait for topic ${missing}, which is not there`
  }
}

function told(record: Flat, currencies: Currencies): string {
  return `${record.type}: ${sentence(record, currencies)}`
}
