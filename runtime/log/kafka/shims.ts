import { RequestQueue } from './kafkajs.ts'

/**
 * Mends what stays in use of kafkajs 2.2.4 and is broken there. Applied once, by importing this file.
 *
 * The request queue arms a timer after every answer, with a negative delay, which arms the next: about a thousand
 * wake-ups a second on each idle connection. There is only something to check while requests wait to be sent.
 */
const expected = 'let scheduleAt = this.throttledUntil - Date.now()'
const checkIntervalMs = 10

const { prototype } = RequestQueue
if (!prototype.scheduleCheckPendingRequests.toString().includes(expected)) {
  throw new Error('kafkajs is not as expected: RequestQueue.scheduleCheckPendingRequests')
}

prototype.scheduleCheckPendingRequests = function () {
  if (this.throttleCheckTimeoutId || this.pending.length === 0) return
  const waitMs = this.throttledUntil - Date.now()
  this.throttleCheckTimeoutId = setTimeout(() => {
    this.throttleCheckTimeoutId = null
    this.checkPendingRequests()
  }, waitMs > 0 ? waitMs : checkIntervalMs)
}
