import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { type ClicksAnswer, LIMITS, periodOf, periodStartMs, problemDocument } from "@rivulet/protocol";
import { commandLine, type RuleResult, runConformance, type Target } from "@rivulet/protocol/conformance";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newClickId } from "../src/domain/click-id.js";
import { settlePeriod } from "../src/domain/settlement.js";
import { closeServer, listen } from "../src/listen.js";
import { API_HEADERS } from "../src/routes/api/api-answer.js";
import { at, both, type Fault, json, status } from "./faults.js";
import { RUNS } from "./faulty-runs.js";
import { openTestInstance, SITE, type TestInstance } from "./serve-instance.js";

const OTHER_SITE = "https://other.example";

let instance: TestInstance;
let settledClick: string;
let donors = 0;

/** The donor's first click lies in the month before, which is settled; the clock then stands at now. */
beforeAll(async () => {
  const thisMonth = periodStartMs(periodOf(Date.now()));
  const before = thisMonth - 86_400_000;
  instance = await openTestInstance({ nowMs: before });
  settledClick = await clickOnce(await instance.token(), before);
  instance.pass(Date.now() - before);
  await settlePeriod(instance.db, periodOf(before), instance.deps.settings, thisMonth + 3_600_000);
});
afterAll(() => instance.close());

async function clickOnce(token: string, atMs: number): Promise<string> {
  const id = newClickId(atMs);
  const click = {
    id,
    publisher: instance.publisher,
    url: `${SITE}/settled`,
    clicked_at: new Date(atMs).toISOString(),
  };
  const headers = { "content-type": "application/json", origin: SITE, authorization: `Bearer ${token}` };
  const init = { method: "POST", headers, body: JSON.stringify({ clicks: [click] }) };
  const answer = await instance.app.request("/v1/clicks", init);
  expect(await answer.json()).toMatchObject({ results: [{ status: "counted" }] });
  return id;
}

/** A new donor each run, so that no run meets the caps of a day. */
async function targetOf(fault: Fault = (send) => send): Promise<Target> {
  donors += 1;
  const mail = `donor-${donors}@example.org`;
  const send = fault(async (request) => await instance.app.fetch(request));
  return {
    backend: instance.origin,
    site: SITE,
    publisher: instance.publisher,
    token: await instance.token(mail),
    subscribeToken: await instance.token(mail, SITE, "click subscribe"),
    otherToken: await instance.token(`other-${mail}`),
    otherSiteToken: await instance.token(mail, OTHER_SITE),
    otherSite: OTHER_SITE,
    fetch: (address, init) => send(new Request(address, init)),
  };
}

const idsOf = (results: RuleResult[], outcome: RuleResult["outcome"]) =>
  results.filter((result) => result.outcome === outcome).map(({ id }) => id);

/** What no request can show, or no means of this test; all else must be seen. */
const UNSEEN =
  /^(button|base)-|^(connect-(press|shows-site|button-inert|message|redirect|denied|lost-opener)|token-(answer|sub|code-once|code-replayed|power|life|same-origin-get)|revoke-(ends|by-donor)|retry-after|code-(rate-limited|internal|unavailable)|counts-over-publishers|click-(durable|period)|refusal-(publisher-closed|own-thing|url-not-allowed|too-many-clicks|budget-paused|donor-blocked)|undo-remembered|subscription-(click|rests|life)|submit-(once|verified))$/;

/** A run makes two hundred requests, most of which a disk must confirm; on a busy machine that takes a while. */
const RUN = { timeout: 60_000 };

describe("the reference server", RUN, () => {
  test("keeps every rule of the protocol that can be seen", async () => {
    const target = {
      ...(await targetOf()),
      token: await instance.token(),
      subscribeToken: await instance.token(undefined, SITE, "click subscribe"),
      settledClick,
    };
    const results = await runConformance(target);
    expect(results.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(idsOf(results, "skipped").filter((id) => !UNSEEN.test(id))).toEqual([]);
    expect(idsOf(results, "passed").filter((id) => UNSEEN.test(id))).toEqual([]);
  });

  test("a run counts so few clicks that nine of them fit into a donor's day on a site", async () => {
    let counted = 0;
    const counting = json<ClicksAnswer>(
      (answer) => {
        counted += answer.results.filter((result) => result.status === "counted").length;
        return answer;
      },
      both(at("POST /v1/clicks"), status(200)),
    );
    await runConformance(await targetOf(counting));
    expect(counted).toBeGreaterThan(0);
    expect(counted * 9).toBeLessThanOrEqual(LIMITS.clicks_per_site_day);
  });

  test("keeps them over a real connection, as the command says, and every click of the run is taken back", async () => {
    const server = createAdaptorServer({ fetch: (request, env) => served.app.fetch(request, env) });
    await listen(server, 0, "127.0.0.1");
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    const served = await openTestInstance({ origin });
    const token = await served.token();
    let printed = "";
    const write = (line: string) => {
      printed += line;
    };
    const args = [origin, "--site", SITE, "--publisher", served.publisher, "--token", token];
    expect(await commandLine(args, { write, complain: write }), printed).toBe(0);
    expect(printed).toMatch(/\n\d+ passed, 0 failed, \d+ skipped\n$/);
    expect(printed).not.toContain(token);
    const me = await served.app.request("/v1/me", {
      headers: { origin: SITE, authorization: `Bearer ${token}` },
    });
    expect(await me.json()).toMatchObject({ donor: { clicks: 0 } });
    await closeServer(server);
    await served.close();
  });
});

/** The faults of one run touch different answers, so what it must report is the sum of what they break, and nothing else. */
describe("a faulty server", RUN, () => {
  test.each(Object.entries(RUNS))(
    "%s: the suite reports the rules that are broken, with the request that shows it, and no other",
    async (_, faults) => {
      const spoiled: Fault = (send) => faults.reduce((spoilt, { fault }) => fault(spoilt), send);
      const results = await runConformance(await targetOf(spoiled));
      const broken = new Set(faults.flatMap(({ breaks }) => breaks));
      expect(idsOf(results, "failed").sort()).toEqual([...broken].sort());
      expect(results.filter((result) => result.outcome === "failed" && result.exchange === null)).toEqual([]);
    },
  );

  test("a request that gets no answer fails its rules, and stops no other", async () => {
    const unreachable: Fault = (send) => (request) =>
      request.url.includes("/v1/me") ? Promise.reject(new TypeError("fetch failed")) : send(request);
    const results = await runConformance(await targetOf(unreachable));
    const reasons = results.flatMap((result) => (result.outcome === "failed" ? [result.reason] : []));
    expect(new Set(reasons)).toEqual(new Set(["No answer: TypeError: fetch failed"]));
    expect(idsOf(results, "passed")).toEqual(expect.arrayContaining(["click-counted", "undo-counted"]));
  });

  test("after 429 the suite waits as told and asks again, and has then seen those rules", async () => {
    let refused = 0;
    const busy: Fault = (send) => async (request) => {
      if (!request.url.includes("/v1/counts") || refused > 0) return await send(request);
      refused += 1;
      return tooMany(instance.origin);
    };
    const results = await runConformance(await targetOf(busy));
    expect(idsOf(results, "failed")).toEqual([]);
    expect(idsOf(results, "passed")).toEqual(expect.arrayContaining(["retry-after", "code-rate-limited"]));
  });
});

function tooMany(base: string): Response {
  const headers = { ...API_HEADERS, "content-type": "application/problem+json", "retry-after": "0" };
  return new Response(JSON.stringify(problemDocument(base, "rate-limited")), { status: 429, headers });
}
