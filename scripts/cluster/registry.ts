import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { registryJar } from './downloads.ts'
import { ManagedProcess } from './managed-process.ts'
import { accepts, loopback } from './ports.ts'

const startTimeoutMs = 90_000
const answerTimeoutMs = 2_000

export interface RegistryOptions {
  readonly java: string
  readonly folder: string
  readonly port: number
  readonly heapMb: number
}

/** Where the registry of that port speaks the API of Confluent's. */
export function registryUrl(port: number): string {
  return `http://${loopback}:${port}/apis/ccompat/v7`
}

/** A schema registry that keeps its schemas in its folder, ready to be started. */
export async function prepareRegistry({ java, folder, port, heapMb }: RegistryOptions): Promise<ManagedProcess> {
  const jar = await registryJar()
  await mkdir(folder, { recursive: true })
  return new ManagedProcess({
    name: 'the schema registry',
    program: java,
    args: [`-Xmx${heapMb}m`, '-XX:+UseSerialGC', '-XX:-UsePerfData', `-Djava.io.tmpdir=${folder}`,
      `-Dquarkus.http.host=${loopback}`, `-Dquarkus.http.port=${port}`, '-Dquarkus.log.level=WARN',
      '-Dquarkus.banner.enabled=false', ...databaseSettings(folder), '-jar', jar],
    folder,
    log: join(folder, 'registry.log'),
    startTimeoutMs,
    isReady: async () => await accepts(port) && await answers(`${registryUrl(port)}/subjects`)
  })
}

/**
 * Out of the box this registry keeps its schemas in memory. Records outlive it then, and the identifiers of schemas in
 * them mean nothing, or something else, to a registry that starts anew.
 */
function databaseSettings(folder: string): string[] {
  const connections = ['initial-size', 'min-size'].map(name => `-Dquarkus.datasource.jdbc.${name}=1`)
  return [`-Dquarkus.datasource.jdbc.url=jdbc:h2:file:${join(folder, 'schemas')};WRITE_DELAY=0`, ...connections]
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}
