import { mkdtempSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { prepareBroker } from './cluster/broker.ts'
import { guardFolder } from './cluster/guard.ts'
import { findJava } from './cluster/java.ts'
import type { ManagedProcess } from './cluster/managed-process.ts'
import { loopback, takePort } from './cluster/ports.ts'
import { prepareRegistry, registryUrl } from './cluster/registry.ts'

export type { ManagedProcess } from './cluster/managed-process.ts'

const brokerHeapMb = 512
const registryHeapMb = 256

export interface ClusterOptions {
  /** The broker's port; 0, the default, takes a free one. */
  readonly port?: number
  /** The registry's port; 0, the default, takes a free one. */
  readonly registryPort?: number
  /** `false` leaves the registry unstarted; `registryProcess.start()` starts it later. */
  readonly registry?: boolean
  /** A folder whose data stays; by default a temporary one, which goes when the cluster stops. */
  readonly data?: string
  /** Broker settings on top of the cluster's own. */
  readonly settings?: Readonly<Record<string, string>>
  readonly brokerHeapMb?: number
  readonly registryHeapMb?: number
}

export interface Cluster {
  /** What KAFKA_BROKERS takes. */
  readonly brokers: string
  /** What SCHEMA_REGISTRY_URL takes. */
  readonly registry: string
  /** Both, as a process's environment. */
  readonly environment: { readonly KAFKA_BROKERS: string, readonly SCHEMA_REGISTRY_URL: string }
  readonly broker: ManagedProcess
  /** It keeps its schemas through restarts. */
  readonly registryProcess: ManagedProcess
  /** Ends both, and removes the data where its folder is temporary. */
  stop(): Promise<void>
}

/**
 * Starts one Kafka broker and one schema registry on loopback, without Docker. Both answer when this returns, and
 * neither outlives this process. Java and, the first time, Maven must be there; errors say what to install.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const java = await findJava()
  const port = await takePort(options.port ?? 0)
  const registryPort = await takePort(options.registryPort ?? 0)
  const { folder, remove } = await openFolder(options.data)
  const [broker, registryProcess] = await whole([
    prepareBroker({
      java,
      port,
      folder: join(folder, 'broker'),
      heapMb: options.brokerHeapMb ?? brokerHeapMb,
      settings: options.settings ?? {}
    }),
    prepareRegistry({
      java,
      port: registryPort,
      folder: join(folder, 'registry'),
      heapMb: options.registryHeapMb ?? registryHeapMb
    })
  ], remove)

  const stop = async (): Promise<void> => {
    // Kept data is worth an orderly end, temporary data is not worth waiting for.
    await Promise.all([broker, registryProcess].map(one => options.data === undefined ? one.kill() : one.stop()))
    remove()
  }
  const starts = [broker.start(), ...options.registry === false ? [] : [registryProcess.start()]]
  await whole(starts, stop)
  const environment = { KAFKA_BROKERS: `${loopback}:${port}`, SCHEMA_REGISTRY_URL: registryUrl(registryPort) }
  const { KAFKA_BROKERS: brokers, SCHEMA_REGISTRY_URL: registry } = environment
  return { brokers, registry, environment, broker, registryProcess, stop }
}

async function openFolder(data: string | undefined): Promise<{ folder: string, remove: () => void }> {
  if (data === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'wallets-cluster-'))
    return { folder, remove: guardFolder(folder) }
  }
  const folder = resolve(data)
  await mkdir(folder, { recursive: true })
  return { folder, remove: () => {} }
}

/** All of them or, after undoing, the first error. Waits for each to settle, so that nothing starts behind our back. */
async function whole<T extends readonly unknown[]>(
  parts: readonly [...{ [K in keyof T]: Promise<T[K]> }], undo: () => Promise<void> | void
): Promise<T> {
  const settled: readonly PromiseSettledResult<unknown>[] = await Promise.allSettled(parts)
  for (const part of settled) {
    if (part.status === 'fulfilled') continue
    await undo()
    throw part.reason
  }
  return await Promise.all(parts) as unknown as T
}
