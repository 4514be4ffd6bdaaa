import type { MeAnswer, UrlAsked } from "@rivulet/protocol";
import { donorOf, mineOf, type Sender } from "./mock-clicks.js";
import { subscriptionTo } from "./mock-subscriptions.js";
import type { Played } from "./played.js";

/** What a site may know of its donor. */
export function readMe(played: Played, from: Sender, urls: UrlAsked[]): MeAnswer {
  const mine = urls.map(({ sent, canonical }) => {
    const own = canonical === null ? [] : mineOf(played, from, canonical);
    const subscription = canonical === null ? null : subscriptionTo(played, from, canonical);
    return [sent, { clicks: own.length, last: own.at(-1)?.id ?? null, subscription }] as const;
  });
  return { donor: donorOf(played, from), mine: Object.fromEntries(mine) };
}
