import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatAmount, MAX_AMOUNT_MICROS, parseAmount } from "../src/amount.js";

describe("amounts", () => {
  test.each([
    ["0", 0n],
    ["2", 2_000_000n],
    ["2.00", 2_000_000n],
    ["0.142857", 142_857n],
    ["0.000001", 1n],
    ["9000000000.00", MAX_AMOUNT_MICROS],
  ])("%s is read", (text, micros) => {
    expect(parseAmount(text)).toBe(micros);
  });

  test.each([
    "",
    "-1",
    "+1",
    " 1",
    "1 ",
    "1.",
    ".5",
    "01",
    "1e3",
    "1,5",
    "0.0000001",
    "9000000000.000001",
    "٣",
    "NaN",
    "1\n",
  ])("%j is no amount", (text) => {
    expect(parseAmount(text)).toBeNull();
  });

  test.each([
    [0n, "0.00"],
    [1n, "0.000001"],
    [142_857n, "0.142857"],
    [500_000n, "0.50"],
    [2_000_000n, "2.00"],
    [2_100_000n, "2.10"],
    [2_123_000n, "2.123"],
    [-142_857n, "-0.142857"],
  ])("%s micros are written with two to six decimals", (micros, text) => {
    expect(formatAmount(micros)).toBe(text);
  });

  const micros = fc.bigInt({ min: 0n, max: MAX_AMOUNT_MICROS });

  test("what is written is read as the same amount", () => {
    fc.assert(
      fc.property(micros, (amount) => {
        expect(parseAmount(formatAmount(amount))).toBe(amount);
      }),
    );
  });

  test("an amount has one way to be written", () => {
    fc.assert(
      fc.property(micros, (amount) => {
        expect(formatAmount(amount)).toMatch(/^\d+\.(\d\d|\d{2,5}[1-9])$/);
      }),
    );
  });
});
