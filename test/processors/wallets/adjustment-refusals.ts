import { acme, open } from '../examples.ts'
import type { Refusals } from '../refusals.test.ts'
import {
  adjustCredit, adjustDeposit, adjusting, adjustRevert, adjustTransfer, adjustWithdrawal, answerAdjustment, credit,
  paid, posted, takenBack, transferred
} from './adjustment-examples.ts'
import { deposited } from './examples.ts'

/** Adjustments that go through, and what makes them be refused. */
const given = { tenant: acme, wallets: open }
const most = 2n ** 63n - 1n

const ofPeople = ['AdjustDeposit', 'AdjustRevert', 'AdjustWithdrawal', 'AdjustTransfer']
const taking = ['AdjustRevert', 'AdjustWithdrawal']
const answers = ['AdjustCredit', 'AnswerAdjustment']
const fromSource = adjustDeposit.postings
const toSource = adjustRevert.postings
const toProvider = adjustWithdrawal.postings
const inYen = (debit: string, credited: string): { readonly postings: readonly object[] } =>
  ({ postings: [posted(debit, credited, 20_00n, 'JPY')] })

export const adjustments: Refusals = {
  scenarios: {
    AdjustDeposit: { ...given, command: adjustDeposit, deposits: deposited },
    AdjustRevert: { ...given, command: adjustRevert, deposits: deposited, reverts: takenBack },
    AdjustWithdrawal: { ...given, command: adjustWithdrawal, withdrawals: paid },
    AdjustTransfer: { ...given, command: adjustTransfer, transfers: transferred },
    AdjustCredit: { ...given, command: adjustCredit, credits: credit },
    AnswerAdjustment: {
      ...given, wallets: { ...open, incoming: 31_00n }, command: answerAdjustment, transfers: adjusting
    }
  },

  faults: {
    invalid_id: [
      ...[
        { author: '' }, { author: 'a\nb' }, { reason: '' }, { reason: ' ' }, { reason: 'x'.repeat(257) },
        { deposit: '' }, { revert: '' }, { withdrawal: '' }, { transfer: '' }, { operationId: 'adjust/1' }
      ].map(command => ({ of: ofPeople, set: { command } })),
      ...[{ operationId: 'adjust-1' }, { from: '' }, { transfer: '' }].map(command =>
        ({ of: answers, set: { command } }))
    ],
    invalid_adjustment: [
      { of: ofPeople, set: { command: { status: 'pending' } } },
      { of: ['AdjustDeposit', ...taking], set: { command: { status: 'failed' } } },
      { of: ['AdjustDeposit'], set: { command: { postings: toSource } } },
      { of: taking, set: { command: { postings: fromSource } } },
      { of: taking, set: { command: { postings: [posted('wallet/bob', 'source/bank', 1n)] } } }
    ],
    deposit_not_found: [{ of: ['AdjustDeposit', 'AdjustRevert'], set: { deposits: 'gone' } }],
    deposit_already_failed: [{ of: ['AdjustRevert'], set: { deposits: { status: 'failed' } } }],
    deposit_still_pending: [{ of: ['AdjustDeposit'], set: { deposits: { status: 'pending' } } }],
    revert_not_found: [{ of: ['AdjustRevert'], set: { reverts: 'gone' } }],
    transfer_not_found: [{ of: ['AdjustTransfer', 'AnswerAdjustment'], set: { transfers: 'gone' } }],
    transfer_still_pending: [{ of: ['AdjustTransfer'], set: { transfers: { status: 'pending' } } }],
    adjustment_pending: [{ of: ['AdjustTransfer'], set: { transfers: { adjustment: 'adjust-0' } } }],
    adjustment_not_found: [
      { of: ['AnswerAdjustment'], set: { transfers: { adjustment: '' } } },
      { of: ['AnswerAdjustment'], set: { transfers: { adjustment: 'adjust-0' } } },
      { of: ['AnswerAdjustment'], set: { command: { adjustment: 'adjust-0' } } }
    ],
    adjustment_changes_nothing: [
      { of: ['AdjustDeposit'], set: { deposits: { flow: fromSource } } },
      { of: ['AdjustRevert'], set: { reverts: { status: 'completed', flow: toSource, moved: null } } },
      { of: ['AdjustWithdrawal'], set: { withdrawals: { flow: toProvider } } },
      { of: ['AdjustTransfer'], set: { transfers: { status: 'failed' } } }
    ],
    deposit_reverted: [{ of: ['AdjustDeposit'], set: { deposits: { reverted: 1n } } }],
    currency_mismatch: [
      { of: ['AdjustDeposit'], set: { command: inYen('source/bank', 'wallet/alice'), deposits: { ...deposited } } },
      { of: ['AdjustRevert'], set: { command: inYen('wallet/alice', 'source/bank'), reverts: { ...takenBack } } },
      { of: ['AdjustWithdrawal'], set: { command: inYen('wallet/alice', 'provider/swift'), withdrawals: { ...paid } } }
    ],
    amount_mismatch: [
      { of: ['AdjustRevert'], set: { deposits: { credited: 19_99n } } },
      { of: ['AdjustRevert'], set: { deposits: { reverted: 30_01n } } },
      {
        of: ['AdjustWithdrawal'],
        set: {
          command: { status: 'completed', postings: [] }, withdrawals: { status: 'failed', flow: [] },
          wallets: { currency: 'EUR' }
        }
      }
    ],
    balance_over_limit: [
      { of: ['AdjustDeposit', 'AdjustRevert'], set: { wallets: { posted: -most } } },
      { of: ['AdjustWithdrawal'], set: { wallets: { incoming: most - 109_99n } } },
      { of: ['AdjustTransfer'], set: { wallets: { incoming: most - 130_99n } } }
    ]
  },

  rows: { deposits: deposited, reverts: takenBack, withdrawals: paid }
}
