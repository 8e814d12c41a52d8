/** A whole number with all its digits: a bigint where a number would lose some. Two are the same where `===` says so. */
export type WholeNumber = number | bigint;

export function wholeNumber(value: bigint): WholeNumber {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
