/**
 * The largest budget a month and the largest single pay-in, in micros: a million units of the currency. Sums of many of them stay
 * far below the largest transfer and the 64 bits of a balance.
 */
export const LARGEST_AMOUNT = 1_000_000_000_000n;
