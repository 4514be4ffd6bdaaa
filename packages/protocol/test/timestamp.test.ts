import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTimestamp } from "../src/timestamp.js";

const AT = Date.UTC(2026, 10, 23, 20, 18, 31);

describe("timestamps of RFC 3339", () => {
  test.each([
    ["2026-11-23T20:18:31Z", AT],
    ["2026-11-23t20:18:31z", AT],
    ["2026-11-23T21:18:31+01:00", AT],
    ["2026-11-23T14:48:31-05:30", AT],
    ["2026-11-23T20:18:31-00:00", AT],
    ["2026-11-23T20:18:31.5Z", AT + 500],
    ["2026-11-23T20:18:31.123456789012Z", AT + 123],
    ["2028-02-29T00:00:00Z", Date.UTC(2028, 1, 29)],
    ["2026-12-31T23:59:60Z", Date.UTC(2026, 11, 31, 23, 59, 59)],
    ["0000-01-01T00:00:00Z", Date.parse("0000-01-01T00:00:00Z")],
  ])("%s is read", (text, atMs) => {
    expect(parseTimestamp(text)).toBe(atMs);
  });

  test.each([
    "",
    "yesterday",
    "2026-11-23",
    "2026-11-23T20:18Z",
    "2026-11-23T20:18:31",
    "2026-11-23 20:18:31Z",
    "2026-11-23T20:18:31+0100",
    "2026-11-23T20:18:31+01",
    "2026-11-23T20:18:31 +01:00",
    "2026-11-23T20:18:31.Z",
    "2026-11-23T24:00:00Z",
    "2026-11-23T20:18:31+24:00",
    "2026-02-29T00:00:00Z",
    "2026-11-31T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "+002026-11-23T20:18:31Z",
    "2026-11-23T20:18:31Z\n",
    "1763929111000",
  ])("%j is none", (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });

  test("every instant that JavaScript writes is read as itself", () => {
    const date = fc.date({ min: new Date(0), max: new Date("2200-01-01T00:00:00Z"), noInvalidDate: true });
    fc.assert(
      fc.property(date, (at) => {
        expect(parseTimestamp(at.toISOString())).toBe(at.getTime());
      }),
    );
  });
});
