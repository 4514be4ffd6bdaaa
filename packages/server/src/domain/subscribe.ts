import {
  type ClickRefusal,
  LIMITS,
  type SubscriptionCall,
  type SubscriptionMonths,
  type SubscriptionQuery,
} from "@rivulet/protocol";
import { pursesOf } from "../store/budget-in-force.js";
import type { Tx } from "../store/open-store.js";
import { placesOf } from "../store/sqlite/click-sql.js";
import { isConnected } from "./connections.js";
import { judgePlacing } from "./judge-click.js";
import { openPeriod } from "./open-period.js";
import { findPublisher, type Publisher } from "./publishers.js";
import { readUrl } from "./read-click.js";
import { Refusal } from "./refusal.js";
import type { Sender } from "./sender.js";
import { endSubscriptions, putSubscription, standingSubscriptions } from "./subscriptions.js";
import { thingFor } from "./things.js";

/** A subscription that stands, or the reason for which a click would be refused, too. */
export type Subscribed =
  | { refusal: null; months: SubscriptionMonths; until: string | null }
  | { refusal: ClickRefusal };

/**
 * Makes or changes the subscription of a donor to a thing, through the site that asks (protocol page, "Subscriptions").
 * @throws Refusal `invalid-token` where the site was revoked meanwhile, so that nothing follows what was ended with it
 */
export async function subscribe(
  tx: Tx,
  from: Sender,
  call: SubscriptionCall,
  now: number,
): Promise<Subscribed> {
  if (!(await isConnected(tx, from.connection))) throw new Refusal("invalid-token", "The site was revoked.");
  const url = readUrl(call.url);
  if (url === null) return { refusal: "invalid-url" };
  const publisher = await findPublisher(tx, call.publisher);
  if (!publisher) return { refusal: "unknown-publisher" };
  const refusal =
    (await judgeThing(tx, from, publisher, url, now)) ?? (await judgeNumber(tx, from, publisher, url, now));
  if (refusal !== null) return { refusal };
  const thing = await thingFor(tx, { url, publisher: publisher.id }, now);
  const { donor, connection } = from;
  const until = await putSubscription(tx, { donor, connection, thing, months: call.months }, now);
  return { refusal: null, months: call.months, until };
}

/** Ends a donor's subscription through a site to a thing; where there is none, nothing happens. */
export async function unsubscribe(
  tx: Tx,
  { donor, connection }: Sender,
  { url, publisher }: SubscriptionQuery,
  now: number,
): Promise<void> {
  const canonical = readUrl(url);
  const known = await findPublisher(tx, publisher);
  if (canonical === null || !known) return;
  const thing = await tx
    .selectFrom("things")
    .select("id")
    .where("url", "=", canonical)
    .where("publisher", "=", known.id)
    .executeTakeFirst();
  if (thing) await endSubscriptions(tx, { donor, connection, thing: thing.id }, now);
}

async function judgeThing(
  tx: Tx,
  from: Sender,
  publisher: Publisher,
  url: string,
  now: number,
): Promise<ClickRefusal | null> {
  const { origin } = new URL(url);
  const [place] = await placesOf(tx, [{ origin, site: from.site, publisher: publisher.id }]);
  const [purse] = await pursesOf(tx, [from.donor], now);
  const urlVerified = place?.url_verified === 1n;
  const urlClaimed = place?.url_claimed === 1n;
  const refusal = judgePlacing({ publisher, urlVerified, urlClaimed }, from, origin);
  return refusal ?? (purse?.budget === 0n ? "budget-paused" : null);
}

/** All of a site's subscriptions click on one day, so a donor has as many of them as a day takes clicks. */
async function judgeNumber(
  tx: Tx,
  { donor, connection }: Sender,
  publisher: Publisher,
  url: string,
  now: number,
): Promise<ClickRefusal | null> {
  const standing = await standingSubscriptions(tx, { donor, connection }, await openPeriod(tx, now));
  const others = standing.filter((one) => one.url !== url || one.handle !== publisher.handle);
  return others.length >= LIMITS.clicks_per_site_day ? "too-many-clicks" : null;
}
