import { type Period, periodEndMs } from "@rivulet/protocol";
import type { Db, Tx } from "../store/open-store.js";
import { type Closing, findClosing, isSettled, plannedClosing, refuseClosing } from "./closing.js";
import { donorsOfPeriod } from "./donors-of-period.js";
import { feeOf } from "./fee.js";
import { readGiven, readGiving } from "./giving.js";
import { addGross } from "./gross.js";
import { makeBatch, oldestDuePeriod } from "./make-subscription-clicks.js";
import { openPeriod } from "./open-period.js";
import type { Settings } from "./settings.js";
import { readSettled, type Settled } from "./settlement.js";

/**
 * What settling a period now would do, without doing it.
 * @throws Refusal as `settlePeriod` does
 */
export async function planSettlement(
  db: Db,
  period: Period,
  settings: Settings,
  now: number,
): Promise<Settled> {
  const due = await oldestDuePeriod(db);
  if (due === null || due > period) return await plan(db, period, settings, now);
  return await withSubscriptionClicks(db, period, now, (tx) => plan(tx, period, settings, now));
}

/** Plans with the clicks that subscriptions have not made yet, and takes them back. */
async function withSubscriptionClicks(
  db: Db,
  period: Period,
  now: number,
  run: (tx: Tx) => Promise<Settled>,
): Promise<Settled> {
  const undo = new Error("What was only planned is taken back.");
  let planned: Settled | undefined;
  const running = db.transaction().execute(async (tx) => {
    const open = await openPeriod(tx, now);
    while ((await makeBatch(tx, open < period ? open : period)).more);
    planned = await run(tx);
    throw undo;
  });
  await running.catch((thrown: unknown) => {
    if (thrown !== undo) throw thrown;
  });
  return planned as Settled;
}

async function plan(db: Db, period: Period, settings: Settings, now: number): Promise<Settled> {
  if (await isSettled(db, period)) return { ...(await readSettled(db, period)), again: true };
  const found = await findClosing(db, period);
  if (!found) await refuseClosing(db, period, settings, now);
  const closing = found ?? (await plannedClosing(db, period, settings));
  const gross = new Map<bigint, bigint>();
  let given = 0n;
  let donors = 0;
  for await (const page of donorsOfPeriod(db, period)) {
    const gifts = await plannedGifts(db, closing, page);
    await addGross(db, period, gifts, gross);
    donors += gifts.size;
    for (const amount of gifts.values()) given += amount;
  }
  const fee = [...gross.values()].reduce((sum, amount) => sum + feeOf(amount, closing.feeBasisPoints), 0n);
  return { period, again: false, given, fee, net: given - fee, donors, publishers: gross.size };
}

/** What donors gave where it is frozen already, else what they would give. */
async function plannedGifts(
  db: Db,
  { period, minimum }: Closing,
  donors: bigint[],
): Promise<Map<bigint, bigint>> {
  const gifts = await readGiven(db, period, donors);
  const left = donors.filter((donor) => !gifts.has(donor));
  for (const giving of await readGiving(db, left, { period, atMs: periodEndMs(period) - 1, minimum })) {
    if (giving.clicks.length > 0) gifts.set(giving.donor, giving.given);
  }
  return gifts;
}
