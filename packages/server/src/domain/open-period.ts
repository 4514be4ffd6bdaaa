import { type Period, periodEndMs, periodOf } from "@rivulet/protocol";
import type { Db } from "../store/open-store.js";

/**
 * The period that a click received now counts for: the calendar month, or the next one where that is closing already.
 * Asked inside the transaction that stores the click, the answer holds for it.
 */
export async function openPeriod(db: Db, now: number): Promise<Period> {
  return openPeriodAfter(await lastClosing(db), now);
}

/** The same where the last closing is known already. */
export function openPeriodAfter(closed: Period | null, now: number): Period {
  const month = periodOf(now);
  return closed !== null && closed >= month ? periodOf(periodEndMs(closed)) : month;
}

/** The last period that is closing or settled, or null. */
export async function lastClosing(db: Db): Promise<Period | null> {
  const row = await db
    .selectFrom("closings")
    .select((e) => e.fn.max("period").as("period"))
    .executeTakeFirst();
  return (row?.period ?? null) as Period | null;
}

/** The periods with clicks that are neither closing nor settled, the oldest first; one that is over may wait for its settlement. */
export async function unclosedPeriods(db: Db, closed: Period | null): Promise<Period[]> {
  const periods: Period[] = [];
  let period = await oldestPeriodWithClicks(db, closed);
  while (period !== null) {
    periods.push(period);
    period = await oldestPeriodWithClicks(db, period);
  }
  return periods;
}

/** The oldest period after another in which there are clicks, or null. */
export async function oldestPeriodWithClicks(db: Db, after: Period | null): Promise<Period | null> {
  const row = await db
    .selectFrom("clicks")
    .select((e) => e.fn.min("period").as("period"))
    .where("period", ">", after ?? "")
    .executeTakeFirst();
  return (row?.period ?? null) as Period | null;
}
