import type { Db } from "../store/open-store.js";
import { readInstance } from "./instance.js";
import { Refusal } from "./refusal.js";

/** Two clocks, in milliseconds since 1970. */
export type Clock = {
  /** The instance's time, which a demo can move ahead: clicks, budgets, periods, settlement. */
  now(): number;
  /** The real time: sessions, codes, tokens. */
  real(): number;
};

/** A clock that a demo can move. */
export type InstanceClock = Clock & {
  readonly aheadMs: number;
  /** Moves the instance's time to an instant, forward only, and only in a demo; refuses otherwise. */
  moveTo(db: Db, atMs: number): Promise<void>;
  /** Reads how far the clock is ahead once more: the command can have moved it beside the server. */
  refresh(db: Db): Promise<void>;
};

/** Opens the instance's clock as it was left. @param real the real clock, `Date.now` unless told. */
export async function openClock(db: Db, real: () => number = Date.now): Promise<InstanceClock> {
  let aheadMs = (await readInstance(db)).clockAheadMs;
  return {
    now: () => real() + aheadMs,
    real,
    get aheadMs() {
      return aheadMs;
    },
    async moveTo(store, atMs) {
      aheadMs = await moveAhead(store, atMs - real());
    },
    async refresh(store) {
      // It only moves forward, so an older reading that comes late changes nothing.
      aheadMs = Math.max(aheadMs, (await readInstance(store)).clockAheadMs);
    },
  };
}

/** Stores how far the clock is ahead, and returns it. */
async function moveAhead(db: Db, aheadMs: number): Promise<number> {
  const { demo, clockAheadMs } = await readInstance(db);
  if (!demo) throw new Refusal("not-a-demo", "Only the clock of a demo can be moved.");
  if (aheadMs < clockAheadMs) throw new Refusal("clock-backwards", "The clock of a demo only moves forward.");
  await db
    .updateTable("instance")
    .set({ clock_ahead_ms: Math.floor(aheadMs) })
    .execute();
  return Math.floor(aheadMs);
}
