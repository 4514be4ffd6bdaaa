/**
 * Splits what a donor gave evenly over n clicks, in whole micros. What division leaves goes one micro at a time to the earliest
 * clicks, so the caller orders them by time received in milliseconds, then by id. The shares sum to what was given.
 * @example splitEvenly(10n, 3) // [4n, 3n, 3n]
 */
export function splitEvenly(given: bigint, n: number): bigint[] {
  if (n === 0) return [];
  const share = given / BigInt(n);
  const left = Number(given % BigInt(n));
  return Array.from({ length: n }, (_, place) => (place < left ? share + 1n : share));
}
