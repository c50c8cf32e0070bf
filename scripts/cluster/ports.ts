import { randomInt } from 'node:crypto'
import { connect, createServer } from 'node:net'

/** The only address a cluster listens on. */
export const loopback = '127.0.0.1'

/**
 * Free ports are looked for below the range from which systems take the ports of outgoing connections, so that no
 * connection sits on a broker's port while the broker restarts.
 */
const freePortMin = 20_000
const freePortMax = 31_999
const attemptsMax = 100

const connectTimeoutMs = 1_000

/** The port asked for, if it is free; any free one where 0 is asked for. */
export async function takePort(wanted: number): Promise<number> {
  if (wanted !== 0) {
    if (await isFree(wanted)) return wanted
    throw new Error(`port ${wanted} of ${loopback} is in use: stop what listens there or choose another port (0 = any)`)
  }
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const port = randomInt(freePortMin, freePortMax + 1)
    if (await isFree(port)) return port
  }
  throw new Error(`no free port found between ${freePortMin} and ${freePortMax}`)
}

/** Whether somebody accepts connections on the port. */
export function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host: loopback, port, timeout: connectTimeoutMs })
    const settle = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => settle(true))
    socket.once('timeout', () => settle(false))
    socket.once('error', () => settle(false))
  })
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host: loopback, port }, () => server.close(() => resolve(true)))
  })
}
