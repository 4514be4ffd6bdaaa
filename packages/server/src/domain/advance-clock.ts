import { periodEndMs } from "@rivulet/protocol";
import type { Db } from "../store/open-store.js";
import type { InstanceClock } from "./clock.js";
import { Refusal } from "./refusal.js";
import type { Settings } from "./settings.js";
import { duePeriods, type Settled, type SettleOptions, settlePeriod } from "./settlement.js";

/**
 * Moves a demo's clock to an instant, forward only, and makes every period's end on the way, in order.
 * @returns what was settled on the way.
 * @throws Refusal `not-a-demo`, `clock-backwards`
 */
export async function advanceClock(
  db: Db,
  clock: InstanceClock,
  atMs: number,
  settings: Settings,
  options: SettleOptions = {},
): Promise<Settled[]> {
  if (atMs < clock.now()) throw new Refusal("clock-backwards", "The clock of a demo only moves forward.");
  const settled: Settled[] = [];
  for (const period of await duePeriods(db, atMs, settings.settleDelayMs)) {
    const due = periodEndMs(period) + settings.settleDelayMs;
    if (clock.now() < due) await clock.moveTo(db, due);
    settled.push(await settlePeriod(db, period, settings, clock.now(), options));
  }
  if (clock.now() < atMs) await clock.moveTo(db, atMs);
  return settled;
}
