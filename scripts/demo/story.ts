/** A step of the story: what is sent, and what has to come of it. */
export interface Step {
  readonly title: string
  readonly tells: string
  /** As `wallets send` takes them. */
  readonly sends: readonly Sent[]
  /** Who, and which event; of a refusal the reason, of a reused id the fields too. In the order of one wallet. */
  readonly expects: readonly string[]
  /** Balances after the step, in minor units. */
  readonly balances: Readonly<Record<string, { readonly posted: bigint, readonly held: bigint }>>
}

export interface Sent { readonly type: string, readonly [field: string]: unknown }

const tenant = 'demo'
const [alice, kenji] = [{ tenant, wallet: 'alice' }, { tenant, wallet: 'kenji' }]

const salary = {
  ...alice, type: 'CreateDeposit', operationId: 'salary-march', source: 'payroll', amount: '12500', currency: 'EUR'
}
const gift = { ...kenji, type: 'CreateDeposit', source: 'cash-desk', amount: '1000', currency: 'JPY' }
const payout = { ...alice, type: 'CreateWithdrawal', provider: 'paywell', currency: 'EUR' }

const none = { posted: 0n, held: 0n }
const rich = { alice: { posted: 12_500n, held: 0n }, kenji: { posted: 9_000n, held: 0n } }
const paid = { ...rich, alice: { posted: 4_500n, held: 0n } }

export const story: readonly Step[] = [
  {
    title: 'A tenant and a provider',
    tells: 'Demo keeps wallets in euros, which have cents, and in yen, which have none. Paywell pays out in euros.',
    sends: [
      {
        type: 'Tenant', tenant, revision: 1,
        currencies: [{ code: 'EUR', exponent: 2 }, { code: 'JPY', exponent: 0 }]
      },
      { type: 'Provider', tenant, provider: 'paywell', revision: 1, currencies: ['EUR'] }
    ],
    expects: [],
    balances: {}
  },
  {
    title: 'Two wallets are opened',
    tells: 'A wallet has one currency, for ever.',
    sends: [
      { ...alice, type: 'OpenWallet', operationId: 'open-alice', currency: 'EUR' },
      { ...kenji, type: 'OpenWallet', operationId: 'open-kenji', currency: 'JPY' }
    ],
    expects: ['alice WalletOpened', 'kenji WalletOpened'],
    balances: { alice: none, kenji: none }
  },
  {
    title: 'Money arrives',
    tells: 'Amounts travel as whole minor units: 12500 is 125.00 EUR, and 9000 JPY is 9000.',
    sends: [salary, { ...gift, operationId: 'gift-1', amount: '9000' }],
    expects: ['alice DepositCompleted', 'kenji DepositCompleted'],
    balances: rich
  },
  {
    title: 'Alice pays her rent',
    tells: 'The money is held and Paywell is asked to pay. It says twice that it did, as providers do: once counts.',
    sends: [{ ...payout, operationId: 'rent-march', withdrawal: 'w-1', destination: 'tok_landlord', amount: '8000' }],
    expects: ['alice WithdrawalCreated', 'alice PayoutStarted', 'alice PayoutCompleted', 'alice WithdrawalCompleted'],
    balances: paid
  },
  {
    title: 'A bicycle is too dear',
    tells: 'Nobody spends what is not there. The refusal is an event too, with its reason.',
    sends: [{ ...payout, operationId: 'bike-1', withdrawal: 'w-2', destination: 'tok_bikeshop', amount: '5000' }],
    expects: ['alice OperationRefused insufficient_funds'],
    balances: paid
  },
  {
    title: 'A present for later',
    tells: 'The money is held at once, and paid out when its time has come.',
    sends: [{
      ...payout, operationId: 'present-1', withdrawal: 'w-3', destination: 'tok_gallery', amount: '4000',
      scheduledAt: Date.UTC(2100, 0)
    }],
    expects: ['alice WithdrawalCreated', 'alice PayoutScheduled'],
    balances: { ...paid, alice: { posted: 4_500n, held: 4_000n } }
  },
  {
    title: 'Alice changes her mind',
    tells: 'Before anything has left a cancellation is certain. After that the provider would be asked, and decide.',
    sends: [{ ...alice, type: 'CancelWithdrawal', operationId: 'present-1-stop', withdrawal: 'w-3' }],
    expects: ['alice CancellationRequested', 'alice PayoutCancelled', 'alice WithdrawalFailed cancelled'],
    balances: paid
  },
  {
    title: 'The payroll was not sure and sends the salary again',
    tells: 'The same operation id with the same content is the same operation. It has its event: nothing happens.',
    sends: [salary],
    expects: [],
    balances: paid
  },
  {
    title: 'Somebody uses the id again for more money',
    tells: 'The same id with other content is a mistake, and the answer names the fields that differ.',
    sends: [{ ...salary, amount: '99900' }],
    expects: ['alice OperationRefused operation_id_reused amount'],
    balances: paid
  },
  {
    title: 'Kenji is blocked, and unblocked',
    tells: 'A blocked wallet takes nothing. What was refused stays refused; tried again, it has an id of its own.',
    sends: [
      { ...kenji, type: 'BlockWallet', operationId: 'block-kenji' },
      { ...gift, operationId: 'gift-2' },
      { ...kenji, type: 'UnblockWallet', operationId: 'unblock-kenji' },
      { ...gift, operationId: 'gift-2-again' }
    ],
    expects: [
      'kenji WalletBlocked', 'kenji OperationRefused wallet_blocked', 'kenji WalletUnblocked', 'kenji DepositCompleted'
    ],
    balances: { ...paid, kenji: { posted: 10_000n, held: 0n } }
  },
  {
    title: 'Kenji wants to leave',
    tells: 'Only an empty wallet can be closed.',
    sends: [{ ...kenji, type: 'CloseWallet', operationId: 'close-kenji' }],
    expects: ['kenji OperationRefused wallet_not_empty'],
    balances: { ...paid, kenji: { posted: 10_000n, held: 0n } }
  }
]

/** The wallets of the story, in the order in which they are printed. */
export const walletsOfStory = [alice, kenji] as const
