import { parseArgs } from 'node:util'
import { startCluster, type Cluster, type ClusterOptions, type ManagedProcess } from './cluster.ts'

const usage = `npm run kafka -- [options]: a Kafka broker and a schema registry on this machine, for trying and testing.

  --port N            the broker's port, 0 for any free one (9092)
  --registry-port N   the registry's port, 0 for any free one (8081)
  --data DIR          keep records and schemas there (a temporary folder)
  --help
`

const portMax = 65_535

/** One Ctrl-C can arrive twice: from the terminal and from npm. */
const sameInterruptMs = 500

/** Ends with the exit code of the process. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (options === undefined) {
    process.stdout.write(usage)
    return 0
  }
  const interrupted = nextInterrupt()
  process.stdout.write('starting Kafka and the schema registry; the first start downloads them (about 190 MB)\n')
  const cluster = await startCluster(options)
  process.stdout.write(announcement(cluster))
  const lost = await Promise.race([interrupted, lossOf('the broker', cluster.broker),
    lossOf('the registry', cluster.registryProcess)])
  process.stdout.write(lost ?? 'stopping\n')
  await cluster.stop()
  return lost === undefined ? 0 : 1
}

/** Ends when a server ends that nobody told to. */
async function lossOf(name: string, server: ManagedProcess): Promise<string> {
  await server.end
  return `${name} has ended, and so does this; the end of its log:\n${server.logTail}\n`
}

function readOptions(args: readonly string[]): ClusterOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'port': { type: 'string', default: '9092' },
      'registry-port': { type: 'string', default: '8081' },
      'data': { type: 'string' },
      'help': { type: 'boolean', default: false }
    }
  })
  if (values.help) return undefined
  return {
    port: readPort('--port', values.port),
    registryPort: readPort('--registry-port', values['registry-port']),
    ...values.data === undefined ? {} : { data: values.data }
  }
}

function readPort(option: string, text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= portMax) return port
  throw new Error(`${option} takes a number from 0 to ${portMax}, not "${text}"`)
}

function announcement(cluster: Cluster): string {
  const exports = Object.entries(cluster.environment).map(([name, value]) => `export ${name}=${value}\n`)
  return `up; paste this where you run the service, and press Ctrl-C here to stop\n\n${exports.join('')}\n`
}

/** Ends with the first interrupt and keeps this process alive until then; a later one ends the process at once. */
function nextInterrupt(): Promise<undefined> {
  const alive = setInterval(() => {}, 60_000)
  let firstAt: number | undefined
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        firstAt ??= performance.now()
        if (performance.now() - firstAt > sameInterruptMs) process.exit(1)
        clearInterval(alive)
        resolve(undefined)
      })
    }
  })
}

try {
  process.exit(await main(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
