import { describe, expect, it } from "vitest";
import { AT_REST, afterEvent, afterWaiting, lookOf, type Standing, shownCount } from "../src/button-state.js";

const thing = { publisher: "p", url: "https://blog.example/a" };
const click = { id: "1", thing, clickedAt: "2026-11-24T08:00:00Z" };
const sending: Standing = { ...AT_REST, state: "sending" };

describe("the standing of a button", () => {
  it("follows its own click", () => {
    expect(afterEvent(sending, "pending", { id: "1", thing }, true)).toMatchObject({
      state: "pending",
      last: "1",
      news: "pending",
    });
    const counted = afterEvent(sending, "counted", { id: "1", thing, count: 3, mine: 1 }, true);
    expect(counted).toMatchObject({ state: "counted", count: 3, mine: 1, last: "1" });
    const rejected = afterEvent(sending, "rejected", { id: "1", thing, code: "own-thing" }, true);
    expect(rejected).toMatchObject({ state: "rejected", last: null, news: "own-thing" });
    expect(afterEvent(counted, "undone", { id: "1", thing }, true)).toMatchObject({
      state: "idle",
      last: null,
    });
  });

  it("takes count and own clicks from another button of the page, and no more", () => {
    const other = afterEvent(AT_REST, "counted", { id: "1", thing, count: 3, mine: 1 }, false);
    expect(other).toEqual({ ...AT_REST, count: 3, mine: 1 });
  });

  it("keeps its state and news over a failing network, and has its error", () => {
    const pending = { ...AT_REST, state: "pending", news: "pending" } as const;
    const after = afterEvent(pending, "error", { code: "offline" }, true);
    expect(after).toMatchObject({ state: "pending", news: "pending" });
    expect(after.error?.code).toBe("offline");
  });

  it("counts a click on its way in what is shown, and takes it back with its refusal", () => {
    expect(shownCount({ ...sending, count: 3 })).toBe(4);
    expect(shownCount({ ...sending, count: null })).toBeNull();
    const refused = afterEvent({ ...sending, count: 3 }, "rejected", { code: "own-thing" }, true);
    expect(shownCount(refused)).toBe(3);
  });

  it("knows nothing of the donor's own after disconnecting", () => {
    const mine = { mine: 2, last: "1", subscription: { months: null, until: null } };
    expect(afterEvent({ ...AT_REST, ...mine }, "disconnected", {}, false)).toEqual(AT_REST);
  });

  it("is pending while a click of its thing waits, and free when none does", () => {
    const waiting = afterWaiting(AT_REST, thing, [click]);
    expect(waiting).toMatchObject({ state: "pending", last: "1" });
    expect(afterWaiting(waiting, thing, [])).toMatchObject({ state: "idle", last: null });
    expect(afterWaiting(AT_REST, { ...thing, publisher: "q" }, [click])).toBe(AT_REST);
    expect(afterWaiting(sending, thing, [click])).toBe(sending);
  });

  it("looks like yours with clicks from before, and offline where the network keeps one waiting", () => {
    expect(lookOf({ ...AT_REST, mine: 1 }, false)).toBe("yours");
    expect(lookOf({ ...AT_REST, state: "pending" }, true)).toBe("offline");
    expect(lookOf(AT_REST, true)).toBe("idle");
  });
});
