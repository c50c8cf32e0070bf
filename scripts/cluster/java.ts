import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.ts'
import { versions } from './versions.ts'

const install = `install Java ${versions.javaMin} or newer (Debian, Ubuntu: apt-get install openjdk-17-jre-headless)`

/** The `java` to run: the one of JAVA_HOME, else the one on the path. Fails where there is none or it is too old. */
export async function findJava(): Promise<string> {
  const program = javaProgram()
  const { code, output } = await run(program, ['-version'], '.')
  if (code === undefined) throw new Error(`Java is missing: Kafka needs it; ${install}`)
  const major = javaMajor(output)
  if (code !== 0 || major === undefined) throw new Error(`"${program} -version" failed; ${install}\n${output}`)
  if (major < versions.javaMin) throw new Error(`Java ${major} is too old for Kafka ${versions.kafka}; ${install}`)
  return program
}

/** The major version in what `java -version` prints: 17 of `"17.0.15"`, 8 of `"1.8.0_402"`. */
export function javaMajor(output: string): number | undefined {
  const found = /version "(?:1\.)?(\d+)/.exec(output)
  return found?.[1] === undefined ? undefined : Number(found[1])
}

function javaProgram(): string {
  const home = process.env['JAVA_HOME']
  if (home === undefined || home === '') return 'java'
  const program = join(home, 'bin', 'java')
  return existsSync(program) ? program : 'java'
}
