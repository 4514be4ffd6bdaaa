import * as v from "valibot";
import { donorState } from "../donor-state.js";
import { meAnswer } from "../me.js";
import { plainClick } from "./ask-clicks.js";
import { answerOf, check, checkProblem, checkStatus, jsonOf } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import { lifeOfAClick } from "./life-of-a-click.js";
import { mixedCall } from "./mixed-call.js";
import type { Probe } from "./probe.js";
import { type Rule, seen } from "./rule.js";
import { ME_SUBSCRIPTION } from "./subscription-rules.js";

const askMe = (probe: Probe, urls: readonly string[], more = "") =>
  probe.askFromSite({
    path: `/v1/me?${urls.map((url) => `url=${encodeURIComponent(url)}&`).join("")}${more}`,
  });

/** The entry of one URL. */
function mineIn(exchange: Exchange, url: string): { clicks?: unknown; last?: unknown } {
  checkStatus(exchange, 200);
  const mine = (jsonOf(exchange) as { mine?: object } | null)?.mine ?? {};
  const entry = Object.getOwnPropertyDescriptor(mine, url)?.value as object | undefined;
  check(entry !== undefined, exchange, `${JSON.stringify(url)} has no entry in mine.`);
  return entry;
}

async function checkAnswer(probe: Probe): Promise<void> {
  const urls = [probe.freshUrl(), "nope", `${probe.freshUrl()}?utm_source=a#top`];
  const exchange = await askMe(probe, urls);
  checkStatus(exchange, 200);
  answerOf(exchange, v.object({ donor: donorState }));
  answerOf(exchange, meAnswer);
  for (const url of urls) check(mineIn(exchange, url).clicks === 0, exchange, `${url} should have 0 clicks.`);
}

async function checkLast(probe: Probe): Promise<void> {
  const good = (await mixedCall(probe)).clicks[1];
  const exchange = await askMe(probe, [good.url]);
  const { clicks, last } = mineIn(exchange, good.url);
  check(clicks === 1, exchange, "The own click of the page should show.");
  check(String(last).toLowerCase() === good.id, exchange, `last should be ${good.id}.`);
  const { url, id } = await lifeOfAClick(probe);
  const afterUndo = await askMe(probe, [url]);
  const left = mineIn(afterUndo, url);
  check(
    left.clicks === 0 && left.last === null,
    afterUndo,
    `${id} is undone, so nothing should be left of it.`,
  );
}

async function checkLimits(probe: Probe): Promise<void> {
  const base = `base=${encodeURIComponent(probe.target.site)}`;
  const { url } = (await plainClick(probe)).click;
  const path = url.slice(probe.target.site.length);
  const exchange = await askMe(probe, [path], base);
  check(Number(mineIn(exchange, path).clicks) >= 1, exchange, "Each URL should be resolved against base.");
  const urls = Array.from({ length: 101 }, (_, i) => `/${i}`);
  checkStatus(await askMe(probe, urls.slice(1), base), 200);
  checkProblem(await askMe(probe, urls, base), "too-many-items");
  checkProblem(await askMe(probe, [], base.padEnd(8001, "x")), "query-too-long");
}

async function checkThisSite(probe: Probe): Promise<void> {
  const { otherSite = "", otherSiteToken = "" } = probe.target;
  const { url } = (await plainClick(probe)).click;
  const headers = { origin: otherSite, authorization: `Bearer ${otherSiteToken}` };
  const exchange = await probe.ask({ path: `/v1/me?url=${encodeURIComponent(url)}`, headers });
  check(mineIn(exchange, url).clicks === 0, exchange, "Clicks through one site should not show at another.");
}

async function checkNeedsToken(probe: Probe): Promise<void> {
  checkStatus(await probe.askFromSite({ path: "/v1/me" }, null), 401);
  checkStatus(await probe.askFromSite({ path: "/v1/me" }, "rivulet-conformance-nobody-issued-this"), 401);
}

export const ME_RULES: readonly Rule[] = [
  seen("me-answer", "the donor's state, and an entry a URL", checkAnswer),
  seen("me-last", "last is the latest click that is not undone", checkLast),
  seen("me-limits", "base and limits are those of counts", checkLimits),
  seen("me-this-site", "it tells of this site alone", checkThisSite, ["otherSiteToken", "otherSite"]),
  ME_SUBSCRIPTION,
  seen("me-needs-token", "without a good token it is 401", checkNeedsToken),
];
