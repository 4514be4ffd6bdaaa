import {
  canonicalUrl,
  LIMITS,
  type Period,
  periodEndMs,
  periodOf,
  type SubscriptionAnswer,
  type SubscriptionCall,
  type SubscriptionQuery,
  type SubscriptionState,
} from "@rivulet/protocol";
import { addClick, openPeriod, refusedThing, type Sender } from "./mock-clicks.js";
import type { SubscriptionRow } from "./mock-state.js";
import type { Played } from "./played.js";

const after = (period: string, number = 1): string =>
  number === 0 ? period : after(periodOf(periodEndMs(period as Period)), number - 1);

/** The subscriptions that stand: until their last period is over, or they are ended. The newest comes first. */
export function standing(played: Played, from: Sender, url?: string): SubscriptionRow[] {
  const period = openPeriod(played);
  return played.state.subscriptions
    .filter((row) => row.donor === from.donor && row.site === from.site)
    .filter((row) => (url === undefined || row.url === url) && (row.until === null || row.until >= period))
    .reverse();
}

/** What a site may know of the donor's subscription to a URL. */
export function subscriptionTo(played: Played, from: Sender, url: string): SubscriptionState | null {
  const [row] = standing(played, from, url);
  return row ? { months: row.months, until: row.until } : null;
}

/** `PUT /v1/subscriptions`: begins with the next period; one that stands for the thing is replaced. */
export function subscribe(played: Played, from: Sender, call: SubscriptionCall): SubscriptionAnswer {
  const { publisher, months } = call;
  const url = canonicalUrl(call.url);
  const others = standing(played, from).filter((row) => row.url !== url || row.publisher !== publisher);
  const code =
    url === null
      ? "invalid-url"
      : (refusedThing(played, from, publisher, url) ??
        (others.length >= LIMITS.clicks_per_site_day ? "too-many-clicks" : null));
  if (url === null || code !== null) {
    return { url: call.url, publisher, problem: { code: code ?? "invalid-url", detail: `It is ${code}.` } };
  }
  end(played, (row) => !others.includes(row) && row.donor === from.donor && row.site === from.site);
  const next = after(openPeriod(played));
  const until = months === null ? null : after(next, months - 1);
  played.state.subscriptions.push({ ...from, publisher, url, months, next, until });
  return { url: call.url, publisher, months, until };
}

/** `DELETE /v1/subscriptions`: the clicks that it has made stay. */
export function unsubscribe(played: Played, from: Sender, thing: SubscriptionQuery): void {
  const url = canonicalUrl(thing.url);
  end(
    played,
    (row) =>
      row.donor === from.donor &&
      row.site === from.site &&
      row.url === url &&
      row.publisher === thing.publisher,
  );
}

/** Ends those that a test picks. */
export function end({ state }: Played, picks: (row: SubscriptionRow) => boolean): void {
  state.subscriptions = state.subscriptions.filter((row) => !picks(row));
}

/** Makes the clicks of the periods that have begun meanwhile. */
export function renew(played: Played): void {
  const period = openPeriod(played);
  for (const row of played.state.subscriptions) {
    const { donor, site, publisher, url, until } = row;
    for (; row.next <= period && (until === null || row.next <= until); row.next = after(row.next)) {
      if (refusedThing(played, row, publisher, url) !== null) continue;
      addClick(played, { donor, site }, newId(played.now()), { publisher, url }, row.next);
    }
  }
}

/** A UUID of version 7 (RFC 9562 section 5.7). */
function newId(nowMs: number): string {
  const time = nowMs.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}
