import type { ClicksAnswer } from "@rivulet/protocol";
import { ask } from "./ask.js";
import type { Desk } from "./desk.js";
import { KEEPALIVE_CHARACTERS, TITLE_CHARACTERS } from "./limits.js";
import { settle } from "./look.js";
import type { SavedClick } from "./saved-click.js";

/**
 * Posts clicks and settles what was answered; rejects with `bad-answer` when nothing was. A result without shape, or
 * about another click, is no answer.
 */
export async function sendClicks(core: Desk, clicks: SavedClick[]): Promise<void> {
  const body = JSON.stringify({
    clicks: clicks.map(({ id, thing, clickedAt }) => ({
      ...thing,
      title: thing?.title?.slice?.(0, TITLE_CHARACTERS),
      id,
      clicked_at: clickedAt,
    })),
  });
  const { results } = await ask<ClicksAnswer>(core, "/v1/clicks", {
    method: "POST",
    body,
    keepalive: body.length < KEEPALIVE_CHARACTERS,
  });
  let isAnswered = false;
  clicks.forEach(({ id }, index) => {
    const { id: about, status, count, mine, problem } = results?.[index] ?? {};
    const code = status === "rejected" ? problem?.code : undefined;
    // A duplicate was counted before, and its answer was lost.
    const isCounted =
      /counted|duplicate/.test(`${status}`) && (count as number) >= 0 && (mine as number) >= 0;
    if (about !== id || !(code || isCounted)) return;
    isAnswered = true;
    // One that was taken back while it was on its way ends as its undo ends.
    if (core.saved(id)?.clickedAt)
      settle(core, { id, status: code ? "rejected" : "counted", count, mine, code });
  });
  if (!isAnswered) throw core.fail("bad-answer");
}
