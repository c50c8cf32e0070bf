import { InvalidArgumentError, Option, type Command } from 'commander'

import { isCode } from '../../connector/result.ts'
import { withConnection } from '../context.ts'
import { Ending, finish } from '../end.ts'
import { endWith, examples, paragraphs } from '../help.ts'
import { delayOf, durationOf } from '../option-values.ts'
import { conducts, type Conduct, type SimulatedJudgement } from '../simulated-verdicts.ts'
import { SimulatedVerifiers } from '../simulated-verifiers.ts'
import { concurrentMax } from '../stand-ins.ts'

const about = paragraphs(`Stands in for the connectors of verifiers, through their topics only. Nothing is approved
by accident: it says what the tokens of the proofs begin with, ${conducts.join(', ')}, as approve_1 does. What the
options say counts for tokens that begin otherwise; without one of them those cannot be found out, and the challenge
fails. Of several proofs the least favourable counts.

Asked the same again it says the same again: it finds that in its topic, and keeps its position in the cluster, so it
goes on where it was. Told that a challenge is given up, it says that it has cancelled it, unless it has spoken before.

Without ids it stands in for every verifier in the table, those included that are put later. One at a time for each
verifier: a second one takes over.`)

interface Options {
  approve?: boolean, validFor?: number, deny?: string, fail?: string, silent?: boolean, late?: boolean
  delay: number, repeat?: boolean
}

export function addSimulateVerifier(program: Command): void {
  program.command('simulate-verifier')
    .summary('approve or deny challenges as a verifier would')
    .description(about)
    .argument('[verifiers...]', 'their ids')
    .addOption(new Option('--approve', 'approve').conflicts(['deny', 'fail', 'silent', 'late']))
    .addOption(new Option('--deny <reason>', 'deny for this reason').argParser(codeOf)
      .conflicts(['fail', 'silent', 'late']))
    .addOption(new Option('--fail <reason>', 'say for this reason that it could not be found out').argParser(codeOf)
      .conflicts(['silent', 'late']))
    .addOption(new Option('--silent', 'say nothing').conflicts('late'))
    .option('--late', 'say nothing, and approve when the challenge is given up')
    .option('--valid-for <duration>', 'how long approvals are valid, as in 90d; for ever by default', durationOf)
    .option('--delay <ms>', `how long an answer takes; ${concurrentMax} are on their way at a time`, delayOf, 0)
    .option('--repeat', 'say everything twice, as real verifiers do')
    .addHelpText('after', examples(
      'wallets simulate-verifier idcheck --approve --valid-for 90d --delay 500',
      'wallets simulate-verifier idcheck --deny document:expired',
      'wallets simulate-verifier'
    ))
    .action(async (only: string[], options: Options) => {
      const { delay: delayMs, repeat = false } = options
      await withConnection(async (connection, { logger }) => {
        const ending = new Ending()
        const verifiers = new SimulatedVerifiers({
          connection, delayMs, results: repeat ? 2 : 1, ...judgementOf(options), ...only.length > 0 && { only },
          onReplaced: () => ending.fail(new Error('another simulated verifier has taken over'))
        })
        await verifiers.start()
        logger.info({ verifiers: verifiers.ids, only }, 'simulated_verifier.started')
        const end = await ending.reached
        endWith(await finish(end, verifiers.close(), logger))
        ending.release()
      })
    })
}

function judgementOf(options: Options): SimulatedJudgement {
  const { deny, fail, validFor: validForMs } = options
  const reason = deny ?? fail
  const otherwise: Conduct | undefined = conducts.find(conduct => options[conduct] !== undefined)
  return {
    ...otherwise !== undefined && { otherwise }, ...reason !== undefined && { reason },
    ...validForMs !== undefined && { validForMs }
  }
}

function codeOf(text: string): string {
  if (isCode(text)) return text
  throw new InvalidArgumentError('Tokens of small letters, digits and _ are expected, joined by colons.')
}
