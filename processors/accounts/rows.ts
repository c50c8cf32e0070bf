import type { Account, Plain } from '../../schemas/generated.ts'

export interface AccountRows { readonly accounts?: Plain<Account> | undefined }
