import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { dayMs } from '../../processors/calendar.ts'
import { isTimeZone, localDay, startOfDay } from '../../processors/time-zone.ts'

const test = suite('time zones')

const formats = new Map<string, Intl.DateTimeFormat>()

const hourMs = 60 * 60 * 1000

/** With summer time on both halves of the earth, offsets of parts of an hour, and the first and last to see a day. */
const zones = [
  'UTC', 'Europe/Berlin', 'America/New_York', 'America/St_Johns', 'America/Sao_Paulo', 'America/Havana',
  'Asia/Kathmandu', 'Asia/Kolkata', 'Asia/Tehran', 'Asia/Beirut', 'Africa/Cairo', 'Africa/Casablanca',
  'Australia/Lord_Howe', 'Australia/Adelaide', 'Pacific/Chatham', 'Pacific/Kiritimati', 'Pacific/Apia',
  'Pacific/Pago_Pago', 'Etc/GMT+12'
]

test('days are those that the clocks of the zone show, at any time', () => {
  fc.assert(fc.property(
    fc.constantFrom(...zones), fc.integer({ min: Date.UTC(1973, 0), max: Date.UTC(2200, 0) }),
    (zone, at) => assert.is(localDay(zone, at), shown(zone, at), `${zone} at ${new Date(at).toISOString()}`)
  ), { seed: 62, numRuns: 5_000 })
})

test('and all the year long, in years with changes of the clock', () => {
  for (const zone of zones) {
    for (const year of [2011, 2024]) {
      for (let at = Date.UTC(year, 0); at < Date.UTC(year + 1, 0); at += 5.5 * hourMs) {
        if (localDay(zone, at) !== shown(zone, at)) assert.unreachable(`${zone} at ${new Date(at).toISOString()}`)
      }
    }
  }
})

test('they change with the minute that the clocks say', () => {
  for (const [zone, at, day] of [
    ['Europe/Berlin', '2024-03-30T22:59:59.999Z', '2024-03-30'],
    ['Europe/Berlin', '2024-03-30T23:00:00Z', '2024-03-31'],
    ['Europe/Berlin', '2024-03-31T21:59:59.999Z', '2024-03-31'],
    ['Europe/Berlin', '2024-03-31T22:00:00Z', '2024-04-01'],
    ['Asia/Kathmandu', '2024-06-01T18:14:59.999Z', '2024-06-01'],
    ['Asia/Kathmandu', '2024-06-01T18:15:00Z', '2024-06-02'],
    ['Pacific/Kiritimati', '2023-12-31T10:00:00Z', '2024-01-01'], ['Etc/GMT+12', '2024-01-01T11:59:59Z', '2023-12-31'],
    // At the end of that day Samoa went over the date line.
    ['Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-29'], ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31']
  ] as const) {
    assert.is(iso(localDay(zone, Date.parse(at))), day, `${zone} at ${at}`)
  }
})

test('a day begins with its first moment, also where there is no midnight', () => {
  for (const [zone, day, at] of [
    ['UTC', '2024-03-31', '2024-03-31T00:00:00Z'], ['Europe/Berlin', '2024-04-01', '2024-03-31T22:00:00Z'],
    ['Asia/Kathmandu', '2024-06-02', '2024-06-01T18:15:00Z'],
    // There the clocks went from midnight to one.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z'], ['Africa/Cairo', '2024-04-26', '2024-04-25T22:00:00Z'],
    // The day that is not.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z'], ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z']
  ] as const) {
    assert.is(new Date(startOfDay(zone, Date.parse(day) / dayMs)).toISOString(), new Date(at).toISOString(), zone)
  }
  fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: 15_341, max: 80_000 }), (zone, day) => {
    const start = startOfDay(zone, day)
    assert.ok(shown(zone, start) >= day && shown(zone, start - 1) < day, `${zone} on ${iso(day)}`)
  }), { seed: 63, numRuns: 1_000 })
})

test('a zone is known by a name of the database, and no offset is one', () => {
  for (const zone of [...zones, 'Etc/UTC', 'America/Argentina/Buenos_Aires']) assert.ok(isTimeZone(zone), zone)
  for (const zone of ['', 'Mars/Olympus', '+02:00', 'UTC+2', ' UTC', 'x'.repeat(65)]) assert.not(isTimeZone(zone), zone)
})

test('an unknown zone has the days of UTC, and stops nobody', () => {
  const at = Date.parse('2024-03-31T23:59:59.999Z')
  assert.equal([localDay('Mars/Olympus', at), localDay('Mars/Olympus', at + 1)].map(iso), ['2024-03-31', '2024-04-01'])
})

test('more zones than are kept', () => {
  const all = Intl.supportedValuesOf('timeZone')
  assert.ok(all.length > 400)
  const at = Date.parse('2024-06-30T12:00:00Z')
  for (const zone of all) assert.is(localDay(zone, at), shown(zone, at), zone)
})

test.run()

/** Another way to the same: the whole date as Sweden writes it, which is as ISO does. */
function shown(timeZone: string, at: number): number {
  return Date.parse(formatOf(timeZone).format(at).slice(0, 10)) / dayMs
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'long' })
  formats.set(timeZone, format)
  return format
}

function iso(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}
