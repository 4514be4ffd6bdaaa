// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../../src/index.js";
import { consentInPage, playBackend } from "../../src/mock/index.js";
import { createDevice } from "../device.js";
import { playLocks } from "../play-locks.js";

const SITE = "https://blog.example";

beforeEach(() => {
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(`${SITE}/post`);
  vi.stubGlobal("navigator", { locks: playLocks() });
});
afterEach(() => vi.unstubAllGlobals());

function setUp(answer: "allow" | "refuse") {
  const opened = vi.fn(() => null);
  vi.stubGlobal("open", opened);
  const backend = playBackend();
  const stop = consentInPage(backend, { answer });
  const client = createClient({
    backend: backend.base,
    site: SITE,
    storage: createDevice().storage,
    fetch: backend.fetch,
  });
  return { backend, client, opened, stop };
}

describe("consent in a page without a popup", () => {
  it("allow connects by itself, and counts what waits", async () => {
    const { backend, client, opened } = setUp("allow");
    await client.click({ publisher: "marothro", url: `${SITE}/post` });
    const counted = new Promise((resolve) => client.on("counted", resolve));
    await client.connect();
    await counted;
    expect(backend.clicks).toMatchObject([{ donor: "ada", site: SITE }]);
    expect(opened).not.toHaveBeenCalled();
    client.close();
  });

  it("refuse rejects with access-denied", async () => {
    const { client } = setUp("refuse");
    await expect(client.connect()).rejects.toMatchObject({ code: "access-denied" });
    client.close();
  });

  it("leaves other windows alone, and all of them once it is ended", () => {
    const { backend, opened, stop } = setUp("allow");
    open("https://elsewhere.example/connect?", "name");
    expect(opened).toHaveBeenLastCalledWith("https://elsewhere.example/connect?", "name", undefined);
    stop();
    open(`${backend.base}/connect?a`);
    expect(opened).toHaveBeenLastCalledWith(`${backend.base}/connect?a`);
  });
});
