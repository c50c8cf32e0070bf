import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './command.ts'
import { hasCoordinators } from './coordinators.ts'
import { kafkaJars } from './downloads.ts'
import { ManagedProcess } from './managed-process.ts'
import { loopback, takePort } from './ports.ts'

const startTimeoutMs = 90_000
const startedLine = 'Kafka Server started'

export interface BrokerOptions {
  readonly java: string
  readonly folder: string
  readonly port: number
  readonly heapMb: number
  /** Broker settings on top of ours. */
  readonly settings: Readonly<Record<string, string>>
}

/** A broker that is its own controller, formatted and ready to be started. */
export async function prepareBroker({ java, folder, port, heapMb, settings }: BrokerOptions): Promise<ManagedProcess> {
  const jars = await kafkaJars()
  await mkdir(folder, { recursive: true })
  const configuration = join(folder, 'server.properties')
  const logging = join(folder, 'log4j2.properties')
  const data = join(folder, 'data')
  const controllerPort = await takePort(0)
  await writeFile(configuration, lines({ ...brokerSettings(port, controllerPort, data), ...settings }))
  await writeFile(logging, lines(logSettings))
  const common = [`-Dlog4j2.configurationFile=${logging}`, '-XX:+UseSerialGC', '-XX:-UsePerfData', '-cp', `${jars}/*`]
  if (!existsSync(join(data, 'meta.properties'))) await format(java, common, configuration, folder)
  return new ManagedProcess({
    name: 'the broker',
    program: java,
    args: [`-Xmx${heapMb}m`, `-Xms${heapMb}m`, ...common, 'kafka.Kafka', configuration],
    folder,
    log: join(folder, 'broker.log'),
    startTimeoutMs,
    isReady: async log => log.includes(startedLine) && await hasCoordinators(port)
  })
}

async function format(java: string, common: readonly string[], configuration: string, folder: string): Promise<void> {
  const args = ['-XX:TieredStopAtLevel=1', ...common, 'kafka.tools.StorageTool', 'format',
    `--cluster-id=${randomBytes(16).toString('base64url')}`, `--config=${configuration}`]
  const { code, output } = await run(java, args, folder)
  if (code !== 0) throw new Error(`formatting the broker's storage failed:\n${output}`)
}

function brokerSettings(port: number, controllerPort: number, data: string): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'listeners': `PLAINTEXT://${loopback}:${port},CONTROLLER://${loopback}:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${loopback}:${port}`,
    'controller.listener.names': 'CONTROLLER',
    // The voters stand here and not in the data, so that kept data can be served on other ports.
    'controller.quorum.voters': `1@${loopback}:${controllerPort}`,
    'log.dirs': data,
    ...sharedSettings,
    ...smallSettings
  }
}

/** What the service counts on; `docker-compose.yml` says the same. */
export const sharedSettings = {
  'auto.create.topics.enable': 'false',
  'transaction.max.timeout.ms': '60000',
  'offsets.retention.minutes': '43200',
  'offsets.topic.replication.factor': '1',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'group.initial.rebalance.delay.ms': '0',
  'group.min.session.timeout.ms': '1000'
} as const

/** What makes a broker for trying and testing start soon and stay small. */
const smallSettings = {
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.num.partitions': '4',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'share.coordinator.state.topic.num.partitions': '1',
  // The transaction of a killed producer ends soon after its timeout, not up to ten seconds later.
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': '1000',
  // A broker started again after a kill is refused until the controller gives up its former life.
  'broker.session.timeout.ms': '4000',
  'broker.heartbeat.interval.ms': '500',
  'log.cleaner.dedupe.buffer.size': '16777216',
  'num.network.threads': '2',
  'num.io.threads': '4'
} as const

const logSettings = {
  'status': 'error',
  'appender.out.type': 'Console',
  'appender.out.name': 'out',
  'appender.out.layout.type': 'PatternLayout',
  'appender.out.layout.pattern': '%d %p %c{1}: %m%n',
  'rootLogger.level': 'warn',
  'rootLogger.appenderRef.out.ref': 'out',
  'logger.server.name': 'kafka.server.KafkaRaftServer',
  'logger.server.level': 'info'
} as const

function lines(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties).map(([name, value]) => `${name}=${value}\n`).join('')
}
