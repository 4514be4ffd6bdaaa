import * as v from "valibot";
import { type ClickResult, type ClickSent, clicksAnswer } from "../click.js";
import { answerOf, check, checkStatus, jsonOf } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";
import { BrokenRule, CannotSee } from "./rule.js";

/** A click that was sent, and what came of it. */
export type Sent = { click: ClickSent; exchange: Exchange; result: ClickResult };

export function postClicks(probe: Probe, body: string, token?: string | null): Promise<Exchange> {
  const headers = { "content-type": "application/json" };
  return probe.askFromSite({ method: "POST", path: "/v1/clicks", headers, body }, token);
}

/** Sends clicks, or whatever stands in their place. */
export function sendClicks(probe: Probe, clicks: readonly unknown[], token?: string): Promise<Exchange> {
  return postClicks(probe, JSON.stringify({ clicks }), token);
}

/** The results of a call that was taken. */
export function resultsOf(exchange: Exchange): ClickResult[] {
  checkStatus(exchange, 200);
  return answerOf(exchange, clicksAnswer).results;
}

export function resultOf(exchange: Exchange, at = 0): ClickResult {
  const result = resultsOf(exchange)[at];
  if (!result) throw new BrokenRule(`There is no result for click ${at + 1} of the call.`, exchange);
  return result;
}

export function undo(probe: Probe, id: string, token?: string | null): Promise<Exchange> {
  return probe.askFromSite({ method: "DELETE", path: `/v1/clicks/${id}` }, token);
}

/** Reasons for which this donor cannot click today, and which therefore say nothing about a rule. */
const SPENT: readonly string[] = ["too-many-clicks", "budget-paused", "donor-blocked"];

/** Reasons that a click made now has only where two clocks differ, such as a demo's that was moved. */
const CLOCKS: readonly string[] = ["click-too-old", "clicked-in-future"];

/** Throws unless the result is `counted`. */
export function checkCounted(exchange: Exchange, result: ClickResult): void {
  const code = result.problem?.code;
  if (code && SPENT.includes(code)) throw new CannotSee(`needs a donor who can click now (${code})`);
  const clock =
    code && CLOCKS.includes(code) ? ": does the backend's clock differ from this machine's?" : ".";
  check(
    result.status === "counted",
    exchange,
    `A good click is ${result.status}${code ? ` (${code})` : ""}${clock}`,
  );
}

export function checkStatusOf(exchange: Exchange, result: ClickResult, status: ClickResult["status"]): void {
  check(result.status === status, exchange, `The click should be ${status}, it is ${result.status}.`);
}

/** A click that was counted, made once a run under this name; where that fails, its own rule says so. */
export function countedClick(probe: Probe, name: string, change: () => Partial<ClickSent>): Promise<Sent> {
  return probe.once(`counted ${name}`, async () => {
    const click = probe.newClick(change());
    const exchange = await sendClicks(probe, [click]);
    return { click, exchange, result: needCounted(exchange) };
  });
}

/** The result of a click that other rules build on: where it is not counted, they cannot see, and click-counted fails. */
export function needCounted(exchange: Exchange): ClickResult {
  try {
    const result = resultOf(exchange);
    checkCounted(exchange, result);
    return result;
  } catch (failure) {
    if (failure instanceof CannotSee) throw failure;
    throw new CannotSee("needs a counted click, and none was counted (see click-counted)");
  }
}

/** The counted click on a page without query that most rules look at. */
export const plainClick = (probe: Probe) => countedClick(probe, "plain", () => ({}));

/** The counts of URLs as the backend has them now: a page nobody has asked for keeps caches out of it. */
export function askCounts(probe: Probe, urls: readonly string[], more = ""): Promise<Exchange> {
  const query = [...urls, probe.freshUrl()].map((url) => `url=${encodeURIComponent(url)}`).join("&");
  return probe.ask({ path: `/v1/counts?${query}${more}` });
}

/** The entry of one URL: a number, null, or undefined where there is none. Own properties alone, for `__proto__`. */
export function countIn(exchange: Exchange, url: string): unknown {
  const counts = (jsonOf(exchange) as { counts?: object } | null)?.counts ?? {};
  return Object.getOwnPropertyDescriptor(counts, url)?.value as unknown;
}

export async function checkCount(probe: Probe, url: string, due: number, sentence: string): Promise<void> {
  const exchange = await askCounts(probe, [url]);
  const count = countIn(exchange, url);
  check(count === due, exchange, `${sentence} The count should be ${due}, it is ${String(count)}.`);
}

/** Every id that the run saw counted, with the headers that may undo it. */
export function countedIds(probe: Probe): Map<string, Record<string, string>> {
  const ids = new Map<string, Record<string, string>>();
  for (const { request, answer } of probe.exchanges) {
    if (request.method !== "POST" || !request.url.endsWith("/v1/clicks") || answer.status !== 200) continue;
    const parsed = v.safeParse(clicksAnswer, parse(answer.text));
    const { origin, authorization } = request.headers;
    if (!parsed.success || !origin || !authorization) continue;
    for (const { id, status } of parsed.output.results) {
      if (status === "counted") ids.set(id.toLowerCase(), { origin, authorization });
    }
  }
  return ids;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
