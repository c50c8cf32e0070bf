import type { Flat } from '../../schemas/record.ts'
import type { Damage, Found } from './audit-damage.ts'
import { chained, deposit, last, type Plants } from './audit-planted.ts'

const wallets = 'wallet-changelog'
const commands = 'wallet-commands'
const accounts = 'account-changelog'

interface Balance { readonly posted: bigint, readonly held: bigint }

function withBalance({ event }: Found, change: (balance: Balance) => Balance): object {
  return { balance: change(event['balance'] as Balance) }
}

/** The end of a withdrawal that was paid: its wallet holds something else meanwhile, or nothing. */
function paid(clean: Damage): Found {
  return clean.find(wallets, event => event.type === 'WithdrawalCompleted')
}

/** Damage to money, by kind of finding. */
export const moneyPlants: Plants = {
  posting_invalid: {
    'a posting in another currency': clean => {
      const at = deposit(clean)
      const postings = at.event['postings'].map((posting: object) => ({ ...posting, currency: 'JPY' }))
      return { damage: chained(clean.alter(at, { postings })), at, also: ['account_lines_differ'] }
    }
  },
  balance_wrong: {
    'a balance that is too high': clean => {
      const at = deposit(clean)
      const damage = clean.alter(at, withBalance(at, balance => ({ ...balance, posted: balance.posted + 1n })))
      return { damage: chained(damage), at, also: ['balance_differs'] }
    },
    'a posting of another amount': clean => {
      const at = deposit(clean)
      const postings = at.event['postings'].map((posting: Flat) => ({ ...posting, amount: posting['amount'] + 1n }))
      return { damage: chained(clean.alter(at, { postings })), at, also: ['account_lines_differ'] }
    }
  },
  balance_differs: {
    'a refusal that tells another balance': clean => {
      const at = clean.find(wallets, event => event.type === 'OperationRefused' && event['balance'] !== null)
      const damage = clean.alter(at, withBalance(at, balance => ({ ...balance, posted: balance.posted + 1n })))
      return { damage: chained(damage), at }
    }
  },
  held_wrong: {
    'more held than was asked for': clean => {
      const at = clean.find(wallets, event => event.type === 'HoldPlaced')
      const damage = clean.alter(at, withBalance(at, balance => ({ ...balance, held: balance.held + 1n })))
      return { damage: chained(damage), at, also: ['balance_differs'] }
    }
  },
  held_negative: {
    'less than nothing held': clean => {
      const at = paid(clean)
      const damage = clean.alter(at, withBalance(at, balance => ({ ...balance, held: -1n })))
      return { damage: chained(damage), at, also: ['balance_differs', 'held_wrong'] }
    }
  },
  available_negative: {
    'more held than there is': clean => {
      const at = clean.find(wallets, event => event.type === 'HoldPlaced')
      const damage = clean.alter(at, withBalance(at, balance => ({ ...balance, held: balance.posted + 1n })))
      return { damage: chained(damage), at, also: ['balance_differs', 'held_wrong'] }
    }
  },
  account_total_wrong: {
    'an account with more than was added to it': clean => {
      const at = last(clean, 'PostingsAdded', ({ account }) => account === 'source/bank', accounts)
      const totals = at.event['totals'].map((line: Flat) => ({ ...line, debit: line['debit'] + 1n }))
      return { damage: chained(clean.alter(at, { totals }), accounts), at }
    }
  },
  account_lines_differ: {
    'an account that was told something else': clean => {
      const at = last(clean, 'PostingsAdded', ({ account }) => account === 'source/bank', accounts)
      const more = (lines: Flat[]) => lines.map(line => ({ ...line, debit: line['debit'] + 1n }))
      const { lines, totals } = at.event
      return {
        damage: chained(clean.alter(at, { lines: more(lines), totals: more(totals) }), accounts), at
      }
    },
    'a posting from another account': clean => {
      const moved = deposit(clean)
      const postings = moved.event['postings'].map((posting: object) => ({ ...posting, debit: 'source/other' }))
      const at = clean.find(accounts, ({ account, operationId }) => account === 'source/bank' &&
        isOf(operationId, moved, clean))
      return { damage: chained(clean.alter(moved, { postings })), at }
    }
  },
  account_lines_missing: {
    'an account that was not told': clean => {
      const gone = last(clean, 'PostingsAdded', ({ account }) => account === 'source/bank', accounts)
      const command = clean.find('account-commands', (_, { partition, offset }) => partition === gone.partition &&
        offset === gone.event['sourceOffset'])
      const [topic, partition, source] = (gone.event['operationId'] as string).split('/')
      void topic
      const at = clean.find(wallets, (event, found) => found.partition === Number(partition) &&
        event['sourceOffset'] >= Number(source) && event['tenant'] === gone.event['tenant'] &&
        event['postings']?.some(({ debit, credit }: Flat) => debit === 'source/bank' || credit === 'source/bank'))
      return { damage: chained(clean.remove(gone).remove(command), accounts), at }
    }
  },
  ledger_unbalanced: {
    'a ledger out of balance': clean => {
      const at = last(clean, 'PostingsAdded', ({ account }) => account === 'ledger', accounts)
      const more = (lines: Flat[]) => lines.map(line => ({ ...line, debit: line['debit'] + 1n }))
      const { lines, totals } = at.event
      return {
        damage: chained(clean.alter(at, { lines: more(lines), totals: more(totals) }), accounts), at,
        also: ['account_lines_differ']
      }
    }
  }
}

/** Whether a summary of this name is of the transaction that an event is of. */
function isOf(name: string, { partition, event }: Found, clean: Damage): boolean {
  const sources = clean.all(accounts).filter(each => each.event['account'] === 'ledger' &&
    each.event['tenant'] === event['tenant']).map(each => each.event['operationId'] as string)
    .filter(each => each.startsWith(`${commands}/${partition}/`)).map(each => Number(each.split('/')[2]))
  const source = Math.max(...sources.filter(each => each <= event['sourceOffset']))
  return name === `${commands}/${partition}/${source}`
}
