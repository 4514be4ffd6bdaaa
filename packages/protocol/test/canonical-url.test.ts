import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../canonical-url-vectors.json" with { type: "json" };
import { canonicalUrl } from "../src/canonical-url.js";

describe("canonical URL", () => {
  test.each(vectors)("$rule: $in becomes $out", (vector) => {
    expect(canonicalUrl(vector.in, vector.base)).toBe(vector.out);
  });

  test.each(vectors)("the canonical form of $in is canonical", (vector) => {
    if (vector.out !== null) expect(canonicalUrl(vector.out)).toBe(vector.out);
  });

  const name = fc.constantFrom(
    "utm_source",
    "utm%5Fx",
    "fbclid",
    "a",
    "b=1",
    "?utm_a",
    "UTM_x",
    "%zz",
    "ü",
    "+",
    "",
  );
  const query = fc.array(fc.tuple(name, fc.string()).map(([key, value]) => `${key}=${value}`));

  const page = fc.constantFrom(
    "https://blog.example",
    "http://a@münchen.example:80/ü",
    "https://[::1]:443/%2e%2E/a b",
  );
  const rest = fc.array(
    fc.constantFrom("/", "?", "#", "%", "\\", "ü", "🌊", "\ud800", "\u0000", " ", "..", "a", "&", "="),
  );

  test("is idempotent", () => {
    fc.assert(
      fc.property(page, query, rest, (address, pairs, tail) => {
        const once = canonicalUrl(`${address}?${pairs.join("&")}${tail.join("")}`);
        expect(once).not.toBeNull();
        expect(canonicalUrl(once ?? "")).toBe(once);
      }),
    );
  });

  test("a tracking parameter anywhere in the query changes no other byte", () => {
    const pair = fc
      .stringMatching(/^[a-z0-9%+;=~?.\\-]+$/)
      .filter((text) => canonicalUrl(`https://a.example/?${text}`) === `https://a.example/?${text}`);
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1 }), fc.nat(), (pairs, at) => {
        const place = at % (pairs.length + 1);
        const tracked = [...pairs.slice(0, place), "utm_source=ä +%zz", ...pairs.slice(place)];
        expect(canonicalUrl(`https://a.example/?${tracked.join("&")}`)).toBe(
          `https://a.example/?${pairs.join("&")}`,
        );
      }),
    );
  });
});
