import { describe, expect, test } from "vitest";
import { parseClickCall } from "../src/index.js";

const CLICK = {
  id: "019ac0de-7a1b-7c3d-8e4f-001122334455",
  publisher: "marothro",
  url: "https://blog.example/post",
  clicked_at: "2026-11-23T20:18:31Z",
};
const callOf = (...clicks: unknown[]) => parseClickCall(JSON.stringify({ clicks }));
const pointersOf = (parsed: ReturnType<typeof parseClickCall>) =>
  parsed.ok ? [] : parsed.errors.map(({ pointer }) => pointer);

describe("a call of clicks", () => {
  test("a click with the four fields that must be there passes", () => {
    expect(callOf(CLICK)).toEqual({ ok: true, call: { clicks: [CLICK] } });
  });

  test("bad values pass, since they refuse one click alone", () => {
    const bad = {
      ...CLICK,
      id: "no uuid",
      url: "javascript:alert(1)",
      publisher: "",
      clicked_at: "9999-12-31T23:59:59Z",
    };
    expect(callOf(bad)).toMatchObject({ ok: true });
  });

  test("the same id twice passes", () => {
    expect(callOf(CLICK, CLICK)).toMatchObject({ ok: true });
  });

  test("unknown fields are ignored", () => {
    expect(callOf({ ...CLICK, colour: "blue" })).toEqual({ ok: true, call: { clicks: [CLICK] } });
  });

  test.each(["", "{", "nope", "undefined", "{'clicks': []}", "\u0000"])("%j is invalid-json", (text) => {
    expect(parseClickCall(text)).toEqual({ ok: false, code: "invalid-json", errors: [] });
  });

  test.each([
    ["null", ""],
    ["[]", "/clicks"],
    ["{}", "/clicks"],
    ['{"clicks": {}}', "/clicks"],
    ['{"clicks": []}', "/clicks"],
    ['{"clicks": [7]}', "/clicks/0"],
  ])("%s is invalid-request at %j", (text, pointer) => {
    const parsed = parseClickCall(text);
    expect(parsed).toMatchObject({ ok: false, code: "invalid-request" });
    expect(pointersOf(parsed)).toEqual([pointer]);
  });

  test.each([
    [{ id: 7 }, "id"],
    [{ publisher: null }, "publisher"],
    [{ url: undefined }, "url"],
    [{ url: "x".repeat(2049) }, "url"],
    [{ title: null }, "title"],
    [{ title: "x".repeat(301) }, "title"],
    [{ clicked_at: undefined }, "clicked_at"],
    [{ clicked_at: 1763929111000 }, "clicked_at"],
    [{ clicked_at: "yesterday" }, "clicked_at"],
    [{ clicked_at: "2026-02-30T00:00:00Z" }, "clicked_at"],
    [{ tags: "a,b" }, "tags"],
    [{ tags: Array.from({ length: 11 }, () => "a") }, "tags"],
    [{ tags: ["a", "x".repeat(41)] }, "tags/1"],
    [{ unlisted: "true" }, "unlisted"],
    [{ category: "x".repeat(41) }, "category"],
    [{ language: "x".repeat(36) }, "language"],
  ])("%j in the second click is an error of shape at its field", (change, field) => {
    const parsed = callOf(CLICK, { ...CLICK, ...change });
    expect(parsed).toMatchObject({ ok: false, code: "invalid-request" });
    expect(pointersOf(parsed)).toEqual([`/clicks/1/${field}`]);
  });

  test("each bad field is named once", () => {
    expect(pointersOf(callOf({ ...CLICK, id: 1, clicked_at: "x" }, {}))).toEqual([
      "/clicks/0/id",
      "/clicks/0/clicked_at",
      "/clicks/1/id",
      "/clicks/1/publisher",
      "/clicks/1/url",
      "/clicks/1/clicked_at",
    ]);
  });

  test("a title of 300 characters passes, whatever they take in UTF-16", () => {
    expect(callOf({ ...CLICK, title: "🌊".repeat(300) })).toMatchObject({ ok: true });
    expect(callOf({ ...CLICK, title: "🌊".repeat(301) })).toMatchObject({ ok: false });
  });

  test("50 clicks pass, 51 are too-many-items, whatever is in them", () => {
    expect(callOf(...Array.from({ length: 50 }, () => CLICK))).toMatchObject({ ok: true });
    const parsed = callOf(...Array.from({ length: 51 }, () => 7));
    expect(parsed).toMatchObject({ ok: false, code: "too-many-items" });
    expect(pointersOf(parsed)).toEqual(["/clicks"]);
  });
});
