import fc from "fast-check";
import { expect, test } from "vitest";
import { feeOf } from "../../src/domain/fee.js";
import { givenOf } from "../../src/domain/given.js";
import { splitEvenly } from "../../src/domain/split.js";

const amount = fc.bigInt({ min: 0n, max: 9_000_000_000_000_000n });

test("shares sum to what was given, differ by a micro at most, and the larger ones come first", () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 500 }), (given, n) => {
      const shares = splitEvenly(given, n);
      expect(shares).toHaveLength(n);
      expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(given);
      expect((shares[0] as bigint) - (shares.at(-1) as bigint)).toBeLessThanOrEqual(1n);
      expect(shares.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0))).toEqual(shares);
    }),
  );
});

test("two euros over seven clicks: what division leaves goes to the earliest", () => {
  expect(splitEvenly(2_000_000n, 7)).toEqual([285715n, 285715n, 285714n, 285714n, 285714n, 285714n, 285714n]);
  expect(splitEvenly(2n, 3)).toEqual([1n, 1n, 0n]);
  expect(splitEvenly(2n, 0)).toEqual([]);
});

test.each([
  ["a full balance gives the budget", { balance: 9n, budget: 5n, minimum: 2n, live: 1 }, 5n],
  ["a smaller balance gives what is there", { balance: 3n, budget: 5n, minimum: 2n, live: 1 }, 3n],
  ["exactly the minimum is given", { balance: 2n, budget: 5n, minimum: 2n, live: 1 }, 2n],
  ["below the minimum the clicks expire", { balance: 1n, budget: 5n, minimum: 2n, live: 1 }, 0n],
  [
    "a budget from before a raised minimum is given whole",
    { balance: 3n, budget: 3n, minimum: 5n, live: 1 },
    3n,
  ],
  ["and not in part", { balance: 2n, budget: 3n, minimum: 5n, live: 1 }, 0n],
  ["a paused donor gives nothing", { balance: 9n, budget: 0n, minimum: 2n, live: 1 }, 0n],
  ["without a click nothing is taken", { balance: 9n, budget: 5n, minimum: 2n, live: 0 }, 0n],
])("%s", (_, giving, given) => {
  expect(givenOf(giving)).toBe(given);
});

test("the fee is rounded down to a whole micro", () => {
  expect(feeOf(999_999n, 250)).toBe(24_999n);
  expect(feeOf(4n, 2000)).toBe(0n);
  expect(feeOf(9_000_000_000_000_000n, 2000)).toBe(1_800_000_000_000_000n);
});
