import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newClickId } from "../../src/domain/click-id.js";
import { openTestInstance, type TestInstance } from "../serve-instance.js";

let instance: TestInstance;
let token: string;
beforeAll(async () => {
  instance = await openTestInstance();
  token = await instance.token();
});
afterAll(() => instance.close());

const click = (more: object = {}) => ({
  id: newClickId(instance.deps.clock.now()),
  publisher: "marothro",
  url: "https://blog.example/post",
  clicked_at: new Date(instance.deps.clock.now()).toISOString(),
  ...more,
});

const send = (body: BodyInit, headers: Record<string, string> = {}) =>
  instance.app.request("/v1/clicks", {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      origin: "https://blog.example",
      "content-type": "application/json",
      ...headers,
    },
    body,
  });

const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

describe("POST /v1/clicks", () => {
  test("a click is counted, and the count shows it at once", async () => {
    const url = "https://blog.example/counted";
    const answer = await send(JSON.stringify({ clicks: [click({ url })] }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ results: [{ status: "counted", count: 1, mine: 1 }] });
    const counts = await instance.app.request(`/v1/counts?url=${url}`);
    expect(await counts.json()).toEqual({ counts: { [url]: 1 } });
  });

  test("the ETag changes with the count", async () => {
    const url = "https://blog.example/tagged";
    const before = await instance.app.request(`/v1/counts?url=${url}`);
    await send(JSON.stringify({ clicks: [click({ url })] }));
    const after = await instance.app.request(`/v1/counts?url=${url}`);
    expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
  });

  const whole: [string, () => Promise<Response> | Response, number, string][] = [
    ["no JSON", () => send("{"), 400, "invalid-json"],
    ["bytes that are no UTF-8", () => send(new Uint8Array([0x7b, 0xff, 0x7d])), 400, "invalid-json"],
    ["an empty body", () => send(""), 400, "invalid-json"],
    ["null", () => send("null"), 400, "invalid-request"],
    ["an array", () => send("[]"), 400, "invalid-request"],
    ["no clicks", () => send('{"clicks":[]}'), 400, "invalid-request"],
    ["a wrong type", () => send(JSON.stringify({ clicks: [click({ url: 7 })] })), 400, "invalid-request"],
    [
      "a missing field",
      () => send(JSON.stringify({ clicks: [click({ id: undefined })] })),
      400,
      "invalid-request",
    ],
    [
      "51 clicks",
      () => send(JSON.stringify({ clicks: Array.from({ length: 51 }, () => click()) })),
      400,
      "too-many-items",
    ],
    ["2 MB", () => send(" ".repeat(2_000_000)), 413, "too-large"],
    ["a length that says 2 MB", () => send("{}", { "content-length": "2000000" }), 413, "too-large"],
    ["text/plain", () => send("{}", { "content-type": "text/plain" }), 415, "unsupported-media-type"],
    ["a compressed body", () => send("{}", { "content-encoding": "gzip" }), 415, "unsupported-media-type"],
    ["no token", () => send("{}", { authorization: "" }), 401, "invalid-token"],
    ["another scheme", () => send("{}", { authorization: `Basic ${token}` }), 401, "invalid-token"],
    ["an unknown token", () => send("{}", { authorization: "Bearer abc" }), 401, "invalid-token"],
    ["another site", () => send("{}", { origin: "https://evil.example" }), 401, "wrong-origin"],
    ["the origin null", () => send("{}", { origin: "null" }), 401, "wrong-origin"],
    ["nesting without end", () => send("[".repeat(100_000)), 400, "invalid-json"],
  ];
  test.each(whole)("%s refuses the whole call", async (_what, ask, status, code) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(await codeOf(answer)).toBe(code);
  });

  test("an error of shape names its field by a JSON Pointer", async () => {
    const answer = await send(JSON.stringify({ clicks: [click(), click({ title: 7 })] }));
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: "/clicks/1/title" }] });
  });

  test("a bad value refuses that one click", async () => {
    const clicks = [click({ publisher: "nobody" }), click({ url: "javascript:alert(1)" }), click()];
    const answer = await send(JSON.stringify({ clicks }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      results: [
        { status: "rejected", problem: { code: "unknown-publisher" } },
        { status: "rejected", problem: { code: "invalid-url" } },
        { status: "counted" },
      ],
    });
  });

  test("a revoked token is refused at once, although it was just used", async () => {
    const short = await instance.token("short@example.org");
    const headers = { authorization: `Bearer ${short}` };
    expect((await send(JSON.stringify({ clicks: [click()] }), headers)).status).toBe(200);
    const revoked = await instance.app.request("/v1/revoke", {
      method: "POST",
      body: new URLSearchParams({ token: short }),
    });
    expect(revoked.status).toBe(200);
    expect(await codeOf(await send("{}", headers))).toBe("invalid-token");
  });
});

describe("DELETE /v1/clicks/{id}", () => {
  const remove = (id: string, bearer = token) =>
    instance.app.request(`/v1/clicks/${id}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${bearer}`, origin: "https://blog.example" },
    });

  test("takes a click back, again without a change", async () => {
    const own = click();
    await send(JSON.stringify({ clicks: [own] }));
    expect((await remove(own.id)).status).toBe(204);
    expect((await remove(own.id)).status).toBe(204);
  });

  test("another donor's click is unknown", async () => {
    const own = click();
    await send(JSON.stringify({ clicks: [own] }));
    const answer = await remove(own.id, await instance.token("other@example.org"));
    expect(answer.status).toBe(404);
    expect(await codeOf(answer)).toBe("unknown-click");
  });

  test.each(["7", "%00", "..%2f..", "é"])("%s is no id", async (id) => {
    expect(await codeOf(await remove(id))).toBe("invalid-request");
  });
});

describe("tokens", () => {
  test("a token of the backend's own origin is taken from its own pages' GET, which has no Origin", async () => {
    const own = await instance.token("own@example.org", instance.origin);
    const me = (headers: Record<string, string>) =>
      instance.app.request("/v1/me?url=https://a.example/", {
        headers: { authorization: `Bearer ${own}`, ...headers },
      });
    expect((await me({ "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await me({ "sec-fetch-site": "cross-site" })).status).toBe(401);
    expect((await me({})).status).toBe(401);
  });

  test("a token ends 90 days after its last use, and 365 days after it was issued", async () => {
    const aging = await openTestInstance();
    const bearer = await aging.token();
    const me = async () =>
      (
        await aging.app.request("/v1/me", {
          headers: { authorization: `Bearer ${bearer}`, origin: aging.site },
        })
      ).status;
    const days = (n: number) => aging.pass(n * 86_400_000);
    for (let quarter = 0; quarter < 4; quarter++) {
      days(89);
      expect(await me()).toBe(200);
    }
    days(9);
    expect(await me()).toBe(401);
    const other = await aging.token("b@example.org");
    days(90);
    const late = await aging.app.request("/v1/me", {
      headers: { authorization: `Bearer ${other}`, origin: aging.site },
    });
    expect(late.status).toBe(401);
    await aging.close();
  });
});
