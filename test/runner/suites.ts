/**
 * What is wrong with the suites of a test's source: uvu passes silently over tests whose suite is never told to run.
 * Reads text, not syntax: a suite is told to run by its own name, `name.run()`, and not in a comment.
 */
export function suiteProblems(source: string): string[] {
  const text = withoutComments(source)
  return importsOfUvu(text).flatMap(({ imported, local }) => {
    if (imported === 'test') return isUsed(text, local) ? missingRuns(text, [local]) : []
    if (imported === 'suite') return suitesMadeBy(text, local)
    return []
  })
}

interface Import {
  readonly imported: string
  readonly local: string
}

function importsOfUvu(text: string): Import[] {
  return [...text.matchAll(/import\s*\{([^}]*)\}\s*from\s*['"]uvu['"]/g)]
    .flatMap(found => (found[1] ?? '').split(','))
    .map(specifier => specifier.trim().split(/\s+as\s+/))
    .map(([imported = '', local = imported]) => ({ imported, local }))
}

function suitesMadeBy(text: string, maker: string): string[] {
  const call = `${maker}(?:<[^(]*>)?\\(`
  const calls = [...text.matchAll(new RegExp(`\\b${call}`, 'g'))].length
  const names = [...text.matchAll(new RegExp(`(?:const|let)\\s+(\\w+)[^=\\n]*=\\s*${call}`, 'g'))]
    .map(found => found[1] ?? '')
  const problems = missingRuns(text, names)
  if (calls > names.length) problems.push(`a suite has no name of its own: const name = ${maker}(…), then name.run()`)
  return problems
}

function missingRuns(text: string, names: readonly string[]): string[] {
  return names
    .filter(name => !new RegExp(`\\b${name}\\.run\\(\\)`).test(text))
    .map(name => `${name}.run() is missing`)
}

function isUsed(text: string, name: string): boolean {
  return new RegExp(`\\b${name}(?:\\.\\w+)*\\(`).test(text)
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}
