import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../src/index.js";
import { createDevice } from "./device.js";
import { BACKEND, playBackend, SITE } from "./play-backend.js";

const url = `${SITE}/post`;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-24T08:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const backend = playBackend();
  const device = createDevice();
  const open = () =>
    createClient({
      backend: `${BACKEND}/`,
      site: SITE,
      token: "token-1",
      storage: device.storage,
      fetch: backend.fetch,
    });
  return { backend, device, open, client: open() };
}

async function settle<T>(promise: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(0);
  return promise;
}

describe("counts", () => {
  it("of one turn go out as one request without a header of its own", async () => {
    const { backend, client } = setUp();
    backend.addOthers(7);
    const both = Promise.all([client.counts([`${SITE}/b`, `${SITE}/a`]), client.counts([`${SITE}/a`])]);
    expect(await settle(both)).toEqual([{ [`${SITE}/b`]: 7, [`${SITE}/a`]: 7 }, { [`${SITE}/a`]: 7 }]);
    expect(backend.requests.map(({ query }) => query)).toEqual([`?base=${SITE}&url=/a&url=/b`]);
    expect([...(backend.requests[0]?.headers ?? [])]).toEqual([]);
  });

  it("are shared for 30 seconds and asked again after that", async () => {
    const { backend, client } = setUp();
    await settle(client.counts([url]));
    backend.addOthers(1);
    vi.setSystemTime(Date.now() + 29_999);
    expect(await settle(client.counts([url]))).toEqual({ [url]: 0 });
    vi.setSystemTime(Date.now() + 1);
    expect(await settle(client.counts([url]))).toEqual({ [url]: 1 });
    expect(backend.requests).toHaveLength(2);
  });

  it("are null where none is known, and asked again after a failure", async () => {
    const { backend, client } = setUp();
    backend.faults.push("lost-request", "cut-body", 503);
    for (const offline of [true, false, false]) {
      expect(await settle(client.counts([url, "no address"]))).toEqual({ [url]: null, "no address": null });
      expect(client.state.offline).toBe(offline);
    }
    expect(await settle(client.counts([url]))).toEqual({ [url]: 0 });
  });

  it("are never below what an own click's answer said for 10 minutes, also after a reload", async () => {
    const { backend, client, open } = setUp();
    backend.addOthers(12);
    await client.click({ publisher: "marothro", url });
    backend.addOthers(-5);
    client.close();
    const reloaded = open();
    expect(await settle(reloaded.counts([url]))).toEqual({ [url]: 13 });
    vi.setSystemTime(Date.now() + 600_000);
    expect(await settle(reloaded.counts([url]))).toEqual({ [url]: 8 });
  });

  it("may fall again when the click was taken back", async () => {
    const { client } = setUp();
    await client.click({ publisher: "marothro", url });
    await client.undo();
    expect(await settle(client.counts([url]))).toEqual({ [url]: 0 });
  });
});
