/** The name that was probably meant, or undefined when none is near. */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  const distanceMax = Math.max(1, Math.floor(wrong.length / 3))
  let best: { readonly name: string, readonly distance: number } | undefined
  for (const name of names) {
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase())
    if (distance <= distanceMax && distance < (best?.distance ?? Infinity)) best = { name, distance }
  }
  return best?.name
}

/** `; did you mean X?`, or nothing. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const name = nearest(wrong, names)
  return name === undefined ? '' : `; did you mean ${name}?`
}

/** How many characters have to be added, taken away, changed or swapped with their neighbour. */
function editDistance(left: string, right: string): number {
  let [before, row]: number[][] = [[], Array.from({ length: right.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1]
      let distance = Math.min(row![j]! + 1, next[j - 1]! + 1, row![j - 1]! + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      if (swapped) distance = Math.min(distance, before![j - 2]! + 1)
      next.push(distance)
    }
    [before, row] = [row, next]
  }
  return row!.at(-1)!
}
