import { type Period, periodEndMs, periodOf } from "@rivulet/protocol";
import type { Db, Tx } from "../store/open-store.js";
import { feeInForce } from "./fee.js";
import { ensureAccount } from "./ledger.js";
import { lastClosing, oldestPeriodWithClicks } from "./open-period.js";
import { Refusal } from "./refusal.js";
import type { Settings } from "./settings.js";
import { minimumInForce } from "./terms.js";

/** What a closing freezes. `minimum` is micros. */
export type Closing = { period: Period; feeBasisPoints: number; minimum: bigint };

/**
 * Closes a period: from this row on no click, undo or budget of it changes, and its fee and minimum stand. Again changes nothing.
 * @throws Refusal `period-not-over`, `period-passed`, `older-period-open`
 */
export async function closePeriod(tx: Tx, period: Period, settings: Settings, now: number): Promise<Closing> {
  const closing = await findClosing(tx, period);
  if (closing) return closing;
  await refuseClosing(tx, period, settings, now);
  const planned = await plannedClosing(tx, period, settings);
  await ensureAccount(tx, "clearing", period);
  await tx
    .insertInto("closings")
    .values({
      period,
      closing_at: now,
      fee_basis_points: planned.feeBasisPoints,
      minimum_budget: planned.minimum,
      remainder_rule: "earliest-first",
    })
    .execute();
  return planned;
}

/** What a closing would freeze now: what the server has noted, and where it has noted nothing, what is set. */
export async function plannedClosing(db: Db, period: Period, settings: Settings): Promise<Closing> {
  return {
    period,
    feeBasisPoints: await feeInForce(db, period, settings.feeBasisPoints),
    minimum: await minimumInForce(db, settings.minimumBudget),
  };
}

/** The closing of a period, or null while it is open. */
export async function findClosing(db: Db, period: Period): Promise<Closing | null> {
  const row = await db.selectFrom("closings").selectAll().where("period", "=", period).executeTakeFirst();
  return row ? { period, feeBasisPoints: Number(row.fee_basis_points), minimum: row.minimum_budget } : null;
}

/** @throws Refusal with the reason for which an open period cannot close now */
export async function refuseClosing(db: Db, period: Period, settings: Settings, now: number): Promise<void> {
  const from = periodEndMs(period) + settings.settleDelayMs;
  if (now < from) {
    throw new Refusal("period-not-over", `${period} can be settled from ${new Date(from).toISOString()} on.`);
  }
  const closed = await lastClosing(db);
  if (closed !== null && closed > period) {
    throw new Refusal("period-passed", `${period} had no clicks, and ${closed} after it is closed already.`);
  }
  const older = await olderOpenPeriod(db, period, closed);
  if (older)
    throw new Refusal(
      "older-period-open",
      `${older} comes before ${period} and is not settled; settle it first.`,
    );
}

/** A period before this one that is closing, or open with clicks. */
async function olderOpenPeriod(db: Db, period: Period, closed: Period | null): Promise<string | null> {
  if (closed !== null && !(await isSettled(db, closed))) return closed;
  const oldest = await oldestPeriodWithClicks(db, closed);
  return oldest !== null && oldest < period ? oldest : null;
}

export async function isSettled(db: Db, period: Period): Promise<boolean> {
  const row = await db
    .selectFrom("settlements")
    .select("period")
    .where("period", "=", period)
    .executeTakeFirst();
  return row !== undefined;
}

const SETTLE_DELAY_MS = 15 * 60_000;

/**
 * The periods that can be settled now, oldest first: those with clicks that are over by the delay, and one that was left closing.
 * @param settleDelayMs the operator's; 15 minutes unless told
 */
export async function duePeriods(db: Db, now: number, settleDelayMs = SETTLE_DELAY_MS): Promise<Period[]> {
  const closed = await lastClosing(db);
  const due: Period[] = closed !== null && !(await isSettled(db, closed)) ? [closed] : [];
  let period = await oldestPeriodWithClicks(db, closed);
  while (period !== null && period < periodOf(now) && periodEndMs(period) + settleDelayMs <= now) {
    due.push(period);
    period = await oldestPeriodWithClicks(db, period);
  }
  return due;
}
