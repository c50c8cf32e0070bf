import { dayMs } from './calendar.ts'

/** What a name in the IANA database looks like. Offsets like +02:00 are no places, and have no summer. */
const zoneName = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/

/** Whether this process knows the zone: its Node.js brings a version of the database. */
export function isTimeZone(name: string): boolean {
  return zoneName.test(name) && zoneOf(name).format !== undefined
}

/**
 * The day that a calendar on a wall of the zone shows, in days since 1970.
 *
 * A process may be older than the name of a zone that another has let in. It then takes days of UTC: to stop would stop
 * everybody in the partition. Events tell the day that was taken, so that all agree on it.
 *
 * @param at milliseconds since 1970
 */
export function localDay(timeZone: string, at: number): number {
  const zone = zoneOf(timeZone)
  const minute = Math.floor(at / minuteMs)
  if (minute !== zone.minute) {
    zone.day = zone.format === undefined ? Math.floor(at / dayMs) : dayShown(zone.format, at)
    zone.minute = minute
  }
  return zone.day
}

/**
 * The first moment of a day in the zone, in milliseconds since 1970: mostly, but not everywhere, midnight. Of a day
 * that the zone has left out it is that of the next one.
 */
export function startOfDay(timeZone: string, day: number): number {
  let [before, after] = [(day - 2) * dayMs, (day + 2) * dayMs]
  while (after - before > minuteMs) {
    const middle = before + Math.floor((after - before) / 2 / minuteMs) * minuteMs
    if (localDay(timeZone, middle) < day) before = middle
    else after = middle
  }
  return after
}

interface Zone {
  readonly format: Intl.DateTimeFormat | undefined
  /** What was asked for last, and the answer: days change on whole minutes, everywhere since 1972. */
  minute: number
  day: number
}

const minuteMs = 60_000

/** A format is costly to make, and large. */
const zonesMax = 100
const zones = new Map<string, Zone>()

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone)
  if (known !== undefined) return known

  if (zones.size === zonesMax) zones.clear()
  const zone = { format: formatOf(timeZone), minute: NaN, day: 0 }
  zones.set(timeZone, zone)
  return zone
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en', {
      timeZone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: 'numeric', day: 'numeric'
    })
  } catch {
    return undefined
  }
}

function dayShown(format: Intl.DateTimeFormat, at: number): number {
  const [year = 0, month = 0, day = 0] = format.formatToParts(at)
    .filter(({ type }) => type !== 'literal')
    .sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
    .map(({ value }) => Number(value))
  return Date.UTC(year, month - 1, day) / dayMs
}

const order: readonly string[] = ['year', 'month', 'day']
