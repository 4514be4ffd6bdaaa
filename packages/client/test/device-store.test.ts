import { afterEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../src/index.js";
import { createDevice } from "./device.js";
import { BACKEND, playBackend, SITE } from "./play-backend.js";

const thing = { publisher: "marothro", url: `${SITE}/post` };

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("where clicks are kept", () => {
  it("nothing is written before a click", async () => {
    const device = createDevice();
    const write = vi.spyOn(device.storage, "setItem");
    const client = createClient({ backend: BACKEND, storage: device.storage, fetch: playBackend().fetch });
    await client.counts([thing.url]);
    await client.handleRedirect();
    expect(write).not.toHaveBeenCalled();
    await client.click(thing);
    expect(write).toHaveBeenCalledOnce();
    client.close();
  });

  it("is memory where the getter of localStorage throws, and the state says so", async () => {
    vi.stubGlobal("localStorage", undefined);
    Object.defineProperty(globalThis, "localStorage", {
      configurable: true,
      get() {
        throw new DOMException("blocked", "SecurityError");
      },
    });
    const client = createClient({ backend: BACKEND, fetch: playBackend().fetch });
    expect(client.state.kept).toBe(false);
    expect(await client.click(thing)).toMatchObject({ status: "pending" });
    expect(client.waiting()).toHaveLength(1);
    client.close();
  });

  it("is memory for what no longer fits, and the state says so", async () => {
    const device = createDevice();
    const client = createClient({ backend: BACKEND, storage: device.storage, fetch: playBackend().fetch });
    await client.click(thing);
    expect(client.state.kept).toBe(true);
    device.fill();
    await client.click(thing);
    expect(client.state).toMatchObject({ kept: false, waiting: 2 });
    client.close();
  });

  it("belongs to one backend: another one's clicks and token are not touched", async () => {
    const device = createDevice();
    const other = createClient({
      backend: `${BACKEND}:8443`,
      storage: device.storage,
      fetch: playBackend().fetch,
    });
    await other.click(thing);
    const client = createClient({
      backend: BACKEND,
      token: "token-1",
      storage: device.storage,
      fetch: playBackend().fetch,
    });
    expect(client.state.waiting).toBe(0);
    client.close();
    other.close();
  });
});
