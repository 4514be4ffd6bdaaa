import type { Db } from "../store/open-store.js";
import { makeSubscriptionClicks } from "./make-subscription-clicks.js";
import type { Settings } from "./settings.js";
import { duePeriods, type SettleOptions, settlePeriod } from "./settlement.js";

/** Makes the clicks of subscriptions, and settles every period that is due, the oldest first. @returns how many were settled. */
export async function settleDue(
  db: Db,
  now: number,
  settings: Settings,
  options: SettleOptions = {},
): Promise<number> {
  await makeSubscriptionClicks(db, now);
  const due = await duePeriods(db, now, settings.settleDelayMs);
  for (const period of due) await settlePeriod(db, period, settings, now, options);
  return due.length;
}
