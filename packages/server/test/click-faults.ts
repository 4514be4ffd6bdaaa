import type { ClicksAnswer, MeAnswer } from "@rivulet/protocol";
import { newClickId } from "../src/domain/click-id.js";
import { type Broken, empty, onProblem } from "./conformance-faults.js";
import { at, both, instead, json, sent, status } from "./faults.js";

const onClicks = (spoil: (result: ClicksAnswer["results"][number]) => object) =>
  json<ClicksAnswer>(
    (answer) => ({ ...answer, results: answer.results.map(spoil) }),
    both(at("POST /v1/clicks"), status(200)),
  );

const onMine = (spoil: (mine: MeAnswer["mine"][string]) => object) =>
  json<MeAnswer>(
    ({ donor, mine }) => ({
      donor,
      mine: Object.fromEntries(Object.entries(mine).map(([url, own]) => [url, spoil(own)])),
    }),
    both(at("GET /v1/me"), status(200)),
  );

export const DUPLICATES: Broken[] = [
  {
    fault: onClicks((result) => (result.status === "duplicate" ? { ...result, status: "counted" } : result)),
    breaks: [
      "click-repeat",
      "click-repeat-in-call",
      "click-repeat-at-once",
      "click-repeat-content",
      "click-id-bits",
      "click-undone-stays",
      "undo-overtakes",
    ],
  },
];

/** Two ids that differ in their case are two clicks: the server gets another one for the second. */
export const CASE_SENSITIVE_IDS: Broken[] = [
  {
    fault: sent("POST /v1/clicks", (body) =>
      body.replace(/"id":"[0-9A-F-]*[A-F][0-9A-F-]*"/, () => `"id":"${newClickId(Date.now())}"`),
    ),
    breaks: ["click-id-bits"],
  },
];

export const CLICK_FAULTS: Broken[] = [
  { fault: onClicks((result) => (result.mine ? { ...result, mine: 1 } : result)), breaks: ["click-mine"] },
  {
    fault: onClicks((result) => (result.period ? { ...result, period: "November" } : result)),
    breaks: ["click-counted"],
  },
  {
    fault: sent("POST /v1/clicks", (body) => (body.includes("colour") ? "{}" : body)),
    breaks: ["click-unknown-fields"],
  },
  {
    fault: onClicks((result) =>
      result.problem?.code === "clicked-in-future"
        ? { ...result, problem: { ...result.problem, code: "click-too-old" } }
        : result,
    ),
    breaks: ["refusal-clicked-in-future"],
  },
  {
    fault: onClicks((result) =>
      result.problem?.code === "id-taken"
        ? { id: result.id, status: "duplicate", count: 1, mine: 0, period: "2026-11" }
        : result,
    ),
    breaks: ["refusal-id-taken"],
  },
  { fault: onMine((mine) => ({ ...mine, last: null })), breaks: ["me-last"] },
  {
    fault: onProblem("unknown-click", (problem) => ({ ...problem, code: "not-found" })),
    breaks: ["problem-type", "code-unknown-click", "undo-other-donor", "undo-other-site"],
  },
];

export const UNDO_FAULTS: Broken[] = [
  {
    fault: instead(async ({ method }) => (method === "DELETE" ? empty(204) : null)),
    breaks: [
      "code-unknown-click",
      "counts-after-click",
      "undo-counted",
      "undo-overtakes",
      "undo-other-donor",
      "undo-other-site",
      "undo-bad-id",
      "undo-needs-token",
      "me-last",
      "click-undone-stays",
      "subscription-delete",
      "subscription-needs-token",
    ],
  },
];
