import * as v from "valibot";
import { PROBLEMS } from "../problem.js";
import { sendClicks } from "./ask-clicks.js";
import { answerOf, check, checkHeader, checkPointers, checkProblem } from "./check-answer.js";
import { isApi } from "./every-answer-rules.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";
import { always, type Rule, seen } from "./rule.js";

/** A refused request; the token and revoke endpoints speak RFC 6749 instead. */
const isRefusal = (exchange: Exchange, probe: Probe) =>
  isApi(exchange, probe) &&
  exchange.answer.status >= 400 &&
  !/\/v1\/(token|revoke)\b/.test(exchange.request.url);

const someDocument = v.looseObject({ code: v.string() });
const document = v.looseObject({
  title: v.pipe(v.string(), v.nonEmpty()),
  status: v.number(),
  code: v.string(),
});

/** What only a backend's inside knows: stacks, files, SQL. */
const TRACE =
  /\n?\s+at .+:\d+|node_modules|\.(js|ts|php|py|rb|go|java):\d+|Traceback|SQLSTATE|SQLITE_|syntax error at or near/;

async function checkEveryPointer(probe: Probe): Promise<void> {
  const { url: _, ...withoutUrl } = probe.newClick();
  const clicks = [probe.newClick(), { ...withoutUrl, id: 7, tags: ["a", 7] }];
  const exchange = await sendClicks(probe, clicks);
  checkProblem(exchange, "invalid-request");
  checkPointers(exchange, ["/clicks/1/id", "/clicks/1/url", "/clicks/1/tags/1"]);
}

export const PROBLEM_RULES: readonly Rule[] = [
  always("problem-document", "a refusal is a problem document", isRefusal, (exchange) => {
    checkHeader(exchange, "content-type", /^application\/problem\+json(\s*;|$)/i);
    const { status } = answerOf(exchange, document);
    check(status === exchange.answer.status, exchange, "status is not the answer's own.");
  }),
  always("problem-type", "type is BASE/problems/CODE", isRefusal, (exchange, probe) => {
    const { code, type } = answerOf(exchange, someDocument);
    const due = `${probe.base}/problems/${code}`;
    check(type === due, exchange, `type should be ${due}, it is ${String(type)}.`);
  }),
  always("problem-closed-list", "code is of the closed list, with its status", isRefusal, (exchange) => {
    const { code } = answerOf(exchange, someDocument);
    const known = Object.entries(PROBLEMS).find(([name]) => name === code)?.[1];
    check(
      known?.status === exchange.answer.status,
      exchange,
      `${code} is no code of ${exchange.answer.status}.`,
    );
  }),
  seen("problem-pointers", "errors[] points at each bad field once", checkEveryPointer),
  always("problem-no-trace", "a refusal tells nothing of the inside", isRefusal, (exchange) => {
    answerOf(exchange, someDocument);
    check(!TRACE.test(exchange.answer.text), exchange, "It looks like a stack trace or a query.");
  }),
  always(
    "unauthorized-challenge",
    "401 has WWW-Authenticate",
    ({ answer }) => answer.status === 401,
    (exchange) => checkHeader(exchange, "www-authenticate", /^bearer\b.*\berror="invalid_token"/i),
  ),
  always(
    "retry-after",
    "429 and 503 have Retry-After",
    ({ answer }) => answer.status === 429 || answer.status === 503,
    (exchange) => checkHeader(exchange, "retry-after", /^\d+$/),
  ),
];
