/** Freezes the rows of this version: `node dist/test/schemas/freeze-rows.js`. docs/storage.md says when. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { frozenRowsFile, rowsNow } from './frozen-rows.ts'

const now = rowsNow()
const file = frozenRowsFile(now.version)
mkdirSync(dirname(file), { recursive: true })
const rows = now.rows.map(row => `    ${JSON.stringify(row)}`).join(',\n')
const { version, formats, checkpoint } = now
writeFileSync(file, `{
  "version": ${version},
  "formats": ${JSON.stringify(formats)},
  "checkpoint": ${JSON.stringify(checkpoint)},
  "rows": [
${rows}
  ]
}
`)
process.stdout.write(`wrote ${file}\n`)
