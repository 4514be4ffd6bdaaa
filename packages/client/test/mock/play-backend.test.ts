import { describe, expect, it, vi } from "vitest";
import { createClient } from "../../src/index.js";
import { type MockBackend, playBackend } from "../../src/mock/index.js";

const SITE = "https://blog.example";
const POST = `${SITE}/post`;
const NOVEMBER = Date.UTC(2026, 10, 24);

const publishers = { marothro: {} };
const play = (options = {}) => playBackend({ publishers, clock: () => NOVEMBER, ...options });

let ids = 0;
const newId = () => {
  ids += 1;
  return `019ac0de-7a1b-7c3d-8e4f-${ids.toString().padStart(12, "0")}`;
};

/** Asks as the site's page does, with a token of scope click unless given another. */
function asks(backend: MockBackend, token = backend.token({ site: SITE })) {
  return (path: string, method = "GET", body?: object) =>
    backend.fetch(backend.base + path, {
      method,
      headers: { origin: SITE, authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
}

const clickOf = (change = {}) => ({
  id: newId(),
  publisher: "marothro",
  url: POST,
  clicked_at: "2026-11-24T00:00:00Z",
  ...change,
});

async function click(backend: MockBackend, change = {}) {
  const answer = await asks(backend)("/v1/clicks", "POST", { clicks: [clickOf(change)] });
  return (await answer.json()).results[0];
}

describe("the clicks that are received", () => {
  it("can be seen, with whom they are for and whether they were taken back", async () => {
    const backend = play();
    const { id } = await click(backend, { title: "A post" });
    const seen = { id, donor: "ada", site: SITE, publisher: "marothro", url: POST, period: "2026-11" };
    expect(backend.clicks).toEqual([{ ...seen, title: "A post", undone: false }]);
    await asks(backend)(`/v1/clicks/${id}`, "DELETE");
    expect(backend.clicks).toEqual([{ ...seen, title: "A post", undone: true }]);
  });

  it("add up with those of other people", async () => {
    const backend = play({ counts: { [`${POST}?utm_source=feed#top`]: 41 } });
    expect(await click(backend)).toMatchObject({ status: "counted", count: 42, mine: 1 });
    backend.addClicks(POST, 8);
    expect(await click(backend)).toMatchObject({ count: 51, mine: 2 });
  });

  it("for any handle are counted where no publishers are named", async () => {
    expect(await click(playBackend({ clock: () => NOVEMBER }), { publisher: "anybody" })).toMatchObject({
      status: "counted",
    });
  });

  it.each([
    ["unknown-publisher", {}, { publisher: "nobody" }],
    ["publisher-closed", { publishers: { marothro: { closed: true } } }, {}],
    ["own-thing", { publishers: { marothro: { donor: "ada" } } }, {}],
    ["url-not-allowed", { publishers: { marothro: {}, ann: { sites: [SITE] } } }, {}],
    ["site-mismatch", {}, { url: "https://elsewhere.example/" }],
    ["budget-paused", { donors: { ada: { paused: true } } }, {}],
    ["donor-blocked", { donors: { ada: { blocked: true } } }, {}],
  ])("are rejected with %s", async (code, options, change) => {
    const backend = play(options);
    expect(await click(backend, change)).toMatchObject({ status: "rejected", problem: { code } });
    expect(backend.clicks).toEqual([]);
  });

  it("on a verified site of the publisher's count from any site", async () => {
    const backend = play({ publishers: { marothro: { sites: ["https://elsewhere.example"] } } });
    expect(await click(backend, { url: "https://elsewhere.example/" })).toMatchObject({ status: "counted" });
  });

  it("are too-many-clicks after 20 on a thing, until the next day", async () => {
    const backend = play();
    const clicks = Array.from({ length: 21 }, () => clickOf());
    const { results } = await (await asks(backend)("/v1/clicks", "POST", { clicks })).json();
    expect(results.map(({ status }: { status: string }) => status)).toEqual([
      ...Array.from({ length: 20 }, () => "counted"),
      "rejected",
    ]);
    expect(results[20].problem.code).toBe("too-many-clicks");
    backend.pass(86_400_000);
    expect(await click(backend)).toMatchObject({ status: "counted", count: 21 });
  });

  it("of a closed month cannot be undone, and the next ones are of the next month", async () => {
    const backend = play();
    const { id } = await click(backend);
    backend.closePeriod();
    const undone = await asks(backend)(`/v1/clicks/${id}`, "DELETE");
    expect([undone.status, (await undone.json()).code]).toEqual([409, "already-settled"]);
    expect(await click(backend)).toMatchObject({ period: "2026-12", count: 2, mine: 1 });
  });

  it("are forgotten by a reset, which brings the first counts back", async () => {
    const backend = play({ counts: { [POST]: 3 } });
    await click(backend);
    backend.fail("offline");
    backend.reset();
    expect(backend.clicks).toEqual([]);
    expect(await click(backend)).toMatchObject({ count: 4 });
  });

  it("and the tokens are still there after a reload, where a storage keeps them", async () => {
    const texts = new Map<string, string>();
    const storage = {
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, text: string) => void texts.set(key, text),
      removeItem: (key: string) => void texts.delete(key),
    };
    const first = play({ storage, counts: { [POST]: 3 } });
    const token = first.token({ site: SITE });
    await click(first);
    const second = play({ storage, counts: { [POST]: 3 } });
    const { mine } = await (await asks(second, token)(`/v1/me?url=${POST}`)).json();
    expect(mine[POST].clicks).toBe(1);
    expect(await click(second)).toMatchObject({ count: 5 });
  });
});

describe("a subscription", () => {
  const months = { url: POST, publisher: "marothro", months: 3 };
  const put = (backend: MockBackend, call = months) =>
    asks(backend, backend.token({ site: SITE, scope: "click subscribe" }))("/v1/subscriptions", "PUT", call);

  it("needs the scope subscribe", async () => {
    const answer = await asks(play())("/v1/subscriptions", "PUT", months);
    expect([answer.status, (await answer.json()).code]).toEqual([403, "insufficient-scope"]);
  });

  it("clicks in each of its months, from the next one on, and is told by me", async () => {
    const backend = play();
    const answer = await put(backend);
    expect(await answer.json()).toEqual({ ...months, until: "2027-02" });
    expect(backend.clicks).toEqual([]);
    const { mine } = await (await asks(backend)(`/v1/me?url=${POST}`)).json();
    expect(mine[POST].subscription).toEqual({ months: 3, until: "2027-02" });
    for (let month = 0; month < 5; month += 1) backend.closePeriod();
    expect(backend.clicks.map(({ period }) => period)).toEqual(["2026-12", "2027-01", "2027-02"]);
  });

  it("is rejected as a click is, inside a 200", async () => {
    const answer = await put(play(), { ...months, publisher: "nobody" });
    expect(await answer.json()).toMatchObject({ problem: { code: "unknown-publisher" } });
  });

  it("that is ended clicks no more", async () => {
    const backend = play();
    await put(backend);
    const asked = asks(backend, backend.token({ site: SITE, scope: "subscribe" }));
    const path = `/v1/subscriptions?${new URLSearchParams({ url: POST, publisher: "marothro" })}`;
    expect((await asked(path, "DELETE")).status).toBe(204);
    backend.closePeriod();
    expect(backend.clicks).toEqual([]);
  });

  it("ends with the connection", async () => {
    const backend = play();
    await put(backend);
    backend.revoke();
    backend.closePeriod();
    expect(backend.clicks).toEqual([]);
  });
});

describe("a fault", () => {
  const counts = `/v1/counts?url=${POST}`;

  it("befalls the next request, and no other", async () => {
    const backend = play();
    backend.fail("offline");
    await expect(asks(backend)(counts)).rejects.toThrow(TypeError);
    expect((await asks(backend)(counts)).status).toBe(200);
    expect(backend.requests).toEqual(["GET /v1/counts", "GET /v1/counts"]);
  });

  it("befalls the requests that were named, as often as was said or until it is ended", async () => {
    const backend = play();
    backend.fail("internal", { on: "POST /v1/clicks", times: 2 });
    const end = backend.fail("unavailable", { on: "/v1/me", times: Number.POSITIVE_INFINITY });
    const ask = asks(backend);
    expect((await ask(counts)).status).toBe(200);
    const statuses = [1, 2, 3].map(async () => {
      return (await ask("/v1/clicks", "POST", { clicks: [clickOf()] })).status;
    });
    expect(await Promise.all(statuses)).toEqual([500, 500, 200]);
    expect([(await ask("/v1/me")).status, (await ask("/v1/me")).status]).toEqual([503, 503]);
    end();
    expect((await ask("/v1/me")).status).toBe(200);
  });

  it.each([
    ["internal", 500, null],
    ["unavailable", 503, "7"],
    ["rate-limited", 429, "7"],
    ["invalid-token", 401, null],
    ["insufficient-scope", 403, null],
    ["not-found", 404, null],
  ] as const)("%s is a problem of %i, carried out by nobody", async (fault, status, retryAfter) => {
    const backend = play();
    backend.fail(fault, { retryAfterSeconds: 7 });
    const answer = await asks(backend)("/v1/clicks", "POST", { clicks: [clickOf()] });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([status, retryAfter]);
    expect(await answer.json()).toMatchObject({ code: fault, status });
    expect(backend.clicks).toEqual([]);
  });

  it("html is a captive portal's page instead of the answer", async () => {
    const backend = play();
    backend.fail("html");
    const answer = await asks(backend)(counts);
    expect(answer.headers.get("content-type")).toBe("text/html");
    await expect(answer.json()).rejects.toThrow(SyntaxError);
  });

  it.each(["lost-answer", "cut"] as const)("%s counts the click all the same", async (fault) => {
    const backend = play();
    backend.fail(fault);
    const sent = clickOf();
    const answer = asks(backend)("/v1/clicks", "POST", { clicks: [sent] });
    await expect(answer.then((given) => given.json())).rejects.toThrow();
    expect(backend.clicks).toMatchObject([{ id: sent.id }]);
  });

  it.each([
    ["slow answers late", { latencyMs: 0 }],
    ["and latencyMs lets every answer take its time", { latencyMs: 400 }],
  ])("%s", async (_, options) => {
    vi.useFakeTimers();
    const backend = play(options);
    if (!options.latencyMs) backend.fail("slow", { delayMs: 400 });
    const answered = vi.fn();
    asks(backend)(counts).then(answered);
    await vi.advanceTimersByTimeAsync(399);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(answered).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });

  it("leaves the client's click pending, and counted once when the network is back", async () => {
    const backend = playBackend({ publishers });
    const token = backend.token({ site: SITE });
    const client = createClient({
      backend: backend.base,
      site: SITE,
      token,
      storage: null,
      fetch: backend.fetch,
    });
    backend.fail("lost-answer", { on: "POST /v1/clicks" });
    const counted = new Promise((resolve) => client.on("counted", resolve));
    expect(await client.click({ publisher: "marothro", url: POST })).toMatchObject({ status: "pending" });
    expect(await counted).toMatchObject({ count: 1, mine: 1 });
    expect(backend.clicks).toHaveLength(1);
    client.close();
  });
});
