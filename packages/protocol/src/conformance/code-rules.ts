import { PROBLEMS, type ProblemCode } from "../problem.js";
import { plainClick, postClicks, undo } from "./ask-clicks.js";
import { check, checkProblem } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";
import { always, BrokenRule, CannotSee, type Mean, type Rule, seen } from "./rule.js";
import { askWithoutScope } from "./subscription-rules.js";

/** A rule that a request of this kind is refused with this code. */
function code(
  name: ProblemCode,
  when: string,
  ask: (probe: Probe) => Promise<Exchange>,
  needs: Mean[] = [],
): Rule {
  const run = async (probe: Probe) => {
    checkProblem(await ask(probe), name);
  };
  return seen(`code-${name}`, `${when} is ${PROBLEMS[name].status} ${name}`, run, needs);
}

const TWO_MEGABYTES = 2_000_000;

async function askWithoutGoodToken(probe: Probe): Promise<void> {
  for (const token of [null, "rivulet-conformance-nobody-issued-this"]) {
    const body = JSON.stringify({ clicks: [probe.newClick()] });
    checkProblem(await postClicks(probe, body, token), "invalid-token");
  }
}

async function askUnknownMethods(probe: Probe): Promise<void> {
  for (const path of ["/v1/counts", "/v1/clicks", "/v1/me"]) {
    const exchange = await probe.ask({ method: "PATCH", path });
    checkProblem(exchange, "method-not-allowed");
    check(exchange.answer.headers.has("allow"), exchange, "The header Allow is missing.");
  }
}

/** A failure inside the backend is never what a request deserves, so one anywhere in the run breaks the rule. */
async function checkNoFailure(probe: Probe): Promise<void> {
  const failed = probe.exchanges.find(({ answer }) => answer.status === 500);
  if (failed) throw new BrokenRule("The backend failed.", failed);
  throw new CannotSee("no request brings it about, and none did");
}

const seenOnce = (name: "rate-limited" | "unavailable") =>
  always(
    `code-${name}`,
    `the backend's own ${PROBLEMS[name].status} is ${name}`,
    ({ answer }) => answer.status === PROBLEMS[name].status,
    (exchange) => {
      checkProblem(exchange, name);
    },
  );

export const CODE_RULES: readonly Rule[] = [
  code("invalid-json", "a body that is not JSON", (probe) => postClicks(probe, '{"clicks": [')),
  code("invalid-request", "a body without clicks", (probe) => postClicks(probe, "{}")),
  code("too-many-items", "101 URLs", (probe) => {
    const query = Array.from({ length: 101 }, (_, i) => `url=/${i}`).join("&");
    return probe.ask({ path: `/v1/counts?base=${encodeURIComponent(probe.target.site)}&${query}` });
  }),
  seen("code-invalid-token", "no token, or an unknown one, is 401 invalid-token", askWithoutGoodToken),
  code("wrong-origin", "a good token from another site", (probe) =>
    probe.askFromSite({ path: "/v1/me", headers: { origin: "https://anywhere.example" } }),
  ),
  code("insufficient-scope", "a subscription with a token of scope click", askWithoutScope),
  code("not-found", "a path without meaning", (probe) => probe.ask({ path: "/v1/rivulet-conformance" })),
  code(
    "unknown-click",
    "the undo of another donor's click",
    async (probe) => undo(probe, (await plainClick(probe)).click.id, probe.target.otherToken),
    ["otherToken"],
  ),
  seen("code-method-not-allowed", "PATCH is 405 method-not-allowed, with Allow", askUnknownMethods),
  code(
    "already-settled",
    "the undo of a settled click",
    (probe) => undo(probe, probe.target.settledClick ?? ""),
    ["settledClick"],
  ),
  code("too-large", "a body of 2 MB", (probe) => postClicks(probe, "x".repeat(TWO_MEGABYTES))),
  code("query-too-long", "a query of 8,001 characters", (probe) =>
    probe.ask({ path: `/v1/counts?${"url=https://a.example/".padEnd(8001, "x")}` }),
  ),
  code("unsupported-media-type", "clicks as text/plain", (probe) =>
    probe.askFromSite({
      method: "POST",
      path: "/v1/clicks",
      headers: { "content-type": "text/plain" },
      body: JSON.stringify({ clicks: [probe.newClick()] }),
    }),
  ),
  seenOnce("rate-limited"),
  {
    id: "code-internal",
    title: "the backend never fails",
    needs: [],
    last: true,
    run: checkNoFailure,
  },
  seenOnce("unavailable"),
];
