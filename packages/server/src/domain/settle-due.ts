import type { Db } from "../store/open-store.js";
import type { Settings } from "./settings.js";
import { duePeriods, type SettleOptions, settlePeriod } from "./settlement.js";

/** Settles every period that is due, the oldest first. @returns how many were settled. */
export async function settleDue(
  db: Db,
  now: number,
  settings: Settings,
  options: SettleOptions = {},
): Promise<number> {
  const due = await duePeriods(db, now, settings.settleDelayMs);
  for (const period of due) await settlePeriod(db, period, settings, now, options);
  return due.length;
}
