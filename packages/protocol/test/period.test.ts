import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPeriod, type Period, periodEndMs, periodOf, periodStartMs } from "../src/period.js";

const DAY_MS = 86_400_000;

describe("periods", () => {
  test.each([
    [Date.UTC(2026, 10, 24), "2026-11"],
    [Date.UTC(2026, 11, 31, 23, 59, 59, 999), "2026-12"],
    [Date.UTC(2027, 0, 1), "2027-01"],
    [Date.UTC(2028, 1, 29), "2028-02"],
  ])("the instant %i lies in %s", (atMs, period) => {
    expect(periodOf(atMs)).toBe(period);
  });

  test.each([
    ["2026-02", 28],
    ["2028-02", 29],
    ["2100-02", 28],
    ["2000-02", 29],
    ["2026-12", 31],
    ["2026-11", 30],
  ] as [Period, number][])("%s has %i days", (period, days) => {
    expect(periodEndMs(period) - periodStartMs(period)).toBe(days * DAY_MS);
  });

  test("December ends where January begins", () => {
    expect(periodEndMs("2026-12")).toBe(periodStartMs("2027-01"));
  });

  test.each(["2026-00", "2026-13", "2026-1", "26-01", "2026-11-01", "2026/11", "", "2026-11\n"])(
    "%j is no period",
    (text) => {
      expect(isPeriod(text)).toBe(false);
    },
  );

  test("each instant lies between its period's start and end", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) }), (atMs) => {
        const period = periodOf(atMs);
        expect(isPeriod(period)).toBe(true);
        expect(periodStartMs(period)).toBeLessThanOrEqual(atMs);
        expect(periodEndMs(period)).toBeGreaterThan(atMs);
      }),
    );
  });
});
