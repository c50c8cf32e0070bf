/** Something that cannot be, is: the partition stops and keeps the data. */
export class Contradiction extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Contradiction'
  }
}
