import { CLICK_BOUNDS, CLICKS_BODY_BYTES, type ClickSent } from "../click.js";
import { LIMITS } from "../well-known.js";
import { checkCount, checkCounted, postClicks, resultOf, resultsOf, sendClicks } from "./ask-clicks.js";
import { check, checkPointers, checkProblem, checkStatus } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import { mixedCall } from "./mixed-call.js";
import type { Probe } from "./probe.js";
import { type Rule, seen, unseen } from "./rule.js";

/** A click of good shape that nobody is paid for, so that it costs nothing to send. */
const paidToNobody = (probe: Probe, change: Record<string, unknown> = {}) =>
  ({ ...probe.newClick({ publisher: probe.unknownHandle }), ...change }) as ClickSent;

/** The call is not refused: it has a result for each click. */
function checkTaken(exchange: Exchange, clicks: number): void {
  const { length } = resultsOf(exchange);
  check(length === clicks, exchange, `${clicks} clicks should have as many results; there are ${length}.`);
}

async function checkNeedsToken(probe: Probe): Promise<void> {
  const click = probe.newClick();
  const body = JSON.stringify({ clicks: [click] });
  for (const token of [null, "rivulet-conformance-nobody-issued-this"]) {
    checkStatus(await postClicks(probe, body, token), 401);
  }
  await checkCount(probe, click.url, 0, "A click without a good token was sent.");
}

async function checkShape(probe: Probe): Promise<void> {
  const url = probe.freshUrl();
  const { clicked_at: _, ...withoutTime } = probe.newClick({ url });
  const faults = [
    withoutTime,
    7,
    { ...withoutTime, clicked_at: "yesterday" },
    { ...withoutTime, clicked_at: "2026-02-30T00:00:00Z" },
    { ...withoutTime, clicked_at: "2026-11-23T20:18:31" },
    { ...withoutTime, clicked_at: Date.now() },
    probe.newClick({ url, tags: "a,b" as unknown as string[] }),
  ];
  for (const fault of faults) {
    checkStatus(await sendClicks(probe, [probe.newClick({ url }), fault]), 400);
  }
  await checkCount(probe, url, 0, "A good click was sent beside one that has the wrong shape.");
}

async function checkBadValue(probe: Probe): Promise<void> {
  const { exchange } = await mixedCall(probe);
  const results = resultsOf(exchange);
  const rejected = results.filter(({ status }) => status === "rejected").length;
  check(rejected === 3, exchange, `Three clicks have bad values, ${rejected} are rejected.`);
  checkCounted(exchange, resultOf(exchange, 1));
}

async function checkOrder(probe: Probe): Promise<void> {
  const { clicks, exchange } = await mixedCall(probe);
  const due = clicks.map(({ id }) => id).join();
  check(
    resultsOf(exchange)
      .map(({ id }) => id)
      .join() === due,
    exchange,
    "The results are not in the order of the request, by its ids.",
  );
}

async function checkNumber(probe: Probe): Promise<void> {
  checkProblem(await sendClicks(probe, []), "invalid-request");
  const clicks = Array.from({ length: LIMITS.clicks_per_call + 1 }, () => paidToNobody(probe));
  checkTaken(await sendClicks(probe, clicks.slice(1)), LIMITS.clicks_per_call);
  checkProblem(await sendClicks(probe, clicks), "too-many-items");
}

/** A field at its bound and over it. Emoji take two units of UTF-16 each, and are one character. */
function bounds(probe: Probe): [field: string, atBound: unknown, over: unknown, pointer?: string][] {
  const url = `${probe.freshUrl()}/`;
  const { title, category, language, tag, tags } = CLICK_BOUNDS;
  return [
    ["url", url.padEnd(CLICK_BOUNDS.url, "x"), url.padEnd(CLICK_BOUNDS.url + 1, "x")],
    ["title", "🌊".repeat(title), "x".repeat(title + 1)],
    ["category", "x".repeat(category), "x".repeat(category + 1)],
    ["language", "x".repeat(language), "x".repeat(language + 1)],
    ["tags", Array(tags).fill("x".repeat(tag)), Array(tags + 1).fill("x")],
    ["tags", [], ["a", "x".repeat(tag + 1)], "tags/1"],
  ];
}

async function checkBounds(probe: Probe): Promise<void> {
  const fields = bounds(probe);
  const atBounds = fields.map(([field, value]) => paidToNobody(probe, { [field]: value }));
  checkTaken(await sendClicks(probe, atBounds), atBounds.length);
  for (const [field, , over, pointer = field] of fields) {
    const exchange = await sendClicks(probe, [paidToNobody(probe, { [field]: over })]);
    checkProblem(exchange, "invalid-request");
    checkPointers(exchange, [`/clicks/0/${pointer}`]);
  }
}

async function checkBody(probe: Probe): Promise<void> {
  const body = JSON.stringify({ clicks: [paidToNobody(probe)], padding: "" });
  const padded = (bytes: number) =>
    body.replace('"padding":""', `"padding":"${"x".repeat(bytes - body.length)}"`);
  checkTaken(await postClicks(probe, padded(CLICKS_BODY_BYTES)), 1);
  checkProblem(await postClicks(probe, padded(CLICKS_BODY_BYTES + 1)), "too-large");
}

async function checkUnknownFields(probe: Probe): Promise<void> {
  const clicks = [paidToNobody(probe, { colour: "blue", publisher_id: 7 })];
  checkTaken(await postClicks(probe, JSON.stringify({ clicks, sender: { version: 2 } })), 1);
}

async function checkTimestamp(probe: Probe): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  const times = [
    "T00:00:00Z",
    "T00:00:00+00:00",
    "T00:00:00.5-00:30",
    "T00:00:00.123456789+01:00",
    "t00:00:00z",
  ];
  const clicks = times.map((time) => paidToNobody(probe, { clicked_at: day + time }));
  checkTaken(await sendClicks(probe, clicks), clicks.length);
}

export const CLICK_CALL_RULES: readonly Rule[] = [
  seen("click-needs-token", "without a good token nothing is counted", checkNeedsToken),
  seen("click-shape", "an error of shape refuses the whole call", checkShape),
  seen("click-bad-value", "a bad value refuses one click alone", checkBadValue),
  seen("click-number", "1 to 50 clicks a call", checkNumber),
  seen("click-bounds", "fields have bounds", checkBounds),
  seen("click-body", "a body has 256 KiB at most", checkBody),
  seen("click-unknown-fields", "unknown fields are ignored", checkUnknownFields),
  seen("click-timestamp", "clicked_at has any offset and fraction", checkTimestamp),
  seen("click-order", "the results are in the order of the request", checkOrder),
  unseen("click-durable", "what is counted is on durable storage", "needs the backend's power switch"),
];
