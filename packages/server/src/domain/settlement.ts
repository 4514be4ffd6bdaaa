import { setTimeout as pause } from "node:timers/promises";
import type { Period } from "@rivulet/protocol";
import type { Db } from "../store/open-store.js";
import { type Closing, closePeriod, isSettled } from "./closing.js";
import { donorsOfPeriod } from "./donors-of-period.js";
import { readGiven } from "./giving.js";
import { addGross } from "./gross.js";
import { makeSubscriptionClicks } from "./make-subscription-clicks.js";
import { Refusal } from "./refusal.js";
import type { Settings } from "./settings.js";
import { settleDonors } from "./settle-donors.js";
import { settlePublishers } from "./settle-publishers.js";

export { duePeriods } from "./closing.js";

/** A settled period. Amounts are micros; `net` is what publishers received. */
export type Settled = {
  period: Period;
  /** It was settled before; this run changed nothing. */
  again: boolean;
  given: bigint;
  fee: bigint;
  net: bigint;
  donors: number;
  publishers: number;
};

export type Progress = { step: "donors" | "publishers"; done: number; total: number };
export type SettleOptions = { onProgress?: (progress: Progress) => void };

/** Between two batches clicks get their turn, also those of another process, which can only ask again and again. */
const TURN_MS = 4;

/**
 * Settles a period that is over: freezes it, takes each donor's budget into clearing, pays each publisher out of it less the fee.
 * It can stop at any point and be run again; what is written already is left as it is. Give it a connection of its own
 * (`openStore` once more), so that clicks go on beside it.
 * @throws Refusal `period-not-over`, `period-passed`, `older-period-open`
 */
export async function settlePeriod(
  db: Db,
  period: Period,
  settings: Settings,
  now: number,
  { onProgress = () => {} }: SettleOptions = {},
): Promise<Settled> {
  if (await isSettled(db, period)) return { ...(await readSettled(db, period)), again: true };
  await makeSubscriptionClicks(db, now, period);
  const closing = await db.transaction().execute((tx) => closePeriod(tx, period, settings, now));
  await takeFromDonors(db, closing, now, onProgress);
  await payPublishers(db, closing, now, onProgress);
  await finish(db, period, now);
  return { ...(await readSettled(db, period)), again: false };
}

async function takeFromDonors(db: Db, closing: Closing, now: number, report: (progress: Progress) => void) {
  const total = await countDonors(db, closing.period);
  let done = 0;
  for await (const donors of donorsOfPeriod(db, closing.period)) {
    await db.transaction().execute((tx) => settleDonors(tx, closing, donors, now));
    done += donors.length;
    report({ step: "donors", done, total });
    await pause(TURN_MS);
  }
}

const PUBLISHERS_A_BATCH = 100;

async function payPublishers(db: Db, closing: Closing, now: number, report: (progress: Progress) => void) {
  const gross = [...(await grossOf(db, closing.period))];
  for (let done = 0; done < gross.length; ) {
    const batch = gross.slice(done, done + PUBLISHERS_A_BATCH);
    await db.transaction().execute((tx) => settlePublishers(tx, closing, batch, now));
    done += batch.length;
    report({ step: "publishers", done, total: gross.length });
    await pause(TURN_MS);
  }
}

/** Every publisher's gross, from the frozen rows alone, so that a run after a crash finds the same. */
async function grossOf(db: Db, period: Period): Promise<Map<bigint, bigint>> {
  const gross = new Map<bigint, bigint>();
  for await (const donors of donorsOfPeriod(db, period)) {
    await addGross(db, period, await readGiven(db, period, donors), gross);
    await pause(0);
  }
  return gross;
}

async function countDonors(db: Db, period: Period): Promise<number> {
  const row = await db
    .selectFrom("clicks")
    .select((e) => e.fn.count("donor").distinct().as("donors"))
    .where("period", "=", period)
    .executeTakeFirstOrThrow();
  return Number(row.donors);
}

async function finish(db: Db, period: Period, now: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (await isSettled(tx, period)) return;
    const { given, fee } = await readTotals(tx, period);
    await tx.insertInto("settlements").values({ period, settled_at: now, given, fee }).execute();
  });
}

/** @throws Refusal `not-settled` */
export async function readSettled(db: Db, period: Period): Promise<Omit<Settled, "again">> {
  if (!(await isSettled(db, period))) throw new Refusal("not-settled", `${period} is not settled.`);
  return await readTotals(db, period);
}

async function readTotals(db: Db, period: Period): Promise<Omit<Settled, "again">> {
  const donors = await db
    .selectFrom("donor_settlements")
    .select("given")
    .where("period", "=", period)
    .execute();
  const publishers = await db
    .selectFrom("publisher_settlements")
    .select("fee")
    .where("period", "=", period)
    .execute();
  const given = donors.reduce((sum, row) => sum + row.given, 0n);
  const fee = publishers.reduce((sum, row) => sum + row.fee, 0n);
  return { period, given, fee, net: given - fee, donors: donors.length, publishers: publishers.length };
}
