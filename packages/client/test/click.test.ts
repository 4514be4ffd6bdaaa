import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient, RivuletError } from "../src/index.js";
import { createDevice } from "./device.js";
import { hear } from "./hear.js";
import { BACKEND, playBackend, SITE } from "./play-backend.js";

const thing = { publisher: "marothro", url: `${SITE}/post`, title: "A post" };

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-24T08:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(options: { token?: string } = { token: "token-1" }) {
  const backend = playBackend();
  const device = createDevice();
  const client = createClient({
    backend: BACKEND,
    site: SITE,
    storage: device.storage,
    fetch: backend.fetch,
    ...options,
  });
  return { backend, device, client, heard: hear(client) };
}

describe("a click", () => {
  it("is saved in the turn of the press, and sent before that turn's promises are through", async () => {
    const { backend, device, client } = setUp();
    void client.click(thing);
    expect(device.keys(":click:")).toHaveLength(1);
    expect(client.state.waiting).toBe(1);
    for (let turns = 0; turns < 3; turns += 1) await Promise.resolve();
    expect(backend.requests).toHaveLength(1);
  });

  it("that is counted waits no more, and says count and mine", async () => {
    const { backend, device, client, heard } = setUp();
    backend.addOthers(4);
    const outcome = await client.click(thing);
    expect(outcome).toEqual({ status: "counted", id: backend.counted()[0], count: 5, mine: 1 });
    expect(heard).toEqual([["counted", { id: backend.counted()[0], thing, count: 5, mine: 1 }]]);
    expect(device.left()).toEqual([]);
    expect(client.state.waiting).toBe(0);
  });

  it("carries what the protocol asks for, and the token with its site", async () => {
    const { backend, client } = setUp();
    await client.click({ ...thing, title: "x".repeat(400) });
    const [{ headers, body }] = backend.posts() as [(typeof backend.requests)[0]];
    expect(JSON.parse(body)).toEqual({
      clicks: [
        {
          ...thing,
          title: "x".repeat(300),
          id: backend.counted()[0],
          clicked_at: "2026-11-24T08:00:00.000Z",
        },
      ],
    });
    expect(Object.fromEntries(headers)).toEqual({
      authorization: "Bearer token-1",
      "content-type": "application/json",
      origin: SITE,
    });
  });

  it.each([
    ["a title without its length", { title: "x".repeat(400) }, "counted"],
    ["no title that is no text", { title: 7 as never }, "counted"],
  ])("carries %s, so that a page's own title loses no click", async (_, more, status) => {
    const { backend, client } = setUp();
    expect(await client.click({ ...thing, ...more })).toMatchObject({ status });
    const [{ body }] = backend.posts() as [(typeof backend.requests)[0]];
    const { title = "" } = JSON.parse(body).clicks[0];
    expect(title.length).toBe(more.title === (7 as never) ? 0 : 300);
  });

  it("without a token is kept as pending, and nothing is sent", async () => {
    const { backend, client, heard } = setUp({});
    const outcome = await client.click(thing);
    expect(outcome).toStrictEqual({ status: "pending", id: client.waiting()[0]?.id });
    expect(heard).toEqual([["pending", { id: client.waiting()[0]?.id, thing }]]);
    await vi.runAllTimersAsync();
    expect(backend.requests).toEqual([]);
  });

  it("that is refused says why, and waits no more", async () => {
    const { device, client, heard } = setUp();
    const outcome = await client.click({ ...thing, publisher: "nobody" });
    expect(outcome).toMatchObject({ status: "rejected", code: "unknown-publisher" });
    expect(heard).toMatchObject([["rejected", { code: "unknown-publisher" }]]);
    expect(device.left()).toEqual([]);
  });

  it.each([
    ["a body that is no JSON", () => new Response("<html>", { status: 200 })],
    ["no results", () => new Response("{}", { status: 200 })],
    ["a result for another id", () => answerWith({ id: "another", status: "counted", count: 1, mine: 1 })],
    ["a result without a count", (id: string) => answerWith({ id, status: "counted" })],
    ["a status that is not known", (id: string) => answerWith({ id, status: "paid", count: 1, mine: 1 })],
    ["a refusal without its code", (id: string) => answerWith({ id, status: "rejected" })],
  ])("that is answered 200 with %s stays, and the error is bad-answer", async (_, answer) => {
    const fetch = async (_url: unknown, init?: RequestInit) =>
      answer(JSON.parse(String(init?.body)).clicks[0].id);
    const client = createClient({ backend: BACKEND, site: SITE, token: "token-1", storage: null, fetch });
    const heard = hear(client);
    expect(await client.click(thing)).toMatchObject({ status: "pending" });
    expect(heard[0]).toEqual([
      "error",
      expect.objectContaining({ name: "RivuletError", code: "bad-answer" }),
    ]);
    expect(client.state.waiting).toBe(1);
    client.close();
  });

  it("gives up after 15 seconds without an answer, and stays", async () => {
    const ending = new AbortController();
    const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(ending.signal);
    const fetch = (_: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      });
    const client = createClient({ backend: BACKEND, site: SITE, token: "token-1", storage: null, fetch });
    const heard = hear(client);
    const outcome = client.click(thing);
    await vi.advanceTimersByTimeAsync(0);
    ending.abort(new DOMException("late", "TimeoutError"));
    expect(await outcome).toMatchObject({ status: "pending" });
    expect(timeout).toHaveBeenCalledWith(15_000);
    expect(heard[0]).toEqual(["error", expect.objectContaining({ code: "timeout" })]);
    expect(client.state.offline).toBe(true);
    timeout.mockRestore();
    client.close();
  });

  it("goes with no cookie, follows no redirect, and outlives its page", async () => {
    const inits: RequestInit[] = [];
    const backend = playBackend();
    const client = createClient({
      backend: BACKEND,
      token: "token-1",
      storage: null,
      fetch: (url, init) => {
        inits.push(init as RequestInit);
        return backend.fetch(String(url), init);
      },
    });
    await client.click(thing);
    expect(inits).toMatchObject([{ credentials: "omit", redirect: "error", keepalive: true }]);
  });

  it("survives a listener that throws", async () => {
    const { client } = setUp();
    client.on("counted", () => {
      throw new Error("the page's own fault");
    });
    expect(await client.click(thing)).toMatchObject({ status: "counted" });
  });

  it("is two when it is made twice", async () => {
    const { backend, client } = setUp();
    const [first, second] = await Promise.all([client.click(thing), client.click(thing)]);
    expect(first.id).not.toBe(second.id);
    expect(backend.counted()).toEqual([first.id, second.id]);
  });
});

describe("an error", () => {
  it("is known by name and code, and is an Error", () => {
    const error = new RivuletError("offline");
    expect(error).toBeInstanceOf(Error);
    expect({ name: error.name, code: error.code, message: error.message }).toEqual({
      name: "RivuletError",
      code: "offline",
      message: "offline",
    });
  });
});

const answerWith = (result: object) =>
  new Response(JSON.stringify({ results: [result], donor: {} }), { status: 200 });
