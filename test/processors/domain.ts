import * as assert from 'uvu/assert'

import { refuse } from '../../processors/decider.ts'
import type { Decider, FollowUp, Tables } from '../../processors/decider.ts'
import { wallets } from '../../processors/wallets/index.ts'
import { withdrawals } from '../../processors/withdrawals/index.ts'
import { invoicePaid } from '../../processors/withdrawals/invoice-paid.ts'
import type {
  Payout, Plain, ProviderNotification, ProviderRequest, Wallet, WalletCommand, WalletEvent, Withdrawal,
  WithdrawalCommand, WithdrawalEvent
} from '../../schemas/generated.ts'

/**
 * The two processors and their topics, without an engine: queues that are worked off in any order, each in its own.
 * What must hold after each event is checked there and then.
 */
export class Domain {
  readonly rows = { wallets: new Map<string, Plain<Wallet>>(), withdrawals: new Map<string, Plain<Withdrawal>>() }
  readonly payouts = new Map<string, Plain<Payout>>()
  readonly walletEvents: WalletEvent[] = []
  readonly withdrawalEvents: WithdrawalEvent[] = []
  readonly requests: { readonly provider: string, readonly request: ProviderRequest }[] = []

  readonly #walletCommands: WalletCommand[] = []
  readonly #withdrawalCommands: WithdrawalCommand[] = []
  readonly #answered = new Map<string, string>()
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  send(command: WalletCommand): void {
    this.#walletCommands.push(command)
  }

  notify(provider: string, notification: ProviderNotification): void {
    this.#follow(invoicePaid(notification, { provider }))
  }

  /** Works off one command of either processor. */
  step(processor: 'wallets' | 'withdrawals'): void {
    if (processor === 'wallets') this.#stepWallets()
    else this.#stepWithdrawals()
  }

  /** Works off all, until there is nothing left to do. */
  settle(): void {
    while (this.#walletCommands.length + this.#withdrawalCommands.length > 0) {
      this.#stepWallets()
      this.#stepWithdrawals()
    }
  }

  #stepWallets(): void {
    const command = this.#walletCommands.shift()
    if (command === undefined || this.#isAnswered(this.walletEvents, command)) return

    const wallet = `${command.tenant}/${command.wallet}`
    const withdrawal = 'withdrawal' in command ? `${wallet}/${command.withdrawal}` : ''
    const rows = {
      wallets: this.rows.wallets.get(wallet),
      ...withdrawal !== '' && { withdrawals: this.rows.withdrawals.get(withdrawal) }
    }
    const { event, next } = this.#run(wallets, command, rows, this.walletEvents)
    if (next.wallets !== undefined) this.rows.wallets.set(wallet, next.wallets)
    if (next.withdrawals !== undefined) this.rows.withdrawals.set(withdrawal, next.withdrawals)

    if ('balance' in event && event.balance !== null) {
      const { posted, held } = next.wallets!
      assert.equal(event.balance, { posted, held }, 'an event carries the balance that its row has')
    }
  }

  #stepWithdrawals(): void {
    const command = this.#withdrawalCommands.shift()
    if (command === undefined || this.#isAnswered(this.withdrawalEvents, command)) return

    const key = `${command.tenant}/${command.wallet}/${command.withdrawal}`
    const { next } = this.#run(withdrawals, command, { payouts: this.payouts.get(key) }, this.withdrawalEvents)
    if (next.payouts !== undefined) this.payouts.set(key, next.payouts)
  }

  #run<Command extends Head, Rows, Event extends Body & { readonly type: string }, Body extends object>(
    decider: Decider<Command, Rows, Event, Body>, command: Command, rows: Rows, log: Event[]
  ): { readonly event: Event, readonly next: Rows } {
    const before = structuredClone(rows)
    const body = decider.decide(command, rows, this.#tables)
    assert.equal(decider.decide(command, rows, this.#tables), body, 'decide is pure')

    const { tenant, wallet, operationId } = command
    const event = { ...body, tenant, wallet, operationId } as unknown as Event
    const next = decider.evolve(rows, event)
    assert.equal(rows, before, 'neither function changes its rows')
    if (event.type === 'OperationRefused') assert.is(next, rows, 'a refusal changes nothing')
    log.push(event)

    const followUps = decider.react!(event)
    if (event.type === 'OperationRefused') assert.equal(followUps, [], 'a refusal causes nothing')
    for (const followUp of followUps) this.#follow(followUp)
    return { event, next }
  }

  #follow(followUp: FollowUp): void {
    switch (followUp.to) {
      case 'walletCommands': this.#walletCommands.push(followUp.record); break
      case 'withdrawalCommands': this.#withdrawalCommands.push(followUp.record); break
      case 'providerInvoiceRequests':
        this.requests.push({ provider: followUp.params.provider, request: followUp.record })
    }
  }

  /** The engine's part: a repeat has its event, and an id that is used again for something else is refused. */
  #isAnswered(log: (WalletEvent | WithdrawalEvent)[], command: WalletCommand | WithdrawalCommand): boolean {
    const { type, tenant, wallet, operationId } = command
    const operation = JSON.stringify([log === this.walletEvents, tenant, wallet, operationId])
    const parameters = JSON.stringify(command, (_, value: unknown) => typeof value === 'bigint' ? `${value}` : value)
    const before = this.#answered.get(operation)
    if (before === undefined) this.#answered.set(operation, parameters)
    else if (before !== parameters) {
      const refusal = refuse({ type }, 'operation_id_reused')
      log.push({ ...refusal, tenant, wallet, operationId } as WalletEvent & WithdrawalEvent)
    }
    return before !== undefined
  }
}

interface Head { readonly tenant: string, readonly wallet: string, readonly operationId: string }
