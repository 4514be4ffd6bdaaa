import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../src/index.js";
import { createDevice } from "./device.js";
import { hear } from "./hear.js";
import { BACKEND, playBackend, SITE } from "./play-backend.js";

const thing = { publisher: "marothro", url: `${SITE}/post` };

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-24T08:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(options: { token?: string } = { token: "token-1" }) {
  const backend = playBackend();
  const device = createDevice();
  const open = () =>
    createClient({ backend: BACKEND, site: SITE, storage: device.storage, fetch: backend.fetch, ...options });
  const client = open();
  return { backend, device, open, client, heard: hear(client) };
}

describe("undo", () => {
  it("of a click that never left the device removes it, without a request", async () => {
    const { backend, client, heard } = setUp({});
    const { id } = await client.click(thing);
    await client.undo();
    expect(heard.at(-1)).toEqual(["undone", { id, thing }]);
    expect(client.state.waiting).toBe(0);
    expect(backend.requests).toEqual([]);
  });

  it("of one click asks nobody about the others that nobody has connected for", async () => {
    const { backend, client, heard } = setUp({});
    await client.click(thing);
    await client.click(thing);
    await client.undo();
    expect(heard.map(([name]) => name)).toEqual(["pending", "pending", "undone"]);
    expect(client.state.waiting).toBe(1);
    expect(backend.requests).toEqual([]);
  });

  it("of a click that another donor gave on this device waits for that donor", async () => {
    const { backend, device, client } = setUp({});
    const key = `rivulet:${BACKEND}:token`;
    const connect = (sub: string) => {
      backend.subs.set(`${sub}-token`, sub);
      device.storage.setItem(key, JSON.stringify({ token: `${sub}-token`, sub }));
    };
    connect("ann");
    const { id } = await client.click(thing);
    connect("bob");
    await client.undo(id);
    expect(backend.requests.filter(({ method }) => method === "DELETE")).toEqual([]);
    connect("ann");
    await client.undo(id);
    expect(backend.counted()).toEqual([]);
  });

  it("of a counted click asks the backend", async () => {
    const { backend, client, heard } = setUp();
    const { id } = await client.click(thing);
    await client.undo(id);
    expect(backend.requests.at(-1)).toMatchObject({ method: "DELETE", path: `/v1/clicks/${id}` });
    expect(backend.counted()).toEqual([]);
    expect(heard.at(-1)).toEqual(["undone", { id, thing }]);
  });

  it("without an id takes the last click, then the one before, then there is none", async () => {
    const { backend, client } = setUp();
    const first = await client.click(thing);
    await client.click(thing);
    await client.undo();
    expect(backend.counted()).toEqual([first.id]);
    await client.undo();
    expect(backend.counted()).toEqual([]);
    await expect(client.undo()).rejects.toMatchObject({ name: "RivuletError", code: "unknown-click" });
  });

  it("wins over its click that is still on its way", async () => {
    const { backend, client, heard } = setUp();
    const clicked = client.click(thing);
    await Promise.all([clicked, client.undo()]);
    expect(backend.counted()).toEqual([]);
    expect(heard.map(([name]) => name)).toEqual(["undone"]);
  });

  it("wins over a click whose request was lost, which is not sent again", async () => {
    const { backend, client } = setUp();
    backend.faults.push("lost-request");
    await client.click(thing);
    await client.undo();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(backend.counted()).toEqual([]);
    expect(backend.posts()).toHaveLength(1);
  });

  it.each(["lost-request", "lost-answer", 503] as const)(
    "after a %s is kept and sent again, also after a reload",
    async (fault) => {
      const { backend, client, heard, open } = setUp();
      await client.click(thing);
      backend.faults.push(fault);
      await client.undo();
      expect(heard.at(-1)?.[0]).toBe("undone");
      client.close();
      open();
      await vi.advanceTimersByTimeAsync(1);
      expect(backend.counted()).toEqual([]);
      expect(backend.requests.filter(({ method }) => method === "DELETE")).toHaveLength(2);
    },
  );

  it("of a settled click is refused with already-settled, and asks no more", async () => {
    const { backend, client } = setUp();
    const { id } = await client.click(thing);
    backend.settled.add(id);
    await expect(client.undo()).rejects.toMatchObject({
      name: "RivuletError",
      code: "already-settled",
    });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(backend.requests.filter(({ method }) => method === "DELETE")).toHaveLength(1);
    expect(backend.counted()).toEqual([id]);
  });

  it("that was kept and is refused later says so by event", async () => {
    const { backend, client, heard } = setUp();
    const { id } = await client.click(thing);
    backend.faults.push("lost-request");
    await client.undo();
    backend.settled.add(id);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(heard.at(-1)).toEqual(["error", expect.objectContaining({ code: "already-settled" })]);
  });

  it("of a click of which this device knows nothing needs a token", async () => {
    const { client } = setUp({});
    await expect(client.undo("019ac0de-7b1c-7f3a-9d52-0c8e4b7a1f60")).rejects.toMatchObject({
      code: "not-connected",
    });
  });
});

describe("me", () => {
  it("gives the donor's state and the own clicks by URL, as asked", async () => {
    const { client } = setUp();
    await client.click(thing);
    const { id } = await client.click(thing);
    const other = `${SITE}/other`;
    expect(await client.me([thing.url, other])).toEqual({
      donor: { clicks: 2, funded: true },
      mine: {
        [thing.url]: { clicks: 2, last: id, subscription: null },
        [other]: { clicks: 0, last: null, subscription: null },
      },
    });
  });

  it("needs a token", async () => {
    const { client } = setUp({});
    await expect(client.me([thing.url])).rejects.toMatchObject({
      name: "RivuletError",
      code: "not-connected",
    });
  });
});

describe("disconnect", () => {
  it("forgets the token, asks the backend to revoke it, and leaves what is unsent to its donor", async () => {
    const backend = playBackend();
    const key = `rivulet:${BACKEND}:token`;
    const device = createDevice({ [key]: JSON.stringify({ token: "token-1", sub: "donor-1" }) });
    const client = createClient({
      backend: BACKEND,
      site: SITE,
      storage: device.storage,
      fetch: backend.fetch,
    });
    const heard = hear(client);
    backend.faults.push("lost-request");
    await client.click(thing);
    await client.disconnect();
    expect(client.state.connected).toBe(false);
    expect(heard.at(-1)).toEqual(["disconnected", {}]);
    expect(device.texts.has(key)).toBe(false);
    expect(backend.requests.at(-1)).toMatchObject({ path: "/v1/revoke", body: "token=token-1" });
    expect(client.waiting()[0]?.sub).toBe("donor-1");
    client.close();
  });
});
