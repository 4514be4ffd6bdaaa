import * as v from "valibot";
import { characters } from "./characters.js";
import { CLICK_BOUNDS, CLICK_REFUSALS } from "./click.js";

/** For how many periods a subscription can be; null instead of a number is "until it is ended". */
export const SUBSCRIPTION_MONTHS = [3, 6, 12] as const;

/** For how long a donor gives: so many periods, or null, until it is ended. */
export type SubscriptionMonths = (typeof SUBSCRIPTION_MONTHS)[number] | null;

const months = v.pipe(
  v.nullable(v.picklist(SUBSCRIPTION_MONTHS)),
  v.description("How many periods get a click; null until it is ended."),
);

const until = v.pipe(
  v.nullable(v.string()),
  v.description("The last period that gets a click, such as `2027-05`; null until it is ended."),
);

const url = v.pipe(v.string(), v.description("The URL as it was sent."));
const publisher = v.pipe(v.string(), v.description("The handle of the publisher who is paid."));

/** What a site may know of a subscription: as in `GET /v1/me`. */
export const subscriptionState = v.object({ months, until });
export type SubscriptionState = v.InferOutput<typeof subscriptionState>;

/** The body of `PUT /v1/subscriptions`. This is the SHAPE; a bad value (a `javascript:` url, an unknown handle) is rejected inside a 200. */
export const subscriptionCall = v.object({
  url: v.pipe(characters(CLICK_BOUNDS.url), v.description("The address of the thing, absolute.")),
  publisher,
  months,
});
export type SubscriptionCall = v.InferOutput<typeof subscriptionCall>;

/** A subscription that stands. */
export const subscriptionMade = v.object({ url, publisher, months, until });
export type SubscriptionMade = v.InferOutput<typeof subscriptionMade>;

/** A subscription that is not made, for one of the reasons for which a click is rejected; what stood before stands. */
export const subscriptionRejected = v.object({
  url,
  publisher,
  problem: v.object({ code: v.picklist(CLICK_REFUSALS), detail: v.string() }),
});
export type SubscriptionRejected = v.InferOutput<typeof subscriptionRejected>;

/**
 * The answer of `PUT /v1/subscriptions`, with status 200: made, or rejected as a click is.
 * @example const told = "problem" in answer ? answer.problem.code : answer.until
 */
export const subscriptionAnswer = v.union([subscriptionRejected, subscriptionMade]);
export type SubscriptionAnswer = v.InferOutput<typeof subscriptionAnswer>;

/** The query of `DELETE /v1/subscriptions`. */
export const subscriptionQuery = v.object({
  url: v.pipe(v.string(), v.description("The address of the thing; any that has the same canonical URL.")),
  publisher: v.pipe(v.string(), v.description("The publisher's handle.")),
});
export type SubscriptionQuery = v.InferOutput<typeof subscriptionQuery>;
