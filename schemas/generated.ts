// Generated from schemas/**/*.avsc by `npm run generate`. Do not edit.

/** A record inside another: without the name that tells top-level records apart. */
export type Plain<Type> = Omit<Type, 'type'>

/** Life of an attempt. From declined on it is certain that it is not paid and will not be: the provider said so (declined, expired, cancelled, not_found), it never left (not_sent), or an operator decided it (written_off). */
export type AttemptStatus =
  | 'unknown'
  | 'reserving'
  | 'open'
  | 'mismatched'
  | 'paid'
  | 'declined'
  | 'expired'
  | 'cancelled'
  | 'not_found'
  | 'not_sent'
  | 'written_off'

/** Life of a challenge. What is no longer pending stays as it is. */
export type ChallengeStatus =
  | 'pending'
  | 'approved'
  | 'denied'
  | 'failed'
  | 'cancelled'

/** Life of what a transfer brings to a wallet. */
export type CreditStatus =
  | 'reserved'
  | 'credited'
  | 'cancelled'
  | 'returned'

/** Why a record could not be read. docs/dead-letters.md explains each. */
export type DeadLetterReason =
  | 'unknown'
  | 'empty'
  | 'too_short'
  | 'too_large'
  | 'wrong_magic_byte'
  | 'unknown_schema'
  | 'foreign_schema'
  | 'undecodable'
  | 'trailing_bytes'
  | 'key_mismatch'
  | 'wrong_partition'
  | 'wrong_topic'

/** What a destination is. Also the method by which it is paid. */
export type DestinationKind =
  | 'unknown'
  | 'bank_card'
  | 'bank_account'
  | 'digital_wallet'
  | 'crypto_wallet'

/** Life of a destination. A removed one stays removed. */
export type DestinationStatus =
  | 'active'
  | 'removed'

/** What moves money, and may need an identification or have limits. */
export type GuardedOperation =
  | 'unknown'
  | 'deposit'
  | 'withdrawal'
  | 'transfer_out'
  | 'transfer_in'
  | 'hold'

/** What becomes of the money that a process holds. What ends has to say it; what holds none keeps it. */
export type HoldFate =
  | 'unknown'
  | 'keep'
  | 'release'
  | 'post'

/** Life of a hold. What is no longer placed stays as it is. */
export type HoldStatus =
  | 'placed'
  | 'posted'
  | 'released'
  | 'expired'

/** Whether an approved challenge vouches for an identity now. */
export type IdentificationStatus =
  | 'none'
  | 'active'
  | 'expired'

/** The state of an invoice, as its provider knows it. not_found: it has none under this reference and will not pay. */
export type InvoiceState =
  | 'unknown'
  | 'pending'
  | 'paid'
  | 'declined'
  | 'expired'
  | 'cancelled'
  | 'not_found'

/** What a party has a limited number of. */
export type LimitKind =
  | 'unknown'
  | 'identities'
  | 'wallets'
  | 'destinations'
  | 'withdrawals'

/** What a limit of a wallet is about: what the wallet has, the amount of one operation, what operations move in a period, or how many there are in it. */
export type LimitMeasure =
  | 'unknown'
  | 'balance'
  | 'amount'
  | 'turnover'
  | 'count'

/** The span of a wallet's limit, in the tenant's time zone: the day, the ISO week from Monday, the calendar month, the calendar year. */
export type LimitPeriod =
  | 'day'
  | 'week'
  | 'month'
  | 'year'

/** What a turnover limit counts. */
export type Measure =
  | 'amount'
  | 'count'

/** What a provider says of an invoice, in a word. */
export type NotificationKind =
  | 'unknown'
  | 'issued'
  | 'paid'
  | 'declined'
  | 'expired'
  | 'cancelled'
  | 'returned'
  | 'pending'
  | 'not_found'

/** Life of an operation that moves money. */
export type OperationStatus =
  | 'pending'
  | 'completed'
  | 'failed'

/** Life of a party. An erased one stays erased. */
export type PartyStatus =
  | 'registered'
  | 'blocked'
  | 'erased'

/** The span of a turnover limit, in UTC: the day, the ISO week from Monday, the calendar month. */
export type Period =
  | 'day'
  | 'week'
  | 'month'

/** An account of a cash-flow plan, before it is known whose it is. */
export type PlanAccount =
  | 'unknown'
  | 'wallet'
  | 'destination'
  | 'system'
  | 'subagent'
  | 'provider'
  | 'source'

/** Why an operation was refused. A closed list, in order of precedence: of several that apply, the first is given. See docs/refusals.md. */
export type Reason =
  | 'unknown'
  | 'operation_id_reused'
  | 'revision_mismatch'
  | 'invalid_id'
  | 'invalid_tenant'
  | 'invalid_contact'
  | 'invalid_proofs'
  | 'invalid_batch'
  | 'invalid_adjustment'
  | 'card_number'
  | 'amount_not_positive'
  | 'expiry_in_past'
  | 'transfer_to_itself'
  | 'tenant_not_found'
  | 'tenant_stopped'
  | 'tenant_revision_mismatch'
  | 'tenant_topics_fixed'
  | 'rate_exceeded'
  | 'personal_key_not_found'
  | 'identity_class_not_found'
  | 'owner_required'
  | 'currency_not_found'
  | 'party_not_found'
  | 'party_already_exists'
  | 'party_erased'
  | 'party_blocked'
  | 'party_not_blocked'
  | 'party_has_wallets'
  | 'identity_not_found'
  | 'identity_already_exists'
  | 'challenge_not_found'
  | 'challenge_already_exists'
  | 'challenge_pending'
  | 'challenge_already_completed'
  | 'challenge_already_failed'
  | 'challenge_class_not_found'
  | 'challenge_level_mismatch'
  | 'verifier_not_found'
  | 'verifier_mismatch'
  | 'destination_not_found'
  | 'destination_already_exists'
  | 'destination_removed'
  | 'service_limit_reached'
  | 'wallet_not_found'
  | 'wallet_already_exists'
  | 'wallet_opening'
  | 'wallet_not_opening'
  | 'wallet_closed'
  | 'wallet_blocked'
  | 'wallet_not_blocked'
  | 'owner_blocked'
  | 'owner_mismatch'
  | 'withdrawal_not_found'
  | 'withdrawal_already_exists'
  | 'withdrawal_already_completed'
  | 'withdrawal_already_failed'
  | 'withdrawal_already_confirmed'
  | 'withdrawal_not_confirmed'
  | 'withdrawal_still_pending'
  | 'deposit_not_found'
  | 'deposit_already_exists'
  | 'deposit_already_completed'
  | 'deposit_already_failed'
  | 'deposit_still_pending'
  | 'revert_not_found'
  | 'revert_already_exists'
  | 'transfer_not_found'
  | 'transfer_already_exists'
  | 'transfer_already_completed'
  | 'transfer_already_failed'
  | 'transfer_still_pending'
  | 'batch_not_found'
  | 'batch_already_exists'
  | 'batch_already_completed'
  | 'batch_already_failed'
  | 'credit_not_found'
  | 'credit_already_exists'
  | 'credit_not_reserved'
  | 'hold_not_found'
  | 'hold_already_exists'
  | 'hold_already_posted'
  | 'hold_already_released'
  | 'hold_already_expired'
  | 'adjustment_pending'
  | 'adjustment_not_found'
  | 'adjustment_changes_nothing'
  | 'deposit_reverted'
  | 'quote_already_exists'
  | 'quote_not_found'
  | 'quote_expired'
  | 'quote_mismatch'
  | 'payout_not_found'
  | 'payout_already_exists'
  | 'attempt_not_found'
  | 'provider_mismatch'
  | 'payout_already_completed'
  | 'payout_already_failed'
  | 'payout_already_cancelled'
  | 'payout_not_awaiting_approval'
  | 'payout_not_unresolved'
  | 'payout_not_reserving'
  | 'notifications_full'
  | 'repair_not_approved'
  | 'invalid_repair'
  | 'process_not_stuck'
  | 'turnover_already_held'
  | 'turnover_not_held'
  | 'currency_mismatch'
  | 'amount_mismatch'
  | 'provider_not_found'
  | 'provider_currency_not_supported'
  | 'identification_required'
  | 'identification_expired'
  | 'identification_level_too_low'
  | 'no_route_found'
  | 'wallet_not_empty'
  | 'limit_exceeded'
  | 'balance_over_limit'
  | 'insufficient_funds'

/** Why a terminal was no route. docs/withdrawals.md explains each. */
export type RejectionReason =
  | 'unknown'
  | 'other_provider'
  | 'not_configured'
  | 'already_tried'
  | 'currency_not_supported'
  | 'method_not_supported'
  | 'amount_out_of_range'
  | 'prohibited'
  | 'not_allowed'
  | 'fee_not_computable'
  | 'fee_exceeds_amount'
  | 'hold_too_small'
  | 'turnover_limit'

/** What becomes of a process that is repaired: what it waits for is asked again, or it ends by hand. */
export type RepairOutcome =
  | 'unknown'
  | 'retry'
  | 'complete'
  | 'fail'

/** How an operator ends a payout that the provider leaves open. */
export type Resolution =
  | 'unknown'
  | 'paid'
  | 'failed'

/** Where a share that is half a minor unit goes. */
export type Rounding =
  | 'half_away_from_zero'
  | 'half_towards_zero'

/** What a verifier says of a challenge. */
export type VerificationKind =
  | 'unknown'
  | 'approved'
  | 'denied'
  | 'failed'
  | 'cancelled'

/** How the volume of a planned posting is computed. */
export type VolumeKind =
  | 'unknown'
  | 'fixed'
  | 'share'
  | 'min_of'
  | 'max_of'

/** Life of a wallet. A closed one stays closed. */
export type WalletStatus =
  | 'open'
  | 'blocked'
  | 'closed'
  | 'opening'

/** Life of a withdrawal. */
export type WithdrawalStatus =
  | 'pending'
  | 'completed'
  | 'failed'

export type PayoutStatus =
  | 'unmatched'
  | 'awaiting_approval'
  | 'scheduled'
  | 'ready'
  | 'reserving'
  | 'invoice_requested'
  | 'invoice_open'
  | 'cancel_requested'
  | 'outcome_unknown'
  | 'mismatched'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'paid_after_close'

/** What an account was debited and credited with, in one currency. */
export interface AccountLine {
  readonly type: 'AccountLine'
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Minor units that left the account. A sum of amounts: it may be more than a long holds. */
  readonly debit: bigint
  /** Minor units that reached it. */
  readonly credit: bigint
  /** How many times something left it or reached it. */
  readonly count: number
}

/** Withdrawals that wait for an operator. */
export interface ApprovalPolicy {
  readonly type: 'ApprovalPolicy'
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Amounts above this one, in minor units. */
  readonly above: bigint
}

/** Money of one wallet. What may be spent is derived: posted less held. */
export interface Balance {
  readonly type: 'Balance'
  /** Minor units that are the wallet's own, held ones included. */
  readonly posted: bigint
  /** Minor units held for pending withdrawals. Never more than posted. */
  readonly held: bigint
}

/** One transfer of a batch, and what it brings. */
export interface BatchLeg {
  readonly type: 'BatchLeg'
  /** The transfer's id, chosen by the client, unique in its batch. */
  readonly transfer: string
  /** The wallet that is paid, of the same tenant. */
  readonly to: string
  /** Minor units of the batch's currency. Positive. */
  readonly amount: bigint
  /** Minor units that the other wallet gets. */
  readonly credited: bigint
}

/** One transfer of a batch. */
export interface BatchTransfer {
  readonly type: 'BatchTransfer'
  /** The transfer's id, chosen by the client, unique in its batch. */
  readonly transfer: string
  /** The wallet that is paid, of the same tenant. */
  readonly to: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
}

/** One end of a range. */
export interface Bound {
  readonly type: 'Bound'
  /** Minor units, or a number of operations. */
  readonly value: bigint
  /** Whether the value itself is in the range. */
  readonly isInclusive: boolean
}

/** A way to be identified. */
export interface ChallengeClass {
  readonly type: 'ChallengeClass'
  /** Its name among the challenge classes of its identity class. */
  readonly class: string
  /** The identification provider that is asked, by its id among the tenant's verifiers. */
  readonly verifier: string
  /** Types of proofs that have to be given. */
  readonly proofs: readonly string[]
  /** The level that an identity has to have. */
  readonly fromLevel: number
  /** The level that approval leads to. Higher. */
  readonly toLevel: number
  /** Milliseconds after which a silent verifier has failed. 0: never. */
  readonly answerMs: number
}

/** Contact data of a person. An empty text is none. */
export interface Contact {
  readonly type: 'Contact'
  /** International: + and 7 to 15 digits. */
  readonly phone: string
  readonly email: string
  readonly firstName: string
  readonly middleName: string
  readonly lastName: string
}

/** A currency as one tenant uses it. */
export interface Currency {
  readonly type: 'Currency'
  /** EUR, USD, JPY … or the tenant's own. */
  readonly code: string
  /** Digits after the decimal point: 2 for EUR, 0 for JPY. For display; amounts are minor units. */
  readonly exponent: number
}

/** A limit that an operation would have broken. */
export interface ExceededLimit {
  readonly type: 'ExceededLimit'
  /** Its name, a word of the tenant's own. */
  readonly limit: string
  readonly measure: LimitMeasure
  readonly period: LimitPeriod
  readonly lower: null | Plain<Bound>
  readonly upper: null | Plain<Bound>
  /** What the wallet had, or had used in the period, before the operation: minor units, or a number of operations. */
  readonly used: bigint
  /** What the operation asked for: minor units, or 1 operation. */
  readonly amount: bigint
}

/** How well an identity is known, and until when. */
export interface Identification {
  readonly type: 'Identification'
  /** How well somebody is known: 0, 1, 2 … in an order of the tenant's own. */
  readonly level: number
  readonly status: IdentificationStatus
  /** From when on `levelAfter` counts. 0: for ever. */
  readonly validUntil: number
  /** The level from `validUntil` on, unless told otherwise. */
  readonly levelAfter: number
  /** The effective challenge: the last approved one that is valid. Empty: none. */
  readonly challenge: string
}

/** What kind of identity there is, and how it gets known. */
export interface IdentityClass {
  readonly type: 'IdentityClass'
  /** Its name: person, company. */
  readonly class: string
  readonly levels: readonly Plain<IdentityLevel>[]
  /** Before any challenge. */
  readonly initialLevel: number
  readonly challenges: readonly Plain<ChallengeClass>[]
}

/** A level and what the tenant calls it. */
export interface IdentityLevel {
  readonly type: 'IdentityLevel'
  /** How well somebody is known: 0, 1, 2 … in an order of the tenant's own. */
  readonly level: number
  readonly name: string
}

/** Operations that need a level. */
export interface LevelPolicy {
  readonly type: 'LevelPolicy'
  readonly operation: GuardedOperation
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Amounts above this one, in minor units. */
  readonly above: bigint
  /** The least level that will do. */
  readonly level: number
}

/** A limit of wallets, and which wallets have it. Of several that apply, each has to be kept. */
export interface LimitPolicy {
  readonly type: 'LimitPolicy'
  /** Its name, a word of the tenant's own. */
  readonly limit: string
  /** Which operations it is asked for, and counts. Empty: all. */
  readonly operations: readonly GuardedOperation[]
  /** Wallets that have it. Empty: any. */
  readonly wallets: readonly string[]
  /** Identities whose wallets have it. Empty: any, and wallets without an owner. */
  readonly identities: readonly string[]
  /** Parties whose wallets have it. Empty: any, and wallets without an owner. */
  readonly parties: readonly string[]
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  readonly measure: LimitMeasure
  /** Of turnover and count. */
  readonly period: LimitPeriod
  readonly lower: null | Plain<Bound>
  readonly upper: null | Plain<Bound>
}

/** What a provider said of one reference. */
export interface Notification {
  readonly type: 'Notification'
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  readonly kind: NotificationKind
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** The provider's own id of what came back. Recorded, never used to find anything. */
  readonly return: string
  /** What was really paid, or came back. Minor units of `currency`. */
  readonly amount: bigint
  /** Of `amount`. */
  readonly currency: string
  /** A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable. */
  readonly reason: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
}

/** Another attempt of the same withdrawal that is under way. */
export interface OtherAttempt {
  readonly type: 'OtherAttempt'
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Whether the provider was asked, and is now asked to cancel; otherwise nothing leaves any more. */
  readonly isSent: boolean
}

/** Topics of one tenant alone: docs/tenants.md. */
export interface OwnTopics {
  readonly type: 'OwnTopics'
  /** Of each. Chosen once. */
  readonly partitions: number
  /** 0: as the deployment's others. */
  readonly replication: number
  /** Milliseconds for which commands are kept. 0: as the deployment's others. */
  readonly commandRetentionMs: number
}

/** Whose wallet it is, as its party told last. */
export interface Owner {
  readonly type: 'Owner'
  /** The party's id, unique in its tenant: a customer of the tenant, who owns identities. */
  readonly party: string
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly revision: number
  /** The party is blocked. */
  readonly isBlocked: boolean
  readonly identification: Plain<Identification>
}

/** What differs for one party. */
export interface PartyPolicy {
  readonly type: 'PartyPolicy'
  /** Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures. */
  readonly party: string
  /** Replaces the tenant's list. */
  readonly transientFailures: readonly string[]
}

/** What a withdrawal asks to be paid out, and how. */
export interface PayoutOrder {
  readonly type: 'PayoutOrder'
  /** The provider that must pay out. Empty: whichever the routing chooses. */
  readonly provider: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any. */
  readonly method: string
  /** Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures. */
  readonly party: string
  /** The amount of the withdrawal. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Minor units that the wallet holds: the amount, and fees that the owner bears. */
  readonly hold: bigint
  /** Not to be paid out before this time. 0: at once. */
  readonly scheduledAt: number
  /** The route of its quote. */
  readonly route: null | Plain<PinnedRoute>
  /** The destination as it was confirmed, with the identity whose it is. None: the wallet has no owner. */
  readonly pinned: null | Plain<PinnedDestination>
}

/** A destination of an identity as it was at these revisions. */
export interface PinnedDestination {
  readonly type: 'PinnedDestination'
  /** The party's id, unique in its tenant: a customer of the tenant, who owns identities. */
  readonly party: string
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly identityRevision: number
  /** A destination of the identity, by its id, unique in its party. */
  readonly destinationId: string
  /** Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used. */
  readonly destinationRevision: number
}

/** A route that a quote has fixed: no other is tried. */
export interface PinnedRoute {
  readonly type: 'PinnedRoute'
  /** The quote's id. */
  readonly quote: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`. */
  readonly amount: bigint
  /** What will move between accounts when this attempt is paid. */
  readonly postings: readonly Plain<Posting>[]
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** Revision of the provider's configuration that was decided against. */
  readonly providerRevision: number
}

/** One movement of money in a cash-flow plan. */
export interface PlanPosting {
  readonly type: 'PlanPosting'
  /** Account the volume leaves. */
  readonly debit: PlanAccount
  /** Account the volume reaches. */
  readonly credit: PlanAccount
  readonly volume: Plain<Volume>
}

/** One movement of money in double entry. */
export interface Posting {
  readonly type: 'Posting'
  /** Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant. */
  readonly debit: string
  /** Account the amount reaches. */
  readonly credit: string
  /** Minor units of `currency`. Positive. */
  readonly amount: bigint
  readonly currency: string
}

/** A document that proves who somebody is. */
export interface Proof {
  readonly type: 'Proof'
  /** In words of the tenant's own, which the challenge class asks for: passport. */
  readonly kind: string
  /** Stands for the document, and the verifier understands it. Never its number. */
  readonly token: string
}

/** The ceiling that was reached. */
export interface ReachedLimit {
  readonly type: 'ReachedLimit'
  readonly kind: LimitKind
  readonly ceiling: number
}

/** A terminal that was no route for this withdrawal, and why. */
export interface Rejection {
  readonly type: 'Rejection'
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  readonly reason: RejectionReason
  /** The rule, the limit, the range: for people. */
  readonly details: string
}

/** A rule that a withdrawal may meet. It meets the rule when it meets every condition given; an empty one is none. */
export interface Rule {
  readonly type: 'Rule'
  /** For the operator, and in the rejection. */
  readonly description: string
  /** Wallet ids. */
  readonly wallets: readonly string[]
  /** Parties. */
  readonly parties: readonly string[]
  /** Codes. */
  readonly currencies: readonly string[]
  /** Methods. */
  readonly methods: readonly string[]
  /** Beginnings of destinations: tok_test_. */
  readonly destinations: readonly string[]
  /** The least amount. 0: none. */
  readonly amountMin: bigint
  /** The greatest amount. 0: none. */
  readonly amountMax: bigint
}

/** A ceiling on how many of something a party may have at a time. */
export interface ServiceLimit {
  readonly type: 'ServiceLimit'
  readonly kind: LimitKind
  /** For this party alone. Empty: for every party without one of its own. */
  readonly party: string
  readonly ceiling: number
}

/** One way in which a provider pays out. */
export interface Terminal {
  readonly type: 'Terminal'
  /** Its id, unique in its provider. */
  readonly terminal: string
  /** Codes of the currencies it pays out. Empty: all of its provider's. */
  readonly currencies: readonly string[]
  /** Methods it pays by. Empty: any. */
  readonly methods: readonly string[]
  /** The least amount it takes, in minor units. 0: none. */
  readonly amountMin: bigint
  /** The greatest amount it takes. 0: none. */
  readonly amountMax: bigint
  /** The highest is tried first. */
  readonly priority: number
  /** Share of the payouts among terminals of one priority. 0: after all others. */
  readonly weight: number
  /** If there are any, a withdrawal must meet one of them. */
  readonly allow: readonly Plain<Rule>[]
  /** A withdrawal must meet none of them. A rule without conditions stops the terminal. */
  readonly prohibit: readonly Plain<Rule>[]
  /** What the provider takes, added to the tenant's plan. */
  readonly fee: readonly Plain<PlanPosting>[]
  /** Turnover limits. */
  readonly limits: readonly Plain<TurnoverLimit>[]
}

/** How much of one currency a terminal takes in a period. What is held for attempts under way counts. */
export interface TurnoverLimit {
  readonly type: 'TurnoverLimit'
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  readonly measure: Measure
  readonly period: Period
  /** Minor units, or a number of payouts. It may be reached, not passed. */
  readonly max: bigint
}

/** What a verifier said of one challenge. */
export interface Verification {
  readonly type: 'Verification'
  /** The identification provider that is asked, by its id among the tenant's verifiers. */
  readonly verifier: string
  /** Our name for this challenge, tenant/party/identity/challenge. Opaque to the verifier, which echoes it. */
  readonly reference: string
  readonly kind: VerificationKind
  /** Until when an approval counts. 0: for ever. */
  readonly validUntil: number
  /** A code of tokens joined by colons. Nothing personal. */
  readonly reason: string
}

/** How much a planned posting moves. Zero moves nothing. */
export interface Volume {
  readonly type: 'Volume'
  /** fixed: `amount` of `currency`. share: `numerator`/`denominator` of the withdrawal's amount. min_of, max_of: the least, the greatest of `of`. */
  readonly kind: VolumeKind
  /** Of a fixed volume. Minor units of `currency`. */
  readonly amount: bigint
  /** Of a fixed volume: the route is rejected for a withdrawal in another one. */
  readonly currency: string
  /** Of a share: 10 of 100 is a tenth. */
  readonly numerator: number
  /** Of a share. Positive. */
  readonly denominator: number
  /** Of a share. */
  readonly rounding: Rounding
  /** Of min_of and max_of: at least one. */
  readonly of: readonly Plain<Volume>[]
}

/** Where an identity's money may be paid out to. */
export interface AddDestination {
  readonly type: 'AddDestination'
  /** A destination of the identity, by its id, unique in its party. */
  readonly destinationId: string
  /** The identity's id, unique in its party. */
  readonly identity: string
  readonly kind: DestinationKind
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly token: string
}

/** What the events of one transaction moved in an account. Sent by the wallets processor. */
export interface AddPostings {
  readonly type: 'AddPostings'
  /** One for each currency. */
  readonly lines: readonly Plain<AccountLine>[]
}

/** Takes money of a transfer back, or brings it after all. Sent by the wallet that pays. */
export interface AdjustCredit {
  readonly type: 'AdjustCredit'
  /** The wallet that pays. */
  readonly from: string
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** The operation id of the adjustment. */
  readonly adjustment: string
  /** Whether the money is to be in the wallet. */
  readonly isCredited: boolean
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** Says otherwise how a deposit ended, and moves what differs. */
export interface AdjustDeposit {
  readonly type: 'AdjustDeposit'
  /** The deposit's id, chosen by the client, unique in its wallet. */
  readonly deposit: string
  /** What it is to be: completed or failed. */
  readonly status: OperationStatus
  /** What it is to have moved in all, in place of what it moved so far. Empty: nothing where it is to have failed, else what it was meant to move. */
  readonly postings: readonly Plain<Posting>[]
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
}

/** Says otherwise how a revert ended, and moves what differs. */
export interface AdjustRevert {
  readonly type: 'AdjustRevert'
  /** The deposit's id, chosen by the client, unique in its wallet. */
  readonly deposit: string
  /** The revert's id, chosen by the client, unique in its deposit. */
  readonly revert: string
  /** What it is to be: completed or failed. */
  readonly status: OperationStatus
  /** What it is to have moved in all, in place of what it moved so far. Empty: nothing where it is to have failed, else what it was meant to move. */
  readonly postings: readonly Plain<Posting>[]
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
}

/** Says otherwise how a transfer ended, and moves what differs, in both wallets. */
export interface AdjustTransfer {
  readonly type: 'AdjustTransfer'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** What it is to be: completed or failed. */
  readonly status: OperationStatus
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
}

/** Says otherwise how a withdrawal ended, and moves what differs. */
export interface AdjustWithdrawal {
  readonly type: 'AdjustWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** What it is to be: completed or failed. */
  readonly status: OperationStatus
  /** What it is to have moved in all, in place of what it moved so far. Empty: nothing where it is to have failed, else what it was meant to move. */
  readonly postings: readonly Plain<Posting>[]
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
}

/** A tenant says what it is like. All of it each time: what is left out has its default. */
export interface AnnounceTenant {
  readonly type: 'AnnounceTenant'
  readonly currencies: readonly Plain<Currency>[]
  /** What a withdrawal moves between accounts. Empty: its whole amount, from the wallet to the destination. */
  readonly withdrawalPlan: readonly Plain<PlanPosting>[]
  /** Which withdrawals wait for an operator. */
  readonly approvals: readonly Plain<ApprovalPolicy>[]
  /** How many routes are tried for one withdrawal. */
  readonly attemptsMax: number
  /** Failures after which the next route is tried: whole tokens from the left of a reason. */
  readonly transientFailures: readonly string[]
  /** What differs for single parties. */
  readonly parties: readonly Plain<PartyPolicy>[]
  /** Milliseconds for which a quote can be used. */
  readonly quoteMs: number
  /** The tenant's public key for personal data: X25519, base64. Empty: no personal data is taken. */
  readonly personalKey: string
  /** Kinds of identities. */
  readonly classes: readonly Plain<IdentityClass>[]
  /** Operations that need an identification. Of several that apply, the highest level. */
  readonly levelPolicies: readonly Plain<LevelPolicy>[]
  /** Whether every new wallet has to belong to an identity. */
  readonly isOwnerRequired: boolean
  /** Ceilings on what a party may have. 1,000 of each kind where nothing is said. */
  readonly serviceLimits: readonly Plain<ServiceLimit>[]
  /** Operations of clients in one partition and second, those refused not counted. 0: any number. */
  readonly operationsPerSecond: number
  /** Milliseconds for which an operation is remembered at least, so that its repeat changes nothing. 0: for ever. */
  readonly operationRetentionMs: number
  /** Where its days begin, by the name in the IANA database: Europe/Berlin. */
  readonly timeZone: string
  /** Limits of wallets. */
  readonly limits: readonly Plain<LimitPolicy>[]
  /** What a deposit moves between accounts. Empty: its whole amount, from the source to the wallet. */
  readonly depositPlan: readonly Plain<PlanPosting>[]
  /** What a transfer moves between accounts: `destination` is the wallet that is paid. Empty: its whole amount. */
  readonly transferPlan: readonly Plain<PlanPosting>[]
  /** Milliseconds after which a process that waits counts as stuck, and can be repaired. */
  readonly stuckAfterMs: number
  /** Whether repairs need a second person. */
  readonly isRepairApproved: boolean
  /** Topics of its own. None: it shares those of the deployment. */
  readonly ownTopics: null | Plain<OwnTopics>
  /** The revision that this is meant to change. 0: whichever there is. */
  readonly expectedRevision: number
}

/** What the other wallet said of an adjustment. Sent by the wallet that is paid. */
export interface AnswerAdjustment {
  readonly type: 'AnswerAdjustment'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** The operation id of the adjustment. */
  readonly adjustment: string
  readonly isDone: boolean
  /** Why not: a code. Empty: it is done. */
  readonly reason: string
}

/** Whether a terminal takes an attempt within its turnover limits. Sent by the terminals processor. */
export interface AnswerTurnover {
  readonly type: 'AnswerTurnover'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** Whether the turnover is held for the attempt. */
  readonly isHeld: boolean
  /** The limit that it would pass: for people. */
  readonly details: string
}

/** An operator lets a withdrawal go on that waits for approval. */
export interface ApproveWithdrawal {
  readonly type: 'ApproveWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Who decided it: an operator, by name. */
  readonly by: string
}

/** Nothing new may be begun for the party or from its wallets until it is unblocked. */
export interface BlockParty {
  readonly type: 'BlockParty'
}

/** Stops every operation of the client on this wallet. Pending withdrawals still end. */
export interface BlockWallet {
  readonly type: 'BlockWallet'
}

/** Gives a challenge up. Whatever the verifier says later changes nothing. */
export interface CancelChallenge {
  readonly type: 'CancelChallenge'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
}

/** Room is not needed: the batch has failed. Sent by the wallet that pays. */
export interface CancelCredit {
  readonly type: 'CancelCredit'
  /** The wallet that pays. */
  readonly from: string
  /** The batch and its transfer, joined by a slash: no transfer outside a batch has this id. */
  readonly transfer: string
}

/** The client asks that a payout be cancelled. Sent by the wallets processor. */
export interface CancelPayout {
  readonly type: 'CancelPayout'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
}

/** Asks that a withdrawal be not paid out. Certain before the provider was asked; after that the provider decides. */
export interface CancelWithdrawal {
  readonly type: 'CancelWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
}

/** Replaces an identity's contact data. What refers to an earlier revision keeps it. */
export interface ChangeContact {
  readonly type: 'ChangeContact'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Who it is and how to be reached. Personal: the changelog has it encrypted alone. */
  readonly contact: Plain<Contact>
}

/** Another token for a destination. Payouts under way keep the one that they pinned. */
export interface ChangeDestination {
  readonly type: 'ChangeDestination'
  /** A destination of the identity, by its id, unique in its party. */
  readonly destinationId: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly token: string
}

/** A provider paid what no hold covers. Sent by the withdrawals processor. */
export interface ClaimWithdrawal {
  readonly type: 'ClaimWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Whether the wallet owes it: its hold was given back before the provider paid. */
  readonly collect: boolean
}

/** Closes a wallet for ever. Only an empty one: nothing posted, nothing held. */
export interface CloseWallet {
  readonly type: 'CloseWallet'
}

/** The attempt was paid. Sent by the withdrawals processor. */
export interface CommitTurnover {
  readonly type: 'CommitTurnover'
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** The money has arrived. Sent by the wallet that is paid. */
export interface CompleteTransfer {
  readonly type: 'CompleteTransfer'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
}

/** The payout was paid: the plan is posted and what is left of the hold given back. Sent by the withdrawals processor. */
export interface CompleteWithdrawal {
  readonly type: 'CompleteWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** What the payout moves. Empty in commands from before there were plans: the whole hold, to the provider. */
  readonly postings: readonly Plain<Posting>[]
}

/** Money that has its room arrives: all wallets of the batch take theirs. Sent by the wallet that pays. */
export interface ConfirmCredit {
  readonly type: 'ConfirmCredit'
  /** The wallet that pays. */
  readonly from: string
  /** The batch and its transfer, joined by a slash: no transfer outside a batch has this id. */
  readonly transfer: string
}

/** The wallet belongs to its owner and may be used. Sent by the parties processor. */
export interface ConfirmWallet {
  readonly type: 'ConfirmWallet'
  readonly owner: Plain<Owner>
}

/** The owner may have it paid out, to this destination. Sent by the parties processor. */
export interface ConfirmWithdrawal {
  readonly type: 'ConfirmWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** The destination's kind. */
  readonly method: string
  readonly pinned: Plain<PinnedDestination>
}

/** Transfers from this wallet to several others: all of them, or none. */
export interface CreateBatch {
  readonly type: 'CreateBatch'
  /** The batch's id, chosen by the client, unique in the wallet that pays. */
  readonly batch: string
  /** 1 to 500, each to another wallet. */
  readonly transfers: readonly Plain<BatchTransfer>[]
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** Puts money from a source into the wallet. */
export interface CreateDeposit {
  readonly type: 'CreateDeposit'
  /** Where the money comes from: an account of the tenant's own, by its id. */
  readonly source: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The deposit's id, unique in its wallet, if it is to be reverted or adjusted later. Empty: it has none. */
  readonly deposit: string
}

/** Somebody of the party: a person, a company. */
export interface CreateIdentity {
  readonly type: 'CreateIdentity'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** One of the tenant's identity classes. */
  readonly class: string
  /** Who it is and how to be reached. Personal: the changelog has it encrypted alone. */
  readonly contact: null | Plain<Contact>
}

/** Moves money to another wallet of the tenant. Holds it here until it has arrived there. */
export interface CreateTransfer {
  readonly type: 'CreateTransfer'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** The wallet that is paid, of the same tenant. */
  readonly to: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** Asks for money to be paid out. Holds the amount and its fees until the payout ends. */
export interface CreateWithdrawal {
  readonly type: 'CreateWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that must pay out. Empty: whichever the routing chooses. */
  readonly provider: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any. */
  readonly method: string
  /** Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures. */
  readonly party: string
  /** Not to be paid out before this time. 0: at once. */
  readonly scheduledAt: number
  /** The quote that fixes route and fee, by the id the client chose. Empty: none. */
  readonly quote: string
  /** Instead of `destination`, from a wallet that has an owner: one of the owner's destinations, by its id. */
  readonly destinationId: string
}

/** Money of a transfer arrives. Sent by the wallet that pays. */
export interface CreditTransfer {
  readonly type: 'CreditTransfer'
  /** The wallet that pays. */
  readonly from: string
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** Erases the key under which the party's personal data is encrypted. For good: the party can do nothing more. Its wallets have to be closed. */
export interface ErasePersonalData {
  readonly type: 'ErasePersonalData'
}

/** Comes of the clock: the verifier has been silent for too long. */
export interface ExpireChallenge {
  readonly type: 'ExpireChallenge'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  readonly dueAt: number
}

/** The time of a hold is over. Sent by the clock. */
export interface ExpireHold {
  readonly type: 'ExpireHold'
  /** The hold's id, chosen by the client, unique in its wallet. */
  readonly holdId: string
  /** The time that was over. */
  readonly expiresAt: number
}

/** Comes of the clock: an approval is valid no more. */
export interface ExpireIdentification {
  readonly type: 'ExpireIdentification'
  /** The identity's id, unique in its party. */
  readonly identity: string
  readonly dueAt: number
}

/** A quote was not used in time. Sent by the clock of the wallets processor. */
export interface ExpireQuote {
  readonly type: 'ExpireQuote'
  /** The quote's id. */
  readonly quote: string
  /** When it expires. */
  readonly expiresAt: number
}

/** The money was not taken. Sent by the wallet that is paid. */
export interface FailTransfer {
  readonly type: 'FailTransfer'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** Why: tokens joined by colons, the most general first. */
  readonly reason: string
}

/** The payout will never be paid: the hold is given back. Sent by the withdrawals processor. */
export interface FailWithdrawal {
  readonly type: 'FailWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** A code, for people and reports; nothing is decided by it. */
  readonly reason: string
}

/** An attempt is about to go through a terminal that has limits. Sent by the withdrawals processor. */
export interface HoldTurnover {
  readonly type: 'HoldTurnover'
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The withdrawal's wallet. */
  readonly wallet: string
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** Opens an empty wallet in one currency. */
export interface OpenWallet {
  readonly type: 'OpenWallet'
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Whose wallet it is. Empty, as `identity` then: nobody's that we know. */
  readonly party: string
  /** The identity of the party that it belongs to. */
  readonly identity: string
}

/** Sets money aside for somebody, until it is posted, released, or expires. */
export interface PlaceHold {
  readonly type: 'PlaceHold'
  /** The hold's id, chosen by the client, unique in its wallet. */
  readonly holdId: string
  /** Whom the money is set aside for: an account of the tenant's own, by its id. */
  readonly counterparty: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** When it is given back by itself. 0: never. */
  readonly expiresAt: number
}

/** Moves money that was set aside to whom it is for: all of it, or a part. */
export interface PostHold {
  readonly type: 'PostHold'
  /** The hold's id, chosen by the client, unique in its wallet. */
  readonly holdId: string
  /** Minor units of the hold. 0: all that is left. */
  readonly amount: bigint
  /** Whether what is left after it is given back. */
  readonly isFinal: boolean
}

/** Asks which way a withdrawal would go and what it would cost, and keeps that for a while. */
export interface QuoteWithdrawal {
  readonly type: 'QuoteWithdrawal'
  /** The quote's id, chosen by the client, unique in its wallet. */
  readonly quote: string
  /** The provider that must pay out. Empty: whichever the routing chooses. */
  readonly provider: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any. */
  readonly method: string
  /** Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures. */
  readonly party: string
  /** Instead of `destination`, from a wallet that has an owner: one of the owner's destinations, by its id. */
  readonly destinationId: string
}

/** A provider said that an invoice was paid. Sent by the router of provider notifications. */
export interface RecordInvoicePaid {
  readonly type: 'RecordInvoicePaid'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** A provider said something of an invoice. Sent by the router of provider notifications. */
export interface RecordNotification {
  readonly type: 'RecordNotification'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  readonly notification: Plain<Notification>
}

/** What a wallet said of a transfer of a batch. Sent by the wallet that is paid. */
export interface RecordReservation {
  readonly type: 'RecordReservation'
  /** The batch's id, chosen by the client, unique in the wallet that pays. */
  readonly batch: string
  /** The transfer's id, chosen by the client, unique in its batch. */
  readonly transfer: string
  /** Whether there is room for it. */
  readonly isReserved: boolean
  /** Why not: a code. Empty: there is. */
  readonly reason: string
}

/** What a verifier says, re-keyed by our reference. Sent by the parties processor. */
export interface RecordVerification {
  readonly type: 'RecordVerification'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  readonly verification: Plain<Verification>
}

/** A customer of the tenant comes to be known by its id. */
export interface RegisterParty {
  readonly type: 'RegisterParty'
}

/** A wallet wants to belong to an identity. Sent by the wallets processor. */
export interface RegisterWallet {
  readonly type: 'RegisterWallet'
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** The identity's id, unique in its party. */
  readonly identity: string
}

/** A wallet holds money for a withdrawal: may it be paid out, and where to? Sent by the wallets processor. */
export interface RegisterWithdrawal {
  readonly type: 'RegisterWithdrawal'
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** A destination of the identity, by its id, unique in its party. */
  readonly destinationId: string
  /** The least level that will do. */
  readonly level: number
}

/** The wallet may not be opened. Sent by the parties processor. */
export interface RejectWallet {
  readonly type: 'RejectWallet'
  readonly reason: Reason
  readonly limit: null | Plain<ReachedLimit>
}

/** An operator refuses a withdrawal that waits for approval. */
export interface RejectWithdrawal {
  readonly type: 'RejectWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Who decided it: an operator, by name. */
  readonly by: string
  /** A code, for people and reports. */
  readonly reason: string
}

/** Gives money back that was set aside: all of it, or a part. */
export interface ReleaseHold {
  readonly type: 'ReleaseHold'
  /** The hold's id, chosen by the client, unique in its wallet. */
  readonly holdId: string
  /** Minor units of the hold. 0: all that is left. */
  readonly amount: bigint
}

/** The attempt was not paid. Sent by the withdrawals processor. */
export interface ReleaseTurnover {
  readonly type: 'ReleaseTurnover'
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** Nothing new may be paid out to it. */
export interface RemoveDestination {
  readonly type: 'RemoveDestination'
  /** A destination of the identity, by its id, unique in its party. */
  readonly destinationId: string
}

/** Ends a pending batch by hand, or asks again the wallets that have not answered. */
export interface RepairBatch {
  readonly type: 'RepairBatch'
  /** The batch's id, chosen by the client, unique in the wallet that pays. */
  readonly batch: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it is repaired although it has not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** A second person, where the tenant asks for one. Empty: none. */
  readonly approver: string
}

/** Ends a pending challenge by hand, or asks its verifier again. */
export interface RepairChallenge {
  readonly type: 'RepairChallenge'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Of one that completes: until when the approval counts. 0: for ever. */
  readonly validUntil: number
  /** Whether it is repaired although it has not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** A second person, where the tenant asks for one. Empty: none. */
  readonly approver: string
}

/** Ends a pending deposit by hand, or looks at its source again. */
export interface RepairDeposit {
  readonly type: 'RepairDeposit'
  /** The deposit's id, chosen by the client, unique in its wallet. */
  readonly deposit: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it is repaired although it has not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** A second person, where the tenant asks for one. Empty: none. */
  readonly approver: string
}

/** Ends by hand the opening of a wallet whose party does not answer, or asks the party again. */
export interface RepairOpening {
  readonly type: 'RepairOpening'
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it is repaired although it has not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** A second person, where the tenant asks for one. Empty: none. */
  readonly approver: string
}

/** Ends a payout by hand, or asks again for what it waits for. */
export interface RepairPayout {
  readonly type: 'RepairPayout'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The attempt that it is about. Empty: the one that is waited for. */
  readonly reference: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it is repaired although it has not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** A second person, where the tenant asks for one. Empty: none. */
  readonly approver: string
}

/** Ends by hand a transfer whose other wallet does not answer, or asks that wallet again. */
export interface RepairTransfer {
  readonly type: 'RepairTransfer'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it is repaired although it has not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** A second person, where the tenant asks for one. Empty: none. */
  readonly approver: string
}

/** Ends the money side of a pending withdrawal by hand, or asks again for what it waits for. */
export interface RepairWithdrawal {
  readonly type: 'RepairWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Who has paid it, of one that completes. Empty: the provider that the withdrawal names. */
  readonly provider: string
  /** Whether it is repaired although it has not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** A second person, where the tenant asks for one. Empty: none. */
  readonly approver: string
}

/** Asks for room for a transfer of a batch. Sent by the wallet that pays. */
export interface ReserveCredit {
  readonly type: 'ReserveCredit'
  /** The wallet that pays. */
  readonly from: string
  /** The batch's id, chosen by the client, unique in the wallet that pays. */
  readonly batch: string
  /** The batch and its transfer, joined by a slash: no transfer outside a batch has this id. */
  readonly transfer: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** An operator ends a payout whose outcome the provider leaves open, on proof from elsewhere. */
export interface ResolveWithdrawal {
  readonly type: 'ResolveWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The attempt that it is about. */
  readonly reference: string
  readonly resolution: Resolution
  /** Who decided it: an operator, by name. */
  readonly by: string
  /** The proof. */
  readonly details: string
}

/** Operations of the tenant are to be accepted again. */
export interface ResumeTenant {
  readonly type: 'ResumeTenant'
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
}

/** Money of a payout came back. Sent by the withdrawals processor. */
export interface ReturnWithdrawal {
  readonly type: 'ReturnWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** The provider's own id of what came back. Recorded, never used to find anything. */
  readonly return: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** Gives money of a deposit back to its source: all of it, or a part. */
export interface RevertDeposit {
  readonly type: 'RevertDeposit'
  /** The deposit's id, chosen by the client, unique in its wallet. */
  readonly deposit: string
  /** The revert's id, chosen by the client, unique in its deposit. */
  readonly revert: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
}

/** Asks whether the source of a deposit is authorized by now. Sent by the clock. */
export interface ReviewDeposit {
  readonly type: 'ReviewDeposit'
  /** The deposit's id, chosen by the client, unique in its wallet. */
  readonly deposit: string
  /** The time at which it was due. */
  readonly dueAt: number
}

/** The owner's level has fallen: may it still be paid out? Sent by the parties processor, after UpdateOwner. */
export interface ReviewWithdrawal {
  readonly type: 'ReviewWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
}

/** Asks a verifier whether an identity is who it says. One at a time. */
export interface StartChallenge {
  readonly type: 'StartChallenge'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  /** One of the challenge classes of its identity class. */
  readonly class: string
  readonly proofs: readonly Plain<Proof>[]
}

/** A withdrawal was created and its money is held: pay it out. Sent by the wallets processor. */
export interface StartPayout {
  readonly type: 'StartPayout'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that must pay out. Empty: whichever the routing chooses. */
  readonly provider: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any. */
  readonly method: string
  /** Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures. */
  readonly party: string
  /** Not to be paid out before this time. 0: at once. */
  readonly scheduledAt: number
  /** Minor units that the wallet holds: the amount, and fees that the owner bears. 0 in commands from before there were fees: the amount. */
  readonly hold: bigint
  /** The route of its quote. */
  readonly route: null | Plain<PinnedRoute>
  /** The destination as it was confirmed, with the identity whose it is. None: the wallet has no owner. */
  readonly pinned: null | Plain<PinnedDestination>
}

/** A payout that has not left yet must not leave. Sent by the wallets processor. */
export interface StopPayout {
  readonly type: 'StopPayout'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** A code, for people and reports; nothing is decided by it. */
  readonly reason: string
}

/** No new operation of the tenant is to be accepted. */
export interface StopTenant {
  readonly type: 'StopTenant'
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
}

/** Ends a block. */
export interface UnblockParty {
  readonly type: 'UnblockParty'
}

/** Lifts a block. */
export interface UnblockWallet {
  readonly type: 'UnblockWallet'
}

/** The wallet is closed. Sent by the wallets processor. */
export interface UnregisterWallet {
  readonly type: 'UnregisterWallet'
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
}

/** The withdrawal has ended. Sent by the wallets processor. */
export interface UnregisterWithdrawal {
  readonly type: 'UnregisterWithdrawal'
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
}

/** Something changed about the wallet's owner. Sent by the parties processor. */
export interface UpdateOwner {
  readonly type: 'UpdateOwner'
  readonly owner: Plain<Owner>
}

/** Something of a payout is due: its next attempt, its schedule, its deadline, an enquiry. Sent by the clock of the withdrawals processor, or by itself. */
export interface WakePayout {
  readonly type: 'WakePayout'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** When it was due. */
  readonly dueAt: number
}

/** The other wallet could not take part in an adjustment: the transfer stays as it was. */
export interface AdjustmentDeclined {
  readonly type: 'AdjustmentDeclined'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** The operation id of the adjustment. */
  readonly adjustment: string
  /** Why: tokens joined by colons, the most general first. */
  readonly reason: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** Every wallet of a batch has room: the money left this one, and is in theirs. */
export interface BatchCompleted {
  readonly type: 'BatchCompleted'
  /** The batch's id, chosen by the client, unique in the wallet that pays. */
  readonly batch: string
  /** The transfer that was answered last. */
  readonly transfer: string
  /** All of it: each wallet is told that its money is there. */
  readonly transfers: readonly Plain<BatchLeg>[]
  /** Of all transfers. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
}

/** The money of all transfers of a batch is held, and the wallets that are paid are asked for room. */
export interface BatchCreated {
  readonly type: 'BatchCreated'
  /** The batch's id, chosen by the client, unique in the wallet that pays. */
  readonly batch: string
  readonly transfers: readonly Plain<BatchLeg>[]
  /** Of all transfers. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Minor units that the wallet holds: the amount, and fees that its owner bears. */
  readonly hold: bigint
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What will move between accounts when it completes, of all transfers together. */
  readonly flow: readonly Plain<Posting>[]
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** The owner's. Empty: the wallet has none. */
  readonly identity: string
  /** Of the identity as the wallet knew it. */
  readonly identityRevision: number
  /** The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none. */
  readonly localDay: number
}

/** One wallet of a batch had no room, so none is paid: the hold is given back. */
export interface BatchFailed {
  readonly type: 'BatchFailed'
  /** The batch's id, chosen by the client, unique in the wallet that pays. */
  readonly batch: string
  /** The transfer that was not taken. */
  readonly transfer: string
  /** All of it: each other wallet is told that it need not wait. */
  readonly transfers: readonly Plain<BatchLeg>[]
  /** Why not: a code. */
  readonly reason: string
  /** Of all transfers. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** A pending batch was repaired, in the wallet that pays. Every other wallet is told. */
export interface BatchRepaired {
  readonly type: 'BatchRepaired'
  /** The batch's id, chosen by the client, unique in the wallet that pays. */
  readonly batch: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it was repaired although it had not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** The second person who approved of it. Empty: none. */
  readonly approver: string
  /** What it was. */
  readonly before: OperationStatus
  /** What it is now. */
  readonly status: OperationStatus
  /** All of it. */
  readonly transfers: readonly Plain<BatchLeg>[]
  /** Transfers whose wallet had not answered. */
  readonly waiting: readonly string[]
  /** Of all transfers. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** The client asked for a withdrawal to be cancelled. Whether it is, the payout tells. */
export interface CancellationRequested {
  readonly type: 'CancellationRequested'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** The verifier vouches for the identity. Its level has risen, unless the approval had expired when it came. */
export interface ChallengeApproved {
  readonly type: 'ChallengeApproved'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly identityRevision: number
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  /** Until when the approval counts. 0: for ever. */
  readonly validUntil: number
  /** What counts from now on. */
  readonly identification: Plain<Identification>
}

/** The challenge was given up: by the client, or by the verifier. */
export interface ChallengeCancelled {
  readonly type: 'ChallengeCancelled'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly identityRevision: number
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  /** The identification provider that is asked, by its id among the tenant's verifiers. */
  readonly verifier: string
  /** Our name for this challenge, tenant/party/identity/challenge. Opaque to the verifier, which echoes it. */
  readonly reference: string
  readonly isByVerifier: boolean
}

/** The verifier does not vouch for the identity. Its level is what it was. */
export interface ChallengeDenied {
  readonly type: 'ChallengeDenied'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly identityRevision: number
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  readonly reason: string
}

/** The verifier could not find out, or was silent for too long. */
export interface ChallengeFailed {
  readonly type: 'ChallengeFailed'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly identityRevision: number
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  readonly reason: string
}

/** A challenge was repaired. */
export interface ChallengeRepaired {
  readonly type: 'ChallengeRepaired'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly identityRevision: number
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it was repaired although it had not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** The second person who approved of it. Empty: none. */
  readonly approver: string
  /** What it was. */
  readonly before: ChallengeStatus
  /** What it is now. */
  readonly status: ChallengeStatus
  /** The identification provider that is asked, by its id among the tenant's verifiers. */
  readonly verifier: string
  /** Our name for this challenge, tenant/party/identity/challenge. Opaque to the verifier, which echoes it. */
  readonly reference: string
  /** Of its approval. 0: for ever. */
  readonly validUntil: number
  /** What counts from now on, where it completes. */
  readonly identification: null | Plain<Identification>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** A verifier is asked. */
export interface ChallengeStarted {
  readonly type: 'ChallengeStarted'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly identityRevision: number
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  /** One of the challenge classes of its identity class. */
  readonly class: string
  /** The identification provider that is asked, by its id among the tenant's verifiers. */
  readonly verifier: string
  /** Our name for this challenge, tenant/party/identity/challenge. Opaque to the verifier, which echoes it. */
  readonly reference: string
  readonly proofs: readonly Plain<Proof>[]
  /** The level that the identity has. */
  readonly fromLevel: number
  /** The level that approval leads to. */
  readonly toLevel: number
  /** When a silent verifier has failed. 0: never. */
  readonly dueAt: number
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** Revision of the verifier's configuration that was decided against. */
  readonly verifierRevision: number
}

/** The identity has other contact data. */
export interface ContactChanged {
  readonly type: 'ContactChanged'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly identityRevision: number
  /** The contact data, encrypted under the party's key: docs/personal-data.md. */
  readonly contact: Uint8Array
}

/** Money of a transfer was taken back, or brought after all. */
export interface CreditAdjusted {
  readonly type: 'CreditAdjusted'
  /** The wallet that pays. */
  readonly from: string
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** The operation id of the adjustment. */
  readonly adjustment: string
  /** Whether the money is in the wallet. */
  readonly isCredited: boolean
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
}

/** Room for a transfer of a batch is not needed any more. */
export interface CreditCancelled {
  readonly type: 'CreditCancelled'
  /** The wallet that pays. */
  readonly from: string
  /** The batch and its transfer, joined by a slash: no transfer outside a batch has this id. */
  readonly transfer: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** There is no room for a transfer of a batch. */
export interface CreditDeclined {
  readonly type: 'CreditDeclined'
  /** The wallet that pays. */
  readonly from: string
  /** The batch's id, chosen by the client, unique in the wallet that pays. */
  readonly batch: string
  /** The batch and its transfer, joined by a slash: no transfer outside a batch has this id. */
  readonly transfer: string
  /** Why: tokens joined by colons, the most general first. */
  readonly reason: string
  /** The limit that it would have broken. */
  readonly limit: null | Plain<ExceededLimit>
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** Nothing could be done for an adjustment of a transfer. */
export interface CreditNotAdjusted {
  readonly type: 'CreditNotAdjusted'
  /** The wallet that pays. */
  readonly from: string
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** The operation id of the adjustment. */
  readonly adjustment: string
  /** Why: tokens joined by colons, the most general first. */
  readonly reason: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** There is room for a transfer of a batch. */
export interface CreditReserved {
  readonly type: 'CreditReserved'
  /** The wallet that pays. */
  readonly from: string
  /** The batch's id, chosen by the client, unique in the wallet that pays. */
  readonly batch: string
  /** The batch and its transfer, joined by a slash: no transfer outside a batch has this id. */
  readonly transfer: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** The owner's. Empty: the wallet has none. */
  readonly identity: string
  /** Of the identity as the wallet knew it. */
  readonly identityRevision: number
  /** The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none. */
  readonly localDay: number
}

/** A dead letter is not to be sent again. */
export interface DeadLetterDiscarded {
  readonly type: 'DeadLetterDiscarded'
}

/** A dead letter was sent again, in the transaction of this record. */
export interface DeadLetterResent {
  readonly type: 'DeadLetterResent'
  /** Where it went. */
  readonly topic: string
  /** Its partition there. */
  readonly partition: number
  /** What is other than it came: topic, partition, key, value. Empty if nothing is. */
  readonly mended: readonly string[]
}

/** A deposit ended otherwise than it was said. */
export interface DepositAdjusted {
  readonly type: 'DepositAdjusted'
  /** The deposit's id, chosen by the client, unique in its wallet. */
  readonly deposit: string
  readonly status: OperationStatus
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
  /** What it has moved in all, from now on. */
  readonly effective: readonly Plain<Posting>[]
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** Money reached the wallet. */
export interface DepositCompleted {
  readonly type: 'DepositCompleted'
  readonly source: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** The owner's. Empty: the wallet has none. */
  readonly identity: string
  /** Of the identity as the wallet knew it. */
  readonly identityRevision: number
  /** The deposit's id. Empty: it has none, and cannot be reverted. */
  readonly deposit: string
  /** Minor units that the wallet got: the amount less fees. 0 in events from before there were fees: the amount. */
  readonly credited: bigint
  /** The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none. */
  readonly localDay: number
  /** Revision of the source's row that was decided against. 0: it has none. */
  readonly sourceRevision: number
}

/** Money is expected from a source that is not authorized yet. The wallet keeps room for it. */
export interface DepositCreated {
  readonly type: 'DepositCreated'
  /** The deposit's id, chosen by the client, unique in its wallet. */
  readonly deposit: string
  /** Where the money comes from: an account of the tenant's own, by its id. */
  readonly source: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Minor units that the wallet will get. */
  readonly credited: bigint
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What will move between accounts when it completes. */
  readonly flow: readonly Plain<Posting>[]
  /** When the source is looked at again. */
  readonly dueAt: number
  /** When it fails, if the source is not authorized by then. 0: never. */
  readonly failsAt: number
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** Revision of the source's row that was decided against. 0: it has none. */
  readonly sourceRevision: number
  /** The owner's. Empty: the wallet has none. */
  readonly identity: string
  /** Of the identity as the wallet knew it. */
  readonly identityRevision: number
  /** The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none. */
  readonly localDay: number
}

/** The source of a deposit was not authorized in time. No money moved. */
export interface DepositFailed {
  readonly type: 'DepositFailed'
  /** The deposit's id, chosen by the client, unique in its wallet. */
  readonly deposit: string
  /** Why: tokens joined by colons, the most general first. */
  readonly reason: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** Revision of the source's row that was decided against. 0: it has none. */
  readonly sourceRevision: number
}

/** A pending deposit was repaired. */
export interface DepositRepaired {
  readonly type: 'DepositRepaired'
  /** The deposit's id, chosen by the client, unique in its wallet. */
  readonly deposit: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it was repaired although it had not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** The second person who approved of it. Empty: none. */
  readonly approver: string
  /** What it was. */
  readonly before: OperationStatus
  /** What it is now. */
  readonly status: OperationStatus
  readonly source: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Minor units that the wallet gets, or was to get: the amount less fees. */
  readonly credited: bigint
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** Money of a deposit went back to its source. */
export interface DepositReverted {
  readonly type: 'DepositReverted'
  /** The deposit's id, chosen by the client, unique in its wallet. */
  readonly deposit: string
  /** The revert's id, chosen by the client, unique in its deposit. */
  readonly revert: string
  /** Where the money comes from: an account of the tenant's own, by its id. */
  readonly source: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Minor units of the deposit that can still be reverted. */
  readonly left: bigint
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** The owner's. Empty: the wallet has none. */
  readonly identity: string
  /** Of the identity as the wallet knew it. */
  readonly identityRevision: number
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
}

/** Money may be paid out to it. */
export interface DestinationAdded {
  readonly type: 'DestinationAdded'
  /** A destination of the identity, by its id, unique in its party. */
  readonly destinationId: string
  /** Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used. */
  readonly destinationRevision: number
  /** The identity's id, unique in its party. */
  readonly identity: string
  readonly kind: DestinationKind
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly token: string
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** It has another token from this revision on. */
export interface DestinationChanged {
  readonly type: 'DestinationChanged'
  /** A destination of the identity, by its id, unique in its party. */
  readonly destinationId: string
  /** Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used. */
  readonly destinationRevision: number
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly token: string
}

/** Nothing new is paid out to it. */
export interface DestinationRemoved {
  readonly type: 'DestinationRemoved'
  /** A destination of the identity, by its id, unique in its party. */
  readonly destinationId: string
  /** Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used. */
  readonly destinationRevision: number
}

/** The time of a hold was over: what was left of it is given back. */
export interface HoldExpired {
  readonly type: 'HoldExpired'
  /** The hold's id, chosen by the client, unique in its wallet. */
  readonly holdId: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** Money is set aside. */
export interface HoldPlaced {
  readonly type: 'HoldPlaced'
  /** The hold's id, chosen by the client, unique in its wallet. */
  readonly holdId: string
  /** Whom the money is set aside for: an account of the tenant's own, by its id. */
  readonly counterparty: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** When it is given back by itself. 0: never. */
  readonly expiresAt: number
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** The owner's. Empty: the wallet has none. */
  readonly identity: string
  /** Of the identity as the wallet knew it. */
  readonly identityRevision: number
  /** The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none. */
  readonly localDay: number
}

/** Money that was set aside moved to whom it is for. */
export interface HoldPosted {
  readonly type: 'HoldPosted'
  /** The hold's id, chosen by the client, unique in its wallet. */
  readonly holdId: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Minor units that stay set aside. */
  readonly left: bigint
  /** Minor units that were given back with it. */
  readonly released: bigint
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
}

/** Money that was set aside was given back. */
export interface HoldReleased {
  readonly type: 'HoldReleased'
  /** The hold's id, chosen by the client, unique in its wallet. */
  readonly holdId: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Minor units that stay set aside. */
  readonly left: bigint
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** An approval is valid no more: the level has fallen. */
export interface IdentificationExpired {
  readonly type: 'IdentificationExpired'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly identityRevision: number
  /** What counts from now on. */
  readonly identification: Plain<Identification>
}

/** The identity is known by its id, and not by more. */
export interface IdentityCreated {
  readonly type: 'IdentityCreated'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly identityRevision: number
  /** One of the tenant's identity classes. */
  readonly class: string
  /** The contact data, encrypted under the party's key: docs/personal-data.md. */
  readonly contact: Uint8Array
  /** What counts from now on. */
  readonly identification: Plain<Identification>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** The provider has issued its invoice. */
export interface InvoiceRecorded {
  readonly type: 'InvoiceRecorded'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** When silence makes the outcome unknown. 0: it is unknown already. */
  readonly dueAt: number
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
}

/** What left the accounts of a tenant is not what reached others. The tenant is stopped. */
export interface LedgerUnbalanced {
  readonly type: 'LedgerUnbalanced'
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Minor units that reached accounts and left none; negative: left accounts and reached none. */
  readonly difference: bigint
  /** What it moved, one for each currency. */
  readonly lines: readonly Plain<AccountLine>[]
  /** What it has moved in all, one for each currency. */
  readonly totals: readonly Plain<AccountLine>[]
}

/** A provider spoke of a reference that we do not know, or not yet. Kept until the payout appears. */
export interface NotificationKept {
  readonly type: 'NotificationKept'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  readonly notification: Plain<Notification>
}

/** A wallet's opening was repaired. One that failed leaves the wallet closed: whatever its party says later, it is not opened. */
export interface OpeningRepaired {
  readonly type: 'OpeningRepaired'
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it was repaired although it had not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** The second person who approved of it. Empty: none. */
  readonly approver: string
  /** What it was. */
  readonly before: WalletStatus
  /** What it is now. */
  readonly status: WalletStatus
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Whose wallet it is, or was to be. */
  readonly owner: null | Plain<Owner>
  /** The operation that asked the party. */
  readonly asked: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** A command that changed nothing, and why. */
export interface OperationRefused {
  readonly type: 'OperationRefused'
  /** Record name of the refused command: CreateWithdrawal. */
  readonly command: string
  readonly reason: Reason
  /** The command's fields at fault: those that differ (operation_id_reused) or break the pattern (invalid_id). */
  readonly fields: readonly string[]
  /** The wallet's balance, where the refusal is about money. */
  readonly balance: null | Plain<Balance>
  /** The ceiling that was reached. */
  readonly limit: null | Plain<ReachedLimit>
  /** The limit of the wallet that it would have broken. */
  readonly walletLimit: null | Plain<ExceededLimit>
}

/** What the wallet knows of its owner. */
export interface OwnerUpdated {
  readonly type: 'OwnerUpdated'
  readonly owner: Plain<Owner>
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** The party is blocked. */
export interface PartyBlocked {
  readonly type: 'PartyBlocked'
}

/** The party is known. */
export interface PartyRegistered {
  readonly type: 'PartyRegistered'
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** Encrypts its personal data; the private key is in party-keys. Empty when the tenant has no key. */
  readonly publicKey: Uint8Array
}

/** The party is no longer blocked. */
export interface PartyUnblocked {
  readonly type: 'PartyUnblocked'
}

/** The amount is above what goes out unseen: an operator has to approve. */
export interface PayoutApprovalRequired {
  readonly type: 'PayoutApprovalRequired'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  readonly order: Plain<PayoutOrder>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** An operator approved it; it is routed next. */
export interface PayoutApproved {
  readonly type: 'PayoutApproved'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Who decided it: an operator, by name. */
  readonly by: string
}

/** One attempt failed, for certain. The withdrawal goes on. */
export interface PayoutAttemptFailed {
  readonly type: 'PayoutAttemptFailed'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  readonly outcome: AttemptStatus
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable. */
  readonly reason: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
  /** Whether the next route is tried: the failure is transient and attempts are left. */
  readonly isRetried: boolean
  /** Who decided it: an operator, by name. Empty: the provider. */
  readonly by: string
  /** Whether turnover was held for it at its terminal. */
  readonly hasTurnover: boolean
}

/** The client wants it cancelled, and the provider was asked already: it decides. */
export interface PayoutCancelRequested {
  readonly type: 'PayoutCancelRequested'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
}

/** It will not be paid, as the client wished. */
export interface PayoutCancelled {
  readonly type: 'PayoutCancelled'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The last attempt. Empty: no provider was asked. */
  readonly reference: string
  /** The provider of that attempt. */
  readonly provider: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** How the attempt ended. */
  readonly outcome: AttemptStatus
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** What the provider said, where it said more. */
  readonly reason: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
  /** Who decided it: an operator, by name. Empty: client or provider. */
  readonly by: string
  /** Whether turnover was held for it at its terminal. */
  readonly hasTurnover: boolean
}

/** The provider's invoice was paid; the withdrawal can be completed. */
export interface PayoutCompleted {
  readonly type: 'PayoutCompleted'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
  /** Who decided it: an operator, by name. Empty: the provider. */
  readonly by: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
  /** What the provider had said of it before; it is looked at next. */
  readonly matched: readonly Plain<Notification>[]
  /** Another attempt that is under way. */
  readonly other: null | Plain<OtherAttempt>
  /** Whether turnover was held for it at its terminal. */
  readonly hasTurnover: boolean
}

/** The provider said what cannot be true beside what it said before. Money stays where it is. */
export interface PayoutContradicted {
  readonly type: 'PayoutContradicted'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  readonly notification: Plain<Notification>
  /** A code: what it said, and after what or how it differs. docs/withdrawals.md lists them. */
  readonly conflict: string
}

/** The payout will not be paid; the withdrawal fails. */
export interface PayoutFailed {
  readonly type: 'PayoutFailed'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Minor units of `currency`: what the provider was asked, or the withdrawal's amount if none was. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The last attempt. Empty: no provider was asked. */
  readonly reference: string
  /** A code of tokens joined by colons: what the provider said, or no_route_found, rejected, provider_not_found. */
  readonly reason: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** How the attempt ended. */
  readonly outcome: AttemptStatus
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
  /** The candidates that were not chosen before this one was, and why. */
  readonly rejected: readonly Plain<Rejection>[]
  /** Who decided it: an operator, by name. Empty: nobody. */
  readonly by: string
  /** Whether turnover was held for it at its terminal. */
  readonly hasTurnover: boolean
}

/** The provider paid something else than it was asked. The hold stays until it corrects itself, or an operator decides. */
export interface PayoutMismatched {
  readonly type: 'PayoutMismatched'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** What was paid, in minor units of `paidCurrency`. */
  readonly paidAmount: bigint
  /** The currency that was paid. */
  readonly paidCurrency: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
  /** Milliseconds to the next enquiry; doubled with each. */
  readonly enquiryFirstMs: number
  /** Milliseconds between enquiries at most. */
  readonly enquiryMaxMs: number
  /** When it is asked again. */
  readonly dueAt: number
  /** Another attempt that is under way. */
  readonly other: null | Plain<OtherAttempt>
}

/** It had left already, or ended. */
export interface PayoutNotStopped {
  readonly type: 'PayoutNotStopped'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Why it should not have left. */
  readonly reason: string
}

/** The provider was silent past its deadline. The hold stays, and it is asked until it tells. */
export interface PayoutOutcomeUnknown {
  readonly type: 'PayoutOutcomeUnknown'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** When the provider was asked, or issued its invoice. */
  readonly since: number
  /** When it is asked again. */
  readonly dueAt: number
  /** Milliseconds to the next enquiry; doubled with each. */
  readonly enquiryFirstMs: number
  /** Milliseconds between enquiries at most. */
  readonly enquiryMaxMs: number
}

/** The provider paid after the payout had failed or was cancelled, and its hold was given back. */
export interface PayoutPaidAfterClose {
  readonly type: 'PayoutPaidAfterClose'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** What was paid. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
  /** What the provider had said of it before; it is looked at next. */
  readonly matched: readonly Plain<Notification>[]
}

/** The provider paid once more what was paid already. */
export interface PayoutPaidTwice {
  readonly type: 'PayoutPaidTwice'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** What was paid once more. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** Whether turnover was held for it at its terminal. */
  readonly hasTurnover: boolean
  /** What the provider had said of it before; it is looked at next. */
  readonly matched: readonly Plain<Notification>[]
}

/** A payout was repaired. */
export interface PayoutRepaired {
  readonly type: 'PayoutRepaired'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it was repaired although it had not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** The second person who approved of it. Empty: none. */
  readonly approver: string
  /** What it was, by its code. */
  readonly before: string
  /** What it is now, by its code. */
  readonly status: string
  /** The attempt that it is about. Empty: no provider was asked. */
  readonly reference: string
  /** The provider of that attempt. */
  readonly provider: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** What has become of the attempt. */
  readonly attempt: AttemptStatus
  /** Minor units of `currency`: what the provider was asked, or the withdrawal's amount if none was. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** What it is to move in the wallet, where it completes. */
  readonly postings: readonly Plain<Posting>[]
  /** Whether turnover was held for it at its terminal. */
  readonly hasTurnover: boolean
  /** Another attempt that is under way. */
  readonly other: null | Plain<OtherAttempt>
  /** When something is due. 0: nothing. */
  readonly dueAt: number
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** What was said of the attempt before it was said that it was paid: looked at next. */
  readonly matched: readonly Plain<Notification>[]
}

/** A route was chosen, and its terminal asked whether its turnover limits allow it. Nothing has left yet. */
export interface PayoutRouted {
  readonly type: 'PayoutRouted'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** What was asked for, on the event that begins the payout. */
  readonly order: null | Plain<PayoutOrder>
  /** 1, 2, 3 … within the withdrawal. */
  readonly attempt: number
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** What will move between accounts when this attempt is paid. */
  readonly postings: readonly Plain<Posting>[]
  /** The candidates that were not chosen before this one was, and why. */
  readonly rejected: readonly Plain<Rejection>[]
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** Revision of the provider's configuration that was decided against. */
  readonly providerRevision: number
}

/** Waits for its time. */
export interface PayoutScheduled {
  readonly type: 'PayoutScheduled'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** What was asked for, on the event that begins the payout. */
  readonly order: null | Plain<PayoutOrder>
  /** Not to be paid out before this time. 0: at once. */
  readonly scheduledAt: number
  /** Who decided it: an operator, by name. Empty: no approval was needed. */
  readonly by: string
}

/** An attempt: the provider was asked for an invoice. */
export interface PayoutStarted {
  readonly type: 'PayoutStarted'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** Revision of the provider's configuration that was decided against. */
  readonly providerRevision: number
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** 1, 2, 3 … within the withdrawal. */
  readonly attempt: number
  /** How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any. */
  readonly method: string
  /** What will move between accounts when this attempt is paid. */
  readonly postings: readonly Plain<Posting>[]
  /** The candidates that were not chosen before this one was, and why. */
  readonly rejected: readonly Plain<Rejection>[]
  /** What was asked for, on the event that begins the payout. */
  readonly order: null | Plain<PayoutOrder>
  /** Whether turnover is held for it at its terminal. */
  readonly hasTurnover: boolean
  /** When the provider's silence makes the outcome unknown. 0 in events from before there were deadlines: a quarter of an hour after the event. */
  readonly dueAt: number
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** What the provider had said of this reference before; it is looked at next. */
  readonly matched: readonly Plain<Notification>[]
  /** The destination as it was confirmed, with the identity whose it is. None: the wallet has no owner. */
  readonly pinned: null | Plain<PinnedDestination>
}

/** The party's key is gone: whatever was encrypted under it cannot be read by anybody. */
export interface PersonalDataErased {
  readonly type: 'PersonalDataErased'
}

/** An account moved. */
export interface PostingsAdded {
  readonly type: 'PostingsAdded'
  /** What it moved, one for each currency. */
  readonly lines: readonly Plain<AccountLine>[]
  /** What it has moved in all, one for each currency. */
  readonly totals: readonly Plain<AccountLine>[]
}

/** A quote was not used in time. */
export interface QuoteExpired {
  readonly type: 'QuoteExpired'
  /** The quote that fixes route and fee, by the id the client chose. Empty: none. */
  readonly quote: string
}

/** A record that nobody can read was moved to the dead-letter topic. Where it came from is in the envelope. */
export interface RecordDeadLettered {
  readonly type: 'RecordDeadLettered'
  readonly reason: DeadLetterReason
}

/** A wallet or a withdrawal may not be. Its wallet is told why. */
export interface RegistrationRejected {
  readonly type: 'RegistrationRejected'
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** Empty: it is about the wallet. */
  readonly withdrawal: string
  readonly reason: Reason
  readonly limit: null | Plain<ReachedLimit>
}

/** One wallet of a batch has room for its transfer; others have not answered yet. */
export interface ReservationRecorded {
  readonly type: 'ReservationRecorded'
  /** The batch's id, chosen by the client, unique in the wallet that pays. */
  readonly batch: string
  /** The transfer's id, chosen by the client, unique in its batch. */
  readonly transfer: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** Money of a paid payout came back, all of it or a part. */
export interface ReturnRecorded {
  readonly type: 'ReturnRecorded'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** The provider's own id of what came back. Recorded, never used to find anything. */
  readonly return: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** All that came back of this attempt so far. */
  readonly returned: bigint
  /** A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable. */
  readonly reason: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
}

/** A revert ended otherwise than it was said. */
export interface RevertAdjusted {
  readonly type: 'RevertAdjusted'
  /** The deposit's id, chosen by the client, unique in its wallet. */
  readonly deposit: string
  /** The revert's id, chosen by the client, unique in its deposit. */
  readonly revert: string
  readonly status: OperationStatus
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
  /** What it has moved in all, from now on. */
  readonly effective: readonly Plain<Posting>[]
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** The tenant is as it said. What it said is the row of this revision. */
export interface TenantAnnounced {
  readonly type: 'TenantAnnounced'
  readonly row: Plain<Tenant>
  /** False: it was like that already, at the revision of the row. */
  readonly isChanged: boolean
}

/** Operations of the tenant are accepted again. */
export interface TenantResumed {
  readonly type: 'TenantResumed'
  readonly row: Plain<Tenant>
  /** False: it was not stopped. */
  readonly isChanged: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
}

/** No new operation of the tenant is accepted. */
export interface TenantStopped {
  readonly type: 'TenantStopped'
  readonly row: Plain<Tenant>
  /** False: it was stopped for this reason already, at the revision of the row. */
  readonly isChanged: boolean
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
}

/** A transfer ended otherwise than it was said, in both wallets. */
export interface TransferAdjusted {
  readonly type: 'TransferAdjusted'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** The operation id of the adjustment. */
  readonly adjustment: string
  readonly status: OperationStatus
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
}

/** An adjustment of a transfer waits for the other wallet. */
export interface TransferAdjusting {
  readonly type: 'TransferAdjusting'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** The wallet that is paid, of the same tenant. */
  readonly to: string
  /** What the transfer is to be. */
  readonly status: OperationStatus
  /** Minor units that the other wallet is to give back, or to get. */
  readonly credited: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** The money is in the other wallet: the hold left this one. */
export interface TransferCompleted {
  readonly type: 'TransferCompleted'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** The wallet that is paid, of the same tenant. */
  readonly to: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
}

/** The money is held and on its way to the other wallet. */
export interface TransferCreated {
  readonly type: 'TransferCreated'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** The wallet that is paid, of the same tenant. */
  readonly to: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Minor units that the wallet holds: the amount, and fees that its owner bears. */
  readonly hold: bigint
  /** Minor units that the other wallet gets. */
  readonly credited: bigint
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What will move between accounts when it completes. */
  readonly flow: readonly Plain<Posting>[]
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** The owner's. Empty: the wallet has none. */
  readonly identity: string
  /** Of the identity as the wallet knew it. */
  readonly identityRevision: number
  /** The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none. */
  readonly localDay: number
}

/** Money of a transfer arrived. */
export interface TransferCredited {
  readonly type: 'TransferCredited'
  /** The wallet that pays. */
  readonly from: string
  /** The transfer's id, chosen by the client, unique in the wallet that pays. Of a batch: batch and transfer, joined by a slash. */
  readonly transfer: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** The owner's. Empty: the wallet has none. */
  readonly identity: string
  /** Of the identity as the wallet knew it. */
  readonly identityRevision: number
  /** The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none. */
  readonly localDay: number
}

/** Money of a transfer was not taken. */
export interface TransferDeclined {
  readonly type: 'TransferDeclined'
  /** The wallet that pays. */
  readonly from: string
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** Why: tokens joined by colons, the most general first. */
  readonly reason: string
  /** The limit that it would have broken. */
  readonly limit: null | Plain<ExceededLimit>
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** The other wallet did not take the money: the hold is given back. */
export interface TransferFailed {
  readonly type: 'TransferFailed'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  /** Why: tokens joined by colons, the most general first. */
  readonly reason: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** A pending transfer was repaired, in the wallet that pays. The other wallet is as it was. */
export interface TransferRepaired {
  readonly type: 'TransferRepaired'
  /** The transfer's id, chosen by the client, unique in the wallet that pays. */
  readonly transfer: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it was repaired although it had not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** The second person who approved of it. Empty: none. */
  readonly approver: string
  /** What it was. */
  readonly before: OperationStatus
  /** What it is now. */
  readonly status: OperationStatus
  /** The wallet that is paid, of the same tenant. */
  readonly to: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** What the other wallet gets, or was to get. Minor units of `currency`. */
  readonly credited: bigint
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** The attempt was paid; what was held is used. */
export interface TurnoverCommitted {
  readonly type: 'TurnoverCommitted'
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** The attempt would pass one of the terminal's limits. */
export interface TurnoverExceeded {
  readonly type: 'TurnoverExceeded'
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The withdrawal's wallet. */
  readonly wallet: string
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The limit. */
  readonly limit: Plain<TurnoverLimit>
  /** What counts already, held or committed, in the limit's measure. */
  readonly used: bigint
  /** Revision of the provider's configuration that was decided against. */
  readonly providerRevision: number
}

/** The attempt is within the terminal's limits, and counts. */
export interface TurnoverHeld {
  readonly type: 'TurnoverHeld'
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The withdrawal's wallet. */
  readonly wallet: string
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Revision of the provider's configuration that was decided against. */
  readonly providerRevision: number
}

/** The attempt was not paid; what was held is free again. */
export interface TurnoverReleased {
  readonly type: 'TurnoverReleased'
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** A verifier spoke of a challenge that had ended, and otherwise. It changes nothing. */
export interface VerificationIgnored {
  readonly type: 'VerificationIgnored'
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  /** What the challenge is and stays. */
  readonly status: ChallengeStatus
  readonly verification: Plain<Verification>
}

/** The client can do nothing with this wallet until it is unblocked. */
export interface WalletBlocked {
  readonly type: 'WalletBlocked'
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** The wallet is closed for ever. */
export interface WalletClosed {
  readonly type: 'WalletClosed'
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** An empty wallet exists. */
export interface WalletOpened {
  readonly type: 'WalletOpened'
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** Whose wallet it is. None: nobody's that we know. */
  readonly owner: null | Plain<Owner>
}

/** The wallet belongs to the identity. */
export interface WalletRegistered {
  readonly type: 'WalletRegistered'
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** The identity's id, unique in its party. */
  readonly identity: string
  readonly owner: Plain<Owner>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** The wallet was not opened. Its id is free. */
export interface WalletRejected {
  readonly type: 'WalletRejected'
  readonly reason: Reason
  readonly limit: null | Plain<ReachedLimit>
}

/** The wallet's id is taken. It can be used when its party has confirmed it. */
export interface WalletRequested {
  readonly type: 'WalletRequested'
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The party's id, unique in its tenant: a customer of the tenant, who owns identities. */
  readonly party: string
  /** The identity's id, unique in its party. */
  readonly identity: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** The block is lifted. */
export interface WalletUnblocked {
  readonly type: 'WalletUnblocked'
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** The wallet is the party's no more. */
export interface WalletUnregistered {
  readonly type: 'WalletUnregistered'
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
}

/** A withdrawal ended otherwise than it was said. */
export interface WithdrawalAdjusted {
  readonly type: 'WithdrawalAdjusted'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  readonly status: OperationStatus
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
  /** What it has moved in all, from now on. */
  readonly effective: readonly Plain<Posting>[]
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** A provider paid what no hold covers. What the wallet has is taken, if it owes it; the rest is a claim on its owner. */
export interface WithdrawalClaimed {
  readonly type: 'WithdrawalClaimed'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The part taken from the wallet. */
  readonly collected: bigint
  /** The part that is a claim, in receivable/<wallet>. */
  readonly receivable: bigint
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
}

/** The payout was paid: the held amount left the wallet. */
export interface WithdrawalCompleted {
  readonly type: 'WithdrawalCompleted'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** What left the wallet. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** What was left of the hold, and was given back. Minor units of `currency`. */
  readonly released: bigint
}

/** The withdrawal may be paid out. Where to is fixed. */
export interface WithdrawalConfirmed {
  readonly type: 'WithdrawalConfirmed'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** The destination's kind. */
  readonly method: string
  readonly pinned: Plain<PinnedDestination>
  readonly order: Plain<PayoutOrder>
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** The money is held and a payout is on its way. */
export interface WithdrawalCreated {
  readonly type: 'WithdrawalCreated'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that must pay out. Empty: whichever the routing chooses. */
  readonly provider: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
  /** Revision of the provider's configuration that was decided against. 0 without a provider. */
  readonly providerRevision: number
  /** How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any. */
  readonly method: string
  /** Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures. */
  readonly party: string
  /** Not to be paid out before this time. 0: at once. */
  readonly scheduledAt: number
  /** The quote that fixes route and fee, by the id the client chose. Empty: none. */
  readonly quote: string
  /** Minor units that the wallet holds: the amount, and fees that the owner bears. 0 in events from before there were fees: the amount. */
  readonly hold: bigint
  /** The route of its quote. */
  readonly route: null | Plain<PinnedRoute>
  /** A destination of the identity, by its id, unique in its party. From a wallet that has an owner. */
  readonly destinationId: string
  /** The owner's. Empty: the wallet has none. */
  readonly identity: string
  /** Of the identity as the wallet knew it. */
  readonly identityRevision: number
  /** The least level that will do. */
  readonly level: number
  /** The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none. */
  readonly localDay: number
}

/** The payout will not be paid: the hold was given back. */
export interface WithdrawalFailed {
  readonly type: 'WithdrawalFailed'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  readonly reason: string
  /** The hold that was given back. Minor units of `currency`. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
}

/** Which way a withdrawal would go, and what it costs, until the quote expires. */
export interface WithdrawalQuoted {
  readonly type: 'WithdrawalQuoted'
  /** The quote that fixes route and fee, by the id the client chose. Empty: none. */
  readonly quote: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any. */
  readonly method: string
  /** Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures. */
  readonly party: string
  /** Minor units that the wallet holds: the amount, and fees that the owner bears. */
  readonly hold: bigint
  /** Until when it can be used. */
  readonly expiresAt: number
  readonly route: Plain<PinnedRoute>
  /** The candidates that were not chosen before this one was, and why. */
  readonly rejected: readonly Plain<Rejection>[]
  /** A destination of the identity, by its id, unique in its party. From a wallet that has an owner. */
  readonly destinationId: string
}

/** The withdrawal may be paid out, to this destination. */
export interface WithdrawalRegistered {
  readonly type: 'WithdrawalRegistered'
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** The destination's kind. */
  readonly method: string
  readonly pinned: Plain<PinnedDestination>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** The money side of a pending withdrawal was repaired. Where it ended, its payout is told to stop. */
export interface WithdrawalRepaired {
  readonly type: 'WithdrawalRepaired'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  readonly outcome: RepairOutcome
  /** What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise. */
  readonly hold: HoldFate
  /** Whether it was repaired although it had not waited long. */
  readonly isForced: boolean
  /** Who decided it, in words of their own. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
  /** The second person who approved of it. Empty: none. */
  readonly approver: string
  /** What it was. */
  readonly before: WithdrawalStatus
  /** What it is now. */
  readonly status: WithdrawalStatus
  /** Whether a payout was asked for. Otherwise the owner's party had not answered. */
  readonly isConfirmed: boolean
  /** Who has paid it. Empty: nobody, as far as is known. */
  readonly provider: string
  /** What left the wallet. 0: nothing. Minor units of `currency`. */
  readonly amount: bigint
  /** What was given back of the hold. Minor units of `currency`. */
  readonly released: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** Money of a paid withdrawal came back. A new credit: what was paid stays as it was. */
export interface WithdrawalReturned {
  readonly type: 'WithdrawalReturned'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** The provider's own id of what came back. Recorded, never used to find anything. */
  readonly return: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The part that settled what the wallet owed. */
  readonly settled: bigint
  /** The part that the wallet could not take, closed or full: it waits in suspense/<wallet>. */
  readonly suspended: bigint
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
}

/** The owner's level has fallen since the withdrawal was created. */
export interface WithdrawalReviewed {
  readonly type: 'WithdrawalReviewed'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The least level that will do. */
  readonly level: number
  /** Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used. */
  readonly identityRevision: number
  /** Why it must not leave any more. Empty: it may. */
  readonly reason: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** Revision of the tenant's configuration that was decided against. */
  readonly tenantRevision: number
}

/** The withdrawal has ended. */
export interface WithdrawalUnregistered {
  readonly type: 'WithdrawalUnregistered'
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
}

/** Asks to cancel the invoice of this reference, if that can still be done. Answered with InvoiceCancelled, or by what happens instead. */
export interface CancelInvoice {
  readonly type: 'CancelInvoice'
}

/** The invoice was cancelled unpaid, and will not be paid. */
export interface InvoiceCancelled {
  readonly type: 'InvoiceCancelled'
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
}

/** The provider has not paid and will not: a definite failure. */
export interface InvoiceDeclined {
  readonly type: 'InvoiceDeclined'
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable. */
  readonly reason: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
}

/** The invoice expired unpaid, and will not be paid. */
export interface InvoiceExpired {
  readonly type: 'InvoiceExpired'
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
}

/** The provider has issued its invoice and will pay it. */
export interface InvoiceIssued {
  readonly type: 'InvoiceIssued'
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
}

/** The provider paid. Amount and currency are what was really paid. */
export interface InvoicePaid {
  readonly type: 'InvoicePaid'
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
}

/** The answer to RequestInvoiceStatus. The same answer again changes nothing. */
export interface InvoiceStatus {
  readonly type: 'InvoiceStatus'
  readonly state: InvoiceState
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** What was really paid, if it was. Minor units of `currency`. */
  readonly amount: bigint
  /** Of `amount`. */
  readonly currency: string
  /** A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable. */
  readonly reason: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
}

/** Money that was paid came back to the provider, all of it or a part. */
export interface PayoutReturned {
  readonly type: 'PayoutReturned'
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** The provider's own id of this return: another return has another one. */
  readonly return: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable. */
  readonly reason: string
  /** What the provider said beside, as it said it. For people; nothing is decided by it. */
  readonly details: string
}

/** Asks the provider for an invoice over this amount, and to pay it out. The reference is the idempotency key. */
export interface RequestInvoice {
  readonly type: 'RequestInvoice'
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any. */
  readonly method: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** The destination as it was confirmed, with the identity whose it is. None: the wallet has no owner. */
  readonly pinned: null | Plain<PinnedDestination>
}

/** Asks what became of the invoice of this reference. Answered with InvoiceStatus. */
export interface RequestInvoiceStatus {
  readonly type: 'RequestInvoiceStatus'
  /** When we asked, by the log's time. */
  readonly dueAt: number
}

/** The challenge was given up. No answer is needed. */
export interface CancelVerification {
  readonly type: 'CancelVerification'
}

/** Asks the verifier whether somebody is who it says. The reference is the idempotency key. */
export interface RequestVerification {
  readonly type: 'RequestVerification'
  /** The challenge class. */
  readonly class: string
  readonly proofs: readonly Plain<Proof>[]
}

/** The proofs are good. */
export interface VerificationApproved {
  readonly type: 'VerificationApproved'
  /** Until when. 0: for ever. */
  readonly validUntil: number
}

/** The verifier gave up, or was asked to. */
export interface VerificationCancelled {
  readonly type: 'VerificationCancelled'
  readonly reason: string
}

/** The proofs are not good. */
export interface VerificationDenied {
  readonly type: 'VerificationDenied'
  readonly reason: string
}

/** It could not be found out. */
export interface VerificationFailed {
  readonly type: 'VerificationFailed'
  readonly reason: string
}

/** The private key of a party's personal data, for those who may read it. The last one of a key counts; the topic is compacted. */
export interface PartyKey {
  readonly type: 'PartyKey'
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The party's id, unique in its tenant: a customer of the tenant, who owns identities. */
  readonly party: string
  /** Encrypted to the tenant's personal key. Empty: erased. */
  readonly privateKey: Uint8Array
  /** Whose personal key it is encrypted to. */
  readonly tenantRevision: number
}

/** A company that pays out for one tenant. A row of a table that every instance reads whole. */
export interface Provider {
  readonly type: 'Provider'
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The id in the names of its two topics: lower-case letters, digits and dashes. */
  readonly provider: string
  /** 1, 2, 3 …: grows with each change. */
  readonly revision: number
  /** Codes of the currencies it pays out. */
  readonly currencies: readonly string[]
  /** Its ways of paying out. Empty: one without conditions, called default. */
  readonly terminals: readonly Plain<Terminal>[]
  /** Milliseconds after which silence makes an outcome unknown. */
  readonly answerMs: number
  /** Milliseconds from then to the first enquiry but one; doubled with each. */
  readonly enquiryFirstMs: number
  /** Milliseconds between two enquiries at most. */
  readonly enquiryMaxMs: number
}

/** Where deposits of one tenant come from. One without a row is authorized. A row of a table that every instance reads whole. */
export interface Source {
  readonly type: 'Source'
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** Where the money comes from: an account of the tenant's own, by its id. */
  readonly source: string
  /** 1, 2, 3 …: grows with each change. Decisions record the one they used. */
  readonly revision: number
  /** Whether its deposits are completed. Until then they are pending. */
  readonly isAuthorized: boolean
  /** Milliseconds after which a deposit fails whose source is not authorized by then. 0: never. */
  readonly waitMs: number
}

/** One client of the service: its currencies and its policies. A row of a table that every instance reads whole. */
export interface Tenant {
  readonly type: 'Tenant'
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** 1, 2, 3 …: grows with each change. Decisions record the one they used. */
  readonly revision: number
  readonly currencies: readonly Plain<Currency>[]
  /** What a withdrawal moves between accounts. Empty: its whole amount, from the wallet to the destination. */
  readonly withdrawalPlan: readonly Plain<PlanPosting>[]
  /** Which withdrawals wait for an operator. */
  readonly approvals: readonly Plain<ApprovalPolicy>[]
  /** How many routes are tried for one withdrawal. */
  readonly attemptsMax: number
  /** Failures after which the next route is tried: whole tokens from the left of a reason. */
  readonly transientFailures: readonly string[]
  /** What differs for single parties. */
  readonly parties: readonly Plain<PartyPolicy>[]
  /** Milliseconds for which a quote can be used. */
  readonly quoteMs: number
  /** The tenant's public key for personal data: X25519, base64. Empty: no personal data is taken. */
  readonly personalKey: string
  /** Kinds of identities. */
  readonly classes: readonly Plain<IdentityClass>[]
  /** Operations that need an identification. Of several that apply, the highest level. */
  readonly levelPolicies: readonly Plain<LevelPolicy>[]
  /** Whether every new wallet has to belong to an identity. */
  readonly isOwnerRequired: boolean
  /** Ceilings on what a party may have. 1,000 of each kind where nothing is said. */
  readonly serviceLimits: readonly Plain<ServiceLimit>[]
  /** Operations of clients in one partition and second, those refused not counted. 0: any number. */
  readonly operationsPerSecond: number
  /** Milliseconds for which an operation is remembered at least, so that its repeat changes nothing. 0: for ever. */
  readonly operationRetentionMs: number
  /** Where its days begin, by the name in the IANA database: Europe/Berlin. */
  readonly timeZone: string
  /** Limits of wallets. */
  readonly limits: readonly Plain<LimitPolicy>[]
  /** What a deposit moves between accounts. Empty: its whole amount, from the source to the wallet. */
  readonly depositPlan: readonly Plain<PlanPosting>[]
  /** What a transfer moves between accounts: `destination` is the wallet that is paid. Empty: its whole amount. */
  readonly transferPlan: readonly Plain<PlanPosting>[]
  /** Milliseconds after which a process that waits counts as stuck, and can be repaired. */
  readonly stuckAfterMs: number
  /** Whether repairs need a second person. */
  readonly isRepairApproved: boolean
  /** Why no new operation is accepted, for people. Empty: operations are accepted. */
  readonly stopped: string
  /** Topics of its own. None: it shares those of the deployment. */
  readonly ownTopics: null | Plain<OwnTopics>
}

/** A company that finds out for one tenant who somebody is. A row of a table that every instance reads whole. */
export interface Verifier {
  readonly type: 'Verifier'
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The id in the names of its two topics: lower-case letters, digits and dashes. */
  readonly verifier: string
  /** 1, 2, 3 …: grows with each change. */
  readonly revision: number
}

/** What an account has moved. */
export interface Account {
  readonly type: 'Account'
  /** One for each currency. */
  readonly totals: readonly Plain<AccountLine>[]
}

/** An approved challenge. */
export interface Approval {
  readonly type: 'Approval'
  /** The challenge's id, chosen by the client, unique in its identity. */
  readonly challenge: string
  readonly fromLevel: number
  readonly toLevel: number
  /** 0: for ever. */
  readonly validUntil: number
}

/** One attempt to pay out. */
export interface Attempt {
  readonly type: 'Attempt'
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`. */
  readonly amount: bigint
  readonly status: AttemptStatus
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
  /** Whether turnover is held for it. */
  readonly hasTurnover: boolean
  /** All that the provider paid for it. */
  readonly paid: bigint
  /** All that came back. */
  readonly returned: bigint
  /** When the provider was asked, or issued its invoice. */
  readonly since: number
  /** Its plan, while the payout is not finished. */
  readonly postings: readonly Plain<Posting>[]
  /** Why it failed, for certain. */
  readonly reason: string
  /** Invoices that were paid beside the first. */
  readonly again: readonly Plain<Movement>[]
  /** What came back. */
  readonly returns: readonly Plain<Movement>[]
  /** What the provider said and could not be true: each is an event once. */
  readonly conflicts: readonly string[]
}

/** What later decisions need of a batch. Once it has ended, its status is left. */
export interface Batch {
  readonly type: 'Batch'
  readonly status: OperationStatus
  /** Of all transfers. */
  readonly amount: bigint
  /** 0: nothing is held any more. */
  readonly hold: bigint
  /** What it is to move. */
  readonly flow: readonly Plain<Posting>[]
  readonly legs: readonly Plain<BatchLeg>[]
  /** Transfers whose wallet has not answered. */
  readonly waiting: readonly string[]
  readonly localDay: number
  /** Since when it waits for what comes next. 0: it waits for nothing. */
  readonly since: number
}

/** A challenge. Once ended, little of it matters. */
export interface Challenge {
  readonly type: 'Challenge'
  readonly status: ChallengeStatus
  /** The identification provider that is asked, by its id among the tenant's verifiers. */
  readonly verifier: string
  /** Its challenge class, while it is pending. */
  readonly class: string
  /** While it is pending: its verifier may have to be asked again. */
  readonly proofs: readonly Plain<Proof>[]
  readonly fromLevel: number
  readonly toLevel: number
  /** Of its approval. */
  readonly validUntil: number
  /** When a silent verifier has failed. 0: never. */
  readonly dueAt: number
  /** Since when it waits for what comes next. 0: it waits for nothing. */
  readonly since: number
}

/** What later decisions need of a transfer that this wallet is paid by. */
export interface Credit {
  readonly type: 'Credit'
  readonly status: CreditStatus
  readonly amount: bigint
  /** Empty: it is in none. */
  readonly batch: string
  readonly localDay: number
  /** Since when room is reserved, and the batch has not ended. 0: it has. */
  readonly since: number
}

/** What later decisions need of a deposit that has an id. */
export interface Deposit {
  readonly type: 'Deposit'
  readonly status: OperationStatus
  readonly source: string
  readonly amount: bigint
  /** What the wallet gets, or got. */
  readonly credited: bigint
  /** Of what it got: what went back. */
  readonly reverted: bigint
  /** What it is to move, or moves when it completes. */
  readonly flow: readonly Plain<Posting>[]
  /** When its source is looked at again. 0: it is not pending. */
  readonly dueAt: number
  readonly failsAt: number
  /** Null: its flow, if it is completed, and nothing if it failed. */
  readonly moved: null | Plain<Moved>
  readonly localDay: number
  /** Since when it waits for what comes next. 0: it waits for nothing. */
  readonly since: number
}

/** Where money may be paid out to. */
export interface Destination {
  readonly type: 'Destination'
  readonly status: DestinationStatus
  readonly revision: number
  /** The identity's id, unique in its party. */
  readonly identity: string
  readonly kind: DestinationKind
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly token: string
}

/** The money side of a pending withdrawal. */
export interface Hold {
  readonly type: 'Hold'
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** The amount of the withdrawal. */
  readonly amount: bigint
  /** What is held for it. */
  readonly hold: bigint
  /** What is to be paid out, as far as it is known. */
  readonly order: Plain<PayoutOrder>
  /** The client asked for that before it was confirmed. */
  readonly isCancelled: boolean
  /** Whether the payout was asked for: the owner's party has confirmed it, or nobody has to. */
  readonly isConfirmed: boolean
  /** The operation that asked for what it waits for. */
  readonly asked: string
  /** The destination by its id in the owner's party. Empty: the wallet has no owner. */
  readonly destinationId: string
  /** The level that the owner had to have. */
  readonly level: number
}

/** What later decisions need of an identity. */
export interface Identity {
  readonly type: 'Identity'
  readonly revision: number
  readonly class: string
  readonly initialLevel: number
  /** Those that count, in the order in which they came. */
  readonly approvals: readonly Plain<Approval>[]
  /** An approval that counted has expired. */
  readonly hasExpired: boolean
  /** The challenge that is pending. Empty: none. */
  readonly pending: string
  /** When the first of its approvals expires, or did: until wallets are told so. 0: never. */
  readonly dueAt: number
}

/** What an operation has moved in all, once that is not what its own flow says. */
export interface Moved {
  readonly type: 'Moved'
  readonly postings: readonly Plain<Posting>[]
  /** Whether people have said so. Then nothing but what they say moves the wallet. */
  readonly isAdjusted: boolean
}

/** Money that a provider says it moved, once. */
export interface Movement {
  readonly type: 'Movement'
  /** The provider's own: of an invoice that it paid, or of a return. */
  readonly id: string
  /** In the payout's currency. */
  readonly amount: bigint
}

/** A withdrawal of a party that has not ended. */
export interface OpenWithdrawal {
  readonly type: 'OpenWithdrawal'
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The identity's id, unique in its party. */
  readonly identity: string
}

/** A wallet of a party, and what it was told last of its identity: a block tells it again. */
export interface OwnedWallet {
  readonly type: 'OwnedWallet'
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** The identity's id, unique in its party. */
  readonly identity: string
  readonly revision: number
  readonly identification: Plain<Identification>
}

/** What later decisions need of a party. */
export interface Party {
  readonly type: 'Party'
  readonly status: PartyStatus
  readonly publicKey: Uint8Array
  /** How many. */
  readonly identities: number
  /** How many that are not removed. */
  readonly destinations: number
  readonly wallets: readonly Plain<OwnedWallet>[]
  readonly withdrawals: readonly Plain<OpenWithdrawal>[]
}

/** A withdrawal on its way to a provider. Once finished, only what a late notification is compared with is kept. */
export interface Payout {
  readonly type: 'Payout'
  readonly status: PayoutStatus
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** While it is not finished. */
  readonly order: null | Plain<PayoutOrder>
  /** The first is number 1. */
  readonly attempts: readonly Plain<Attempt>[]
  /** When something is due. 0: nothing. */
  readonly dueAt: number
  /** While the outcome is unknown. */
  readonly waiting: null | Plain<Waiting>
  /** Whether the client wants it cancelled. */
  readonly isCancelRequested: boolean
  /** What was said of references that are not known yet. */
  readonly kept: readonly Plain<Notification>[]
  /** Since when it waits for what comes next. 0: it waits for nothing. */
  readonly since: number
}

/** What later decisions need of a hold. */
export interface PlacedHold {
  readonly type: 'PlacedHold'
  readonly status: HoldStatus
  readonly counterparty: string
  /** What is still set aside. */
  readonly left: bigint
  /** What has moved to whom it is for. */
  readonly posted: bigint
  /** 0: never, or it is over. */
  readonly expiresAt: number
  readonly localDay: number
}

/** A quote that can still be used. */
export interface Quote {
  readonly type: 'Quote'
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any. */
  readonly method: string
  /** Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures. */
  readonly party: string
  /** Minor units that the wallet holds: the amount, and fees that the owner bears. */
  readonly hold: bigint
  readonly expiresAt: number
  readonly route: Plain<PinnedRoute>
  /** A destination of the identity, by its id, unique in its party. */
  readonly destinationId: string
}

/** How many operations of clients a tenant had in one second. */
export interface Rate {
  readonly type: 'Rate'
  /** Since 1970. */
  readonly second: number
  readonly operations: number
}

/** Turnover that is held for one attempt. */
export interface Reservation {
  readonly type: 'Reservation'
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** When it was held: it counts in the periods of that time. */
  readonly at: number
}

/** A part of a deposit that went back. */
export interface Revert {
  readonly type: 'Revert'
  readonly status: OperationStatus
  readonly amount: bigint
  /** What it moved when it completed. */
  readonly flow: readonly Plain<Posting>[]
  /** Null: its flow, if it is completed, and nothing if it failed. */
  readonly moved: null | Plain<Moved>
}

/** What later decisions need of a transfer that this wallet pays. */
export interface Transfer {
  readonly type: 'Transfer'
  readonly status: OperationStatus
  readonly to: string
  readonly amount: bigint
  readonly hold: bigint
  readonly credited: bigint
  /** What it is to move, or has moved in all, on this side. */
  readonly flow: readonly Plain<Posting>[]
  /** The operation id of the adjustment that waits for the other wallet. Empty: none does. */
  readonly adjustment: string
  /** Empty: it is in none. */
  readonly batch: string
  readonly localDay: number
  /** Since when it waits for what comes next. 0: it waits for nothing. */
  readonly since: number
  /** Whether it was ended by hand, so that the other wallet may know nothing of it. */
  readonly isRepaired: boolean
}

/** What a terminal paid, or is about to, in one currency. */
export interface Turnover {
  readonly type: 'Turnover'
  readonly days: Plain<Usage>
  readonly weeks: Plain<Usage>
  readonly months: Plain<Usage>
}

/** The latest period in which anything was held. */
export interface Usage {
  readonly type: 'Usage'
  /** When the period began, in UTC. */
  readonly start: number
  /** Held and committed, in minor units. */
  readonly amount: bigint
  /** Held and committed payouts. */
  readonly count: number
}

/** Since when an outcome is unknown, and how often the provider is asked. */
export interface Waiting {
  readonly type: 'Waiting'
  readonly since: number
  readonly dueAt: number
  readonly enquiryFirstMs: number
  readonly enquiryMaxMs: number
}

/** What later decisions need of a wallet. */
export interface Wallet {
  readonly type: 'Wallet'
  readonly status: WalletStatus
  readonly currency: string
  readonly posted: bigint
  readonly held: bigint
  /** While it is being opened, as far as the command told. */
  readonly owner: null | Plain<Owner>
  /** Minor units that are expected and have their room: of pending deposits and batches. */
  readonly incoming: bigint
  /** Of periods that are not over. */
  readonly usages: readonly Plain<WalletUsage>[]
  /** While it is being opened: since when its party has been asked. 0 otherwise. */
  readonly since: number
  /** The operation that asked its party, while it is being opened. */
  readonly asked: string
}

/** What a wallet has used of limits of a period. */
export interface WalletUsage {
  readonly type: 'WalletUsage'
  readonly operation: GuardedOperation
  readonly period: LimitPeriod
  /** The day on which the period began, in days since 1970. */
  readonly start: number
  /** In minor units. */
  readonly amount: bigint
  /** Operations. */
  readonly count: number
}

/** A withdrawal's money. Once finished little is kept. */
export interface Withdrawal {
  readonly type: 'Withdrawal'
  readonly status: WithdrawalStatus
  readonly hold: null | Plain<Hold>
  /** What the owner owes for it: paid by a provider and covered by nothing. */
  readonly receivable: bigint
  /** What it moved when it completed. Empty while it is pending, and where it failed. */
  readonly flow: readonly Plain<Posting>[]
  /** Null: its flow, if it is completed, and nothing if it failed. */
  readonly moved: null | Plain<Moved>
  readonly localDay: number
  /** Since when it waits for what comes next. 0: it waits for nothing. */
  readonly since: number
}

/** The head of AccountCommand. Value of account-commands. Key: tenant/account. */
export interface AccountCommandHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The account: source/bank, wallets, fees/swift. `ledger` is all of them together. */
  readonly account: string
  /** Names this operation. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
}

/** Value of account-commands. Key: tenant/account. */
export type AccountCommand = AccountCommandHead & AccountCommandBody
export type AccountCommandBody =
  | AddPostings

/** The head of AccountEvent. Value of account-changelog. Key: tenant/account. Exactly one for each command. */
export interface AccountEventHead {
  /** Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes. */
  readonly hash?: Uint8Array
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The account: source/bank, wallets, fees/swift. `ledger` is all of them together. */
  readonly account: string
  /** Names this operation. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
  /** Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered. */
  readonly revision: number
  /** When the broker got the command. All time in decisions is this. */
  readonly at: number
  /** Topic of the command; its partition is this record's own. */
  readonly sourceTopic: string
  /** Offset of the command. */
  readonly sourceOffset: number
  /** Of the command's parameters: tells a repeat from a re-used id, and which fields differ. */
  readonly fingerprint: Uint8Array
  /** Until when the operation is remembered at least. Later the same command may count as a new operation. 0: for ever. */
  readonly keptUntil?: number
}

/** Value of account-changelog. Key: tenant/account. Exactly one for each command. */
export type AccountEvent = AccountEventHead & AccountEventBody
export type AccountEventBody =
  | PostingsAdded
  | LedgerUnbalanced
  | OperationRefused
  | RecordDeadLettered

/** The head of DeadLetterDecision. Value of dead-letter-decisions: what an operator decided of a dead letter. Key: its place. */
export interface DeadLetterDecisionHead {
  /** Where the dead letter is: topic/partition/offset. */
  readonly letter: string
  /** Why it is one. */
  readonly because: DeadLetterReason
  /** Who decided it: an operator, by name. */
  readonly author: string
  /** Why, for people: a ticket, a sentence. Nothing personal. */
  readonly reason: string
}

/** Value of dead-letter-decisions: what an operator decided of a dead letter. Key: its place. */
export type DeadLetterDecision = DeadLetterDecisionHead & DeadLetterDecisionBody
export type DeadLetterDecisionBody =
  | DeadLetterResent
  | DeadLetterDiscarded

/** The head of PartyCommand. Value of party-commands. Key: tenant/party. */
export interface PartyCommandHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The party's id, unique in its tenant: a customer of the tenant, who owns identities. */
  readonly party: string
  /** Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
  /** The revision that the key has to have for it: refused otherwise. 0: any. */
  readonly expectedRevision?: number
}

/** Value of party-commands. Key: tenant/party. */
export type PartyCommand = PartyCommandHead & PartyCommandBody
export type PartyCommandBody =
  | RegisterParty
  | BlockParty
  | UnblockParty
  | ErasePersonalData
  | CreateIdentity
  | ChangeContact
  | StartChallenge
  | CancelChallenge
  | RecordVerification
  | ExpireIdentification
  | ExpireChallenge
  | AddDestination
  | ChangeDestination
  | RemoveDestination
  | RegisterWallet
  | UnregisterWallet
  | RegisterWithdrawal
  | UnregisterWithdrawal
  | RepairChallenge

/** The head of PartyEvent. Value of party-changelog. Key: tenant/party. Exactly one for each command. */
export interface PartyEventHead {
  /** Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes. */
  readonly hash?: Uint8Array
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The party's id, unique in its tenant: a customer of the tenant, who owns identities. */
  readonly party: string
  /** Names this operation. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
  /** Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered. */
  readonly revision: number
  /** When the broker got the command. All time in decisions is this. */
  readonly at: number
  /** Topic of the command; its partition is this record's own. */
  readonly sourceTopic: string
  /** Offset of the command. */
  readonly sourceOffset: number
  /** Of the command's parameters: tells a repeat from a re-used id, and which fields differ. */
  readonly fingerprint: Uint8Array
  /** Until when the operation is remembered at least. Later the same command may count as a new operation. 0: for ever. */
  readonly keptUntil?: number
}

/** Value of party-changelog. Key: tenant/party. Exactly one for each command. */
export type PartyEvent = PartyEventHead & PartyEventBody
export type PartyEventBody =
  | PartyRegistered
  | PartyBlocked
  | PartyUnblocked
  | PersonalDataErased
  | IdentityCreated
  | ContactChanged
  | ChallengeStarted
  | ChallengeApproved
  | ChallengeDenied
  | ChallengeFailed
  | ChallengeCancelled
  | VerificationIgnored
  | IdentificationExpired
  | DestinationAdded
  | DestinationChanged
  | DestinationRemoved
  | WalletRegistered
  | WalletUnregistered
  | WithdrawalRegistered
  | WithdrawalUnregistered
  | RegistrationRejected
  | OperationRefused
  | RecordDeadLettered
  | ChallengeRepaired

/** The head of ProviderNotification. Value of provider-<id>-invoice-paid. Any key. */
export interface ProviderNotificationHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** Ours, opaque to the provider, echoed by it: it is all we look up by. */
  readonly reference: string
}

/** Value of provider-<id>-invoice-paid. Any key. */
export type ProviderNotification = ProviderNotificationHead & ProviderNotificationBody
export type ProviderNotificationBody =
  | InvoicePaid
  | InvoiceIssued
  | InvoiceDeclined
  | InvoiceExpired
  | InvoiceCancelled
  | PayoutReturned
  | InvoiceStatus

/** The head of ProviderRequest. Value of provider-<id>-invoice-requests. Key: reference. */
export interface ProviderRequestHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** Ours, opaque to the provider, echoed by it: it is all we look up by. */
  readonly reference: string
}

/** Value of provider-<id>-invoice-requests. Key: reference. */
export type ProviderRequest = ProviderRequestHead & ProviderRequestBody
export type ProviderRequestBody =
  | RequestInvoice
  | RequestInvoiceStatus
  | CancelInvoice

/** The head of TenantCommand. Value of tenant-commands. Key: tenant. */
export interface TenantCommandHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
}

/** Value of tenant-commands. Key: tenant. */
export type TenantCommand = TenantCommandHead & TenantCommandBody
export type TenantCommandBody =
  | AnnounceTenant
  | StopTenant
  | ResumeTenant

/** The head of TenantEvent. Value of tenant-changelog. Key: tenant. Exactly one for each command. */
export interface TenantEventHead {
  /** Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes. */
  readonly hash?: Uint8Array
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
  /** Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered. */
  readonly revision: number
  /** When the broker got the command. All time in decisions is this. */
  readonly at: number
  /** Topic of the command; its partition is this record's own. */
  readonly sourceTopic: string
  /** Offset of the command. */
  readonly sourceOffset: number
  /** Of the command's parameters: tells a repeat from a re-used id, and which fields differ. */
  readonly fingerprint: Uint8Array
}

/** Value of tenant-changelog. Key: tenant. Exactly one for each command. */
export type TenantEvent = TenantEventHead & TenantEventBody
export type TenantEventBody =
  | TenantAnnounced
  | TenantStopped
  | TenantResumed
  | OperationRefused
  | RecordDeadLettered

/** The head of TerminalCommand. Value of terminal-commands. Key: tenant/provider/terminal. */
export interface TerminalCommandHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
}

/** Value of terminal-commands. Key: tenant/provider/terminal. */
export type TerminalCommand = TerminalCommandHead & TerminalCommandBody
export type TerminalCommandBody =
  | HoldTurnover
  | CommitTurnover
  | ReleaseTurnover

/** The head of TerminalEvent. Value of terminal-changelog. Key: tenant/provider/terminal. Exactly one for each command. */
export interface TerminalEventHead {
  /** Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes. */
  readonly hash?: Uint8Array
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** One of the provider's terminals, by its id in the provider's configuration. */
  readonly terminal: string
  /** Names this operation. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
  /** Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered. */
  readonly revision: number
  /** When the broker got the command. All time in decisions is this. */
  readonly at: number
  /** Topic of the command; its partition is this record's own. */
  readonly sourceTopic: string
  /** Offset of the command. */
  readonly sourceOffset: number
  /** Of the command's parameters: tells a repeat from a re-used id, and which fields differ. */
  readonly fingerprint: Uint8Array
  /** Until when the operation is remembered at least. Later the same command may count as a new operation. 0: for ever. */
  readonly keptUntil?: number
}

/** Value of terminal-changelog. Key: tenant/provider/terminal. Exactly one for each command. */
export type TerminalEvent = TerminalEventHead & TerminalEventBody
export type TerminalEventBody =
  | TurnoverHeld
  | TurnoverExceeded
  | TurnoverCommitted
  | TurnoverReleased
  | OperationRefused
  | RecordDeadLettered

/** The head of VerificationRequest. Value of verifier-<id>-requests. Key: reference. */
export interface VerificationRequestHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** Ours, opaque to the verifier, echoed by it: it is all we look up by. */
  readonly reference: string
}

/** Value of verifier-<id>-requests. Key: reference. */
export type VerificationRequest = VerificationRequestHead & VerificationRequestBody
export type VerificationRequestBody =
  | RequestVerification
  | CancelVerification

/** The head of VerificationResult. Value of verifier-<id>-results. Any key. */
export interface VerificationResultHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** Ours, opaque to the verifier, echoed by it: it is all we look up by. */
  readonly reference: string
}

/** Value of verifier-<id>-results. Any key. */
export type VerificationResult = VerificationResultHead & VerificationResultBody
export type VerificationResultBody =
  | VerificationApproved
  | VerificationDenied
  | VerificationFailed
  | VerificationCancelled

/** The head of WalletCommand. Value of wallet-commands. Key: tenant/wallet. */
export interface WalletCommandHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
  /** The revision that the key has to have for it: refused otherwise. 0: any. */
  readonly expectedRevision?: number
}

/** Value of wallet-commands. Key: tenant/wallet. */
export type WalletCommand = WalletCommandHead & WalletCommandBody
export type WalletCommandBody =
  | OpenWallet
  | BlockWallet
  | UnblockWallet
  | CloseWallet
  | CreateDeposit
  | CreateWithdrawal
  | CompleteWithdrawal
  | FailWithdrawal
  | QuoteWithdrawal
  | ExpireQuote
  | CancelWithdrawal
  | ReturnWithdrawal
  | ClaimWithdrawal
  | ConfirmWallet
  | RejectWallet
  | UpdateOwner
  | ConfirmWithdrawal
  | ReviewWithdrawal
  | CreateTransfer
  | CreditTransfer
  | CompleteTransfer
  | FailTransfer
  | PlaceHold
  | PostHold
  | ReleaseHold
  | ExpireHold
  | ReviewDeposit
  | RevertDeposit
  | AdjustDeposit
  | AdjustRevert
  | AdjustWithdrawal
  | AdjustTransfer
  | AdjustCredit
  | AnswerAdjustment
  | CreateBatch
  | ReserveCredit
  | RecordReservation
  | ConfirmCredit
  | CancelCredit
  | RepairOpening
  | RepairDeposit
  | RepairTransfer
  | RepairBatch
  | RepairWithdrawal

/** The head of WalletEvent. Value of wallet-changelog. Key: tenant/wallet. Exactly one for each command. */
export interface WalletEventHead {
  /** Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes. */
  readonly hash?: Uint8Array
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** Names this operation. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
  /** Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered. */
  readonly revision: number
  /** When the broker got the command. All time in decisions is this. */
  readonly at: number
  /** Topic of the command; its partition is this record's own. */
  readonly sourceTopic: string
  /** Offset of the command. */
  readonly sourceOffset: number
  /** Of the command's parameters: tells a repeat from a re-used id, and which fields differ. */
  readonly fingerprint: Uint8Array
  /** Until when the operation is remembered at least. Later the same command may count as a new operation. 0: for ever. */
  readonly keptUntil?: number
  /** 0: the answer to the command at sourceOffset. 1, 2, 3 …: what followed from it at once, in the same transaction. */
  readonly step?: number
}

/** Value of wallet-changelog. Key: tenant/wallet. Exactly one for each command. */
export type WalletEvent = WalletEventHead & WalletEventBody
export type WalletEventBody =
  | WalletOpened
  | WalletBlocked
  | WalletUnblocked
  | WalletClosed
  | DepositCompleted
  | WithdrawalCreated
  | WithdrawalCompleted
  | WithdrawalFailed
  | OperationRefused
  | RecordDeadLettered
  | WithdrawalQuoted
  | QuoteExpired
  | CancellationRequested
  | WithdrawalReturned
  | WithdrawalClaimed
  | WalletRequested
  | WalletRejected
  | OwnerUpdated
  | WithdrawalConfirmed
  | WithdrawalReviewed
  | TransferCreated
  | TransferCredited
  | TransferDeclined
  | TransferCompleted
  | TransferFailed
  | HoldPlaced
  | HoldPosted
  | HoldReleased
  | HoldExpired
  | DepositCreated
  | DepositFailed
  | DepositReverted
  | DepositAdjusted
  | RevertAdjusted
  | WithdrawalAdjusted
  | TransferAdjusting
  | TransferAdjusted
  | AdjustmentDeclined
  | CreditAdjusted
  | CreditNotAdjusted
  | BatchCreated
  | ReservationRecorded
  | BatchCompleted
  | BatchFailed
  | CreditReserved
  | CreditDeclined
  | CreditCancelled
  | OpeningRepaired
  | DepositRepaired
  | TransferRepaired
  | BatchRepaired
  | WithdrawalRepaired

/** The head of WithdrawalCommand. Value of withdrawal-commands. Key: tenant/wallet. */
export interface WithdrawalCommandHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
}

/** Value of withdrawal-commands. Key: tenant/wallet. */
export type WithdrawalCommand = WithdrawalCommandHead & WithdrawalCommandBody
export type WithdrawalCommandBody =
  | StartPayout
  | RecordInvoicePaid
  | WakePayout
  | CancelPayout
  | AnswerTurnover
  | RecordNotification
  | ApproveWithdrawal
  | RejectWithdrawal
  | ResolveWithdrawal
  | StopPayout
  | RepairPayout

/** The head of WithdrawalDecision. Value of withdrawal-decisions, the topic of operators. Key: tenant/wallet. */
export interface WithdrawalDecisionHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
}

/** Value of withdrawal-decisions, the topic of operators. Key: tenant/wallet. */
export type WithdrawalDecision = WithdrawalDecisionHead & WithdrawalDecisionBody
export type WithdrawalDecisionBody =
  | ApproveWithdrawal
  | RejectWithdrawal
  | ResolveWithdrawal
  | RepairPayout

/** The head of WithdrawalEvent. Value of withdrawal-changelog. Key: tenant/wallet. Exactly one for each command. */
export interface WithdrawalEventHead {
  /** Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes. */
  readonly hash?: Uint8Array
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** Names this operation. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
  /** Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered. */
  readonly revision: number
  /** When the broker got the command. All time in decisions is this. */
  readonly at: number
  /** Topic of the command; its partition is this record's own. */
  readonly sourceTopic: string
  /** Offset of the command. */
  readonly sourceOffset: number
  /** Of the command's parameters: tells a repeat from a re-used id, and which fields differ. */
  readonly fingerprint: Uint8Array
  /** Until when the operation is remembered at least. Later the same command may count as a new operation. 0: for ever. */
  readonly keptUntil?: number
}

/** Value of withdrawal-changelog. Key: tenant/wallet. Exactly one for each command. */
export type WithdrawalEvent = WithdrawalEventHead & WithdrawalEventBody
export type WithdrawalEventBody =
  | PayoutStarted
  | PayoutCompleted
  | PayoutFailed
  | OperationRefused
  | RecordDeadLettered
  | PayoutApprovalRequired
  | PayoutScheduled
  | PayoutApproved
  | PayoutRouted
  | InvoiceRecorded
  | PayoutAttemptFailed
  | PayoutCancelRequested
  | PayoutCancelled
  | PayoutOutcomeUnknown
  | PayoutMismatched
  | PayoutPaidAfterClose
  | PayoutPaidTwice
  | ReturnRecorded
  | PayoutContradicted
  | NotificationKept
  | PayoutNotStopped
  | PayoutRepaired

/** Every record that the wire or the store knows, by name. */
export const schemas = {
 "PartyKey": {
  "type": "record",
  "name": "PartyKey",
  "namespace": "wallets",
  "doc": "The private key of a party's personal data, for those who may read it. The last one of a key counts; the topic is compacted.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "party",
    "type": "string",
    "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
   },
   {
    "name": "privateKey",
    "type": "bytes",
    "doc": "Encrypted to the tenant's personal key. Empty: erased."
   },
   {
    "name": "tenantRevision",
    "type": "long",
    "doc": "Whose personal key it is encrypted to."
   }
  ]
 },
 "Provider": {
  "type": "record",
  "name": "Provider",
  "namespace": "wallets",
  "doc": "A company that pays out for one tenant. A row of a table that every instance reads whole.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "provider",
    "type": "string",
    "doc": "The id in the names of its two topics: lower-case letters, digits and dashes."
   },
   {
    "name": "revision",
    "type": "long",
    "doc": "1, 2, 3 …: grows with each change."
   },
   {
    "name": "currencies",
    "type": {
     "type": "array",
     "items": "string"
    },
    "doc": "Codes of the currencies it pays out."
   },
   {
    "name": "terminals",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "Terminal",
      "namespace": "wallets",
      "doc": "One way in which a provider pays out.",
      "fields": [
       {
        "name": "terminal",
        "type": "string",
        "doc": "Its id, unique in its provider."
       },
       {
        "name": "currencies",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "Codes of the currencies it pays out. Empty: all of its provider's."
       },
       {
        "name": "methods",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "Methods it pays by. Empty: any."
       },
       {
        "name": "amountMin",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "The least amount it takes, in minor units. 0: none."
       },
       {
        "name": "amountMax",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "The greatest amount it takes. 0: none."
       },
       {
        "name": "priority",
        "type": "int",
        "default": 0,
        "doc": "The highest is tried first."
       },
       {
        "name": "weight",
        "type": "int",
        "default": 1,
        "doc": "Share of the payouts among terminals of one priority. 0: after all others."
       },
       {
        "name": "allow",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Rule",
          "namespace": "wallets",
          "doc": "A rule that a withdrawal may meet. It meets the rule when it meets every condition given; an empty one is none.",
          "fields": [
           {
            "name": "description",
            "type": "string",
            "default": "",
            "doc": "For the operator, and in the rejection."
           },
           {
            "name": "wallets",
            "type": {
             "type": "array",
             "items": "string"
            },
            "default": [],
            "doc": "Wallet ids."
           },
           {
            "name": "parties",
            "type": {
             "type": "array",
             "items": "string"
            },
            "default": [],
            "doc": "Parties."
           },
           {
            "name": "currencies",
            "type": {
             "type": "array",
             "items": "string"
            },
            "default": [],
            "doc": "Codes."
           },
           {
            "name": "methods",
            "type": {
             "type": "array",
             "items": "string"
            },
            "default": [],
            "doc": "Methods."
           },
           {
            "name": "destinations",
            "type": {
             "type": "array",
             "items": "string"
            },
            "default": [],
            "doc": "Beginnings of destinations: tok_test_."
           },
           {
            "name": "amountMin",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "default": 0,
            "doc": "The least amount. 0: none."
           },
           {
            "name": "amountMax",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "default": 0,
            "doc": "The greatest amount. 0: none."
           }
          ]
         }
        },
        "default": [],
        "doc": "If there are any, a withdrawal must meet one of them."
       },
       {
        "name": "prohibit",
        "type": {
         "type": "array",
         "items": "Rule"
        },
        "default": [],
        "doc": "A withdrawal must meet none of them. A rule without conditions stops the terminal."
       },
       {
        "name": "fee",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "PlanPosting",
          "namespace": "wallets",
          "doc": "One movement of money in a cash-flow plan.",
          "fields": [
           {
            "name": "debit",
            "type": {
             "type": "enum",
             "name": "PlanAccount",
             "namespace": "wallets",
             "doc": "An account of a cash-flow plan, before it is known whose it is.",
             "symbols": [
              "unknown",
              "wallet",
              "destination",
              "system",
              "subagent",
              "provider",
              "source"
             ],
             "default": "unknown"
            },
            "doc": "Account the volume leaves."
           },
           {
            "name": "credit",
            "type": "PlanAccount",
            "doc": "Account the volume reaches."
           },
           {
            "name": "volume",
            "type": {
             "type": "record",
             "name": "Volume",
             "namespace": "wallets",
             "doc": "How much a planned posting moves. Zero moves nothing.",
             "fields": [
              {
               "name": "kind",
               "type": {
                "type": "enum",
                "name": "VolumeKind",
                "namespace": "wallets",
                "doc": "How the volume of a planned posting is computed.",
                "symbols": [
                 "unknown",
                 "fixed",
                 "share",
                 "min_of",
                 "max_of"
                ],
                "default": "unknown"
               },
               "doc": "fixed: `amount` of `currency`. share: `numerator`/`denominator` of the withdrawal's amount. min_of, max_of: the least, the greatest of `of`."
              },
              {
               "name": "amount",
               "type": {
                "type": "long",
                "logicalType": "minor-units"
               },
               "default": 0,
               "doc": "Of a fixed volume. Minor units of `currency`."
              },
              {
               "name": "currency",
               "type": "string",
               "default": "",
               "doc": "Of a fixed volume: the route is rejected for a withdrawal in another one."
              },
              {
               "name": "numerator",
               "type": "long",
               "default": 0,
               "doc": "Of a share: 10 of 100 is a tenth."
              },
              {
               "name": "denominator",
               "type": "long",
               "default": 1,
               "doc": "Of a share. Positive."
              },
              {
               "name": "rounding",
               "type": {
                "type": "enum",
                "name": "Rounding",
                "namespace": "wallets",
                "doc": "Where a share that is half a minor unit goes.",
                "symbols": [
                 "half_away_from_zero",
                 "half_towards_zero"
                ],
                "default": "half_away_from_zero"
               },
               "default": "half_away_from_zero",
               "doc": "Of a share."
              },
              {
               "name": "of",
               "type": {
                "type": "array",
                "items": "Volume"
               },
               "default": [],
               "doc": "Of min_of and max_of: at least one."
              }
             ]
            }
           }
          ]
         }
        },
        "default": [],
        "doc": "What the provider takes, added to the tenant's plan."
       },
       {
        "name": "limits",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "TurnoverLimit",
          "namespace": "wallets",
          "doc": "How much of one currency a terminal takes in a period. What is held for attempts under way counts.",
          "fields": [
           {
            "name": "currency",
            "type": "string",
            "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
           },
           {
            "name": "measure",
            "type": {
             "type": "enum",
             "name": "Measure",
             "namespace": "wallets",
             "doc": "What a turnover limit counts.",
             "symbols": [
              "amount",
              "count"
             ],
             "default": "amount"
            }
           },
           {
            "name": "period",
            "type": {
             "type": "enum",
             "name": "Period",
             "namespace": "wallets",
             "doc": "The span of a turnover limit, in UTC: the day, the ISO week from Monday, the calendar month.",
             "symbols": [
              "day",
              "week",
              "month"
             ],
             "default": "day"
            }
           },
           {
            "name": "max",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units, or a number of payouts. It may be reached, not passed."
           }
          ]
         }
        },
        "default": [],
        "doc": "Turnover limits."
       }
      ]
     }
    },
    "default": [],
    "doc": "Its ways of paying out. Empty: one without conditions, called default."
   },
   {
    "name": "answerMs",
    "type": "long",
    "default": 900000,
    "doc": "Milliseconds after which silence makes an outcome unknown."
   },
   {
    "name": "enquiryFirstMs",
    "type": "long",
    "default": 60000,
    "doc": "Milliseconds from then to the first enquiry but one; doubled with each."
   },
   {
    "name": "enquiryMaxMs",
    "type": "long",
    "default": 21600000,
    "doc": "Milliseconds between two enquiries at most."
   }
  ]
 },
 "Source": {
  "type": "record",
  "name": "Source",
  "namespace": "wallets",
  "doc": "Where deposits of one tenant come from. One without a row is authorized. A row of a table that every instance reads whole.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "source",
    "type": "string",
    "doc": "Where the money comes from: an account of the tenant's own, by its id."
   },
   {
    "name": "revision",
    "type": "long",
    "doc": "1, 2, 3 …: grows with each change. Decisions record the one they used."
   },
   {
    "name": "isAuthorized",
    "type": "boolean",
    "default": true,
    "doc": "Whether its deposits are completed. Until then they are pending."
   },
   {
    "name": "waitMs",
    "type": "long",
    "default": 0,
    "doc": "Milliseconds after which a deposit fails whose source is not authorized by then. 0: never."
   }
  ]
 },
 "Tenant": {
  "type": "record",
  "name": "Tenant",
  "namespace": "wallets",
  "doc": "One client of the service: its currencies and its policies. A row of a table that every instance reads whole.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "revision",
    "type": "long",
    "doc": "1, 2, 3 …: grows with each change. Decisions record the one they used."
   },
   {
    "name": "currencies",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "Currency",
      "namespace": "wallets",
      "doc": "A currency as one tenant uses it.",
      "fields": [
       {
        "name": "code",
        "type": "string",
        "doc": "EUR, USD, JPY … or the tenant's own."
       },
       {
        "name": "exponent",
        "type": "int",
        "doc": "Digits after the decimal point: 2 for EUR, 0 for JPY. For display; amounts are minor units."
       }
      ]
     }
    }
   },
   {
    "name": "withdrawalPlan",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "PlanPosting",
      "namespace": "wallets",
      "doc": "One movement of money in a cash-flow plan.",
      "fields": [
       {
        "name": "debit",
        "type": {
         "type": "enum",
         "name": "PlanAccount",
         "namespace": "wallets",
         "doc": "An account of a cash-flow plan, before it is known whose it is.",
         "symbols": [
          "unknown",
          "wallet",
          "destination",
          "system",
          "subagent",
          "provider",
          "source"
         ],
         "default": "unknown"
        },
        "doc": "Account the volume leaves."
       },
       {
        "name": "credit",
        "type": "PlanAccount",
        "doc": "Account the volume reaches."
       },
       {
        "name": "volume",
        "type": {
         "type": "record",
         "name": "Volume",
         "namespace": "wallets",
         "doc": "How much a planned posting moves. Zero moves nothing.",
         "fields": [
          {
           "name": "kind",
           "type": {
            "type": "enum",
            "name": "VolumeKind",
            "namespace": "wallets",
            "doc": "How the volume of a planned posting is computed.",
            "symbols": [
             "unknown",
             "fixed",
             "share",
             "min_of",
             "max_of"
            ],
            "default": "unknown"
           },
           "doc": "fixed: `amount` of `currency`. share: `numerator`/`denominator` of the withdrawal's amount. min_of, max_of: the least, the greatest of `of`."
          },
          {
           "name": "amount",
           "type": {
            "type": "long",
            "logicalType": "minor-units"
           },
           "default": 0,
           "doc": "Of a fixed volume. Minor units of `currency`."
          },
          {
           "name": "currency",
           "type": "string",
           "default": "",
           "doc": "Of a fixed volume: the route is rejected for a withdrawal in another one."
          },
          {
           "name": "numerator",
           "type": "long",
           "default": 0,
           "doc": "Of a share: 10 of 100 is a tenth."
          },
          {
           "name": "denominator",
           "type": "long",
           "default": 1,
           "doc": "Of a share. Positive."
          },
          {
           "name": "rounding",
           "type": {
            "type": "enum",
            "name": "Rounding",
            "namespace": "wallets",
            "doc": "Where a share that is half a minor unit goes.",
            "symbols": [
             "half_away_from_zero",
             "half_towards_zero"
            ],
            "default": "half_away_from_zero"
           },
           "default": "half_away_from_zero",
           "doc": "Of a share."
          },
          {
           "name": "of",
           "type": {
            "type": "array",
            "items": "Volume"
           },
           "default": [],
           "doc": "Of min_of and max_of: at least one."
          }
         ]
        }
       }
      ]
     }
    },
    "default": [],
    "doc": "What a withdrawal moves between accounts. Empty: its whole amount, from the wallet to the destination."
   },
   {
    "name": "approvals",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "ApprovalPolicy",
      "namespace": "wallets",
      "doc": "Withdrawals that wait for an operator.",
      "fields": [
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "above",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Amounts above this one, in minor units."
       }
      ]
     }
    },
    "default": [],
    "doc": "Which withdrawals wait for an operator."
   },
   {
    "name": "attemptsMax",
    "type": "int",
    "default": 1,
    "doc": "How many routes are tried for one withdrawal."
   },
   {
    "name": "transientFailures",
    "type": {
     "type": "array",
     "items": "string"
    },
    "default": [
     "authorization_failed:temporarily_unavailable"
    ],
    "doc": "Failures after which the next route is tried: whole tokens from the left of a reason."
   },
   {
    "name": "parties",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "PartyPolicy",
      "namespace": "wallets",
      "doc": "What differs for one party.",
      "fields": [
       {
        "name": "party",
        "type": "string",
        "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
       },
       {
        "name": "transientFailures",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "Replaces the tenant's list."
       }
      ]
     }
    },
    "default": [],
    "doc": "What differs for single parties."
   },
   {
    "name": "quoteMs",
    "type": "long",
    "default": 600000,
    "doc": "Milliseconds for which a quote can be used."
   },
   {
    "name": "personalKey",
    "type": "string",
    "default": "",
    "doc": "The tenant's public key for personal data: X25519, base64. Empty: no personal data is taken."
   },
   {
    "name": "classes",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "IdentityClass",
      "namespace": "wallets",
      "doc": "What kind of identity there is, and how it gets known.",
      "fields": [
       {
        "name": "class",
        "type": "string",
        "doc": "Its name: person, company."
       },
       {
        "name": "levels",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "IdentityLevel",
          "namespace": "wallets",
          "doc": "A level and what the tenant calls it.",
          "fields": [
           {
            "name": "level",
            "type": "int",
            "doc": "How well somebody is known: 0, 1, 2 … in an order of the tenant's own."
           },
           {
            "name": "name",
            "type": "string"
           }
          ]
         }
        },
        "default": []
       },
       {
        "name": "initialLevel",
        "type": "int",
        "default": 0,
        "doc": "Before any challenge."
       },
       {
        "name": "challenges",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "ChallengeClass",
          "namespace": "wallets",
          "doc": "A way to be identified.",
          "fields": [
           {
            "name": "class",
            "type": "string",
            "doc": "Its name among the challenge classes of its identity class."
           },
           {
            "name": "verifier",
            "type": "string",
            "doc": "The identification provider that is asked, by its id among the tenant's verifiers."
           },
           {
            "name": "proofs",
            "type": {
             "type": "array",
             "items": "string"
            },
            "default": [],
            "doc": "Types of proofs that have to be given."
           },
           {
            "name": "fromLevel",
            "type": "int",
            "doc": "The level that an identity has to have."
           },
           {
            "name": "toLevel",
            "type": "int",
            "doc": "The level that approval leads to. Higher."
           },
           {
            "name": "answerMs",
            "type": "long",
            "default": 0,
            "doc": "Milliseconds after which a silent verifier has failed. 0: never."
           }
          ]
         }
        },
        "default": []
       }
      ]
     }
    },
    "default": [],
    "doc": "Kinds of identities."
   },
   {
    "name": "levelPolicies",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "LevelPolicy",
      "namespace": "wallets",
      "doc": "Operations that need a level.",
      "fields": [
       {
        "name": "operation",
        "type": {
         "type": "enum",
         "name": "GuardedOperation",
         "namespace": "wallets",
         "doc": "What moves money, and may need an identification or have limits.",
         "symbols": [
          "unknown",
          "deposit",
          "withdrawal",
          "transfer_out",
          "transfer_in",
          "hold"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "above",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Amounts above this one, in minor units."
       },
       {
        "name": "level",
        "type": "int",
        "doc": "The least level that will do."
       }
      ]
     }
    },
    "default": [],
    "doc": "Operations that need an identification. Of several that apply, the highest level."
   },
   {
    "name": "isOwnerRequired",
    "type": "boolean",
    "default": false,
    "doc": "Whether every new wallet has to belong to an identity."
   },
   {
    "name": "serviceLimits",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "ServiceLimit",
      "namespace": "wallets",
      "doc": "A ceiling on how many of something a party may have at a time.",
      "fields": [
       {
        "name": "kind",
        "type": {
         "type": "enum",
         "name": "LimitKind",
         "namespace": "wallets",
         "doc": "What a party has a limited number of.",
         "symbols": [
          "unknown",
          "identities",
          "wallets",
          "destinations",
          "withdrawals"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "party",
        "type": "string",
        "default": "",
        "doc": "For this party alone. Empty: for every party without one of its own."
       },
       {
        "name": "ceiling",
        "type": "long"
       }
      ]
     }
    },
    "default": [],
    "doc": "Ceilings on what a party may have. 1,000 of each kind where nothing is said."
   },
   {
    "name": "operationsPerSecond",
    "type": "long",
    "default": 0,
    "doc": "Operations of clients in one partition and second, those refused not counted. 0: any number."
   },
   {
    "name": "operationRetentionMs",
    "type": "long",
    "default": 0,
    "doc": "Milliseconds for which an operation is remembered at least, so that its repeat changes nothing. 0: for ever."
   },
   {
    "name": "timeZone",
    "type": "string",
    "default": "UTC",
    "doc": "Where its days begin, by the name in the IANA database: Europe/Berlin."
   },
   {
    "name": "limits",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "LimitPolicy",
      "namespace": "wallets",
      "doc": "A limit of wallets, and which wallets have it. Of several that apply, each has to be kept.",
      "fields": [
       {
        "name": "limit",
        "type": "string",
        "doc": "Its name, a word of the tenant's own."
       },
       {
        "name": "operations",
        "type": {
         "type": "array",
         "items": "GuardedOperation"
        },
        "default": [],
        "doc": "Which operations it is asked for, and counts. Empty: all."
       },
       {
        "name": "wallets",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "Wallets that have it. Empty: any."
       },
       {
        "name": "identities",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "Identities whose wallets have it. Empty: any, and wallets without an owner."
       },
       {
        "name": "parties",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "Parties whose wallets have it. Empty: any, and wallets without an owner."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "measure",
        "type": {
         "type": "enum",
         "name": "LimitMeasure",
         "namespace": "wallets",
         "doc": "What a limit of a wallet is about: what the wallet has, the amount of one operation, what operations move in a period, or how many there are in it.",
         "symbols": [
          "unknown",
          "balance",
          "amount",
          "turnover",
          "count"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "period",
        "type": {
         "type": "enum",
         "name": "LimitPeriod",
         "namespace": "wallets",
         "doc": "The span of a wallet's limit, in the tenant's time zone: the day, the ISO week from Monday, the calendar month, the calendar year.",
         "symbols": [
          "day",
          "week",
          "month",
          "year"
         ],
         "default": "day"
        },
        "default": "day",
        "doc": "Of turnover and count."
       },
       {
        "name": "lower",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Bound",
          "namespace": "wallets",
          "doc": "One end of a range.",
          "fields": [
           {
            "name": "value",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units, or a number of operations."
           },
           {
            "name": "isInclusive",
            "type": "boolean",
            "default": true,
            "doc": "Whether the value itself is in the range."
           }
          ]
         }
        ],
        "default": null
       },
       {
        "name": "upper",
        "type": [
         "null",
         "Bound"
        ],
        "default": null
       }
      ]
     }
    },
    "default": [],
    "doc": "Limits of wallets."
   },
   {
    "name": "depositPlan",
    "type": {
     "type": "array",
     "items": "PlanPosting"
    },
    "default": [],
    "doc": "What a deposit moves between accounts. Empty: its whole amount, from the source to the wallet."
   },
   {
    "name": "transferPlan",
    "type": {
     "type": "array",
     "items": "PlanPosting"
    },
    "default": [],
    "doc": "What a transfer moves between accounts: `destination` is the wallet that is paid. Empty: its whole amount."
   },
   {
    "name": "stuckAfterMs",
    "type": "long",
    "default": 3600000,
    "doc": "Milliseconds after which a process that waits counts as stuck, and can be repaired."
   },
   {
    "name": "isRepairApproved",
    "type": "boolean",
    "default": false,
    "doc": "Whether repairs need a second person."
   },
   {
    "name": "stopped",
    "type": "string",
    "default": "",
    "doc": "Why no new operation is accepted, for people. Empty: operations are accepted."
   },
   {
    "name": "ownTopics",
    "type": [
     "null",
     {
      "type": "record",
      "name": "OwnTopics",
      "namespace": "wallets",
      "doc": "Topics of one tenant alone: docs/tenants.md.",
      "fields": [
       {
        "name": "partitions",
        "type": "int",
        "doc": "Of each. Chosen once."
       },
       {
        "name": "replication",
        "type": "int",
        "default": 0,
        "doc": "0: as the deployment's others."
       },
       {
        "name": "commandRetentionMs",
        "type": "long",
        "default": 0,
        "doc": "Milliseconds for which commands are kept. 0: as the deployment's others."
       }
      ]
     }
    ],
    "default": null,
    "doc": "Topics of its own. None: it shares those of the deployment."
   }
  ]
 },
 "Verifier": {
  "type": "record",
  "name": "Verifier",
  "namespace": "wallets",
  "doc": "A company that finds out for one tenant who somebody is. A row of a table that every instance reads whole.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "verifier",
    "type": "string",
    "doc": "The id in the names of its two topics: lower-case letters, digits and dashes."
   },
   {
    "name": "revision",
    "type": "long",
    "doc": "1, 2, 3 …: grows with each change."
   }
  ]
 },
 "Account": {
  "type": "record",
  "name": "Account",
  "namespace": "wallets",
  "doc": "What an account has moved.",
  "fields": [
   {
    "name": "totals",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "AccountLine",
      "namespace": "wallets",
      "doc": "What an account was debited and credited with, in one currency.",
      "fields": [
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "debit",
        "type": {
         "type": "bytes",
         "logicalType": "decimal",
         "precision": 38,
         "scale": 0
        },
        "doc": "Minor units that left the account. A sum of amounts: it may be more than a long holds."
       },
       {
        "name": "credit",
        "type": {
         "type": "bytes",
         "logicalType": "decimal",
         "precision": 38,
         "scale": 0
        },
        "doc": "Minor units that reached it."
       },
       {
        "name": "count",
        "type": "long",
        "doc": "How many times something left it or reached it."
       }
      ]
     }
    },
    "doc": "One for each currency."
   }
  ]
 },
 "Batch": {
  "type": "record",
  "name": "Batch",
  "namespace": "wallets",
  "doc": "What later decisions need of a batch. Once it has ended, its status is left.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "OperationStatus",
     "namespace": "wallets",
     "doc": "Life of an operation that moves money.",
     "symbols": [
      "pending",
      "completed",
      "failed"
     ],
     "default": "pending"
    }
   },
   {
    "name": "amount",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    },
    "doc": "Of all transfers."
   },
   {
    "name": "hold",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    },
    "doc": "0: nothing is held any more."
   },
   {
    "name": "flow",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "Posting",
      "namespace": "wallets",
      "doc": "One movement of money in double entry.",
      "fields": [
       {
        "name": "debit",
        "type": "string",
        "doc": "Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant."
       },
       {
        "name": "credit",
        "type": "string",
        "doc": "Account the amount reaches."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency`. Positive."
       },
       {
        "name": "currency",
        "type": "string"
       }
      ]
     }
    },
    "doc": "What it is to move."
   },
   {
    "name": "legs",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "BatchLeg",
      "namespace": "wallets",
      "doc": "One transfer of a batch, and what it brings.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in its batch."
       },
       {
        "name": "to",
        "type": "string",
        "doc": "The wallet that is paid, of the same tenant."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of the batch's currency. Positive."
       },
       {
        "name": "credited",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that the other wallet gets."
       }
      ]
     }
    }
   },
   {
    "name": "waiting",
    "type": {
     "type": "array",
     "items": "string"
    },
    "doc": "Transfers whose wallet has not answered."
   },
   {
    "name": "localDay",
    "type": "int"
   },
   {
    "name": "since",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "Since when it waits for what comes next. 0: it waits for nothing."
   }
  ]
 },
 "Challenge": {
  "type": "record",
  "name": "Challenge",
  "namespace": "wallets",
  "doc": "A challenge. Once ended, little of it matters.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "ChallengeStatus",
     "namespace": "wallets",
     "doc": "Life of a challenge. What is no longer pending stays as it is.",
     "symbols": [
      "pending",
      "approved",
      "denied",
      "failed",
      "cancelled"
     ],
     "default": "pending"
    }
   },
   {
    "name": "verifier",
    "type": "string",
    "doc": "The identification provider that is asked, by its id among the tenant's verifiers."
   },
   {
    "name": "class",
    "type": "string",
    "doc": "Its challenge class, while it is pending."
   },
   {
    "name": "proofs",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "Proof",
      "namespace": "wallets",
      "doc": "A document that proves who somebody is.",
      "fields": [
       {
        "name": "kind",
        "type": "string",
        "doc": "In words of the tenant's own, which the challenge class asks for: passport."
       },
       {
        "name": "token",
        "type": "string",
        "doc": "Stands for the document, and the verifier understands it. Never its number."
       }
      ]
     }
    },
    "doc": "While it is pending: its verifier may have to be asked again."
   },
   {
    "name": "fromLevel",
    "type": "int"
   },
   {
    "name": "toLevel",
    "type": "int"
   },
   {
    "name": "validUntil",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "Of its approval."
   },
   {
    "name": "dueAt",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "When a silent verifier has failed. 0: never."
   },
   {
    "name": "since",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "Since when it waits for what comes next. 0: it waits for nothing."
   }
  ]
 },
 "Credit": {
  "type": "record",
  "name": "Credit",
  "namespace": "wallets",
  "doc": "What later decisions need of a transfer that this wallet is paid by.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "CreditStatus",
     "namespace": "wallets",
     "doc": "Life of what a transfer brings to a wallet.",
     "symbols": [
      "reserved",
      "credited",
      "cancelled",
      "returned"
     ],
     "default": "reserved"
    }
   },
   {
    "name": "amount",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    }
   },
   {
    "name": "batch",
    "type": "string",
    "doc": "Empty: it is in none."
   },
   {
    "name": "localDay",
    "type": "int"
   },
   {
    "name": "since",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "Since when room is reserved, and the batch has not ended. 0: it has."
   }
  ]
 },
 "Deposit": {
  "type": "record",
  "name": "Deposit",
  "namespace": "wallets",
  "doc": "What later decisions need of a deposit that has an id.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "OperationStatus",
     "namespace": "wallets",
     "doc": "Life of an operation that moves money.",
     "symbols": [
      "pending",
      "completed",
      "failed"
     ],
     "default": "pending"
    }
   },
   {
    "name": "source",
    "type": "string"
   },
   {
    "name": "amount",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    }
   },
   {
    "name": "credited",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    },
    "doc": "What the wallet gets, or got."
   },
   {
    "name": "reverted",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    },
    "doc": "Of what it got: what went back."
   },
   {
    "name": "flow",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "Posting",
      "namespace": "wallets",
      "doc": "One movement of money in double entry.",
      "fields": [
       {
        "name": "debit",
        "type": "string",
        "doc": "Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant."
       },
       {
        "name": "credit",
        "type": "string",
        "doc": "Account the amount reaches."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency`. Positive."
       },
       {
        "name": "currency",
        "type": "string"
       }
      ]
     }
    },
    "doc": "What it is to move, or moves when it completes."
   },
   {
    "name": "dueAt",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "When its source is looked at again. 0: it is not pending."
   },
   {
    "name": "failsAt",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    }
   },
   {
    "name": "moved",
    "type": [
     "null",
     {
      "type": "record",
      "name": "Moved",
      "namespace": "wallets",
      "doc": "What an operation has moved in all, once that is not what its own flow says.",
      "fields": [
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        }
       },
       {
        "name": "isAdjusted",
        "type": "boolean",
        "doc": "Whether people have said so. Then nothing but what they say moves the wallet."
       }
      ]
     }
    ],
    "default": null,
    "doc": "Null: its flow, if it is completed, and nothing if it failed."
   },
   {
    "name": "localDay",
    "type": "int"
   },
   {
    "name": "since",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "Since when it waits for what comes next. 0: it waits for nothing."
   }
  ]
 },
 "Destination": {
  "type": "record",
  "name": "Destination",
  "namespace": "wallets",
  "doc": "Where money may be paid out to.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "DestinationStatus",
     "namespace": "wallets",
     "doc": "Life of a destination. A removed one stays removed.",
     "symbols": [
      "active",
      "removed"
     ],
     "default": "active"
    }
   },
   {
    "name": "revision",
    "type": "long"
   },
   {
    "name": "identity",
    "type": "string",
    "doc": "The identity's id, unique in its party."
   },
   {
    "name": "kind",
    "type": {
     "type": "enum",
     "name": "DestinationKind",
     "namespace": "wallets",
     "doc": "What a destination is. Also the method by which it is paid.",
     "symbols": [
      "unknown",
      "bank_card",
      "bank_account",
      "digital_wallet",
      "crypto_wallet"
     ],
     "default": "unknown"
    }
   },
   {
    "name": "token",
    "type": "string",
    "doc": "Where the money goes, as a token that the provider understands. Never a card number."
   }
  ]
 },
 "Identity": {
  "type": "record",
  "name": "Identity",
  "namespace": "wallets",
  "doc": "What later decisions need of an identity.",
  "fields": [
   {
    "name": "revision",
    "type": "long"
   },
   {
    "name": "class",
    "type": "string"
   },
   {
    "name": "initialLevel",
    "type": "int"
   },
   {
    "name": "approvals",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "Approval",
      "namespace": "wallets",
      "doc": "An approved challenge.",
      "fields": [
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "fromLevel",
        "type": "int"
       },
       {
        "name": "toLevel",
        "type": "int"
       },
       {
        "name": "validUntil",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "0: for ever."
       }
      ]
     }
    },
    "doc": "Those that count, in the order in which they came."
   },
   {
    "name": "hasExpired",
    "type": "boolean",
    "doc": "An approval that counted has expired."
   },
   {
    "name": "pending",
    "type": "string",
    "doc": "The challenge that is pending. Empty: none."
   },
   {
    "name": "dueAt",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "When the first of its approvals expires, or did: until wallets are told so. 0: never."
   }
  ]
 },
 "Party": {
  "type": "record",
  "name": "Party",
  "namespace": "wallets",
  "doc": "What later decisions need of a party.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "PartyStatus",
     "namespace": "wallets",
     "doc": "Life of a party. An erased one stays erased.",
     "symbols": [
      "registered",
      "blocked",
      "erased"
     ],
     "default": "registered"
    }
   },
   {
    "name": "publicKey",
    "type": "bytes"
   },
   {
    "name": "identities",
    "type": "long",
    "doc": "How many."
   },
   {
    "name": "destinations",
    "type": "long",
    "doc": "How many that are not removed."
   },
   {
    "name": "wallets",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "OwnedWallet",
      "namespace": "wallets",
      "doc": "A wallet of a party, and what it was told last of its identity: a block tells it again.",
      "fields": [
       {
        "name": "wallet",
        "type": "string",
        "doc": "The wallet's id, unique in its tenant."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "revision",
        "type": "long"
       },
       {
        "name": "identification",
        "type": {
         "type": "record",
         "name": "Identification",
         "namespace": "wallets",
         "doc": "How well an identity is known, and until when.",
         "fields": [
          {
           "name": "level",
           "type": "int",
           "doc": "How well somebody is known: 0, 1, 2 … in an order of the tenant's own."
          },
          {
           "name": "status",
           "type": {
            "type": "enum",
            "name": "IdentificationStatus",
            "namespace": "wallets",
            "doc": "Whether an approved challenge vouches for an identity now.",
            "symbols": [
             "none",
             "active",
             "expired"
            ],
            "default": "none"
           }
          },
          {
           "name": "validUntil",
           "type": {
            "type": "long",
            "logicalType": "timestamp-millis"
           },
           "default": 0,
           "doc": "From when on `levelAfter` counts. 0: for ever."
          },
          {
           "name": "levelAfter",
           "type": "int",
           "default": 0,
           "doc": "The level from `validUntil` on, unless told otherwise."
          },
          {
           "name": "challenge",
           "type": "string",
           "default": "",
           "doc": "The effective challenge: the last approved one that is valid. Empty: none."
          }
         ]
        }
       }
      ]
     }
    }
   },
   {
    "name": "withdrawals",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "OpenWithdrawal",
      "namespace": "wallets",
      "doc": "A withdrawal of a party that has not ended.",
      "fields": [
       {
        "name": "wallet",
        "type": "string",
        "doc": "The wallet's id, unique in its tenant."
       },
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       }
      ]
     }
    }
   }
  ]
 },
 "Payout": {
  "type": "record",
  "name": "Payout",
  "namespace": "wallets",
  "doc": "A withdrawal on its way to a provider. Once finished, only what a late notification is compared with is kept.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "PayoutStatus",
     "symbols": [
      "unmatched",
      "awaiting_approval",
      "scheduled",
      "ready",
      "reserving",
      "invoice_requested",
      "invoice_open",
      "cancel_requested",
      "outcome_unknown",
      "mismatched",
      "completed",
      "failed",
      "cancelled",
      "paid_after_close"
     ],
     "default": "unmatched"
    }
   },
   {
    "name": "currency",
    "type": "string",
    "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
   },
   {
    "name": "order",
    "type": [
     "null",
     {
      "type": "record",
      "name": "PayoutOrder",
      "namespace": "wallets",
      "doc": "What a withdrawal asks to be paid out, and how.",
      "fields": [
       {
        "name": "provider",
        "type": "string",
        "default": "",
        "doc": "The provider that must pay out. Empty: whichever the routing chooses."
       },
       {
        "name": "destination",
        "type": "string",
        "default": "",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "method",
        "type": "string",
        "default": "",
        "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
       },
       {
        "name": "party",
        "type": "string",
        "default": "",
        "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "The amount of the withdrawal. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "hold",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that the wallet holds: the amount, and fees that the owner bears."
       },
       {
        "name": "scheduledAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "default": 0,
        "doc": "Not to be paid out before this time. 0: at once."
       },
       {
        "name": "route",
        "type": [
         "null",
         {
          "type": "record",
          "name": "PinnedRoute",
          "namespace": "wallets",
          "doc": "A route that a quote has fixed: no other is tried.",
          "fields": [
           {
            "name": "quote",
            "type": "string",
            "doc": "The quote's id."
           },
           {
            "name": "provider",
            "type": "string",
            "doc": "The provider that pays out: a company, by its id among the tenant's providers."
           },
           {
            "name": "terminal",
            "type": "string",
            "doc": "One of the provider's terminals, by its id in the provider's configuration."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
           },
           {
            "name": "postings",
            "type": {
             "type": "array",
             "items": {
              "type": "record",
              "name": "Posting",
              "namespace": "wallets",
              "doc": "One movement of money in double entry.",
              "fields": [
               {
                "name": "debit",
                "type": "string",
                "doc": "Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant."
               },
               {
                "name": "credit",
                "type": "string",
                "doc": "Account the amount reaches."
               },
               {
                "name": "amount",
                "type": {
                 "type": "long",
                 "logicalType": "minor-units"
                },
                "doc": "Minor units of `currency`. Positive."
               },
               {
                "name": "currency",
                "type": "string"
               }
              ]
             }
            },
            "default": [],
            "doc": "What will move between accounts when this attempt is paid."
           },
           {
            "name": "tenantRevision",
            "type": "long",
            "doc": "Revision of the tenant's configuration that was decided against."
           },
           {
            "name": "providerRevision",
            "type": "long",
            "doc": "Revision of the provider's configuration that was decided against."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The route of its quote."
       },
       {
        "name": "pinned",
        "type": [
         "null",
         {
          "type": "record",
          "name": "PinnedDestination",
          "namespace": "wallets",
          "doc": "A destination of an identity as it was at these revisions.",
          "fields": [
           {
            "name": "party",
            "type": "string",
            "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
           },
           {
            "name": "identity",
            "type": "string",
            "doc": "The identity's id, unique in its party."
           },
           {
            "name": "identityRevision",
            "type": "long",
            "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
           },
           {
            "name": "destinationId",
            "type": "string",
            "doc": "A destination of the identity, by its id, unique in its party."
           },
           {
            "name": "destinationRevision",
            "type": "long",
            "doc": "Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The destination as it was confirmed, with the identity whose it is. None: the wallet has no owner."
       }
      ]
     }
    ],
    "default": null,
    "doc": "While it is not finished."
   },
   {
    "name": "attempts",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "Attempt",
      "namespace": "wallets",
      "doc": "One attempt to pay out.",
      "fields": [
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "terminal",
        "type": "string",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
       },
       {
        "name": "status",
        "type": {
         "type": "enum",
         "name": "AttemptStatus",
         "namespace": "wallets",
         "doc": "Life of an attempt. From declined on it is certain that it is not paid and will not be: the provider said so (declined, expired, cancelled, not_found), it never left (not_sent), or an operator decided it (written_off).",
         "symbols": [
          "unknown",
          "reserving",
          "open",
          "mismatched",
          "paid",
          "declined",
          "expired",
          "cancelled",
          "not_found",
          "not_sent",
          "written_off"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "hasTurnover",
        "type": "boolean",
        "doc": "Whether turnover is held for it."
       },
       {
        "name": "paid",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "All that the provider paid for it."
       },
       {
        "name": "returned",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "All that came back."
       },
       {
        "name": "since",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When the provider was asked, or issued its invoice."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "Its plan, while the payout is not finished."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why it failed, for certain."
       },
       {
        "name": "again",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Movement",
          "namespace": "wallets",
          "doc": "Money that a provider says it moved, once.",
          "fields": [
           {
            "name": "id",
            "type": "string",
            "doc": "The provider's own: of an invoice that it paid, or of a return."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "In the payout's currency."
           }
          ]
         }
        },
        "doc": "Invoices that were paid beside the first."
       },
       {
        "name": "returns",
        "type": {
         "type": "array",
         "items": "Movement"
        },
        "doc": "What came back."
       },
       {
        "name": "conflicts",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "What the provider said and could not be true: each is an event once."
       }
      ]
     }
    },
    "doc": "The first is number 1."
   },
   {
    "name": "dueAt",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "When something is due. 0: nothing."
   },
   {
    "name": "waiting",
    "type": [
     "null",
     {
      "type": "record",
      "name": "Waiting",
      "namespace": "wallets",
      "doc": "Since when an outcome is unknown, and how often the provider is asked.",
      "fields": [
       {
        "name": "since",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        }
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        }
       },
       {
        "name": "enquiryFirstMs",
        "type": "long"
       },
       {
        "name": "enquiryMaxMs",
        "type": "long"
       }
      ]
     }
    ],
    "default": null,
    "doc": "While the outcome is unknown."
   },
   {
    "name": "isCancelRequested",
    "type": "boolean",
    "doc": "Whether the client wants it cancelled."
   },
   {
    "name": "kept",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "Notification",
      "namespace": "wallets",
      "doc": "What a provider said of one reference.",
      "fields": [
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "kind",
        "type": {
         "type": "enum",
         "name": "NotificationKind",
         "namespace": "wallets",
         "doc": "What a provider says of an invoice, in a word.",
         "symbols": [
          "unknown",
          "issued",
          "paid",
          "declined",
          "expired",
          "cancelled",
          "returned",
          "pending",
          "not_found"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "invoice",
        "type": "string",
        "default": "",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "return",
        "type": "string",
        "default": "",
        "doc": "The provider's own id of what came back. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "What was really paid, or came back. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "default": "",
        "doc": "Of `amount`."
       },
       {
        "name": "reason",
        "type": "string",
        "default": "",
        "doc": "A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       }
      ]
     }
    },
    "doc": "What was said of references that are not known yet."
   },
   {
    "name": "since",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "Since when it waits for what comes next. 0: it waits for nothing."
   }
  ]
 },
 "PlacedHold": {
  "type": "record",
  "name": "PlacedHold",
  "namespace": "wallets",
  "doc": "What later decisions need of a hold.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "HoldStatus",
     "namespace": "wallets",
     "doc": "Life of a hold. What is no longer placed stays as it is.",
     "symbols": [
      "placed",
      "posted",
      "released",
      "expired"
     ],
     "default": "placed"
    }
   },
   {
    "name": "counterparty",
    "type": "string"
   },
   {
    "name": "left",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    },
    "doc": "What is still set aside."
   },
   {
    "name": "posted",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    },
    "doc": "What has moved to whom it is for."
   },
   {
    "name": "expiresAt",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "0: never, or it is over."
   },
   {
    "name": "localDay",
    "type": "int"
   }
  ]
 },
 "Quote": {
  "type": "record",
  "name": "Quote",
  "namespace": "wallets",
  "doc": "A quote that can still be used.",
  "fields": [
   {
    "name": "destination",
    "type": "string",
    "doc": "Where the money goes, as a token that the provider understands. Never a card number."
   },
   {
    "name": "amount",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    },
    "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
   },
   {
    "name": "currency",
    "type": "string",
    "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
   },
   {
    "name": "method",
    "type": "string",
    "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
   },
   {
    "name": "party",
    "type": "string",
    "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
   },
   {
    "name": "hold",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    },
    "doc": "Minor units that the wallet holds: the amount, and fees that the owner bears."
   },
   {
    "name": "expiresAt",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    }
   },
   {
    "name": "route",
    "type": {
     "type": "record",
     "name": "PinnedRoute",
     "namespace": "wallets",
     "doc": "A route that a quote has fixed: no other is tried.",
     "fields": [
      {
       "name": "quote",
       "type": "string",
       "doc": "The quote's id."
      },
      {
       "name": "provider",
       "type": "string",
       "doc": "The provider that pays out: a company, by its id among the tenant's providers."
      },
      {
       "name": "terminal",
       "type": "string",
       "doc": "One of the provider's terminals, by its id in the provider's configuration."
      },
      {
       "name": "amount",
       "type": {
        "type": "long",
        "logicalType": "minor-units"
       },
       "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
      },
      {
       "name": "postings",
       "type": {
        "type": "array",
        "items": {
         "type": "record",
         "name": "Posting",
         "namespace": "wallets",
         "doc": "One movement of money in double entry.",
         "fields": [
          {
           "name": "debit",
           "type": "string",
           "doc": "Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant."
          },
          {
           "name": "credit",
           "type": "string",
           "doc": "Account the amount reaches."
          },
          {
           "name": "amount",
           "type": {
            "type": "long",
            "logicalType": "minor-units"
           },
           "doc": "Minor units of `currency`. Positive."
          },
          {
           "name": "currency",
           "type": "string"
          }
         ]
        }
       },
       "default": [],
       "doc": "What will move between accounts when this attempt is paid."
      },
      {
       "name": "tenantRevision",
       "type": "long",
       "doc": "Revision of the tenant's configuration that was decided against."
      },
      {
       "name": "providerRevision",
       "type": "long",
       "doc": "Revision of the provider's configuration that was decided against."
      }
     ]
    }
   },
   {
    "name": "destinationId",
    "type": "string",
    "doc": "A destination of the identity, by its id, unique in its party."
   }
  ]
 },
 "Rate": {
  "type": "record",
  "name": "Rate",
  "namespace": "wallets",
  "doc": "How many operations of clients a tenant had in one second.",
  "fields": [
   {
    "name": "second",
    "type": "long",
    "doc": "Since 1970."
   },
   {
    "name": "operations",
    "type": "long"
   }
  ]
 },
 "Reservation": {
  "type": "record",
  "name": "Reservation",
  "namespace": "wallets",
  "doc": "Turnover that is held for one attempt.",
  "fields": [
   {
    "name": "amount",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    },
    "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
   },
   {
    "name": "currency",
    "type": "string",
    "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
   },
   {
    "name": "at",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "When it was held: it counts in the periods of that time."
   }
  ]
 },
 "Revert": {
  "type": "record",
  "name": "Revert",
  "namespace": "wallets",
  "doc": "A part of a deposit that went back.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "OperationStatus",
     "namespace": "wallets",
     "doc": "Life of an operation that moves money.",
     "symbols": [
      "pending",
      "completed",
      "failed"
     ],
     "default": "pending"
    }
   },
   {
    "name": "amount",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    }
   },
   {
    "name": "flow",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "Posting",
      "namespace": "wallets",
      "doc": "One movement of money in double entry.",
      "fields": [
       {
        "name": "debit",
        "type": "string",
        "doc": "Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant."
       },
       {
        "name": "credit",
        "type": "string",
        "doc": "Account the amount reaches."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency`. Positive."
       },
       {
        "name": "currency",
        "type": "string"
       }
      ]
     }
    },
    "doc": "What it moved when it completed."
   },
   {
    "name": "moved",
    "type": [
     "null",
     {
      "type": "record",
      "name": "Moved",
      "namespace": "wallets",
      "doc": "What an operation has moved in all, once that is not what its own flow says.",
      "fields": [
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        }
       },
       {
        "name": "isAdjusted",
        "type": "boolean",
        "doc": "Whether people have said so. Then nothing but what they say moves the wallet."
       }
      ]
     }
    ],
    "default": null,
    "doc": "Null: its flow, if it is completed, and nothing if it failed."
   }
  ]
 },
 "Transfer": {
  "type": "record",
  "name": "Transfer",
  "namespace": "wallets",
  "doc": "What later decisions need of a transfer that this wallet pays.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "OperationStatus",
     "namespace": "wallets",
     "doc": "Life of an operation that moves money.",
     "symbols": [
      "pending",
      "completed",
      "failed"
     ],
     "default": "pending"
    }
   },
   {
    "name": "to",
    "type": "string"
   },
   {
    "name": "amount",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    }
   },
   {
    "name": "hold",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    }
   },
   {
    "name": "credited",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    }
   },
   {
    "name": "flow",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "Posting",
      "namespace": "wallets",
      "doc": "One movement of money in double entry.",
      "fields": [
       {
        "name": "debit",
        "type": "string",
        "doc": "Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant."
       },
       {
        "name": "credit",
        "type": "string",
        "doc": "Account the amount reaches."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency`. Positive."
       },
       {
        "name": "currency",
        "type": "string"
       }
      ]
     }
    },
    "doc": "What it is to move, or has moved in all, on this side."
   },
   {
    "name": "adjustment",
    "type": "string",
    "doc": "The operation id of the adjustment that waits for the other wallet. Empty: none does."
   },
   {
    "name": "batch",
    "type": "string",
    "doc": "Empty: it is in none."
   },
   {
    "name": "localDay",
    "type": "int"
   },
   {
    "name": "since",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "Since when it waits for what comes next. 0: it waits for nothing."
   },
   {
    "name": "isRepaired",
    "type": "boolean",
    "doc": "Whether it was ended by hand, so that the other wallet may know nothing of it."
   }
  ]
 },
 "Turnover": {
  "type": "record",
  "name": "Turnover",
  "namespace": "wallets",
  "doc": "What a terminal paid, or is about to, in one currency.",
  "fields": [
   {
    "name": "days",
    "type": {
     "type": "record",
     "name": "Usage",
     "namespace": "wallets",
     "doc": "The latest period in which anything was held.",
     "fields": [
      {
       "name": "start",
       "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
       },
       "doc": "When the period began, in UTC."
      },
      {
       "name": "amount",
       "type": {
        "type": "long",
        "logicalType": "minor-units"
       },
       "doc": "Held and committed, in minor units."
      },
      {
       "name": "count",
       "type": "long",
       "doc": "Held and committed payouts."
      }
     ]
    }
   },
   {
    "name": "weeks",
    "type": "Usage"
   },
   {
    "name": "months",
    "type": "Usage"
   }
  ]
 },
 "Wallet": {
  "type": "record",
  "name": "Wallet",
  "namespace": "wallets",
  "doc": "What later decisions need of a wallet.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "WalletStatus",
     "namespace": "wallets",
     "doc": "Life of a wallet. A closed one stays closed.",
     "symbols": [
      "open",
      "blocked",
      "closed",
      "opening"
     ],
     "default": "open"
    }
   },
   {
    "name": "currency",
    "type": "string"
   },
   {
    "name": "posted",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    }
   },
   {
    "name": "held",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    }
   },
   {
    "name": "owner",
    "type": [
     "null",
     {
      "type": "record",
      "name": "Owner",
      "namespace": "wallets",
      "doc": "Whose wallet it is, as its party told last.",
      "fields": [
       {
        "name": "party",
        "type": "string",
        "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "revision",
        "type": "long",
        "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "isBlocked",
        "type": "boolean",
        "default": false,
        "doc": "The party is blocked."
       },
       {
        "name": "identification",
        "type": {
         "type": "record",
         "name": "Identification",
         "namespace": "wallets",
         "doc": "How well an identity is known, and until when.",
         "fields": [
          {
           "name": "level",
           "type": "int",
           "doc": "How well somebody is known: 0, 1, 2 … in an order of the tenant's own."
          },
          {
           "name": "status",
           "type": {
            "type": "enum",
            "name": "IdentificationStatus",
            "namespace": "wallets",
            "doc": "Whether an approved challenge vouches for an identity now.",
            "symbols": [
             "none",
             "active",
             "expired"
            ],
            "default": "none"
           }
          },
          {
           "name": "validUntil",
           "type": {
            "type": "long",
            "logicalType": "timestamp-millis"
           },
           "default": 0,
           "doc": "From when on `levelAfter` counts. 0: for ever."
          },
          {
           "name": "levelAfter",
           "type": "int",
           "default": 0,
           "doc": "The level from `validUntil` on, unless told otherwise."
          },
          {
           "name": "challenge",
           "type": "string",
           "default": "",
           "doc": "The effective challenge: the last approved one that is valid. Empty: none."
          }
         ]
        }
       }
      ]
     }
    ],
    "doc": "While it is being opened, as far as the command told."
   },
   {
    "name": "incoming",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    },
    "doc": "Minor units that are expected and have their room: of pending deposits and batches."
   },
   {
    "name": "usages",
    "type": {
     "type": "array",
     "items": {
      "type": "record",
      "name": "WalletUsage",
      "namespace": "wallets",
      "doc": "What a wallet has used of limits of a period.",
      "fields": [
       {
        "name": "operation",
        "type": {
         "type": "enum",
         "name": "GuardedOperation",
         "namespace": "wallets",
         "doc": "What moves money, and may need an identification or have limits.",
         "symbols": [
          "unknown",
          "deposit",
          "withdrawal",
          "transfer_out",
          "transfer_in",
          "hold"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "period",
        "type": {
         "type": "enum",
         "name": "LimitPeriod",
         "namespace": "wallets",
         "doc": "The span of a wallet's limit, in the tenant's time zone: the day, the ISO week from Monday, the calendar month, the calendar year.",
         "symbols": [
          "day",
          "week",
          "month",
          "year"
         ],
         "default": "day"
        }
       },
       {
        "name": "start",
        "type": "int",
        "doc": "The day on which the period began, in days since 1970."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "In minor units."
       },
       {
        "name": "count",
        "type": "long",
        "doc": "Operations."
       }
      ]
     }
    },
    "doc": "Of periods that are not over."
   },
   {
    "name": "since",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "While it is being opened: since when its party has been asked. 0 otherwise."
   },
   {
    "name": "asked",
    "type": "string",
    "doc": "The operation that asked its party, while it is being opened."
   }
  ]
 },
 "Withdrawal": {
  "type": "record",
  "name": "Withdrawal",
  "namespace": "wallets",
  "doc": "A withdrawal's money. Once finished little is kept.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "WithdrawalStatus",
     "namespace": "wallets",
     "doc": "Life of a withdrawal.",
     "symbols": [
      "pending",
      "completed",
      "failed"
     ],
     "default": "pending"
    }
   },
   {
    "name": "hold",
    "type": [
     "null",
     {
      "type": "record",
      "name": "Hold",
      "namespace": "wallets",
      "doc": "The money side of a pending withdrawal.",
      "fields": [
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "The amount of the withdrawal."
       },
       {
        "name": "hold",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What is held for it."
       },
       {
        "name": "order",
        "type": {
         "type": "record",
         "name": "PayoutOrder",
         "namespace": "wallets",
         "doc": "What a withdrawal asks to be paid out, and how.",
         "fields": [
          {
           "name": "provider",
           "type": "string",
           "default": "",
           "doc": "The provider that must pay out. Empty: whichever the routing chooses."
          },
          {
           "name": "destination",
           "type": "string",
           "default": "",
           "doc": "Where the money goes, as a token that the provider understands. Never a card number."
          },
          {
           "name": "method",
           "type": "string",
           "default": "",
           "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
          },
          {
           "name": "party",
           "type": "string",
           "default": "",
           "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
          },
          {
           "name": "amount",
           "type": {
            "type": "long",
            "logicalType": "minor-units"
           },
           "doc": "The amount of the withdrawal. Minor units of `currency`."
          },
          {
           "name": "currency",
           "type": "string",
           "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
          },
          {
           "name": "hold",
           "type": {
            "type": "long",
            "logicalType": "minor-units"
           },
           "doc": "Minor units that the wallet holds: the amount, and fees that the owner bears."
          },
          {
           "name": "scheduledAt",
           "type": {
            "type": "long",
            "logicalType": "timestamp-millis"
           },
           "default": 0,
           "doc": "Not to be paid out before this time. 0: at once."
          },
          {
           "name": "route",
           "type": [
            "null",
            {
             "type": "record",
             "name": "PinnedRoute",
             "namespace": "wallets",
             "doc": "A route that a quote has fixed: no other is tried.",
             "fields": [
              {
               "name": "quote",
               "type": "string",
               "doc": "The quote's id."
              },
              {
               "name": "provider",
               "type": "string",
               "doc": "The provider that pays out: a company, by its id among the tenant's providers."
              },
              {
               "name": "terminal",
               "type": "string",
               "doc": "One of the provider's terminals, by its id in the provider's configuration."
              },
              {
               "name": "amount",
               "type": {
                "type": "long",
                "logicalType": "minor-units"
               },
               "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
              },
              {
               "name": "postings",
               "type": {
                "type": "array",
                "items": {
                 "type": "record",
                 "name": "Posting",
                 "namespace": "wallets",
                 "doc": "One movement of money in double entry.",
                 "fields": [
                  {
                   "name": "debit",
                   "type": "string",
                   "doc": "Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant."
                  },
                  {
                   "name": "credit",
                   "type": "string",
                   "doc": "Account the amount reaches."
                  },
                  {
                   "name": "amount",
                   "type": {
                    "type": "long",
                    "logicalType": "minor-units"
                   },
                   "doc": "Minor units of `currency`. Positive."
                  },
                  {
                   "name": "currency",
                   "type": "string"
                  }
                 ]
                }
               },
               "default": [],
               "doc": "What will move between accounts when this attempt is paid."
              },
              {
               "name": "tenantRevision",
               "type": "long",
               "doc": "Revision of the tenant's configuration that was decided against."
              },
              {
               "name": "providerRevision",
               "type": "long",
               "doc": "Revision of the provider's configuration that was decided against."
              }
             ]
            }
           ],
           "default": null,
           "doc": "The route of its quote."
          },
          {
           "name": "pinned",
           "type": [
            "null",
            {
             "type": "record",
             "name": "PinnedDestination",
             "namespace": "wallets",
             "doc": "A destination of an identity as it was at these revisions.",
             "fields": [
              {
               "name": "party",
               "type": "string",
               "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
              },
              {
               "name": "identity",
               "type": "string",
               "doc": "The identity's id, unique in its party."
              },
              {
               "name": "identityRevision",
               "type": "long",
               "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
              },
              {
               "name": "destinationId",
               "type": "string",
               "doc": "A destination of the identity, by its id, unique in its party."
              },
              {
               "name": "destinationRevision",
               "type": "long",
               "doc": "Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used."
              }
             ]
            }
           ],
           "default": null,
           "doc": "The destination as it was confirmed, with the identity whose it is. None: the wallet has no owner."
          }
         ]
        },
        "doc": "What is to be paid out, as far as it is known."
       },
       {
        "name": "isCancelled",
        "type": "boolean",
        "doc": "The client asked for that before it was confirmed."
       },
       {
        "name": "isConfirmed",
        "type": "boolean",
        "doc": "Whether the payout was asked for: the owner's party has confirmed it, or nobody has to."
       },
       {
        "name": "asked",
        "type": "string",
        "doc": "The operation that asked for what it waits for."
       },
       {
        "name": "destinationId",
        "type": "string",
        "doc": "The destination by its id in the owner's party. Empty: the wallet has no owner."
       },
       {
        "name": "level",
        "type": "int",
        "doc": "The level that the owner had to have."
       }
      ]
     }
    ],
    "default": null
   },
   {
    "name": "receivable",
    "type": {
     "type": "long",
     "logicalType": "minor-units"
    },
    "doc": "What the owner owes for it: paid by a provider and covered by nothing."
   },
   {
    "name": "flow",
    "type": {
     "type": "array",
     "items": "Posting"
    },
    "doc": "What it moved when it completed. Empty while it is pending, and where it failed."
   },
   {
    "name": "moved",
    "type": [
     "null",
     {
      "type": "record",
      "name": "Moved",
      "namespace": "wallets",
      "doc": "What an operation has moved in all, once that is not what its own flow says.",
      "fields": [
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        }
       },
       {
        "name": "isAdjusted",
        "type": "boolean",
        "doc": "Whether people have said so. Then nothing but what they say moves the wallet."
       }
      ]
     }
    ],
    "default": null,
    "doc": "Null: its flow, if it is completed, and nothing if it failed."
   },
   {
    "name": "localDay",
    "type": "int"
   },
   {
    "name": "since",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "Since when it waits for what comes next. 0: it waits for nothing."
   }
  ]
 },
 "AccountCommand": {
  "type": "record",
  "name": "AccountCommand",
  "namespace": "wallets",
  "doc": "Value of account-commands. Key: tenant/account.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "account",
    "type": "string",
    "doc": "The account: source/bank, wallets, fees/swift. `ledger` is all of them together."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "AddPostings",
      "namespace": "wallets",
      "doc": "What the events of one transaction moved in an account. Sent by the wallets processor.",
      "fields": [
       {
        "name": "lines",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "AccountLine",
          "namespace": "wallets",
          "doc": "What an account was debited and credited with, in one currency.",
          "fields": [
           {
            "name": "currency",
            "type": "string",
            "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
           },
           {
            "name": "debit",
            "type": {
             "type": "bytes",
             "logicalType": "decimal",
             "precision": 38,
             "scale": 0
            },
            "doc": "Minor units that left the account. A sum of amounts: it may be more than a long holds."
           },
           {
            "name": "credit",
            "type": {
             "type": "bytes",
             "logicalType": "decimal",
             "precision": 38,
             "scale": 0
            },
            "doc": "Minor units that reached it."
           },
           {
            "name": "count",
            "type": "long",
            "doc": "How many times something left it or reached it."
           }
          ]
         }
        },
        "doc": "One for each currency."
       }
      ]
     }
    ],
    "doc": "What to do."
   }
  ]
 },
 "AccountEvent": {
  "type": "record",
  "name": "AccountEvent",
  "namespace": "wallets",
  "doc": "Value of account-changelog. Key: tenant/account. Exactly one for each command.",
  "fields": [
   {
    "name": "hash",
    "type": "bytes",
    "default": "",
    "doc": "Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes."
   },
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "account",
    "type": "string",
    "doc": "The account: source/bank, wallets, fees/swift. `ledger` is all of them together."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "revision",
    "type": "long",
    "doc": "Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered."
   },
   {
    "name": "at",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "When the broker got the command. All time in decisions is this."
   },
   {
    "name": "sourceTopic",
    "type": "string",
    "doc": "Topic of the command; its partition is this record's own."
   },
   {
    "name": "sourceOffset",
    "type": "long",
    "doc": "Offset of the command."
   },
   {
    "name": "fingerprint",
    "type": "bytes",
    "doc": "Of the command's parameters: tells a repeat from a re-used id, and which fields differ."
   },
   {
    "name": "keptUntil",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "default": 0,
    "doc": "Until when the operation is remembered at least. Later the same command may count as a new operation. 0: for ever."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "PostingsAdded",
      "namespace": "wallets",
      "doc": "An account moved.",
      "fields": [
       {
        "name": "lines",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "AccountLine",
          "namespace": "wallets",
          "doc": "What an account was debited and credited with, in one currency.",
          "fields": [
           {
            "name": "currency",
            "type": "string",
            "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
           },
           {
            "name": "debit",
            "type": {
             "type": "bytes",
             "logicalType": "decimal",
             "precision": 38,
             "scale": 0
            },
            "doc": "Minor units that left the account. A sum of amounts: it may be more than a long holds."
           },
           {
            "name": "credit",
            "type": {
             "type": "bytes",
             "logicalType": "decimal",
             "precision": 38,
             "scale": 0
            },
            "doc": "Minor units that reached it."
           },
           {
            "name": "count",
            "type": "long",
            "doc": "How many times something left it or reached it."
           }
          ]
         }
        },
        "doc": "What it moved, one for each currency."
       },
       {
        "name": "totals",
        "type": {
         "type": "array",
         "items": "AccountLine"
        },
        "doc": "What it has moved in all, one for each currency."
       }
      ]
     },
     {
      "type": "record",
      "name": "LedgerUnbalanced",
      "namespace": "wallets",
      "doc": "What left the accounts of a tenant is not what reached others. The tenant is stopped.",
      "fields": [
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "difference",
        "type": {
         "type": "bytes",
         "logicalType": "decimal",
         "precision": 38,
         "scale": 0
        },
        "doc": "Minor units that reached accounts and left none; negative: left accounts and reached none."
       },
       {
        "name": "lines",
        "type": {
         "type": "array",
         "items": "AccountLine"
        },
        "doc": "What it moved, one for each currency."
       },
       {
        "name": "totals",
        "type": {
         "type": "array",
         "items": "AccountLine"
        },
        "doc": "What it has moved in all, one for each currency."
       }
      ]
     },
     {
      "type": "record",
      "name": "OperationRefused",
      "namespace": "wallets",
      "doc": "A command that changed nothing, and why.",
      "fields": [
       {
        "name": "command",
        "type": "string",
        "doc": "Record name of the refused command: CreateWithdrawal."
       },
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "Reason",
         "namespace": "wallets",
         "doc": "Why an operation was refused. A closed list, in order of precedence: of several that apply, the first is given. See docs/refusals.md.",
         "symbols": [
          "unknown",
          "operation_id_reused",
          "revision_mismatch",
          "invalid_id",
          "invalid_tenant",
          "invalid_contact",
          "invalid_proofs",
          "invalid_batch",
          "invalid_adjustment",
          "card_number",
          "amount_not_positive",
          "expiry_in_past",
          "transfer_to_itself",
          "tenant_not_found",
          "tenant_stopped",
          "tenant_revision_mismatch",
          "tenant_topics_fixed",
          "rate_exceeded",
          "personal_key_not_found",
          "identity_class_not_found",
          "owner_required",
          "currency_not_found",
          "party_not_found",
          "party_already_exists",
          "party_erased",
          "party_blocked",
          "party_not_blocked",
          "party_has_wallets",
          "identity_not_found",
          "identity_already_exists",
          "challenge_not_found",
          "challenge_already_exists",
          "challenge_pending",
          "challenge_already_completed",
          "challenge_already_failed",
          "challenge_class_not_found",
          "challenge_level_mismatch",
          "verifier_not_found",
          "verifier_mismatch",
          "destination_not_found",
          "destination_already_exists",
          "destination_removed",
          "service_limit_reached",
          "wallet_not_found",
          "wallet_already_exists",
          "wallet_opening",
          "wallet_not_opening",
          "wallet_closed",
          "wallet_blocked",
          "wallet_not_blocked",
          "owner_blocked",
          "owner_mismatch",
          "withdrawal_not_found",
          "withdrawal_already_exists",
          "withdrawal_already_completed",
          "withdrawal_already_failed",
          "withdrawal_already_confirmed",
          "withdrawal_not_confirmed",
          "withdrawal_still_pending",
          "deposit_not_found",
          "deposit_already_exists",
          "deposit_already_completed",
          "deposit_already_failed",
          "deposit_still_pending",
          "revert_not_found",
          "revert_already_exists",
          "transfer_not_found",
          "transfer_already_exists",
          "transfer_already_completed",
          "transfer_already_failed",
          "transfer_still_pending",
          "batch_not_found",
          "batch_already_exists",
          "batch_already_completed",
          "batch_already_failed",
          "credit_not_found",
          "credit_already_exists",
          "credit_not_reserved",
          "hold_not_found",
          "hold_already_exists",
          "hold_already_posted",
          "hold_already_released",
          "hold_already_expired",
          "adjustment_pending",
          "adjustment_not_found",
          "adjustment_changes_nothing",
          "deposit_reverted",
          "quote_already_exists",
          "quote_not_found",
          "quote_expired",
          "quote_mismatch",
          "payout_not_found",
          "payout_already_exists",
          "attempt_not_found",
          "provider_mismatch",
          "payout_already_completed",
          "payout_already_failed",
          "payout_already_cancelled",
          "payout_not_awaiting_approval",
          "payout_not_unresolved",
          "payout_not_reserving",
          "notifications_full",
          "repair_not_approved",
          "invalid_repair",
          "process_not_stuck",
          "turnover_already_held",
          "turnover_not_held",
          "currency_mismatch",
          "amount_mismatch",
          "provider_not_found",
          "provider_currency_not_supported",
          "identification_required",
          "identification_expired",
          "identification_level_too_low",
          "no_route_found",
          "wallet_not_empty",
          "limit_exceeded",
          "balance_over_limit",
          "insufficient_funds"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "fields",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "The command's fields at fault: those that differ (operation_id_reused) or break the pattern (invalid_id)."
       },
       {
        "name": "balance",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Balance",
          "namespace": "wallets",
          "doc": "Money of one wallet. What may be spent is derived: posted less held.",
          "fields": [
           {
            "name": "posted",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units that are the wallet's own, held ones included."
           },
           {
            "name": "held",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units held for pending withdrawals. Never more than posted."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The wallet's balance, where the refusal is about money."
       },
       {
        "name": "limit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ReachedLimit",
          "namespace": "wallets",
          "doc": "The ceiling that was reached.",
          "fields": [
           {
            "name": "kind",
            "type": {
             "type": "enum",
             "name": "LimitKind",
             "namespace": "wallets",
             "doc": "What a party has a limited number of.",
             "symbols": [
              "unknown",
              "identities",
              "wallets",
              "destinations",
              "withdrawals"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "ceiling",
            "type": "long"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The ceiling that was reached."
       },
       {
        "name": "walletLimit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ExceededLimit",
          "namespace": "wallets",
          "doc": "A limit that an operation would have broken.",
          "fields": [
           {
            "name": "limit",
            "type": "string",
            "doc": "Its name, a word of the tenant's own."
           },
           {
            "name": "measure",
            "type": {
             "type": "enum",
             "name": "LimitMeasure",
             "namespace": "wallets",
             "doc": "What a limit of a wallet is about: what the wallet has, the amount of one operation, what operations move in a period, or how many there are in it.",
             "symbols": [
              "unknown",
              "balance",
              "amount",
              "turnover",
              "count"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "period",
            "type": {
             "type": "enum",
             "name": "LimitPeriod",
             "namespace": "wallets",
             "doc": "The span of a wallet's limit, in the tenant's time zone: the day, the ISO week from Monday, the calendar month, the calendar year.",
             "symbols": [
              "day",
              "week",
              "month",
              "year"
             ],
             "default": "day"
            }
           },
           {
            "name": "lower",
            "type": [
             "null",
             {
              "type": "record",
              "name": "Bound",
              "namespace": "wallets",
              "doc": "One end of a range.",
              "fields": [
               {
                "name": "value",
                "type": {
                 "type": "long",
                 "logicalType": "minor-units"
                },
                "doc": "Minor units, or a number of operations."
               },
               {
                "name": "isInclusive",
                "type": "boolean",
                "default": true,
                "doc": "Whether the value itself is in the range."
               }
              ]
             }
            ]
           },
           {
            "name": "upper",
            "type": [
             "null",
             "Bound"
            ]
           },
           {
            "name": "used",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the wallet had, or had used in the period, before the operation: minor units, or a number of operations."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the operation asked for: minor units, or 1 operation."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The limit of the wallet that it would have broken."
       }
      ]
     },
     {
      "type": "record",
      "name": "RecordDeadLettered",
      "namespace": "wallets",
      "doc": "A record that nobody can read was moved to the dead-letter topic. Where it came from is in the envelope.",
      "fields": [
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "DeadLetterReason",
         "namespace": "wallets",
         "doc": "Why a record could not be read. docs/dead-letters.md explains each.",
         "symbols": [
          "unknown",
          "empty",
          "too_short",
          "too_large",
          "wrong_magic_byte",
          "unknown_schema",
          "foreign_schema",
          "undecodable",
          "trailing_bytes",
          "key_mismatch",
          "wrong_partition",
          "wrong_topic"
         ],
         "default": "unknown"
        }
       }
      ]
     }
    ],
    "doc": "What happened."
   }
  ]
 },
 "DeadLetterDecision": {
  "type": "record",
  "name": "DeadLetterDecision",
  "namespace": "wallets",
  "doc": "Value of dead-letter-decisions: what an operator decided of a dead letter. Key: its place.",
  "fields": [
   {
    "name": "letter",
    "type": "string",
    "doc": "Where the dead letter is: topic/partition/offset."
   },
   {
    "name": "because",
    "type": {
     "type": "enum",
     "name": "DeadLetterReason",
     "namespace": "wallets",
     "doc": "Why a record could not be read. docs/dead-letters.md explains each.",
     "symbols": [
      "unknown",
      "empty",
      "too_short",
      "too_large",
      "wrong_magic_byte",
      "unknown_schema",
      "foreign_schema",
      "undecodable",
      "trailing_bytes",
      "key_mismatch",
      "wrong_partition",
      "wrong_topic"
     ],
     "default": "unknown"
    },
    "doc": "Why it is one."
   },
   {
    "name": "author",
    "type": "string",
    "doc": "Who decided it: an operator, by name."
   },
   {
    "name": "reason",
    "type": "string",
    "doc": "Why, for people: a ticket, a sentence. Nothing personal."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "DeadLetterResent",
      "namespace": "wallets",
      "doc": "A dead letter was sent again, in the transaction of this record.",
      "fields": [
       {
        "name": "topic",
        "type": "string",
        "doc": "Where it went."
       },
       {
        "name": "partition",
        "type": "int",
        "doc": "Its partition there."
       },
       {
        "name": "mended",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "What is other than it came: topic, partition, key, value. Empty if nothing is."
       }
      ]
     },
     {
      "type": "record",
      "name": "DeadLetterDiscarded",
      "namespace": "wallets",
      "doc": "A dead letter is not to be sent again.",
      "fields": []
     }
    ],
    "doc": "What was decided."
   }
  ]
 },
 "PartyCommand": {
  "type": "record",
  "name": "PartyCommand",
  "namespace": "wallets",
  "doc": "Value of party-commands. Key: tenant/party.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "party",
    "type": "string",
    "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "expectedRevision",
    "type": "long",
    "default": 0,
    "doc": "The revision that the key has to have for it: refused otherwise. 0: any."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "RegisterParty",
      "namespace": "wallets",
      "doc": "A customer of the tenant comes to be known by its id.",
      "fields": []
     },
     {
      "type": "record",
      "name": "BlockParty",
      "namespace": "wallets",
      "doc": "Nothing new may be begun for the party or from its wallets until it is unblocked.",
      "fields": []
     },
     {
      "type": "record",
      "name": "UnblockParty",
      "namespace": "wallets",
      "doc": "Ends a block.",
      "fields": []
     },
     {
      "type": "record",
      "name": "ErasePersonalData",
      "namespace": "wallets",
      "doc": "Erases the key under which the party's personal data is encrypted. For good: the party can do nothing more. Its wallets have to be closed.",
      "fields": []
     },
     {
      "type": "record",
      "name": "CreateIdentity",
      "namespace": "wallets",
      "doc": "Somebody of the party: a person, a company.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "class",
        "type": "string",
        "doc": "One of the tenant's identity classes."
       },
       {
        "name": "contact",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Contact",
          "namespace": "wallets",
          "doc": "Contact data of a person. An empty text is none.",
          "fields": [
           {
            "name": "phone",
            "type": "string",
            "default": "",
            "doc": "International: + and 7 to 15 digits."
           },
           {
            "name": "email",
            "type": "string",
            "default": ""
           },
           {
            "name": "firstName",
            "type": "string",
            "default": ""
           },
           {
            "name": "middleName",
            "type": "string",
            "default": ""
           },
           {
            "name": "lastName",
            "type": "string",
            "default": ""
           }
          ]
         }
        ],
        "default": null,
        "doc": "Who it is and how to be reached. Personal: the changelog has it encrypted alone."
       }
      ]
     },
     {
      "type": "record",
      "name": "ChangeContact",
      "namespace": "wallets",
      "doc": "Replaces an identity's contact data. What refers to an earlier revision keeps it.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "contact",
        "type": "Contact",
        "doc": "Who it is and how to be reached. Personal: the changelog has it encrypted alone."
       }
      ]
     },
     {
      "type": "record",
      "name": "StartChallenge",
      "namespace": "wallets",
      "doc": "Asks a verifier whether an identity is who it says. One at a time.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "class",
        "type": "string",
        "doc": "One of the challenge classes of its identity class."
       },
       {
        "name": "proofs",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Proof",
          "namespace": "wallets",
          "doc": "A document that proves who somebody is.",
          "fields": [
           {
            "name": "kind",
            "type": "string",
            "doc": "In words of the tenant's own, which the challenge class asks for: passport."
           },
           {
            "name": "token",
            "type": "string",
            "doc": "Stands for the document, and the verifier understands it. Never its number."
           }
          ]
         }
        },
        "default": []
       }
      ]
     },
     {
      "type": "record",
      "name": "CancelChallenge",
      "namespace": "wallets",
      "doc": "Gives a challenge up. Whatever the verifier says later changes nothing.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       }
      ]
     },
     {
      "type": "record",
      "name": "RecordVerification",
      "namespace": "wallets",
      "doc": "What a verifier says, re-keyed by our reference. Sent by the parties processor.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "verification",
        "type": {
         "type": "record",
         "name": "Verification",
         "namespace": "wallets",
         "doc": "What a verifier said of one challenge.",
         "fields": [
          {
           "name": "verifier",
           "type": "string",
           "doc": "The identification provider that is asked, by its id among the tenant's verifiers."
          },
          {
           "name": "reference",
           "type": "string",
           "doc": "Our name for this challenge, tenant/party/identity/challenge. Opaque to the verifier, which echoes it."
          },
          {
           "name": "kind",
           "type": {
            "type": "enum",
            "name": "VerificationKind",
            "namespace": "wallets",
            "doc": "What a verifier says of a challenge.",
            "symbols": [
             "unknown",
             "approved",
             "denied",
             "failed",
             "cancelled"
            ],
            "default": "unknown"
           }
          },
          {
           "name": "validUntil",
           "type": {
            "type": "long",
            "logicalType": "timestamp-millis"
           },
           "default": 0,
           "doc": "Until when an approval counts. 0: for ever."
          },
          {
           "name": "reason",
           "type": "string",
           "default": "",
           "doc": "A code of tokens joined by colons. Nothing personal."
          }
         ]
        }
       }
      ]
     },
     {
      "type": "record",
      "name": "ExpireIdentification",
      "namespace": "wallets",
      "doc": "Comes of the clock: an approval is valid no more.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        }
       }
      ]
     },
     {
      "type": "record",
      "name": "ExpireChallenge",
      "namespace": "wallets",
      "doc": "Comes of the clock: the verifier has been silent for too long.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        }
       }
      ]
     },
     {
      "type": "record",
      "name": "AddDestination",
      "namespace": "wallets",
      "doc": "Where an identity's money may be paid out to.",
      "fields": [
       {
        "name": "destinationId",
        "type": "string",
        "doc": "A destination of the identity, by its id, unique in its party."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "kind",
        "type": {
         "type": "enum",
         "name": "DestinationKind",
         "namespace": "wallets",
         "doc": "What a destination is. Also the method by which it is paid.",
         "symbols": [
          "unknown",
          "bank_card",
          "bank_account",
          "digital_wallet",
          "crypto_wallet"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "token",
        "type": "string",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       }
      ]
     },
     {
      "type": "record",
      "name": "ChangeDestination",
      "namespace": "wallets",
      "doc": "Another token for a destination. Payouts under way keep the one that they pinned.",
      "fields": [
       {
        "name": "destinationId",
        "type": "string",
        "doc": "A destination of the identity, by its id, unique in its party."
       },
       {
        "name": "token",
        "type": "string",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       }
      ]
     },
     {
      "type": "record",
      "name": "RemoveDestination",
      "namespace": "wallets",
      "doc": "Nothing new may be paid out to it.",
      "fields": [
       {
        "name": "destinationId",
        "type": "string",
        "doc": "A destination of the identity, by its id, unique in its party."
       }
      ]
     },
     {
      "type": "record",
      "name": "RegisterWallet",
      "namespace": "wallets",
      "doc": "A wallet wants to belong to an identity. Sent by the wallets processor.",
      "fields": [
       {
        "name": "wallet",
        "type": "string",
        "doc": "The wallet's id, unique in its tenant."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       }
      ]
     },
     {
      "type": "record",
      "name": "UnregisterWallet",
      "namespace": "wallets",
      "doc": "The wallet is closed. Sent by the wallets processor.",
      "fields": [
       {
        "name": "wallet",
        "type": "string",
        "doc": "The wallet's id, unique in its tenant."
       }
      ]
     },
     {
      "type": "record",
      "name": "RegisterWithdrawal",
      "namespace": "wallets",
      "doc": "A wallet holds money for a withdrawal: may it be paid out, and where to? Sent by the wallets processor.",
      "fields": [
       {
        "name": "wallet",
        "type": "string",
        "doc": "The wallet's id, unique in its tenant."
       },
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "destinationId",
        "type": "string",
        "doc": "A destination of the identity, by its id, unique in its party."
       },
       {
        "name": "level",
        "type": "int",
        "doc": "The least level that will do."
       }
      ]
     },
     {
      "type": "record",
      "name": "UnregisterWithdrawal",
      "namespace": "wallets",
      "doc": "The withdrawal has ended. Sent by the wallets processor.",
      "fields": [
       {
        "name": "wallet",
        "type": "string",
        "doc": "The wallet's id, unique in its tenant."
       },
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       }
      ]
     },
     {
      "type": "record",
      "name": "RepairChallenge",
      "namespace": "wallets",
      "doc": "Ends a pending challenge by hand, or asks its verifier again.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "outcome",
        "type": {
         "type": "enum",
         "name": "RepairOutcome",
         "namespace": "wallets",
         "doc": "What becomes of a process that is repaired: what it waits for is asked again, or it ends by hand.",
         "symbols": [
          "unknown",
          "retry",
          "complete",
          "fail"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "hold",
        "type": {
         "type": "enum",
         "name": "HoldFate",
         "namespace": "wallets",
         "doc": "What becomes of the money that a process holds. What ends has to say it; what holds none keeps it.",
         "symbols": [
          "unknown",
          "keep",
          "release",
          "post"
         ],
         "default": "unknown"
        },
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "validUntil",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "default": 0,
        "doc": "Of one that completes: until when the approval counts. 0: for ever."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "default": false,
        "doc": "Whether it is repaired although it has not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "default": "",
        "doc": "A second person, where the tenant asks for one. Empty: none."
       }
      ]
     }
    ],
    "doc": "What to do."
   }
  ]
 },
 "PartyEvent": {
  "type": "record",
  "name": "PartyEvent",
  "namespace": "wallets",
  "doc": "Value of party-changelog. Key: tenant/party. Exactly one for each command.",
  "fields": [
   {
    "name": "hash",
    "type": "bytes",
    "default": "",
    "doc": "Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes."
   },
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "party",
    "type": "string",
    "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "revision",
    "type": "long",
    "doc": "Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered."
   },
   {
    "name": "at",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "When the broker got the command. All time in decisions is this."
   },
   {
    "name": "sourceTopic",
    "type": "string",
    "doc": "Topic of the command; its partition is this record's own."
   },
   {
    "name": "sourceOffset",
    "type": "long",
    "doc": "Offset of the command."
   },
   {
    "name": "fingerprint",
    "type": "bytes",
    "doc": "Of the command's parameters: tells a repeat from a re-used id, and which fields differ."
   },
   {
    "name": "keptUntil",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "default": 0,
    "doc": "Until when the operation is remembered at least. Later the same command may count as a new operation. 0: for ever."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "PartyRegistered",
      "namespace": "wallets",
      "doc": "The party is known.",
      "fields": [
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "publicKey",
        "type": "bytes",
        "doc": "Encrypts its personal data; the private key is in party-keys. Empty when the tenant has no key."
       }
      ]
     },
     {
      "type": "record",
      "name": "PartyBlocked",
      "namespace": "wallets",
      "doc": "The party is blocked.",
      "fields": []
     },
     {
      "type": "record",
      "name": "PartyUnblocked",
      "namespace": "wallets",
      "doc": "The party is no longer blocked.",
      "fields": []
     },
     {
      "type": "record",
      "name": "PersonalDataErased",
      "namespace": "wallets",
      "doc": "The party's key is gone: whatever was encrypted under it cannot be read by anybody.",
      "fields": []
     },
     {
      "type": "record",
      "name": "IdentityCreated",
      "namespace": "wallets",
      "doc": "The identity is known by its id, and not by more.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "class",
        "type": "string",
        "doc": "One of the tenant's identity classes."
       },
       {
        "name": "contact",
        "type": "bytes",
        "doc": "The contact data, encrypted under the party's key: docs/personal-data.md."
       },
       {
        "name": "identification",
        "type": {
         "type": "record",
         "name": "Identification",
         "namespace": "wallets",
         "doc": "How well an identity is known, and until when.",
         "fields": [
          {
           "name": "level",
           "type": "int",
           "doc": "How well somebody is known: 0, 1, 2 … in an order of the tenant's own."
          },
          {
           "name": "status",
           "type": {
            "type": "enum",
            "name": "IdentificationStatus",
            "namespace": "wallets",
            "doc": "Whether an approved challenge vouches for an identity now.",
            "symbols": [
             "none",
             "active",
             "expired"
            ],
            "default": "none"
           }
          },
          {
           "name": "validUntil",
           "type": {
            "type": "long",
            "logicalType": "timestamp-millis"
           },
           "default": 0,
           "doc": "From when on `levelAfter` counts. 0: for ever."
          },
          {
           "name": "levelAfter",
           "type": "int",
           "default": 0,
           "doc": "The level from `validUntil` on, unless told otherwise."
          },
          {
           "name": "challenge",
           "type": "string",
           "default": "",
           "doc": "The effective challenge: the last approved one that is valid. Empty: none."
          }
         ]
        },
        "doc": "What counts from now on."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "ContactChanged",
      "namespace": "wallets",
      "doc": "The identity has other contact data.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "contact",
        "type": "bytes",
        "doc": "The contact data, encrypted under the party's key: docs/personal-data.md."
       }
      ]
     },
     {
      "type": "record",
      "name": "ChallengeStarted",
      "namespace": "wallets",
      "doc": "A verifier is asked.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "class",
        "type": "string",
        "doc": "One of the challenge classes of its identity class."
       },
       {
        "name": "verifier",
        "type": "string",
        "doc": "The identification provider that is asked, by its id among the tenant's verifiers."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this challenge, tenant/party/identity/challenge. Opaque to the verifier, which echoes it."
       },
       {
        "name": "proofs",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Proof",
          "namespace": "wallets",
          "doc": "A document that proves who somebody is.",
          "fields": [
           {
            "name": "kind",
            "type": "string",
            "doc": "In words of the tenant's own, which the challenge class asks for: passport."
           },
           {
            "name": "token",
            "type": "string",
            "doc": "Stands for the document, and the verifier understands it. Never its number."
           }
          ]
         }
        }
       },
       {
        "name": "fromLevel",
        "type": "int",
        "doc": "The level that the identity has."
       },
       {
        "name": "toLevel",
        "type": "int",
        "doc": "The level that approval leads to."
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When a silent verifier has failed. 0: never."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "verifierRevision",
        "type": "long",
        "doc": "Revision of the verifier's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "ChallengeApproved",
      "namespace": "wallets",
      "doc": "The verifier vouches for the identity. Its level has risen, unless the approval had expired when it came.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "validUntil",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Until when the approval counts. 0: for ever."
       },
       {
        "name": "identification",
        "type": "Identification",
        "doc": "What counts from now on."
       }
      ]
     },
     {
      "type": "record",
      "name": "ChallengeDenied",
      "namespace": "wallets",
      "doc": "The verifier does not vouch for the identity. Its level is what it was.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "reason",
        "type": "string"
       }
      ]
     },
     {
      "type": "record",
      "name": "ChallengeFailed",
      "namespace": "wallets",
      "doc": "The verifier could not find out, or was silent for too long.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "reason",
        "type": "string"
       }
      ]
     },
     {
      "type": "record",
      "name": "ChallengeCancelled",
      "namespace": "wallets",
      "doc": "The challenge was given up: by the client, or by the verifier.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "verifier",
        "type": "string",
        "doc": "The identification provider that is asked, by its id among the tenant's verifiers."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this challenge, tenant/party/identity/challenge. Opaque to the verifier, which echoes it."
       },
       {
        "name": "isByVerifier",
        "type": "boolean"
       }
      ]
     },
     {
      "type": "record",
      "name": "VerificationIgnored",
      "namespace": "wallets",
      "doc": "A verifier spoke of a challenge that had ended, and otherwise. It changes nothing.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "status",
        "type": {
         "type": "enum",
         "name": "ChallengeStatus",
         "namespace": "wallets",
         "doc": "Life of a challenge. What is no longer pending stays as it is.",
         "symbols": [
          "pending",
          "approved",
          "denied",
          "failed",
          "cancelled"
         ],
         "default": "pending"
        },
        "doc": "What the challenge is and stays."
       },
       {
        "name": "verification",
        "type": {
         "type": "record",
         "name": "Verification",
         "namespace": "wallets",
         "doc": "What a verifier said of one challenge.",
         "fields": [
          {
           "name": "verifier",
           "type": "string",
           "doc": "The identification provider that is asked, by its id among the tenant's verifiers."
          },
          {
           "name": "reference",
           "type": "string",
           "doc": "Our name for this challenge, tenant/party/identity/challenge. Opaque to the verifier, which echoes it."
          },
          {
           "name": "kind",
           "type": {
            "type": "enum",
            "name": "VerificationKind",
            "namespace": "wallets",
            "doc": "What a verifier says of a challenge.",
            "symbols": [
             "unknown",
             "approved",
             "denied",
             "failed",
             "cancelled"
            ],
            "default": "unknown"
           }
          },
          {
           "name": "validUntil",
           "type": {
            "type": "long",
            "logicalType": "timestamp-millis"
           },
           "default": 0,
           "doc": "Until when an approval counts. 0: for ever."
          },
          {
           "name": "reason",
           "type": "string",
           "default": "",
           "doc": "A code of tokens joined by colons. Nothing personal."
          }
         ]
        }
       }
      ]
     },
     {
      "type": "record",
      "name": "IdentificationExpired",
      "namespace": "wallets",
      "doc": "An approval is valid no more: the level has fallen.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "identification",
        "type": "Identification",
        "doc": "What counts from now on."
       }
      ]
     },
     {
      "type": "record",
      "name": "DestinationAdded",
      "namespace": "wallets",
      "doc": "Money may be paid out to it.",
      "fields": [
       {
        "name": "destinationId",
        "type": "string",
        "doc": "A destination of the identity, by its id, unique in its party."
       },
       {
        "name": "destinationRevision",
        "type": "long",
        "doc": "Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "kind",
        "type": {
         "type": "enum",
         "name": "DestinationKind",
         "namespace": "wallets",
         "doc": "What a destination is. Also the method by which it is paid.",
         "symbols": [
          "unknown",
          "bank_card",
          "bank_account",
          "digital_wallet",
          "crypto_wallet"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "token",
        "type": "string",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "default": 0,
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "DestinationChanged",
      "namespace": "wallets",
      "doc": "It has another token from this revision on.",
      "fields": [
       {
        "name": "destinationId",
        "type": "string",
        "doc": "A destination of the identity, by its id, unique in its party."
       },
       {
        "name": "destinationRevision",
        "type": "long",
        "doc": "Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "token",
        "type": "string",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       }
      ]
     },
     {
      "type": "record",
      "name": "DestinationRemoved",
      "namespace": "wallets",
      "doc": "Nothing new is paid out to it.",
      "fields": [
       {
        "name": "destinationId",
        "type": "string",
        "doc": "A destination of the identity, by its id, unique in its party."
       },
       {
        "name": "destinationRevision",
        "type": "long",
        "doc": "Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used."
       }
      ]
     },
     {
      "type": "record",
      "name": "WalletRegistered",
      "namespace": "wallets",
      "doc": "The wallet belongs to the identity.",
      "fields": [
       {
        "name": "wallet",
        "type": "string",
        "doc": "The wallet's id, unique in its tenant."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "owner",
        "type": {
         "type": "record",
         "name": "Owner",
         "namespace": "wallets",
         "doc": "Whose wallet it is, as its party told last.",
         "fields": [
          {
           "name": "party",
           "type": "string",
           "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
          },
          {
           "name": "identity",
           "type": "string",
           "doc": "The identity's id, unique in its party."
          },
          {
           "name": "revision",
           "type": "long",
           "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
          },
          {
           "name": "isBlocked",
           "type": "boolean",
           "default": false,
           "doc": "The party is blocked."
          },
          {
           "name": "identification",
           "type": "Identification"
          }
         ]
        }
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "default": 0,
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "WalletUnregistered",
      "namespace": "wallets",
      "doc": "The wallet is the party's no more.",
      "fields": [
       {
        "name": "wallet",
        "type": "string",
        "doc": "The wallet's id, unique in its tenant."
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalRegistered",
      "namespace": "wallets",
      "doc": "The withdrawal may be paid out, to this destination.",
      "fields": [
       {
        "name": "wallet",
        "type": "string",
        "doc": "The wallet's id, unique in its tenant."
       },
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "destination",
        "type": "string",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "method",
        "type": "string",
        "doc": "The destination's kind."
       },
       {
        "name": "pinned",
        "type": {
         "type": "record",
         "name": "PinnedDestination",
         "namespace": "wallets",
         "doc": "A destination of an identity as it was at these revisions.",
         "fields": [
          {
           "name": "party",
           "type": "string",
           "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
          },
          {
           "name": "identity",
           "type": "string",
           "doc": "The identity's id, unique in its party."
          },
          {
           "name": "identityRevision",
           "type": "long",
           "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
          },
          {
           "name": "destinationId",
           "type": "string",
           "doc": "A destination of the identity, by its id, unique in its party."
          },
          {
           "name": "destinationRevision",
           "type": "long",
           "doc": "Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used."
          }
         ]
        }
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "default": 0,
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalUnregistered",
      "namespace": "wallets",
      "doc": "The withdrawal has ended.",
      "fields": [
       {
        "name": "wallet",
        "type": "string",
        "doc": "The wallet's id, unique in its tenant."
       },
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       }
      ]
     },
     {
      "type": "record",
      "name": "RegistrationRejected",
      "namespace": "wallets",
      "doc": "A wallet or a withdrawal may not be. Its wallet is told why.",
      "fields": [
       {
        "name": "wallet",
        "type": "string",
        "doc": "The wallet's id, unique in its tenant."
       },
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "Empty: it is about the wallet."
       },
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "Reason",
         "namespace": "wallets",
         "doc": "Why an operation was refused. A closed list, in order of precedence: of several that apply, the first is given. See docs/refusals.md.",
         "symbols": [
          "unknown",
          "operation_id_reused",
          "revision_mismatch",
          "invalid_id",
          "invalid_tenant",
          "invalid_contact",
          "invalid_proofs",
          "invalid_batch",
          "invalid_adjustment",
          "card_number",
          "amount_not_positive",
          "expiry_in_past",
          "transfer_to_itself",
          "tenant_not_found",
          "tenant_stopped",
          "tenant_revision_mismatch",
          "tenant_topics_fixed",
          "rate_exceeded",
          "personal_key_not_found",
          "identity_class_not_found",
          "owner_required",
          "currency_not_found",
          "party_not_found",
          "party_already_exists",
          "party_erased",
          "party_blocked",
          "party_not_blocked",
          "party_has_wallets",
          "identity_not_found",
          "identity_already_exists",
          "challenge_not_found",
          "challenge_already_exists",
          "challenge_pending",
          "challenge_already_completed",
          "challenge_already_failed",
          "challenge_class_not_found",
          "challenge_level_mismatch",
          "verifier_not_found",
          "verifier_mismatch",
          "destination_not_found",
          "destination_already_exists",
          "destination_removed",
          "service_limit_reached",
          "wallet_not_found",
          "wallet_already_exists",
          "wallet_opening",
          "wallet_not_opening",
          "wallet_closed",
          "wallet_blocked",
          "wallet_not_blocked",
          "owner_blocked",
          "owner_mismatch",
          "withdrawal_not_found",
          "withdrawal_already_exists",
          "withdrawal_already_completed",
          "withdrawal_already_failed",
          "withdrawal_already_confirmed",
          "withdrawal_not_confirmed",
          "withdrawal_still_pending",
          "deposit_not_found",
          "deposit_already_exists",
          "deposit_already_completed",
          "deposit_already_failed",
          "deposit_still_pending",
          "revert_not_found",
          "revert_already_exists",
          "transfer_not_found",
          "transfer_already_exists",
          "transfer_already_completed",
          "transfer_already_failed",
          "transfer_still_pending",
          "batch_not_found",
          "batch_already_exists",
          "batch_already_completed",
          "batch_already_failed",
          "credit_not_found",
          "credit_already_exists",
          "credit_not_reserved",
          "hold_not_found",
          "hold_already_exists",
          "hold_already_posted",
          "hold_already_released",
          "hold_already_expired",
          "adjustment_pending",
          "adjustment_not_found",
          "adjustment_changes_nothing",
          "deposit_reverted",
          "quote_already_exists",
          "quote_not_found",
          "quote_expired",
          "quote_mismatch",
          "payout_not_found",
          "payout_already_exists",
          "attempt_not_found",
          "provider_mismatch",
          "payout_already_completed",
          "payout_already_failed",
          "payout_already_cancelled",
          "payout_not_awaiting_approval",
          "payout_not_unresolved",
          "payout_not_reserving",
          "notifications_full",
          "repair_not_approved",
          "invalid_repair",
          "process_not_stuck",
          "turnover_already_held",
          "turnover_not_held",
          "currency_mismatch",
          "amount_mismatch",
          "provider_not_found",
          "provider_currency_not_supported",
          "identification_required",
          "identification_expired",
          "identification_level_too_low",
          "no_route_found",
          "wallet_not_empty",
          "limit_exceeded",
          "balance_over_limit",
          "insufficient_funds"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "limit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ReachedLimit",
          "namespace": "wallets",
          "doc": "The ceiling that was reached.",
          "fields": [
           {
            "name": "kind",
            "type": {
             "type": "enum",
             "name": "LimitKind",
             "namespace": "wallets",
             "doc": "What a party has a limited number of.",
             "symbols": [
              "unknown",
              "identities",
              "wallets",
              "destinations",
              "withdrawals"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "ceiling",
            "type": "long"
           }
          ]
         }
        ],
        "default": null
       }
      ]
     },
     {
      "type": "record",
      "name": "OperationRefused",
      "namespace": "wallets",
      "doc": "A command that changed nothing, and why.",
      "fields": [
       {
        "name": "command",
        "type": "string",
        "doc": "Record name of the refused command: CreateWithdrawal."
       },
       {
        "name": "reason",
        "type": "Reason"
       },
       {
        "name": "fields",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "The command's fields at fault: those that differ (operation_id_reused) or break the pattern (invalid_id)."
       },
       {
        "name": "balance",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Balance",
          "namespace": "wallets",
          "doc": "Money of one wallet. What may be spent is derived: posted less held.",
          "fields": [
           {
            "name": "posted",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units that are the wallet's own, held ones included."
           },
           {
            "name": "held",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units held for pending withdrawals. Never more than posted."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The wallet's balance, where the refusal is about money."
       },
       {
        "name": "limit",
        "type": [
         "null",
         "ReachedLimit"
        ],
        "default": null,
        "doc": "The ceiling that was reached."
       },
       {
        "name": "walletLimit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ExceededLimit",
          "namespace": "wallets",
          "doc": "A limit that an operation would have broken.",
          "fields": [
           {
            "name": "limit",
            "type": "string",
            "doc": "Its name, a word of the tenant's own."
           },
           {
            "name": "measure",
            "type": {
             "type": "enum",
             "name": "LimitMeasure",
             "namespace": "wallets",
             "doc": "What a limit of a wallet is about: what the wallet has, the amount of one operation, what operations move in a period, or how many there are in it.",
             "symbols": [
              "unknown",
              "balance",
              "amount",
              "turnover",
              "count"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "period",
            "type": {
             "type": "enum",
             "name": "LimitPeriod",
             "namespace": "wallets",
             "doc": "The span of a wallet's limit, in the tenant's time zone: the day, the ISO week from Monday, the calendar month, the calendar year.",
             "symbols": [
              "day",
              "week",
              "month",
              "year"
             ],
             "default": "day"
            }
           },
           {
            "name": "lower",
            "type": [
             "null",
             {
              "type": "record",
              "name": "Bound",
              "namespace": "wallets",
              "doc": "One end of a range.",
              "fields": [
               {
                "name": "value",
                "type": {
                 "type": "long",
                 "logicalType": "minor-units"
                },
                "doc": "Minor units, or a number of operations."
               },
               {
                "name": "isInclusive",
                "type": "boolean",
                "default": true,
                "doc": "Whether the value itself is in the range."
               }
              ]
             }
            ]
           },
           {
            "name": "upper",
            "type": [
             "null",
             "Bound"
            ]
           },
           {
            "name": "used",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the wallet had, or had used in the period, before the operation: minor units, or a number of operations."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the operation asked for: minor units, or 1 operation."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The limit of the wallet that it would have broken."
       }
      ]
     },
     {
      "type": "record",
      "name": "RecordDeadLettered",
      "namespace": "wallets",
      "doc": "A record that nobody can read was moved to the dead-letter topic. Where it came from is in the envelope.",
      "fields": [
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "DeadLetterReason",
         "namespace": "wallets",
         "doc": "Why a record could not be read. docs/dead-letters.md explains each.",
         "symbols": [
          "unknown",
          "empty",
          "too_short",
          "too_large",
          "wrong_magic_byte",
          "unknown_schema",
          "foreign_schema",
          "undecodable",
          "trailing_bytes",
          "key_mismatch",
          "wrong_partition",
          "wrong_topic"
         ],
         "default": "unknown"
        }
       }
      ]
     },
     {
      "type": "record",
      "name": "ChallengeRepaired",
      "namespace": "wallets",
      "doc": "A challenge was repaired.",
      "fields": [
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "challenge",
        "type": "string",
        "doc": "The challenge's id, chosen by the client, unique in its identity."
       },
       {
        "name": "outcome",
        "type": {
         "type": "enum",
         "name": "RepairOutcome",
         "namespace": "wallets",
         "doc": "What becomes of a process that is repaired: what it waits for is asked again, or it ends by hand.",
         "symbols": [
          "unknown",
          "retry",
          "complete",
          "fail"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "hold",
        "type": {
         "type": "enum",
         "name": "HoldFate",
         "namespace": "wallets",
         "doc": "What becomes of the money that a process holds. What ends has to say it; what holds none keeps it.",
         "symbols": [
          "unknown",
          "keep",
          "release",
          "post"
         ],
         "default": "unknown"
        },
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "doc": "Whether it was repaired although it had not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "doc": "The second person who approved of it. Empty: none."
       },
       {
        "name": "before",
        "type": "ChallengeStatus",
        "doc": "What it was."
       },
       {
        "name": "status",
        "type": "ChallengeStatus",
        "doc": "What it is now."
       },
       {
        "name": "verifier",
        "type": "string",
        "doc": "The identification provider that is asked, by its id among the tenant's verifiers."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this challenge, tenant/party/identity/challenge. Opaque to the verifier, which echoes it."
       },
       {
        "name": "validUntil",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Of its approval. 0: for ever."
       },
       {
        "name": "identification",
        "type": [
         "null",
         "Identification"
        ],
        "doc": "What counts from now on, where it completes."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     }
    ],
    "doc": "What happened."
   }
  ]
 },
 "ProviderNotification": {
  "type": "record",
  "name": "ProviderNotification",
  "namespace": "wallets",
  "doc": "Value of provider-<id>-invoice-paid. Any key.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "reference",
    "type": "string",
    "doc": "Ours, opaque to the provider, echoed by it: it is all we look up by."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "InvoicePaid",
      "namespace": "wallets",
      "doc": "The provider paid. Amount and currency are what was really paid.",
      "fields": [
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       }
      ]
     },
     {
      "type": "record",
      "name": "InvoiceIssued",
      "namespace": "wallets",
      "doc": "The provider has issued its invoice and will pay it.",
      "fields": [
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       }
      ]
     },
     {
      "type": "record",
      "name": "InvoiceDeclined",
      "namespace": "wallets",
      "doc": "The provider has not paid and will not: a definite failure.",
      "fields": [
       {
        "name": "invoice",
        "type": "string",
        "default": "",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       }
      ]
     },
     {
      "type": "record",
      "name": "InvoiceExpired",
      "namespace": "wallets",
      "doc": "The invoice expired unpaid, and will not be paid.",
      "fields": [
       {
        "name": "invoice",
        "type": "string",
        "default": "",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       }
      ]
     },
     {
      "type": "record",
      "name": "InvoiceCancelled",
      "namespace": "wallets",
      "doc": "The invoice was cancelled unpaid, and will not be paid.",
      "fields": [
       {
        "name": "invoice",
        "type": "string",
        "default": "",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutReturned",
      "namespace": "wallets",
      "doc": "Money that was paid came back to the provider, all of it or a part.",
      "fields": [
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "return",
        "type": "string",
        "doc": "The provider's own id of this return: another return has another one."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "reason",
        "type": "string",
        "default": "",
        "doc": "A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       }
      ]
     },
     {
      "type": "record",
      "name": "InvoiceStatus",
      "namespace": "wallets",
      "doc": "The answer to RequestInvoiceStatus. The same answer again changes nothing.",
      "fields": [
       {
        "name": "state",
        "type": {
         "type": "enum",
         "name": "InvoiceState",
         "namespace": "wallets",
         "doc": "The state of an invoice, as its provider knows it. not_found: it has none under this reference and will not pay.",
         "symbols": [
          "unknown",
          "pending",
          "paid",
          "declined",
          "expired",
          "cancelled",
          "not_found"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "invoice",
        "type": "string",
        "default": "",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "What was really paid, if it was. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "default": "",
        "doc": "Of `amount`."
       },
       {
        "name": "reason",
        "type": "string",
        "default": "",
        "doc": "A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       }
      ]
     }
    ],
    "doc": "What the provider says."
   }
  ]
 },
 "ProviderRequest": {
  "type": "record",
  "name": "ProviderRequest",
  "namespace": "wallets",
  "doc": "Value of provider-<id>-invoice-requests. Key: reference.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "reference",
    "type": "string",
    "doc": "Ours, opaque to the provider, echoed by it: it is all we look up by."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "RequestInvoice",
      "namespace": "wallets",
      "doc": "Asks the provider for an invoice over this amount, and to pay it out. The reference is the idempotency key.",
      "fields": [
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "destination",
        "type": "string",
        "default": "",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "method",
        "type": "string",
        "default": "",
        "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
       },
       {
        "name": "terminal",
        "type": "string",
        "default": "",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "pinned",
        "type": [
         "null",
         {
          "type": "record",
          "name": "PinnedDestination",
          "namespace": "wallets",
          "doc": "A destination of an identity as it was at these revisions.",
          "fields": [
           {
            "name": "party",
            "type": "string",
            "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
           },
           {
            "name": "identity",
            "type": "string",
            "doc": "The identity's id, unique in its party."
           },
           {
            "name": "identityRevision",
            "type": "long",
            "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
           },
           {
            "name": "destinationId",
            "type": "string",
            "doc": "A destination of the identity, by its id, unique in its party."
           },
           {
            "name": "destinationRevision",
            "type": "long",
            "doc": "Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The destination as it was confirmed, with the identity whose it is. None: the wallet has no owner."
       }
      ]
     },
     {
      "type": "record",
      "name": "RequestInvoiceStatus",
      "namespace": "wallets",
      "doc": "Asks what became of the invoice of this reference. Answered with InvoiceStatus.",
      "fields": [
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When we asked, by the log's time."
       }
      ]
     },
     {
      "type": "record",
      "name": "CancelInvoice",
      "namespace": "wallets",
      "doc": "Asks to cancel the invoice of this reference, if that can still be done. Answered with InvoiceCancelled, or by what happens instead.",
      "fields": []
     }
    ],
    "doc": "What the provider is asked."
   }
  ]
 },
 "TenantCommand": {
  "type": "record",
  "name": "TenantCommand",
  "namespace": "wallets",
  "doc": "Value of tenant-commands. Key: tenant.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "AnnounceTenant",
      "namespace": "wallets",
      "doc": "A tenant says what it is like. All of it each time: what is left out has its default.",
      "fields": [
       {
        "name": "currencies",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Currency",
          "namespace": "wallets",
          "doc": "A currency as one tenant uses it.",
          "fields": [
           {
            "name": "code",
            "type": "string",
            "doc": "EUR, USD, JPY … or the tenant's own."
           },
           {
            "name": "exponent",
            "type": "int",
            "doc": "Digits after the decimal point: 2 for EUR, 0 for JPY. For display; amounts are minor units."
           }
          ]
         }
        }
       },
       {
        "name": "withdrawalPlan",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "PlanPosting",
          "namespace": "wallets",
          "doc": "One movement of money in a cash-flow plan.",
          "fields": [
           {
            "name": "debit",
            "type": {
             "type": "enum",
             "name": "PlanAccount",
             "namespace": "wallets",
             "doc": "An account of a cash-flow plan, before it is known whose it is.",
             "symbols": [
              "unknown",
              "wallet",
              "destination",
              "system",
              "subagent",
              "provider",
              "source"
             ],
             "default": "unknown"
            },
            "doc": "Account the volume leaves."
           },
           {
            "name": "credit",
            "type": "PlanAccount",
            "doc": "Account the volume reaches."
           },
           {
            "name": "volume",
            "type": {
             "type": "record",
             "name": "Volume",
             "namespace": "wallets",
             "doc": "How much a planned posting moves. Zero moves nothing.",
             "fields": [
              {
               "name": "kind",
               "type": {
                "type": "enum",
                "name": "VolumeKind",
                "namespace": "wallets",
                "doc": "How the volume of a planned posting is computed.",
                "symbols": [
                 "unknown",
                 "fixed",
                 "share",
                 "min_of",
                 "max_of"
                ],
                "default": "unknown"
               },
               "doc": "fixed: `amount` of `currency`. share: `numerator`/`denominator` of the withdrawal's amount. min_of, max_of: the least, the greatest of `of`."
              },
              {
               "name": "amount",
               "type": {
                "type": "long",
                "logicalType": "minor-units"
               },
               "default": 0,
               "doc": "Of a fixed volume. Minor units of `currency`."
              },
              {
               "name": "currency",
               "type": "string",
               "default": "",
               "doc": "Of a fixed volume: the route is rejected for a withdrawal in another one."
              },
              {
               "name": "numerator",
               "type": "long",
               "default": 0,
               "doc": "Of a share: 10 of 100 is a tenth."
              },
              {
               "name": "denominator",
               "type": "long",
               "default": 1,
               "doc": "Of a share. Positive."
              },
              {
               "name": "rounding",
               "type": {
                "type": "enum",
                "name": "Rounding",
                "namespace": "wallets",
                "doc": "Where a share that is half a minor unit goes.",
                "symbols": [
                 "half_away_from_zero",
                 "half_towards_zero"
                ],
                "default": "half_away_from_zero"
               },
               "default": "half_away_from_zero",
               "doc": "Of a share."
              },
              {
               "name": "of",
               "type": {
                "type": "array",
                "items": "Volume"
               },
               "default": [],
               "doc": "Of min_of and max_of: at least one."
              }
             ]
            }
           }
          ]
         }
        },
        "default": [],
        "doc": "What a withdrawal moves between accounts. Empty: its whole amount, from the wallet to the destination."
       },
       {
        "name": "approvals",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "ApprovalPolicy",
          "namespace": "wallets",
          "doc": "Withdrawals that wait for an operator.",
          "fields": [
           {
            "name": "currency",
            "type": "string",
            "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
           },
           {
            "name": "above",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Amounts above this one, in minor units."
           }
          ]
         }
        },
        "default": [],
        "doc": "Which withdrawals wait for an operator."
       },
       {
        "name": "attemptsMax",
        "type": "int",
        "default": 1,
        "doc": "How many routes are tried for one withdrawal."
       },
       {
        "name": "transientFailures",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [
         "authorization_failed:temporarily_unavailable"
        ],
        "doc": "Failures after which the next route is tried: whole tokens from the left of a reason."
       },
       {
        "name": "parties",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "PartyPolicy",
          "namespace": "wallets",
          "doc": "What differs for one party.",
          "fields": [
           {
            "name": "party",
            "type": "string",
            "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
           },
           {
            "name": "transientFailures",
            "type": {
             "type": "array",
             "items": "string"
            },
            "default": [],
            "doc": "Replaces the tenant's list."
           }
          ]
         }
        },
        "default": [],
        "doc": "What differs for single parties."
       },
       {
        "name": "quoteMs",
        "type": "long",
        "default": 600000,
        "doc": "Milliseconds for which a quote can be used."
       },
       {
        "name": "personalKey",
        "type": "string",
        "default": "",
        "doc": "The tenant's public key for personal data: X25519, base64. Empty: no personal data is taken."
       },
       {
        "name": "classes",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "IdentityClass",
          "namespace": "wallets",
          "doc": "What kind of identity there is, and how it gets known.",
          "fields": [
           {
            "name": "class",
            "type": "string",
            "doc": "Its name: person, company."
           },
           {
            "name": "levels",
            "type": {
             "type": "array",
             "items": {
              "type": "record",
              "name": "IdentityLevel",
              "namespace": "wallets",
              "doc": "A level and what the tenant calls it.",
              "fields": [
               {
                "name": "level",
                "type": "int",
                "doc": "How well somebody is known: 0, 1, 2 … in an order of the tenant's own."
               },
               {
                "name": "name",
                "type": "string"
               }
              ]
             }
            },
            "default": []
           },
           {
            "name": "initialLevel",
            "type": "int",
            "default": 0,
            "doc": "Before any challenge."
           },
           {
            "name": "challenges",
            "type": {
             "type": "array",
             "items": {
              "type": "record",
              "name": "ChallengeClass",
              "namespace": "wallets",
              "doc": "A way to be identified.",
              "fields": [
               {
                "name": "class",
                "type": "string",
                "doc": "Its name among the challenge classes of its identity class."
               },
               {
                "name": "verifier",
                "type": "string",
                "doc": "The identification provider that is asked, by its id among the tenant's verifiers."
               },
               {
                "name": "proofs",
                "type": {
                 "type": "array",
                 "items": "string"
                },
                "default": [],
                "doc": "Types of proofs that have to be given."
               },
               {
                "name": "fromLevel",
                "type": "int",
                "doc": "The level that an identity has to have."
               },
               {
                "name": "toLevel",
                "type": "int",
                "doc": "The level that approval leads to. Higher."
               },
               {
                "name": "answerMs",
                "type": "long",
                "default": 0,
                "doc": "Milliseconds after which a silent verifier has failed. 0: never."
               }
              ]
             }
            },
            "default": []
           }
          ]
         }
        },
        "default": [],
        "doc": "Kinds of identities."
       },
       {
        "name": "levelPolicies",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "LevelPolicy",
          "namespace": "wallets",
          "doc": "Operations that need a level.",
          "fields": [
           {
            "name": "operation",
            "type": {
             "type": "enum",
             "name": "GuardedOperation",
             "namespace": "wallets",
             "doc": "What moves money, and may need an identification or have limits.",
             "symbols": [
              "unknown",
              "deposit",
              "withdrawal",
              "transfer_out",
              "transfer_in",
              "hold"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "currency",
            "type": "string",
            "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
           },
           {
            "name": "above",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Amounts above this one, in minor units."
           },
           {
            "name": "level",
            "type": "int",
            "doc": "The least level that will do."
           }
          ]
         }
        },
        "default": [],
        "doc": "Operations that need an identification. Of several that apply, the highest level."
       },
       {
        "name": "isOwnerRequired",
        "type": "boolean",
        "default": false,
        "doc": "Whether every new wallet has to belong to an identity."
       },
       {
        "name": "serviceLimits",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "ServiceLimit",
          "namespace": "wallets",
          "doc": "A ceiling on how many of something a party may have at a time.",
          "fields": [
           {
            "name": "kind",
            "type": {
             "type": "enum",
             "name": "LimitKind",
             "namespace": "wallets",
             "doc": "What a party has a limited number of.",
             "symbols": [
              "unknown",
              "identities",
              "wallets",
              "destinations",
              "withdrawals"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "party",
            "type": "string",
            "default": "",
            "doc": "For this party alone. Empty: for every party without one of its own."
           },
           {
            "name": "ceiling",
            "type": "long"
           }
          ]
         }
        },
        "default": [],
        "doc": "Ceilings on what a party may have. 1,000 of each kind where nothing is said."
       },
       {
        "name": "operationsPerSecond",
        "type": "long",
        "default": 0,
        "doc": "Operations of clients in one partition and second, those refused not counted. 0: any number."
       },
       {
        "name": "operationRetentionMs",
        "type": "long",
        "default": 0,
        "doc": "Milliseconds for which an operation is remembered at least, so that its repeat changes nothing. 0: for ever."
       },
       {
        "name": "timeZone",
        "type": "string",
        "default": "UTC",
        "doc": "Where its days begin, by the name in the IANA database: Europe/Berlin."
       },
       {
        "name": "limits",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "LimitPolicy",
          "namespace": "wallets",
          "doc": "A limit of wallets, and which wallets have it. Of several that apply, each has to be kept.",
          "fields": [
           {
            "name": "limit",
            "type": "string",
            "doc": "Its name, a word of the tenant's own."
           },
           {
            "name": "operations",
            "type": {
             "type": "array",
             "items": "GuardedOperation"
            },
            "default": [],
            "doc": "Which operations it is asked for, and counts. Empty: all."
           },
           {
            "name": "wallets",
            "type": {
             "type": "array",
             "items": "string"
            },
            "default": [],
            "doc": "Wallets that have it. Empty: any."
           },
           {
            "name": "identities",
            "type": {
             "type": "array",
             "items": "string"
            },
            "default": [],
            "doc": "Identities whose wallets have it. Empty: any, and wallets without an owner."
           },
           {
            "name": "parties",
            "type": {
             "type": "array",
             "items": "string"
            },
            "default": [],
            "doc": "Parties whose wallets have it. Empty: any, and wallets without an owner."
           },
           {
            "name": "currency",
            "type": "string",
            "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
           },
           {
            "name": "measure",
            "type": {
             "type": "enum",
             "name": "LimitMeasure",
             "namespace": "wallets",
             "doc": "What a limit of a wallet is about: what the wallet has, the amount of one operation, what operations move in a period, or how many there are in it.",
             "symbols": [
              "unknown",
              "balance",
              "amount",
              "turnover",
              "count"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "period",
            "type": {
             "type": "enum",
             "name": "LimitPeriod",
             "namespace": "wallets",
             "doc": "The span of a wallet's limit, in the tenant's time zone: the day, the ISO week from Monday, the calendar month, the calendar year.",
             "symbols": [
              "day",
              "week",
              "month",
              "year"
             ],
             "default": "day"
            },
            "default": "day",
            "doc": "Of turnover and count."
           },
           {
            "name": "lower",
            "type": [
             "null",
             {
              "type": "record",
              "name": "Bound",
              "namespace": "wallets",
              "doc": "One end of a range.",
              "fields": [
               {
                "name": "value",
                "type": {
                 "type": "long",
                 "logicalType": "minor-units"
                },
                "doc": "Minor units, or a number of operations."
               },
               {
                "name": "isInclusive",
                "type": "boolean",
                "default": true,
                "doc": "Whether the value itself is in the range."
               }
              ]
             }
            ],
            "default": null
           },
           {
            "name": "upper",
            "type": [
             "null",
             "Bound"
            ],
            "default": null
           }
          ]
         }
        },
        "default": [],
        "doc": "Limits of wallets."
       },
       {
        "name": "depositPlan",
        "type": {
         "type": "array",
         "items": "PlanPosting"
        },
        "default": [],
        "doc": "What a deposit moves between accounts. Empty: its whole amount, from the source to the wallet."
       },
       {
        "name": "transferPlan",
        "type": {
         "type": "array",
         "items": "PlanPosting"
        },
        "default": [],
        "doc": "What a transfer moves between accounts: `destination` is the wallet that is paid. Empty: its whole amount."
       },
       {
        "name": "stuckAfterMs",
        "type": "long",
        "default": 3600000,
        "doc": "Milliseconds after which a process that waits counts as stuck, and can be repaired."
       },
       {
        "name": "isRepairApproved",
        "type": "boolean",
        "default": false,
        "doc": "Whether repairs need a second person."
       },
       {
        "name": "ownTopics",
        "type": [
         "null",
         {
          "type": "record",
          "name": "OwnTopics",
          "namespace": "wallets",
          "doc": "Topics of one tenant alone: docs/tenants.md.",
          "fields": [
           {
            "name": "partitions",
            "type": "int",
            "doc": "Of each. Chosen once."
           },
           {
            "name": "replication",
            "type": "int",
            "default": 0,
            "doc": "0: as the deployment's others."
           },
           {
            "name": "commandRetentionMs",
            "type": "long",
            "default": 0,
            "doc": "Milliseconds for which commands are kept. 0: as the deployment's others."
           }
          ]
         }
        ],
        "default": null,
        "doc": "Topics of its own. None: it shares those of the deployment."
       },
       {
        "name": "expectedRevision",
        "type": "long",
        "default": 0,
        "doc": "The revision that this is meant to change. 0: whichever there is."
       }
      ]
     },
     {
      "type": "record",
      "name": "StopTenant",
      "namespace": "wallets",
      "doc": "No new operation of the tenant is to be accepted.",
      "fields": [
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       }
      ]
     },
     {
      "type": "record",
      "name": "ResumeTenant",
      "namespace": "wallets",
      "doc": "Operations of the tenant are to be accepted again.",
      "fields": [
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       }
      ]
     }
    ],
    "doc": "What to do."
   }
  ]
 },
 "TenantEvent": {
  "type": "record",
  "name": "TenantEvent",
  "namespace": "wallets",
  "doc": "Value of tenant-changelog. Key: tenant. Exactly one for each command.",
  "fields": [
   {
    "name": "hash",
    "type": "bytes",
    "default": "",
    "doc": "Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes."
   },
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "revision",
    "type": "long",
    "doc": "Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered."
   },
   {
    "name": "at",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "When the broker got the command. All time in decisions is this."
   },
   {
    "name": "sourceTopic",
    "type": "string",
    "doc": "Topic of the command; its partition is this record's own."
   },
   {
    "name": "sourceOffset",
    "type": "long",
    "doc": "Offset of the command."
   },
   {
    "name": "fingerprint",
    "type": "bytes",
    "doc": "Of the command's parameters: tells a repeat from a re-used id, and which fields differ."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "TenantAnnounced",
      "namespace": "wallets",
      "doc": "The tenant is as it said. What it said is the row of this revision.",
      "fields": [
       {
        "name": "row",
        "type": {
         "type": "record",
         "name": "Tenant",
         "namespace": "wallets",
         "doc": "One client of the service: its currencies and its policies. A row of a table that every instance reads whole.",
         "fields": [
          {
           "name": "tenant",
           "type": "string",
           "doc": "Who the data belongs to. Part of every key."
          },
          {
           "name": "revision",
           "type": "long",
           "doc": "1, 2, 3 …: grows with each change. Decisions record the one they used."
          },
          {
           "name": "currencies",
           "type": {
            "type": "array",
            "items": {
             "type": "record",
             "name": "Currency",
             "namespace": "wallets",
             "doc": "A currency as one tenant uses it.",
             "fields": [
              {
               "name": "code",
               "type": "string",
               "doc": "EUR, USD, JPY … or the tenant's own."
              },
              {
               "name": "exponent",
               "type": "int",
               "doc": "Digits after the decimal point: 2 for EUR, 0 for JPY. For display; amounts are minor units."
              }
             ]
            }
           }
          },
          {
           "name": "withdrawalPlan",
           "type": {
            "type": "array",
            "items": {
             "type": "record",
             "name": "PlanPosting",
             "namespace": "wallets",
             "doc": "One movement of money in a cash-flow plan.",
             "fields": [
              {
               "name": "debit",
               "type": {
                "type": "enum",
                "name": "PlanAccount",
                "namespace": "wallets",
                "doc": "An account of a cash-flow plan, before it is known whose it is.",
                "symbols": [
                 "unknown",
                 "wallet",
                 "destination",
                 "system",
                 "subagent",
                 "provider",
                 "source"
                ],
                "default": "unknown"
               },
               "doc": "Account the volume leaves."
              },
              {
               "name": "credit",
               "type": "PlanAccount",
               "doc": "Account the volume reaches."
              },
              {
               "name": "volume",
               "type": {
                "type": "record",
                "name": "Volume",
                "namespace": "wallets",
                "doc": "How much a planned posting moves. Zero moves nothing.",
                "fields": [
                 {
                  "name": "kind",
                  "type": {
                   "type": "enum",
                   "name": "VolumeKind",
                   "namespace": "wallets",
                   "doc": "How the volume of a planned posting is computed.",
                   "symbols": [
                    "unknown",
                    "fixed",
                    "share",
                    "min_of",
                    "max_of"
                   ],
                   "default": "unknown"
                  },
                  "doc": "fixed: `amount` of `currency`. share: `numerator`/`denominator` of the withdrawal's amount. min_of, max_of: the least, the greatest of `of`."
                 },
                 {
                  "name": "amount",
                  "type": {
                   "type": "long",
                   "logicalType": "minor-units"
                  },
                  "default": 0,
                  "doc": "Of a fixed volume. Minor units of `currency`."
                 },
                 {
                  "name": "currency",
                  "type": "string",
                  "default": "",
                  "doc": "Of a fixed volume: the route is rejected for a withdrawal in another one."
                 },
                 {
                  "name": "numerator",
                  "type": "long",
                  "default": 0,
                  "doc": "Of a share: 10 of 100 is a tenth."
                 },
                 {
                  "name": "denominator",
                  "type": "long",
                  "default": 1,
                  "doc": "Of a share. Positive."
                 },
                 {
                  "name": "rounding",
                  "type": {
                   "type": "enum",
                   "name": "Rounding",
                   "namespace": "wallets",
                   "doc": "Where a share that is half a minor unit goes.",
                   "symbols": [
                    "half_away_from_zero",
                    "half_towards_zero"
                   ],
                   "default": "half_away_from_zero"
                  },
                  "default": "half_away_from_zero",
                  "doc": "Of a share."
                 },
                 {
                  "name": "of",
                  "type": {
                   "type": "array",
                   "items": "Volume"
                  },
                  "default": [],
                  "doc": "Of min_of and max_of: at least one."
                 }
                ]
               }
              }
             ]
            }
           },
           "default": [],
           "doc": "What a withdrawal moves between accounts. Empty: its whole amount, from the wallet to the destination."
          },
          {
           "name": "approvals",
           "type": {
            "type": "array",
            "items": {
             "type": "record",
             "name": "ApprovalPolicy",
             "namespace": "wallets",
             "doc": "Withdrawals that wait for an operator.",
             "fields": [
              {
               "name": "currency",
               "type": "string",
               "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
              },
              {
               "name": "above",
               "type": {
                "type": "long",
                "logicalType": "minor-units"
               },
               "doc": "Amounts above this one, in minor units."
              }
             ]
            }
           },
           "default": [],
           "doc": "Which withdrawals wait for an operator."
          },
          {
           "name": "attemptsMax",
           "type": "int",
           "default": 1,
           "doc": "How many routes are tried for one withdrawal."
          },
          {
           "name": "transientFailures",
           "type": {
            "type": "array",
            "items": "string"
           },
           "default": [
            "authorization_failed:temporarily_unavailable"
           ],
           "doc": "Failures after which the next route is tried: whole tokens from the left of a reason."
          },
          {
           "name": "parties",
           "type": {
            "type": "array",
            "items": {
             "type": "record",
             "name": "PartyPolicy",
             "namespace": "wallets",
             "doc": "What differs for one party.",
             "fields": [
              {
               "name": "party",
               "type": "string",
               "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
              },
              {
               "name": "transientFailures",
               "type": {
                "type": "array",
                "items": "string"
               },
               "default": [],
               "doc": "Replaces the tenant's list."
              }
             ]
            }
           },
           "default": [],
           "doc": "What differs for single parties."
          },
          {
           "name": "quoteMs",
           "type": "long",
           "default": 600000,
           "doc": "Milliseconds for which a quote can be used."
          },
          {
           "name": "personalKey",
           "type": "string",
           "default": "",
           "doc": "The tenant's public key for personal data: X25519, base64. Empty: no personal data is taken."
          },
          {
           "name": "classes",
           "type": {
            "type": "array",
            "items": {
             "type": "record",
             "name": "IdentityClass",
             "namespace": "wallets",
             "doc": "What kind of identity there is, and how it gets known.",
             "fields": [
              {
               "name": "class",
               "type": "string",
               "doc": "Its name: person, company."
              },
              {
               "name": "levels",
               "type": {
                "type": "array",
                "items": {
                 "type": "record",
                 "name": "IdentityLevel",
                 "namespace": "wallets",
                 "doc": "A level and what the tenant calls it.",
                 "fields": [
                  {
                   "name": "level",
                   "type": "int",
                   "doc": "How well somebody is known: 0, 1, 2 … in an order of the tenant's own."
                  },
                  {
                   "name": "name",
                   "type": "string"
                  }
                 ]
                }
               },
               "default": []
              },
              {
               "name": "initialLevel",
               "type": "int",
               "default": 0,
               "doc": "Before any challenge."
              },
              {
               "name": "challenges",
               "type": {
                "type": "array",
                "items": {
                 "type": "record",
                 "name": "ChallengeClass",
                 "namespace": "wallets",
                 "doc": "A way to be identified.",
                 "fields": [
                  {
                   "name": "class",
                   "type": "string",
                   "doc": "Its name among the challenge classes of its identity class."
                  },
                  {
                   "name": "verifier",
                   "type": "string",
                   "doc": "The identification provider that is asked, by its id among the tenant's verifiers."
                  },
                  {
                   "name": "proofs",
                   "type": {
                    "type": "array",
                    "items": "string"
                   },
                   "default": [],
                   "doc": "Types of proofs that have to be given."
                  },
                  {
                   "name": "fromLevel",
                   "type": "int",
                   "doc": "The level that an identity has to have."
                  },
                  {
                   "name": "toLevel",
                   "type": "int",
                   "doc": "The level that approval leads to. Higher."
                  },
                  {
                   "name": "answerMs",
                   "type": "long",
                   "default": 0,
                   "doc": "Milliseconds after which a silent verifier has failed. 0: never."
                  }
                 ]
                }
               },
               "default": []
              }
             ]
            }
           },
           "default": [],
           "doc": "Kinds of identities."
          },
          {
           "name": "levelPolicies",
           "type": {
            "type": "array",
            "items": {
             "type": "record",
             "name": "LevelPolicy",
             "namespace": "wallets",
             "doc": "Operations that need a level.",
             "fields": [
              {
               "name": "operation",
               "type": {
                "type": "enum",
                "name": "GuardedOperation",
                "namespace": "wallets",
                "doc": "What moves money, and may need an identification or have limits.",
                "symbols": [
                 "unknown",
                 "deposit",
                 "withdrawal",
                 "transfer_out",
                 "transfer_in",
                 "hold"
                ],
                "default": "unknown"
               }
              },
              {
               "name": "currency",
               "type": "string",
               "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
              },
              {
               "name": "above",
               "type": {
                "type": "long",
                "logicalType": "minor-units"
               },
               "doc": "Amounts above this one, in minor units."
              },
              {
               "name": "level",
               "type": "int",
               "doc": "The least level that will do."
              }
             ]
            }
           },
           "default": [],
           "doc": "Operations that need an identification. Of several that apply, the highest level."
          },
          {
           "name": "isOwnerRequired",
           "type": "boolean",
           "default": false,
           "doc": "Whether every new wallet has to belong to an identity."
          },
          {
           "name": "serviceLimits",
           "type": {
            "type": "array",
            "items": {
             "type": "record",
             "name": "ServiceLimit",
             "namespace": "wallets",
             "doc": "A ceiling on how many of something a party may have at a time.",
             "fields": [
              {
               "name": "kind",
               "type": {
                "type": "enum",
                "name": "LimitKind",
                "namespace": "wallets",
                "doc": "What a party has a limited number of.",
                "symbols": [
                 "unknown",
                 "identities",
                 "wallets",
                 "destinations",
                 "withdrawals"
                ],
                "default": "unknown"
               }
              },
              {
               "name": "party",
               "type": "string",
               "default": "",
               "doc": "For this party alone. Empty: for every party without one of its own."
              },
              {
               "name": "ceiling",
               "type": "long"
              }
             ]
            }
           },
           "default": [],
           "doc": "Ceilings on what a party may have. 1,000 of each kind where nothing is said."
          },
          {
           "name": "operationsPerSecond",
           "type": "long",
           "default": 0,
           "doc": "Operations of clients in one partition and second, those refused not counted. 0: any number."
          },
          {
           "name": "operationRetentionMs",
           "type": "long",
           "default": 0,
           "doc": "Milliseconds for which an operation is remembered at least, so that its repeat changes nothing. 0: for ever."
          },
          {
           "name": "timeZone",
           "type": "string",
           "default": "UTC",
           "doc": "Where its days begin, by the name in the IANA database: Europe/Berlin."
          },
          {
           "name": "limits",
           "type": {
            "type": "array",
            "items": {
             "type": "record",
             "name": "LimitPolicy",
             "namespace": "wallets",
             "doc": "A limit of wallets, and which wallets have it. Of several that apply, each has to be kept.",
             "fields": [
              {
               "name": "limit",
               "type": "string",
               "doc": "Its name, a word of the tenant's own."
              },
              {
               "name": "operations",
               "type": {
                "type": "array",
                "items": "GuardedOperation"
               },
               "default": [],
               "doc": "Which operations it is asked for, and counts. Empty: all."
              },
              {
               "name": "wallets",
               "type": {
                "type": "array",
                "items": "string"
               },
               "default": [],
               "doc": "Wallets that have it. Empty: any."
              },
              {
               "name": "identities",
               "type": {
                "type": "array",
                "items": "string"
               },
               "default": [],
               "doc": "Identities whose wallets have it. Empty: any, and wallets without an owner."
              },
              {
               "name": "parties",
               "type": {
                "type": "array",
                "items": "string"
               },
               "default": [],
               "doc": "Parties whose wallets have it. Empty: any, and wallets without an owner."
              },
              {
               "name": "currency",
               "type": "string",
               "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
              },
              {
               "name": "measure",
               "type": {
                "type": "enum",
                "name": "LimitMeasure",
                "namespace": "wallets",
                "doc": "What a limit of a wallet is about: what the wallet has, the amount of one operation, what operations move in a period, or how many there are in it.",
                "symbols": [
                 "unknown",
                 "balance",
                 "amount",
                 "turnover",
                 "count"
                ],
                "default": "unknown"
               }
              },
              {
               "name": "period",
               "type": {
                "type": "enum",
                "name": "LimitPeriod",
                "namespace": "wallets",
                "doc": "The span of a wallet's limit, in the tenant's time zone: the day, the ISO week from Monday, the calendar month, the calendar year.",
                "symbols": [
                 "day",
                 "week",
                 "month",
                 "year"
                ],
                "default": "day"
               },
               "default": "day",
               "doc": "Of turnover and count."
              },
              {
               "name": "lower",
               "type": [
                "null",
                {
                 "type": "record",
                 "name": "Bound",
                 "namespace": "wallets",
                 "doc": "One end of a range.",
                 "fields": [
                  {
                   "name": "value",
                   "type": {
                    "type": "long",
                    "logicalType": "minor-units"
                   },
                   "doc": "Minor units, or a number of operations."
                  },
                  {
                   "name": "isInclusive",
                   "type": "boolean",
                   "default": true,
                   "doc": "Whether the value itself is in the range."
                  }
                 ]
                }
               ],
               "default": null
              },
              {
               "name": "upper",
               "type": [
                "null",
                "Bound"
               ],
               "default": null
              }
             ]
            }
           },
           "default": [],
           "doc": "Limits of wallets."
          },
          {
           "name": "depositPlan",
           "type": {
            "type": "array",
            "items": "PlanPosting"
           },
           "default": [],
           "doc": "What a deposit moves between accounts. Empty: its whole amount, from the source to the wallet."
          },
          {
           "name": "transferPlan",
           "type": {
            "type": "array",
            "items": "PlanPosting"
           },
           "default": [],
           "doc": "What a transfer moves between accounts: `destination` is the wallet that is paid. Empty: its whole amount."
          },
          {
           "name": "stuckAfterMs",
           "type": "long",
           "default": 3600000,
           "doc": "Milliseconds after which a process that waits counts as stuck, and can be repaired."
          },
          {
           "name": "isRepairApproved",
           "type": "boolean",
           "default": false,
           "doc": "Whether repairs need a second person."
          },
          {
           "name": "stopped",
           "type": "string",
           "default": "",
           "doc": "Why no new operation is accepted, for people. Empty: operations are accepted."
          },
          {
           "name": "ownTopics",
           "type": [
            "null",
            {
             "type": "record",
             "name": "OwnTopics",
             "namespace": "wallets",
             "doc": "Topics of one tenant alone: docs/tenants.md.",
             "fields": [
              {
               "name": "partitions",
               "type": "int",
               "doc": "Of each. Chosen once."
              },
              {
               "name": "replication",
               "type": "int",
               "default": 0,
               "doc": "0: as the deployment's others."
              },
              {
               "name": "commandRetentionMs",
               "type": "long",
               "default": 0,
               "doc": "Milliseconds for which commands are kept. 0: as the deployment's others."
              }
             ]
            }
           ],
           "default": null,
           "doc": "Topics of its own. None: it shares those of the deployment."
          }
         ]
        }
       },
       {
        "name": "isChanged",
        "type": "boolean",
        "doc": "False: it was like that already, at the revision of the row."
       }
      ]
     },
     {
      "type": "record",
      "name": "TenantStopped",
      "namespace": "wallets",
      "doc": "No new operation of the tenant is accepted.",
      "fields": [
       {
        "name": "row",
        "type": "Tenant"
       },
       {
        "name": "isChanged",
        "type": "boolean",
        "doc": "False: it was stopped for this reason already, at the revision of the row."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       }
      ]
     },
     {
      "type": "record",
      "name": "TenantResumed",
      "namespace": "wallets",
      "doc": "Operations of the tenant are accepted again.",
      "fields": [
       {
        "name": "row",
        "type": "Tenant"
       },
       {
        "name": "isChanged",
        "type": "boolean",
        "doc": "False: it was not stopped."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       }
      ]
     },
     {
      "type": "record",
      "name": "OperationRefused",
      "namespace": "wallets",
      "doc": "A command that changed nothing, and why.",
      "fields": [
       {
        "name": "command",
        "type": "string",
        "doc": "Record name of the refused command: CreateWithdrawal."
       },
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "Reason",
         "namespace": "wallets",
         "doc": "Why an operation was refused. A closed list, in order of precedence: of several that apply, the first is given. See docs/refusals.md.",
         "symbols": [
          "unknown",
          "operation_id_reused",
          "revision_mismatch",
          "invalid_id",
          "invalid_tenant",
          "invalid_contact",
          "invalid_proofs",
          "invalid_batch",
          "invalid_adjustment",
          "card_number",
          "amount_not_positive",
          "expiry_in_past",
          "transfer_to_itself",
          "tenant_not_found",
          "tenant_stopped",
          "tenant_revision_mismatch",
          "tenant_topics_fixed",
          "rate_exceeded",
          "personal_key_not_found",
          "identity_class_not_found",
          "owner_required",
          "currency_not_found",
          "party_not_found",
          "party_already_exists",
          "party_erased",
          "party_blocked",
          "party_not_blocked",
          "party_has_wallets",
          "identity_not_found",
          "identity_already_exists",
          "challenge_not_found",
          "challenge_already_exists",
          "challenge_pending",
          "challenge_already_completed",
          "challenge_already_failed",
          "challenge_class_not_found",
          "challenge_level_mismatch",
          "verifier_not_found",
          "verifier_mismatch",
          "destination_not_found",
          "destination_already_exists",
          "destination_removed",
          "service_limit_reached",
          "wallet_not_found",
          "wallet_already_exists",
          "wallet_opening",
          "wallet_not_opening",
          "wallet_closed",
          "wallet_blocked",
          "wallet_not_blocked",
          "owner_blocked",
          "owner_mismatch",
          "withdrawal_not_found",
          "withdrawal_already_exists",
          "withdrawal_already_completed",
          "withdrawal_already_failed",
          "withdrawal_already_confirmed",
          "withdrawal_not_confirmed",
          "withdrawal_still_pending",
          "deposit_not_found",
          "deposit_already_exists",
          "deposit_already_completed",
          "deposit_already_failed",
          "deposit_still_pending",
          "revert_not_found",
          "revert_already_exists",
          "transfer_not_found",
          "transfer_already_exists",
          "transfer_already_completed",
          "transfer_already_failed",
          "transfer_still_pending",
          "batch_not_found",
          "batch_already_exists",
          "batch_already_completed",
          "batch_already_failed",
          "credit_not_found",
          "credit_already_exists",
          "credit_not_reserved",
          "hold_not_found",
          "hold_already_exists",
          "hold_already_posted",
          "hold_already_released",
          "hold_already_expired",
          "adjustment_pending",
          "adjustment_not_found",
          "adjustment_changes_nothing",
          "deposit_reverted",
          "quote_already_exists",
          "quote_not_found",
          "quote_expired",
          "quote_mismatch",
          "payout_not_found",
          "payout_already_exists",
          "attempt_not_found",
          "provider_mismatch",
          "payout_already_completed",
          "payout_already_failed",
          "payout_already_cancelled",
          "payout_not_awaiting_approval",
          "payout_not_unresolved",
          "payout_not_reserving",
          "notifications_full",
          "repair_not_approved",
          "invalid_repair",
          "process_not_stuck",
          "turnover_already_held",
          "turnover_not_held",
          "currency_mismatch",
          "amount_mismatch",
          "provider_not_found",
          "provider_currency_not_supported",
          "identification_required",
          "identification_expired",
          "identification_level_too_low",
          "no_route_found",
          "wallet_not_empty",
          "limit_exceeded",
          "balance_over_limit",
          "insufficient_funds"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "fields",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "The command's fields at fault: those that differ (operation_id_reused) or break the pattern (invalid_id)."
       },
       {
        "name": "balance",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Balance",
          "namespace": "wallets",
          "doc": "Money of one wallet. What may be spent is derived: posted less held.",
          "fields": [
           {
            "name": "posted",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units that are the wallet's own, held ones included."
           },
           {
            "name": "held",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units held for pending withdrawals. Never more than posted."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The wallet's balance, where the refusal is about money."
       },
       {
        "name": "limit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ReachedLimit",
          "namespace": "wallets",
          "doc": "The ceiling that was reached.",
          "fields": [
           {
            "name": "kind",
            "type": "LimitKind"
           },
           {
            "name": "ceiling",
            "type": "long"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The ceiling that was reached."
       },
       {
        "name": "walletLimit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ExceededLimit",
          "namespace": "wallets",
          "doc": "A limit that an operation would have broken.",
          "fields": [
           {
            "name": "limit",
            "type": "string",
            "doc": "Its name, a word of the tenant's own."
           },
           {
            "name": "measure",
            "type": "LimitMeasure"
           },
           {
            "name": "period",
            "type": "LimitPeriod"
           },
           {
            "name": "lower",
            "type": [
             "null",
             "Bound"
            ]
           },
           {
            "name": "upper",
            "type": [
             "null",
             "Bound"
            ]
           },
           {
            "name": "used",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the wallet had, or had used in the period, before the operation: minor units, or a number of operations."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the operation asked for: minor units, or 1 operation."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The limit of the wallet that it would have broken."
       }
      ]
     },
     {
      "type": "record",
      "name": "RecordDeadLettered",
      "namespace": "wallets",
      "doc": "A record that nobody can read was moved to the dead-letter topic. Where it came from is in the envelope.",
      "fields": [
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "DeadLetterReason",
         "namespace": "wallets",
         "doc": "Why a record could not be read. docs/dead-letters.md explains each.",
         "symbols": [
          "unknown",
          "empty",
          "too_short",
          "too_large",
          "wrong_magic_byte",
          "unknown_schema",
          "foreign_schema",
          "undecodable",
          "trailing_bytes",
          "key_mismatch",
          "wrong_partition",
          "wrong_topic"
         ],
         "default": "unknown"
        }
       }
      ]
     }
    ],
    "doc": "What happened."
   }
  ]
 },
 "TerminalCommand": {
  "type": "record",
  "name": "TerminalCommand",
  "namespace": "wallets",
  "doc": "Value of terminal-commands. Key: tenant/provider/terminal.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "provider",
    "type": "string",
    "doc": "The provider that pays out: a company, by its id among the tenant's providers."
   },
   {
    "name": "terminal",
    "type": "string",
    "doc": "One of the provider's terminals, by its id in the provider's configuration."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "HoldTurnover",
      "namespace": "wallets",
      "doc": "An attempt is about to go through a terminal that has limits. Sent by the withdrawals processor.",
      "fields": [
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "wallet",
        "type": "string",
        "doc": "The withdrawal's wallet."
       },
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     },
     {
      "type": "record",
      "name": "CommitTurnover",
      "namespace": "wallets",
      "doc": "The attempt was paid. Sent by the withdrawals processor.",
      "fields": [
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     },
     {
      "type": "record",
      "name": "ReleaseTurnover",
      "namespace": "wallets",
      "doc": "The attempt was not paid. Sent by the withdrawals processor.",
      "fields": [
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     }
    ],
    "doc": "What to do."
   }
  ]
 },
 "TerminalEvent": {
  "type": "record",
  "name": "TerminalEvent",
  "namespace": "wallets",
  "doc": "Value of terminal-changelog. Key: tenant/provider/terminal. Exactly one for each command.",
  "fields": [
   {
    "name": "hash",
    "type": "bytes",
    "default": "",
    "doc": "Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes."
   },
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "provider",
    "type": "string",
    "doc": "The provider that pays out: a company, by its id among the tenant's providers."
   },
   {
    "name": "terminal",
    "type": "string",
    "doc": "One of the provider's terminals, by its id in the provider's configuration."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "revision",
    "type": "long",
    "doc": "Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered."
   },
   {
    "name": "at",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "When the broker got the command. All time in decisions is this."
   },
   {
    "name": "sourceTopic",
    "type": "string",
    "doc": "Topic of the command; its partition is this record's own."
   },
   {
    "name": "sourceOffset",
    "type": "long",
    "doc": "Offset of the command."
   },
   {
    "name": "fingerprint",
    "type": "bytes",
    "doc": "Of the command's parameters: tells a repeat from a re-used id, and which fields differ."
   },
   {
    "name": "keptUntil",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "default": 0,
    "doc": "Until when the operation is remembered at least. Later the same command may count as a new operation. 0: for ever."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "TurnoverHeld",
      "namespace": "wallets",
      "doc": "The attempt is within the terminal's limits, and counts.",
      "fields": [
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "wallet",
        "type": "string",
        "doc": "The withdrawal's wallet."
       },
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "providerRevision",
        "type": "long",
        "doc": "Revision of the provider's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "TurnoverExceeded",
      "namespace": "wallets",
      "doc": "The attempt would pass one of the terminal's limits.",
      "fields": [
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "wallet",
        "type": "string",
        "doc": "The withdrawal's wallet."
       },
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "limit",
        "type": {
         "type": "record",
         "name": "TurnoverLimit",
         "namespace": "wallets",
         "doc": "How much of one currency a terminal takes in a period. What is held for attempts under way counts.",
         "fields": [
          {
           "name": "currency",
           "type": "string",
           "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
          },
          {
           "name": "measure",
           "type": {
            "type": "enum",
            "name": "Measure",
            "namespace": "wallets",
            "doc": "What a turnover limit counts.",
            "symbols": [
             "amount",
             "count"
            ],
            "default": "amount"
           }
          },
          {
           "name": "period",
           "type": {
            "type": "enum",
            "name": "Period",
            "namespace": "wallets",
            "doc": "The span of a turnover limit, in UTC: the day, the ISO week from Monday, the calendar month.",
            "symbols": [
             "day",
             "week",
             "month"
            ],
            "default": "day"
           }
          },
          {
           "name": "max",
           "type": {
            "type": "long",
            "logicalType": "minor-units"
           },
           "doc": "Minor units, or a number of payouts. It may be reached, not passed."
          }
         ]
        },
        "doc": "The limit."
       },
       {
        "name": "used",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What counts already, held or committed, in the limit's measure."
       },
       {
        "name": "providerRevision",
        "type": "long",
        "doc": "Revision of the provider's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "TurnoverCommitted",
      "namespace": "wallets",
      "doc": "The attempt was paid; what was held is used.",
      "fields": [
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     },
     {
      "type": "record",
      "name": "TurnoverReleased",
      "namespace": "wallets",
      "doc": "The attempt was not paid; what was held is free again.",
      "fields": [
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     },
     {
      "type": "record",
      "name": "OperationRefused",
      "namespace": "wallets",
      "doc": "A command that changed nothing, and why.",
      "fields": [
       {
        "name": "command",
        "type": "string",
        "doc": "Record name of the refused command: CreateWithdrawal."
       },
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "Reason",
         "namespace": "wallets",
         "doc": "Why an operation was refused. A closed list, in order of precedence: of several that apply, the first is given. See docs/refusals.md.",
         "symbols": [
          "unknown",
          "operation_id_reused",
          "revision_mismatch",
          "invalid_id",
          "invalid_tenant",
          "invalid_contact",
          "invalid_proofs",
          "invalid_batch",
          "invalid_adjustment",
          "card_number",
          "amount_not_positive",
          "expiry_in_past",
          "transfer_to_itself",
          "tenant_not_found",
          "tenant_stopped",
          "tenant_revision_mismatch",
          "tenant_topics_fixed",
          "rate_exceeded",
          "personal_key_not_found",
          "identity_class_not_found",
          "owner_required",
          "currency_not_found",
          "party_not_found",
          "party_already_exists",
          "party_erased",
          "party_blocked",
          "party_not_blocked",
          "party_has_wallets",
          "identity_not_found",
          "identity_already_exists",
          "challenge_not_found",
          "challenge_already_exists",
          "challenge_pending",
          "challenge_already_completed",
          "challenge_already_failed",
          "challenge_class_not_found",
          "challenge_level_mismatch",
          "verifier_not_found",
          "verifier_mismatch",
          "destination_not_found",
          "destination_already_exists",
          "destination_removed",
          "service_limit_reached",
          "wallet_not_found",
          "wallet_already_exists",
          "wallet_opening",
          "wallet_not_opening",
          "wallet_closed",
          "wallet_blocked",
          "wallet_not_blocked",
          "owner_blocked",
          "owner_mismatch",
          "withdrawal_not_found",
          "withdrawal_already_exists",
          "withdrawal_already_completed",
          "withdrawal_already_failed",
          "withdrawal_already_confirmed",
          "withdrawal_not_confirmed",
          "withdrawal_still_pending",
          "deposit_not_found",
          "deposit_already_exists",
          "deposit_already_completed",
          "deposit_already_failed",
          "deposit_still_pending",
          "revert_not_found",
          "revert_already_exists",
          "transfer_not_found",
          "transfer_already_exists",
          "transfer_already_completed",
          "transfer_already_failed",
          "transfer_still_pending",
          "batch_not_found",
          "batch_already_exists",
          "batch_already_completed",
          "batch_already_failed",
          "credit_not_found",
          "credit_already_exists",
          "credit_not_reserved",
          "hold_not_found",
          "hold_already_exists",
          "hold_already_posted",
          "hold_already_released",
          "hold_already_expired",
          "adjustment_pending",
          "adjustment_not_found",
          "adjustment_changes_nothing",
          "deposit_reverted",
          "quote_already_exists",
          "quote_not_found",
          "quote_expired",
          "quote_mismatch",
          "payout_not_found",
          "payout_already_exists",
          "attempt_not_found",
          "provider_mismatch",
          "payout_already_completed",
          "payout_already_failed",
          "payout_already_cancelled",
          "payout_not_awaiting_approval",
          "payout_not_unresolved",
          "payout_not_reserving",
          "notifications_full",
          "repair_not_approved",
          "invalid_repair",
          "process_not_stuck",
          "turnover_already_held",
          "turnover_not_held",
          "currency_mismatch",
          "amount_mismatch",
          "provider_not_found",
          "provider_currency_not_supported",
          "identification_required",
          "identification_expired",
          "identification_level_too_low",
          "no_route_found",
          "wallet_not_empty",
          "limit_exceeded",
          "balance_over_limit",
          "insufficient_funds"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "fields",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "The command's fields at fault: those that differ (operation_id_reused) or break the pattern (invalid_id)."
       },
       {
        "name": "balance",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Balance",
          "namespace": "wallets",
          "doc": "Money of one wallet. What may be spent is derived: posted less held.",
          "fields": [
           {
            "name": "posted",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units that are the wallet's own, held ones included."
           },
           {
            "name": "held",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units held for pending withdrawals. Never more than posted."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The wallet's balance, where the refusal is about money."
       },
       {
        "name": "limit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ReachedLimit",
          "namespace": "wallets",
          "doc": "The ceiling that was reached.",
          "fields": [
           {
            "name": "kind",
            "type": {
             "type": "enum",
             "name": "LimitKind",
             "namespace": "wallets",
             "doc": "What a party has a limited number of.",
             "symbols": [
              "unknown",
              "identities",
              "wallets",
              "destinations",
              "withdrawals"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "ceiling",
            "type": "long"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The ceiling that was reached."
       },
       {
        "name": "walletLimit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ExceededLimit",
          "namespace": "wallets",
          "doc": "A limit that an operation would have broken.",
          "fields": [
           {
            "name": "limit",
            "type": "string",
            "doc": "Its name, a word of the tenant's own."
           },
           {
            "name": "measure",
            "type": {
             "type": "enum",
             "name": "LimitMeasure",
             "namespace": "wallets",
             "doc": "What a limit of a wallet is about: what the wallet has, the amount of one operation, what operations move in a period, or how many there are in it.",
             "symbols": [
              "unknown",
              "balance",
              "amount",
              "turnover",
              "count"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "period",
            "type": {
             "type": "enum",
             "name": "LimitPeriod",
             "namespace": "wallets",
             "doc": "The span of a wallet's limit, in the tenant's time zone: the day, the ISO week from Monday, the calendar month, the calendar year.",
             "symbols": [
              "day",
              "week",
              "month",
              "year"
             ],
             "default": "day"
            }
           },
           {
            "name": "lower",
            "type": [
             "null",
             {
              "type": "record",
              "name": "Bound",
              "namespace": "wallets",
              "doc": "One end of a range.",
              "fields": [
               {
                "name": "value",
                "type": {
                 "type": "long",
                 "logicalType": "minor-units"
                },
                "doc": "Minor units, or a number of operations."
               },
               {
                "name": "isInclusive",
                "type": "boolean",
                "default": true,
                "doc": "Whether the value itself is in the range."
               }
              ]
             }
            ]
           },
           {
            "name": "upper",
            "type": [
             "null",
             "Bound"
            ]
           },
           {
            "name": "used",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the wallet had, or had used in the period, before the operation: minor units, or a number of operations."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the operation asked for: minor units, or 1 operation."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The limit of the wallet that it would have broken."
       }
      ]
     },
     {
      "type": "record",
      "name": "RecordDeadLettered",
      "namespace": "wallets",
      "doc": "A record that nobody can read was moved to the dead-letter topic. Where it came from is in the envelope.",
      "fields": [
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "DeadLetterReason",
         "namespace": "wallets",
         "doc": "Why a record could not be read. docs/dead-letters.md explains each.",
         "symbols": [
          "unknown",
          "empty",
          "too_short",
          "too_large",
          "wrong_magic_byte",
          "unknown_schema",
          "foreign_schema",
          "undecodable",
          "trailing_bytes",
          "key_mismatch",
          "wrong_partition",
          "wrong_topic"
         ],
         "default": "unknown"
        }
       }
      ]
     }
    ],
    "doc": "What happened."
   }
  ]
 },
 "VerificationRequest": {
  "type": "record",
  "name": "VerificationRequest",
  "namespace": "wallets",
  "doc": "Value of verifier-<id>-requests. Key: reference.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "reference",
    "type": "string",
    "doc": "Ours, opaque to the verifier, echoed by it: it is all we look up by."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "RequestVerification",
      "namespace": "wallets",
      "doc": "Asks the verifier whether somebody is who it says. The reference is the idempotency key.",
      "fields": [
       {
        "name": "class",
        "type": "string",
        "doc": "The challenge class."
       },
       {
        "name": "proofs",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Proof",
          "namespace": "wallets",
          "doc": "A document that proves who somebody is.",
          "fields": [
           {
            "name": "kind",
            "type": "string",
            "doc": "In words of the tenant's own, which the challenge class asks for: passport."
           },
           {
            "name": "token",
            "type": "string",
            "doc": "Stands for the document, and the verifier understands it. Never its number."
           }
          ]
         }
        }
       }
      ]
     },
     {
      "type": "record",
      "name": "CancelVerification",
      "namespace": "wallets",
      "doc": "The challenge was given up. No answer is needed.",
      "fields": []
     }
    ],
    "doc": "What the verifier is asked."
   }
  ]
 },
 "VerificationResult": {
  "type": "record",
  "name": "VerificationResult",
  "namespace": "wallets",
  "doc": "Value of verifier-<id>-results. Any key.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "reference",
    "type": "string",
    "doc": "Ours, opaque to the verifier, echoed by it: it is all we look up by."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "VerificationApproved",
      "namespace": "wallets",
      "doc": "The proofs are good.",
      "fields": [
       {
        "name": "validUntil",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "default": 0,
        "doc": "Until when. 0: for ever."
       }
      ]
     },
     {
      "type": "record",
      "name": "VerificationDenied",
      "namespace": "wallets",
      "doc": "The proofs are not good.",
      "fields": [
       {
        "name": "reason",
        "type": "string",
        "default": ""
       }
      ]
     },
     {
      "type": "record",
      "name": "VerificationFailed",
      "namespace": "wallets",
      "doc": "It could not be found out.",
      "fields": [
       {
        "name": "reason",
        "type": "string",
        "default": ""
       }
      ]
     },
     {
      "type": "record",
      "name": "VerificationCancelled",
      "namespace": "wallets",
      "doc": "The verifier gave up, or was asked to.",
      "fields": [
       {
        "name": "reason",
        "type": "string",
        "default": ""
       }
      ]
     }
    ],
    "doc": "What the verifier says."
   }
  ]
 },
 "WalletCommand": {
  "type": "record",
  "name": "WalletCommand",
  "namespace": "wallets",
  "doc": "Value of wallet-commands. Key: tenant/wallet.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "wallet",
    "type": "string",
    "doc": "The wallet's id, unique in its tenant."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "expectedRevision",
    "type": "long",
    "default": 0,
    "doc": "The revision that the key has to have for it: refused otherwise. 0: any."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "OpenWallet",
      "namespace": "wallets",
      "doc": "Opens an empty wallet in one currency.",
      "fields": [
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "party",
        "type": "string",
        "default": "",
        "doc": "Whose wallet it is. Empty, as `identity` then: nobody's that we know."
       },
       {
        "name": "identity",
        "type": "string",
        "default": "",
        "doc": "The identity of the party that it belongs to."
       }
      ]
     },
     {
      "type": "record",
      "name": "BlockWallet",
      "namespace": "wallets",
      "doc": "Stops every operation of the client on this wallet. Pending withdrawals still end.",
      "fields": []
     },
     {
      "type": "record",
      "name": "UnblockWallet",
      "namespace": "wallets",
      "doc": "Lifts a block.",
      "fields": []
     },
     {
      "type": "record",
      "name": "CloseWallet",
      "namespace": "wallets",
      "doc": "Closes a wallet for ever. Only an empty one: nothing posted, nothing held.",
      "fields": []
     },
     {
      "type": "record",
      "name": "CreateDeposit",
      "namespace": "wallets",
      "doc": "Puts money from a source into the wallet.",
      "fields": [
       {
        "name": "source",
        "type": "string",
        "doc": "Where the money comes from: an account of the tenant's own, by its id."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "deposit",
        "type": "string",
        "default": "",
        "doc": "The deposit's id, unique in its wallet, if it is to be reverted or adjusted later. Empty: it has none."
       }
      ]
     },
     {
      "type": "record",
      "name": "CreateWithdrawal",
      "namespace": "wallets",
      "doc": "Asks for money to be paid out. Holds the amount and its fees until the payout ends.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "default": "",
        "doc": "The provider that must pay out. Empty: whichever the routing chooses."
       },
       {
        "name": "destination",
        "type": "string",
        "default": "",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "method",
        "type": "string",
        "default": "",
        "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
       },
       {
        "name": "party",
        "type": "string",
        "default": "",
        "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
       },
       {
        "name": "scheduledAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "default": 0,
        "doc": "Not to be paid out before this time. 0: at once."
       },
       {
        "name": "quote",
        "type": "string",
        "default": "",
        "doc": "The quote that fixes route and fee, by the id the client chose. Empty: none."
       },
       {
        "name": "destinationId",
        "type": "string",
        "default": "",
        "doc": "Instead of `destination`, from a wallet that has an owner: one of the owner's destinations, by its id."
       }
      ]
     },
     {
      "type": "record",
      "name": "CompleteWithdrawal",
      "namespace": "wallets",
      "doc": "The payout was paid: the plan is posted and what is left of the hold given back. Sent by the withdrawals processor.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "provider",
        "type": "string",
        "default": "",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "terminal",
        "type": "string",
        "default": "",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Posting",
          "namespace": "wallets",
          "doc": "One movement of money in double entry.",
          "fields": [
           {
            "name": "debit",
            "type": "string",
            "doc": "Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant."
           },
           {
            "name": "credit",
            "type": "string",
            "doc": "Account the amount reaches."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units of `currency`. Positive."
           },
           {
            "name": "currency",
            "type": "string"
           }
          ]
         }
        },
        "default": [],
        "doc": "What the payout moves. Empty in commands from before there were plans: the whole hold, to the provider."
       }
      ]
     },
     {
      "type": "record",
      "name": "FailWithdrawal",
      "namespace": "wallets",
      "doc": "The payout will never be paid: the hold is given back. Sent by the withdrawals processor.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "A code, for people and reports; nothing is decided by it."
       }
      ]
     },
     {
      "type": "record",
      "name": "QuoteWithdrawal",
      "namespace": "wallets",
      "doc": "Asks which way a withdrawal would go and what it would cost, and keeps that for a while.",
      "fields": [
       {
        "name": "quote",
        "type": "string",
        "doc": "The quote's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "default": "",
        "doc": "The provider that must pay out. Empty: whichever the routing chooses."
       },
       {
        "name": "destination",
        "type": "string",
        "default": "",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "method",
        "type": "string",
        "default": "",
        "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
       },
       {
        "name": "party",
        "type": "string",
        "default": "",
        "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
       },
       {
        "name": "destinationId",
        "type": "string",
        "default": "",
        "doc": "Instead of `destination`, from a wallet that has an owner: one of the owner's destinations, by its id."
       }
      ]
     },
     {
      "type": "record",
      "name": "ExpireQuote",
      "namespace": "wallets",
      "doc": "A quote was not used in time. Sent by the clock of the wallets processor.",
      "fields": [
       {
        "name": "quote",
        "type": "string",
        "doc": "The quote's id."
       },
       {
        "name": "expiresAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When it expires."
       }
      ]
     },
     {
      "type": "record",
      "name": "CancelWithdrawal",
      "namespace": "wallets",
      "doc": "Asks that a withdrawal be not paid out. Certain before the provider was asked; after that the provider decides.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       }
      ]
     },
     {
      "type": "record",
      "name": "ReturnWithdrawal",
      "namespace": "wallets",
      "doc": "Money of a payout came back. Sent by the withdrawals processor.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "return",
        "type": "string",
        "doc": "The provider's own id of what came back. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     },
     {
      "type": "record",
      "name": "ClaimWithdrawal",
      "namespace": "wallets",
      "doc": "A provider paid what no hold covers. Sent by the withdrawals processor.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "collect",
        "type": "boolean",
        "doc": "Whether the wallet owes it: its hold was given back before the provider paid."
       }
      ]
     },
     {
      "type": "record",
      "name": "ConfirmWallet",
      "namespace": "wallets",
      "doc": "The wallet belongs to its owner and may be used. Sent by the parties processor.",
      "fields": [
       {
        "name": "owner",
        "type": {
         "type": "record",
         "name": "Owner",
         "namespace": "wallets",
         "doc": "Whose wallet it is, as its party told last.",
         "fields": [
          {
           "name": "party",
           "type": "string",
           "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
          },
          {
           "name": "identity",
           "type": "string",
           "doc": "The identity's id, unique in its party."
          },
          {
           "name": "revision",
           "type": "long",
           "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
          },
          {
           "name": "isBlocked",
           "type": "boolean",
           "default": false,
           "doc": "The party is blocked."
          },
          {
           "name": "identification",
           "type": {
            "type": "record",
            "name": "Identification",
            "namespace": "wallets",
            "doc": "How well an identity is known, and until when.",
            "fields": [
             {
              "name": "level",
              "type": "int",
              "doc": "How well somebody is known: 0, 1, 2 … in an order of the tenant's own."
             },
             {
              "name": "status",
              "type": {
               "type": "enum",
               "name": "IdentificationStatus",
               "namespace": "wallets",
               "doc": "Whether an approved challenge vouches for an identity now.",
               "symbols": [
                "none",
                "active",
                "expired"
               ],
               "default": "none"
              }
             },
             {
              "name": "validUntil",
              "type": {
               "type": "long",
               "logicalType": "timestamp-millis"
              },
              "default": 0,
              "doc": "From when on `levelAfter` counts. 0: for ever."
             },
             {
              "name": "levelAfter",
              "type": "int",
              "default": 0,
              "doc": "The level from `validUntil` on, unless told otherwise."
             },
             {
              "name": "challenge",
              "type": "string",
              "default": "",
              "doc": "The effective challenge: the last approved one that is valid. Empty: none."
             }
            ]
           }
          }
         ]
        }
       }
      ]
     },
     {
      "type": "record",
      "name": "RejectWallet",
      "namespace": "wallets",
      "doc": "The wallet may not be opened. Sent by the parties processor.",
      "fields": [
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "Reason",
         "namespace": "wallets",
         "doc": "Why an operation was refused. A closed list, in order of precedence: of several that apply, the first is given. See docs/refusals.md.",
         "symbols": [
          "unknown",
          "operation_id_reused",
          "revision_mismatch",
          "invalid_id",
          "invalid_tenant",
          "invalid_contact",
          "invalid_proofs",
          "invalid_batch",
          "invalid_adjustment",
          "card_number",
          "amount_not_positive",
          "expiry_in_past",
          "transfer_to_itself",
          "tenant_not_found",
          "tenant_stopped",
          "tenant_revision_mismatch",
          "tenant_topics_fixed",
          "rate_exceeded",
          "personal_key_not_found",
          "identity_class_not_found",
          "owner_required",
          "currency_not_found",
          "party_not_found",
          "party_already_exists",
          "party_erased",
          "party_blocked",
          "party_not_blocked",
          "party_has_wallets",
          "identity_not_found",
          "identity_already_exists",
          "challenge_not_found",
          "challenge_already_exists",
          "challenge_pending",
          "challenge_already_completed",
          "challenge_already_failed",
          "challenge_class_not_found",
          "challenge_level_mismatch",
          "verifier_not_found",
          "verifier_mismatch",
          "destination_not_found",
          "destination_already_exists",
          "destination_removed",
          "service_limit_reached",
          "wallet_not_found",
          "wallet_already_exists",
          "wallet_opening",
          "wallet_not_opening",
          "wallet_closed",
          "wallet_blocked",
          "wallet_not_blocked",
          "owner_blocked",
          "owner_mismatch",
          "withdrawal_not_found",
          "withdrawal_already_exists",
          "withdrawal_already_completed",
          "withdrawal_already_failed",
          "withdrawal_already_confirmed",
          "withdrawal_not_confirmed",
          "withdrawal_still_pending",
          "deposit_not_found",
          "deposit_already_exists",
          "deposit_already_completed",
          "deposit_already_failed",
          "deposit_still_pending",
          "revert_not_found",
          "revert_already_exists",
          "transfer_not_found",
          "transfer_already_exists",
          "transfer_already_completed",
          "transfer_already_failed",
          "transfer_still_pending",
          "batch_not_found",
          "batch_already_exists",
          "batch_already_completed",
          "batch_already_failed",
          "credit_not_found",
          "credit_already_exists",
          "credit_not_reserved",
          "hold_not_found",
          "hold_already_exists",
          "hold_already_posted",
          "hold_already_released",
          "hold_already_expired",
          "adjustment_pending",
          "adjustment_not_found",
          "adjustment_changes_nothing",
          "deposit_reverted",
          "quote_already_exists",
          "quote_not_found",
          "quote_expired",
          "quote_mismatch",
          "payout_not_found",
          "payout_already_exists",
          "attempt_not_found",
          "provider_mismatch",
          "payout_already_completed",
          "payout_already_failed",
          "payout_already_cancelled",
          "payout_not_awaiting_approval",
          "payout_not_unresolved",
          "payout_not_reserving",
          "notifications_full",
          "repair_not_approved",
          "invalid_repair",
          "process_not_stuck",
          "turnover_already_held",
          "turnover_not_held",
          "currency_mismatch",
          "amount_mismatch",
          "provider_not_found",
          "provider_currency_not_supported",
          "identification_required",
          "identification_expired",
          "identification_level_too_low",
          "no_route_found",
          "wallet_not_empty",
          "limit_exceeded",
          "balance_over_limit",
          "insufficient_funds"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "limit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ReachedLimit",
          "namespace": "wallets",
          "doc": "The ceiling that was reached.",
          "fields": [
           {
            "name": "kind",
            "type": {
             "type": "enum",
             "name": "LimitKind",
             "namespace": "wallets",
             "doc": "What a party has a limited number of.",
             "symbols": [
              "unknown",
              "identities",
              "wallets",
              "destinations",
              "withdrawals"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "ceiling",
            "type": "long"
           }
          ]
         }
        ],
        "default": null
       }
      ]
     },
     {
      "type": "record",
      "name": "UpdateOwner",
      "namespace": "wallets",
      "doc": "Something changed about the wallet's owner. Sent by the parties processor.",
      "fields": [
       {
        "name": "owner",
        "type": "Owner"
       }
      ]
     },
     {
      "type": "record",
      "name": "ConfirmWithdrawal",
      "namespace": "wallets",
      "doc": "The owner may have it paid out, to this destination. Sent by the parties processor.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "destination",
        "type": "string",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "method",
        "type": "string",
        "doc": "The destination's kind."
       },
       {
        "name": "pinned",
        "type": {
         "type": "record",
         "name": "PinnedDestination",
         "namespace": "wallets",
         "doc": "A destination of an identity as it was at these revisions.",
         "fields": [
          {
           "name": "party",
           "type": "string",
           "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
          },
          {
           "name": "identity",
           "type": "string",
           "doc": "The identity's id, unique in its party."
          },
          {
           "name": "identityRevision",
           "type": "long",
           "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
          },
          {
           "name": "destinationId",
           "type": "string",
           "doc": "A destination of the identity, by its id, unique in its party."
          },
          {
           "name": "destinationRevision",
           "type": "long",
           "doc": "Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used."
          }
         ]
        }
       }
      ]
     },
     {
      "type": "record",
      "name": "ReviewWithdrawal",
      "namespace": "wallets",
      "doc": "The owner's level has fallen: may it still be paid out? Sent by the parties processor, after UpdateOwner.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       }
      ]
     },
     {
      "type": "record",
      "name": "CreateTransfer",
      "namespace": "wallets",
      "doc": "Moves money to another wallet of the tenant. Holds it here until it has arrived there.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "to",
        "type": "string",
        "doc": "The wallet that is paid, of the same tenant."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     },
     {
      "type": "record",
      "name": "CreditTransfer",
      "namespace": "wallets",
      "doc": "Money of a transfer arrives. Sent by the wallet that pays.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     },
     {
      "type": "record",
      "name": "CompleteTransfer",
      "namespace": "wallets",
      "doc": "The money has arrived. Sent by the wallet that is paid.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       }
      ]
     },
     {
      "type": "record",
      "name": "FailTransfer",
      "namespace": "wallets",
      "doc": "The money was not taken. Sent by the wallet that is paid.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why: tokens joined by colons, the most general first."
       }
      ]
     },
     {
      "type": "record",
      "name": "PlaceHold",
      "namespace": "wallets",
      "doc": "Sets money aside for somebody, until it is posted, released, or expires.",
      "fields": [
       {
        "name": "holdId",
        "type": "string",
        "doc": "The hold's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "counterparty",
        "type": "string",
        "doc": "Whom the money is set aside for: an account of the tenant's own, by its id."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "expiresAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "default": 0,
        "doc": "When it is given back by itself. 0: never."
       }
      ]
     },
     {
      "type": "record",
      "name": "PostHold",
      "namespace": "wallets",
      "doc": "Moves money that was set aside to whom it is for: all of it, or a part.",
      "fields": [
       {
        "name": "holdId",
        "type": "string",
        "doc": "The hold's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "Minor units of the hold. 0: all that is left."
       },
       {
        "name": "isFinal",
        "type": "boolean",
        "default": false,
        "doc": "Whether what is left after it is given back."
       }
      ]
     },
     {
      "type": "record",
      "name": "ReleaseHold",
      "namespace": "wallets",
      "doc": "Gives money back that was set aside: all of it, or a part.",
      "fields": [
       {
        "name": "holdId",
        "type": "string",
        "doc": "The hold's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "Minor units of the hold. 0: all that is left."
       }
      ]
     },
     {
      "type": "record",
      "name": "ExpireHold",
      "namespace": "wallets",
      "doc": "The time of a hold is over. Sent by the clock.",
      "fields": [
       {
        "name": "holdId",
        "type": "string",
        "doc": "The hold's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "expiresAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "The time that was over."
       }
      ]
     },
     {
      "type": "record",
      "name": "ReviewDeposit",
      "namespace": "wallets",
      "doc": "Asks whether the source of a deposit is authorized by now. Sent by the clock.",
      "fields": [
       {
        "name": "deposit",
        "type": "string",
        "doc": "The deposit's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "The time at which it was due."
       }
      ]
     },
     {
      "type": "record",
      "name": "RevertDeposit",
      "namespace": "wallets",
      "doc": "Gives money of a deposit back to its source: all of it, or a part.",
      "fields": [
       {
        "name": "deposit",
        "type": "string",
        "doc": "The deposit's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "revert",
        "type": "string",
        "doc": "The revert's id, chosen by the client, unique in its deposit."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "reason",
        "type": "string",
        "default": "",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       }
      ]
     },
     {
      "type": "record",
      "name": "AdjustDeposit",
      "namespace": "wallets",
      "doc": "Says otherwise how a deposit ended, and moves what differs.",
      "fields": [
       {
        "name": "deposit",
        "type": "string",
        "doc": "The deposit's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "status",
        "type": {
         "type": "enum",
         "name": "OperationStatus",
         "namespace": "wallets",
         "doc": "Life of an operation that moves money.",
         "symbols": [
          "pending",
          "completed",
          "failed"
         ],
         "default": "pending"
        },
        "doc": "What it is to be: completed or failed."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "default": [],
        "doc": "What it is to have moved in all, in place of what it moved so far. Empty: nothing where it is to have failed, else what it was meant to move."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       }
      ]
     },
     {
      "type": "record",
      "name": "AdjustRevert",
      "namespace": "wallets",
      "doc": "Says otherwise how a revert ended, and moves what differs.",
      "fields": [
       {
        "name": "deposit",
        "type": "string",
        "doc": "The deposit's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "revert",
        "type": "string",
        "doc": "The revert's id, chosen by the client, unique in its deposit."
       },
       {
        "name": "status",
        "type": "OperationStatus",
        "doc": "What it is to be: completed or failed."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "default": [],
        "doc": "What it is to have moved in all, in place of what it moved so far. Empty: nothing where it is to have failed, else what it was meant to move."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       }
      ]
     },
     {
      "type": "record",
      "name": "AdjustWithdrawal",
      "namespace": "wallets",
      "doc": "Says otherwise how a withdrawal ended, and moves what differs.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "status",
        "type": "OperationStatus",
        "doc": "What it is to be: completed or failed."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "default": [],
        "doc": "What it is to have moved in all, in place of what it moved so far. Empty: nothing where it is to have failed, else what it was meant to move."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       }
      ]
     },
     {
      "type": "record",
      "name": "AdjustTransfer",
      "namespace": "wallets",
      "doc": "Says otherwise how a transfer ended, and moves what differs, in both wallets.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "status",
        "type": "OperationStatus",
        "doc": "What it is to be: completed or failed."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       }
      ]
     },
     {
      "type": "record",
      "name": "AdjustCredit",
      "namespace": "wallets",
      "doc": "Takes money of a transfer back, or brings it after all. Sent by the wallet that pays.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "adjustment",
        "type": "string",
        "doc": "The operation id of the adjustment."
       },
       {
        "name": "isCredited",
        "type": "boolean",
        "doc": "Whether the money is to be in the wallet."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     },
     {
      "type": "record",
      "name": "AnswerAdjustment",
      "namespace": "wallets",
      "doc": "What the other wallet said of an adjustment. Sent by the wallet that is paid.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "adjustment",
        "type": "string",
        "doc": "The operation id of the adjustment."
       },
       {
        "name": "isDone",
        "type": "boolean"
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why not: a code. Empty: it is done."
       }
      ]
     },
     {
      "type": "record",
      "name": "CreateBatch",
      "namespace": "wallets",
      "doc": "Transfers from this wallet to several others: all of them, or none.",
      "fields": [
       {
        "name": "batch",
        "type": "string",
        "doc": "The batch's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "transfers",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "BatchTransfer",
          "namespace": "wallets",
          "doc": "One transfer of a batch.",
          "fields": [
           {
            "name": "transfer",
            "type": "string",
            "doc": "The transfer's id, chosen by the client, unique in its batch."
           },
           {
            "name": "to",
            "type": "string",
            "doc": "The wallet that is paid, of the same tenant."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
           }
          ]
         }
        },
        "doc": "1 to 500, each to another wallet."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     },
     {
      "type": "record",
      "name": "ReserveCredit",
      "namespace": "wallets",
      "doc": "Asks for room for a transfer of a batch. Sent by the wallet that pays.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "batch",
        "type": "string",
        "doc": "The batch's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The batch and its transfer, joined by a slash: no transfer outside a batch has this id."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     },
     {
      "type": "record",
      "name": "RecordReservation",
      "namespace": "wallets",
      "doc": "What a wallet said of a transfer of a batch. Sent by the wallet that is paid.",
      "fields": [
       {
        "name": "batch",
        "type": "string",
        "doc": "The batch's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in its batch."
       },
       {
        "name": "isReserved",
        "type": "boolean",
        "doc": "Whether there is room for it."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why not: a code. Empty: there is."
       }
      ]
     },
     {
      "type": "record",
      "name": "ConfirmCredit",
      "namespace": "wallets",
      "doc": "Money that has its room arrives: all wallets of the batch take theirs. Sent by the wallet that pays.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The batch and its transfer, joined by a slash: no transfer outside a batch has this id."
       }
      ]
     },
     {
      "type": "record",
      "name": "CancelCredit",
      "namespace": "wallets",
      "doc": "Room is not needed: the batch has failed. Sent by the wallet that pays.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The batch and its transfer, joined by a slash: no transfer outside a batch has this id."
       }
      ]
     },
     {
      "type": "record",
      "name": "RepairOpening",
      "namespace": "wallets",
      "doc": "Ends by hand the opening of a wallet whose party does not answer, or asks the party again.",
      "fields": [
       {
        "name": "outcome",
        "type": {
         "type": "enum",
         "name": "RepairOutcome",
         "namespace": "wallets",
         "doc": "What becomes of a process that is repaired: what it waits for is asked again, or it ends by hand.",
         "symbols": [
          "unknown",
          "retry",
          "complete",
          "fail"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "hold",
        "type": {
         "type": "enum",
         "name": "HoldFate",
         "namespace": "wallets",
         "doc": "What becomes of the money that a process holds. What ends has to say it; what holds none keeps it.",
         "symbols": [
          "unknown",
          "keep",
          "release",
          "post"
         ],
         "default": "unknown"
        },
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "default": false,
        "doc": "Whether it is repaired although it has not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "default": "",
        "doc": "A second person, where the tenant asks for one. Empty: none."
       }
      ]
     },
     {
      "type": "record",
      "name": "RepairDeposit",
      "namespace": "wallets",
      "doc": "Ends a pending deposit by hand, or looks at its source again.",
      "fields": [
       {
        "name": "deposit",
        "type": "string",
        "doc": "The deposit's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "outcome",
        "type": "RepairOutcome"
       },
       {
        "name": "hold",
        "type": "HoldFate",
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "default": false,
        "doc": "Whether it is repaired although it has not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "default": "",
        "doc": "A second person, where the tenant asks for one. Empty: none."
       }
      ]
     },
     {
      "type": "record",
      "name": "RepairTransfer",
      "namespace": "wallets",
      "doc": "Ends by hand a transfer whose other wallet does not answer, or asks that wallet again.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "outcome",
        "type": "RepairOutcome"
       },
       {
        "name": "hold",
        "type": "HoldFate",
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "default": false,
        "doc": "Whether it is repaired although it has not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "default": "",
        "doc": "A second person, where the tenant asks for one. Empty: none."
       }
      ]
     },
     {
      "type": "record",
      "name": "RepairBatch",
      "namespace": "wallets",
      "doc": "Ends a pending batch by hand, or asks again the wallets that have not answered.",
      "fields": [
       {
        "name": "batch",
        "type": "string",
        "doc": "The batch's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "outcome",
        "type": "RepairOutcome"
       },
       {
        "name": "hold",
        "type": "HoldFate",
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "default": false,
        "doc": "Whether it is repaired although it has not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "default": "",
        "doc": "A second person, where the tenant asks for one. Empty: none."
       }
      ]
     },
     {
      "type": "record",
      "name": "RepairWithdrawal",
      "namespace": "wallets",
      "doc": "Ends the money side of a pending withdrawal by hand, or asks again for what it waits for.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "outcome",
        "type": "RepairOutcome"
       },
       {
        "name": "hold",
        "type": "HoldFate",
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "provider",
        "type": "string",
        "default": "",
        "doc": "Who has paid it, of one that completes. Empty: the provider that the withdrawal names."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "default": false,
        "doc": "Whether it is repaired although it has not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "default": "",
        "doc": "A second person, where the tenant asks for one. Empty: none."
       }
      ]
     }
    ],
    "doc": "What to do."
   }
  ]
 },
 "WalletEvent": {
  "type": "record",
  "name": "WalletEvent",
  "namespace": "wallets",
  "doc": "Value of wallet-changelog. Key: tenant/wallet. Exactly one for each command.",
  "fields": [
   {
    "name": "hash",
    "type": "bytes",
    "default": "",
    "doc": "Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes."
   },
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "wallet",
    "type": "string",
    "doc": "The wallet's id, unique in its tenant."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "revision",
    "type": "long",
    "doc": "Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered."
   },
   {
    "name": "at",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "When the broker got the command. All time in decisions is this."
   },
   {
    "name": "sourceTopic",
    "type": "string",
    "doc": "Topic of the command; its partition is this record's own."
   },
   {
    "name": "sourceOffset",
    "type": "long",
    "doc": "Offset of the command."
   },
   {
    "name": "fingerprint",
    "type": "bytes",
    "doc": "Of the command's parameters: tells a repeat from a re-used id, and which fields differ."
   },
   {
    "name": "keptUntil",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "default": 0,
    "doc": "Until when the operation is remembered at least. Later the same command may count as a new operation. 0: for ever."
   },
   {
    "name": "step",
    "type": "int",
    "default": 0,
    "doc": "0: the answer to the command at sourceOffset. 1, 2, 3 …: what followed from it at once, in the same transaction."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "WalletOpened",
      "namespace": "wallets",
      "doc": "An empty wallet exists.",
      "fields": [
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": {
         "type": "record",
         "name": "Balance",
         "namespace": "wallets",
         "doc": "Money of one wallet. What may be spent is derived: posted less held.",
         "fields": [
          {
           "name": "posted",
           "type": {
            "type": "long",
            "logicalType": "minor-units"
           },
           "doc": "Minor units that are the wallet's own, held ones included."
          },
          {
           "name": "held",
           "type": {
            "type": "long",
            "logicalType": "minor-units"
           },
           "doc": "Minor units held for pending withdrawals. Never more than posted."
          }
         ]
        },
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "owner",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Owner",
          "namespace": "wallets",
          "doc": "Whose wallet it is, as its party told last.",
          "fields": [
           {
            "name": "party",
            "type": "string",
            "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
           },
           {
            "name": "identity",
            "type": "string",
            "doc": "The identity's id, unique in its party."
           },
           {
            "name": "revision",
            "type": "long",
            "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
           },
           {
            "name": "isBlocked",
            "type": "boolean",
            "default": false,
            "doc": "The party is blocked."
           },
           {
            "name": "identification",
            "type": {
             "type": "record",
             "name": "Identification",
             "namespace": "wallets",
             "doc": "How well an identity is known, and until when.",
             "fields": [
              {
               "name": "level",
               "type": "int",
               "doc": "How well somebody is known: 0, 1, 2 … in an order of the tenant's own."
              },
              {
               "name": "status",
               "type": {
                "type": "enum",
                "name": "IdentificationStatus",
                "namespace": "wallets",
                "doc": "Whether an approved challenge vouches for an identity now.",
                "symbols": [
                 "none",
                 "active",
                 "expired"
                ],
                "default": "none"
               }
              },
              {
               "name": "validUntil",
               "type": {
                "type": "long",
                "logicalType": "timestamp-millis"
               },
               "default": 0,
               "doc": "From when on `levelAfter` counts. 0: for ever."
              },
              {
               "name": "levelAfter",
               "type": "int",
               "default": 0,
               "doc": "The level from `validUntil` on, unless told otherwise."
              },
              {
               "name": "challenge",
               "type": "string",
               "default": "",
               "doc": "The effective challenge: the last approved one that is valid. Empty: none."
              }
             ]
            }
           }
          ]
         }
        ],
        "default": null,
        "doc": "Whose wallet it is. None: nobody's that we know."
       }
      ]
     },
     {
      "type": "record",
      "name": "WalletBlocked",
      "namespace": "wallets",
      "doc": "The client can do nothing with this wallet until it is unblocked.",
      "fields": [
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "WalletUnblocked",
      "namespace": "wallets",
      "doc": "The block is lifted.",
      "fields": [
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "WalletClosed",
      "namespace": "wallets",
      "doc": "The wallet is closed for ever.",
      "fields": [
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "DepositCompleted",
      "namespace": "wallets",
      "doc": "Money reached the wallet.",
      "fields": [
       {
        "name": "source",
        "type": "string"
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Posting",
          "namespace": "wallets",
          "doc": "One movement of money in double entry.",
          "fields": [
           {
            "name": "debit",
            "type": "string",
            "doc": "Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant."
           },
           {
            "name": "credit",
            "type": "string",
            "doc": "Account the amount reaches."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units of `currency`. Positive."
           },
           {
            "name": "currency",
            "type": "string"
           }
          ]
         }
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "identity",
        "type": "string",
        "default": "",
        "doc": "The owner's. Empty: the wallet has none."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "default": 0,
        "doc": "Of the identity as the wallet knew it."
       },
       {
        "name": "deposit",
        "type": "string",
        "default": "",
        "doc": "The deposit's id. Empty: it has none, and cannot be reverted."
       },
       {
        "name": "credited",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "Minor units that the wallet got: the amount less fees. 0 in events from before there were fees: the amount."
       },
       {
        "name": "localDay",
        "type": "int",
        "default": 0,
        "doc": "The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none."
       },
       {
        "name": "sourceRevision",
        "type": "long",
        "default": 0,
        "doc": "Revision of the source's row that was decided against. 0: it has none."
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalCreated",
      "namespace": "wallets",
      "doc": "The money is held and a payout is on its way.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that must pay out. Empty: whichever the routing chooses."
       },
       {
        "name": "destination",
        "type": "string",
        "default": "",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "providerRevision",
        "type": "long",
        "doc": "Revision of the provider's configuration that was decided against. 0 without a provider."
       },
       {
        "name": "method",
        "type": "string",
        "default": "",
        "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
       },
       {
        "name": "party",
        "type": "string",
        "default": "",
        "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
       },
       {
        "name": "scheduledAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "default": 0,
        "doc": "Not to be paid out before this time. 0: at once."
       },
       {
        "name": "quote",
        "type": "string",
        "default": "",
        "doc": "The quote that fixes route and fee, by the id the client chose. Empty: none."
       },
       {
        "name": "hold",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "Minor units that the wallet holds: the amount, and fees that the owner bears. 0 in events from before there were fees: the amount."
       },
       {
        "name": "route",
        "type": [
         "null",
         {
          "type": "record",
          "name": "PinnedRoute",
          "namespace": "wallets",
          "doc": "A route that a quote has fixed: no other is tried.",
          "fields": [
           {
            "name": "quote",
            "type": "string",
            "doc": "The quote's id."
           },
           {
            "name": "provider",
            "type": "string",
            "doc": "The provider that pays out: a company, by its id among the tenant's providers."
           },
           {
            "name": "terminal",
            "type": "string",
            "doc": "One of the provider's terminals, by its id in the provider's configuration."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
           },
           {
            "name": "postings",
            "type": {
             "type": "array",
             "items": "Posting"
            },
            "default": [],
            "doc": "What will move between accounts when this attempt is paid."
           },
           {
            "name": "tenantRevision",
            "type": "long",
            "doc": "Revision of the tenant's configuration that was decided against."
           },
           {
            "name": "providerRevision",
            "type": "long",
            "doc": "Revision of the provider's configuration that was decided against."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The route of its quote."
       },
       {
        "name": "destinationId",
        "type": "string",
        "default": "",
        "doc": "A destination of the identity, by its id, unique in its party. From a wallet that has an owner."
       },
       {
        "name": "identity",
        "type": "string",
        "default": "",
        "doc": "The owner's. Empty: the wallet has none."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "default": 0,
        "doc": "Of the identity as the wallet knew it."
       },
       {
        "name": "level",
        "type": "int",
        "default": 0,
        "doc": "The least level that will do."
       },
       {
        "name": "localDay",
        "type": "int",
        "default": 0,
        "doc": "The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none."
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalCompleted",
      "namespace": "wallets",
      "doc": "The payout was paid: the held amount left the wallet.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What left the wallet. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       },
       {
        "name": "terminal",
        "type": "string",
        "default": "",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "released",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "What was left of the hold, and was given back. Minor units of `currency`."
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalFailed",
      "namespace": "wallets",
      "doc": "The payout will not be paid: the hold was given back.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reason",
        "type": "string"
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "The hold that was given back. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "OperationRefused",
      "namespace": "wallets",
      "doc": "A command that changed nothing, and why.",
      "fields": [
       {
        "name": "command",
        "type": "string",
        "doc": "Record name of the refused command: CreateWithdrawal."
       },
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "Reason",
         "namespace": "wallets",
         "doc": "Why an operation was refused. A closed list, in order of precedence: of several that apply, the first is given. See docs/refusals.md.",
         "symbols": [
          "unknown",
          "operation_id_reused",
          "revision_mismatch",
          "invalid_id",
          "invalid_tenant",
          "invalid_contact",
          "invalid_proofs",
          "invalid_batch",
          "invalid_adjustment",
          "card_number",
          "amount_not_positive",
          "expiry_in_past",
          "transfer_to_itself",
          "tenant_not_found",
          "tenant_stopped",
          "tenant_revision_mismatch",
          "tenant_topics_fixed",
          "rate_exceeded",
          "personal_key_not_found",
          "identity_class_not_found",
          "owner_required",
          "currency_not_found",
          "party_not_found",
          "party_already_exists",
          "party_erased",
          "party_blocked",
          "party_not_blocked",
          "party_has_wallets",
          "identity_not_found",
          "identity_already_exists",
          "challenge_not_found",
          "challenge_already_exists",
          "challenge_pending",
          "challenge_already_completed",
          "challenge_already_failed",
          "challenge_class_not_found",
          "challenge_level_mismatch",
          "verifier_not_found",
          "verifier_mismatch",
          "destination_not_found",
          "destination_already_exists",
          "destination_removed",
          "service_limit_reached",
          "wallet_not_found",
          "wallet_already_exists",
          "wallet_opening",
          "wallet_not_opening",
          "wallet_closed",
          "wallet_blocked",
          "wallet_not_blocked",
          "owner_blocked",
          "owner_mismatch",
          "withdrawal_not_found",
          "withdrawal_already_exists",
          "withdrawal_already_completed",
          "withdrawal_already_failed",
          "withdrawal_already_confirmed",
          "withdrawal_not_confirmed",
          "withdrawal_still_pending",
          "deposit_not_found",
          "deposit_already_exists",
          "deposit_already_completed",
          "deposit_already_failed",
          "deposit_still_pending",
          "revert_not_found",
          "revert_already_exists",
          "transfer_not_found",
          "transfer_already_exists",
          "transfer_already_completed",
          "transfer_already_failed",
          "transfer_still_pending",
          "batch_not_found",
          "batch_already_exists",
          "batch_already_completed",
          "batch_already_failed",
          "credit_not_found",
          "credit_already_exists",
          "credit_not_reserved",
          "hold_not_found",
          "hold_already_exists",
          "hold_already_posted",
          "hold_already_released",
          "hold_already_expired",
          "adjustment_pending",
          "adjustment_not_found",
          "adjustment_changes_nothing",
          "deposit_reverted",
          "quote_already_exists",
          "quote_not_found",
          "quote_expired",
          "quote_mismatch",
          "payout_not_found",
          "payout_already_exists",
          "attempt_not_found",
          "provider_mismatch",
          "payout_already_completed",
          "payout_already_failed",
          "payout_already_cancelled",
          "payout_not_awaiting_approval",
          "payout_not_unresolved",
          "payout_not_reserving",
          "notifications_full",
          "repair_not_approved",
          "invalid_repair",
          "process_not_stuck",
          "turnover_already_held",
          "turnover_not_held",
          "currency_mismatch",
          "amount_mismatch",
          "provider_not_found",
          "provider_currency_not_supported",
          "identification_required",
          "identification_expired",
          "identification_level_too_low",
          "no_route_found",
          "wallet_not_empty",
          "limit_exceeded",
          "balance_over_limit",
          "insufficient_funds"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "fields",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "The command's fields at fault: those that differ (operation_id_reused) or break the pattern (invalid_id)."
       },
       {
        "name": "balance",
        "type": [
         "null",
         "Balance"
        ],
        "default": null,
        "doc": "The wallet's balance, where the refusal is about money."
       },
       {
        "name": "limit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ReachedLimit",
          "namespace": "wallets",
          "doc": "The ceiling that was reached.",
          "fields": [
           {
            "name": "kind",
            "type": {
             "type": "enum",
             "name": "LimitKind",
             "namespace": "wallets",
             "doc": "What a party has a limited number of.",
             "symbols": [
              "unknown",
              "identities",
              "wallets",
              "destinations",
              "withdrawals"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "ceiling",
            "type": "long"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The ceiling that was reached."
       },
       {
        "name": "walletLimit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ExceededLimit",
          "namespace": "wallets",
          "doc": "A limit that an operation would have broken.",
          "fields": [
           {
            "name": "limit",
            "type": "string",
            "doc": "Its name, a word of the tenant's own."
           },
           {
            "name": "measure",
            "type": {
             "type": "enum",
             "name": "LimitMeasure",
             "namespace": "wallets",
             "doc": "What a limit of a wallet is about: what the wallet has, the amount of one operation, what operations move in a period, or how many there are in it.",
             "symbols": [
              "unknown",
              "balance",
              "amount",
              "turnover",
              "count"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "period",
            "type": {
             "type": "enum",
             "name": "LimitPeriod",
             "namespace": "wallets",
             "doc": "The span of a wallet's limit, in the tenant's time zone: the day, the ISO week from Monday, the calendar month, the calendar year.",
             "symbols": [
              "day",
              "week",
              "month",
              "year"
             ],
             "default": "day"
            }
           },
           {
            "name": "lower",
            "type": [
             "null",
             {
              "type": "record",
              "name": "Bound",
              "namespace": "wallets",
              "doc": "One end of a range.",
              "fields": [
               {
                "name": "value",
                "type": {
                 "type": "long",
                 "logicalType": "minor-units"
                },
                "doc": "Minor units, or a number of operations."
               },
               {
                "name": "isInclusive",
                "type": "boolean",
                "default": true,
                "doc": "Whether the value itself is in the range."
               }
              ]
             }
            ]
           },
           {
            "name": "upper",
            "type": [
             "null",
             "Bound"
            ]
           },
           {
            "name": "used",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the wallet had, or had used in the period, before the operation: minor units, or a number of operations."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the operation asked for: minor units, or 1 operation."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The limit of the wallet that it would have broken."
       }
      ]
     },
     {
      "type": "record",
      "name": "RecordDeadLettered",
      "namespace": "wallets",
      "doc": "A record that nobody can read was moved to the dead-letter topic. Where it came from is in the envelope.",
      "fields": [
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "DeadLetterReason",
         "namespace": "wallets",
         "doc": "Why a record could not be read. docs/dead-letters.md explains each.",
         "symbols": [
          "unknown",
          "empty",
          "too_short",
          "too_large",
          "wrong_magic_byte",
          "unknown_schema",
          "foreign_schema",
          "undecodable",
          "trailing_bytes",
          "key_mismatch",
          "wrong_partition",
          "wrong_topic"
         ],
         "default": "unknown"
        }
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalQuoted",
      "namespace": "wallets",
      "doc": "Which way a withdrawal would go, and what it costs, until the quote expires.",
      "fields": [
       {
        "name": "quote",
        "type": "string",
        "doc": "The quote that fixes route and fee, by the id the client chose. Empty: none."
       },
       {
        "name": "destination",
        "type": "string",
        "default": "",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "method",
        "type": "string",
        "default": "",
        "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
       },
       {
        "name": "party",
        "type": "string",
        "default": "",
        "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
       },
       {
        "name": "hold",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that the wallet holds: the amount, and fees that the owner bears."
       },
       {
        "name": "expiresAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Until when it can be used."
       },
       {
        "name": "route",
        "type": "PinnedRoute"
       },
       {
        "name": "rejected",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Rejection",
          "namespace": "wallets",
          "doc": "A terminal that was no route for this withdrawal, and why.",
          "fields": [
           {
            "name": "provider",
            "type": "string",
            "doc": "The provider that pays out: a company, by its id among the tenant's providers."
           },
           {
            "name": "terminal",
            "type": "string",
            "doc": "One of the provider's terminals, by its id in the provider's configuration."
           },
           {
            "name": "reason",
            "type": {
             "type": "enum",
             "name": "RejectionReason",
             "namespace": "wallets",
             "doc": "Why a terminal was no route. docs/withdrawals.md explains each.",
             "symbols": [
              "unknown",
              "other_provider",
              "not_configured",
              "already_tried",
              "currency_not_supported",
              "method_not_supported",
              "amount_out_of_range",
              "prohibited",
              "not_allowed",
              "fee_not_computable",
              "fee_exceeds_amount",
              "hold_too_small",
              "turnover_limit"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "details",
            "type": "string",
            "default": "",
            "doc": "The rule, the limit, the range: for people."
           }
          ]
         }
        },
        "default": [],
        "doc": "The candidates that were not chosen before this one was, and why."
       },
       {
        "name": "destinationId",
        "type": "string",
        "default": "",
        "doc": "A destination of the identity, by its id, unique in its party. From a wallet that has an owner."
       }
      ]
     },
     {
      "type": "record",
      "name": "QuoteExpired",
      "namespace": "wallets",
      "doc": "A quote was not used in time.",
      "fields": [
       {
        "name": "quote",
        "type": "string",
        "doc": "The quote that fixes route and fee, by the id the client chose. Empty: none."
       }
      ]
     },
     {
      "type": "record",
      "name": "CancellationRequested",
      "namespace": "wallets",
      "doc": "The client asked for a withdrawal to be cancelled. Whether it is, the payout tells.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalReturned",
      "namespace": "wallets",
      "doc": "Money of a paid withdrawal came back. A new credit: what was paid stays as it was.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "return",
        "type": "string",
        "doc": "The provider's own id of what came back. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "settled",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "The part that settled what the wallet owed."
       },
       {
        "name": "suspended",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "The part that the wallet could not take, closed or full: it waits in suspense/<wallet>."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalClaimed",
      "namespace": "wallets",
      "doc": "A provider paid what no hold covers. What the wallet has is taken, if it owes it; the rest is a claim on its owner.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "collected",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "The part taken from the wallet."
       },
       {
        "name": "receivable",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "The part that is a claim, in receivable/<wallet>."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       }
      ]
     },
     {
      "type": "record",
      "name": "WalletRequested",
      "namespace": "wallets",
      "doc": "The wallet's id is taken. It can be used when its party has confirmed it.",
      "fields": [
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "party",
        "type": "string",
        "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The identity's id, unique in its party."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "WalletRejected",
      "namespace": "wallets",
      "doc": "The wallet was not opened. Its id is free.",
      "fields": [
       {
        "name": "reason",
        "type": "Reason"
       },
       {
        "name": "limit",
        "type": [
         "null",
         "ReachedLimit"
        ],
        "default": null
       }
      ]
     },
     {
      "type": "record",
      "name": "OwnerUpdated",
      "namespace": "wallets",
      "doc": "What the wallet knows of its owner.",
      "fields": [
       {
        "name": "owner",
        "type": "Owner"
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalConfirmed",
      "namespace": "wallets",
      "doc": "The withdrawal may be paid out. Where to is fixed.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "destination",
        "type": "string",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "method",
        "type": "string",
        "doc": "The destination's kind."
       },
       {
        "name": "pinned",
        "type": {
         "type": "record",
         "name": "PinnedDestination",
         "namespace": "wallets",
         "doc": "A destination of an identity as it was at these revisions.",
         "fields": [
          {
           "name": "party",
           "type": "string",
           "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
          },
          {
           "name": "identity",
           "type": "string",
           "doc": "The identity's id, unique in its party."
          },
          {
           "name": "identityRevision",
           "type": "long",
           "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
          },
          {
           "name": "destinationId",
           "type": "string",
           "doc": "A destination of the identity, by its id, unique in its party."
          },
          {
           "name": "destinationRevision",
           "type": "long",
           "doc": "Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used."
          }
         ]
        }
       },
       {
        "name": "order",
        "type": {
         "type": "record",
         "name": "PayoutOrder",
         "namespace": "wallets",
         "doc": "What a withdrawal asks to be paid out, and how.",
         "fields": [
          {
           "name": "provider",
           "type": "string",
           "default": "",
           "doc": "The provider that must pay out. Empty: whichever the routing chooses."
          },
          {
           "name": "destination",
           "type": "string",
           "default": "",
           "doc": "Where the money goes, as a token that the provider understands. Never a card number."
          },
          {
           "name": "method",
           "type": "string",
           "default": "",
           "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
          },
          {
           "name": "party",
           "type": "string",
           "default": "",
           "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
          },
          {
           "name": "amount",
           "type": {
            "type": "long",
            "logicalType": "minor-units"
           },
           "doc": "The amount of the withdrawal. Minor units of `currency`."
          },
          {
           "name": "currency",
           "type": "string",
           "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
          },
          {
           "name": "hold",
           "type": {
            "type": "long",
            "logicalType": "minor-units"
           },
           "doc": "Minor units that the wallet holds: the amount, and fees that the owner bears."
          },
          {
           "name": "scheduledAt",
           "type": {
            "type": "long",
            "logicalType": "timestamp-millis"
           },
           "default": 0,
           "doc": "Not to be paid out before this time. 0: at once."
          },
          {
           "name": "route",
           "type": [
            "null",
            "PinnedRoute"
           ],
           "default": null,
           "doc": "The route of its quote."
          },
          {
           "name": "pinned",
           "type": [
            "null",
            "PinnedDestination"
           ],
           "default": null,
           "doc": "The destination as it was confirmed, with the identity whose it is. None: the wallet has no owner."
          }
         ]
        }
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalReviewed",
      "namespace": "wallets",
      "doc": "The owner's level has fallen since the withdrawal was created.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "level",
        "type": "int",
        "doc": "The least level that will do."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why it must not leave any more. Empty: it may."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "default": 0,
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "TransferCreated",
      "namespace": "wallets",
      "doc": "The money is held and on its way to the other wallet.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "to",
        "type": "string",
        "doc": "The wallet that is paid, of the same tenant."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "hold",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that the wallet holds: the amount, and fees that its owner bears."
       },
       {
        "name": "credited",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that the other wallet gets."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "flow",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What will move between accounts when it completes."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The owner's. Empty: the wallet has none."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Of the identity as the wallet knew it."
       },
       {
        "name": "localDay",
        "type": "int",
        "doc": "The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none."
       }
      ]
     },
     {
      "type": "record",
      "name": "TransferCredited",
      "namespace": "wallets",
      "doc": "Money of a transfer arrived.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays. Of a batch: batch and transfer, joined by a slash."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The owner's. Empty: the wallet has none."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Of the identity as the wallet knew it."
       },
       {
        "name": "localDay",
        "type": "int",
        "doc": "The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none."
       }
      ]
     },
     {
      "type": "record",
      "name": "TransferDeclined",
      "namespace": "wallets",
      "doc": "Money of a transfer was not taken.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why: tokens joined by colons, the most general first."
       },
       {
        "name": "limit",
        "type": [
         "null",
         "ExceededLimit"
        ],
        "doc": "The limit that it would have broken."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "TransferCompleted",
      "namespace": "wallets",
      "doc": "The money is in the other wallet: the hold left this one.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "to",
        "type": "string",
        "doc": "The wallet that is paid, of the same tenant."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       }
      ]
     },
     {
      "type": "record",
      "name": "TransferFailed",
      "namespace": "wallets",
      "doc": "The other wallet did not take the money: the hold is given back.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why: tokens joined by colons, the most general first."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "HoldPlaced",
      "namespace": "wallets",
      "doc": "Money is set aside.",
      "fields": [
       {
        "name": "holdId",
        "type": "string",
        "doc": "The hold's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "counterparty",
        "type": "string",
        "doc": "Whom the money is set aside for: an account of the tenant's own, by its id."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "expiresAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When it is given back by itself. 0: never."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The owner's. Empty: the wallet has none."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Of the identity as the wallet knew it."
       },
       {
        "name": "localDay",
        "type": "int",
        "doc": "The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none."
       }
      ]
     },
     {
      "type": "record",
      "name": "HoldPosted",
      "namespace": "wallets",
      "doc": "Money that was set aside moved to whom it is for.",
      "fields": [
       {
        "name": "holdId",
        "type": "string",
        "doc": "The hold's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "left",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that stay set aside."
       },
       {
        "name": "released",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that were given back with it."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       }
      ]
     },
     {
      "type": "record",
      "name": "HoldReleased",
      "namespace": "wallets",
      "doc": "Money that was set aside was given back.",
      "fields": [
       {
        "name": "holdId",
        "type": "string",
        "doc": "The hold's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "left",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that stay set aside."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "HoldExpired",
      "namespace": "wallets",
      "doc": "The time of a hold was over: what was left of it is given back.",
      "fields": [
       {
        "name": "holdId",
        "type": "string",
        "doc": "The hold's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "DepositCreated",
      "namespace": "wallets",
      "doc": "Money is expected from a source that is not authorized yet. The wallet keeps room for it.",
      "fields": [
       {
        "name": "deposit",
        "type": "string",
        "doc": "The deposit's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "source",
        "type": "string",
        "doc": "Where the money comes from: an account of the tenant's own, by its id."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "credited",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that the wallet will get."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "flow",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What will move between accounts when it completes."
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When the source is looked at again."
       },
       {
        "name": "failsAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When it fails, if the source is not authorized by then. 0: never."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "sourceRevision",
        "type": "long",
        "doc": "Revision of the source's row that was decided against. 0: it has none."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The owner's. Empty: the wallet has none."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Of the identity as the wallet knew it."
       },
       {
        "name": "localDay",
        "type": "int",
        "doc": "The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none."
       }
      ]
     },
     {
      "type": "record",
      "name": "DepositFailed",
      "namespace": "wallets",
      "doc": "The source of a deposit was not authorized in time. No money moved.",
      "fields": [
       {
        "name": "deposit",
        "type": "string",
        "doc": "The deposit's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why: tokens joined by colons, the most general first."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "sourceRevision",
        "type": "long",
        "doc": "Revision of the source's row that was decided against. 0: it has none."
       }
      ]
     },
     {
      "type": "record",
      "name": "DepositReverted",
      "namespace": "wallets",
      "doc": "Money of a deposit went back to its source.",
      "fields": [
       {
        "name": "deposit",
        "type": "string",
        "doc": "The deposit's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "revert",
        "type": "string",
        "doc": "The revert's id, chosen by the client, unique in its deposit."
       },
       {
        "name": "source",
        "type": "string",
        "doc": "Where the money comes from: an account of the tenant's own, by its id."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "left",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of the deposit that can still be reverted."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The owner's. Empty: the wallet has none."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Of the identity as the wallet knew it."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       }
      ]
     },
     {
      "type": "record",
      "name": "DepositAdjusted",
      "namespace": "wallets",
      "doc": "A deposit ended otherwise than it was said.",
      "fields": [
       {
        "name": "deposit",
        "type": "string",
        "doc": "The deposit's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "status",
        "type": {
         "type": "enum",
         "name": "OperationStatus",
         "namespace": "wallets",
         "doc": "Life of an operation that moves money.",
         "symbols": [
          "pending",
          "completed",
          "failed"
         ],
         "default": "pending"
        }
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       },
       {
        "name": "effective",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What it has moved in all, from now on."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "RevertAdjusted",
      "namespace": "wallets",
      "doc": "A revert ended otherwise than it was said.",
      "fields": [
       {
        "name": "deposit",
        "type": "string",
        "doc": "The deposit's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "revert",
        "type": "string",
        "doc": "The revert's id, chosen by the client, unique in its deposit."
       },
       {
        "name": "status",
        "type": "OperationStatus"
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       },
       {
        "name": "effective",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What it has moved in all, from now on."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalAdjusted",
      "namespace": "wallets",
      "doc": "A withdrawal ended otherwise than it was said.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "status",
        "type": "OperationStatus"
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       },
       {
        "name": "effective",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What it has moved in all, from now on."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "TransferAdjusting",
      "namespace": "wallets",
      "doc": "An adjustment of a transfer waits for the other wallet.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "to",
        "type": "string",
        "doc": "The wallet that is paid, of the same tenant."
       },
       {
        "name": "status",
        "type": "OperationStatus",
        "doc": "What the transfer is to be."
       },
       {
        "name": "credited",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that the other wallet is to give back, or to get."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "TransferAdjusted",
      "namespace": "wallets",
      "doc": "A transfer ended otherwise than it was said, in both wallets.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "adjustment",
        "type": "string",
        "doc": "The operation id of the adjustment."
       },
       {
        "name": "status",
        "type": "OperationStatus"
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       }
      ]
     },
     {
      "type": "record",
      "name": "AdjustmentDeclined",
      "namespace": "wallets",
      "doc": "The other wallet could not take part in an adjustment: the transfer stays as it was.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "adjustment",
        "type": "string",
        "doc": "The operation id of the adjustment."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why: tokens joined by colons, the most general first."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "CreditAdjusted",
      "namespace": "wallets",
      "doc": "Money of a transfer was taken back, or brought after all.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "adjustment",
        "type": "string",
        "doc": "The operation id of the adjustment."
       },
       {
        "name": "isCredited",
        "type": "boolean",
        "doc": "Whether the money is in the wallet."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       }
      ]
     },
     {
      "type": "record",
      "name": "CreditNotAdjusted",
      "namespace": "wallets",
      "doc": "Nothing could be done for an adjustment of a transfer.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "adjustment",
        "type": "string",
        "doc": "The operation id of the adjustment."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why: tokens joined by colons, the most general first."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "BatchCreated",
      "namespace": "wallets",
      "doc": "The money of all transfers of a batch is held, and the wallets that are paid are asked for room.",
      "fields": [
       {
        "name": "batch",
        "type": "string",
        "doc": "The batch's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "transfers",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "BatchLeg",
          "namespace": "wallets",
          "doc": "One transfer of a batch, and what it brings.",
          "fields": [
           {
            "name": "transfer",
            "type": "string",
            "doc": "The transfer's id, chosen by the client, unique in its batch."
           },
           {
            "name": "to",
            "type": "string",
            "doc": "The wallet that is paid, of the same tenant."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units of the batch's currency. Positive."
           },
           {
            "name": "credited",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units that the other wallet gets."
           }
          ]
         }
        }
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Of all transfers. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "hold",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that the wallet holds: the amount, and fees that its owner bears."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "flow",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What will move between accounts when it completes, of all transfers together."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The owner's. Empty: the wallet has none."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Of the identity as the wallet knew it."
       },
       {
        "name": "localDay",
        "type": "int",
        "doc": "The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none."
       }
      ]
     },
     {
      "type": "record",
      "name": "ReservationRecorded",
      "namespace": "wallets",
      "doc": "One wallet of a batch has room for its transfer; others have not answered yet.",
      "fields": [
       {
        "name": "batch",
        "type": "string",
        "doc": "The batch's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in its batch."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "BatchCompleted",
      "namespace": "wallets",
      "doc": "Every wallet of a batch has room: the money left this one, and is in theirs.",
      "fields": [
       {
        "name": "batch",
        "type": "string",
        "doc": "The batch's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer that was answered last."
       },
       {
        "name": "transfers",
        "type": {
         "type": "array",
         "items": "BatchLeg"
        },
        "doc": "All of it: each wallet is told that its money is there."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Of all transfers. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       }
      ]
     },
     {
      "type": "record",
      "name": "BatchFailed",
      "namespace": "wallets",
      "doc": "One wallet of a batch had no room, so none is paid: the hold is given back.",
      "fields": [
       {
        "name": "batch",
        "type": "string",
        "doc": "The batch's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer that was not taken."
       },
       {
        "name": "transfers",
        "type": {
         "type": "array",
         "items": "BatchLeg"
        },
        "doc": "All of it: each other wallet is told that it need not wait."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why not: a code."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Of all transfers. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "CreditReserved",
      "namespace": "wallets",
      "doc": "There is room for a transfer of a batch.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "batch",
        "type": "string",
        "doc": "The batch's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The batch and its transfer, joined by a slash: no transfer outside a batch has this id."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "identity",
        "type": "string",
        "doc": "The owner's. Empty: the wallet has none."
       },
       {
        "name": "identityRevision",
        "type": "long",
        "doc": "Of the identity as the wallet knew it."
       },
       {
        "name": "localDay",
        "type": "int",
        "doc": "The day in the tenant's time zone, in days since 1970, on which it counts towards limits of a period. 0: it counts towards none."
       }
      ]
     },
     {
      "type": "record",
      "name": "CreditDeclined",
      "namespace": "wallets",
      "doc": "There is no room for a transfer of a batch.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "batch",
        "type": "string",
        "doc": "The batch's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The batch and its transfer, joined by a slash: no transfer outside a batch has this id."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why: tokens joined by colons, the most general first."
       },
       {
        "name": "limit",
        "type": [
         "null",
         "ExceededLimit"
        ],
        "doc": "The limit that it would have broken."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "CreditCancelled",
      "namespace": "wallets",
      "doc": "Room for a transfer of a batch is not needed any more.",
      "fields": [
       {
        "name": "from",
        "type": "string",
        "doc": "The wallet that pays."
       },
       {
        "name": "transfer",
        "type": "string",
        "doc": "The batch and its transfer, joined by a slash: no transfer outside a batch has this id."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       }
      ]
     },
     {
      "type": "record",
      "name": "OpeningRepaired",
      "namespace": "wallets",
      "doc": "A wallet's opening was repaired. One that failed leaves the wallet closed: whatever its party says later, it is not opened.",
      "fields": [
       {
        "name": "outcome",
        "type": {
         "type": "enum",
         "name": "RepairOutcome",
         "namespace": "wallets",
         "doc": "What becomes of a process that is repaired: what it waits for is asked again, or it ends by hand.",
         "symbols": [
          "unknown",
          "retry",
          "complete",
          "fail"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "hold",
        "type": {
         "type": "enum",
         "name": "HoldFate",
         "namespace": "wallets",
         "doc": "What becomes of the money that a process holds. What ends has to say it; what holds none keeps it.",
         "symbols": [
          "unknown",
          "keep",
          "release",
          "post"
         ],
         "default": "unknown"
        },
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "doc": "Whether it was repaired although it had not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "doc": "The second person who approved of it. Empty: none."
       },
       {
        "name": "before",
        "type": {
         "type": "enum",
         "name": "WalletStatus",
         "namespace": "wallets",
         "doc": "Life of a wallet. A closed one stays closed.",
         "symbols": [
          "open",
          "blocked",
          "closed",
          "opening"
         ],
         "default": "open"
        },
        "doc": "What it was."
       },
       {
        "name": "status",
        "type": "WalletStatus",
        "doc": "What it is now."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "owner",
        "type": [
         "null",
         "Owner"
        ],
        "doc": "Whose wallet it is, or was to be."
       },
       {
        "name": "asked",
        "type": "string",
        "doc": "The operation that asked the party."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "DepositRepaired",
      "namespace": "wallets",
      "doc": "A pending deposit was repaired.",
      "fields": [
       {
        "name": "deposit",
        "type": "string",
        "doc": "The deposit's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "outcome",
        "type": "RepairOutcome"
       },
       {
        "name": "hold",
        "type": "HoldFate",
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "doc": "Whether it was repaired although it had not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "doc": "The second person who approved of it. Empty: none."
       },
       {
        "name": "before",
        "type": "OperationStatus",
        "doc": "What it was."
       },
       {
        "name": "status",
        "type": "OperationStatus",
        "doc": "What it is now."
       },
       {
        "name": "source",
        "type": "string"
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "credited",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units that the wallet gets, or was to get: the amount less fees."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "TransferRepaired",
      "namespace": "wallets",
      "doc": "A pending transfer was repaired, in the wallet that pays. The other wallet is as it was.",
      "fields": [
       {
        "name": "transfer",
        "type": "string",
        "doc": "The transfer's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "outcome",
        "type": "RepairOutcome"
       },
       {
        "name": "hold",
        "type": "HoldFate",
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "doc": "Whether it was repaired although it had not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "doc": "The second person who approved of it. Empty: none."
       },
       {
        "name": "before",
        "type": "OperationStatus",
        "doc": "What it was."
       },
       {
        "name": "status",
        "type": "OperationStatus",
        "doc": "What it is now."
       },
       {
        "name": "to",
        "type": "string",
        "doc": "The wallet that is paid, of the same tenant."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "credited",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What the other wallet gets, or was to get. Minor units of `currency`."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "BatchRepaired",
      "namespace": "wallets",
      "doc": "A pending batch was repaired, in the wallet that pays. Every other wallet is told.",
      "fields": [
       {
        "name": "batch",
        "type": "string",
        "doc": "The batch's id, chosen by the client, unique in the wallet that pays."
       },
       {
        "name": "outcome",
        "type": "RepairOutcome"
       },
       {
        "name": "hold",
        "type": "HoldFate",
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "doc": "Whether it was repaired although it had not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "doc": "The second person who approved of it. Empty: none."
       },
       {
        "name": "before",
        "type": "OperationStatus",
        "doc": "What it was."
       },
       {
        "name": "status",
        "type": "OperationStatus",
        "doc": "What it is now."
       },
       {
        "name": "transfers",
        "type": {
         "type": "array",
         "items": "BatchLeg"
        },
        "doc": "All of it."
       },
       {
        "name": "waiting",
        "type": {
         "type": "array",
         "items": "string"
        },
        "doc": "Transfers whose wallet had not answered."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Of all transfers. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalRepaired",
      "namespace": "wallets",
      "doc": "The money side of a pending withdrawal was repaired. Where it ended, its payout is told to stop.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "outcome",
        "type": "RepairOutcome"
       },
       {
        "name": "hold",
        "type": "HoldFate",
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "doc": "Whether it was repaired although it had not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "doc": "The second person who approved of it. Empty: none."
       },
       {
        "name": "before",
        "type": {
         "type": "enum",
         "name": "WithdrawalStatus",
         "namespace": "wallets",
         "doc": "Life of a withdrawal.",
         "symbols": [
          "pending",
          "completed",
          "failed"
         ],
         "default": "pending"
        },
        "doc": "What it was."
       },
       {
        "name": "status",
        "type": "WithdrawalStatus",
        "doc": "What it is now."
       },
       {
        "name": "isConfirmed",
        "type": "boolean",
        "doc": "Whether a payout was asked for. Otherwise the owner's party had not answered."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "Who has paid it. Empty: nobody, as far as is known."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What left the wallet. 0: nothing. Minor units of `currency`."
       },
       {
        "name": "released",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What was given back of the hold. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "balance",
        "type": "Balance",
        "doc": "The balance that this operation leaves."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     }
    ],
    "doc": "What happened."
   }
  ]
 },
 "WithdrawalCommand": {
  "type": "record",
  "name": "WithdrawalCommand",
  "namespace": "wallets",
  "doc": "Value of withdrawal-commands. Key: tenant/wallet.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "wallet",
    "type": "string",
    "doc": "The wallet's id, unique in its tenant."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "StartPayout",
      "namespace": "wallets",
      "doc": "A withdrawal was created and its money is held: pay it out. Sent by the wallets processor.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "default": "",
        "doc": "The provider that must pay out. Empty: whichever the routing chooses."
       },
       {
        "name": "destination",
        "type": "string",
        "default": "",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "method",
        "type": "string",
        "default": "",
        "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
       },
       {
        "name": "party",
        "type": "string",
        "default": "",
        "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
       },
       {
        "name": "scheduledAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "default": 0,
        "doc": "Not to be paid out before this time. 0: at once."
       },
       {
        "name": "hold",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "Minor units that the wallet holds: the amount, and fees that the owner bears. 0 in commands from before there were fees: the amount."
       },
       {
        "name": "route",
        "type": [
         "null",
         {
          "type": "record",
          "name": "PinnedRoute",
          "namespace": "wallets",
          "doc": "A route that a quote has fixed: no other is tried.",
          "fields": [
           {
            "name": "quote",
            "type": "string",
            "doc": "The quote's id."
           },
           {
            "name": "provider",
            "type": "string",
            "doc": "The provider that pays out: a company, by its id among the tenant's providers."
           },
           {
            "name": "terminal",
            "type": "string",
            "doc": "One of the provider's terminals, by its id in the provider's configuration."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
           },
           {
            "name": "postings",
            "type": {
             "type": "array",
             "items": {
              "type": "record",
              "name": "Posting",
              "namespace": "wallets",
              "doc": "One movement of money in double entry.",
              "fields": [
               {
                "name": "debit",
                "type": "string",
                "doc": "Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant."
               },
               {
                "name": "credit",
                "type": "string",
                "doc": "Account the amount reaches."
               },
               {
                "name": "amount",
                "type": {
                 "type": "long",
                 "logicalType": "minor-units"
                },
                "doc": "Minor units of `currency`. Positive."
               },
               {
                "name": "currency",
                "type": "string"
               }
              ]
             }
            },
            "default": [],
            "doc": "What will move between accounts when this attempt is paid."
           },
           {
            "name": "tenantRevision",
            "type": "long",
            "doc": "Revision of the tenant's configuration that was decided against."
           },
           {
            "name": "providerRevision",
            "type": "long",
            "doc": "Revision of the provider's configuration that was decided against."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The route of its quote."
       },
       {
        "name": "pinned",
        "type": [
         "null",
         {
          "type": "record",
          "name": "PinnedDestination",
          "namespace": "wallets",
          "doc": "A destination of an identity as it was at these revisions.",
          "fields": [
           {
            "name": "party",
            "type": "string",
            "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
           },
           {
            "name": "identity",
            "type": "string",
            "doc": "The identity's id, unique in its party."
           },
           {
            "name": "identityRevision",
            "type": "long",
            "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
           },
           {
            "name": "destinationId",
            "type": "string",
            "doc": "A destination of the identity, by its id, unique in its party."
           },
           {
            "name": "destinationRevision",
            "type": "long",
            "doc": "Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The destination as it was confirmed, with the identity whose it is. None: the wallet has no owner."
       }
      ]
     },
     {
      "type": "record",
      "name": "RecordInvoicePaid",
      "namespace": "wallets",
      "doc": "A provider said that an invoice was paid. Sent by the router of provider notifications.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       }
      ]
     },
     {
      "type": "record",
      "name": "WakePayout",
      "namespace": "wallets",
      "doc": "Something of a payout is due: its next attempt, its schedule, its deadline, an enquiry. Sent by the clock of the withdrawals processor, or by itself.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When it was due."
       }
      ]
     },
     {
      "type": "record",
      "name": "CancelPayout",
      "namespace": "wallets",
      "doc": "The client asks that a payout be cancelled. Sent by the wallets processor.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       }
      ]
     },
     {
      "type": "record",
      "name": "AnswerTurnover",
      "namespace": "wallets",
      "doc": "Whether a terminal takes an attempt within its turnover limits. Sent by the terminals processor.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "isHeld",
        "type": "boolean",
        "doc": "Whether the turnover is held for the attempt."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "The limit that it would pass: for people."
       }
      ]
     },
     {
      "type": "record",
      "name": "RecordNotification",
      "namespace": "wallets",
      "doc": "A provider said something of an invoice. Sent by the router of provider notifications.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "notification",
        "type": {
         "type": "record",
         "name": "Notification",
         "namespace": "wallets",
         "doc": "What a provider said of one reference.",
         "fields": [
          {
           "name": "provider",
           "type": "string",
           "doc": "The provider that pays out: a company, by its id among the tenant's providers."
          },
          {
           "name": "reference",
           "type": "string",
           "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
          },
          {
           "name": "kind",
           "type": {
            "type": "enum",
            "name": "NotificationKind",
            "namespace": "wallets",
            "doc": "What a provider says of an invoice, in a word.",
            "symbols": [
             "unknown",
             "issued",
             "paid",
             "declined",
             "expired",
             "cancelled",
             "returned",
             "pending",
             "not_found"
            ],
            "default": "unknown"
           }
          },
          {
           "name": "invoice",
           "type": "string",
           "default": "",
           "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
          },
          {
           "name": "return",
           "type": "string",
           "default": "",
           "doc": "The provider's own id of what came back. Recorded, never used to find anything."
          },
          {
           "name": "amount",
           "type": {
            "type": "long",
            "logicalType": "minor-units"
           },
           "default": 0,
           "doc": "What was really paid, or came back. Minor units of `currency`."
          },
          {
           "name": "currency",
           "type": "string",
           "default": "",
           "doc": "Of `amount`."
          },
          {
           "name": "reason",
           "type": "string",
           "default": "",
           "doc": "A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable."
          },
          {
           "name": "details",
           "type": "string",
           "default": "",
           "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
          }
         ]
        }
       }
      ]
     },
     {
      "type": "record",
      "name": "ApproveWithdrawal",
      "namespace": "wallets",
      "doc": "An operator lets a withdrawal go on that waits for approval.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "by",
        "type": "string",
        "doc": "Who decided it: an operator, by name."
       }
      ]
     },
     {
      "type": "record",
      "name": "RejectWithdrawal",
      "namespace": "wallets",
      "doc": "An operator refuses a withdrawal that waits for approval.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "by",
        "type": "string",
        "doc": "Who decided it: an operator, by name."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "A code, for people and reports."
       }
      ]
     },
     {
      "type": "record",
      "name": "ResolveWithdrawal",
      "namespace": "wallets",
      "doc": "An operator ends a payout whose outcome the provider leaves open, on proof from elsewhere.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "The attempt that it is about."
       },
       {
        "name": "resolution",
        "type": {
         "type": "enum",
         "name": "Resolution",
         "namespace": "wallets",
         "doc": "How an operator ends a payout that the provider leaves open.",
         "symbols": [
          "unknown",
          "paid",
          "failed"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "by",
        "type": "string",
        "doc": "Who decided it: an operator, by name."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "The proof."
       }
      ]
     },
     {
      "type": "record",
      "name": "StopPayout",
      "namespace": "wallets",
      "doc": "A payout that has not left yet must not leave. Sent by the wallets processor.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "A code, for people and reports; nothing is decided by it."
       }
      ]
     },
     {
      "type": "record",
      "name": "RepairPayout",
      "namespace": "wallets",
      "doc": "Ends a payout by hand, or asks again for what it waits for.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "default": "",
        "doc": "The attempt that it is about. Empty: the one that is waited for."
       },
       {
        "name": "outcome",
        "type": {
         "type": "enum",
         "name": "RepairOutcome",
         "namespace": "wallets",
         "doc": "What becomes of a process that is repaired: what it waits for is asked again, or it ends by hand.",
         "symbols": [
          "unknown",
          "retry",
          "complete",
          "fail"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "hold",
        "type": {
         "type": "enum",
         "name": "HoldFate",
         "namespace": "wallets",
         "doc": "What becomes of the money that a process holds. What ends has to say it; what holds none keeps it.",
         "symbols": [
          "unknown",
          "keep",
          "release",
          "post"
         ],
         "default": "unknown"
        },
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "default": false,
        "doc": "Whether it is repaired although it has not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "default": "",
        "doc": "A second person, where the tenant asks for one. Empty: none."
       }
      ]
     }
    ],
    "doc": "What to do."
   }
  ]
 },
 "WithdrawalDecision": {
  "type": "record",
  "name": "WithdrawalDecision",
  "namespace": "wallets",
  "doc": "Value of withdrawal-decisions, the topic of operators. Key: tenant/wallet.",
  "fields": [
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "wallet",
    "type": "string",
    "doc": "The wallet's id, unique in its tenant."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "ApproveWithdrawal",
      "namespace": "wallets",
      "doc": "An operator lets a withdrawal go on that waits for approval.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "by",
        "type": "string",
        "doc": "Who decided it: an operator, by name."
       }
      ]
     },
     {
      "type": "record",
      "name": "RejectWithdrawal",
      "namespace": "wallets",
      "doc": "An operator refuses a withdrawal that waits for approval.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "by",
        "type": "string",
        "doc": "Who decided it: an operator, by name."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "A code, for people and reports."
       }
      ]
     },
     {
      "type": "record",
      "name": "ResolveWithdrawal",
      "namespace": "wallets",
      "doc": "An operator ends a payout whose outcome the provider leaves open, on proof from elsewhere.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "The attempt that it is about."
       },
       {
        "name": "resolution",
        "type": {
         "type": "enum",
         "name": "Resolution",
         "namespace": "wallets",
         "doc": "How an operator ends a payout that the provider leaves open.",
         "symbols": [
          "unknown",
          "paid",
          "failed"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "by",
        "type": "string",
        "doc": "Who decided it: an operator, by name."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "The proof."
       }
      ]
     },
     {
      "type": "record",
      "name": "RepairPayout",
      "namespace": "wallets",
      "doc": "Ends a payout by hand, or asks again for what it waits for.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "default": "",
        "doc": "The attempt that it is about. Empty: the one that is waited for."
       },
       {
        "name": "outcome",
        "type": {
         "type": "enum",
         "name": "RepairOutcome",
         "namespace": "wallets",
         "doc": "What becomes of a process that is repaired: what it waits for is asked again, or it ends by hand.",
         "symbols": [
          "unknown",
          "retry",
          "complete",
          "fail"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "hold",
        "type": {
         "type": "enum",
         "name": "HoldFate",
         "namespace": "wallets",
         "doc": "What becomes of the money that a process holds. What ends has to say it; what holds none keeps it.",
         "symbols": [
          "unknown",
          "keep",
          "release",
          "post"
         ],
         "default": "unknown"
        },
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "default": false,
        "doc": "Whether it is repaired although it has not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "default": "",
        "doc": "A second person, where the tenant asks for one. Empty: none."
       }
      ]
     }
    ],
    "doc": "What an operator decides."
   }
  ]
 },
 "WithdrawalEvent": {
  "type": "record",
  "name": "WithdrawalEvent",
  "namespace": "wallets",
  "doc": "Value of withdrawal-changelog. Key: tenant/wallet. Exactly one for each command.",
  "fields": [
   {
    "name": "hash",
    "type": "bytes",
    "default": "",
    "doc": "Of this event and the one before it in its partition: docs/audit.md. Empty in events from before there were hashes."
   },
   {
    "name": "tenant",
    "type": "string",
    "doc": "Who the data belongs to. Part of every key."
   },
   {
    "name": "wallet",
    "type": "string",
    "doc": "The wallet's id, unique in its tenant."
   },
   {
    "name": "operationId",
    "type": "string",
    "doc": "Names this operation. Sent again with the same parameters it changes nothing; with others it is refused."
   },
   {
    "name": "revision",
    "type": "long",
    "doc": "Counts the events of this key: 1, 2, 3 … without a gap. 0 on RecordDeadLettered."
   },
   {
    "name": "at",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "doc": "When the broker got the command. All time in decisions is this."
   },
   {
    "name": "sourceTopic",
    "type": "string",
    "doc": "Topic of the command; its partition is this record's own."
   },
   {
    "name": "sourceOffset",
    "type": "long",
    "doc": "Offset of the command."
   },
   {
    "name": "fingerprint",
    "type": "bytes",
    "doc": "Of the command's parameters: tells a repeat from a re-used id, and which fields differ."
   },
   {
    "name": "keptUntil",
    "type": {
     "type": "long",
     "logicalType": "timestamp-millis"
    },
    "default": 0,
    "doc": "Until when the operation is remembered at least. Later the same command may count as a new operation. 0: for ever."
   },
   {
    "name": "body",
    "type": [
     {
      "type": "record",
      "name": "PayoutStarted",
      "namespace": "wallets",
      "doc": "An attempt: the provider was asked for an invoice.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "destination",
        "type": "string",
        "default": "",
        "doc": "Where the money goes, as a token that the provider understands. Never a card number."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "providerRevision",
        "type": "long",
        "doc": "Revision of the provider's configuration that was decided against."
       },
       {
        "name": "terminal",
        "type": "string",
        "default": "",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "attempt",
        "type": "int",
        "default": 1,
        "doc": "1, 2, 3 … within the withdrawal."
       },
       {
        "name": "method",
        "type": "string",
        "default": "",
        "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Posting",
          "namespace": "wallets",
          "doc": "One movement of money in double entry.",
          "fields": [
           {
            "name": "debit",
            "type": "string",
            "doc": "Account the amount leaves: source/<id>, wallet/<id> or provider/<id>, within the tenant."
           },
           {
            "name": "credit",
            "type": "string",
            "doc": "Account the amount reaches."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units of `currency`. Positive."
           },
           {
            "name": "currency",
            "type": "string"
           }
          ]
         }
        },
        "default": [],
        "doc": "What will move between accounts when this attempt is paid."
       },
       {
        "name": "rejected",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Rejection",
          "namespace": "wallets",
          "doc": "A terminal that was no route for this withdrawal, and why.",
          "fields": [
           {
            "name": "provider",
            "type": "string",
            "doc": "The provider that pays out: a company, by its id among the tenant's providers."
           },
           {
            "name": "terminal",
            "type": "string",
            "doc": "One of the provider's terminals, by its id in the provider's configuration."
           },
           {
            "name": "reason",
            "type": {
             "type": "enum",
             "name": "RejectionReason",
             "namespace": "wallets",
             "doc": "Why a terminal was no route. docs/withdrawals.md explains each.",
             "symbols": [
              "unknown",
              "other_provider",
              "not_configured",
              "already_tried",
              "currency_not_supported",
              "method_not_supported",
              "amount_out_of_range",
              "prohibited",
              "not_allowed",
              "fee_not_computable",
              "fee_exceeds_amount",
              "hold_too_small",
              "turnover_limit"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "details",
            "type": "string",
            "default": "",
            "doc": "The rule, the limit, the range: for people."
           }
          ]
         }
        },
        "default": [],
        "doc": "The candidates that were not chosen before this one was, and why."
       },
       {
        "name": "order",
        "type": [
         "null",
         {
          "type": "record",
          "name": "PayoutOrder",
          "namespace": "wallets",
          "doc": "What a withdrawal asks to be paid out, and how.",
          "fields": [
           {
            "name": "provider",
            "type": "string",
            "default": "",
            "doc": "The provider that must pay out. Empty: whichever the routing chooses."
           },
           {
            "name": "destination",
            "type": "string",
            "default": "",
            "doc": "Where the money goes, as a token that the provider understands. Never a card number."
           },
           {
            "name": "method",
            "type": "string",
            "default": "",
            "doc": "How the destination is paid, in words of the tenant's own: card, bank_account. Empty: any."
           },
           {
            "name": "party",
            "type": "string",
            "default": "",
            "doc": "Whose withdrawal it is, in the tenant's own words. Chooses the list of transient failures."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "The amount of the withdrawal. Minor units of `currency`."
           },
           {
            "name": "currency",
            "type": "string",
            "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
           },
           {
            "name": "hold",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units that the wallet holds: the amount, and fees that the owner bears."
           },
           {
            "name": "scheduledAt",
            "type": {
             "type": "long",
             "logicalType": "timestamp-millis"
            },
            "default": 0,
            "doc": "Not to be paid out before this time. 0: at once."
           },
           {
            "name": "route",
            "type": [
             "null",
             {
              "type": "record",
              "name": "PinnedRoute",
              "namespace": "wallets",
              "doc": "A route that a quote has fixed: no other is tried.",
              "fields": [
               {
                "name": "quote",
                "type": "string",
                "doc": "The quote's id."
               },
               {
                "name": "provider",
                "type": "string",
                "doc": "The provider that pays out: a company, by its id among the tenant's providers."
               },
               {
                "name": "terminal",
                "type": "string",
                "doc": "One of the provider's terminals, by its id in the provider's configuration."
               },
               {
                "name": "amount",
                "type": {
                 "type": "long",
                 "logicalType": "minor-units"
                },
                "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
               },
               {
                "name": "postings",
                "type": {
                 "type": "array",
                 "items": "Posting"
                },
                "default": [],
                "doc": "What will move between accounts when this attempt is paid."
               },
               {
                "name": "tenantRevision",
                "type": "long",
                "doc": "Revision of the tenant's configuration that was decided against."
               },
               {
                "name": "providerRevision",
                "type": "long",
                "doc": "Revision of the provider's configuration that was decided against."
               }
              ]
             }
            ],
            "default": null,
            "doc": "The route of its quote."
           },
           {
            "name": "pinned",
            "type": [
             "null",
             {
              "type": "record",
              "name": "PinnedDestination",
              "namespace": "wallets",
              "doc": "A destination of an identity as it was at these revisions.",
              "fields": [
               {
                "name": "party",
                "type": "string",
                "doc": "The party's id, unique in its tenant: a customer of the tenant, who owns identities."
               },
               {
                "name": "identity",
                "type": "string",
                "doc": "The identity's id, unique in its party."
               },
               {
                "name": "identityRevision",
                "type": "long",
                "doc": "Counts the changes of the identity: 1, 2, 3 … Operations pin the one they used."
               },
               {
                "name": "destinationId",
                "type": "string",
                "doc": "A destination of the identity, by its id, unique in its party."
               },
               {
                "name": "destinationRevision",
                "type": "long",
                "doc": "Counts the changes of the destination: 1, 2, 3 … Operations pin the one they used."
               }
              ]
             }
            ],
            "default": null,
            "doc": "The destination as it was confirmed, with the identity whose it is. None: the wallet has no owner."
           }
          ]
         }
        ],
        "default": null,
        "doc": "What was asked for, on the event that begins the payout."
       },
       {
        "name": "hasTurnover",
        "type": "boolean",
        "default": false,
        "doc": "Whether turnover is held for it at its terminal."
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "default": 0,
        "doc": "When the provider's silence makes the outcome unknown. 0 in events from before there were deadlines: a quarter of an hour after the event."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "default": 0,
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "matched",
        "type": {
         "type": "array",
         "items": {
          "type": "record",
          "name": "Notification",
          "namespace": "wallets",
          "doc": "What a provider said of one reference.",
          "fields": [
           {
            "name": "provider",
            "type": "string",
            "doc": "The provider that pays out: a company, by its id among the tenant's providers."
           },
           {
            "name": "reference",
            "type": "string",
            "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
           },
           {
            "name": "kind",
            "type": {
             "type": "enum",
             "name": "NotificationKind",
             "namespace": "wallets",
             "doc": "What a provider says of an invoice, in a word.",
             "symbols": [
              "unknown",
              "issued",
              "paid",
              "declined",
              "expired",
              "cancelled",
              "returned",
              "pending",
              "not_found"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "invoice",
            "type": "string",
            "default": "",
            "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
           },
           {
            "name": "return",
            "type": "string",
            "default": "",
            "doc": "The provider's own id of what came back. Recorded, never used to find anything."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "default": 0,
            "doc": "What was really paid, or came back. Minor units of `currency`."
           },
           {
            "name": "currency",
            "type": "string",
            "default": "",
            "doc": "Of `amount`."
           },
           {
            "name": "reason",
            "type": "string",
            "default": "",
            "doc": "A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable."
           },
           {
            "name": "details",
            "type": "string",
            "default": "",
            "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
           }
          ]
         }
        },
        "default": [],
        "doc": "What the provider had said of this reference before; it is looked at next."
       },
       {
        "name": "pinned",
        "type": [
         "null",
         "PinnedDestination"
        ],
        "default": null,
        "doc": "The destination as it was confirmed, with the identity whose it is. None: the wallet has no owner."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutCompleted",
      "namespace": "wallets",
      "doc": "The provider's invoice was paid; the withdrawal can be completed.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "terminal",
        "type": "string",
        "default": "",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "default": [],
        "doc": "What moved between accounts. A posting debits one account by what it credits another: they sum to zero."
       },
       {
        "name": "by",
        "type": "string",
        "default": "",
        "doc": "Who decided it: an operator, by name. Empty: the provider."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       },
       {
        "name": "matched",
        "type": {
         "type": "array",
         "items": "Notification"
        },
        "default": [],
        "doc": "What the provider had said of it before; it is looked at next."
       },
       {
        "name": "other",
        "type": [
         "null",
         {
          "type": "record",
          "name": "OtherAttempt",
          "namespace": "wallets",
          "doc": "Another attempt of the same withdrawal that is under way.",
          "fields": [
           {
            "name": "reference",
            "type": "string",
            "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
           },
           {
            "name": "provider",
            "type": "string",
            "doc": "The provider that pays out: a company, by its id among the tenant's providers."
           },
           {
            "name": "terminal",
            "type": "string",
            "doc": "One of the provider's terminals, by its id in the provider's configuration."
           },
           {
            "name": "currency",
            "type": "string",
            "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
           },
           {
            "name": "isSent",
            "type": "boolean",
            "doc": "Whether the provider was asked, and is now asked to cancel; otherwise nothing leaves any more."
           }
          ]
         }
        ],
        "default": null,
        "doc": "Another attempt that is under way."
       },
       {
        "name": "hasTurnover",
        "type": "boolean",
        "default": false,
        "doc": "Whether turnover was held for it at its terminal."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutFailed",
      "namespace": "wallets",
      "doc": "The payout will not be paid; the withdrawal fails.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency`: what the provider was asked, or the withdrawal's amount if none was."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "The last attempt. Empty: no provider was asked."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "A code of tokens joined by colons: what the provider said, or no_route_found, rejected, provider_not_found."
       },
       {
        "name": "terminal",
        "type": "string",
        "default": "",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "outcome",
        "type": {
         "type": "enum",
         "name": "AttemptStatus",
         "namespace": "wallets",
         "doc": "Life of an attempt. From declined on it is certain that it is not paid and will not be: the provider said so (declined, expired, cancelled, not_found), it never left (not_sent), or an operator decided it (written_off).",
         "symbols": [
          "unknown",
          "reserving",
          "open",
          "mismatched",
          "paid",
          "declined",
          "expired",
          "cancelled",
          "not_found",
          "not_sent",
          "written_off"
         ],
         "default": "unknown"
        },
        "default": "unknown",
        "doc": "How the attempt ended."
       },
       {
        "name": "invoice",
        "type": "string",
        "default": "",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       },
       {
        "name": "rejected",
        "type": {
         "type": "array",
         "items": "Rejection"
        },
        "default": [],
        "doc": "The candidates that were not chosen before this one was, and why."
       },
       {
        "name": "by",
        "type": "string",
        "default": "",
        "doc": "Who decided it: an operator, by name. Empty: nobody."
       },
       {
        "name": "hasTurnover",
        "type": "boolean",
        "default": false,
        "doc": "Whether turnover was held for it at its terminal."
       }
      ]
     },
     {
      "type": "record",
      "name": "OperationRefused",
      "namespace": "wallets",
      "doc": "A command that changed nothing, and why.",
      "fields": [
       {
        "name": "command",
        "type": "string",
        "doc": "Record name of the refused command: CreateWithdrawal."
       },
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "Reason",
         "namespace": "wallets",
         "doc": "Why an operation was refused. A closed list, in order of precedence: of several that apply, the first is given. See docs/refusals.md.",
         "symbols": [
          "unknown",
          "operation_id_reused",
          "revision_mismatch",
          "invalid_id",
          "invalid_tenant",
          "invalid_contact",
          "invalid_proofs",
          "invalid_batch",
          "invalid_adjustment",
          "card_number",
          "amount_not_positive",
          "expiry_in_past",
          "transfer_to_itself",
          "tenant_not_found",
          "tenant_stopped",
          "tenant_revision_mismatch",
          "tenant_topics_fixed",
          "rate_exceeded",
          "personal_key_not_found",
          "identity_class_not_found",
          "owner_required",
          "currency_not_found",
          "party_not_found",
          "party_already_exists",
          "party_erased",
          "party_blocked",
          "party_not_blocked",
          "party_has_wallets",
          "identity_not_found",
          "identity_already_exists",
          "challenge_not_found",
          "challenge_already_exists",
          "challenge_pending",
          "challenge_already_completed",
          "challenge_already_failed",
          "challenge_class_not_found",
          "challenge_level_mismatch",
          "verifier_not_found",
          "verifier_mismatch",
          "destination_not_found",
          "destination_already_exists",
          "destination_removed",
          "service_limit_reached",
          "wallet_not_found",
          "wallet_already_exists",
          "wallet_opening",
          "wallet_not_opening",
          "wallet_closed",
          "wallet_blocked",
          "wallet_not_blocked",
          "owner_blocked",
          "owner_mismatch",
          "withdrawal_not_found",
          "withdrawal_already_exists",
          "withdrawal_already_completed",
          "withdrawal_already_failed",
          "withdrawal_already_confirmed",
          "withdrawal_not_confirmed",
          "withdrawal_still_pending",
          "deposit_not_found",
          "deposit_already_exists",
          "deposit_already_completed",
          "deposit_already_failed",
          "deposit_still_pending",
          "revert_not_found",
          "revert_already_exists",
          "transfer_not_found",
          "transfer_already_exists",
          "transfer_already_completed",
          "transfer_already_failed",
          "transfer_still_pending",
          "batch_not_found",
          "batch_already_exists",
          "batch_already_completed",
          "batch_already_failed",
          "credit_not_found",
          "credit_already_exists",
          "credit_not_reserved",
          "hold_not_found",
          "hold_already_exists",
          "hold_already_posted",
          "hold_already_released",
          "hold_already_expired",
          "adjustment_pending",
          "adjustment_not_found",
          "adjustment_changes_nothing",
          "deposit_reverted",
          "quote_already_exists",
          "quote_not_found",
          "quote_expired",
          "quote_mismatch",
          "payout_not_found",
          "payout_already_exists",
          "attempt_not_found",
          "provider_mismatch",
          "payout_already_completed",
          "payout_already_failed",
          "payout_already_cancelled",
          "payout_not_awaiting_approval",
          "payout_not_unresolved",
          "payout_not_reserving",
          "notifications_full",
          "repair_not_approved",
          "invalid_repair",
          "process_not_stuck",
          "turnover_already_held",
          "turnover_not_held",
          "currency_mismatch",
          "amount_mismatch",
          "provider_not_found",
          "provider_currency_not_supported",
          "identification_required",
          "identification_expired",
          "identification_level_too_low",
          "no_route_found",
          "wallet_not_empty",
          "limit_exceeded",
          "balance_over_limit",
          "insufficient_funds"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "fields",
        "type": {
         "type": "array",
         "items": "string"
        },
        "default": [],
        "doc": "The command's fields at fault: those that differ (operation_id_reused) or break the pattern (invalid_id)."
       },
       {
        "name": "balance",
        "type": [
         "null",
         {
          "type": "record",
          "name": "Balance",
          "namespace": "wallets",
          "doc": "Money of one wallet. What may be spent is derived: posted less held.",
          "fields": [
           {
            "name": "posted",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units that are the wallet's own, held ones included."
           },
           {
            "name": "held",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "Minor units held for pending withdrawals. Never more than posted."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The wallet's balance, where the refusal is about money."
       },
       {
        "name": "limit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ReachedLimit",
          "namespace": "wallets",
          "doc": "The ceiling that was reached.",
          "fields": [
           {
            "name": "kind",
            "type": {
             "type": "enum",
             "name": "LimitKind",
             "namespace": "wallets",
             "doc": "What a party has a limited number of.",
             "symbols": [
              "unknown",
              "identities",
              "wallets",
              "destinations",
              "withdrawals"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "ceiling",
            "type": "long"
           }
          ]
         }
        ],
        "default": null,
        "doc": "The ceiling that was reached."
       },
       {
        "name": "walletLimit",
        "type": [
         "null",
         {
          "type": "record",
          "name": "ExceededLimit",
          "namespace": "wallets",
          "doc": "A limit that an operation would have broken.",
          "fields": [
           {
            "name": "limit",
            "type": "string",
            "doc": "Its name, a word of the tenant's own."
           },
           {
            "name": "measure",
            "type": {
             "type": "enum",
             "name": "LimitMeasure",
             "namespace": "wallets",
             "doc": "What a limit of a wallet is about: what the wallet has, the amount of one operation, what operations move in a period, or how many there are in it.",
             "symbols": [
              "unknown",
              "balance",
              "amount",
              "turnover",
              "count"
             ],
             "default": "unknown"
            }
           },
           {
            "name": "period",
            "type": {
             "type": "enum",
             "name": "LimitPeriod",
             "namespace": "wallets",
             "doc": "The span of a wallet's limit, in the tenant's time zone: the day, the ISO week from Monday, the calendar month, the calendar year.",
             "symbols": [
              "day",
              "week",
              "month",
              "year"
             ],
             "default": "day"
            }
           },
           {
            "name": "lower",
            "type": [
             "null",
             {
              "type": "record",
              "name": "Bound",
              "namespace": "wallets",
              "doc": "One end of a range.",
              "fields": [
               {
                "name": "value",
                "type": {
                 "type": "long",
                 "logicalType": "minor-units"
                },
                "doc": "Minor units, or a number of operations."
               },
               {
                "name": "isInclusive",
                "type": "boolean",
                "default": true,
                "doc": "Whether the value itself is in the range."
               }
              ]
             }
            ]
           },
           {
            "name": "upper",
            "type": [
             "null",
             "Bound"
            ]
           },
           {
            "name": "used",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the wallet had, or had used in the period, before the operation: minor units, or a number of operations."
           },
           {
            "name": "amount",
            "type": {
             "type": "long",
             "logicalType": "minor-units"
            },
            "doc": "What the operation asked for: minor units, or 1 operation."
           }
          ]
         }
        ],
        "default": null,
        "doc": "The limit of the wallet that it would have broken."
       }
      ]
     },
     {
      "type": "record",
      "name": "RecordDeadLettered",
      "namespace": "wallets",
      "doc": "A record that nobody can read was moved to the dead-letter topic. Where it came from is in the envelope.",
      "fields": [
       {
        "name": "reason",
        "type": {
         "type": "enum",
         "name": "DeadLetterReason",
         "namespace": "wallets",
         "doc": "Why a record could not be read. docs/dead-letters.md explains each.",
         "symbols": [
          "unknown",
          "empty",
          "too_short",
          "too_large",
          "wrong_magic_byte",
          "unknown_schema",
          "foreign_schema",
          "undecodable",
          "trailing_bytes",
          "key_mismatch",
          "wrong_partition",
          "wrong_topic"
         ],
         "default": "unknown"
        }
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutApprovalRequired",
      "namespace": "wallets",
      "doc": "The amount is above what goes out unseen: an operator has to approve.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "order",
        "type": "PayoutOrder"
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "default": 0,
        "doc": "Revision of the tenant's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutScheduled",
      "namespace": "wallets",
      "doc": "Waits for its time.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "order",
        "type": [
         "null",
         "PayoutOrder"
        ],
        "default": null,
        "doc": "What was asked for, on the event that begins the payout."
       },
       {
        "name": "scheduledAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "Not to be paid out before this time. 0: at once."
       },
       {
        "name": "by",
        "type": "string",
        "default": "",
        "doc": "Who decided it: an operator, by name. Empty: no approval was needed."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutApproved",
      "namespace": "wallets",
      "doc": "An operator approved it; it is routed next.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "by",
        "type": "string",
        "doc": "Who decided it: an operator, by name."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutRouted",
      "namespace": "wallets",
      "doc": "A route was chosen, and its terminal asked whether its turnover limits allow it. Nothing has left yet.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "order",
        "type": [
         "null",
         "PayoutOrder"
        ],
        "default": null,
        "doc": "What was asked for, on the event that begins the payout."
       },
       {
        "name": "attempt",
        "type": "int",
        "default": 1,
        "doc": "1, 2, 3 … within the withdrawal."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "terminal",
        "type": "string",
        "default": "",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "default": [],
        "doc": "What will move between accounts when this attempt is paid."
       },
       {
        "name": "rejected",
        "type": {
         "type": "array",
         "items": "Rejection"
        },
        "default": [],
        "doc": "The candidates that were not chosen before this one was, and why."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "providerRevision",
        "type": "long",
        "doc": "Revision of the provider's configuration that was decided against."
       }
      ]
     },
     {
      "type": "record",
      "name": "InvoiceRecorded",
      "namespace": "wallets",
      "doc": "The provider has issued its invoice.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When silence makes the outcome unknown. 0: it is unknown already."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutAttemptFailed",
      "namespace": "wallets",
      "doc": "One attempt failed, for certain. The withdrawal goes on.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "terminal",
        "type": "string",
        "default": "",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "outcome",
        "type": "AttemptStatus"
       },
       {
        "name": "invoice",
        "type": "string",
        "default": "",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       },
       {
        "name": "isRetried",
        "type": "boolean",
        "doc": "Whether the next route is tried: the failure is transient and attempts are left."
       },
       {
        "name": "by",
        "type": "string",
        "default": "",
        "doc": "Who decided it: an operator, by name. Empty: the provider."
       },
       {
        "name": "hasTurnover",
        "type": "boolean",
        "default": false,
        "doc": "Whether turnover was held for it at its terminal."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutCancelRequested",
      "namespace": "wallets",
      "doc": "The client wants it cancelled, and the provider was asked already: it decides.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutCancelled",
      "namespace": "wallets",
      "doc": "It will not be paid, as the client wished.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "The last attempt. Empty: no provider was asked."
       },
       {
        "name": "provider",
        "type": "string",
        "default": "",
        "doc": "The provider of that attempt."
       },
       {
        "name": "terminal",
        "type": "string",
        "default": "",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "default": 0,
        "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "outcome",
        "type": "AttemptStatus",
        "default": "unknown",
        "doc": "How the attempt ended."
       },
       {
        "name": "invoice",
        "type": "string",
        "default": "",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "reason",
        "type": "string",
        "default": "",
        "doc": "What the provider said, where it said more."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       },
       {
        "name": "by",
        "type": "string",
        "default": "",
        "doc": "Who decided it: an operator, by name. Empty: client or provider."
       },
       {
        "name": "hasTurnover",
        "type": "boolean",
        "default": false,
        "doc": "Whether turnover was held for it at its terminal."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutOutcomeUnknown",
      "namespace": "wallets",
      "doc": "The provider was silent past its deadline. The hold stays, and it is asked until it tells.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "since",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When the provider was asked, or issued its invoice."
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When it is asked again."
       },
       {
        "name": "enquiryFirstMs",
        "type": "long",
        "doc": "Milliseconds to the next enquiry; doubled with each."
       },
       {
        "name": "enquiryMaxMs",
        "type": "long",
        "doc": "Milliseconds between enquiries at most."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutMismatched",
      "namespace": "wallets",
      "doc": "The provider paid something else than it was asked. The hold stays until it corrects itself, or an operator decides.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What the provider is asked to pay: what the plan leaves at the destination. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "paidAmount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What was paid, in minor units of `paidCurrency`."
       },
       {
        "name": "paidCurrency",
        "type": "string",
        "doc": "The currency that was paid."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       },
       {
        "name": "enquiryFirstMs",
        "type": "long",
        "doc": "Milliseconds to the next enquiry; doubled with each."
       },
       {
        "name": "enquiryMaxMs",
        "type": "long",
        "doc": "Milliseconds between enquiries at most."
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When it is asked again."
       },
       {
        "name": "other",
        "type": [
         "null",
         "OtherAttempt"
        ],
        "default": null,
        "doc": "Another attempt that is under way."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutPaidAfterClose",
      "namespace": "wallets",
      "doc": "The provider paid after the payout had failed or was cancelled, and its hold was given back.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What was paid. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       },
       {
        "name": "matched",
        "type": {
         "type": "array",
         "items": "Notification"
        },
        "default": [],
        "doc": "What the provider had said of it before; it is looked at next."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutPaidTwice",
      "namespace": "wallets",
      "doc": "The provider paid once more what was paid already.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "What was paid once more. Minor units of `currency`."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       },
       {
        "name": "terminal",
        "type": "string",
        "default": "",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "hasTurnover",
        "type": "boolean",
        "default": false,
        "doc": "Whether turnover was held for it at its terminal."
       },
       {
        "name": "matched",
        "type": {
         "type": "array",
         "items": "Notification"
        },
        "default": [],
        "doc": "What the provider had said of it before; it is looked at next."
       }
      ]
     },
     {
      "type": "record",
      "name": "ReturnRecorded",
      "namespace": "wallets",
      "doc": "Money of a paid payout came back, all of it or a part.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt. Opaque to the provider, which echoes it."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider that pays out: a company, by its id among the tenant's providers."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "return",
        "type": "string",
        "doc": "The provider's own id of what came back. Recorded, never used to find anything."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "returned",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "All that came back of this attempt so far."
       },
       {
        "name": "reason",
        "type": "string",
        "default": "",
        "doc": "A code of tokens joined by colons, the most general first: authorization_failed:temporarily_unavailable."
       },
       {
        "name": "details",
        "type": "string",
        "default": "",
        "doc": "What the provider said beside, as it said it. For people; nothing is decided by it."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutContradicted",
      "namespace": "wallets",
      "doc": "The provider said what cannot be true beside what it said before. Money stays where it is.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "notification",
        "type": "Notification"
       },
       {
        "name": "conflict",
        "type": "string",
        "doc": "A code: what it said, and after what or how it differs. docs/withdrawals.md lists them."
       }
      ]
     },
     {
      "type": "record",
      "name": "NotificationKept",
      "namespace": "wallets",
      "doc": "A provider spoke of a reference that we do not know, or not yet. Kept until the payout appears.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "notification",
        "type": "Notification"
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutNotStopped",
      "namespace": "wallets",
      "doc": "It had left already, or ended.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why it should not have left."
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutRepaired",
      "namespace": "wallets",
      "doc": "A payout was repaired.",
      "fields": [
       {
        "name": "withdrawal",
        "type": "string",
        "doc": "The withdrawal's id, chosen by the client, unique in its wallet."
       },
       {
        "name": "outcome",
        "type": {
         "type": "enum",
         "name": "RepairOutcome",
         "namespace": "wallets",
         "doc": "What becomes of a process that is repaired: what it waits for is asked again, or it ends by hand.",
         "symbols": [
          "unknown",
          "retry",
          "complete",
          "fail"
         ],
         "default": "unknown"
        }
       },
       {
        "name": "hold",
        "type": {
         "type": "enum",
         "name": "HoldFate",
         "namespace": "wallets",
         "doc": "What becomes of the money that a process holds. What ends has to say it; what holds none keeps it.",
         "symbols": [
          "unknown",
          "keep",
          "release",
          "post"
         ],
         "default": "unknown"
        },
        "doc": "What becomes of its hold: `post` or `release` where it ends and has one, `keep` otherwise."
       },
       {
        "name": "isForced",
        "type": "boolean",
        "doc": "Whether it was repaired although it had not waited long."
       },
       {
        "name": "author",
        "type": "string",
        "doc": "Who decided it, in words of their own."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "Why, for people: a ticket, a sentence. Nothing personal."
       },
       {
        "name": "approver",
        "type": "string",
        "doc": "The second person who approved of it. Empty: none."
       },
       {
        "name": "before",
        "type": "string",
        "doc": "What it was, by its code."
       },
       {
        "name": "status",
        "type": "string",
        "doc": "What it is now, by its code."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "The attempt that it is about. Empty: no provider was asked."
       },
       {
        "name": "provider",
        "type": "string",
        "doc": "The provider of that attempt."
       },
       {
        "name": "terminal",
        "type": "string",
        "doc": "One of the provider's terminals, by its id in the provider's configuration."
       },
       {
        "name": "attempt",
        "type": "AttemptStatus",
        "doc": "What has become of the attempt."
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        },
        "doc": "Minor units of `currency`: what the provider was asked, or the withdrawal's amount if none was."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "invoice",
        "type": "string",
        "doc": "The provider's own id of its invoice. Recorded, never used to find anything."
       },
       {
        "name": "postings",
        "type": {
         "type": "array",
         "items": "Posting"
        },
        "doc": "What it is to move in the wallet, where it completes."
       },
       {
        "name": "hasTurnover",
        "type": "boolean",
        "doc": "Whether turnover was held for it at its terminal."
       },
       {
        "name": "other",
        "type": [
         "null",
         "OtherAttempt"
        ],
        "doc": "Another attempt that is under way."
       },
       {
        "name": "dueAt",
        "type": {
         "type": "long",
         "logicalType": "timestamp-millis"
        },
        "doc": "When something is due. 0: nothing."
       },
       {
        "name": "tenantRevision",
        "type": "long",
        "doc": "Revision of the tenant's configuration that was decided against."
       },
       {
        "name": "matched",
        "type": {
         "type": "array",
         "items": "Notification"
        },
        "default": [],
        "doc": "What was said of the attempt before it was said that it was paid: looked at next."
       }
      ]
     }
    ],
    "doc": "What happened."
   }
  ]
 }
} as const
