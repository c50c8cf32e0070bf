/** An amount in a currency, that of the record unless another is named. */
export type Money = (amount: bigint, currency?: string) => string

export type Sentences = Readonly<Record<string, (record: any, money: Money) => string>>

interface Balance { readonly posted: bigint, readonly held: bigint }

/** Words that need somebody to be about. */
export function by(words: string, whom: string): string {
  return whom === '' ? '' : `${words} ${whom}`
}

export function balance({ balance: { posted, held } }: { readonly balance: Balance }, money: Money): string {
  return `balance ${money(posted)}${held === 0n ? '' : `, ${money(posted - held)} of it available`}`
}
