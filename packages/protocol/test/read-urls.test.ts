import { describe, expect, test } from "vitest";
import { readUrls } from "../src/index.js";

describe("a query of URLs", () => {
  test("each URL has its canonical form, or null, under the text that was sent", () => {
    expect(readUrls("?url=https://a.example/?utm_x=1&url=nope&url=__proto__")).toEqual({
      ok: true,
      urls: [
        { sent: "https://a.example/?utm_x=1", canonical: "https://a.example/" },
        { sent: "nope", canonical: null },
        { sent: "__proto__", canonical: null },
      ],
    });
  });

  test("a base is what each URL is resolved against", () => {
    expect(readUrls("base=https%3A%2F%2Fa.example&url=/p&url=https://b.example/")).toEqual({
      ok: true,
      urls: [
        { sent: "/p", canonical: "https://a.example/p" },
        { sent: "https://b.example/", canonical: "https://b.example/" },
      ],
    });
  });

  test.each(["base=&url=/p", "base=nope&url=/p", "base=data:,x&url=/p"])("%s is invalid-request", (query) => {
    expect(readUrls(query)).toMatchObject({
      ok: false,
      code: "invalid-request",
      errors: [{ pointer: "/base" }],
    });
  });

  test("no URL is an empty list", () => {
    expect(readUrls("")).toEqual({ ok: true, urls: [] });
  });

  test("100 URLs pass, 101 are too-many-items", () => {
    const query = (n: number) => Array.from({ length: n }, (_, i) => `url=https://a.example/${i}`).join("&");
    expect(readUrls(query(100))).toMatchObject({ ok: true });
    expect(readUrls(query(101))).toMatchObject({
      ok: false,
      code: "too-many-items",
      errors: [{ pointer: "/url" }],
    });
  });

  test("8,000 characters pass, one more is query-too-long; the question mark does not count", () => {
    const query = `url=https://a.example/${"x".repeat(8000)}`;
    expect(readUrls(`?${query.slice(0, 8000)}`)).toMatchObject({ ok: true });
    expect(readUrls(`?${query.slice(0, 8001)}`)).toMatchObject({ ok: false, code: "query-too-long" });
  });
});
