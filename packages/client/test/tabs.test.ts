// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../src/index.js";
import { createDevice } from "./device.js";
import { hear } from "./hear.js";
import { BACKEND, playBackend, SITE } from "./play-backend.js";
import { playLocks } from "./play-locks.js";

const thing = { publisher: "marothro", url: `${SITE}/post` };
const tokenKey = `rivulet:${BACKEND}:token`;
const token = JSON.stringify({ token: "token-1", sub: "donor-1" });

beforeEach(() => {
  vi.useFakeTimers({
    now: Date.parse("2026-11-24T08:00:00Z"),
    toFake: ["setTimeout", "clearTimeout", "Date"],
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function setUp(entries: Record<string, string> = {}) {
  const backend = playBackend();
  const device = createDevice(entries);
  const open = () =>
    createClient({ backend: BACKEND, site: SITE, storage: device.storage, fetch: backend.fetch });
  return { backend, device, open };
}

describe("two tabs", () => {
  it("show the same waiting clicks, and the same end of them", async () => {
    const { open } = setUp({ [tokenKey]: token });
    const here = open();
    const there = hear(open());
    const { id } = await here.click(thing);
    await vi.advanceTimersByTimeAsync(0);
    expect(there).toEqual([["counted", { id, thing, count: 1, mine: 1 }]]);
  });

  it("learn from each other that a click waits, and that it was taken back", async () => {
    const { open } = setUp();
    const here = open();
    const other = open();
    const there = hear(other);
    const { id } = await here.click(thing);
    await vi.advanceTimersByTimeAsync(0);
    expect(other.state.waiting).toBe(1);
    await here.undo();
    await vi.advanceTimersByTimeAsync(0);
    expect(there).toEqual([["undone", { id, thing }]]);
    expect(other.state.waiting).toBe(0);
  });

  it("are connected and disconnected together", async () => {
    const { open, device } = setUp();
    const client = open();
    const heard = hear(client);
    device.storage.setItem(tokenKey, token);
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.connected).toBe(true);
    device.storage.removeItem(tokenKey);
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).toEqual([
      ["connected", { sub: "donor-1" }],
      ["disconnected", {}],
    ]);
  });

  it("notice after the back-forward cache what they did not hear", async () => {
    const { open, device } = setUp();
    const client = open();
    device.texts.set(tokenKey, token);
    window.dispatchEvent(new Event("pageshow"));
    expect(client.state.connected).toBe(true);
  });

  it.each(["Web Locks", "a lease"])("send what is left once, with %s", async (means) => {
    vi.stubGlobal("navigator", means === "Web Locks" ? { locks: playLocks() } : {});
    const { backend, device, open } = setUp({ [tokenKey]: token });
    const first = open();
    backend.faults.push("lost-request");
    const { id } = await first.click(thing);
    first.close();
    backend.requests.length = 0;
    for (let i = 0; i < 5; i += 1) open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(backend.posts()).toHaveLength(1);
    expect(backend.counted()).toEqual([id]);
    expect(device.keys(":lease")).toEqual([]);
  });

  it("wait for a lease of a tab that has died no longer than a minute or two", async () => {
    vi.stubGlobal("navigator", {});
    const { backend, device, open } = setUp({ [tokenKey]: token });
    const first = open();
    backend.faults.push("lost-request");
    await first.click(thing);
    first.close();
    device.texts.set(`rivulet:${BACKEND}:lease`, JSON.stringify({ atMs: Date.now() }));
    open();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(backend.counted()).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(backend.counted()).toHaveLength(1);
  });
});
