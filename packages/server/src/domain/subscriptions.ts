import { randomBytes } from "node:crypto";
import type { ClickRefusal, Period, SubscriptionMonths } from "@rivulet/protocol";
import { sql } from "kysely";
import type { Db, Tx } from "../store/open-store.js";
import { openPeriod } from "./open-period.js";
import { periodAfter } from "./period-after.js";

/** A subscription that stands: until its last period is over, or it is ended. */
export type Standing = {
  id: bigint;
  url: string;
  title: string | null;
  handle: string;
  site: string;
  months: SubscriptionMonths;
  /** The first period that gets a click. */
  from: Period;
  /** The last period that gets a click; null until it is ended. */
  until: Period | null;
  /** Why the last of its periods got no click, or null. */
  rests: ClickRefusal | null;
};

/** Whose subscriptions: a donor's, perhaps through one connection, perhaps for one thing or one URL. */
export type Whose = { donor: bigint; connection?: bigint; urls?: string[]; thing?: bigint };

/** The subscriptions that stand in a period, the newest first. */
export async function standingSubscriptions(db: Db, whose: Whose, period: Period): Promise<Standing[]> {
  const { donor, connection, urls, thing } = whose;
  const { rows } = await sql<Omit<Standing, "months"> & { months: bigint | null }>`
    select s.id, t.url, t.title, p.handle, k.site, s.months, s.from_period as "from", s.until_period as "until",
      (select m.refusal from subscription_months m where m.subscription = s.id order by m.period desc limit 1) as rests
    from subscriptions s join things t on t.id = s.thing join publishers p on p.id = t.publisher
    join connections k on k.id = s.connection
    where s.donor = ${donor} and coalesce(s.until_period, '9999-12') >= ${period}
      and not exists (select 1 from subscription_ends e where e.subscription = s.id)
      ${connection === undefined ? sql`` : sql`and s.connection = ${connection}`}
      ${urls === undefined ? sql`` : sql`and t.url in (select value from json_each(${JSON.stringify(urls)}))`}
      ${thing === undefined ? sql`` : sql`and s.thing = ${thing}`}
    order by s.id desc`.execute(db);
  return rows.map((row) => ({ ...row, months: monthsOf(row.months) }));
}

function monthsOf(months: bigint | null): SubscriptionMonths {
  return months === null ? null : (Number(months) as SubscriptionMonths);
}

/** What is subscribed to, and for how long. */
export type Wish = { donor: bigint; connection: bigint; thing: bigint; months: SubscriptionMonths };

/**
 * Lets a subscription begin with the next period. One that stands for the thing is replaced, its click of the open period stays; the
 * same wish again changes nothing.
 * @returns the last period that gets a click, or null where it has no end
 */
export async function putSubscription(tx: Tx, wish: Wish, now: number): Promise<Period | null> {
  const { donor, connection, thing, months } = wish;
  const open = await openPeriod(tx, now);
  const from = periodAfter(open);
  const [standing] = await standingSubscriptions(tx, { donor, connection, thing }, open);
  if (standing?.months === months && (months === null || standing.from === from)) return standing.until;
  if (standing) await endSubscription(tx, standing.id, open, now);
  const until = months === null ? null : periodAfter(from, months - 1);
  await tx
    .insertInto("subscriptions")
    .values({
      key: randomBytes(16),
      donor,
      connection,
      thing,
      months,
      from_period: from,
      until_period: until,
      made_at: now,
    })
    .execute();
  return until;
}

/** Ends those that stand: clicks that they have made stay, no further one is made. @returns how many were ended */
export async function endSubscriptions(tx: Tx, whose: Whose & { id?: bigint }, now: number): Promise<number> {
  const open = await openPeriod(tx, now);
  const standing = await standingSubscriptions(tx, whose, open);
  const ended = standing.filter(({ id }) => whose.id === undefined || whose.id === id);
  for (const { id } of ended) await endSubscription(tx, id, periodAfter(open, -1), now);
  return ended.length;
}

/** @param last the last period that may still get its click; one that has it already is not touched */
async function endSubscription(tx: Tx, subscription: bigint, last: Period, now: number): Promise<void> {
  const made = await tx
    .selectFrom("subscription_months")
    .select((e) => e.fn.max("period").as("period"))
    .where("subscription", "=", subscription)
    .executeTakeFirst();
  const last_period = [last, made?.period ?? last].sort()[1] as string;
  await tx.insertInto("subscription_ends").values({ subscription, last_period, ended_at: now }).execute();
}
