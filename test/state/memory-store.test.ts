import { suite } from 'uvu'

import { MemoryStores } from '../../state/memory-store.ts'
import { storeContract } from '../support/store-contract.ts'

const test = suite('memory store')

storeContract(test, async () => new MemoryStores())

test.run()
