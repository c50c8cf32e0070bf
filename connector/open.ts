import { Codec } from '../schemas/codec.ts'
import { confluentRegistry } from '../schemas/confluent-registry.ts'
import { schemas as avroSchemas } from '../schemas/generated.ts'
import { systemClock } from '../runtime/clock.ts'
import type { KafkaConfig } from '../runtime/config.ts'
import { KafkaLog } from '../runtime/log/kafka/kafka-log.ts'
import type { Log } from '../runtime/log/log.ts'
import type { Logger } from '../runtime/logger.ts'
import { Schemas } from '../runtime/schemas.ts'

/** A cluster, and the schemas of the deployment on it. */
export interface Opened {
  readonly log: Log
  readonly schemas: Schemas
  close(): Promise<void>
}

/** @param kafka of `readConfig`. @param prefix the deployment's: `WALLETS_PREFIX` */
export async function openKafka(kafka: KafkaConfig, prefix: string, logger: Logger): Promise<Opened> {
  const log = new KafkaLog({ ...kafka.log, logger })
  const registry = confluentRegistry(kafka.registry)
  const schemas = new Schemas({ log, registry, prefix, logger, codec: new Codec(avroSchemas), clock: systemClock })
  const close = async (): Promise<void> => {
    await schemas.close()
    await log.close()
  }
  try {
    await schemas.start()
    return { log, schemas, close }
  } catch (error) {
    await close()
    throw error
  }
}
