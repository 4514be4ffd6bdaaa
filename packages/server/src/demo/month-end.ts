import { periodEndMs } from "@rivulet/protocol";
import { advanceClock } from "../domain/advance-clock.js";
import type { InstanceClock } from "../domain/clock.js";
import { openPeriod } from "../domain/open-period.js";
import type { Settings } from "../domain/settings.js";
import type { Db } from "../store/open-store.js";

/** Moves a demo's clock over the end of the open period, by the delay of settlement, and settles what is due on the way. */
export async function goToMonthEnd(db: Db, clock: InstanceClock, settings: Settings): Promise<void> {
  const period = await openPeriod(db, clock.now());
  await advanceClock(db, clock, periodEndMs(period) + settings.settleDelayMs, settings);
}
