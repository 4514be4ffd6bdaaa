import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestInstance, PUBLISHER, SITE, type TestInstance } from "../../server/test/serve-instance.js";
import { type ClientOptions, createClient } from "../src/index.js";
import { createDevice } from "./device.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await openTestInstance();
});
afterAll(() => instance.close());

/** A client whose network is the reference server as a function; `lose` says which answers never arrive. */
async function open(options: Partial<ClientOptions> = {}, lose: (request: Request) => boolean = () => false) {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const answer = await instance.app.fetch(request.clone());
    if (lose(request)) throw new TypeError("no network");
    return answer;
  };
  const token = await instance.token();
  return createClient({ backend: instance.origin, site: SITE, token, storage: null, fetch, ...options });
}

const thing = (path: string) => ({
  publisher: PUBLISHER,
  url: `${SITE}${path}`,
  title: "A post",
  language: "en",
});

describe("with the reference server", () => {
  it("a click is counted, seen in counts and me, and taken back", async () => {
    const client = await open();
    const outcome = await client.click(thing("/one"));
    expect(outcome).toMatchObject({ status: "counted", count: 1, mine: 1 });
    const urls = [thing("/one").url, thing("/two").url];
    expect(await client.counts(urls)).toEqual({ [urls[0] as string]: 1, [urls[1] as string]: 0 });
    expect(await client.me(urls)).toMatchObject({
      donor: { clicks: 1, funded: true },
      mine: { [urls[0] as string]: { clicks: 1, last: outcome.id } },
    });
    await client.undo();
    expect((await client.me(urls)).mine[urls[0] as string]).toMatchObject({ clicks: 0, last: null });
    client.close();
  });

  it("a click whose answer was lost is counted once", async () => {
    const storage = createDevice().storage;
    const client = await open({ storage }, ({ method }) => method === "POST");
    const { id, status } = await client.click(thing("/three"));
    expect(status).toBe("pending");
    client.close();
    const reloaded = await open({ storage });
    const counted = await new Promise((resolve) => reloaded.on("counted", resolve));
    expect(counted).toMatchObject({ id, count: 1, mine: 1 });
    reloaded.close();
  });

  it("a click for a handle that does not exist is refused with its code", async () => {
    const client = await open();
    expect(await client.click({ ...thing("/"), publisher: "nobody" })).toMatchObject({
      status: "rejected",
      code: "unknown-publisher",
    });
    client.close();
  });

  it("a token of another site is refused, and forgotten", async () => {
    const client = await open({ site: "https://other.example" });
    await expect(client.me([thing("/").url])).rejects.toMatchObject({
      name: "RivuletError",
      code: "wrong-origin",
      status: 401,
    });
    expect(client.state.connected).toBe(false);
  });

  it("a list page's hundred URLs are counted in one request", async () => {
    let requests = 0;
    const client = await open({}, () => {
      requests += 1;
      return false;
    });
    const urls = Array.from({ length: 100 }, (_, i) => `${SITE}/2026/11/post-${i}/?a=1&b=ä`);
    const counts = await client.counts(urls);
    expect(Object.keys(counts)).toHaveLength(100);
    expect(new Set(Object.values(counts))).toEqual(new Set([0]));
    expect(requests).toBe(1);
    client.close();
  });

  it("a subscription is made, seen in me, and ended; a token for clicks alone is refused with its code", async () => {
    const monthly = thing("/monthly");
    const clicksOnly = await open();
    await expect(clicksOnly.subscribe(monthly, 6)).rejects.toMatchObject({
      name: "RivuletError",
      code: "insufficient-scope",
    });
    clicksOnly.close();
    const client = await open({ token: await instance.token(undefined, undefined, "click subscribe") });
    const { url, publisher } = monthly;
    const made = await client.subscribe(monthly, 6);
    expect(made).toEqual({ url, publisher, months: 6, until: expect.stringMatching(/^\d{4}-\d{2}$/) });
    const { until } = made;
    expect((await client.me([url])).mine[url]?.subscription).toEqual({ months: 6, until });
    await client.unsubscribe(monthly);
    expect((await client.me([url])).mine[url]?.subscription).toBeNull();
    await expect(client.subscribe({ ...monthly, publisher: "nobody" }, null)).rejects.toMatchObject({
      code: "unknown-publisher",
    });
    client.close();
  });

  it("a token that is given back is refused from then on", async () => {
    const token = await instance.token();
    const client = await open({ token });
    await client.disconnect();
    const again = await open({ token });
    await expect(again.me([thing("/").url])).rejects.toMatchObject({ code: "invalid-token" });
  });
});
