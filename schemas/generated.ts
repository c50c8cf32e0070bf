// Generated from schemas/**/*.avsc by `npm run generate`. Do not edit.

/** A record inside another: without the name that tells top-level records apart. */
export type Plain<Type> = Omit<Type, 'type'>

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

/** Why an operation was refused. A closed list, in order of precedence: of several that apply, the first is given. See docs/refusals.md. */
export type Reason =
  | 'unknown'
  | 'operation_id_reused'
  | 'invalid_id'
  | 'amount_not_positive'
  | 'tenant_not_found'
  | 'currency_not_found'
  | 'wallet_not_found'
  | 'wallet_already_exists'
  | 'wallet_closed'
  | 'wallet_blocked'
  | 'wallet_not_blocked'
  | 'withdrawal_not_found'
  | 'withdrawal_already_exists'
  | 'withdrawal_already_completed'
  | 'withdrawal_already_failed'
  | 'payout_not_found'
  | 'payout_already_exists'
  | 'provider_mismatch'
  | 'payout_already_completed'
  | 'payout_already_failed'
  | 'currency_mismatch'
  | 'amount_mismatch'
  | 'provider_not_found'
  | 'provider_currency_not_supported'
  | 'wallet_not_empty'
  | 'balance_over_limit'
  | 'insufficient_funds'

/** Life of a wallet. A closed one stays closed. */
export type WalletStatus =
  | 'open'
  | 'blocked'
  | 'closed'

/** Life of a withdrawal. */
export type WithdrawalStatus =
  | 'pending'
  | 'completed'
  | 'failed'

export type PayoutStatus =
  | 'started'
  | 'completed'
  | 'failed'

/** Money of one wallet. What may be spent is derived: posted less held. */
export interface Balance {
  readonly type: 'Balance'
  /** Minor units that are the wallet's own, held ones included. */
  readonly posted: bigint
  /** Minor units held for pending withdrawals. Never more than posted. */
  readonly held: bigint
}

/** A currency as one tenant uses it. */
export interface Currency {
  readonly type: 'Currency'
  /** EUR, USD, JPY … or the tenant's own. */
  readonly code: string
  /** Digits after the decimal point: 2 for EUR, 0 for JPY. For display; amounts are minor units. */
  readonly exponent: number
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

/** Stops every operation of the client on this wallet. Pending withdrawals still end. */
export interface BlockWallet {
  readonly type: 'BlockWallet'
}

/** Closes a wallet for ever. Only an empty one: nothing posted, nothing held. */
export interface CloseWallet {
  readonly type: 'CloseWallet'
}

/** The payout was paid: the held amount leaves the wallet. Sent by the withdrawals processor. */
export interface CompleteWithdrawal {
  readonly type: 'CompleteWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
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
}

/** Asks for money to be paid out. Holds the amount until the payout ends. */
export interface CreateWithdrawal {
  readonly type: 'CreateWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** The payout will never be paid: the hold is given back. Sent by the withdrawals processor. */
export interface FailWithdrawal {
  readonly type: 'FailWithdrawal'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** A code, for people and reports; nothing is decided by it. */
  readonly reason: string
}

/** Opens an empty wallet in one currency. */
export interface OpenWallet {
  readonly type: 'OpenWallet'
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
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

/** A withdrawal was created and its amount is held: pay it out. Sent by the wallets processor. */
export interface StartPayout {
  readonly type: 'StartPayout'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
}

/** Lifts a block. */
export interface UnblockWallet {
  readonly type: 'UnblockWallet'
}

/** Money reached the wallet. The deposit's id is its operation id. */
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
}

/** The provider's invoice was paid; the withdrawal can be completed. */
export interface PayoutCompleted {
  readonly type: 'PayoutCompleted'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** The provider's own id of its invoice. Recorded, never used to find anything. */
  readonly invoice: string
}

/** The payout could not be started; the withdrawal fails. */
export interface PayoutFailed {
  readonly type: 'PayoutFailed'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Our name for this payout attempt, of which the provider was not told. */
  readonly reference: string
  /** A code: provider_not_found, provider_currency_not_supported. */
  readonly reason: string
}

/** The provider was asked for an invoice. */
export interface PayoutStarted {
  readonly type: 'PayoutStarted'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
  readonly provider: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Our name for this payout attempt. Opaque to the provider, which echoes it. */
  readonly reference: string
  /** Revision of the provider's configuration that was decided against. */
  readonly providerRevision: number
}

/** A record that nobody can read was moved to the dead-letter topic. Where it came from is in the envelope. */
export interface RecordDeadLettered {
  readonly type: 'RecordDeadLettered'
  readonly reason: DeadLetterReason
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
}

/** The block is lifted. */
export interface WalletUnblocked {
  readonly type: 'WalletUnblocked'
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
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
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
  /** What moved between accounts. A posting debits one account by what it credits another: they sum to zero. */
  readonly postings: readonly Plain<Posting>[]
}

/** The amount is held and a payout is on its way. */
export interface WithdrawalCreated {
  readonly type: 'WithdrawalCreated'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  /** The provider that pays out: a company, by its id among the tenant's providers. */
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
  /** Revision of the provider's configuration that was decided against. */
  readonly providerRevision: number
}

/** The payout will not be paid: the hold was given back. */
export interface WithdrawalFailed {
  readonly type: 'WithdrawalFailed'
  /** The withdrawal's id, chosen by the client, unique in its wallet. */
  readonly withdrawal: string
  readonly reason: string
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** The balance that this operation leaves. */
  readonly balance: Plain<Balance>
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
}

/** Asks the provider for an invoice over this amount, and to pay it out. */
export interface RequestInvoice {
  readonly type: 'RequestInvoice'
  /** Minor units of `currency` (its exponent is the tenant's configuration). Positive. */
  readonly amount: bigint
  /** A code among the tenant's currencies, ISO 4217 where there is one: EUR. */
  readonly currency: string
  /** Where the money goes, as a token that the provider understands. Never a card number. */
  readonly destination: string
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
}

/** One client of the service: its currencies. A row of a table that every instance reads whole. */
export interface Tenant {
  readonly type: 'Tenant'
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** 1, 2, 3 …: grows with each change. Decisions record the one they used. */
  readonly revision: number
  readonly currencies: readonly Plain<Currency>[]
}

/** The money side of a pending withdrawal. */
export interface Hold {
  readonly type: 'Hold'
  readonly provider: string
  readonly amount: bigint
}

/** A withdrawal on its way to the provider. */
export interface Payout {
  readonly type: 'Payout'
  readonly status: PayoutStatus
  readonly provider: string
  readonly amount: bigint
  readonly currency: string
  readonly reference: string
}

/** What later decisions need of a wallet. */
export interface Wallet {
  readonly type: 'Wallet'
  readonly status: WalletStatus
  readonly currency: string
  readonly posted: bigint
  readonly held: bigint
}

/** A withdrawal's money. Once finished only its status is kept. */
export interface Withdrawal {
  readonly type: 'Withdrawal'
  readonly status: WithdrawalStatus
  readonly hold: null | Plain<Hold>
}

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

/** The head of WalletCommand. Value of wallet-commands. Key: tenant/wallet. */
export interface WalletCommandHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
  /** Names this operation for ever. Sent again with the same parameters it changes nothing; with others it is refused. */
  readonly operationId: string
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

/** The head of WalletEvent. Value of wallet-changelog. Key: tenant/wallet. Exactly one for each command. */
export interface WalletEventHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
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

/** The head of WithdrawalEvent. Value of withdrawal-changelog. Key: tenant/wallet. Exactly one for each command. */
export interface WithdrawalEventHead {
  /** Who the data belongs to. Part of every key. */
  readonly tenant: string
  /** The wallet's id, unique in its tenant. */
  readonly wallet: string
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

/** Value of withdrawal-changelog. Key: tenant/wallet. Exactly one for each command. */
export type WithdrawalEvent = WithdrawalEventHead & WithdrawalEventBody
export type WithdrawalEventBody =
  | PayoutStarted
  | PayoutCompleted
  | PayoutFailed
  | OperationRefused
  | RecordDeadLettered

/** Every record that the wire or the store knows, by name. */
export const schemas = {
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
   }
  ]
 },
 "Tenant": {
  "type": "record",
  "name": "Tenant",
  "namespace": "wallets",
  "doc": "One client of the service: its currencies. A row of a table that every instance reads whole.",
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
   }
  ]
 },
 "Payout": {
  "type": "record",
  "name": "Payout",
  "namespace": "wallets",
  "doc": "A withdrawal on its way to the provider.",
  "fields": [
   {
    "name": "status",
    "type": {
     "type": "enum",
     "name": "PayoutStatus",
     "symbols": [
      "started",
      "completed",
      "failed"
     ],
     "default": "started"
    }
   },
   {
    "name": "provider",
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
    "name": "currency",
    "type": "string"
   },
   {
    "name": "reference",
    "type": "string"
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
      "closed"
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
   }
  ]
 },
 "Withdrawal": {
  "type": "record",
  "name": "Withdrawal",
  "namespace": "wallets",
  "doc": "A withdrawal's money. Once finished only its status is kept.",
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
        "type": "string"
       },
       {
        "name": "amount",
        "type": {
         "type": "long",
         "logicalType": "minor-units"
        }
       }
      ]
     }
    ],
    "default": null
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
      "doc": "Asks the provider for an invoice over this amount, and to pay it out.",
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
       }
      ]
     }
    ],
    "doc": "What the provider is asked."
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
       }
      ]
     },
     {
      "type": "record",
      "name": "CreateWithdrawal",
      "namespace": "wallets",
      "doc": "Asks for money to be paid out. Holds the amount until the payout ends.",
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
      "name": "CompleteWithdrawal",
      "namespace": "wallets",
      "doc": "The payout was paid: the held amount leaves the wallet. Sent by the withdrawals processor.",
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
      "doc": "Money reached the wallet. The deposit's id is its operation id.",
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
       }
      ]
     },
     {
      "type": "record",
      "name": "WithdrawalCreated",
      "namespace": "wallets",
      "doc": "The amount is held and a payout is on its way.",
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
        "doc": "Revision of the provider's configuration that was decided against."
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
          "invalid_id",
          "amount_not_positive",
          "tenant_not_found",
          "currency_not_found",
          "wallet_not_found",
          "wallet_already_exists",
          "wallet_closed",
          "wallet_blocked",
          "wallet_not_blocked",
          "withdrawal_not_found",
          "withdrawal_already_exists",
          "withdrawal_already_completed",
          "withdrawal_already_failed",
          "payout_not_found",
          "payout_already_exists",
          "provider_mismatch",
          "payout_already_completed",
          "payout_already_failed",
          "currency_mismatch",
          "amount_mismatch",
          "provider_not_found",
          "provider_currency_not_supported",
          "wallet_not_empty",
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
          "wrong_partition"
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
      "doc": "A withdrawal was created and its amount is held: pay it out. Sent by the wallets processor.",
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
     }
    ],
    "doc": "What to do."
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
      "name": "PayoutStarted",
      "namespace": "wallets",
      "doc": "The provider was asked for an invoice.",
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
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
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
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
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
       }
      ]
     },
     {
      "type": "record",
      "name": "PayoutFailed",
      "namespace": "wallets",
      "doc": "The payout could not be started; the withdrawal fails.",
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
        "doc": "Minor units of `currency` (its exponent is the tenant's configuration). Positive."
       },
       {
        "name": "currency",
        "type": "string",
        "doc": "A code among the tenant's currencies, ISO 4217 where there is one: EUR."
       },
       {
        "name": "reference",
        "type": "string",
        "doc": "Our name for this payout attempt, of which the provider was not told."
       },
       {
        "name": "reason",
        "type": "string",
        "doc": "A code: provider_not_found, provider_currency_not_supported."
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
          "invalid_id",
          "amount_not_positive",
          "tenant_not_found",
          "currency_not_found",
          "wallet_not_found",
          "wallet_already_exists",
          "wallet_closed",
          "wallet_blocked",
          "wallet_not_blocked",
          "withdrawal_not_found",
          "withdrawal_already_exists",
          "withdrawal_already_completed",
          "withdrawal_already_failed",
          "payout_not_found",
          "payout_already_exists",
          "provider_mismatch",
          "payout_already_completed",
          "payout_already_failed",
          "currency_mismatch",
          "amount_mismatch",
          "provider_not_found",
          "provider_currency_not_supported",
          "wallet_not_empty",
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
          "wrong_partition"
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
 }
} as const
