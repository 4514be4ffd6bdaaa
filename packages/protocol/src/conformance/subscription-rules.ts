import * as v from "valibot";
import { type Period, periodOf } from "../period.js";
import {
  subscriptionAnswer,
  subscriptionMade,
  subscriptionRejected,
  subscriptionState,
} from "../subscription.js";
import { answerOf, check, checkPointers, checkProblem, checkStatus, jsonOf } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";
import { CannotSee, type Rule, seen, unseen } from "./rule.js";

const LATER = "takes until the next period begins";

/** Asks for a subscription to a page, with a token of the scope unless another is told. */
async function put(probe: Probe, url: string, change: object = {}, token?: string | null): Promise<Exchange> {
  const body = JSON.stringify({ url, publisher: probe.target.publisher, months: 3, ...change });
  const headers = { "content-type": "application/json" };
  const bearer = token === undefined ? await subscribingToken(probe) : token;
  return probe.askFromSite({ method: "PUT", path: "/v1/subscriptions", headers, body }, bearer);
}

async function end(probe: Probe, url: string): Promise<Exchange> {
  const query = new URLSearchParams({ url, publisher: probe.target.publisher });
  const path = `/v1/subscriptions?${query}`;
  return probe.askFromSite({ method: "DELETE", path }, await subscribingToken(probe));
}

/** What the token of the run is answered when it asks for a subscription; what it makes is ended at once. */
const withGivenToken = (probe: Probe) =>
  probe.once("subscription of the given token", async () => {
    const url = probe.freshUrl();
    const exchange = await put(probe, url, {}, probe.target.token);
    if (exchange.answer.status === 200) {
      const query = new URLSearchParams({ url, publisher: probe.target.publisher });
      await probe.askFromSite({ method: "DELETE", path: `/v1/subscriptions?${query}` });
    }
    return exchange;
  });

/** A token of the scope: the one that was given for it, else that of the run, if it is answered. */
async function subscribingToken(probe: Probe): Promise<string> {
  if (probe.target.subscribeToken) return probe.target.subscribeToken;
  if ((await withGivenToken(probe)).answer.status === 200) return probe.target.token;
  throw new CannotSee("needs --subscribe-token, since the token that was given lacks the scope subscribe");
}

/** The run's own token must be refused; where it may have the scope itself, nothing can be seen. */
export async function askWithoutScope(probe: Probe): Promise<Exchange> {
  const exchange = await withGivenToken(probe);
  if (exchange.answer.status === 200 && !probe.target.subscribeToken) {
    throw new CannotSee(
      "needs --subscribe-token beside a token that lacks the scope; the one that was given seems to have it",
    );
  }
  return exchange;
}

/** A subscription that stands while a rule looks at it. */
async function withSubscription(
  probe: Probe,
  change: object,
  look: (url: string, made: Exchange) => Promise<void>,
): Promise<void> {
  const url = probe.freshUrl();
  const made = await put(probe, url, change);
  try {
    await look(url, made);
  } finally {
    await end(probe, url);
  }
}

function madeOf(exchange: Exchange): v.InferOutput<typeof subscriptionMade> {
  checkStatus(exchange, 200);
  const answer = answerOf(exchange, subscriptionAnswer);
  if ("problem" in answer && answer.problem.code === "budget-paused") {
    throw new CannotSee("needs a donor who can click now (budget-paused)");
  }
  return answerOf(exchange, subscriptionMade);
}

/** The entry of a URL in the donor's state. */
async function mineAt(probe: Probe, url: string): Promise<{ exchange: Exchange; subscription: unknown }> {
  const path = `/v1/me?url=${encodeURIComponent(url)}`;
  const exchange = await probe.askFromSite({ path }, await subscribingToken(probe));
  if (exchange.answer.status === 403)
    throw new CannotSee("needs a subscribe token that has the scope click, too");
  checkStatus(exchange, 200);
  const { mine } = jsonOf(exchange) as { mine: Record<string, { subscription?: unknown }> };
  return { exchange, subscription: mine[url]?.subscription };
}

function saysSo(subscription: unknown, months: number, until: string | null): boolean {
  const parsed = v.safeParse(subscriptionState, subscription);
  return parsed.success && parsed.output.months === months && parsed.output.until === until;
}

async function checkMe(probe: Probe): Promise<void> {
  await withSubscription(probe, { months: 6 }, async (url, made) => {
    const { until } = madeOf(made);
    const { exchange, subscription } = await mineAt(probe, url);
    check(saysSo(subscription, 6, until), exchange, `subscription should be 6 months until ${until}.`);
  });
  const { exchange, subscription } = await mineAt(probe, probe.freshUrl());
  check(subscription === null, exchange, "A page without subscription should have null.");
}

async function checkPut(probe: Probe): Promise<void> {
  for (const months of [3, 6, 12, null]) {
    await withSubscription(probe, { months }, async (url, exchange) => {
      const made = madeOf(exchange);
      check(made.url === url, exchange, "url should be as it was sent.");
      check(made.publisher === probe.target.publisher, exchange, "publisher should be as it was sent.");
      check(made.months === months, exchange, `months should be ${months}.`);
      check((made.until === null) === (months === null), exchange, "until is null with null alone.");
    });
  }
}

async function checkShape(probe: Probe): Promise<void> {
  const url = probe.freshUrl();
  const shapes: [object, string[]][] = [
    [{ months: 5 }, ["/months"]],
    [{ months: "3" }, ["/months"]],
    [{ publisher: undefined }, ["/publisher"]],
    [{ url: `${url}/${"x".repeat(2048)}` }, ["/url"]],
  ];
  for (const [change, pointers] of shapes) {
    const exchange = await put(probe, url, change);
    checkProblem(exchange, "invalid-request");
    checkPointers(exchange, pointers);
  }
}

async function checkRejected(probe: Probe): Promise<void> {
  await withSubscription(probe, {}, async (url, made) => {
    madeOf(made);
    for (const [change, code] of [
      [{ publisher: probe.unknownHandle }, "unknown-publisher"],
      [{ url: "javascript:alert(1)" }, "invalid-url"],
      [{ url: "https://anywhere.example/" }, "site-mismatch"],
    ] as const) {
      const exchange = await put(probe, url, change);
      checkStatus(exchange, 200);
      const { problem } = answerOf(exchange, subscriptionRejected);
      check(problem.code === code, exchange, `The code should be ${code}, it is ${problem.code}.`);
    }
    const { exchange, subscription } = await mineAt(probe, url);
    check(subscription !== null, exchange, "What stood before should stand.");
  });
}

async function checkNeedsToken(probe: Probe): Promise<void> {
  for (const token of [null, "rivulet-conformance-nobody-issued-this"]) {
    checkStatus(await put(probe, probe.freshUrl(), {}, token), 401);
    checkStatus(
      await probe.askFromSite({ method: "DELETE", path: "/v1/subscriptions?url=a&publisher=b" }, token),
      401,
    );
  }
}

async function checkChange(probe: Probe): Promise<void> {
  await withSubscription(probe, { months: 12 }, async (url, made) => {
    const first = madeOf(made);
    const again = await put(probe, url, { months: 12 });
    check(madeOf(again).until === first.until, again, "The same wish should change nothing.");
    const changed = await put(probe, url, { months: 3 });
    const { until } = madeOf(changed);
    const { exchange, subscription } = await mineAt(probe, url);
    check(saysSo(subscription, 3, until), exchange, "The last wish should stand, and no other.");
  });
}

async function checkUntil(probe: Probe): Promise<void> {
  // A backend that has closed this period already, or a demo's moved clock, is in the next: two periods are possible.
  const now = Date.now();
  for (const months of [3, 6, 12]) {
    await withSubscription(probe, { months }, async (_, exchange) => {
      const { until } = madeOf(exchange);
      const due = [months, months + 1].map((ahead) => monthAhead(now, ahead));
      check(due.includes(until as Period), exchange, `until should be ${due[0]}, it is ${until}.`);
    });
  }
}

function monthAhead(nowMs: number, months: number): Period {
  const now = new Date(nowMs);
  return periodOf(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
}

async function checkDelete(probe: Probe): Promise<void> {
  const url = probe.freshUrl();
  madeOf(await put(probe, url));
  checkStatus(await end(probe, url), 204);
  checkStatus(await end(probe, url), 204);
  checkStatus(await end(probe, probe.freshUrl()), 204);
  const { exchange, subscription } = await mineAt(probe, url);
  check(subscription === null, exchange, "An ended subscription should be gone.");
}

export const ME_SUBSCRIPTION: Rule = seen("me-subscription", "a subscription shows", checkMe);

export const SUBSCRIPTION_RULES: readonly Rule[] = [
  seen("subscription-put", "a subscription is made, for 3, 6, 12 months or without end", checkPut),
  seen("subscription-shape", "errors of shape are problems with pointers", checkShape),
  seen("subscription-rejected", "what rejects a click rejects a subscription, inside a 200", checkRejected),
  seen("subscription-scope", "a subscription needs its scope", async (probe) => {
    checkProblem(await askWithoutScope(probe), "insufficient-scope");
  }),
  seen("subscription-needs-token", "without a good token it is 401", checkNeedsToken),
  seen("subscription-change", "a thing has one subscription, and the last wish stands", checkChange),
  seen("subscription-until", "it begins with the next period", checkUntil),
  unseen("subscription-click", "it makes one click a period", LATER),
  unseen("subscription-rests", "it rests where a click cannot be", LATER),
  unseen("subscription-life", "it ends when the site is revoked", "needs a donor's own browser and press"),
  seen("subscription-delete", "a subscription is ended", checkDelete),
];
