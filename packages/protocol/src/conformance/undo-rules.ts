import {
  askCounts,
  checkCount,
  checkStatusOf,
  countIn,
  plainClick,
  resultOf,
  sendClicks,
  undo,
} from "./ask-clicks.js";
import { check, checkPointers, checkProblem, checkStatus } from "./check-answer.js";
import { lifeOfAClick } from "./life-of-a-click.js";
import type { Probe } from "./probe.js";
import { type Rule, seen, unseen } from "./rule.js";

async function checkUndo(probe: Probe): Promise<void> {
  const { undone, afterUndo, url } = await lifeOfAClick(probe);
  checkStatus(undone, 204);
  check(countIn(afterUndo, url) === 0, afterUndo, "An undone click is still in the count.");
}

async function checkUndoAgain(probe: Probe): Promise<void> {
  checkStatus((await lifeOfAClick(probe)).undoneAgain, 204);
}

async function checkOvertakes(probe: Probe): Promise<void> {
  const click = probe.newClick();
  checkStatus(await undo(probe, click.id), 204);
  const exchange = await sendClicks(probe, [click]);
  checkStatusOf(exchange, resultOf(exchange), "duplicate");
  await checkCount(probe, click.url, 0, "An undo came before its click.");
}

/** Checks that somebody else's undo is refused, and that the plain click stays in the count. */
async function checkForeign(probe: Probe, token: string | null | undefined, status: number): Promise<void> {
  const { id, url } = (await plainClick(probe)).click;
  const exchange = await undo(probe, id, token);
  if (status === 404) checkProblem(exchange, "unknown-click");
  checkStatus(exchange, status);
  const counts = await askCounts(probe, [url]);
  check(Number(countIn(counts, url)) >= 1, counts, "The click has left the count.");
}

async function checkOtherSite(probe: Probe): Promise<void> {
  const { otherSite = "", otherSiteToken = "" } = probe.target;
  const { id } = (await plainClick(probe)).click;
  const headers = { origin: otherSite, authorization: `Bearer ${otherSiteToken}` };
  checkProblem(await probe.ask({ method: "DELETE", path: `/v1/clicks/${id}`, headers }), "unknown-click");
}

async function checkBadId(probe: Probe): Promise<void> {
  for (const id of ["7", "no-uuid", "019ac0de-7a1b-7c3d-8e4f-00112233445"]) {
    const exchange = await undo(probe, id);
    checkProblem(exchange, "invalid-request");
    checkPointers(exchange, ["/id"]);
  }
}

async function checkNeedsToken(probe: Probe): Promise<void> {
  await checkForeign(probe, null, 401);
  await checkForeign(probe, "rivulet-conformance-nobody-issued-this", 401);
}

export const UNDO_RULES: readonly Rule[] = [
  seen("undo-counted", "an own click is taken back", checkUndo),
  seen("undo-again", "a second undo is 204, too", checkUndoAgain),
  seen("undo-overtakes", "an undo before its click wins", checkOvertakes),
  unseen("undo-remembered", "such an id is remembered for 35 days", "takes 35 days"),
  seen(
    "undo-other-donor",
    "another donor's click stays",
    (probe) => checkForeign(probe, probe.target.otherToken, 404),
    ["otherToken"],
  ),
  seen("undo-other-site", "a click of another site is unknown", checkOtherSite, [
    "otherSiteToken",
    "otherSite",
  ]),
  seen(
    "undo-settled",
    "a settled click stays",
    async (probe) => {
      checkProblem(await undo(probe, probe.target.settledClick ?? ""), "already-settled");
    },
    ["settledClick"],
  ),
  seen("undo-bad-id", "an id that is no UUID is invalid-request", checkBadId),
  seen("undo-needs-token", "without a good token nothing is undone", checkNeedsToken),
];
