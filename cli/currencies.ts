import { defaultTenant } from '../processors/tenant.ts'
import type { Plain, Tenant } from '../schemas/generated.ts'
import { formatMoney } from './format.ts'
import { readTable, type TableSource } from './tables.ts'

/** How many digits each tenant's currencies have. */
export class Currencies {
  readonly #exponents = new Map<string, number>()

  static async read(source: TableSource): Promise<Currencies> {
    return new Currencies([...(await readTable(source, 'tenants')).values()])
  }

  constructor(tenants: readonly Plain<Tenant>[]) {
    for (const { tenant, currencies } of tenants) {
      for (const { code, exponent } of currencies) this.#exponents.set(`${tenant}/${code}`, exponent)
    }
  }

  format(tenant: string, amount: bigint, currency: string): string {
    const exponent = this.#exponents.get(`${tenant}/${currency}`) ?? this.#exponents.get(`${defaultTenant}/${currency}`)
    return formatMoney(amount, currency, exponent)
  }
}
