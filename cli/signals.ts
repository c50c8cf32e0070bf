export type StopSignal = 'SIGINT' | 'SIGTERM'

const codes = { SIGINT: 130, SIGTERM: 143 } as const

/** One Ctrl-C can arrive twice: from the terminal, and from the npm that started us. */
const sameInterruptMs = 500

/** What a process ends with when a signal ends it. */
export function codeOfSignal(signal: StopSignal): 130 | 143 {
  return codes[signal]
}

/**
 * The first signal asks for an end, a second one ends the process at once.
 * @returns a function that gives signals back their usual meaning
 */
export function onStopSignal(listener: (signal: StopSignal) => void): () => void {
  let firstAt: number | undefined
  const received = (signal: NodeJS.Signals): void => {
    const now = performance.now()
    if (firstAt === undefined) {
      firstAt = now
      listener(signal as StopSignal)
    } else if (now - firstAt > sameInterruptMs) {
      process.exit(codeOfSignal(signal as StopSignal))
    }
  }
  process.on('SIGINT', received)
  process.on('SIGTERM', received)
  return () => {
    process.off('SIGINT', received)
    process.off('SIGTERM', received)
  }
}
