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

const shop = 'corner-shop'
const [mia, till] = [{ tenant: shop, party: 'mia' }, { tenant: shop, wallet: 'mias-till' }]

const takings = { ...till, type: 'CreateDeposit', source: 'customers', amount: '7500', currency: 'EUR' }
const supplier = {
  ...till, type: 'CreateWithdrawal', withdrawal: 'w-1', destinationId: 'supplier', amount: '6000', currency: 'EUR'
}

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
  },
  {
    title: 'Another tenant announces itself',
    tells: 'A shop says what it is like, while everything runs. Its people have to be known for more than 50.00 EUR.',
    sends: [
      {
        type: 'AnnounceTenant', tenant: shop, operationId: 'hello', currencies: [{ code: 'EUR', exponent: 2 }],
        classes: [{
          class: 'person', levels: [{ level: 0, name: 'stranger' }, { level: 1, name: 'known' }],
          challenges: [{ class: 'passport', verifier: 'idcheck', proofs: ['passport'], fromLevel: 0, toLevel: 1 }]
        }],
        levelPolicies: [{ operation: 'withdrawal', currency: 'EUR', above: '5000', level: 1 }]
      },
      { type: 'Provider', tenant: shop, provider: 'paywell', revision: 1, currencies: ['EUR'] },
      { type: 'Verifier', tenant: shop, verifier: 'idcheck', revision: 1 }
    ],
    expects: ['corner-shop TenantAnnounced'],
    balances: {}
  },
  {
    title: 'Mia comes along',
    tells: 'She is a party of the shop, with an identity, and a place where her money may go.',
    sends: [
      { ...mia, type: 'RegisterParty', operationId: 'mia' },
      { ...mia, type: 'CreateIdentity', operationId: 'mia-herself', identity: 'herself', class: 'person' },
      {
        ...mia, type: 'AddDestination', operationId: 'mias-supplier', identity: 'herself', destinationId: 'supplier',
        kind: 'bank_account', token: 'tok_supplier'
      }
    ],
    expects: ['mia PartyRegistered', 'mia IdentityCreated', 'mia DestinationAdded'],
    balances: {}
  },
  {
    title: 'Her wallet is opened',
    tells: 'It belongs to her identity, so her party has to confirm it first.',
    sends: [{ ...till, type: 'OpenWallet', operationId: 'open', currency: 'EUR', party: 'mia', identity: 'herself' }],
    expects: ['mias-till WalletRequested', 'mias-till WalletRegistered', 'mias-till WalletOpened'],
    balances: { [till.wallet]: none }
  },
  {
    title: 'Nobody knows her yet',
    tells: 'Money may arrive. To pay 60.00 EUR out she has to be known, and nothing vouches for her.',
    sends: [{ ...takings, operationId: 'takings-1' }, { ...supplier, operationId: 'supplier-1' }],
    expects: ['mias-till DepositCompleted', 'mias-till OperationRefused identification_required'],
    balances: { [till.wallet]: { posted: 7_500n, held: 0n } }
  },
  {
    title: 'Mia shows her passport',
    tells: 'A verifier is asked, and approves. Her level rises by nothing else, and her wallet is told.',
    sends: [{
      ...mia, type: 'StartChallenge', operationId: 'passport', identity: 'herself', challenge: 'c-1', class: 'passport',
      proofs: [{ kind: 'passport', token: 'approve_mias_passport' }]
    }],
    expects: ['mia ChallengeStarted', 'mia ChallengeApproved', 'mias-till OwnerUpdated'],
    balances: { [till.wallet]: { posted: 7_500n, held: 0n } }
  },
  {
    title: 'She pays her supplier',
    tells: 'The same again under a new id. Her party confirms where to, at the revision of now, and the money leaves.',
    sends: [{ ...supplier, operationId: 'supplier-2' }],
    expects: [
      'mias-till WithdrawalCreated', 'mias-till WithdrawalRegistered', 'mias-till WithdrawalConfirmed',
      'mias-till PayoutStarted', 'mias-till PayoutCompleted', 'mias-till WithdrawalCompleted',
      'mias-till WithdrawalUnregistered'
    ],
    balances: { [till.wallet]: { posted: 1_500n, held: 0n } }
  }
]

/** The wallets of the story, in the order in which they are printed. */
export const walletsOfStory = [alice, kenji, till] as const

export const tenantsOfStory = [tenant, shop] as const
