import type { ClicksAnswer } from "@rivulet/protocol";
import { ask } from "./ask.js";
import type { Desk } from "./desk.js";
import { settle } from "./look.js";
import type { SavedClick } from "./saved-click.js";

/** The protocol's bound: a page's own title is no reason to lose a click. */
const LONGEST_TITLE = 300;
/** Browsers refuse a request that outlives its page beyond 64 KiB; a character has three bytes at most. */
const LONGEST_KEPT_ALIVE = 20_000;

/**
 * Posts clicks and settles what was answered; rejects with `bad-answer` when nothing was. A result without shape, or
 * about another click, is no answer.
 */
export async function sendClicks(core: Desk, clicks: SavedClick[]): Promise<void> {
  const body = JSON.stringify({
    clicks: clicks.map(({ id, thing, clickedAt }) => ({
      ...thing,
      title: thing?.title?.slice?.(0, LONGEST_TITLE),
      id,
      clicked_at: clickedAt,
    })),
  });
  const { results } = await ask<ClicksAnswer>(core, "/v1/clicks", {
    method: "POST",
    body,
    keepalive: body.length < LONGEST_KEPT_ALIVE,
  });
  let isAnswered = false;
  clicks.forEach(({ id }, index) => {
    const { id: about, status, count, mine, problem } = results?.[index] ?? {};
    const code = status === "rejected" && problem?.code;
    // A duplicate was counted before, and its answer was lost.
    const isCounted = /counted|duplicate/.test(`${status}`) && Number(count) >= 0 && Number(mine) >= 0;
    if (about !== id || !(code || isCounted)) return;
    isAnswered = true;
    // One that was taken back while it was on its way ends as its undo ends.
    if (!core.saved(id)?.clickedAt) return;
    settle(core, code ? { id, status: "rejected", code } : { id, status: "counted", count, mine });
  });
  if (!isAnswered) throw core.fail("bad-answer");
}
