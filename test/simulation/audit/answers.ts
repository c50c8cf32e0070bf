import type { Flat } from '../../../schemas/record.ts'
import type { Fact, Facts, Ledger } from './facts.ts'
import { Operations } from './operations.ts'

type Expectation = 'answer' | 'refusal' | 'dead letter'

/**
 * Every operation has one event and no repeat has another; a re-used id has one refusal for each other operation under
 * it; what nobody can read has one event that says so. All of them in the order of their sources.
 */
export function* oneEventPerOperation(facts: Facts): Iterable<string> {
  for (const ledger of facts.ledgers) {
    for (const partition of ledger.partitions) {
      for (const topic of sourcesOf(facts, ledger)) yield* compare(facts, ledger, partition, topic)
    }
  }
}

function sourcesOf(facts: Facts, { processor }: Ledger): readonly string[] {
  if ((processor.routes ?? []).length === 0) return [processor.commands.name]
  return [processor.commands.name, ...facts.perProvider('providerInvoicePaid').map(({ topic }) => topic)]
}

function* compare(facts: Facts, ledger: Ledger, partition: number, topic: string): Iterable<string> {
  const isCommands = topic === ledger.processor.commands.name
  const expected = expectations(facts.inPartition(topic, partition), isCommands)
  const answers = facts.answers(ledger, partition, topic)
  const place = `${topic}/${partition}`
  for (const [index, event] of answers.entries()) {
    const wanted = expected[index]
    if (wanted?.fact.source.offset !== event['sourceOffset']) {
      return yield `${place}: ${told(event)} stands where ${wanted?.fact.source.offset ?? 'nothing'} should be answered`
    }
    if (kindOf(event) !== wanted!.kind) yield `${place}: ${told(event)} is no ${wanted!.kind}`
    if (!isAbout(event, wanted!.fact)) yield `${place}: ${told(event)} is about another`
  }
  const missing = expected[answers.length]
  if (missing === undefined || !facts.world.hasSettled) return
  yield `${place}: offset ${missing.fact.source.offset} was never answered`
}

interface Expected { readonly fact: Fact, readonly kind: Expectation }

function expectations(inputs: readonly Fact[], isCommands: boolean): readonly Expected[] {
  const operations = new Operations()
  return inputs.flatMap((fact): readonly Expected[] => {
    if (fact.isPoison) return [{ fact, kind: 'dead letter' }]
    if (!isCommands) return []
    const novelty = operations.add(fact.record)
    return novelty === 'repeat' ? [] : [{ fact, kind: novelty === 'new' ? 'answer' : 'refusal' }]
  })
}

function kindOf({ type, ...event }: Flat): Expectation {
  if (type === 'RecordDeadLettered') return 'dead letter'
  return type === 'OperationRefused' && event['reason'] === 'operation_id_reused' ? 'refusal' : 'answer'
}

function isAbout(event: Flat, fact: Fact): boolean {
  return fact.isPoison || ['tenant', 'wallet', 'operationId'].every(field => fact.record[field] === event[field])
}

function told(event: Flat): string {
  return `${event.type} of offset ${event['sourceOffset']}`
}
