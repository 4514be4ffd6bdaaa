import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setBudget } from "../../src/domain/donors.js";
import { personFor } from "../../src/domain/people.js";
import { addPublisher } from "../../src/domain/publishers.js";
import { DONOR, openTestInstance, PUBLISHER, SITE, type TestInstance } from "../serve-instance.js";

let instance: TestInstance;
let token: string;
let page = 0;
let url: string;

beforeAll(async () => {
  instance = await openTestInstance({ nowMs: Date.parse("2026-11-15T12:00:00Z") });
  token = await instance.token(DONOR, SITE, "click subscribe");
});

afterAll(() => instance.close());

beforeEach(() => {
  page += 1;
  url = `${SITE}/subscribed/${page}`;
});

const headers = (bearer = token) => ({
  origin: SITE,
  authorization: `Bearer ${bearer}`,
  "content-type": "application/json",
});

function put(change: Record<string, unknown> = {}, bearer = token): Promise<Response> | Response {
  const body = JSON.stringify({ url, publisher: PUBLISHER, months: 6, ...change });
  return instance.app.request("/v1/subscriptions", { method: "PUT", headers: headers(bearer), body });
}

function end(query: Record<string, string> = { url, publisher: PUBLISHER }, bearer = token) {
  const path = `/v1/subscriptions?${new URLSearchParams(query)}`;
  return instance.app.request(path, { method: "DELETE", headers: headers(bearer) });
}

async function mine(address = url): Promise<unknown> {
  const path = `/v1/me?url=${encodeURIComponent(address)}`;
  const answer = await instance.app.request(path, { headers: headers() });
  return ((await answer.json()) as { mine: Record<string, { subscription: unknown }> }).mine[address]
    ?.subscription;
}

describe("PUT /v1/subscriptions", () => {
  test.each([
    [3, "2027-02"],
    [6, "2027-05"],
    [12, "2027-11"],
    [null, null],
  ])("%j months from the next period on, and me tells it", async (months, until) => {
    const answer = await put({ months });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(await answer.json()).toEqual({ url, publisher: PUBLISHER, months, until });
    expect(await mine()).toEqual({ months, until });
  });

  test("url comes back as it was sent, and the thing is its canonical URL", async () => {
    const sent = `${url}?utm_source=feed#top`;
    expect(await (await put({ url: sent })).json()).toMatchObject({ url: sent, months: 6 });
    expect(await mine()).toEqual({ months: 6, until: "2027-05" });
  });

  test("again it changes nothing; with other months it changes the one that is there", async () => {
    await put();
    await put();
    const rows = () => instance.db.selectFrom("subscriptions").select("id").execute();
    const before = (await rows()).length;
    expect(await (await put()).json()).toMatchObject({ months: 6, until: "2027-05" });
    expect(await rows()).toHaveLength(before);
    expect(await (await put({ months: 3 })).json()).toMatchObject({ months: 3, until: "2027-02" });
    expect(await mine()).toEqual({ months: 3, until: "2027-02" });
  });

  test("a token of scope click alone is insufficient-scope, for PUT and for DELETE", async () => {
    const clicksOnly = await instance.token(DONOR, SITE, "click");
    for (const answer of [await put({}, clicksOnly), await end(undefined, clicksOnly)]) {
      expect(answer.status).toBe(403);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(await answer.json()).toMatchObject({ code: "insufficient-scope" });
    }
    expect(await mine()).toBeNull();
  });

  test("without a good token it is 401", async () => {
    expect((await put({}, "nobody-issued-this")).status).toBe(401);
    expect((await end(undefined, "nobody-issued-this")).status).toBe(401);
  });

  test.each([
    ["unknown-publisher", { publisher: "nobody" }],
    ["own-thing", { publisher: "readers-own" }],
    ["invalid-url", { url: "javascript:alert(1)" }],
    ["site-mismatch", { url: "https://elsewhere.example/" }],
    ["url-not-allowed", { publisher: "stranger" }],
  ])(
    "a click would be %s, and so is the subscription: inside a 200, and nothing is made",
    async (code, change) => {
      await instance.db.transaction().execute(async (tx) => {
        const [reader, other] = [await personFor(tx, DONOR, 1), await personFor(tx, "other@example.org", 1)];
        await addPublisher(tx, { handle: "readers-own", person: reader.id, sites: [] }, 1);
        await addPublisher(tx, { handle: "stranger", person: other.id, sites: [] }, 1);
      });
      const answer = await put(change);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({
        url,
        publisher: PUBLISHER,
        ...change,
        problem: { code, detail: expect.stringMatching(/\.$/) },
      });
      expect(await mine()).toBeNull();
    },
  );

  test("while giving is paused it is budget-paused", async () => {
    const { id } = await instance.db
      .selectFrom("donors")
      .innerJoin("people", "people.id", "donors.person")
      .select("donors.id")
      .where("mail", "=", DONOR)
      .executeTakeFirstOrThrow();
    const budget = (amount: bigint) =>
      instance.db.transaction().execute((tx) => {
        instance.pass(1);
        return setBudget(tx, id, amount, instance.deps.settings, instance.deps.clock.now());
      });
    await budget(0n);
    expect(await (await put()).json()).toMatchObject({ problem: { code: "budget-paused" } });
    await budget(2_000_000n);
    expect(await (await put()).json()).toMatchObject({ until: "2027-05" });
  });

  test("a site has as many subscriptions of a donor as a day takes clicks; the next is too-many-clicks", async () => {
    const site = "https://many.example";
    const many = await instance.token(DONOR, site, "subscribe");
    const sent = async (n: number) => {
      const body = JSON.stringify({ url: `${site}/${n}`, publisher: PUBLISHER, months: null });
      const answer = await instance.app.request("/v1/subscriptions", {
        method: "PUT",
        headers: { ...headers(many), origin: site },
        body,
      });
      return await answer.json();
    };
    for (let n = 0; n < 100; n++) expect(await sent(n)).toMatchObject({ until: null });
    expect(await sent(100)).toMatchObject({ problem: { code: "too-many-clicks" } });
    expect(await sent(7)).toMatchObject({ until: null });
  });

  test.each([
    ["invalid-json", 400, "{", undefined],
    ["invalid-request", 400, "{}", ["/url", "/publisher", "/months"]],
    ["invalid-request", 400, '{"url": "https://a.example/", "publisher": "a", "months": 4}', ["/months"]],
    ["too-large", 413, "x".repeat(300_000), undefined],
  ])("%s is %i", async (code, status, body, pointers) => {
    const answer = await instance.app.request("/v1/subscriptions", {
      method: "PUT",
      headers: headers(),
      body,
    });
    expect(answer.status).toBe(status);
    const problem = (await answer.json()) as { code: string; errors?: { pointer: string }[] };
    expect(problem.code).toBe(code);
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test("another media type is unsupported-media-type, another method method-not-allowed", async () => {
    const plain = { ...headers(), "content-type": "text/plain" };
    const answer = await instance.app.request("/v1/subscriptions", {
      method: "PUT",
      headers: plain,
      body: "{}",
    });
    expect(answer.status).toBe(415);
    const get = await instance.app.request("/v1/subscriptions", { headers: headers() });
    expect([get.status, get.headers.get("allow")]).toEqual([405, "PUT, DELETE, OPTIONS"]);
  });
});

describe("DELETE /v1/subscriptions", () => {
  test("ends it, again and where there is none: 204", async () => {
    await put();
    for (let n = 0; n < 2; n++) expect((await end()).status).toBe(204);
    expect((await end({ url: "nope", publisher: "nobody" })).status).toBe(204);
    expect(await mine()).toBeNull();
  });

  test("after it a new one can be made", async () => {
    await put();
    await end();
    expect(await (await put({ months: null })).json()).toMatchObject({ months: null, until: null });
    expect(await mine()).toEqual({ months: null, until: null });
  });

  test("another site's stays", async () => {
    await put();
    const site = "https://other.example";
    const other = await instance.token(DONOR, site, "subscribe");
    const path = `/v1/subscriptions?${new URLSearchParams({ url, publisher: PUBLISHER })}`;
    const answer = await instance.app.request(path, {
      method: "DELETE",
      headers: { origin: site, authorization: `Bearer ${other}` },
    });
    expect(answer.status).toBe(204);
    expect(await mine()).toEqual({ months: 6, until: "2027-05" });
  });

  test("without url or publisher it is invalid-request with both pointers", async () => {
    const answer = await end({});
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: "/url" }, { pointer: "/publisher" }] });
  });
});
