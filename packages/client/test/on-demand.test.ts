import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCore } from "../src/core.js";
import { more } from "../src/more.js";
import { createDevice } from "./device.js";
import { hear } from "./hear.js";
import { BACKEND, playBackend, SITE } from "./play-backend.js";
import { playLocks } from "./play-locks.js";

const thing = { publisher: "marothro", url: `${SITE}/post` };
const connected = { [`rivulet:${BACKEND}:token`]: JSON.stringify({ token: "token-1", sub: "donor-1" }) };

beforeEach(() => {
  vi.stubGlobal("navigator", { locks: playLocks() });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function setUp(entries: Record<string, string> = {}, loadMore = vi.fn(async () => more)) {
  const backend = playBackend();
  const device = createDevice(entries);
  const client = createCore({
    backend: BACKEND,
    site: SITE,
    storage: device.storage,
    fetch: backend.fetch,
    loadMore,
  });
  return { backend, device, client, loadMore, heard: hear(client) };
}

/** A page with a policy that allows one exact file. */
const refused = () => vi.fn(() => Promise.reject(new TypeError("blocked")));

const rest = () => new Promise((resolve) => setTimeout(resolve));

describe("the part that is loaded on demand", () => {
  it("is not loaded for counts, nor for a click before anybody connected", async () => {
    const { client, loadMore } = setUp();
    await client.counts([thing.url]);
    expect(await client.click(thing)).toMatchObject({ status: "pending" });
    expect(client.state).toMatchObject({ connected: false, waiting: 1 });
    expect(loadMore).not.toHaveBeenCalled();
    client.close();
  });

  it("is loaded at the start when something is saved, and tells how things stand", async () => {
    const { client, loadMore, heard } = setUp(connected);
    expect(loadMore).toHaveBeenCalledOnce();
    await rest();
    expect(heard).toEqual([["connected", { sub: "donor-1" }]]);
    expect(client.state.connected).toBe(true);
    client.close();
  });

  it("tells nothing of clicks that an earlier page has ended", async () => {
    const first = setUp(connected);
    await first.client.click(thing);
    first.client.close();
    const { client, heard } = setUp(Object.fromEntries(first.device.texts));
    await rest();
    expect(heard.map(([name]) => name)).toEqual(["connected"]);
    expect(await client.counts([thing.url])).toEqual({ [thing.url]: 1 });
    client.close();
  });

  it.each(["Web Locks", "a lease"])("sends a press that came before it once, with %s", async (means) => {
    if (means === "a lease") vi.stubGlobal("navigator", {});
    const { backend, client } = setUp(connected);
    expect(await client.click(thing)).toMatchObject({ status: "counted" });
    await rest();
    expect(backend.posts()).toHaveLength(1);
    client.close();
  });

  it("is not needed to count and to save, where it cannot be loaded", async () => {
    const { client, device, heard } = setUp(connected, refused());
    const { id } = await client.click(thing);
    expect(heard).toEqual([["pending", { id, thing }]]);
    expect(client.waiting()).toMatchObject([{ id, sub: "donor-1" }]);
    expect(device.left()).toHaveLength(1);
    expect(await client.counts([thing.url])).toEqual({ [thing.url]: 0 });
    await expect(client.undo(id)).rejects.toMatchObject({ name: "RivuletError", code: "offline" });
    client.close();
  });

  it("is asked for again after it could not be loaded", async () => {
    const loadMore = vi.fn(async () => more).mockRejectedValueOnce(new TypeError("no network"));
    const { client } = setUp({}, loadMore);
    const { id } = await client.click(thing);
    await expect(client.undo(id)).rejects.toMatchObject({ code: "offline" });
    await client.undo(id);
    expect(client.state.waiting).toBe(0);
    client.close();
  });
});
