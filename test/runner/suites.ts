/**
 * What is wrong with the suites of a test's source: uvu passes silently over tests whose suite is never told to run.
 * Reads text, not syntax: a suite is told to run by its own name, `name.run()`, and not in a comment.
 */
export function suiteProblems(source: string): string[] {
  const text = withoutComments(source)
  const problems: string[] = []
  for (const { imported, local } of importsOfUvu(text)) {
    if (imported === 'test') {
      if (isUsed(text, local) && !isRun(text, local)) problems.push(`${local}.run() is missing`)
    } else if (imported === 'suite') {
      const names = [...text.matchAll(new RegExp(`(?:const|let)\\s+(\\w+)[^=\\n]*=\\s*${call(local)}`, 'g'))].map(found => found[1] ?? '')
      problems.push(...names.filter(name => !isRun(text, name)).map(name => `${name}.run() is missing`))
      const calls = [...text.matchAll(new RegExp(`\\b${call(local)}`, 'g'))].length
      if (calls > names.length) problems.push(`a suite has no name of its own: const name = ${local}(…), then name.run()`)
    }
  }
  return problems
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

function isUsed(text: string, name: string): boolean {
  return new RegExp(`\\b${name}(?:\\.\\w+)*\\(`).test(text)
}

function isRun(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\.run\\(\\)`).test(text)
}

/** A call with or without type arguments. */
function call(name: string): string {
  return `${name}(?:<[^(]*>)?\\(`
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}
