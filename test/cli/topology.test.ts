import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { topologyMermaid, topologyText } from '../../cli/print-topology.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import { topology } from '../../topology.ts'
import { readProjectFile } from '../processors/project.ts'
import { Workplace } from './process.ts'

const workplace = new Workplace()
test.after(() => workplace.close())

/** A fenced block of docs/topology.md: what stands there has to be what the command prints. */
function documented(language: string): string {
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``).exec(readProjectFile('docs/topology.md'))![1]!
}

test('docs/topology.md shows what `wallets topology` prints', () => {
  assert.is(documented('text'), topologyText(topology, new Codec(schemas)))
})

test('docs/topology.md shows what `wallets topology --mermaid` prints', () => {
  assert.is(documented('mermaid'), topologyMermaid(topology))
})

test('every arrow of the diagram is between things that are in it', () => {
  const lines = topologyMermaid(topology).split('\n').slice(1)
  const nodes = new Set(lines.flatMap(line => /^ {2}(\w+)\[/.exec(line)?.[1] ?? []))
  const arrows = lines.flatMap(line => /^ {2}(\w+) (?:-->|==>|-\.->)(?:\|[^|]+\|)? (\w+)$/.exec(line)?.slice(1) ?? [])
  assert.is(nodes.size, Object.keys(topology.topics).length + Object.keys(topology.processors).length)
  assert.is(nodes.size + arrows.length / 2, lines.length)
  for (const node of arrows) assert.ok(nodes.has(node), node)
})

test('the command prints both, and asks no cluster', async () => {
  const environment = { KAFKA_BROKERS: 'nowhere.invalid:1', SCHEMA_REGISTRY_URL: 'http://nowhere.invalid' }
  assert.equal(await workplace.run(['topology'], { environment }), {
    code: 0, stdout: `${documented('text')}\n`, stderr: ''
  })
  assert.is((await workplace.run(['topology', '--mermaid'])).stdout, `${documented('mermaid')}\n`)
})

test('apply makes what is missing, once, and refuses what is different', async () => {
  const missing = await workplace.run(['topology', 'check'])
  assert.is(missing.code, 4)
  assert.match(missing.stderr, 'there is no embedded log')

  const dry = await workplace.run(['topology', 'apply', '--partitions', '2', '--dry-run'])
  assert.match(dry.stdout, 'would create wallet-commands\n')
  const first = await workplace.run(['topology', 'apply', '--partitions', '2'])
  assert.is(first.code, 0)
  assert.match(first.stdout, 'created wallet-commands\n')
  assert.match(first.stdout, 'registered wallet-commands-value\n')

  const again = await workplace.run(['topology', 'apply', '--partitions', '2'])
  assert.is(again.stdout, 'nothing to do: topics and schemas are as the topology says\n')
  assert.match((await workplace.run(['topology', 'check'])).stdout, 'topics are as the topology says')

  const other = await workplace.run(['topology', 'apply', '--partitions', '3'])
  assert.is(other.code, 4)
  assert.is(other.stdout, '')
  assert.match(other.stderr, 'topic wallet-changelog: partitions is 2, the topology says 3\n')
})

test('check and apply know the topics of a tenant that has its own', async () => {
  const ownTopics = { partitions: 3, replication: 0, commandRetentionMs: 0 }
  const row = { tenant: 'big', currencies: [{ code: 'EUR', exponent: 2 }], ownTopics }
  writeFileSync(join(workplace.folder, 'big.json'), JSON.stringify(row))
  assert.is((await workplace.run(['tenants', 'put', '--file', 'big.json'])).code, 0)
  const missing = await workplace.run(['topology', 'check'])
  assert.is(missing.code, 4)
  assert.match(missing.stderr, 'topic tenant-big-wallet-commands does not exist')

  const { stdout } = await workplace.run(['topology', 'apply'])
  assert.match(stdout, 'created tenant-big-wallet-commands\n')
  assert.match(stdout, 'registered tenant-big-wallet-commands-value\n')
  assert.is(stdout.match(/^created /gm)!.length, 14)
  assert.is((await workplace.run(['topology', 'check'])).code, 0)
})

test.run()
