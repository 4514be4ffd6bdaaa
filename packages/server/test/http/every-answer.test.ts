import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newClickId } from "../../src/domain/click-id.js";
import { openTestInstance, type TestInstance } from "../serve-instance.js";

let instance: TestInstance;
let token: string;
beforeAll(async () => {
  instance = await openTestInstance();
  token = await instance.token();
});
afterAll(() => instance.close());

const ADDRESSES = [
  ["GET", "/v1/counts?url=https://blog.example/", 200],
  ["HEAD", "/v1/counts?url=https://blog.example/", 200],
  ["GET", `/v1/counts?url=${"a".repeat(8_001)}`, 414],
  ["PUT", "/v1/counts", 405],
  ["GET", "/v1/clicks", 405],
  ["POST", "/v1/clicks", 401],
  ["DELETE", `/v1/clicks/${newClickId(0)}`, 401],
  ["GET", "/v1/me?url=https://blog.example/", 401],
  ["POST", "/v1/token", 400],
  ["POST", "/v1/revoke", 400],
  ["GET", "/v1/openapi.json", 200],
  ["GET", "/v1/nothing", 404],
  ["GET", "/v1", 404],
  ["PATCH", "/v1/clicks", 405],
] as const;

describe("every answer of the API", () => {
  test.each(ADDRESSES)("%s %s is readable from any site and by no cookie", async (method, path, status) => {
    const answer = await instance.app.request(path, {
      method,
      headers: { origin: "https://anywhere.example" },
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-expose-headers")).toBe("Retry-After");
    expect(answer.headers.has("access-control-allow-credentials")).toBe(false);
    expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(answer.headers.getSetCookie()).toEqual([]);
    const fresh = path.startsWith("/v1/counts?") && status === 200;
    expect(answer.headers.get("cache-control")).toBe(
      fresh ? "public, max-age=30, stale-while-revalidate=300" : "no-store",
    );
  });

  test.each(ADDRESSES.map(([, path]) => path))("OPTIONS %s is 204 with what a token needs", async (path) => {
    const answer = await instance.app.request(path, { method: "OPTIONS" });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-methods")).toBe("GET, POST, PUT, DELETE");
    expect(answer.headers.get("access-control-allow-headers")).toBe("authorization, content-type");
    expect(answer.headers.get("access-control-max-age")).toBe("7200");
  });

  test.each(ADDRESSES.filter(([, path, status]) => status >= 400 && !/token|revoke/.test(path)))(
    "%s %s is a problem document with a page behind its type",
    async (method, path, status) => {
      const answer = await instance.app.request(path, { method });
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      const problem = (await answer.json()) as { type: string; status: number; code: string };
      expect(problem).toMatchObject({ status, type: `${instance.origin}/problems/${problem.code}` });
      const page = await instance.app.request(new URL(problem.type).pathname);
      expect(page.status).toBe(200);
    },
  );

  test("405 names the methods that are taken", async () => {
    const answer = await instance.app.request("/v1/clicks", { method: "GET" });
    expect(answer.headers.get("allow")).toBe("POST, OPTIONS");
  });

  test("401 says how to authenticate", async () => {
    const answer = await instance.app.request("/v1/me?url=https://a.example/");
    expect(answer.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
  });

  test("what nobody foresaw is 500 internal, without a word of what happened", async () => {
    const broken = await openTestInstance();
    await broken.token();
    await broken.db.destroy();
    const answer = await broken.app.request("/v1/counts?url=https://a.example/");
    expect(answer.status).toBe(500);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(await answer.json()).toEqual({
      type: `${broken.origin}/problems/internal`,
      title: "Something went wrong on our side.",
      status: 500,
      code: "internal",
    });
  });

  test("a busy database is 503 unavailable with Retry-After, and the log has the cause", async () => {
    const busy = await openTestInstance();
    const bearer = await busy.token();
    const other = new Database(busy.path);
    other.exec("begin immediate");
    vi.useFakeTimers({ toFake: ["performance", "setTimeout"] });
    const click = {
      id: newClickId(busy.deps.clock.now()),
      publisher: busy.publisher,
      url: `${busy.site}/`,
      clicked_at: new Date(busy.deps.clock.now()).toISOString(),
    };
    const headers = { authorization: `Bearer ${bearer}`, origin: busy.site };
    const asked = [
      busy.app.request("/v1/clicks", {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ clicks: [click] }),
      }),
      busy.app.request("/v1/revoke", { method: "POST", body: new URLSearchParams({ token: "x" }) }),
      busy.app.request("/sign-in", {
        method: "POST",
        headers: { origin: busy.origin },
        body: new URLSearchParams({ mail: "a@example.org" }),
      }),
    ];
    let answered = 0;
    for (const answer of asked) Promise.resolve(answer).then(() => answered++);
    while (answered < asked.length) {
      await vi.advanceTimersByTimeAsync(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    vi.useRealTimers();
    const [clicks, revoked, page] = (await Promise.all(asked)) as [Response, Response, Response];
    for (const answer of [clicks, revoked, page]) {
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(await clicks.json()).toMatchObject({ code: "unavailable" });
    expect(await page.text()).toContain("cannot answer just now");
    expect(page.headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
    expect(busy.logged.map(({ err }) => err?.code)).toEqual(Array(3).fill("SQLITE_BUSY"));
    other.close();
    await busy.close();
  });

  test("304 keeps the headers", async () => {
    const first = await instance.app.request("/v1/counts?url=https://a.example/");
    const again = await instance.app.request("/v1/counts?url=https://a.example/", {
      headers: { "if-none-match": first.headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
    expect(again.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(again.headers.get("access-control-allow-origin")).toBe("*");
    expect(again.headers.get("cache-control")).toBe("public, max-age=30, stale-while-revalidate=300");
    expect(token).not.toBe("");
  });
});
