import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../src/index.js";
import { createDevice } from "./device.js";
import { hear } from "./hear.js";
import { BACKEND, playBackend, SITE } from "./play-backend.js";

const thing = { publisher: "marothro", url: `${SITE}/post` };
const start = `rivulet:${BACKEND}:click:`;
const tokenKey = `rivulet:${BACKEND}:token`;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-24T08:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(entries: Record<string, string> = {}) {
  const backend = playBackend();
  const device = createDevice({
    [tokenKey]: JSON.stringify({ token: "token-1", sub: "donor-1" }),
    ...entries,
  });
  const inits: RequestInit[] = [];
  const open = () =>
    createClient({
      backend: BACKEND,
      site: SITE,
      storage: device.storage,
      fetch: (url, init) => {
        inits.push(init as RequestInit);
        return backend.fetch(url, init);
      },
    });
  return { backend, device, inits, open };
}

/** Entries of clicks that an earlier page has left. */
const left = (count: number, more: object = {}) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const id = `019ac0de-0000-7000-8000-${index.toString().padStart(12, "0")}`;
      const clickedAt = "2026-11-24T07:59:00.000Z";
      return [start + id, JSON.stringify({ id, thing, clickedAt, sub: "donor-1", ...more })];
    }),
  );

describe("a captive portal, which answers 200 with a page of its own", () => {
  it("takes no click for counted: it is sent again", async () => {
    const { backend, open } = setUp();
    const client = open();
    backend.faults.push("portal");
    expect(await client.click(thing)).toMatchObject({ status: "pending" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(backend.counted()).toHaveLength(1);
  });

  it("takes no undo for done: it is kept and sent again", async () => {
    const { backend, open } = setUp();
    const client = open();
    await client.click(thing);
    backend.faults.push("portal");
    await client.undo();
    expect(backend.counted()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(backend.counted()).toHaveLength(0);
  });

  it("is no count, and no state of the donor's", async () => {
    const { backend, open } = setUp();
    const client = open();
    backend.faults.push("portal", "portal");
    const counts = client.counts([thing.url]);
    await vi.advanceTimersByTimeAsync(0);
    expect(await counts).toEqual({ [thing.url]: null });
    await expect(client.me([thing.url])).rejects.toMatchObject({ name: "RivuletError", code: "bad-answer" });
  });

  it("does not look as if the token had been given back", async () => {
    const { backend, open } = setUp();
    const client = open();
    backend.faults.push("portal");
    await expect(client.disconnect()).rejects.toMatchObject({ code: "bad-answer" });
    expect(client.state.connected).toBe(false);
  });
});

describe("a tab that is closed while it sends", () => {
  it.each(["lost-request", "lost-answer"] as const)(
    "leaves its click to the next visit, where it counts once (%s)",
    async (fault) => {
      const { backend, open, inits } = setUp();
      const client = open();
      backend.faults.push(fault);
      const clicked = client.click(thing);
      while (!inits[0]) await Promise.resolve();
      client.close();
      await clicked;
      const next = hear(open());
      await vi.advanceTimersByTimeAsync(1);
      expect(backend.counted()).toHaveLength(1);
      expect(next.at(-1)).toMatchObject(["counted", { thing, count: 1, mine: 1 }]);
      expect(inits.every(({ keepalive }) => keepalive)).toBe(true);
    },
  );
});

describe("fifty pending clicks", () => {
  it("go out in one request that outlives its page", async () => {
    const { backend, open, inits } = setUp(left(50));
    open();
    await vi.advanceTimersByTimeAsync(1);
    expect(backend.counted()).toHaveLength(50);
    expect(inits).toHaveLength(1);
    expect(inits[0]?.keepalive).toBe(true);
  });

  it("that are long do not ask to outlive their page, which browsers refuse beyond 64 KiB", async () => {
    const long = { ...thing, title: "長".repeat(300) };
    const { backend, open, inits } = setUp({ ...left(50, { thing: long }) });
    open();
    await vi.advanceTimersByTimeAsync(1);
    expect(backend.counted()).toHaveLength(50);
    const asked = inits.filter(({ keepalive }) => keepalive).map(({ body }) => Buffer.byteLength(`${body}`));
    expect(Math.max(0, ...asked)).toBeLessThan(60 * 1_024);
    expect(inits.some(({ keepalive }) => !keepalive)).toBe(true);
  });

  it("are never under way in two requests at once, so that what outlives the page stays under 60 KiB in total", async () => {
    const { backend, open } = setUp(left(120));
    let underWay = 0;
    let most = 0;
    const fetch = backend.fetch;
    backend.fetch = async (...request) => {
      underWay += 1;
      most = Math.max(most, underWay);
      const answer = await fetch(...request);
      underWay -= 1;
      return answer;
    };
    const clients = [open(), open()];
    await Promise.all(clients.map((client) => client.click(thing)));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(backend.counted()).toHaveLength(122);
    expect(most).toBe(1);
  });
});

describe("a corrupted entry", () => {
  it.each([
    ["no thing", { thing: null }],
    ["a thing that is a number", { thing: 7 }],
    ["a title that is a list", { thing: { ...thing, title: ["x"] } }],
    ["a time that is none", { clickedAt: "yesterday", sub: undefined }],
    ["an answer that is none", { status: "paid", atMs: "soon" }],
  ])("with %s blocks no other click, and nothing is thrown", async (_, more) => {
    const { backend, open } = setUp(left(1, more));
    const client = open();
    expect(await client.click(thing)).toMatchObject({ status: "counted" });
    expect(backend.counted().length).toBeGreaterThan(0);
    const counts = client.counts([thing.url]);
    await vi.advanceTimersByTimeAsync(0);
    expect(Object.keys(await counts)).toEqual([thing.url]);
  });
});

describe("a clock that jumps", () => {
  it.each([
    ["back", "2026-11-20T08:00:00Z"],
    ["ahead", "2026-11-29T08:00:00Z"],
  ])("%s keeps ids in order and sends each click once", async (_, time) => {
    const { backend, open } = setUp();
    const client = open();
    backend.faults.push("lost-request");
    const before = await client.click(thing);
    vi.setSystemTime(Date.parse(time));
    const after = await client.click(thing);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(after.id > before.id).toBe(true);
    expect(backend.counted().sort()).toEqual([before.id, after.id]);
    expect(client.state.waiting).toBe(0);
  });

  it("back asks for counts anew, and forgets what it remembered of ended clicks", async () => {
    const { backend, device, open } = setUp();
    const client = open();
    await client.click(thing);
    const first = client.counts([thing.url]);
    await vi.advanceTimersByTimeAsync(0);
    expect(await first).toEqual({ [thing.url]: 1 });
    backend.addOthers(4);
    vi.setSystemTime(Date.parse("2026-11-23T08:00:00Z"));
    const second = client.counts([thing.url]);
    await vi.advanceTimersByTimeAsync(0);
    expect(await second).toEqual({ [thing.url]: 5 });
    expect(device.keys(":click:")).toEqual([]);
  });
});
