import { type ClickRefusal, LIMITS } from "@rivulet/protocol";
import type { Click } from "./read-click.js";
import type { Sender } from "./sender.js";

/** What a click is judged by, besides what was sent. */
export type Evidence = {
  publisher: { person: bigint; closed: boolean } | null;
  urlVerified: boolean;
  urlClaimed: boolean;
  /** Micros a month; 0 while paused, null before the first budget. */
  budget: bigint | null;
  siteToday: number;
  thingToday: number;
};

/** Why a click of its sender is refused, or null (protocol page, "Click"). The first reason that holds is the one told. */
export function judgeClick(click: Click, from: Sender, evidence: Evidence): ClickRefusal | null {
  return click.refused ?? judgePlacing(evidence, from, click.origin) ?? judgeDonor(evidence);
}

/** Why a publisher cannot be paid for a page of an origin by this sender, or null. */
export function judgePlacing(
  evidence: Pick<Evidence, "publisher" | "urlVerified" | "urlClaimed">,
  from: Pick<Sender, "person" | "site">,
  origin: string,
): ClickRefusal | null {
  return judgePublisher(from, evidence.publisher) ?? judgePlace(origin, from, evidence);
}

function judgePublisher(from: Pick<Sender, "person">, publisher: Evidence["publisher"]): ClickRefusal | null {
  if (!publisher) return "unknown-publisher";
  if (publisher.closed) return "publisher-closed";
  return publisher.person === from.person ? "own-thing" : null;
}

function judgePlace(
  origin: string,
  { site }: Pick<Sender, "site">,
  { urlVerified, urlClaimed }: Pick<Evidence, "urlVerified" | "urlClaimed">,
): ClickRefusal | null {
  if (urlVerified) return null;
  if (origin !== site) return "site-mismatch";
  return urlClaimed ? "url-not-allowed" : null;
}

function judgeDonor({ budget, siteToday, thingToday }: Evidence): ClickRefusal | null {
  if (budget === 0n) return "budget-paused";
  const tooMany = siteToday >= LIMITS.clicks_per_site_day || thingToday >= LIMITS.clicks_per_thing_day;
  return tooMany ? "too-many-clicks" : null;
}

/** A sentence for each refusal, for developers; a button has words of its own. */
export const REFUSAL_SENTENCES: Record<ClickRefusal, string> = {
  "unknown-publisher": "No publisher has this handle.",
  "publisher-closed": "The publisher takes no clicks any more.",
  "own-thing": "Own things cannot be clicked.",
  "invalid-url": "The url is no http or https address of at most 2,048 characters.",
  "invalid-id": "The id is no UUID of version 7.",
  "id-taken": "The id belongs to another donor.",
  "click-too-old": "The click was made more than 35 days ago.",
  "clicked-in-future": "The click is dated more than 24 hours ahead.",
  "too-many-clicks": `A donor's clicks are limited to ${LIMITS.clicks_per_site_day} a site and ${LIMITS.clicks_per_thing_day} a thing, a day.`,
  "budget-paused": "The donor has paused giving.",
  "donor-blocked": "The donor cannot click for now.",
  "site-mismatch":
    "The url is neither on the site that sends the click nor on one that the publisher has verified.",
  "url-not-allowed": "Another publisher has verified the site of the url.",
};
