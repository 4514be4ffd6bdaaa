/** Money is counted in whole micros: a millionth of the currency's unit, as a `bigint`. */
export const MICROS_PER_UNIT = 1_000_000n;

/** The largest amount of one transfer, in micros (9·10^15). */
export const MAX_AMOUNT_MICROS = 9_000_000_000_000_000n;

const DECIMAL = /^(0|[1-9]\d{0,9})(?:\.(\d{1,6}))?$/;

/**
 * Reads a decimal string as micros, or null when it is no amount: a sign, an exponent, a blank or a seventh decimal.
 * @example parseAmount("2.00") // 2000000n
 */
export function parseAmount(text: string): bigint | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const micros = BigInt(match[1] as string) * MICROS_PER_UNIT + BigInt((match[2] ?? "").padEnd(6, "0"));
  return micros <= MAX_AMOUNT_MICROS ? micros : null;
}

/**
 * Writes micros as the protocol does: two to six decimals, no further trailing zeros.
 * @example formatAmount(142857n) // "0.142857"
 */
export function formatAmount(micros: bigint): string {
  const sign = micros < 0n ? "-" : "";
  const digits = (micros < 0n ? -micros : micros).toString().padStart(7, "0");
  const decimals = digits.slice(-6).replace(/0+$/, "").padEnd(2, "0");
  return `${sign}${digits.slice(0, -6)}.${decimals}`;
}
