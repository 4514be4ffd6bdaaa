import { setTimeout as pause } from "node:timers/promises";
import { type ClickRefusal, type Period, periodStartMs } from "@rivulet/protocol";
import { sql } from "kysely";
import type { Db, Tx } from "../store/open-store.js";
import { changeCounts, insertClicks, placesOf } from "../store/sqlite/click-sql.js";
import { subscriptionClickId } from "./click-id.js";
import { judgePlacing } from "./judge-click.js";
import { openPeriod } from "./open-period.js";

const SUBSCRIPTIONS_A_BATCH = 200;
/** Between two batches clicks get their turn. */
const TURN_MS = 4;

/**
 * Makes the click of each subscription that is due in a period that has begun and is open: one at the period's start, whether the
 * balance covers it or not. A month that was missed, since the server was down, is made as long as its period is open. Where the
 * publisher is closed, or by now the donor, or another has verified the site, the reason is written instead. Again changes nothing.
 * @param upTo the last period to make, where it is earlier than the open one
 * @returns how many clicks were made
 */
export async function makeSubscriptionClicks(db: Db, now: number, upTo?: Period): Promise<number> {
  const open = await openPeriod(db, now);
  const last = upTo !== undefined && upTo < open ? upTo : open;
  let made = 0;
  for (;;) {
    const batch = await db.transaction().execute((tx) => makeBatch(tx, last));
    made += batch.made;
    if (!batch.more) return made;
    await pause(TURN_MS);
  }
}

/** The oldest period in which a subscription waits for its click, or null. */
export async function oldestDuePeriod(db: Db): Promise<Period | null> {
  const row = await db
    .selectFrom("subscriptions_due")
    .select((e) => e.fn.min("period").as("period"))
    .executeTakeFirst();
  return (row?.period ?? null) as Period | null;
}

/** Makes some of the clicks of the oldest period that is due. For a whole run see `makeSubscriptionClicks`. */
export async function makeBatch(tx: Tx, last: Period): Promise<{ made: number; more: boolean }> {
  const period = await oldestDuePeriod(tx);
  if (period === null || period > last) return { made: 0, more: false };
  const judged = await judgeDue(tx, await readDue(tx, period));
  const good = judged.filter(({ refusal }) => refusal === null);
  const receivedAt = periodStartMs(period);
  const clicks = good.map(({ key, donor, connection, thing }) => {
    const id = subscriptionClickId(key, period).toString("hex");
    return { id, donor, connection, thing, period, receivedAt };
  });
  await insertClicks(tx, clicks);
  const changes = new Map<bigint, number>();
  for (const { thing } of good) changes.set(thing, (changes.get(thing) ?? 0) + 1);
  await changeCounts(tx, changes);
  for (const one of judged) await writeMonth(tx, one, period);
  return { made: good.length, more: true };
}

type Due = {
  subscription: bigint;
  key: Uint8Array;
  donor: bigint;
  person: bigint;
  connection: bigint;
  site: string;
  thing: bigint;
  url: string;
  publisher: bigint;
  payee: bigint;
  closed: bigint;
};

async function readDue(tx: Tx, period: Period): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select d.subscription, s.key, s.donor, o.person, s.connection, k.site, s.thing, t.url, t.publisher, p.person as payee,
      p.closed_at is not null as closed
    from subscriptions_due d join subscriptions s on s.id = d.subscription join things t on t.id = s.thing
    join publishers p on p.id = t.publisher join donors o on o.id = s.donor join connections k on k.id = s.connection
    where d.period = ${period} order by d.subscription limit ${SUBSCRIPTIONS_A_BATCH}`.execute(tx);
  return rows;
}

type Judged = Due & { refusal: ClickRefusal | null };

/** What has changed since the subscription was made: the rules for a click, but those of the day and of the donor's purse. */
async function judgeDue(tx: Tx, due: Due[]): Promise<Judged[]> {
  const origins = due.map(({ url }) => new URL(url).origin);
  const places = await placesOf(
    tx,
    due.map(({ site, publisher }, n) => ({ site, publisher, origin: origins[n] as string })),
  );
  return due.map((one, n) => {
    const evidence = {
      publisher: { person: one.payee, closed: one.closed === 1n },
      urlVerified: places[n]?.url_verified === 1n,
      urlClaimed: places[n]?.url_claimed === 1n,
    };
    return { ...one, refusal: judgePlacing(evidence, one, origins[n] as string) };
  });
}

async function writeMonth(tx: Tx, { subscription, key, refusal }: Judged, period: Period): Promise<void> {
  const click = refusal === null ? subscriptionClickId(key, period) : null;
  await tx.insertInto("subscription_months").values({ subscription, period, click, refusal }).execute();
}
