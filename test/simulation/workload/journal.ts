/** What the world outside knows of its own records, and no reader of the log could tell for certain. */
export class Journal {
  readonly #poison = new Set<string>()

  poisoned(topic: string, partition: number, offset: number): void {
    this.#poison.add(place(topic, partition, offset))
  }

  isPoison(topic: string, partition: number, offset: number): boolean {
    return this.#poison.has(place(topic, partition, offset))
  }
}

function place(topic: string, partition: number, offset: number): string {
  return `${topic}/${partition}/${offset}`
}
