import { checkId, checkRange } from '../processors/checks.ts'
import { longestMs } from '../processors/time.ts'
import type { Plain, Source } from '../schemas/generated.ts'
import { refuseAt } from './input-refused.ts'

/** What the schema cannot say of a source's row. @throws InputRefused */
export function checkSource({ tenant, source, waitMs }: Plain<Source>): void {
  checkId('tenant', tenant, refuseAt)
  checkId('source', source, refuseAt)
  checkRange('waitMs', waitMs, 0, longestMs, refuseAt)
}
