import type { DonorState, Period, SubscriptionState } from "@rivulet/protocol";
import { sql } from "kysely";
import { pursesOf } from "../store/budget-in-force.js";
import type { Db } from "../store/open-store.js";
import { isCovered } from "./given.js";
import { uuidText } from "./id.js";
import { openPeriod } from "./open-period.js";
import type { Sender } from "./sender.js";
import { standingSubscriptions } from "./subscriptions.js";

/** The donor's own clicks on a URL through this site in this period, the id of the last one, and the subscription that stands. */
export type Mine = { clicks: number; last: string | null; subscription: SubscriptionState | null };

/** What is told of a URL that the donor has nothing to do with. */
export const NOTHING_MINE: Mine = { clicks: 0, last: null, subscription: null };

/** What a site may know of its donor now (protocol page, `GET /v1/me`); every URL asked for is answered. */
export async function readMe(
  db: Db,
  from: Sender,
  canonicalUrls: string[],
  now: number,
): Promise<{ donor: DonorState; mine: Map<string, Mine> }> {
  const period = await openPeriod(db, now);
  const { rows } = await sql<{ url: string; clicks: bigint; last: Uint8Array }>`
    select t.url, count(*) as clicks, max(c.id) as last
    from clicks c join things t on t.id = c.thing
    where c.period = ${period} and c.donor = ${from.donor} and c.connection = ${from.connection}
      and not exists (select 1 from undone u where u.id = c.id)
    group by t.url`.execute(db);
  const known = new Map(
    rows.map((row) => [row.url, { clicks: Number(row.clicks), last: uuidText(row.last) }]),
  );
  const subscriptions = await subscriptionsByUrl(db, from, canonicalUrls, period);
  const mineOf = (url: string): Mine => ({
    ...NOTHING_MINE,
    ...known.get(url),
    subscription: subscriptions.get(url) ?? null,
  });
  const clicks = rows.reduce((sum, row) => sum + Number(row.clicks), 0);
  return {
    donor: { clicks, funded: await isFunded(db, from.donor, now) },
    mine: new Map(canonicalUrls.map((url) => [url, mineOf(url)])),
  };
}

/** Things of several publishers can stand at one URL; of their subscriptions the newest is told. */
async function subscriptionsByUrl(
  db: Db,
  { donor, connection }: Sender,
  urls: string[],
  period: Period,
): Promise<Map<string, SubscriptionState>> {
  const standing = await standingSubscriptions(db, { donor, connection, urls }, period);
  return new Map(standing.reverse().map(({ url, months, until }) => [url, { months, until }]));
}

/** Whether a donor has a budget, and the balance covers it now. */
export async function isFunded(db: Db, donor: bigint, now: number): Promise<boolean> {
  const [purse] = await pursesOf(db, [donor], now);
  return purse !== undefined && isCovered(purse.budget, purse.balance);
}
