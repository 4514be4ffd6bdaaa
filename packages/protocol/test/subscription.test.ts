import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { parseSubscriptionCall, parseSubscriptionQuery, subscriptionAnswer } from "../src/index.js";

const THING = { url: "https://blog.example/post", publisher: "marothro" };

describe("a subscription's call", () => {
  test.each([3, 6, 12, null])("%j months are taken", (months) => {
    expect(parseSubscriptionCall(JSON.stringify({ ...THING, months }))).toEqual({
      ok: true,
      call: { ...THING, months },
    });
  });

  test("fields that nobody knows are ignored", () => {
    const text = JSON.stringify({ ...THING, months: 3, gift: true });
    expect(parseSubscriptionCall(text)).toEqual({ ok: true, call: { ...THING, months: 3 } });
  });

  test.each([
    [{ months: 5 }, ["/months"]],
    [{ months: "3" }, ["/months"]],
    [{ months: undefined }, ["/months"]],
    [{ url: undefined, months: 3 }, ["/url"]],
    [{ publisher: 7, months: 3 }, ["/publisher"]],
    [{ url: `https://blog.example/${"x".repeat(2048)}`, months: 3 }, ["/url"]],
  ])("%j is refused with its pointer", (change, pointers) => {
    const parsed = parseSubscriptionCall(JSON.stringify({ ...THING, ...change }));
    expect(parsed).toMatchObject({ ok: false, code: "invalid-request" });
    expect(parsed.ok ? [] : parsed.errors.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test("a bad value is not a matter of shape", () => {
    const text = JSON.stringify({ url: "javascript:alert(1)", publisher: "", months: 3 });
    expect(parseSubscriptionCall(text)).toMatchObject({ ok: true });
  });

  test("what is not JSON is invalid-json", () => {
    expect(parseSubscriptionCall("{")).toEqual({ ok: false, code: "invalid-json", errors: [] });
  });
});

describe("the thing whose subscription ends", () => {
  test("is read from the query", () => {
    expect(parseSubscriptionQuery(`?${new URLSearchParams(THING)}`)).toEqual({ ok: true, thing: THING });
  });

  test.each([
    ["", ["/url", "/publisher"]],
    ["url=https://blog.example/", ["/publisher"]],
    ["url=https://a.example/&url=https://b.example/&publisher=ann", ["/url"]],
  ])("%j is refused with its pointers", (query, pointers) => {
    const parsed = parseSubscriptionQuery(query);
    expect(parsed).toMatchObject({ ok: false, code: "invalid-request" });
    expect(parsed.ok ? [] : parsed.errors.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test("a query of 8,001 characters is query-too-long", () => {
    expect(parseSubscriptionQuery("url=".padEnd(8001, "x"))).toMatchObject({ code: "query-too-long" });
  });
});

describe("a subscription's answer", () => {
  const PROBLEM = { code: "own-thing", detail: "Own things cannot be clicked." } as const;

  test.each([
    { ...THING, months: 6, until: "2027-05" },
    { ...THING, months: null, until: null },
    { ...THING, problem: PROBLEM },
  ])("%j is one", (answer) => {
    expect(v.parse(subscriptionAnswer, answer)).toEqual(answer);
  });

  test.each([
    { ...THING, months: 7, until: "2027-05" },
    { ...THING, problem: { ...PROBLEM, code: "not-found" } },
    THING,
  ])("%j is none", (answer) => {
    expect(v.is(subscriptionAnswer, answer)).toBe(false);
  });
});
