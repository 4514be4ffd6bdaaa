import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../src/index.js";
import { createDevice } from "./device.js";
import { hear } from "./hear.js";
import { BACKEND, playBackend, SITE } from "./play-backend.js";

const thing = { publisher: "marothro", url: `${SITE}/post` };

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-24T08:00:00Z") });
  // The longest that full jitter waits.
  vi.spyOn(Math, "random").mockReturnValue(1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function setUp() {
  const backend = playBackend();
  const device = createDevice();
  const open = () =>
    createClient({
      backend: BACKEND,
      site: SITE,
      token: "token-1",
      storage: device.storage,
      fetch: backend.fetch,
    });
  const client = open();
  return { backend, device, open, client, heard: hear(client) };
}

/** Saves as many clicks as an earlier page could not send. */
async function leaveUnsent(count: number, publishers: string[] = []) {
  const parts = setUp();
  parts.backend.faults.push(...Array.from({ length: count }, () => "lost-request" as const));
  for (let i = 0; i < count; i += 1)
    await parts.client.click({ ...thing, publisher: publishers[i] ?? "marothro" });
  parts.client.close();
  parts.backend.requests.length = 0;
  return parts;
}

describe("what could not be sent", () => {
  it.each(["lost-request", "lost-answer", "cut-body"] as const)(
    "after a %s is sent again and counts once",
    async (fault) => {
      const { backend, client, heard } = setUp();
      backend.faults.push(fault);
      const { id, status } = await client.click(thing);
      expect(status).toBe("pending");
      await vi.advanceTimersByTimeAsync(1_000);
      expect(backend.counted()).toEqual([id]);
      expect(heard.at(-1)).toEqual(["counted", { id, thing, count: 1, mine: 1 }]);
      expect(client.state).toEqual({ connected: true, offline: false, waiting: 0, unclaimed: 0, kept: true });
    },
  );

  it("waits twice as long after each failure", async () => {
    const { backend, client } = setUp();
    backend.faults.push("lost-request", "lost-request", "lost-request", "lost-request");
    await client.click(thing);
    const sent: number[] = [];
    for (const waitMs of [999, 1, 1_999, 1, 3_999, 1]) {
      await vi.advanceTimersByTimeAsync(waitMs);
      sent.push(backend.posts().length);
    }
    expect(sent).toEqual([1, 2, 2, 3, 3, 4]);
  });

  it("waits as long as Retry-After asks in seconds, even when the network comes back meanwhile", async () => {
    const { backend, client } = setUp();
    backend.faults.push(429);
    await client.click(thing);
    await vi.advanceTimersByTimeAsync(6_999);
    expect(backend.posts()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(backend.counted()).toHaveLength(1);
  });

  it("goes out at the next start, in calls of 50 in the order of the clicks", async () => {
    const { backend, open } = await leaveUnsent(120);
    open();
    await vi.advanceTimersByTimeAsync(1);
    const sizes = backend.posts().map(({ body }) => JSON.parse(body).clicks.length);
    expect(sizes).toEqual([50, 50, 20]);
    expect(backend.counted()).toEqual([...backend.counted()].sort());
    expect(backend.counted()).toHaveLength(120);
  });

  it("goes singly after a call that was refused whole, so that one bad entry blocks no other", async () => {
    const { backend, open } = await leaveUnsent(3, ["marothro", "shapeless", "marothro"]);
    const client = open();
    const heard = hear(client);
    await vi.advanceTimersByTimeAsync(1);
    expect(backend.counted()).toHaveLength(2);
    expect(heard.map(([name]) => name)).toEqual(["counted", "rejected", "counted"]);
    expect(heard[1]).toMatchObject([
      "rejected",
      { code: "invalid-request", thing: { publisher: "shapeless" } },
    ]);
    expect(client.state.waiting).toBe(0);
  });

  it("stays where something on the way refuses without a problem document", async () => {
    const { device, client: first } = setUp();
    first.close();
    const fetch = async () => new Response("<h1>Bad request</h1>", { status: 400 });
    const client = createClient({ backend: BACKEND, token: "token-1", storage: device.storage, fetch });
    await client.click(thing);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(client.state.waiting).toBe(1);
    client.close();
  });

  it("goes at once when the network is back, however long the next pause would be", async () => {
    const target = new EventTarget();
    vi.stubGlobal("addEventListener", target.addEventListener.bind(target));
    const { backend, client } = setUp();
    backend.faults.push("lost-request", "lost-request", "lost-request", "lost-request");
    await client.click(thing);
    await vi.advanceTimersByTimeAsync(7_999);
    expect(client.state).toMatchObject({ offline: true, waiting: 1 });
    target.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    expect(backend.counted()).toHaveLength(1);
  });

  it("is sent no more by a client that was closed", async () => {
    const { backend, client } = setUp();
    backend.faults.push("lost-request");
    await client.click(thing);
    client.close();
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(backend.posts()).toHaveLength(1);
  });

  it("is passed over where the storage holds what cannot be read", async () => {
    const { device, open, backend } = setUp();
    const start = `rivulet:${BACKEND}:click:`;
    for (const text of [
      "",
      "{",
      "null",
      "7",
      '"x"',
      "[]",
      '{"id": 7}',
      '{"id": "another", "thing": {"url": "x"}}',
    ]) {
      device.texts.set(`${start}${text.length}`, text);
      device.texts.set(`rivulet:${BACKEND}:answer:${text.length}`, text);
    }
    device.texts.set(`rivulet:${BACKEND}:token`, "{");
    device.texts.set(`rivulet:${BACKEND}:lease`, "[");
    const client = open();
    expect(client.waiting()).toEqual([]);
    expect(await client.click(thing)).toMatchObject({ status: "counted" });
    expect(backend.counted()).toHaveLength(1);
  });
});

describe("a refused token", () => {
  it("is forgotten, and its clicks stay for the same donor's next one", async () => {
    const { backend, device, open } = setUp();
    device.texts.set(`rivulet:${BACKEND}:token`, JSON.stringify({ token: "revoked", sub: "donor-1" }));
    const client = createClient({ backend: BACKEND, storage: device.storage, fetch: backend.fetch });
    const heard = hear(client);
    expect(await client.click(thing)).toMatchObject({ status: "pending" });
    expect(client.state).toMatchObject({ connected: false, waiting: 1 });
    expect(heard.map(([name]) => name)).toContain("disconnected");
    expect(client.waiting()[0]?.sub).toBe("donor-1");
    client.close();

    // Another donor's token does not send it, the same donor's does.
    backend.subs.set("token-2", "donor-2");
    device.texts.set(`rivulet:${BACKEND}:token`, JSON.stringify({ token: "token-2", sub: "donor-2" }));
    open();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(backend.counted()).toEqual([]);
    device.texts.set(`rivulet:${BACKEND}:token`, JSON.stringify({ token: "token-1", sub: "donor-1" }));
    open();
    await vi.advanceTimersByTimeAsync(1);
    expect(backend.counted()).toHaveLength(1);
  });

  it("is not forgotten when another tab has put a newer one in its place, which is tried once", async () => {
    const backend = playBackend();
    const key = `rivulet:${BACKEND}:token`;
    const device = createDevice({ [key]: JSON.stringify({ token: "old", sub: "donor-1" }) });
    const client = createClient({
      backend: BACKEND,
      storage: device.storage,
      fetch(url, init) {
        const answer = backend.fetch(String(url), init);
        device.texts.set(key, JSON.stringify({ token: "token-1", sub: "donor-1" }));
        return answer;
      },
    });
    expect(await client.click(thing)).toMatchObject({ status: "counted" });
    expect(backend.posts()).toHaveLength(2);
    expect(device.texts.get(key)).toContain("token-1");
  });
});
