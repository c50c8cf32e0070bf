/**
 * A text as a number from 0 to 2³² − 1, evenly spread: a choice by chance that anybody can make again. FNV-1a over the
 * text's UTF-16 units, then the last step of Murmur 3, or texts that differ in their last letter alone would be
 * neighbours.
 */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)

  value = Math.imul(value ^ value >>> 16, 0x85ebca6b)
  value = Math.imul(value ^ value >>> 13, 0xc2b2ae35)
  return (value ^ value >>> 16) >>> 0
}
