import * as v from "valibot";
import { clicksAnswer } from "../click.js";
import { meAnswer } from "../me.js";
import { isPeriod } from "../period.js";
import {
  checkCount,
  checkCounted,
  checkStatusOf,
  countedClick,
  plainClick,
  resultOf,
  type Sent,
  sendClicks,
} from "./ask-clicks.js";
import { answerOf, check } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import { lifeOfAClick } from "./life-of-a-click.js";
import { mixedCall } from "./mixed-call.js";
import type { Probe } from "./probe.js";
import { type Rule, seen, unseen } from "./rule.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const AT_ONCE = 20;

/** A second click on the plain page, with the donor's state just before it. */
const secondClick = async (probe: Probe): Promise<{ before: number; sent: Sent }> => {
  const { url } = (await plainClick(probe)).click;
  return probe.once("second", async () => {
    const me = await probe.askFromSite({ path: "/v1/me" });
    const before = answerOf(me, v.pick(meAnswer, ["donor"])).donor.clicks;
    return { before, sent: await countedClick(probe, "on the plain page", () => ({ url })) };
  });
};

async function checkGoodClick(probe: Probe): Promise<void> {
  const exchange = await sendClicks(probe, [probe.newClick()]);
  const result = resultOf(exchange);
  checkCounted(exchange, result);
  check(isPeriod(result.period ?? ""), exchange, `${result.period ?? "nothing"} is no period.`);
}

/** Checks one number of the first and of the second click on a page. */
function growing(id: string, title: string, field: "count" | "mine"): Rule {
  return seen(id, title, async (probe) => {
    const first = await plainClick(probe);
    const { sent } = await secondClick(probe);
    for (const [{ exchange, result }, due] of [
      [first, 1],
      [sent, 2],
    ] as [Sent, number][]) {
      check(result[field] === due, exchange, `${field} should be ${due}, it is ${String(result[field])}.`);
    }
  });
}

async function checkDonor(probe: Probe): Promise<void> {
  const { before, sent } = await secondClick(probe);
  const { donor } = answerOf(sent.exchange, clicksAnswer);
  check(
    donor.clicks === before + 1,
    sent.exchange,
    `donor.clicks should grow from ${before} by one; it is ${donor.clicks}.`,
  );
}

async function checkClock(probe: Probe): Promise<void> {
  const at = (ms: number) => new Date(Date.now() + ms).toISOString();
  const clicks = [
    probe.newClick({ clicked_at: at(HOUR_MS - 35 * DAY_MS) }),
    probe.newClick({ clicked_at: at(DAY_MS - HOUR_MS).replace("Z", "+00:00") }),
  ];
  const exchange = await sendClicks(probe, clicks);
  checkCounted(exchange, resultOf(exchange, 0));
  checkCounted(exchange, resultOf(exchange, 1));
}

/** Sends the plain click's id again and checks that it is a duplicate. */
async function repeat(probe: Probe, change: (sent: Sent) => object = () => ({})): Promise<[Sent, Exchange]> {
  const sent = await plainClick(probe);
  const exchange = await sendClicks(probe, [{ ...sent.click, ...change(sent) }]);
  checkStatusOf(exchange, resultOf(exchange), "duplicate");
  return [sent, exchange];
}

async function checkRepeat(probe: Probe): Promise<void> {
  const click = probe.newClick();
  const first = await sendClicks(probe, [click]);
  checkCounted(first, resultOf(first));
  const again = await sendClicks(probe, [click]);
  checkStatusOf(again, resultOf(again), "duplicate");
  await checkCount(probe, click.url, 1, "A click was sent twice.");
}

async function checkRepeatAtOnce(probe: Probe): Promise<void> {
  const click = probe.newClick();
  const exchanges = await Promise.all(Array.from({ length: AT_ONCE }, () => sendClicks(probe, [click])));
  const counted = exchanges.filter((exchange) => resultOf(exchange).status === "counted");
  const last = exchanges.at(-1) as Exchange;
  if (counted.length === 0) checkCounted(last, resultOf(last));
  check(counted.length === 1, counted[1] ?? last, `Of ${AT_ONCE} at once ${counted.length} are counted.`);
  await checkCount(probe, click.url, 1, `A click was sent ${AT_ONCE} times at once.`);
}

async function checkRepeatContent(probe: Probe): Promise<void> {
  const url = probe.freshUrl();
  const [first, exchange] = await repeat(probe, () => ({ url, title: "Another" }));
  const { count = 0, mine = 0 } = resultOf(exchange);
  check(count >= 1 && mine >= 1, exchange, `count and mine should be those of ${first.click.url}.`);
  await checkCount(probe, url, 0, "A known id was sent with another page.");
}

async function checkUndoneStays(probe: Probe): Promise<void> {
  const { sentAgain, atTheEnd, url } = await lifeOfAClick(probe);
  checkStatusOf(sentAgain, resultOf(sentAgain), "duplicate");
  await checkCount(probe, url, 0, "An undone click was sent again.");
  check(atTheEnd.answer.status === 200, atTheEnd, "Counts should be answered.");
}

async function checkRejectedForgotten(probe: Probe): Promise<void> {
  const click = probe.newClick();
  const rejected = await sendClicks(probe, [{ ...click, publisher: probe.unknownHandle }]);
  checkStatusOf(rejected, resultOf(rejected), "rejected");
  const exchange = await sendClicks(probe, [click]);
  checkCounted(exchange, resultOf(exchange));
}

export const CLICK_RULES: readonly Rule[] = [
  seen("click-counted", "a good click is counted, for a period", checkGoodClick),
  growing("click-count", "count is that of the URL, this click included", "count"),
  growing("click-mine", "mine is the donor's own on the URL", "mine"),
  seen("click-donor", "donor.clicks grows by one", checkDonor),
  unseen("click-period", "the period is that of receipt", "needs a period's end"),
  seen("click-clock", "clicked_at may be 35 days past and 24 hours ahead", checkClock),
  seen("click-repeat", "a known id is duplicate and changes nothing", checkRepeat),
  seen("click-repeat-in-call", "the same id twice in a call counts once", async (probe) => {
    const { clicks, exchange } = await mixedCall(probe);
    checkCounted(exchange, resultOf(exchange, 1));
    checkStatusOf(exchange, resultOf(exchange, 4), "duplicate");
    await checkCount(probe, clicks[1].url, 1, "A click was twice in a call.");
  }),
  seen("click-repeat-at-once", "the same id 20 times at once counts once", checkRepeatAtOnce),
  seen("click-repeat-content", "what comes with a known id is ignored", checkRepeatContent),
  seen("click-id-bits", "ids are compared as 128 bits", async (probe) => {
    await repeat(probe, ({ click }) => ({ id: click.id.toUpperCase() }));
  }),
  seen("click-undone-stays", "an undone id stays duplicate", checkUndoneStays),
  seen("click-rejected-forgotten", "a rejected id is not remembered", checkRejectedForgotten),
];
