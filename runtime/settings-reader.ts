import { readFileSync } from 'node:fs'

import { settings, type SettingName } from './settings.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Settings that cannot be used; `message` has a line for each, saying which and what is allowed. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'SettingsError'
  }
}

/** Reads one variable at a time and remembers all that is wrong, so that a person is told everything at once. */
export class SettingsReader {
  readonly #environment: Environment
  readonly #problems: string[] = []

  constructor(environment: Environment) {
    this.#environment = environment
  }

  problem(sentence: string): void {
    this.#problems.push(sentence)
  }

  throwProblems(): void {
    if (this.#problems.length > 0) throw new SettingsError(this.#problems)
  }

  /** An empty variable counts as none: compose files and shells make such. */
  text(name: SettingName): string | undefined {
    return this.#environment[name]?.trim() || undefined
  }

  /** Whether it is there, as it has to be beside the other. */
  required(name: SettingName, beside: SettingName): boolean {
    if (this.text(name) !== undefined) return true
    this.problem(`${beside} is set and ${name} is not: set both, or neither`)
    return false
  }

  matching(name: SettingName, pattern: RegExp): string | undefined {
    const text = this.text(name)
    return text === undefined || pattern.test(text) ? text : this.#refuse(name)
  }

  choice<Choice extends string>(name: SettingName, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    return choices.find(choice => choice === text.toLowerCase()) ?? this.#refuse(name)
  }

  number(name: SettingName, min: number, max: number): number | undefined {
    const text = this.matching(name, /^\d+$/)
    if (text === undefined) return undefined
    const number = Number(text)
    return number >= min && number <= max ? number : this.#refuse(name)
  }

  list(name: SettingName, pattern: RegExp): readonly string[] | undefined {
    const items = this.text(name)?.split(',').map(item => item.trim()).filter(item => item !== '')
    if (items === undefined) return undefined
    return items.length > 0 && items.every(item => pattern.test(item)) ? items : this.#refuse(name)
  }

  url(name: SettingName): string | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url === undefined || !/^https?:$/.test(url.protocol)) return this.#refuse(name)
    if (url.username !== '' || url.password !== '') {
      const user = name.replace(/_URL$/, '_USERNAME')
      this.problem(`${name} must not hold a login: that is for ${user} and its password file`)
    }
    return text
  }

  file(name: SettingName): string | undefined {
    const path = this.text(name)
    if (path === undefined) return undefined
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      this.problem(`${name}: the file cannot be read: ${(error as Error).message}`)
      return undefined
    }
  }

  secret(name: SettingName, fileName: SettingName): string | undefined {
    // Spaces may be part of a password; the line's end, which editors add to files, is not.
    const text = this.#environment[name] || undefined
    const fromFile = this.file(fileName)?.replace(/\r?\n$/, '')
    if (text !== undefined && fromFile !== undefined) this.problem(`${name} and ${fileName} are set: leave out one`)
    return fromFile ?? text
  }

  #refuse(name: SettingName): undefined {
    // A URL is not said again: it may hold a login.
    const found = name.endsWith('_URL') ? 'is not right' : `is ${JSON.stringify(this.text(name))}`
    this.problem(`${name} ${found}: it takes ${settings.find(setting => setting.name === name)!.value}`)
    return undefined
  }
}
