import { readdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cached } from './cache.ts'
import { run } from './command.ts'
import { versions } from './versions.ts'

const plugin = `org.apache.maven.plugins:maven-dependency-plugin:${versions.mavenDependencyPlugin}`
const outputLinesMax = 20

/** The folder with Kafka's jars and those of its logging. */
export function kafkaJars(): Promise<string> {
  return cached(`kafka-${versions.kafka}`, async folder => {
    const project = join(folder, 'pom.xml')
    await writeFile(project, kafkaProject)
    await maven(['-f', project, `${plugin}:copy-dependencies`, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`],
      folder, `Kafka ${versions.kafka}`)
  })
}

/** The registry's runnable jar. */
export async function registryJar(): Promise<string> {
  const archive = `apicurio-registry-app-${versions.registry}-all.tar.gz`
  const folder = await cached(`registry-${versions.registry}`, async draft => {
    const artifact = `io.apicurio:apicurio-registry-app:${versions.registry}:tar.gz:all`
    await maven([`${plugin}:copy`, `-Dartifact=${artifact}`, `-DoutputDirectory=${draft}`],
      draft, `Apicurio registry ${versions.registry}`)
    const { code, output } = await run('tar', ['-xzf', archive], draft)
    if (code === undefined) throw new Error('tar is missing: the registry comes as a tar.gz; install tar')
    if (code !== 0) throw new Error(`unpacking ${archive} failed\n${output}`)
    await rm(join(draft, archive))
  })
  const jar = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(file => file.endsWith('-runner.jar'))
  if (jar === undefined) throw new Error(`no -runner.jar in ${folder}: delete that folder and try again`)
  return join(folder, jar)
}

async function maven(args: readonly string[], folder: string, what: string): Promise<void> {
  const { code, output } = await run('mvn', ['--batch-mode', '--quiet', ...args], folder)
  if (code === undefined) {
    throw new Error(`Maven is missing: it downloads ${what}; install it (Debian, Ubuntu: apt-get install maven)`)
  }
  if (code !== 0) {
    const tail = output.trim().split('\n').slice(-outputLinesMax).join('\n')
    throw new Error(`downloading ${what} with mvn failed: is Maven's repository reachable from here?\n${tail}`)
  }
}

// Kafka's jar names no implementation of its logging interface, and without one its log stays empty.
const kafkaProject = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>wallets</groupId>
  <artifactId>kafka</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_${versions.scala}</artifactId>
      <version>${versions.kafka}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId>
      <artifactId>log4j-slf4j-impl</artifactId>
      <version>${versions.log4j}</version>
    </dependency>
  </dependencies>
</project>
`
