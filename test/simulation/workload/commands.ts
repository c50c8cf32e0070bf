import type { WalletCommand } from '../../../schemas/generated.ts'
import type { Random } from '../random.ts'
import { currencies, firstProvider, lateProvider, tenants } from './deployment.ts'

const wallets = ['alice', 'bob', 'carol'] as const

const kinds = { deposit: 40, withdrawal: 34, open: 8, block: 3, unblock: 6, close: 3 } as const

/** Commands of clients who mean well and err now and then. Every one has an operation id of its own. */
export class Commands {
  readonly #random: Random
  #made = 0

  constructor(random: Random) {
    this.#random = random
  }

  /** Opens most wallets and gives them money, or there would be little to see. */
  * first(): Iterable<WalletCommand> {
    for (const tenant of tenants) {
      for (const wallet of wallets) {
        if (this.#random.chance(0.2)) continue
        yield { type: 'OpenWallet', tenant, wallet, operationId: this.#id(), currency: this.#currency() }
        yield this.#deposit({ tenant, wallet, operationId: this.#id() }, BigInt(this.#random.between(100, 300)))
      }
    }
  }

  next(): WalletCommand {
    const random = this.#random
    const head = { tenant: random.pick(tenants), wallet: random.pick(wallets), operationId: this.#id() }
    switch (random.weighted(kinds)) {
      case 'deposit': return this.#deposit(head, this.#amount())
      case 'withdrawal': return {
        type: 'CreateWithdrawal', ...head, withdrawal: `w-${random.between(1, 30)}`, provider: this.#provider(),
        destination: '', amount: this.#amount(), currency: this.#currency()
      }
      case 'open': return { type: 'OpenWallet', ...head, currency: this.#currency() }
      case 'block': return { type: 'BlockWallet', ...head }
      case 'unblock': return { type: 'UnblockWallet', ...head }
      case 'close': return { type: 'CloseWallet', ...head }
    }
  }

  /** Another operation under the id of this one. */
  reuse(command: WalletCommand): WalletCommand {
    const { tenant, wallet, operationId } = command
    return this.#deposit({ tenant, wallet, operationId }, this.#amount() + 1_000n)
  }

  #deposit(head: { tenant: string, wallet: string, operationId: string }, amount: bigint): WalletCommand {
    const source = this.#random.pick(['bank', 'cash'])
    return { type: 'CreateDeposit', ...head, source, amount, currency: this.#currency() }
  }

  #id(): string {
    return `o-${++this.#made}`
  }

  #amount(): bigint {
    return this.#random.chance(0.04) ? BigInt(this.#random.between(-5, 0)) : BigInt(this.#random.between(1, 90))
  }

  #currency(): string {
    return this.#random.chance(0.93) ? currencies[0] : this.#random.pick([currencies[1], 'XXX'])
  }

  #provider(): string {
    return this.#random.weighted({ [firstProvider]: 70, [lateProvider]: 25, nobody: 5 })
  }
}
