import type { ClickRefusal, ClickSent } from "../click.js";
import { plainClick, resultOf, resultsOf, sendClicks } from "./ask-clicks.js";
import { check } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";
import { BrokenRule, type Rule, seen, unseen } from "./rule.js";

const HOUR_MS = 3_600_000;

function checkRejected(exchange: Exchange, at: number, code: ClickRefusal): void {
  const { status, problem } = resultOf(exchange, at);
  const told = problem ? `${status} (${problem.code})` : status;
  check(
    status === "rejected" && problem?.code === code,
    exchange,
    `Click ${at + 1} should be rejected (${code}), it is ${told}.`,
  );
}

/** Clicks that are rejected whoever the donor is, in one call a run. */
function badClicks(probe: Probe): Promise<{ clicks: [ClickRefusal, ClickSent][]; exchange: Exchange }> {
  return probe.once("bad clicks", async () => {
    const at = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
    const clicks: [ClickRefusal, ClickSent][] = [
      ["invalid-id", probe.newClick({ id: "no UUID" })],
      ["invalid-id", probe.newClick({ id: "0b0e2d4e-6a3c-4b1d-9e2f-001122334455" })],
      ["invalid-id", probe.newClick({ id: "" })],
      ["invalid-url", probe.newClick({ url: "javascript:alert(1)" })],
      ["invalid-url", probe.newClick({ url: "/post" })],
      ["invalid-url", probe.newClick({ url: probe.freshUrl().padEnd(1000, "ü") })],
      ["click-too-old", probe.newClick({ clicked_at: at(-35 * 24 - 1) })],
      ["clicked-in-future", probe.newClick({ clicked_at: at(25) })],
      ["clicked-in-future", probe.newClick({ clicked_at: "9999-12-31T23:59:59Z" })],
      ["unknown-publisher", probe.newClick({ publisher: probe.unknownHandle })],
      ["unknown-publisher", probe.newClick({ publisher: "" })],
      ["site-mismatch", probe.newClick({ url: `https://${probe.unknownHandle}.example/post` })],
    ];
    return {
      clicks,
      exchange: await sendClicks(
        probe,
        clicks.map(([, click]) => click),
      ),
    };
  });
}

function rejected(code: ClickRefusal, title: string): Rule {
  return seen(`refusal-${code}`, title, async (probe) => {
    const { clicks, exchange } = await badClicks(probe);
    clicks.forEach(([due], at) => {
      if (due === code) checkRejected(exchange, at, code);
    });
  });
}

async function checkIdTaken(probe: Probe): Promise<void> {
  const { click } = await plainClick(probe);
  const exchange = await sendClicks(probe, [click], probe.target.otherToken);
  if (resultsOf(exchange)[0]?.status === "counted")
    throw new BrokenRule("The id of another donor is counted.", exchange);
  checkRejected(exchange, 0, "id-taken");
}

const missing = (code: ClickRefusal, title: string, reason: string) =>
  unseen(`refusal-${code}`, title, reason);

export const REFUSAL_RULES: readonly Rule[] = [
  rejected("invalid-id", "an id that is no UUID of version 7"),
  rejected("invalid-url", "a url without canonical form, or with too long a one"),
  rejected("click-too-old", "more than 35 days past"),
  rejected("clicked-in-future", "more than 24 hours ahead"),
  rejected("unknown-publisher", "a handle that nobody has"),
  missing("publisher-closed", "a publisher who takes no more", "needs a closed publisher"),
  missing("own-thing", "the donor's own thing", "needs a donor who is the publisher"),
  rejected("site-mismatch", "a page of neither the site nor the publisher"),
  missing(
    "url-not-allowed",
    "a page that others have verified",
    "needs a site that another publisher has verified",
  ),
  seen("refusal-id-taken", "an id that another donor sent first", checkIdTaken, ["otherToken"]),
  missing("too-many-clicks", "more than a day's cap", "would use up the donor's day"),
  missing("budget-paused", "a budget of 0", "needs a donor who pauses"),
  missing("donor-blocked", "a donor in debt", "needs a donor in debt"),
];
