import { checkId, checkTopicId } from '../processors/checks.ts'
import type { Plain, Verifier } from '../schemas/generated.ts'
import { refuseAt } from './input-refused.ts'

/** What the schema cannot say of a verifier's row. @throws InputRefused */
export function checkVerifier({ tenant, verifier }: Plain<Verifier>): void {
  checkId('tenant', tenant, refuseAt)
  checkTopicId('verifier', verifier, refuseAt)
}
