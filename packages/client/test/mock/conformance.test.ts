import { type RuleResult, runConformance, type Target } from "@rivulet/protocol/conformance";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestInstance, PUBLISHER, SITE, type TestInstance } from "../../../server/test/serve-instance.js";
import { createClient } from "../../src/index.js";
import { handlers, type MockBackend, playBackend } from "../../src/mock/index.js";

const OTHER_SITE = "https://other.example";

let instance: TestInstance;
beforeAll(async () => {
  instance = await openTestInstance();
});
afterAll(() => instance.close());

const idsOf = (results: RuleResult[], outcome: RuleResult["outcome"]) =>
  results.filter((result) => result.outcome === outcome).map(({ id }) => id);

/** A click in the month before, which is closed; the backend's clock then stands at now. */
async function settleClick(backend: MockBackend): Promise<string> {
  const client = createClient({
    backend: backend.base,
    site: SITE,
    token: backend.token({ site: SITE }),
    fetch: backend.fetch,
  });
  const { id } = await client.click({ publisher: PUBLISHER, url: `${SITE}/settled` });
  client.close();
  return id;
}

async function targetOf(backend: MockBackend): Promise<Target> {
  const settledClick = await settleClick(backend);
  backend.closePeriod();
  return {
    backend: backend.base,
    site: SITE,
    publisher: PUBLISHER,
    token: backend.token({ site: SITE }),
    subscribeToken: backend.token({ site: SITE, scope: "click subscribe" }),
    otherToken: backend.token({ site: SITE, donor: "grace" }),
    otherSiteToken: backend.token({ site: OTHER_SITE }),
    otherSite: OTHER_SITE,
    settledClick,
  };
}

async function serverTarget(): Promise<Target> {
  return {
    backend: instance.origin,
    site: SITE,
    publisher: PUBLISHER,
    token: await instance.token(),
    subscribeToken: await instance.token(undefined, SITE, "click subscribe"),
    otherToken: await instance.token("grace@example.org"),
    otherSiteToken: await instance.token(undefined, OTHER_SITE),
    otherSite: OTHER_SITE,
    fetch: async (address, init) => await instance.app.fetch(new Request(address, init)),
  };
}

describe("the played backend", { timeout: 60_000 }, () => {
  it("keeps every rule that the suite sees the reference server keep", async () => {
    const backend = playBackend({ publishers: { [PUBLISHER]: {} } });
    const played = await runConformance({ ...(await targetOf(backend)), fetch: backend.fetch });
    expect(played.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    const real = await runConformance(await serverTarget());
    const missed = new Set(idsOf(real, "skipped"));
    expect(idsOf(played, "skipped").filter((id) => !missed.has(id))).toEqual([]);
    expect(idsOf(played, "passed")).toEqual(expect.arrayContaining(["click-counted", "undo-settled"]));
  });

  it("keeps them through msw, under a base with a path, too", async () => {
    const backend = playBackend({ backend: "https://tools.example/give/", publishers: { [PUBLISHER]: {} } });
    const server = setupServer(...handlers(backend));
    server.listen({ onUnhandledRequest: "error" });
    const results = await runConformance(await targetOf(backend));
    server.close();
    expect(results.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(idsOf(results, "passed").length).toBeGreaterThan(80);
  });
});
