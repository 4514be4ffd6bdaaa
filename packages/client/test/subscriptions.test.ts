import { describe, expect, it } from "vitest";
import { createClient } from "../src/index.js";
import { playBackend } from "../src/mock/index.js";

const site = "https://blog.example";
const thing = { publisher: "marothro", url: `${site}/post` };

function setUp({ scope = "click subscribe" } = {}) {
  const backend = playBackend({ publishers: { marothro: { sites: [site] } } });
  const token = scope && backend.token({ site, scope });
  const client = createClient({ backend: backend.base, site, token, storage: null, fetch: backend.fetch });
  return { backend, client };
}

const subscriptionIn = async ({ client }: ReturnType<typeof setUp>) =>
  (await client.me([thing.url])).mine[thing.url]?.subscription;

describe("a subscription", () => {
  it.each([3, 6, 12, null] as const)(
    "for %s months is answered as the backend has made it",
    async (months) => {
      const parts = setUp();
      const made = await parts.client.subscribe({ ...thing, title: "A post" }, months);
      const until = months === null ? null : expect.stringMatching(/^\d{4}-\d{2}$/);
      expect(made).toEqual({ ...thing, months, until });
      expect(await subscriptionIn(parts)).toEqual({ months, until: made.until });
    },
  );

  it("is another after the second call, and none after it was ended, which can be said twice", async () => {
    const parts = setUp();
    await parts.client.subscribe(thing, 3);
    await parts.client.subscribe(thing, null);
    expect(await subscriptionIn(parts)).toEqual({ months: null, until: null });
    await parts.client.unsubscribe(thing);
    await parts.client.unsubscribe(thing);
    expect(await subscriptionIn(parts)).toBeNull();
  });

  it("needs more than a token for clicks, and says so; the token stays", async () => {
    const { client } = setUp({ scope: "click" });
    await expect(client.subscribe(thing, 6)).rejects.toMatchObject({
      name: "RivuletError",
      code: "insufficient-scope",
    });
    await expect(client.unsubscribe(thing)).rejects.toMatchObject({ code: "insufficient-scope" });
    expect(client.state.connected).toBe(true);
  });

  it("needs a token", async () => {
    const { client } = setUp({ scope: "" });
    await expect(client.subscribe(thing, 6)).rejects.toMatchObject({ code: "not-connected" });
    await expect(client.unsubscribe(thing)).rejects.toMatchObject({ code: "not-connected" });
  });

  it("is refused with the code for which a click would be", async () => {
    const { client } = setUp();
    await expect(client.subscribe({ ...thing, publisher: "nobody" }, 6)).rejects.toMatchObject({
      name: "RivuletError",
      code: "unknown-publisher",
    });
  });

  it.each(["<h1>Welcome to our network</h1>", "{}", '{"url": "https://blo', "7"])(
    "is not believed where the answer is %s",
    async (body) => {
      const fetch = async () => new Response(body, { status: 200 });
      const client = createClient({ backend: "https://give.example", token: "t", storage: null, fetch });
      await expect(client.subscribe(thing, 6)).rejects.toMatchObject({ code: "bad-answer" });
    },
  );
});
