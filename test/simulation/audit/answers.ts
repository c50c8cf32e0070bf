import type { Flat } from '../../../schemas/record.ts'
import { namesOf } from '../workload/deployment.ts'
import type { Fact, Facts, Ledger } from './facts.ts'
import { isLocal } from './locals.ts'
import { mayBeNoNews, Operations } from './operations.ts'

type Expectation = 'answer' | 'answer or nothing' | 'refusal' | 'dead letter' | 'nothing'

/**
 * Every operation has one event and no repeat has another; a re-used id has one refusal for each other operation under
 * it; what nobody can read has one event that says so. All of them in the order of their sources. What the clock or a
 * provider says has one event at most.
 */
export function* oneEventPerOperation(facts: Facts): Iterable<string> {
  for (const ledger of facts.ledgers) {
    const { commands, routes = [] } = ledger.processor
    const topics = [commands.name, ...routes.flatMap(({ from }) => namesOf(from))]
    for (const partition of ledger.partitions) {
      for (const topic of topics) yield* compare(facts, ledger, partition, topic)
    }
  }
}

function* compare(facts: Facts, ledger: Ledger, partition: number, topic: string): Iterable<string> {
  const { key, commands } = ledger.processor
  const operations = topic === commands.name ? new Operations(key) : undefined
  const answers = facts.answers(ledger, partition, topic).filter(event => !isLocal(event))
  const place = `${topic}/${partition}`
  let next = 0
  for (const fact of facts.inPartition(topic, partition)) {
    const { offset } = fact.source
    const answer = answers[next]?.['sourceOffset'] === offset ? answers[next++] : undefined
    const wanted = expectationOf(fact, operations)
    const fault = answer === undefined ? silenceFault(wanted, next < answers.length, facts) : faultOf(wanted, answer)
    if (fault !== undefined) return yield `${place}: offset ${offset} ${fault}`
    if (answer !== undefined && !isAbout(answer, fact, key)) yield `${place}: the answer to ${offset} is about another`
    if (!fact.isPoison && (answer !== undefined || wanted === 'answer')) operations?.add(fact.record)
  }
  if (next < answers.length) yield `${place}: ${answers[next]!.type} answers ${answers[next]!['sourceOffset']}, unasked`
}

function expectationOf(fact: Fact, operations: Operations | undefined): Expectation {
  if (fact.isPoison) return 'dead letter'
  const novelty = operations?.noveltyOf(fact.record)
  if (novelty === undefined || novelty === 'repeat') return 'nothing'
  if (novelty === 'conflict') return 'refusal'
  return mayBeNoNews(fact.record) ? 'answer or nothing' : 'answer'
}

/** Until all has settled there may be a rest without answers. */
function silenceFault(wanted: Expectation, areMoreAnswered: boolean, { world }: Facts): string | undefined {
  if (wanted === 'nothing' || wanted === 'answer or nothing') return undefined
  return areMoreAnswered || world.hasSettled ? `was never answered, which takes ${wanted}` : undefined
}

function faultOf(wanted: Expectation, answer: Flat): string | undefined {
  if (wanted.startsWith(kindOf(answer))) return undefined
  return `is answered by ${answer.type} and takes ${wanted}`
}

function kindOf({ type, ...event }: Flat): 'answer' | 'refusal' | 'dead letter' {
  if (type === 'RecordDeadLettered') return 'dead letter'
  return type === 'OperationRefused' && event['reason'] === 'operation_id_reused' ? 'refusal' : 'answer'
}

function isAbout(event: Flat, fact: Fact, key: readonly string[]): boolean {
  return fact.isPoison || [...key, 'operationId'].every(field => fact.record[field] === event[field])
}
