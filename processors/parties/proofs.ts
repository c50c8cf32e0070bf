import type { ChallengeClass, Plain, Proof } from '../../schemas/generated.ts'
import { isToken, isWord } from '../ids.ts'

/** Of one challenge. */
export const proofsMax = 20

/** Whether proofs are what they have to be by themselves: of different kinds, each a token. */
export function areProofs(proofs: readonly Plain<Proof>[]): boolean {
  return proofs.length <= proofsMax
    && proofs.every(({ kind, token }) => isWord(kind) && isToken(token))
    && new Set(proofs.map(({ kind }) => kind)).size === proofs.length
}

/** Whether all are there that the class asks for. */
export function suffice(proofs: readonly Plain<Proof>[], { proofs: kinds }: Plain<ChallengeClass>): boolean {
  return kinds.every(kind => proofs.some(proof => proof.kind === kind))
}
