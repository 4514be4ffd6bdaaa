import type { ClickResult, ClicksAnswer } from "@rivulet/protocol";
import { ask } from "./ask.js";
import type { Desk } from "./desk.js";
import { settle } from "./look.js";
import type { Answer, SavedClick } from "./saved-click.js";

/** The protocol's bounds, in characters, and of tags in number: what is longer would refuse the whole call. */
const LONGEST: Record<string, number> = { title: 300, category: 40, language: 35, tags: 10 };
const LONGEST_TAG = 40;

/**
 * Posts clicks, settles what was answered, and resolves with the last answer; rejects with `bad-answer` when there was
 * none. A result without shape, or about another click, is none.
 */
export async function sendClicks(core: Desk, clicks: SavedClick[]): Promise<Answer> {
  const sent = clicks.map(({ id, thing, clickedAt }) => ({ ...thing, id, clicked_at: clickedAt }));
  const reply = await ask<ClicksAnswer>(core, "/v1/clicks", {
    method: "POST",
    body: JSON.stringify({ clicks: sent }, cut),
    // One click still goes out when its page is being left; browsers refuse that for more than 64 KiB.
    keepalive: !clicks[1],
  });
  let answer: Answer | undefined;
  for (const { id } of clicks) {
    const result: Partial<ClickResult> = reply?.results?.find?.((one) => one?.id === id) ?? {};
    const { status, count, mine, problem } = result;
    const code = problem?.code;
    // A duplicate was counted before, and its answer was lost.
    const isCounted =
      /counted|duplicate/.test(status as string) && (count as number) >= 0 && (mine as number) >= 0;
    if (!isCounted && !(status === "rejected" && code)) continue;
    answer = { status: isCounted ? "counted" : "rejected", id, count, mine, code };
    settle(core, answer);
  }
  if (!answer) throw core.fail("bad-answer");
  return answer;
}

/** Items of a list are named by their place. */
const cut = (name: string, value?: string | string[]) =>
  value?.slice ? value.slice(0, LONGEST[name] ?? (+name >= 0 ? LONGEST_TAG : undefined)) : value;
