import { periodEndMs } from "@rivulet/protocol";
import type { Db } from "../store/open-store.js";
import type { InstanceClock } from "./clock.js";
import { makeSubscriptionClicks, oldestDuePeriod } from "./make-subscription-clicks.js";
import { Refusal } from "./refusal.js";
import type { Settings } from "./settings.js";
import { duePeriods, type Settled, type SettleOptions, settlePeriod } from "./settlement.js";

/**
 * Moves a demo's clock to an instant, forward only, and makes every period's end and every subscription's click on the way, in order.
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
  for (let at = await nextEnd(db, atMs, settings); at !== null; at = await nextEnd(db, atMs, settings)) {
    if (clock.now() < at) await clock.moveTo(db, at);
    await makeSubscriptionClicks(db, clock.now());
    for (const period of await duePeriods(db, clock.now(), settings.settleDelayMs)) {
      settled.push(await settlePeriod(db, period, settings, clock.now(), options));
    }
  }
  if (clock.now() < atMs) await clock.moveTo(db, atMs);
  await makeSubscriptionClicks(db, clock.now());
  return settled;
}

/** When the next period is due in which there are clicks, or subscriptions that will click; null where none is due by an instant. */
async function nextEnd(db: Db, atMs: number, { settleDelayMs }: Settings): Promise<number | null> {
  const [withClicks] = await duePeriods(db, atMs, settleDelayMs);
  const subscribed = await oldestDuePeriod(db);
  const period = [withClicks, subscribed].flatMap((one) => one ?? []).sort()[0];
  const end = period === undefined ? Number.POSITIVE_INFINITY : periodEndMs(period) + settleDelayMs;
  return end <= atMs ? end : null;
}
