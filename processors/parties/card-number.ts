/**
 * Whether a text has what could be the number of a payment card in it: 12 to 19 digits, in one piece or in groups,
 * whose check digit is right. Such a number may be stored nowhere, so it is not even taken. Of ten other numbers of
 * that length one is taken for one.
 */
export function hasCardNumber(text: string): boolean {
  const runs = text.match(/[0-9]+(?:[ -]+[0-9]+)*/g) ?? []
  return runs.some(run => {
    const groups = run.split(/[ -]+/)
    // Other digits may stand beside it: the month in which it expires.
    return groups.some((_, start) => groups.some((__, last) => isCardNumber(groups.slice(start, last + 1).join(''))))
  })
}

function isCardNumber(digits: string): boolean {
  return digits.length >= digitsMin && digits.length <= digitsMax && luhn(digits) % 10 === 0
}

const digitsMin = 12
const digitsMax = 19

/** Every second digit from the right counts double, as the sum of its digits. */
function luhn(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 + 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}
